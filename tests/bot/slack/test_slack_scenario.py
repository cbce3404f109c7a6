"""``/hojo scenario``: companies of the sheets with their verdicts, for staff."""

from __future__ import annotations

import pytest

from bot.channels.slack.scenario import SHEETS, scenario
from bot.channels.slack.words import words
from bot.stores.records import Json
from tests.bot.server import Server
from tests.bot.slack.desk import Desk
from tests.bot.vendors.slack import FakeSlack
from tests.bot.vendors.slack_blocks import faults

TEXT = words()["scenario"]


def told(blocks: list[Json]) -> str:
    """What blocks show."""
    found = [block.get("text") or block["elements"][0] for block in blocks]
    return "\n".join(element["text"] for element in found)


@pytest.mark.parametrize("number", ["持続26-001", "IT-001", "再構築-001", "資金26-001"])
def test_a_row_is_told_with_its_facts_its_verdict_and_whether_the_sheet_agrees(number: str) -> None:
    text = told(scenario(number))
    assert TEXT["title"].format(number=number) in text
    assert TEXT["fact"].partition("{")[0] in text
    assert any(status in text for status in TEXT["status"].values())
    assert TEXT["agrees"].partition("。")[2] in text


def test_without_a_number_the_sheets_are_named() -> None:
    text = told(scenario(""))
    assert TEXT["intro"] in text
    assert text.count("〜") == len(list(SHEETS.glob("*.csv")))


def test_a_number_that_does_not_exist_is_said_to_be_unknown() -> None:
    assert TEXT["unknown"].format(number="持続99-999") in told(scenario("持続99-999"))


@pytest.mark.parametrize("given", ["", "持続26-001", "もの-010", "<@U1> & 'x'"])
def test_the_answer_keeps_to_what_slack_takes(given: str) -> None:
    assert faults(scenario(given)) == []


def test_staff_get_it_by_the_command(product_server: Server, fake: FakeSlack) -> None:
    desk = Desk(product_server, fake)
    answer = desk.slack.command("scenario 持続26-001", "C0STAFF")
    assert answer["response_type"] == "ephemeral"
    assert TEXT["title"].format(number="持続26-001") in told(answer["blocks"])
