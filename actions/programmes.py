"""Questions on programmes: what it is, how much, until when, who, which papers; in any order, at any time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from actions.messages import Button, Message, command
from actions.naming import Naming
from actions.ranking import full_name
from actions.state import State
from actions.texts import Texts
from subsidy import Assessment, Engine, Verdict
from subsidy.calls import Calls
from subsidy.model import Criterion, Programme
from subsidy.reference import Edition
from subsidy.render import call_reason, rate_text
from subsidy.wording import format_date, format_yen


class Programmes:
    """Answers from the catalogue only."""

    ACTS: ClassVar[dict[str, str]] = {
        "ask_program": "about",
        "ask_amount": "amount",
        "ask_deadline": "deadline",
        "ask_eligibility": "eligibility",
        "ask_documents": "documents",
    }

    def __init__(self, texts: Texts, engine: Engine, naming: Naming) -> None:
        self._texts = texts
        self._engine = engine
        self._naming = naming

    def reply(
        self, act: str, slots: Mapping[str, Any], text: str, state: State, assessment: Assessment
    ) -> list[Message]:
        """The answer to a question on a programme; without a name, on the one spoken of, else on all of them."""
        found = self._find(slots, text, state, _newest(assessment))
        if len(found) > 1 and act == "ask_program":
            return [self._list(act, found, None)]
        programme = found[0] if found else None
        if programme is None and act == "ask_eligibility":
            return [self._size(assessment)]
        if programme is None:
            return [self._overview(act, assessment)]
        state.programme = programme.id
        topic = self.ACTS[act]
        named = self._naming.frames({**slots, "programme": programme.id}, text, programme.edition)
        body = self._texts.render(f"programme_{topic}", **self._facts(programme, named, assessment))
        return [Message(text=body, buttons=self._others(programme, topic))]

    def _find(self, slots: Mapping[str, Any], text: str, state: State, edition: str) -> list[Programme]:
        named = self._naming.about(slots, text, edition)
        if named or slots.get("program"):
            return named
        return [item for item in self._engine.catalog.programmes if item.id == state.programme]

    def _others(self, programme: Programme, topic: str) -> tuple[Button, ...]:
        return tuple(
            Button(self._texts.label(f"topic_{other}"), command(act, programme=programme.id))
            for act, other in self.ACTS.items()
            if other != topic
        )

    def _overview(self, act: str, assessment: Assessment) -> Message:
        """The programmes of the newest edition that is judged by."""
        edition = next(one for one in self._engine.catalog.editions if one.id == _newest(assessment))
        programmes = [one for one in self._engine.catalog.programmes if one.edition == edition.id]
        return self._list(act, programmes, edition)

    def _list(self, act: str, programmes: list[Programme], edition: Edition | None) -> Message:
        rows = [{"name": programme.name, "summary": programme.summary} for programme in programmes]
        text = self._texts.render("programmes", rows=rows, edition=edition, about=act == "ask_program")
        buttons = tuple(Button(programme.name, command(act, programme=programme.id)) for programme in programmes)
        return Message(text=text, buttons=buttons)

    def _facts(self, programme: Programme, named: list[str], assessment: Assessment) -> dict[str, Any]:
        """What the templates tell of a programme and of the frames that are named (all of them where none is)."""
        documents = {document.id: document for document in self._engine.catalog.documents}
        document = documents[programme.source.document]
        common = _in_all([[*programme.criteria, *one.criteria] for one in programme.frames if one.id in named])
        return {
            "programme": programme,
            "common": [self._texts.with_names(text) for text in common],
            "frames": [self._frame(one, programme, assessment) for one in programme.frames if one.id in named],
            "preparation": self._texts_of(programme.preparation),
            "successors": [*self._texts_of(programme.successors), *(one.difference for one in programme.succession)],
            "examples": self._texts_of(programme.examples)[:3],
            "source": document.title,
            "checked_on": format_date(programme.checked_on),
            "official": programme.links[0] if programme.links else None,
            "doubt": programme.confidence_note if programme.confidence == "low" else None,
        }

    @staticmethod
    def _texts_of(items: Iterable[Any]) -> list[str]:
        return [item.text for item in items]

    def _frame(self, frame: Any, programme: Programme, assessment: Assessment) -> dict[str, Any]:
        status = Calls(programme, frame.id).status(assessment.context.facts.on)
        tariffs = [
            {
                "rate": tariff.rate.text or rate_text(tariff.rate.value) or self._texts.label("unsettled"),
                "floor": None if tariff.floor is None else format_yen(tariff.floor.yen),
                "above": tariff.floor is not None and tariff.floor.exclusive,
                "cap": None if tariff.cap is None else self._texts.yen(tariff.cap.yen),
                "below": tariff.cap is not None and tariff.cap.exclusive,
                "bands": [format_yen(band.yen) for band in tariff.cap_bands],
            }
            for tariff in frame.amount.tariffs
        ]
        criteria = [self._texts.with_names(item.text) for item in (*programme.criteria, *frame.criteria)]
        call = call_reason(status, self._engine.catalog)
        return {"frame": frame, "name": frame.name, "tariffs": tariffs, "criteria": criteria, "call": call}

    def _size(self, assessment: Assessment) -> Message:
        """Whether the company counts as small or medium-sized, by the tables of the newest edition in use."""
        newest, found = _newest(assessment), dict[str, list[str]]()
        for verdict in assessment.verdicts.values():
            text = self._size_text(verdict)
            if text is not None and verdict.programme.edition == newest:
                found.setdefault(text, []).append(full_name(verdict))
        rows = [{"names": names, "text": text} for text, names in found.items()]
        return Message(text=self._texts.render("size", rows=rows))

    @staticmethod
    def _size_text(verdict: Verdict) -> str | None:
        """How the answers stand to the test of size, without the requirement itself where they settle it."""
        result = next((one for one in verdict.criteria if one.id == "size"), None)
        return None if result is None else result.text.removeprefix(f"{result.criterion.text}。")


def _in_all(criteria: list[list[Criterion]]) -> list[str]:
    """The requirements that every frame has, in the order of the first."""
    texts = [[one.text for one in of_frame] for of_frame in criteria]
    return [text for text in texts[0] if all(text in others for others in texts)] if len(texts) > 1 else []


def _newest(assessment: Assessment) -> str:
    """The newest edition that is judged by."""
    return max(verdict.programme.edition for verdict in assessment.verdicts.values())
