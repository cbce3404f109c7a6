"""Questions on programmes: what it is, how much, until when, who, which papers; in any order, at any time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from actions.date_notes import date_notes
from actions.messages import Button, Message, command
from actions.naming import Naming
from actions.pages import official_page
from actions.ranking import full_name
from actions.state import State
from actions.successors import Successors, is_over, statuses
from actions.tariffs import amount_rows, in_all
from actions.texts import Texts
from subsidy import Assessment, Call, Engine, Verdict
from subsidy.calls import CallStatus
from subsidy.model import Frame, Programme
from subsidy.reference import Edition
from subsidy.render import call_reason
from subsidy.wording import format_date

MOST_TOLD = 2
"""Programmes of one name, or with a frame of one name, that are told of at once."""


class Programmes:
    """Answers from the catalogue only."""

    ACTS: ClassVar[dict[str, str]] = {
        "ask_program": "about",
        "ask_amount": "amount",
        "ask_deadline": "deadline",
        "ask_eligibility": "eligibility",
        "ask_documents": "documents",
    }
    BY_WORDS: ClassVar[dict[str, tuple[str, ...]]] = {
        "ask_deadline": ("ask_program", "ask_eligibility", "ask_documents"),
        "ask_documents": ("ask_program",),
        "ask_eligibility": ("ask_program",),
        "ask_amount": ("ask_program",),
    }

    def __init__(self, texts: Texts, engine: Engine, naming: Naming) -> None:
        self._texts = texts
        self._engine = engine
        self._naming = naming
        self._successors = Successors(texts, engine)

    def reply(
        self, act: str, slots: Mapping[str, Any], text: str, state: State, assessment: Assessment
    ) -> list[Message]:
        """The answer to a question on a programme; without a name, on the one spoken of, else on all of them."""
        topic = self._topic(act, text)
        found = self._find(slots, text, state, _focus(state, assessment))
        by_frame = self._naming.only_frames(slots, text)
        if len(found) > (MOST_TOLD if by_frame else 1) and (topic == "about" or by_frame):
            return [self._list(act, found, None)]
        if not found and act == "ask_eligibility" and (not text or self._texts.cued("about_size", text)):
            return [self._size(state, assessment)]
        if not found:
            return [self._overview(act, assessment)]
        told = self._open_first(found, assessment) if len(found) <= MOST_TOLD else found[:1]
        state.programme = told[0].id if len(told) == 1 else None
        messages = [self._told(programme, topic, slots, text, assessment) for programme in told]
        alike = (Button(one.name, command(act, programme=one.id)) for one in found[len(told) :])
        return [*messages[:-1], replace(messages[-1], buttons=(*messages[-1].buttons, *alike))]

    def _open_first(self, found: list[Programme], assessment: Assessment) -> list[Programme]:
        """Programmes that cannot be applied for now come behind the others."""
        at = assessment.context.facts.on
        states = {one.id: {status.state for _, status in statuses(one, list(one.frames), at)} for one in found}
        return sorted(found, key=lambda one: states[one.id] == {Call.CLOSED})

    def _topic(self, act: str, text: str) -> str:
        """What is asked of a programme; the words count more than an act that is easily taken for another."""
        wanted = (topic for topic, acts in self.BY_WORDS.items() if act in acts and self._texts.cued(topic, text))
        return self.ACTS[next(wanted, act)]

    def _told(
        self, programme: Programme, topic: str, slots: Mapping[str, Any], text: str, assessment: Assessment
    ) -> Message:
        named = self._naming.frames({**slots, "programme": programme.id}, text, programme.edition)
        body = self._texts.render(f"programme_{topic}", **self._facts(programme, named, assessment))
        return Message(text=body, buttons=self._others(programme, topic))

    def _find(self, slots: Mapping[str, Any], text: str, state: State, edition: str) -> list[Programme]:
        """The programmes named; of those that only share the name of a frame, the one spoken of where it is one."""
        named = self._naming.about(slots, text, edition)
        spoken_of = [item for item in named or self._engine.catalog.programmes if item.id == state.programme]
        if named:
            return spoken_of if spoken_of and self._naming.only_frames(slots, text) else named
        return [] if slots.get("program") else spoken_of

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
        found = [frame for frame in programme.frames if frame.id in named] or list(programme.frames)
        at = assessment.context.facts.on
        calls = statuses(programme, found, at)
        frames = [self._frame(frame, programme, status) for frame, status in calls]
        return {
            "programme": programme,
            "call": self._call(programme, calls),
            "common": in_all([frame["criteria"] for frame in frames]),
            "common_extras": in_all([frame["amount"]["extras"] for frame in frames]),
            "frames": frames,
            "preparation": _preparation(programme, found),
            "date_notes": date_notes(self._texts, programme, [status for _, status in calls]),
            "successors": self._successors.told(programme, {frame.id for frame in found}, at),
            "source": documents[programme.source.document].title,
            "checked_on": format_date(programme.checked_on),
            "official": official_page(programme, self._naming),
            "doubt": programme.confidence_note if programme.confidence == "low" else None,
        }

    def _frame(self, frame: Frame, programme: Programme, status: CallStatus) -> dict[str, Any]:
        amount = amount_rows(frame.amount, self._engine.fields, self._texts.yen)
        criteria = [self._texts.with_names(item.text) for item in (*programme.criteria, *frame.criteria)]
        call = call_reason(status, self._engine.catalog)
        return {"frame": frame, "name": frame.name, "amount": amount, "criteria": criteria, "call": call}

    def _call(self, programme: Programme, calls: list[tuple[Frame, CallStatus]]) -> dict[str, Any]:
        """That the calls are over for good, with the edition that the answer rests on; else those that are not open."""
        edition = next(one for one in self._engine.catalog.editions if one.id == programme.edition)
        if all(is_over(status) for _, status in calls):
            return {"over": True, "edition": edition.title, "rows": []}
        states = {status.state for _, status in calls}
        reasons = {call_reason(status, self._engine.catalog) for _, status in calls}
        rows = [
            {
                "state": self._texts.label(f"call_{state.value}"),
                "reason": next(iter(reasons)) if len(reasons) == 1 else None,
                "names": [frame.name for frame, status in calls if status.state is state] if len(states) > 1 else [],
            }
            for state in Call
            if state in states and state is not Call.OPEN
        ]
        return {"over": False, "edition": edition.title, "rows": rows}

    def _size(self, state: State, assessment: Assessment) -> Message:
        """Whether the company counts as small or medium-sized, by the tables of the edition in question."""
        edition, found = _focus(state, assessment), dict[str, list[str]]()
        for verdict in assessment.verdicts.values():
            text = self._size_text(verdict)
            if text is not None and verdict.programme.edition == edition:
                found.setdefault(text, []).append(full_name(verdict))
        rows = [{"names": names, "text": text} for text, names in found.items()]
        return Message(text=self._texts.render("size", rows=rows))

    @staticmethod
    def _size_text(verdict: Verdict) -> str | None:
        """How the answers stand to the test of size, without the requirement itself where they settle it."""
        result = next((one for one in verdict.criteria if one.id == "size"), None)
        return None if result is None else result.text.removeprefix(f"{result.criterion.text}。")


def _preparation(programme: Programme, frames: list[Frame]) -> list[dict[str, Any]]:
    """What to have ready for some frames; what is for some of them only, with their names."""
    rows = []
    for item in programme.preparation:
        own = [frame.name for frame in frames if item.frames is None or frame.id in item.frames]
        if own:
            rows.append({"text": item.text, "frames": [] if item.frames is None else own})
    return rows


def _focus(state: State, assessment: Assessment) -> str:
    """The edition that the user asked for, where it is judged by; else the newest."""
    editions = {verdict.programme.edition for verdict in assessment.verdicts.values()}
    return state.focus if state.focus in editions else max(editions)


def _newest(assessment: Assessment) -> str:
    """The newest edition that is judged by."""
    return max(verdict.programme.edition for verdict in assessment.verdicts.values())
