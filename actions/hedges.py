"""Answers between yes and no: 「たぶん」 is asked back about, 「場合による」 stays open, 「普通」 is no answer."""

from __future__ import annotations

from actions.answers import Answers
from actions.groups import Groups
from actions.messages import Message
from actions.questions import Questions
from actions.state import State
from actions.texts import Texts
from actions.turn import Handlers, Result, Turn

ANSWERS = frozenset(("affirm", "deny", "inform", "dont_know", "chitchat", "nlu_fallback"))
# What words that are no answer are easily taken for.
LOOKS_LIKE = ANSWERS | {"complain", "out_of_scope", "correct", "thank", "help"}
LEANS = {"affirm": True, "deny": False}


class Hedges:
    """Stores nothing that was said with reserve before it is confirmed, and nothing that is no answer."""

    def __init__(
        self, texts: Texts, questions: Questions, groups: Groups, answers: Answers, handlers: Handlers
    ) -> None:
        self._groups = groups
        self._texts = texts
        self._questions = questions
        self._answers = answers
        self._handlers = handlers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a yes/no question or a list got an answer that settles nothing."""
        if turn.choice is not None or not self._is_choice(state):
            return False
        if self._in_own_words(state, turn) is not None:
            return True
        if turn.act not in LOOKS_LIKE or turn.slots:
            return False
        if self._cued("no_answer", turn) or self._cued("what_is_it", turn) or self._said(turn) is not None:
            return True
        if turn.act not in ANSWERS:
            return False
        return self._cued("unsettled", turn) or self._leans(state, turn) is not None or self._is_vague(state, turn)

    def reply(self, state: State, turn: Turn) -> Result:
        """Ask back what a leaning answer leans to; leave open what is not settled, or hedged twice; ask again else."""
        asked, said = str(state.asked), self._said(turn)
        said = self._in_own_words(state, turn) if said is None else said
        if said is not None and not state.options:
            return self._handlers["inform"](state, Turn("inform", slots={asked: said}))
        if self._cued("unsettled", turn):
            return self._handlers["dont_know"](state, Turn("dont_know", text=turn.text))
        leaning = self._leans(state, turn)
        if leaning is None:
            return self._asked_again(state, turn)
        if asked in state.confirming:
            return self._handlers["dont_know"](state, Turn("dont_know", text=turn.text))
        state.confirming[asked] = [leaning]
        return [], True

    def _asked_again(self, state: State, turn: Turn) -> Result:
        help_text = self._questions.help(str(state.asked)) if self._cued("what_is_it", turn) else None
        words = help_text or self._texts.label("which_item" if state.options else "yes_or_no")
        return [Message(text=words)], True

    def _is_choice(self, state: State) -> bool:
        return state.asked is not None and (bool(state.options) or self._answers.is_flag(state.asked))

    def _said(self, turn: Turn) -> bool | None:
        """Yes or no that takes back the other word (「いいえじゃなくて、はい」)."""
        if self._cued("no_to_no", turn) and self._cued("ends_yes", turn):
            return True
        return False if self._cued("no_to_yes", turn) and self._cued("ends_no", turn) else None

    def _in_own_words(self, state: State, turn: Turn) -> bool | None:
        """Yes or no in words that the open question has of its own (「全員上です」)."""
        if state.options or turn.slots.keys() - {"employees"}:
            return None
        return self._texts.flag_told(str(state.asked), turn.text)

    def _is_vague(self, state: State, turn: Turn) -> bool:
        """Whether a yes or no is no plain one."""
        if turn.act not in ("deny", "affirm") or self._names_line(state, turn):
            return False
        vague = ("hedged", "no_to_no", "leans_yes", "leans_no") if state.options else ()
        return any(self._cued(cue, turn) for cue in ("bare_word", *vague))

    def _names_line(self, state: State, turn: Turn) -> bool:
        return bool(state.options) and self._groups.told(state, turn.text) is not None

    def _leans(self, state: State, turn: Turn) -> bool | None:
        """Yes or no, said with reserve to a yes/no question."""
        if state.options:
            return None
        if self._cued("no_to_no", turn) or self._cued("no_to_yes", turn):
            return self._cued("no_to_no", turn)
        if self._cued("leans_yes", turn) or self._cued("leans_no", turn):
            return self._cued("leans_yes", turn)
        if not self._cued("hedged", turn):
            return None
        if self._texts.denies(turn.text):
            return False
        return True if self._cued("positive", turn) else LEANS.get(turn.act)

    def _cued(self, cue: str, turn: Turn) -> bool:
        return self._texts.cued(cue, turn.text)
