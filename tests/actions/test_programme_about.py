"""What visitors are told of a programme: its official name once."""

from __future__ import annotations

import dataclasses

import pytest

from actions.texts import texts
from subsidy import load_catalog


@pytest.mark.parametrize(("official", "head"), [("正式な補助金", "■ 補助金（正式な補助金）"), ("補助金", "■ 補助金")])
def test_an_official_name_that_is_the_same_is_not_said_twice(official: str, head: str) -> None:
    programme = dataclasses.replace(load_catalog().programmes[0], name="補助金", official_name=official)
    values = {"frames": [], "successors": [], "doubt": "", "source": "出典", "checked_on": "今日", "official": None}
    values |= {"call": {"over": False, "rows": []}}
    told = texts().render("programme_about", programme=programme, **values).splitlines()
    assert told[:2] == [head, programme.summary]
