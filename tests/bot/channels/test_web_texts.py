"""Texts that could be taken for something else."""

from __future__ import annotations

import pytest

from tests.bot.visitor import Visitor


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "  /restart",
        "\u3000/back",
        "/session_start",
        '/start{"state": 1}',
        "//start",
        "／start",
        "/",
        "\n/start",
    ],
)
def test_a_text_that_starts_with_a_slash_is_a_text(visitor: Visitor, text: str) -> None:
    visitor.say("300")
    visitor.say(text)
    seen = visitor.customs("seen")[0]
    assert seen["intent"] == "inform"
    assert seen["state"]["turns"] == 2
    assert seen["text"].startswith("／")


def test_the_history_shows_the_slash_as_it_was_typed(visitor: Visitor) -> None:
    visitor.say("/restart")
    assert visitor.history()[0]["message"] == {"text": "/restart"}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("30\x000人", "300人"),
        ("300\ud800人", "300人"),
        ("3\x1b[31m", "3[31m"),
        ("\ufeff300\uffff", "\ufeff300"),
        ("300\r\n400", "300\n400"),
        ("ラーメン屋🍜👨‍👩‍👧", "ラーメン屋🍜👨‍👩‍👧"),
        ("か\u3099いしゃ", "か\u3099いしゃ"),
        ("髙﨑㈱①", "髙﨑㈱①"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("{state} {0.__class__} %s ${HOME}", "{state} {0.__class__} %s ${HOME}"),
        ("'; DROP TABLE messages; --", "'; DROP TABLE messages; --"),
        ('{"event": "start"}', '{"event": "start"}'),
        ("\u202e003", "\u202e003"),
    ],
)
def test_what_is_no_text_is_left_out_and_the_rest_stays(visitor: Visitor, text: str, read: str) -> None:
    visitor.say(text)
    assert visitor.customs("seen")[0]["text"] == read
    assert visitor.history()[0]["message"] == {"text": read}
    visitor.say("300")
    assert visitor.customs("seen")[0]["state"]["turns"] == 2
