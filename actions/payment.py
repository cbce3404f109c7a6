"""「お金はいつもらえますか」: what the catalogue says of the payment."""

from __future__ import annotations

from actions.judging import Judge
from actions.messages import Message, say
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn


class Payment:
    """Tells when a subsidy is paid, by the newest edition in use that says something of it."""

    def __init__(self, texts: Texts, judge: Judge) -> None:
        self._texts = texts
        self._judge = judge
        self._documents = {document.id: document.title for document in judge.engine.catalog.documents}

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether somebody asks when the money comes, or who advances it."""
        return not turn.slots.keys() - {"program"} and self._texts.cued("payment", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """The notes on payment with their sources; where there are none, that it is not known."""
        editions = self._judge.editions(state)
        edition = next((one for one in editions if one.payment), None)
        if edition is None:
            return [say("utter_payment_unknown")], True
        rows = [{"text": note.text, "source": self._documents[note.source.document]} for note in edition.payment]
        return [Message(text=self._texts.render("payment", rows=rows, edition=edition))], True
