"""Which utterances are noted: those that fell back, were asked back about, or were corrected later."""

from __future__ import annotations

from typing import Any

from bot.learning.notable import notable

Event = dict[str, Any]


class Log:
    """Events of a conversation, as Rasa's tracker has them."""

    def __init__(self) -> None:
        self.events: list[Event] = [self._state({"consent": True, "answers": {}})]
        self._number = 0

    @staticmethod
    def _state(value: Event) -> Event:
        return {"event": "slot", "name": "dialogue", "value": value}

    def turn(self, text: str, act: str, choice: Event | None = None, **state: Any) -> Log:
        self._number += 1
        metadata = {"asked": "employees", "choice": choice, "event": None}
        user = {"event": "user", "timestamp": float(self._number), "message_id": f"m{self._number}", "text": text}
        before = self.events[-1]["value"]
        self.events += [
            {**user, "metadata": metadata, "parse_data": {"intent": {"name": act}}},
            self._state({**before, **state}),
        ]
        return self

    @property
    def noted(self) -> list[tuple[str, str]]:
        return [(one.text, one.reason) for one in notable(self.events)]


def test_what_fell_back_is_noted_with_what_was_asked_and_taken() -> None:
    log = Log().turn("べりてえ", "chitchat")
    (heard,) = notable(log.events)
    assert (heard.text, heard.asked, heard.act, heard.reason) == ("べりてえ", "employees", "chitchat", "fell_back")


def test_an_answer_that_changed_nothing_fell_back() -> None:
    assert Log().turn("まあまあ", "inform").noted == [("まあまあ", "fell_back")]


def test_what_was_understood_is_not_noted() -> None:
    assert Log().turn("15人", "inform", answers={"employees": 15}).turn("なぜ聞くの", "ask_why").noted == []


def test_what_was_asked_back_about_is_noted() -> None:
    log = Log().turn("パート入れて20人", "inform", confirming={"employees": [20]})
    assert log.noted == [("パート入れて20人", "asked_back")]


def test_what_was_corrected_is_the_utterance_that_was_misread_and_not_the_correction() -> None:
    log = Log().turn("千五百です", "inform", answers={"capital_yen": 1500}).turn("ありがとう", "thank")
    log.turn("1500万円です", "correct", answers={"capital_yen": 15_000_000})
    assert log.noted == [("千五百です", "corrected")]


def test_what_a_button_said_is_never_noted() -> None:
    log = Log().turn("製造業", "choose", {"type": "answer"}, answers={"industry": "製造業"})
    assert log.turn("小売です", "correct", answers={"industry": "小売業"}).noted == []


def test_nothing_from_before_the_consent_is_noted() -> None:
    log = Log()
    log.events[0]["value"]["consent"] = None
    assert log.turn("べりてえ", "chitchat").noted == []


def test_broken_events_are_passed_over() -> None:
    log = Log().turn("べりてえ", "chitchat")
    broken: list[Event] = [{}, {"event": "user"}, {"event": "slot", "name": "dialogue", "value": 5}]
    assert [one.text for one in notable([*broken, *log.events, *broken])] == ["べりてえ"]
