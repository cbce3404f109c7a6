"""Faults in the shape of the files: wrong keys and values of a wrong type, drawn from every attribute of the model."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import count
from typing import Any

from subsidy.predicate import Test
from subsidy.schema import Min, Pattern
from tests.subsidy.catalog.catalogue_text import Place, base_of, is_required, places, texts
from tests.subsidy.catalog.faults import Fault, dotted, has_anchor, line_of, removed, renamed, replaced

# value -> name of the fault
WRONG: dict[Any, dict[str, str]] = {
    str: {"[a]": "list", "{a: b}": "mapping", "5": "number", "true": "boolean", "2021-02-03": "date", '""': "empty"},
    int: {"many": "text", '"5"': "quoted", "1.5": "float", "true": "boolean", "[5]": "list", "1_000": "underscore"},
    bool: {"1": "number", "maybe": "text", '"true"': "quoted", "yes": "other word", "[true]": "list"},
    Fraction: {"two thirds": "words", "true": "boolean", "[1]": "list", "1/0": "no number", ".nan": "nan"},
    dt.date: {
        "soon": "word",
        "2021-02-30": "no day",
        "2021-13-01": "no month",
        "20210203": "number",
        '"2021-02-03"': "quoted",
        "2021-2-3": "short",
        "[2021-02-03]": "list",
    },
    dt.datetime: {
        "soon": "word",
        "2021-02-30": "no day",
        "2021-02-30T10:00": "no day with time",
        "2021-05-01T25:00": "no hour",
        "2021-05-01T10:00:00+09:00": "zone",
        "{on: 2021-05-01}": "mapping",
    },
    tuple: {"word": "text", "{a: b}": "mapping", "5": "number", '""': "empty"},
    dict: {"word": "text", "[a]": "list"},
    Test: {"word": "text", "[a]": "list", "true": "boolean"},
    object: {"word": "text", "[a]": "list", "5": "number", "2/3": "fraction"},
}
CODES: dict[Any, str] = {
    str: "expected_text",
    int: "expected_integer",
    bool: "expected_boolean",
    Fraction: "expected_number",
    dt.date: "expected_date",
    dt.datetime: "expected_moment",
    tuple: "expected_list",
    dict: "expected_mapping",
    Test: "expected_mapping",
    object: "expected_mapping",
}
# There are so many attributes of these that each gets one fault of the list; the others get all.
MANY = (str, int, tuple, object)
LONG = 20_000  # letters


@cache
def shape_faults() -> tuple[Fault, ...]:
    """For each attribute of the model a wrong key, a missing key and values of a wrong type, in one file or another."""
    turn = count()
    return tuple(fault for group in _groups() for fault in _faults(group, turn))


def _groups() -> list[list[Place]]:
    """The places of attributes that have the same name and take the same values."""
    groups: dict[tuple[str, str], dict[str, list[Place]]] = {}
    for place in places():
        group = groups.setdefault((place.attribute, str(place.hint)), {})
        group.setdefault(place.file, []).append(place)
    return [_in_turn(_short(group) or list(group.values())) for group in groups.values()]


def _short(group: dict[str, list[Place]]) -> list[list[Place]]:
    """The places in files that are read quickly; a long file has enough attributes that stand nowhere else."""
    return [found for file, found in group.items() if len(texts()[file]) < LONG]


def _in_turn(files: list[list[Place]]) -> list[Place]:
    """The first of each file, then one from its middle, then the last: a short file is hit as often as a long one."""
    return [found[len(found) * third // 2 - third // 2] for third in range(3) for found in files]


def _faults(group: list[Place], turn: count[int]) -> Iterator[Fault]:
    named = [place for place in group if place.key.value == place.attribute]
    in_line = [place for place in named if place.key.start_mark.line == place.node.start_mark.line]
    for place in _next(in_line, turn):
        yield renamed("key with a typo", place, place.attribute + place.attribute[-1], "unknown_key", place.attribute)
    free = [place for place in named if not has_anchor(place)]
    needed = [place for place in free if is_required(place.owner, place.attribute)]
    for place in _next([place for place in needed if len(place.mapping.value) > 1], turn):
        yield removed("key gone", place, "missing_key")
    if not free:
        return
    kind, wrong = _wrong_values(free[0].hint)
    words = list(wrong)
    for word in [words[next(turn) % len(words)]] if kind in MANY else words:
        yield replaced(f"not a {kind.__name__} but a {wrong[word]}", free[next(turn) % len(free)], word, CODES[kind])
    for word, code in _forbidden(free[0].hint):
        yield replaced(code, free[next(turn) % len(free)], word, code)


def _next(group: list[Place], turn: count[int]) -> list[Place]:
    """The place whose turn it is, where there is one."""
    return [group[next(turn) % len(group)]] if group else []


def _wrong_values(hint: Any) -> tuple[Any, dict[str, str]]:
    base, nullable, _ = base_of(hint)
    kind = _kind(base)
    wrong = dict(WRONG[kind])
    if kind is str and typing.get_origin(base) is typing.Literal:
        wrong.pop('""')
    if not nullable:
        wrong["null"] = "null"
    return kind, wrong


def _kind(base: Any) -> Any:
    origin = typing.get_origin(base)
    if origin is typing.Literal:
        return str
    if origin in (typing.Union, types.UnionType):
        return dt.datetime
    if origin in (tuple, dict):
        return origin
    return base if base in WRONG else object


def _forbidden(hint: Any) -> Iterator[tuple[str, str]]:
    """Values of the right type that the attribute forbids, with the code of the problem."""
    base, _, constraints = base_of(hint)
    for constraint in constraints:
        if isinstance(constraint, Min):
            yield str(constraint.value - 1), "too_small"
        if isinstance(constraint, Pattern):
            yield '"日本 語"', "pattern"
    if typing.get_origin(base) is typing.Literal:
        yield "nonesuch", "not_listed"
    if base is Test:
        yield "{}", "one_predicate"
        yield "{is_true: plans.equipment, is_false: plans.overseas}", "one_predicate"


@cache
def predicate_faults() -> tuple[Fault, ...]:
    """Predicates that do not exist, and values that no predicate takes without naming its attributes."""
    return (*_unknown_predicates(), *_wrong_short_forms())


def _unknown_predicates() -> Iterator[Fault]:
    for place in _predicates():
        name = place.key.value
        path = (*place.path[: place.path.index(name)], name + "s")
        start, end = place.key.start_mark.index, place.key.end_mark.index
        line, code = line_of(place.key.start_mark), "unknown_predicate"
        yield Fault("unknown predicate", place.file, start, end, name + "s", line, dotted(path), code, name)


def _wrong_short_forms() -> Iterator[Fault]:
    wrong = {
        "field": ("[a]", "expected_text"),
        "reason": ("[a]", "expected_text"),
        "tests": ("word", "expected_list"),
        "test": ("word", "expected_mapping"),
    }
    for place in _predicates():
        new, code = wrong[place.attribute]
        yield replaced("wrong short form", place, new, code)


def _predicates() -> list[Place]:
    """In each file the first place of each predicate whose value stands for its only attribute."""
    chosen: dict[tuple[str, str], Place] = {}
    for place in places():
        if issubclass(place.owner, Test) and place.key.value == place.owner.key:
            chosen.setdefault((place.file, place.key.value), place)
    return list(chosen.values())
