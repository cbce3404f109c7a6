"""What goes to people: the memo to take along, and the case that is passed to staff with the visitor's consent."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

from actions.memo import Memos
from actions.messages import Button, Message, command, custom, say
from actions.offices import Offices
from actions.state import State
from actions.texts import Texts
from actions.turn import Handlers, Reply, Result, Turn

STAFF_VARIABLE = "HOJO_NAVI_STAFF_PASSWORD_HASH"
HANDOFF, MEMO, REVOKE = "handoff", "memo", "revoke_memo"
PASS_ON, KEEP, CONTACT = "pass_on", "keep_to_myself", "ask_contact"
PRESSED = frozenset((MEMO, REVOKE, PASS_ON, KEEP))
ASKED_FOR = frozenset((HANDOFF, CONTACT))
# Answers to the question whether the case may be passed on.
AGREES, REFUSES = frozenset(("affirm",)), frozenset(("deny", "dont_know", "skip"))
ABOUT_FRAMES = frozenset(("program", "programme", "frame", "frames"))


def has_staff() -> bool:
    """Whether the environment says that somebody looks after cases."""
    return bool(os.environ.get(STAFF_VARIABLE, "").strip())


class Counsel:
    """Makes the memo and passes cases on; the channel turns both into links and records."""

    def __init__(self, texts: Texts, memos: Memos, offices: Offices, has_staff: Callable[[], bool]) -> None:
        self._texts = texts
        self._memos = memos
        self._offices = offices
        self._has_staff = has_staff
        self._handlers: Handlers = {
            MEMO: lambda state, turn: (self._memo(state), True),
            REVOKE: lambda state, turn: ([_notice("utter_memo_revoked", "report_revoked")], True),
            HANDOFF: self._hand_off,
            PASS_ON: self._pass_on,
            KEEP: self._keep,
            CONTACT: self._contact,
            "ask_why": lambda state, turn: ([self._ask_consent()], False),
        }

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a turn is about the memo or about staff."""
        return self._act(state, turn) is not None

    def reply(self, state: State, turn: Turn) -> Result:
        """The memo, the question whether the case may be passed on, or what became of it."""
        return self._handlers[str(self._act(state, turn))](state, turn)

    def offered(self, messages: Reply) -> Reply:
        """The messages, the last of them with the button for the memo."""
        if not messages or not messages[-1].buttons:
            return messages
        last = messages[-1]
        return [*messages[:-1], replace(last, buttons=(*last.buttons, self._button(MEMO)))]

    def _contact(self, state: State, turn: Turn) -> Result:
        """The offices; with the memo to take along, and with staff where there is any."""
        acts = [MEMO] if state.answers else []
        acts += [HANDOFF] if self._has_staff() else []
        offices = self._offices.message(state)
        return [say("utter_ask_contact"), replace(offices, buttons=tuple(self._button(act) for act in acts))], True

    def _act(self, state: State, turn: Turn) -> str | None:
        if turn.act in PRESSED:
            return turn.act
        if state.asked == HANDOFF and (turn.act == "ask_why" or turn.act in AGREES | REFUSES):
            return "ask_why" if turn.act == "ask_why" else PASS_ON if turn.act in AGREES else KEEP
        return self._cued(turn) or (turn.act if turn.act in ASKED_FOR and not self._is_hurried(turn) else None)

    def _is_hurried(self, turn: Turn) -> bool:
        """Whether the verdict is asked for, and nobody to talk to."""
        return self._texts.cued("verdict_now", turn.text) and not self._texts.cued("person", turn.text)

    def _cued(self, turn: Turn) -> str | None:
        """What the words ask for, unless facts are told with them."""
        if any(value is not None for name, value in turn.slots.items() if name not in ABOUT_FRAMES):
            return None
        return next((act for act in (REVOKE, MEMO) if self._texts.cued(act, turn.text)), None)

    def _button(self, act: str) -> Button:
        return Button(self._texts.label(act), command(act))

    def _memo(self, state: State) -> Reply:
        if not state.answers:
            return [say("utter_memo_empty")]
        memo = self._memos.memo(state)
        content = custom("report", title=memo["title"], memo=memo)
        return [Message(response="utter_memo", buttons=(self._button(REVOKE),), custom=content)]

    def _hand_off(self, state: State, turn: Turn) -> Result:
        if self._has_staff():
            state.asked = HANDOFF
            return [self._ask_consent()], False
        memo = self._memo(state) if state.answers else []
        return [say("utter_handoff"), self._offices.message(state), *memo], True

    def _ask_consent(self) -> Message:
        buttons = (self._button(PASS_ON), self._button(KEEP))
        return replace(_notice("utter_handoff_consent", HANDOFF, accept=0), buttons=buttons)

    def _pass_on(self, state: State, turn: Turn) -> Result:
        state.asked = None
        if not self._has_staff():
            return self._hand_off(state, turn)
        return [_notice("utter_handed_over", "handed_over", memo=self._memos.memo(state))], True

    def _keep(self, state: State, turn: Turn) -> Result:
        state.asked = None
        return [say("utter_not_handed_over"), self._offices.message(state)], True


def _notice(response: str, topic: str, **content: object) -> Message:
    return Message(response=response, custom=custom("notice", topic=topic, **content))
