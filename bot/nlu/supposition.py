"""What a text supposes instead of telling: 「投資額が500万だったら」, 「あと2人雇ったら」."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any

from bot.nlu.finding import Finding
from bot.nlu.lexicon import load
from bot.nlu.recognise import industry, legal_form, prefecture
from subsidy.quantity import Flaw, read_quantities

MORE_PEOPLE = "employees_more"
NAMED = ("industry", "prefecture", "legal_form")
RECOGNISERS: dict[str, Callable[[str, str], Finding | None]] = {
    "legal_form": legal_form,
    "prefecture": prefecture,
    "industry": lambda name, asked: industry(name, asked, None),
}
PEOPLE, MONEY, SALES = "employees", "investment_yen", "sales_change_pct"
MONTH = "one_month_change_pct"
"""The change of sales in one of the months that a special frame asks for."""
LEFT_OUT = "left_out"
"""The slots of what stands beside the values and cannot be read."""


@lru_cache(maxsize=1)
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rule) for name, rule in load("supposing.yml").items()}


def supposed(text: str) -> dict[str, Any]:
    """The values supposed by a normalised text, by slot; ``employees_more`` for people added to those there are.

    ``one_month_change_pct`` is the change of a single month, ``left_out`` what could not be read.

    An amount that does not say what it is of is taken for the investment: that is what owners try out.
    """
    found = _rules()["supposing"].search(text)
    if found is None or _rules()["told_after"].search(text[found.end() :]):
        return {}
    people = _rules()["people"].search(text)
    if people is not None and _rules()["more_people"].search(text):
        more = read_quantities(people[0], PEOPLE).slots.get(PEOPLE)
        return {} if more is None else {MORE_PEOPLE: int(more)}
    # What comes after the clause asks: left in, it would make the number a question. Sentences before it tell.
    clause = text[: found.start()].rpartition("。")[2]
    told = _rules()["opening"].sub("", clause) + (f"{found['verb']}た" if found["verb"] else "です")
    return _values(told, None) or _values(told, MONEY)


def _values(told: str, asked: str | None) -> dict[str, Any]:
    """The values of a clause. One that is oddly written counts, as it is said back; what cannot be read is named."""
    reading = read_quantities(told, asked)
    values = dict(reading.slots)
    odd = [one for one in reading.quantities if one.flaw is Flaw.BROKEN and one.low is not None and one.low == one.high]
    slots = [slot for slot, flaw in reading.reasons.items() if flaw is Flaw.BROKEN and not reading.confirm.get(slot)]
    if len(odd) == len(slots) == 1:
        values[slots[0]] = odd[0].low
    if SALES in values and _rules()["of_month"].search(told):
        values[MONTH] = values.pop(SALES)
    left = [slot for slot in reading.confirm if slot not in values] if values else []
    return {**values, LEFT_OUT: left} if left else values


def supposed_names(findings: Mapping[str, Finding | None], text: str) -> dict[str, Any]:
    """Names that are tried out (「製造業だったら」)."""
    found = ((slot, findings.get(slot)) for slot in NAMED)
    named: dict[str, Any] = {}
    for slot, finding in found:
        if finding is not None and _rules()["supposed_name"].match(text[finding.end :]):
            named |= _of_name(slot, finding)
    alone = None if named or findings.get("program") else _rules()["name_alone"].search(text)
    return {**named, **_read_alone(alone["name"])} if alone else named


def _read_alone(name: str) -> dict[str, Any]:
    """A name as the answer to the question that it fits, the first of them."""
    for slot, recognise in RECOGNISERS.items():
        finding = recognise(name, slot)
        if finding is not None and finding.value is not None:
            return _of_name(slot, finding)
    return {}


def _of_name(slot: str, finding: Finding) -> dict[str, Any]:
    """The value of a name, with the detail of a trade; nothing where it is open."""
    if finding.value is None:
        return {}
    detail = finding.detail if slot == "industry" else None
    return {slot: finding.value} if detail is None else {slot: finding.value, f"{slot}_detail": detail}


def supposes_beside(text: str, tried: Collection[str], *, about: str, plans: bool) -> bool:
    """Whether a text said to an open question supposes instead of answering it.

    ``tried``: the topics of what it supposes, ``about``: the topic asked, ``plans``: it names a plan. A condition of
    the answer itself (「300万円だったら」, 「出るなら機械を入れたい」) is none, unless the text says that it supposes.
    """
    if _rules()["wishes"].search(text):
        return False
    if _rules()["says_if"].match(text):
        return bool(tried) or (plans and bool(_rules()["ends_if"].search(text)))
    return bool(tried) and about not in tried and bool(_rules()["ends_if"].search(text))
