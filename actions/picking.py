"""Words that pick from the open question: a typed title, 「前者」 or 「1と3」, what a code stands for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from actions.answers import Answers
from actions.groups import Groups
from actions.judging import Judge
from actions.messages import Button, Message, Payload
from actions.questions import Questions
from actions.sheet import Sheet
from actions.slots import BASE_TOPICS
from actions.state import State
from actions.texts import Texts
from actions.turn import Handlers, Result, Turn, turn_of_choice

LONGEST = 40
ENDS = re.compile(r"[\s。.!?]+")
NUMBERS = re.compile("[1-9]")
# What bare words are easily taken for.
MOVES = frozenset(("dont_know", "skip", "go_back", "restart", "delete_data", "help", "ask_why"))
# Words that name items and pick none: they are not known, asked about, supposed, or given up.
NO_PICK = ("not_known", "asks", "why", "says_if", "plan_dropped")
PLAN, OTHER = "plan", "その他"


class Picking:
    """Does what the button does that the words mean."""

    def __init__(
        self, texts: Texts, judge: Judge, questions: Questions, groups: Groups, answers: Answers, handlers: Handlers
    ) -> None:
        self._groups = groups
        self._texts = texts
        self._judge = judge
        self._questions = questions
        self._answers = answers
        self._handlers = handlers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the words pick something of the open question, or pick from its items in an unclear way."""
        if not turn.text or turn.choice is not None or len(turn.text) > LONGEST or Sheet.of(state).open:
            return False
        return self._turn(state, turn) is not None or self._is_unclear(state, turn)

    def reply(self, state: State, turn: Turn) -> Result:
        """What the button would do, said back; what is unclear is asked again."""
        picked = self._turn(state, turn)
        if picked is None:
            return [Message(text=self._texts.label("which_item"))], True
        return self._handlers[picked.act](state, picked)

    def _turn(self, state: State, turn: Turn) -> Turn | None:
        topic = state.asked
        if topic is None or not self._questions.known(topic) or self._answers.is_flag(topic):
            return None
        items = [] if turn.slots or state.options or self._is_unclear(state, turn) else self._items(topic, turn)
        if items:
            return Turn("inform", slots={topic: items})
        payload = self._payload(state, topic, unicodedata.normalize("NFKC", turn.text))
        if payload is None:
            return self._named(state, turn)
        picked = turn_of_choice(payload)
        # A list is said back only where it was answered in words.
        picked = replace(picked, text=turn.text if picked.act == "tick" else "")
        return replace(picked, act="inform") if picked.act == "set" else picked

    def _payload(self, state: State, topic: str, words: str) -> Payload | None:
        message = self._shown(state, topic)
        typed = ENDS.sub("", words)
        titled = (one for one in message.buttons if ENDS.sub("", unicodedata.normalize("NFKC", one.title)) == typed)
        found = next((one.payload for one in titled if self._may_be_typed(state, topic, one.payload)), None)
        if found is not None or (topic in state.confirming and not state.confirming[topic]):
            return found
        if topic in state.confirming:
            return self._candidate(message.buttons, words)
        return self._numbered([one for one in message.buttons if _is_line(one)], state, topic, words)

    def _shown(self, state: State, topic: str) -> Message:
        asks = self._questions.ask_back if topic in state.confirming else self._questions.ask
        return asks(topic, state, self._judge.interview(state))

    @staticmethod
    def _may_be_typed(state: State, topic: str, payload: Payload) -> bool:
        """Whether a typed title is the button: titles of most base questions are read as words, which say less."""
        if payload.get("act") in ("dont_know", "ask_why"):
            return False
        return topic in state.confirming or topic not in BASE_TOPICS or payload.get("value") == [OTHER]

    def _candidate(self, buttons: Iterable[Button], words: str) -> Payload | None:
        """The candidate of an ask-back that is counted off, or the button for none of them."""
        *candidates, neither = [one.payload for one in buttons]
        if self._texts.cued("neither", words):
            return neither
        found = self._texts.match("nth", words)
        if found is None or len(candidates) < 2:
            return None
        at = 1 if found["first"] else len(candidates) if found["last"] else int(unicodedata.numeric(found["number"]))
        return candidates[at - 1] if at <= len(candidates) else None

    def _numbered(self, lines: list[Button], state: State, topic: str, words: str) -> Payload | None:
        """Lines of a list by their numbers, all of them, or none."""
        if topic != PLAN and not state.options:
            return None
        if state.options and (self._texts.cued("neither", words) or self._is_all(state, words)):
            return {"type": "tick", "field": None, "offered": state.options}
        chosen = lines if self._texts.cued("all_lines", words) else []
        if self._texts.cued("line_numbers", words):
            numbers = [int(number) for number in NUMBERS.findall(words)]
            chosen = [lines[number - 1] for number in numbers if number <= len(lines)]
        if topic == PLAN and chosen == lines:
            chosen = [one for one in chosen if one.payload["value"] != [OTHER]]
        return {"multi": [one.payload for one in chosen]} if chosen else None

    def _is_all(self, state: State, words: str) -> bool:
        """Whether the words say that the plans told before are all there are (「設備投資だけです」)."""
        named, told = set(self._texts.plans_in(words)), set(state.answers.get(PLAN) or ())
        return self._texts.cued("only", words) and bool(named) and named <= told

    def _named(self, state: State, turn: Turn) -> Turn | None:
        """Lines of the open list in bare words that are taken for a move (「ITツール」)."""
        if not state.options or turn.slots or turn.act not in MOVES or self._texts.cued("moves", turn.text):
            return None
        named = self._groups.told(state, turn.text)
        slots = {"ticked": named, "offered": state.options}
        return None if named is None or self._texts.denies(turn.text) else Turn("tick", slots=slots, text=turn.text)

    def _items(self, topic: str, turn: Turn) -> list[Any]:
        """The items of a list of codes that the words mean; those that are said not to be meant left out."""
        meant = self._texts.match("rather", turn.text)
        words = turn.text if meant is None else turn.text[meant.end() :]
        if not self._answers.is_list(topic) or any(self._texts.cued(cue, words) for cue in NO_PICK):
            return []
        return self._answers.items(topic, words)

    def _is_unclear(self, state: State, turn: Turn) -> bool:
        """Whether items are named that are not to be, or are there already."""
        topic = state.asked
        if topic is None or state.options or turn.slots or not self._answers.is_list(topic):
            return False
        return self._texts.cued("not_these", turn.text) and bool(self._answers.items(topic, turn.text))


def _is_line(button: Button) -> bool:
    """Whether a button is a line of a list, not its end or a help."""
    payload = button.payload
    return payload["type"] == "answer" or (payload["type"] == "tick" and payload["field"] is not None)
