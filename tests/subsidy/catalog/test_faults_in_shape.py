"""A wrong key or a value of a wrong type anywhere in the catalogue is named by file, line and field."""

from __future__ import annotations

import pytest

from tests.subsidy.catalog.conftest import ProblemsOf
from tests.subsidy.catalog.faults import Fault, missing_in
from tests.subsidy.catalog.reference_faults import duplicate_key_faults, source_faults
from tests.subsidy.catalog.shape_faults import predicate_faults, shape_faults


@pytest.mark.parametrize("fault", [*shape_faults(), *predicate_faults()], ids=str)
def test_a_fault_in_the_shape_is_named_by_file_line_and_field(fault: Fault, problems_of_file: ProblemsOf) -> None:
    assert missing_in(fault, problems_of_file(fault.file, fault.text)) == ""


@pytest.mark.parametrize("fault", duplicate_key_faults(), ids=str)
def test_a_key_used_twice_is_named_where_it_comes_again(fault: Fault, problems_of_file: ProblemsOf) -> None:
    assert missing_in(fault, problems_of_file(fault.file, fault.text)) == ""


@pytest.mark.parametrize("fault", source_faults(), ids=str)
def test_a_missing_source_or_place_is_named(fault: Fault, problems_of_file: ProblemsOf) -> None:
    assert missing_in(fault, problems_of_file(fault.file, fault.text)) == ""


@pytest.mark.parametrize("file", sorted({fault.file for fault in shape_faults()}))
def test_a_catalogue_with_a_fault_in_one_file_is_refused(file: str, problems_of: ProblemsOf) -> None:
    fault = next(fault for fault in shape_faults() if fault.file == file)
    assert missing_in(fault, problems_of(fault.file, fault.text)) == ""
