"""「税抜ってなに」, 「難しい言葉ばかりで分かりません」: the bot's own words explained, whatever is asked."""

from __future__ import annotations

from actions.messages import Message
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn

LONGEST_AROUND = 6
# What somebody who asks for a meaning is taken for.
LOOKS_LIKE = frozenset(
    ("help", "ask_documents", "ask_program", "ask_eligibility", "ask_why", "ask_amount", "ask_deadline",
     "chitchat", "out_of_scope", "nlu_fallback", "complain", "dont_know", "skip")
)  # fmt: skip


class Meanings:
    """Explains a word that is named, or offers to."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the meaning of a word of ours is asked for, or the words are called hard."""
        if not turn.text or turn.choice is not None or turn.slots or turn.act not in LOOKS_LIKE:
            return False
        return self._text(turn) is not None

    def reply(self, state: State, turn: Turn) -> Result:
        """The meaning; the open question follows."""
        return [Message(text=self._text(turn))], True

    def _text(self, turn: Turn) -> str | None:
        found = self._texts.match("what_means", turn.text)
        if found is None:
            return self._texts.label("hard_words") if self._texts.cued("hard_words", turn.text) else None
        word = found["word"] or found["of"]
        meaning = self._texts.term_in(word)
        if meaning is not None:
            return meaning if self._is_alone(word, meaning) else None
        asks_meaning = turn.act == "help" and (found["mark"] or found["of"])
        is_word = asks_meaning and not self._texts.cued("means_no_word", word)
        return self._texts.label("no_meaning") if is_word else None

    def _is_alone(self, word: str, meaning: str) -> bool:
        """Whether a word is the term itself, with little around it (「採択率」 is another one than 「採択」)."""
        return any(
            word.endswith(term) and len(word) - len(term) <= LONGEST_AROUND for term in self._texts.words_of(meaning)
        )
