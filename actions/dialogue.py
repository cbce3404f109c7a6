"""The dialogue: from a state and what the user meant to a new state and messages. Pure, without Rasa and clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from actions.answers import Answers
from actions.explanations import Explanations
from actions.messages import Button, Message, command, custom, say
from actions.programmes import Programmes
from actions.questions import Questions
from actions.slots import to_profile
from actions.state import GREETING, INTERVIEW, REFUSED, UNKNOWN, VERDICT, State
from actions.summary import Summary
from actions.texts import Texts
from actions.verdicts import Verdicts
from subsidy import Assessment, Engine, parse_profile

MOST_MISSES = 3
# What 「判定して」 is easily taken for. A wish for the checklist (「診断して」) is none of them.
MAY_HURRY = frozenset(("affirm", "inform", "skip", "show_summary", "chitchat", "out_of_scope"))
Reply = list[Message]


@dataclass
class Turn:
    """What the user meant: the act, slots to store, candidates to ask back, a button's payload, and the words."""

    act: str
    slots: dict[str, Any] = field(default_factory=dict)
    confirm: dict[str, list[Any]] = field(default_factory=dict)
    choice: dict[str, Any] | None = None
    text: str = ""


class Dialogue:
    """One engine and its words; keeps nothing between calls."""

    def __init__(self, engine: Engine, texts: Texts, now: Callable[[], dt.datetime]) -> None:
        self.engine = engine
        self.texts = texts
        self._now = now
        self.questions = Questions(texts, engine.catalog.fields)
        self.answers = Answers(self.questions, texts, engine)
        self.summary = Summary(self.questions, texts)
        self.verdicts = Verdicts(self.questions, texts, engine)
        self.programmes = Programmes(texts, engine)
        self.explanations = Explanations(self.questions, texts, engine)

    def assess(self, state: State) -> Assessment:
        """The verdicts for what is known now."""
        profile = parse_profile(to_profile(state.answers, state.ticked), self.engine.catalog.fields)
        return self.engine.assess(profile, self._now())

    def respond(self, state: State, turn: Turn) -> Reply:
        """Messages for a turn; the state is changed in place. Never empty."""
        if turn.choice is not None:
            turn = self._turn_of(turn.choice)
        if state.consent is None and turn.act != "start":
            return self._before_consent(state, turn)
        return self._reply(state, turn)

    def _turn_of(self, choice: dict[str, Any]) -> Turn:
        """What a button stands for. Several ticked answers of one question count as one; other buttons then do not."""
        parts = choice.get("multi", [choice])
        answers = [part for part in parts if part.get("type") == "answer"]
        if answers:
            slot, value = answers[0]["slot"], answers[0]["value"]
            if len(answers) > 1:
                value = [item for part in answers if part["slot"] == slot for item in part["value"]]
            return Turn("set", slots={slot: value})
        first = parts[0]
        return Turn(first["act"], slots={key: value for key, value in first.items() if key not in ("type", "act")})

    def _before_consent(self, state: State, turn: Turn) -> Reply:
        if turn.act in ("accept", "affirm"):
            return self._consented(state)
        if turn.act in ("decline", "deny"):
            return [Message(response="utter_declined", buttons=self._consent_buttons())]
        if turn.act in ("delete_data", "erase", "keep"):
            return self._handle(state, turn)[0]
        if turn.act == "privacy":
            return [say("utter_privacy"), *self._ask_consent()]
        if turn.act == "set" or state.stage != "greeting":
            state.held.append({"act": turn.act, "slots": turn.slots, "confirm": turn.confirm, "text": turn.text})
            return [Message(response="utter_consent_first", buttons=self._consent_buttons())]
        state.held.append({"act": turn.act, "slots": turn.slots, "confirm": turn.confirm, "text": turn.text})
        return self._greet(state)

    def _greet(self, state: State) -> Reply:
        state.stage = "consent"
        catalog = self.engine.catalog
        ages = [custom("notice", topic="data_age", editions=[edition.id for edition in catalog.editions])]
        about = self.texts.render("data_age", editions=catalog.editions)
        return [say("utter_greeting"), Message(text=about, custom=ages[0]), *self._ask_consent()]

    def _ask_consent(self) -> Reply:
        buttons = self._consent_buttons()
        notice = custom("notice", topic="consent", accept=0)
        return [Message(response="utter_consent", buttons=buttons, custom=notice)]

    def _consent_buttons(self) -> tuple[Button, ...]:
        label = self.texts.label
        return (
            Button(label("accept"), {"type": "act", "act": "accept"}),
            Button(label("decline"), {"type": "act", "act": "decline"}),
        )

    def _consented(self, state: State) -> Reply:
        state.consent, state.stage = True, INTERVIEW
        held, state.held = state.held, []
        messages = [say("utter_thanks_consent")]
        for kept in held:
            turn = Turn(**kept)
            if turn.act not in ("greet", "start"):
                messages += self._handle(state, turn)[0]
        return messages + self._resume(state)

    def _reply(self, state: State, turn: Turn) -> Reply:
        if turn.act == "start":
            return self._welcome_back(state) if state.consent else self._greet(state)
        messages, resumes = self._handle(state, turn)
        return messages + self._resume(state) if resumes else messages

    def _welcome_back(self, state: State) -> Reply:
        return [say("utter_welcome_back"), *self._resume(state)]

    def _resume(self, state: State) -> Reply:
        """The open question again, the next one, the summary, or the verdict."""
        assessment = self.assess(state)
        if state.confirming:
            state.asked = next(iter(state.confirming))
            return [self.questions.ask_back(state.asked, state, assessment)]
        topic = None if state.hurried else self.questions.next_topic(state, assessment)
        state.asked = topic
        if topic is not None:
            return [self.questions.ask(topic, state, assessment)]
        if not state.accepted:
            return [self.summary.message(state, confirm=True)]
        state.stage = VERDICT
        return self.verdicts.show(state, assessment, start=0)

    def _handle(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        """The messages of a turn, and whether the open question comes after them."""
        known = turn.act not in ("out_of_scope", "chitchat", "nlu_fallback")
        state.misses = 0 if known else state.misses + 1
        if state.misses >= MOST_MISSES:
            state.misses = 0
            return [self.explanations.menu(state)], True
        if turn.act in MAY_HURRY and not turn.slots and self.texts.wants_verdict(turn.text):
            return self._hurry(state)
        handler = getattr(self, f"_on_{turn.act}", None)
        if handler is not None:
            result: tuple[Reply, bool] = handler(state, turn)
            return result
        return self._look_up(state, turn)

    def _look_up(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        assessment = self.assess(state)
        if turn.act in self.programmes.ACTS:
            return self.programmes.reply(turn.act, turn.slots, turn.text, state, assessment), True
        return self.explanations.reply(turn.act, turn.slots, turn.text, state, assessment), True

    def _hurry(self, state: State) -> tuple[Reply, bool]:
        """Somebody asks for the verdict now: that is no answer to the open question."""
        state.hurried, state.confirming = True, {}
        return [say("utter_hurried")], True

    # Answers ---------------------------------------------------------------------------------------------------

    def _on_inform(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        if "plan" in turn.slots:
            state.ticked = False
        return self._store(state, self.answers.read(state, turn.slots, turn.text), turn.confirm, echo=True)

    def _on_correct(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        slots = self.answers.read(state, turn.slots, turn.text) or self.answers.reread(state, turn.text)
        if not slots and not turn.confirm:
            return [self.summary.message(state, confirm=False), say("utter_which_correct")], state.asked is not None
        return self._store(state, slots, turn.confirm, echo=True)

    def _on_set(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        if "plan" in turn.slots:
            state.ticked = True
        return self._store(state, turn.slots, {}, echo=False)

    def _on_affirm(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        if turn.slots:
            return self._on_inform(state, turn)
        topic = state.asked
        if topic in state.confirming and topic is not None:
            candidates = state.confirming[topic]
            return self._store(state, {topic: candidates[0]}, {}, echo=True) if len(candidates) == 1 else ([], True)
        if topic is not None and self.answers.is_flag(topic):
            return self._store(state, {topic: True}, {}, echo=False)
        if topic is None and not state.accepted:
            return self._on_accept_summary(state, turn)
        return [say("utter_please_answer")] if topic is not None else [say("utter_ok")], topic is not None

    def _on_deny(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        topic = state.asked
        if turn.slots:
            return self._on_correct(state, turn)
        if topic in state.confirming and topic is not None:
            del state.confirming[topic]
            return [say("utter_ask_exactly")], True
        if topic is not None and self.answers.is_flag(topic):
            return self._store(state, {topic: False}, {}, echo=False)
        if topic is not None and self.answers.denial(topic) is not None:
            return self._store(state, {topic: self.answers.denial(topic)}, {}, echo=True)
        if topic is None and not state.accepted:
            return [say("utter_which_correct")], False
        return [say("utter_please_answer")] if topic is not None else [say("utter_ok")], topic is not None

    def _on_dont_know(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        return self._leave_open(state, turn.slots.get("slot", state.asked), UNKNOWN)

    def _on_skip(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        return self._leave_open(state, turn.slots.get("slot", state.asked), REFUSED)

    def _leave_open(self, state: State, topic: str | None, why: str) -> tuple[Reply, bool]:
        if topic is None:
            return [say("utter_ok")], True
        state.remember()
        state.unanswered[topic] = why
        state.confirming.pop(topic, None)
        return [say(f"utter_left_{why}")], True

    def _store(
        self, state: State, slots: dict[str, Any], confirm: dict[str, list[Any]], echo: bool
    ) -> tuple[Reply, bool]:
        before = self.assess(state)
        changed = self.answers.store(state, slots, confirm)
        messages = self.answers.echo(state, changed) if echo or any(old is not None for _, old, _ in changed) else []
        if any(old is not None for _, old, _ in changed):
            messages += self.verdicts.changes(before, self.assess(state), state)
        if not changed and not confirm and echo:
            messages.append(say("utter_not_understood" if state.asked else "utter_ok"))
        return messages, True

    # Moving about ----------------------------------------------------------------------------------------------

    def _on_go_back(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        return [say("utter_back" if state.step_back() else "utter_no_way_back")], True

    def _on_restart(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        state.restart()
        return [say("utter_restarted")], True

    def _on_show_summary(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        return [self.summary.message(state, confirm=False)], True

    def _on_accept_summary(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        state.accepted = True
        return [], True

    def _on_edit(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        topic = turn.slots["slot"]
        state.remember()
        state.unanswered.pop(topic, None)
        state.asked, state.accepted = topic, False
        self.answers.forget(state, topic)
        return [self.questions.ask(topic, state, self.assess(state))], False

    def _on_more(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        return self.verdicts.show(state, self.assess(state), start=int(turn.slots.get("start", state.shown))), False

    def _on_detail(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        return self.verdicts.detail(turn.slots["frame"], state, self.assess(state)), False

    def _on_delete_data(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        label = self.texts.label
        buttons = (Button(label("erase"), command("erase")), Button(label("keep"), command("keep")))
        return [Message(response="utter_delete_data", buttons=buttons)], False

    def _on_erase(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        """The channel erases the conversation when it sees the notice."""
        state.restart()
        state.consent, state.stage = None, GREETING
        return [Message(response="utter_erased", custom=custom("notice", topic="erased"))], False

    def _on_keep(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        return [say("utter_kept")], True

    def _on_accept(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        return [say("utter_ok")], True

    def _on_decline(self, state: State, turn: Turn) -> tuple[Reply, bool]:
        return [say("utter_ok")], True
