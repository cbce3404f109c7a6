"""Questions on what an edition says beside its programmes: 「お金はいつもらえますか」, 「来年度も募集はありますか」."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actions.judging import Judge
from actions.messages import Message
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn
from subsidy.reference import Edition
from subsidy.tariff import Note

NotesOf = Callable[[Edition], Sequence[Note]]


class EditionNotes:
    """Tells the notes on one topic, of the newest edition in use that has any; ``topic`` names its cue and template."""

    def __init__(self, texts: Texts, judge: Judge, topic: str, notes_of: NotesOf) -> None:
        self._texts = texts
        self._judge = judge
        self._topic = topic
        self._notes_of = notes_of
        self._documents = {document.id: document.title for document in judge.engine.catalog.documents}

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether somebody asks about the topic."""
        return not turn.slots.keys() - {"program"} and self._texts.cued(self._topic, turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """The notes with their sources; where there are none, that nothing is known."""
        notes = next(filter(None, map(self._notes_of, self._judge.editions(state))), ())
        rows = [{"text": note.text, "source": self._documents[note.source.document]} for note in notes]
        return [Message(text=self._texts.render(self._topic, rows=rows))], True
