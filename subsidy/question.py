"""The next question: the field whose answer can still change the most verdicts."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from subsidy.assessment import Assessment
from subsidy.state import Status


class Question(NamedTuple):
    """A field worth asking, with the ids of the frames whose status or amount its answer can change."""

    field: str
    status_of: tuple[str, ...]
    amount_of: tuple[str, ...]

    @property
    def frames(self) -> tuple[str, ...]:
        """Every frame the answer matters to."""
        return tuple(dict.fromkeys((*self.status_of, *self.amount_of)))


def questions(assessment: Assessment, frames: Collection[str] | None = None) -> tuple[Question, ...]:
    """Every field that can still matter, the most useful first; empty when all verdicts are final.

    ``frames``: only what matters to these frames (such as those whose call is open); all of them without it.

    Useful is: changes the most frames, then the most of their statuses, then the catalogue's order of fields. Fields
    that are never asked (those without a question) do not appear.
    """
    if frames is not None:
        return _found(assessment, frames)
    if assessment.asked is None:
        assessment.asked = _found(assessment, assessment.verdicts)
    return assessment.asked


def _found(assessment: Assessment, frames: Collection[str]) -> tuple[Question, ...]:
    status_of: dict[str, list[str]] = {}
    amount_of: dict[str, list[str]] = {}
    for frame_id, verdict in assessment.verdicts.items():
        if frame_id not in frames:
            continue
        for key in verdict.missing:
            status_of.setdefault(key, []).append(frame_id)
        for key in verdict.amount_missing:
            amount_of.setdefault(key, []).append(frame_id)
    fields = assessment.context.engine.fields
    found = [
        Question(key, tuple(status_of.get(key, ())), tuple(amount_of.get(key, ())))
        for key in status_of.keys() | amount_of.keys()
        if fields[key].question is not None
    ]
    return tuple(sorted(found, key=lambda q: (-len(q.frames), -len(q.status_of), fields[q.field].order, q.field)))


def next_question(assessment: Assessment, frames: Collection[str] | None = None) -> Question | None:
    """The most useful question, or None when all verdicts are final."""
    return next(iter(questions(assessment, frames)), None)


def open_frames(assessment: Assessment) -> tuple[str, ...]:
    """Frames that are not decided yet."""
    return tuple(key for key, verdict in assessment.verdicts.items() if verdict.status is Status.UNDETERMINED)
