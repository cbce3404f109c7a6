"""「来年度も募集はありますか」: what the catalogue says of the next fiscal year."""

from __future__ import annotations

from actions.judging import Judge
from actions.messages import Message
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn


class NextYear:
    """Tells what ministries have asked for, which is not settled yet; or that nothing is known."""

    def __init__(self, texts: Texts, judge: Judge) -> None:
        self._texts = texts
        self._judge = judge
        self._documents = {document.id: document.title for document in judge.engine.catalog.documents}

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether somebody asks what will be next year."""
        return not turn.slots.keys() - {"program"} and self._texts.cued("next_year", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """The notes of the newest edition in use, with their sources, and the way to the dates that are known."""
        notes = [note for edition in self._judge.editions(state)[:1] for note in edition.requested]
        rows = [{"text": note.text, "source": self._documents[note.source.document]} for note in notes]
        return [Message(text=self._texts.render("next_year", rows=rows))], True
