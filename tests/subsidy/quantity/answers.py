"""What an utterance stores of the slot that was asked for."""

from __future__ import annotations

from subsidy.quantity import read_quantities

MAN, OKU = 10**4, 10**8
_RANGES = {
    "capital_yen": "capital_range",
    "employees": "employees_range",
    "sales_change_pct": "sales_change_range",
    "investment_yen": "investment_range",
}


def answer(text: str, slot: str, asked: str | None = "") -> object:
    """The stored number or range of the slot, None where nothing is stored without asking."""
    slots = read_quantities(text, slot if asked == "" else asked).slots
    return slots.get(slot, slots.get(_RANGES[slot]))
