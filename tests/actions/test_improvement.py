"""The question whether the bot may learn: once, after the verdict, and only where it is switched on."""

from __future__ import annotations

import pytest

from actions.dialogue import Dialogue
from tests.actions.conftest import Talk

ASK, YES, NO = "utter_ask_learning", "utter_learning_yes", "utter_learning_no"


@pytest.fixture
def asking(dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """A user of a bot that learns, before the verdict."""
    monkeypatch.setenv("HOJO_NAVI_LEARNING", "on")
    return Talk(dialogue).starts().answers_base()


def test_nobody_is_asked_unless_it_is_switched_on(talk: Talk) -> None:
    assert ASK not in talk.starts().answers_base().finishes().said
    assert talk.state.learning == ""


def test_it_is_asked_after_the_first_verdict_and_not_before(asking: Talk) -> None:
    assert ASK not in asking.said
    assert asking.finishes().said[-1] == ASK
    assert asking.part("recommendations")


def test_it_is_asked_once(asking: Talk) -> None:
    asking.finishes().presses("使わない")
    assert asking.said == [NO]
    asking.tells(employees=16)
    asking.finishes()
    assert ASK not in asking.said


@pytest.mark.parametrize(("act", "said", "kept"), [("affirm", YES, "yes"), ("deny", NO, "no")])
def test_it_can_be_answered_in_words(asking: Talk, act: str, said: str, kept: str) -> None:
    asking.finishes().does(act)
    assert (asking.said, asking.state.learning) == ([said], kept)


def test_a_yes_after_something_else_is_no_consent(asking: Talk) -> None:
    asking.finishes().does("thank")
    asking.does("affirm")
    assert asking.state.learning == "open"


def test_the_buttons_stay_good(asking: Talk) -> None:
    question = asking.finishes().messages[-1]
    asking.does("thank")
    asking.does("choose", choice=question.buttons[0].payload)
    assert asking.state.learning == "yes"
    asking.does("choose", choice=question.buttons[1].payload)
    assert asking.state.learning == "no"


def test_consent_can_be_taken_back_in_words(asking: Talk) -> None:
    asking.finishes().presses("協力する")
    asking.does("chitchat", text="やっぱり学習に使わないで")
    assert (asking.said, asking.state.learning) == ([NO], "no")


def test_starting_anew_keeps_what_was_agreed(asking: Talk) -> None:
    asking.finishes().presses("使わない")
    asking.does("restart")
    assert asking.state.learning == "no"
