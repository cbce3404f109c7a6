"""The examples in the documents are what the bot sends, and what Slack takes."""

from __future__ import annotations

import json
import re

import pytest

from bot.channels.slack.blocks import section, sections
from bot.channels.slack.channel import _whole
from bot.channels.slack.words import words
from tests.bot.slack.examples import FOLDER, examples, written
from tests.bot.slack.workspace import parts
from tests.bot.vendors.slack_blocks import faults

NAMES = sorted(examples())


def test_there_is_an_example_of_each_kind_and_no_other() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_what_the_bot_sends(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == written(examples()[name])


@pytest.mark.parametrize("name", NAMES)
def test_slack_takes_an_example(name: str) -> None:
    content = json.loads((FOLDER / name).read_text("utf-8"))
    assert set(content) == {"blocks"}
    assert faults(content["blocks"]) == []


def test_a_table_without_words_is_a_part_for_each_column() -> None:
    texts = [block["text"]["text"] for block in examples()["comparison_without_text.json"]["blocks"] if "text" in block]
    assert [re.match(r"\*■ .*\*\n", text) is not None for text in texts] == [True, True]


def test_the_frozen_example_has_nothing_to_press() -> None:
    assert parts(examples()["frozen.json"]) == []


def test_the_answer_to_a_command_is_one_message_however_long_the_memo_is() -> None:
    for block in (section("あ" * 1000), section("a")):
        shown = _whole([block] * 200)
        assert faults(shown) == []
        assert shown[-1] == next(sections(words()["memo"]["continued"]))
    assert _whole([section("a")] * 50) == [section("a")] * 50
