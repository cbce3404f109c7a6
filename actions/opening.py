"""The opening: what the bot covers, how old its data is, and consent before the first figure."""

from __future__ import annotations

from collections.abc import Callable

from actions.judging import Judge
from actions.messages import Button, Message, custom, say
from actions.notice import Notice
from actions.state import CONSENT, GREETING, INTERVIEW, State
from actions.texts import Texts
from actions.turn import Reply, Turn

AGREES, REFUSES = frozenset(("accept", "affirm")), frozenset(("decline", "deny"))
# What is neither a yes nor a no, nor tells anything.
NO_REPLY = frozenset(
    ("affirm", "deny", "dont_know", "skip", "complain", "chitchat", "nlu_fallback", "out_of_scope", "thank")
)
ASKS = frozenset(("help", "ask_why"))
NO_PLAIN_YES = ("unsettled", "hedged", "leans_yes", "leans_no", "no_to_yes")
WITHOUT_CONSENT = frozenset(("delete_data", "erase", "keep"))
SAYS_NOTHING = frozenset(("greet", "start"))


class Opening:
    """Greets, asks for consent, and keeps what was said before it."""

    def __init__(self, texts: Texts, judge: Judge, notice: Notice) -> None:
        self._texts = texts
        self._judge = judge
        self._notice = notice

    def greet(self, state: State) -> Reply:
        """The greeting with the age of the data, and the question for consent."""
        state.stage = CONSENT
        editions = self._judge.editions(state)
        about = self._texts.render("data_age", editions=editions)
        age = custom("notice", topic="data_age", editions=[edition.id for edition in editions])
        told = [say("utter_greeting"), Message(text=about, custom=age), *self._notice.before_consent()]
        return [*told, self._ask_consent()]

    def agrees(self, turn: Turn) -> bool:
        """Whether a turn is the consent."""
        if turn.act in AGREES:
            return turn.act == "accept" or not self._is_vague(turn)
        return not turn.slots and self._texts.cued("consents", turn.text)

    def _is_vague(self, turn: Turn) -> bool:
        return any(self._texts.cued(cue, turn.text) for cue in NO_PLAIN_YES)

    def before_consent(self, state: State, turn: Turn, handle: Callable[[State, Turn], Reply]) -> Reply:
        """The answer to anything said before there is consent; facts wait for it."""
        if turn.act in REFUSES and (not turn.text or self._texts.cued("declines", turn.text)):
            return [Message(response="utter_declined", buttons=self._consent_buttons())]
        if turn.act in WITHOUT_CONSENT:
            return handle(state, turn)
        if turn.act == "privacy":
            return [self._notice.privacy(), self._ask_consent()]
        if turn.act == "ask_contact" and state.stage != GREETING:
            return [*handle(state, turn), self._ask_consent()]
        needed = Message(text=self._texts.label("consent_needed"), buttons=self._consent_buttons())
        if turn.act in NO_REPLY and not turn.slots and state.stage != GREETING:
            return [needed]
        state.held.append({"act": turn.act, "slots": turn.slots, "confirm": turn.confirm, "text": turn.text})
        if turn.act in ASKS and state.stage != GREETING:
            return [needed]
        if turn.act == "set" or state.stage != GREETING:
            return [Message(response="utter_consent_first", buttons=self._consent_buttons())]
        return self.greet(state)

    def consented(self, state: State, handle: Callable[[State, Turn], Reply]) -> Reply:
        """Thanks, and the answers to what was said before."""
        state.consent, state.stage = True, INTERVIEW
        held, state.held = state.held, []
        messages = [say("utter_thanks_consent")]
        for turn in [Turn(**kept) for kept in held]:
            if turn.act not in SAYS_NOTHING:
                messages += handle(state, turn)
        return messages

    def _ask_consent(self) -> Message:
        content = custom("notice", topic="consent", accept=0)
        periods = self._notice.periods()
        return Message(response="utter_consent", params=periods, buttons=self._consent_buttons(), custom=content)

    def _consent_buttons(self) -> tuple[Button, ...]:
        label = self._texts.label
        return (
            Button(label("accept"), {"type": "act", "act": "accept"}),
            Button(label("decline"), {"type": "act", "act": "decline"}),
        )
