"""References to nothing, names used twice and contradicting figures are named by file, line and field."""

from __future__ import annotations

import pytest

from tests.subsidy.catalog.conftest import ProblemsOf
from tests.subsidy.catalog.faults import Fault, missing_in
from tests.subsidy.catalog.figure_faults import figure_faults
from tests.subsidy.catalog.reference_faults import duplicate_faults, reference_faults


@pytest.mark.parametrize("fault", reference_faults(), ids=str)
def test_a_reference_to_nothing_is_named_with_a_proposal(fault: Fault, problems_of: ProblemsOf) -> None:
    assert missing_in(fault, problems_of(fault.file, fault.text)) == ""


@pytest.mark.parametrize("fault", duplicate_faults(), ids=str)
def test_a_name_used_twice_is_named_where_it_comes_again(fault: Fault, problems_of: ProblemsOf) -> None:
    assert missing_in(fault, problems_of(fault.file, fault.text)) == ""


@pytest.mark.parametrize("fault", figure_faults(), ids=str)
def test_a_contradiction_is_named(fault: Fault, problems_of: ProblemsOf) -> None:
    assert missing_in(fault, problems_of(fault.file, fault.text)) == ""
