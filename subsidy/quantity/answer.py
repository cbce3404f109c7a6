"""What a text answers about one topic: a value to store, or something to ask back about."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from subsidy.quantity.found import Flaw, Found, Number


@dataclass(frozen=True)
class Stored:
    """A value that needs no question; the ends of a range may be open."""

    low: Number
    high: Number


@dataclass(frozen=True)
class Ask:
    """Nothing may be stored; the candidates are what the user may have meant."""

    candidates: tuple[Fraction, ...] = ()
    flaw: Flaw = Flaw.NO_VALUE


Answer = Stored | Ask


def exactly(value: Fraction | int) -> Stored:
    """A single number."""
    return Stored(Fraction(value), Fraction(value))


def ask(found: list[Found], flaw: Flaw) -> Ask:
    """Ask about the single numbers among the quantities."""
    values = [one.exact for one in found if one.exact is not None and one.flaw not in (Flaw.SIZE, Flaw.BROKEN)]
    return Ask(tuple(dict.fromkeys(value for value in values if value is not None)), flaw)
