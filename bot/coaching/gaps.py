"""Facts that decide and were not heard, and how many had to be heard."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coaching.data import data
from bot.coaching.hear import topics
from bot.coaching.knowledge import Knowledge
from bot.coaching.persona import MONTHS, Persona
from subsidy import Assessment, Call, CriterionResult, Engine, State, questions
from subsidy.predicate import ClassIn, walk

if TYPE_CHECKING:
    from bot.coaching.talk import Record

PLAN = "plan"
SIZE_FIELDS = ("industry", "main_industry", "legal_form", "capital_yen", "employees")


@dataclass(frozen=True)
class Gap:
    """A topic that was not settled: the frames that it decides, and one criterion that waits for it.

    ``rough``: it was heard, but only roughly.
    """

    topic: str
    frames: tuple[str, ...]
    criterion: CriterionResult | None
    rough: bool


def gaps(record: Record, persona: Persona, engine: Engine) -> tuple[Gap, ...]:
    """What the engine itself would still have to ask, so that every verdict worth speaking of is settled."""
    heard = record.knowledge
    assessment = heard.assess()
    wishes_told = any(one.topic == PLAN for one in record.asked)
    found = []
    for stop in _way(heard.copy(), persona, wishes_told):
        keys = fields_of(stop.topic, persona)
        criterion = next((one for key in keys for one in _waiting(assessment, stop.frames, key)), None)
        found.append(Gap(stop.topic, stop.frames, criterion, any(key in heard.rough for key in keys)))
    return tuple(found)


@dataclass(frozen=True)
class _Question:
    field: str
    frames: tuple[str, ...]


def _is_done(key: str, knowledge: Knowledge, persona: Persona) -> bool:
    return knowledge.is_settled(_source(key, persona))


def _source(key: str, persona: Persona) -> str:
    """The field that has to be asked for: a decline that the owner never worked out is in his months."""
    derived: dict[str, str] = data("topics")["derived"]
    return derived[key] if key in derived and key not in persona.facts and MONTHS in persona.facts else key


def _topic(key: str, persona: Persona, wishes_told: bool) -> str:
    """One question about the plan brings out every wish."""
    is_wish = key in data("topics")["wishes"] and key not in persona.unsaid
    return PLAN if is_wish and not wishes_told else _named(_source(key, persona))


def _named(key: str) -> str:
    if key in topics():
        return key
    return next((topic.id for topic in topics().values() if key in topic.fields), key)


def _open_questions(knowledge: Knowledge, persona: Persona) -> Sequence[_Question]:
    heard = knowledge.assess()
    return [
        _Question(one.field, one.frames)
        for one in questions(heard, worth_speaking_of(heard, persona))
        if not _is_done(one.field, knowledge, persona)
    ]


def worth_speaking_of(assessment: Assessment, persona: Persona) -> Collection[str]:
    """Frames whose call is not over, and those the owner asks about."""
    return [
        frame
        for frame, verdict in assessment.verdicts.items()
        if verdict.call.state is not Call.CLOSED or frame in persona.asks_about
    ]


def _waiting(heard: Assessment, frames: Sequence[str], key: str) -> Iterator[CriterionResult]:
    """The criteria of frames that wait for a field."""
    for frame in frames:
        for result in heard.verdicts[frame].criteria:
            if result.state is State.UNKNOWN and result.criterion.kind != "commitment" and _reads(result, key):
                yield result


def _reads(result: CriterionResult, key: str) -> bool:
    """Whether a criterion looks at a field; those of size look at the applicant's figures."""
    test = result.criterion.test
    parts = () if test is None else tuple(walk(test))
    sizes = key in SIZE_FIELDS and any(isinstance(part, ClassIn) for part in parts)
    return sizes or any(key in part.fields() for part in parts)


@dataclass(frozen=True)
class Stop:
    """A step of the engine's own way: the topic it asks for next, the frames this decides, and what else is open."""

    topic: str
    frames: tuple[str, ...]
    also_open: tuple[str, ...]


def course(persona: Persona, engine: Engine) -> list[Stop]:
    """The way that the engine itself would take, every figure told exactly at once."""
    knowledge = Knowledge(persona, engine)
    for key in persona.tells:
        knowledge.learn(key)
    return list(_way(knowledge, persona, False))


def _way(knowledge: Knowledge, persona: Persona, wishes_told: bool) -> Iterator[Stop]:
    while left := _open_questions(knowledge, persona):
        named = [(_topic(one.field, persona, wishes_told), one.frames) for one in left]
        topic = named[0][0]
        frames = dict.fromkeys(frame for name, decided in named if name == topic for frame in decided)
        yield Stop(topic, tuple(frames), tuple(dict.fromkeys(name for name, _ in named if name != topic)))
        wishes_told = wishes_told or topic == PLAN
        for key in fields_of(topic, persona):
            knowledge.learn(key)


def fields_of(topic: str, persona: Persona) -> tuple[str, ...]:
    """What the answer to a topic tells of this owner."""
    if topic == PLAN:
        return tuple(key for key in data("topics")["wishes"] if key not in persona.unsaid)
    return topics()[topic].fields if topic in topics() else (topic,)


def needed(persona: Persona, engine: Engine) -> int:
    """How many topics have to be asked beside what the owner tells unprompted."""
    return len(course(persona, engine))
