"""The quantities of an utterance and what may be stored of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from subsidy.quantity.answer import Answer, Stored
from subsidy.quantity.change import read_change
from subsidy.quantity.cues import Topic
from subsidy.quantity.folding import Folded, fold
from subsidy.quantity.found import Flaw, Kind
from subsidy.quantity.money import lone_amount, read_money
from subsidy.quantity.people import read_people
from subsidy.quantity.scene import Item, Scene, read_scene

Value = int | Decimal
Range = tuple[Value | None, Value | None]


@dataclass(frozen=True)
class Quantity:
    """A quantity of the original text. ``low`` and ``high`` are equal for a single number; None is an open end."""

    start: int
    end: int
    kind: Kind
    low: Value | None
    high: Value | None
    topic: Topic | None
    flaw: Flaw | None


@dataclass(frozen=True)
class Reading:
    """What an utterance says in numbers."""

    slots: dict[str, Value | Range]
    """What may be stored without asking. Ranges are inclusive at both ends."""
    confirm: dict[str, tuple[Value, ...]]
    """What to ask back about: slot and the values it may have, none where only the slot is known."""
    reasons: dict[str, Flaw]
    """Why each slot of ``confirm`` has to be asked about."""
    quantities: tuple[Quantity, ...]


_NO_AMOUNTS = ("employees", "industry", "prefecture", "legal_form")
_MOST = 40
"""Nobody answers with more quantities than this; such a text stores nothing."""

_READERS: list[tuple[str, str, Callable[[Scene], Answer | None]]] = [
    ("capital_yen", "capital_range", lambda scene: read_money(scene, Topic.CAPITAL)),
    ("employees", "employees_range", read_people),
    ("sales_change_pct", "sales_change_range", read_change),
    ("investment_yen", "investment_range", lambda scene: read_money(scene, Topic.INVESTMENT)),
]


def read_quantities(text: str, asked: str | None = None) -> Reading:
    """Read the quantities of an utterance that answers the question for the slot ``asked``."""
    folded = fold(text)
    scene = read_scene(folded.text, asked)
    slots: dict[str, Value | Range] = {}
    confirm: dict[str, tuple[Value, ...]] = {}
    reasons: dict[str, Flaw] = {}
    for slot, range_slot, read in _READERS if len(scene.items) <= _MOST else []:
        answer = read(scene)
        if isinstance(answer, Stored):
            slots.update(_stored(answer, slot, range_slot))
        elif answer:
            confirm[slot], reasons[slot] = tuple(export(value) for value in answer.candidates), answer.flaw
    if asked in _NO_AMOUNTS and (amount := lone_amount(scene)):
        confirm.setdefault("capital_yen", (export(amount),))
        reasons.setdefault("capital_yen", Flaw.SUBJECT)
    return Reading(slots, confirm, reasons, tuple(_quantity(folded, item) for item in scene.items))


def _stored(answer: Stored, slot: str, range_slot: str) -> dict[str, Value | Range]:
    low, high = _export(answer.low), _export(answer.high)
    return {slot: low} if low is not None and low == high else {range_slot: (low, high)}


def _export(value: Fraction | None) -> Value | None:
    return None if value is None else export(value)


def export(value: Fraction) -> Value:
    """Whole numbers as int, others as a decimal, those without an end to one place."""
    if value.denominator == 1:
        return value.numerator
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    ends = value.denominator in (2, 4, 5, 8, 10, 16, 20, 25, 40, 50, 80, 100, 125, 200, 250, 400, 500, 1000)
    return exact if ends else exact.quantize(Decimal("0.1"))


def _quantity(folded: Folded, item: Item) -> Quantity:
    found = item.found
    start, end = folded.span(found.start, found.end)
    return Quantity(start, end, found.kind, _export(found.low), _export(found.high), item.topic, found.flaw)
