"""How a frame's subsidy follows from the eligible cost, as the catalogue writes it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from subsidy.predicate import Test
from subsidy.schema import Min, Pattern, Ratio
from subsidy.source import Source

Id = Annotated[str, Pattern(r"[a-z0-9]+(_[a-z0-9]+)*")]
Yen = Annotated[int, Min(0)]
Share = Annotated[Fraction, Ratio()]


@dataclass(frozen=True, eq=False)
class Note:
    """A statement with its source, shown as it stands."""

    text: str
    source: Source


@dataclass(frozen=True, eq=False)
class Rate:
    """Share of the eligible cost that is paid; None where it is not known or is no share, with ``text`` in its place.

    Beside a share the text is what belongs to it (such as 以下).
    """

    value: Share | None
    source: Source
    text: str | None = None


@dataclass(frozen=True, eq=False)
class SpecialRate:
    """A rate that facts which are not asked for could bring. It is told, and a floor allows for it."""

    value: Share
    text: str
    source: Source


@dataclass(frozen=True, eq=False)
class RateStep:
    """Rate for the part of the cost that would bring the subsidy above ``above_subsidy_yen``.

    ``unsure``: the sources leave open whether it holds, so that above it the subsidy lies between both readings.
    """

    above_subsidy_yen: Yen
    rate: Share
    source: Source
    unsure: bool = False


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
    """Cap for companies with ``employees_from`` to ``employees_to`` people, both included; None is no end.

    ``raised_from`` to ``raised_to`` narrow it to that many people whose wage is raised. ``special_yen`` is the cap
    with the special case that the amount's ``specials`` tell.
    """

    employees_from: Annotated[int, Min(0)]
    employees_to: Annotated[int, Min(0)] | None
    yen: Yen
    source: Source
    special_yen: Yen | None = None
    raised_from: Annotated[int, Min(1)] | None = None
    raised_to: Annotated[int, Min(1)] | None = None


@dataclass(frozen=True, eq=False)
class Special:
    """A special case that raises the cap, told but never counted: by ``add_yen``, or to ``total_yen``."""

    name: str
    text: str
    source: Source
    add_yen: Yen | None = None
    total_yen: Yen | None = None


@dataclass(frozen=True, eq=False)
class Variant:
    """A kind of project within a frame that has a cap of its own; which one it is, no answer tells."""

    name: str
    cap_yen: Yen
    source: Source


@dataclass(frozen=True, eq=False)
class Tariff:
    """Rate and limits for the applicants that meet ``when``; the first that fits counts.

    ``cap_unknown`` stands where neither ``cap`` nor ``cap_bands`` can. ``source`` is that of the figures in ``when``.
    """

    id: Id
    rate: Rate
    when: Test | None = None
    special_rates: tuple[SpecialRate, ...] = ()
    steps: tuple[RateStep, ...] = ()
    floor: Floor | None = None
    cap: Cap | None = None
    cap_bands: tuple[CapBand, ...] = ()
    cap_unknown: bool = False
    source: Source | None = None


@dataclass(frozen=True, eq=False)
class Amount:
    """How the subsidy is computed from the eligible cost. Below the smallest cap of ``variants`` all of them agree."""

    tariffs: tuple[Tariff, ...]
    computable_when: Test | None = None
    notes: tuple[Note, ...] = ()
    specials: tuple[Special, ...] = ()
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, eq=False)
class BankRule:
    """A subsidy above ``above_yen`` needs a bank in the plan."""

    above_yen: Yen
    field: str
    text: str
    source: Source
