"""The fields of a profile, as the catalogue declares them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from subsidy.schema import Min, Pattern

FieldKind = Literal["money", "count", "percent", "number", "flag", "choice", "text", "codes", "date", "months"]
RANGED: frozenset[str] = frozenset({"money", "count", "percent"})
NUMERIC: frozenset[str] = RANGED | {"number"}


@dataclass(frozen=True, eq=False)
class FalseWhen:
    """An answer to another field that means "no" here: ``field`` equals ``value``."""

    field: str
    value: Fraction


@dataclass(frozen=True, eq=False)
class Period:
    """The ``months`` before the deadline of the call of ``frame``, which the question is about."""

    frame: str
    months: Annotated[int, Min(1)]


@dataclass(frozen=True, eq=False)
class Field:
    """One fact about a company or its project.

    ``question`` is how it is asked; a field without one is never asked (``why_not_asked`` tells why).
    ``derived_from`` names a field it is computed from where it is not given. ``changeable`` is whether an
    owner may be told to change it. ``order`` breaks ties between questions. ``period`` are the days it is about.
    ``statement`` is what a requirement says that asks for yes: the question of a flag, no more.
    """

    key: Annotated[str, Pattern(r"[a-z0-9_]+(\.[a-z0-9_]+)?")]
    kind: FieldKind
    label: str
    order: int
    question: str | None = None
    why_not_asked: str | None = None
    values: tuple[str, ...] = ()
    changeable: bool = False
    derived_from: str | None = None
    false_when: tuple[FalseWhen, ...] = ()
    help: str | None = None
    period: Period | None = None
    statement: str | None = None
