"""How a frame's subsidy follows from the eligible cost, as the catalogue writes it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from subsidy.predicate import Test
from subsidy.schema import Min, Pattern
from subsidy.source import Source

Id = Annotated[str, Pattern(r"[a-z0-9]+(_[a-z0-9]+)*")]
Yen = Annotated[int, Min(0)]


@dataclass(frozen=True, eq=False)
class Note:
    """A statement with its source, shown as it stands."""

    text: str
    source: Source


@dataclass(frozen=True, eq=False)
class Rate:
    """Share of the eligible cost that is paid."""

    value: Fraction
    source: Source


@dataclass(frozen=True, eq=False)
class RateStep:
    """Rate for the part of the cost that would bring the subsidy above ``above_subsidy_yen``."""

    above_subsidy_yen: Yen
    rate: Fraction
    source: Source


@dataclass(frozen=True, eq=False)
class Floor:
    """Smallest subsidy; ``exclusive`` for 超 (the figure itself is too small)."""

    yen: Yen
    source: Source
    exclusive: bool = False


@dataclass(frozen=True, eq=False)
class Cap:
    """Largest subsidy; ``exclusive`` for 未満. ``excess`` says what a larger project means: cut to the cap, or open."""

    yen: Yen
    source: Source
    exclusive: bool = False
    excess: Literal["capped", "open"] = "capped"


@dataclass(frozen=True, eq=False)
class CapBand:
    """Cap for companies with ``employees_from`` to ``employees_to`` people, both included; None is no end."""

    employees_from: Annotated[int, Min(0)]
    employees_to: Annotated[int, Min(0)] | None
    yen: Yen
    source: Source


@dataclass(frozen=True, eq=False)
class Tariff:
    """Rate and limits for the applicants that meet ``when``; the first that fits counts."""

    id: Id
    rate: Rate
    when: Test | None = None
    steps: tuple[RateStep, ...] = ()
    floor: Floor | None = None
    cap: Cap | None = None
    cap_bands: tuple[CapBand, ...] = ()


@dataclass(frozen=True, eq=False)
class Amount:
    """How the subsidy is computed from the eligible cost."""

    tariffs: tuple[Tariff, ...]
    computable_when: Test | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, eq=False)
class BankRule:
    """A subsidy above ``above_yen`` needs a bank in the plan."""

    above_yen: Yen
    field: str
    text: str
    source: Source
