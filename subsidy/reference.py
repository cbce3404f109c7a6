"""What programmes and users share: offices, the checklist, definitions, editions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from subsidy.model import Conflict, Link
from subsidy.schema import Min, Pattern
from subsidy.size import ApplicantForms, ClassDefinition, MidTable, SizeTable, SmallTable
from subsidy.source import Confidence, Source
from subsidy.tariff import Id, Note

Month = Annotated[str, Pattern(r"\d{4}-(0[1-9]|1[0-2])")]


@dataclass(frozen=True, eq=False)
class Office:
    """A support office; ``as_of`` is the month of the source, ``checked`` whether it is known to hold today.

    ``status`` is whether the office is known to exist today. ``old_phone`` is a number that must not be given out.
    """

    id: Id
    name: str
    support: tuple[str, ...]
    source: Source
    as_of: Month
    checked: bool
    prefecture: str | None = None
    contact: str | None = None
    phone: str | None = None
    url: str | None = None
    note: str | None = None
    location: str | None = None
    status: Literal["current", "unknown"] | None = None
    confidence: Confidence | None = None
    old_phone: str | None = None


@dataclass(frozen=True, eq=False)
class ChecklistItem:
    """One item; ``wording`` tells whether the source words it or we do."""

    id: Id
    text: str
    wording: Literal["source", "own"]
    source: Source


@dataclass(frozen=True, eq=False)
class ChecklistSection:
    """One of the five sections."""

    id: Id
    number: Annotated[int, Min(1)]
    name: str
    source: Source
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True, eq=False)
class ChecklistPattern:
    """A pattern of results with the advice of the source."""

    id: Id
    number: Annotated[int, Min(1)]
    text: str
    advice: tuple[Note, ...]
    stages: tuple[Id, ...]
    source: Source


@dataclass(frozen=True, eq=False)
class ProcessStage:
    """A stage of the process; ``name`` is None where no source names it."""

    id: Id
    number: Annotated[int, Min(1)]
    name: str | None
    source: Source
    note: str | None = None


@dataclass(frozen=True)
class ChecklistLimits:
    """Shares that tell the patterns apart (0 to 1): ``few`` of all items, ``behind`` and ``gap`` of (1), ``ready``."""

    few: Fraction
    behind: Fraction
    gap: Fraction
    ready: Fraction


@dataclass(frozen=True, eq=False)
class NotYet:
    """With which ``patterns`` the pitfalls are told whose place has the words of ``place``."""

    patterns: tuple[Id, ...]
    place: str


@dataclass(frozen=True, eq=False)
class StageProgrammes:
    """Programmes that can pay for what a stage needs."""

    stage: Id
    programmes: tuple[Id, ...]


@dataclass(frozen=True, eq=False)
class AskedItem:
    """How an item is put to the user."""

    id: Id
    text: str


@dataclass(frozen=True, eq=False)
class AskedSection:
    """One question of the checklist: the section, why it is asked, and its items."""

    id: Id
    why: str
    items: tuple[AskedItem, ...]


@dataclass(frozen=True, eq=False)
class ChecklistOwn:
    """What we add to the checklist: the questions, and the limits by which its patterns are told.

    ``minutes`` it takes; patterns are told in ``order``; usages that have a word of ``next_steps`` are next steps.
    """

    source: Source
    minutes: Annotated[int, Min(1)]
    order: tuple[Id, ...]
    limits: ChecklistLimits
    limits_text: str
    not_yet: NotYet
    next_steps: tuple[str, ...]
    programmes: tuple[StageProgrammes, ...]
    sections: tuple[AskedSection, ...]


@dataclass(frozen=True, eq=False)
class Checklist:
    """高付加価値化チェックリスト; ``own`` is not the source's."""

    title: str
    purpose: str
    source: Source
    usage: tuple[Note, ...]
    sections: tuple[ChecklistSection, ...]
    management_points: tuple[ChecklistItem, ...]
    patterns: tuple[ChecklistPattern, ...]
    stages: tuple[ProcessStage, ...]
    own: ChecklistOwn
    background: tuple[Note, ...] = ()
    pitfalls: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    gaps: tuple[Note, ...] = ()


@dataclass(frozen=True, eq=False)
class SalesTest:
    """How a programme finds a decline of sales in monthly figures; ``months`` None is the latest ``window_months``.

    A month is compared with the months of ``base`` that bear its name, or with itself ``base_years_back`` years before.
    """

    id: Id
    field: str
    label: str
    pick: Annotated[int, Min(1)]
    base: tuple[Month, ...]
    recent_from: Month
    source: Source
    months: tuple[Month, ...] | None = None
    window_months: Annotated[int, Min(1)] | None = None
    base_years_back: Annotated[int, Min(1)] | None = None


@dataclass(frozen=True, eq=False)
class Definitions:
    """Definitions that programmes share, each with its version in its id."""

    applicants: ApplicantForms
    size_tables: tuple[SizeTable, ...]
    small_tables: tuple[SmallTable, ...]
    mid_tables: tuple[MidTable, ...]
    classes: tuple[ClassDefinition, ...]
    sales_tests: tuple[SalesTest, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, eq=False)
class Term:
    """A term of officialese in plain words; ``conditions`` list a legal definition's parts."""

    id: Id
    name: str
    text: str
    source: Source
    conditions: tuple[Note, ...] = ()


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition of the catalogue: what it covers and how old it is.

    ``payment`` tells when subsidies of this edition are paid; ``requested`` is what ministries have asked for the next
    year (概算要求): not decided, never a programme.
    """

    id: Annotated[str, Pattern(r"\d{4}")]
    title: str
    notice: str
    source: Source
    conventions: tuple[Note, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    documents_corrected: tuple[Note, ...] = ()
    requested: tuple[Note, ...] = ()
    payment: tuple[Note, ...] = ()
