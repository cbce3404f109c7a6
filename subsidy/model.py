"""What a catalogue holds. The loader, the JSON Schema and the checks all derive from these classes.

Money is integer yen, rates are fractions, dates are Japan time. Whatever carries a figure carries its
``source``, with the place in the document.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from subsidy.predicate import Test
from subsidy.schedule import Ended, LastKnown, Round
from subsidy.schema import Min, Pattern
from subsidy.source import Confidence, Source
from subsidy.tariff import Amount, BankRule, Id, Note, Yen

Kind = Literal["company", "project", "commitment", "human"]
Support = Literal["grant", "loan", "guarantee"]
Due = Literal["application", "plan", "after_application", "after_grant"]


@dataclass(frozen=True, eq=False)
class Budget:
    """A budget of the state for a programme."""

    label: str
    yen: Yen
    source: Source


@dataclass(frozen=True, eq=False)
class Contact:
    """A responsible body; ``checked`` tells whether the number is known to work today."""

    name: str
    source: Source
    phone: str | None = None
    checked: bool = False


@dataclass(frozen=True, eq=False)
class Link:
    """A public page that the source names."""

    title: str
    url: Annotated[str, Pattern(r"https?://\S+")]
    source: Source


@dataclass(frozen=True, eq=False)
class Bonus:
    """Bonus points (加点) in the examination for applicants that meet ``test``."""

    text: str
    test: Test
    source: Source


@dataclass(frozen=True, eq=False)
class Criterion:
    """One requirement. ``human`` ones have no test; a commitment names the ``field`` it is about.

    ``due`` is when a commitment is carried out: ready by the application, only decided by then, or not before the
    application or the grant. ``needs_opening`` is one that nobody can meet whose business has not opened.
    """

    id: Id
    kind: Kind
    label: str
    text: str
    source: Source
    test: Test | None = None
    note: str | None = None
    due: Due = "plan"
    needs_opening: bool = False


@dataclass(frozen=True, eq=False)
class Succession:
    """What followed a programme: ids of programmes or frames, how they are related, and what is different."""

    to: tuple[Id, ...]
    relation: str
    difference: str
    source: Source
    confidence: Confidence
    frames: tuple[Id, ...] | None = None


@dataclass(frozen=True, eq=False)
class Evidence:
    """A document that bears out a programme's facts, with what it says. Not all of them may be shown as a source."""

    document: str
    says: str


@dataclass(frozen=True, eq=False)
class Relation:
    """What a frame has to do with another one."""

    kind: Literal["fallback", "exclusive", "compare", "bonus"]
    to: Id
    text: str
    source: Source


@dataclass(frozen=True, eq=False)
class Cost:
    """A kind of cost; ``frames`` None is every frame of the programme."""

    text: str
    source: Source
    group: str | None = None
    frames: tuple[Id, ...] | None = None


@dataclass(frozen=True, eq=False)
class Costs:
    """What counts as eligible cost and what does not."""

    eligible: tuple[Cost, ...]
    ineligible: tuple[Cost, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, eq=False)
class Preparation:
    """Something to have ready before the application."""

    text: str
    source: Source
    frames: tuple[Id, ...] | None = None


@dataclass(frozen=True, eq=False)
class Example:
    """A project the source names as fitting."""

    text: str
    source: Source
    industry: str | None = None
    capital_yen: Yen | None = None
    applicant: str | None = None
    frames: tuple[Id, ...] | None = None


@dataclass(frozen=True, eq=False)
class Reading:
    """What one place of a source says."""

    says: str
    source: Source


@dataclass(frozen=True, eq=False)
class Conflict:
    """Places that contradict each other, or a gap, with the reading used and why."""

    id: Id
    topic: str
    places: tuple[Reading, ...]
    used: str
    reason: str
    frames: tuple[Id, ...] | None = None


@dataclass(frozen=True, eq=False)
class Frame:
    """One frame (枠・類型) of a programme: what is judged. ``confidence`` overrides the programme's."""

    id: Id
    name: str
    summary: str
    source: Source
    criteria: tuple[Criterion, ...]
    amount: Amount
    aliases: tuple[str, ...] = ()
    quota: Note | None = None
    bank: BankRule | None = None
    bonus: Bonus | None = None
    relations: tuple[Relation, ...] = ()
    notes: tuple[Note, ...] = ()
    confidence: Confidence | None = None
    confidence_note: str | None = None


@dataclass(frozen=True, eq=False)
class Programme:
    """One programme of an edition, in a file of its own; ``criteria`` hold for each of its frames.

    ``owner`` (a role) has to look at it again by ``review_by``. ``standing`` ones take applications at any time.
    ``evidence`` is not shown. The first of ``links`` whose title names the programme is its official page.
    """

    id: Id
    edition: str
    order: Annotated[int, Min(0)]
    name: str
    official_name: str
    authority: str
    summary: str
    source: Source
    frames: tuple[Frame, ...]
    costs: Costs
    owner: str
    checked_on: dt.date
    review_by: dt.date
    confidence: Confidence
    confidence_note: str | None = None
    purpose: str | None = None
    support: Support = "grant"
    standing: bool = False
    call_name: str | None = None
    aliases: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    budget: tuple[Budget, ...] = ()
    contacts: tuple[Contact, ...] = ()
    links: tuple[Link, ...] = ()
    rounds: tuple[Round, ...] = ()
    ended: tuple[Ended, ...] = ()
    last_known: tuple[LastKnown, ...] = ()
    project_period: tuple[Note, ...] = ()
    succession: tuple[Succession, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    preparation: tuple[Preparation, ...] = ()
    plan_points: tuple[Note, ...] = ()
    review_points: tuple[Note, ...] = ()
    examples: tuple[Example, ...] = ()
    goals: tuple[Note, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[Note, ...] = ()
    successors: tuple[Note, ...] = ()
