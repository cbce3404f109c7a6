"""A company in a line of words: ``業種=製造業 資本金=1000万円 従業員数=12 設備投資=はい``, as a profile."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from subsidy.cells import UNKNOWN, read
from subsidy.errors import ProfileError, sentence
from subsidy.fields import NUMERIC, Field
from subsidy.form.comparisons import DOES, DOES_NOT, chosen
from subsidy.form.labels import Labels, squeezed
from subsidy.form.slips import Unreadable
from subsidy.form.values import read_day

SAID_YES = "はい"
TRADE = "industry"
PAIR = re.compile(r"[\s、;,]*([^=]+?)\s*=\s*([^\s、;]+)")


def read_company(text: str, fields: Sequence[Field]) -> dict[str, Any]:
    """The facts of a line as the JSON of a profile. Raises ProfileError."""
    labels, facts = Labels(fields), dict[str, Any]()
    for label, value in _pairs(unicodedata.normalize("NFKC", text)):
        try:
            field = labels.find(label)
            _put(facts, field.key, _value(field, value))
        except Unreadable as error:
            raise ProfileError("company", detail=sentence("form", error.code, None, error.params)) from None
        except ValueError as error:
            raise ProfileError("company", detail=str(error)) from None
    return facts


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while rest := text[at:].strip(" \t\n、;,"):
        found = PAIR.match(text, at)
        if found is None:
            raise ProfileError("company_no_pair", value=rest)
        yield found[1], found[2].rstrip(",")
        at = found.end()


def _value(field: Field, value: str) -> object:
    """An answer as the profile has it. Raises Unreadable or ValueError."""
    if value == UNKNOWN:
        return None
    if field.kind == "flag" and squeezed(value) in DOES | DOES_NOT:
        return squeezed(value) in DOES
    if field.kind == "choice":
        return chosen(field, value)[0]
    if field.kind == "codes":
        return chosen(field, value)
    if field.kind == "date":
        return read_day(value).isoformat()
    said = re.sub("(?<=[0-9])(?:人|名|社)$", "", value) if field.kind in NUMERIC else value
    return read(field.label, field.kind, said)


def _put(facts: dict[str, Any], key: str, value: object) -> None:
    group, _, name = key.partition(".")
    if name:
        facts.setdefault(group, {})[name] = value
    else:
        facts[key] = value


def wanted(programme: Mapping[str, Any], fields: Sequence[Field]) -> list[str]:
    """The answers of a company that fits the flags and choices in the requirements of a programme, in words.

    The trade is left out: every company tells that.
    """
    labels = {field.key: field.label for field in fields}
    criteria = [one for part in (programme, *programme["frames"]) for one in part.get("criteria", ())]
    answers: dict[str, str] = {}
    for one in criteria:
        for key, value in _answers(one.get("test") or {}):
            answers.setdefault(key, value)
    return [f"{labels[key]}={value}" for key, value in answers.items() if key != TRADE]


def _answers(test: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The answers that a test asks for: yes, or the first of some values."""
    for kind, asked in test.items():
        if kind == "is_true":
            yield asked, SAID_YES
        elif kind == "one_of":
            yield asked["field"], asked["values"][0]
        elif kind in ("all", "any"):
            for one in asked:
                yield from _answers(one)
