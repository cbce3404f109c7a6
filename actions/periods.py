"""「事業期間は？」, 「結果発表はいつ？」: what the catalogue knows of them, never the deadline of the call."""

from __future__ import annotations

from typing import Any

from actions.chosen import Chosen, best_of_each
from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.ranking import full_name
from actions.state import VERDICT, State
from actions.steps_words import matches
from actions.texts import Texts
from actions.turn import Result, Turn
from subsidy import Call, Verdict
from subsidy.calls import end_of
from subsidy.schedule import Round
from subsidy.tariff import Note

PERIOD, RESULTS = "project_period", "results"


class Periods:
    """Tells both with their source, programme by programme, or that they are not known here."""

    def __init__(self, texts: Texts, judge: Judge, chosen: Chosen) -> None:
        self._texts = texts
        self._judge = judge
        self._chosen = chosen
        self._documents = {document.id: document.title for document in judge.engine.catalog.documents}

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether the period of a project or the day of the results is asked for."""
        return self._topic(state, turn.text) is not None

    def reply(self, state: State, turn: Turn) -> Result:
        """The answer on what is meant; then the open question again."""
        topic = str(self._topic(state, turn.text))
        tell = self._period if topic == PERIOD else self._results
        rows = [{"name": full_name(one), **tell(one)} for one in self._meant(state, turn)]
        text = self._texts.render(topic, rows=rows)
        return [Message(text=text, buttons=(Button(self._texts.label("ask_contact"), command("ask_contact")),))], True

    def _topic(self, state: State, text: str) -> str | None:
        asks = self._texts.cued("asks", text) or self._texts.cued("asks_shortly", text) or matches("asks_when", text)
        if asks and matches(PERIOD, text) and not matches("of_application", text):
            return PERIOD
        told = state.stage == VERDICT and not matches("of_this_guidance", text)
        return RESULTS if matches(RESULTS, text) and (told or matches("of_a_call", text)) else None

    def _meant(self, state: State, turn: Turn) -> list[Verdict]:
        """The frames chosen by name or looked at, and the programme spoken of last; else those that serve best."""
        judged = self._judge.assess(state).verdicts
        chosen = self._chosen.frames(state, turn)
        spoken = [one for one in judged.values() if one.programme.id == state.programme]
        if not spoken or self._chosen.is_named(state, turn):
            return chosen
        return best_of_each([*chosen, *spoken] if state.frame in judged else spoken)

    def _period(self, verdict: Verdict) -> dict[str, Any]:
        notes = [note for note in (*verdict.frame.notes, *verdict.programme.notes) if matches("on_period", note.text)]
        return {"notes": [self._told(note) for note in (*verdict.programme.project_period, *notes)]}

    def _told(self, note: Note) -> dict[str, str]:
        return {"text": note.text, "document": self._documents[note.source.document], "place": note.source.place}

    def _results(self, verdict: Verdict) -> dict[str, Any]:
        """The round that is open or ahead, and the last one that is over, where its results are known of."""
        current = verdict.call.round if verdict.call.state is not Call.CLOSED else None
        last = self._last(verdict)
        return {
            "current": None if current is None else self._round(current),
            "last": None if last is None or last is current or last.result is None else self._round(last),
        }

    def _round(self, call: Round) -> dict[str, Any]:
        return {"label": call.label, "text": call.result, "document": self._documents[call.source.document]}

    @staticmethod
    def _last(verdict: Verdict) -> Round | None:
        at = verdict.context.facts.on
        own = [one for one in verdict.programme.rounds if one.frames is None or verdict.frame.id in one.frames]
        ended = [(end_of(one.closes), one) for one in own if one.closes is not None and end_of(one.closes) <= at]
        return max(ended, key=lambda pair: pair[0])[1] if ended else None
