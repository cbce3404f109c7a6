"""Words at the summary: what accepts it, and what puts a plan right instead."""

from __future__ import annotations

from actions.messages import say
from actions.sheet import Sheet
from actions.slots import BASE_TOPICS
from actions.state import State
from actions.texts import Texts
from actions.told_plans import PlanTalk
from actions.turn import Handlers, Result, Turn

# What words that neither accept nor correct are easily taken for.
ANSWERS = frozenset(
    ("affirm", "deny", "inform", "correct", "greet", "thank", "skip", "dont_know", "chitchat", "complain",
     "nlu_fallback", "out_of_scope", "goodbye")
)  # fmt: skip


class AtSummary:
    """Takes for a yes only what is one."""

    def __init__(self, texts: Texts, plans: PlanTalk, handlers: Handlers) -> None:
        self._texts = texts
        self._plans = plans
        self._handlers = handlers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the summary waits, and the words accept it, change the plans, or are no clear yes."""
        if state.asked is not None or state.accepted or state.confirming or Sheet.of(state).open:
            return False
        if turn.slots or turn.choice is not None or turn.act not in ANSWERS or not turn.text:
            return False
        return self._changes_plans(state, turn) or self._accepts(turn) or self._is_no_yes(turn)

    def reply(self, state: State, turn: Turn) -> Result:
        """The verdict, the plans put right, or the question what is to be put right."""
        if self._changes_plans(state, turn):
            if self._plans.told(state, turn.text) is None:
                return self._handlers["edit"](state, Turn("edit", slots={"slot": "plan"}))
            return self._handlers["inform"](state, Turn("inform", text=turn.text))
        if self._accepts(turn):
            return self._handlers["accept_summary"](state, turn)
        return [say("utter_which_correct")], False

    def _changes_plans(self, state: State, turn: Turn) -> bool:
        drops = self._texts.cued("plan_dropped", turn.text) and bool(self._texts.plans_in(turn.text))
        return drops or self._plans.told(state, turn.text) is not None

    def _accepts(self, turn: Turn) -> bool:
        return self._texts.cued("accepts", turn.text) and not self._is_no_yes(turn)

    def _is_no_yes(self, turn: Turn) -> bool:
        """Whether a text that looks like a yes puts off, or speaks of an answer."""
        if turn.act not in ("affirm", "skip", "dont_know"):
            return False
        names = any(self._texts.cued(f"topic_{topic}", turn.text) for topic in BASE_TOPICS)
        return names or self._texts.cued("not_yet", turn.text)
