"""What is different between two catalogues, in plain Japanese, and which saved scenarios it flips."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from subsidy.assessment import Verdict
from subsidy.engine import Engine
from subsidy.errors import words_of
from subsidy.predicate import Test
from subsidy.render import rate_text
from subsidy.scenario import Scenario, ScenarioError, read_scenarios
from subsidy.state import Status
from subsidy.whole import Catalog
from subsidy.wording import format_date, format_yen

PARTS = ("programmes", "editions", "offices", "fields", "documents", "checklists")
NAMES = ("name", "title", "label", "topic", "text", "says", "key", "id")
KEYS = ("id", "key", "text", "title", "name", "number")
LONG = 60


class Change(NamedTuple):
    """One difference; ``code`` is changed, added or removed. ``where`` is the way to it in words."""

    code: str
    where: str
    old: str
    new: str

    def __str__(self) -> str:
        text: str = words_of("diff")[self.code].format(where=self.where, old=self.old, new=self.new)
        return text


def changes(old: Catalog, new: Catalog) -> Iterator[Change]:
    """Every difference: programmes, editions, offices, fields, documents, checklists, definitions, wording."""
    words = words_of("diff")
    for part in PARTS:
        yield from _of_items(getattr(old, part), getattr(new, part), (words["parts"][part],))
    yield from _of_values(old.definitions, new.definitions, (words["parts"]["definitions"],))
    yield from _of_values(old.wording, new.wording, (words["parts"]["wording"],))


def _of_values(old: Any, new: Any, where: tuple[str, ...]) -> Iterator[Change]:
    if isinstance(old, Test) or isinstance(new, Test) or type(old) is not type(new):
        if old != new:
            yield Change("changed", _join(where), _shown(old, where), _shown(new, where))
    elif isinstance(old, tuple):
        yield from _of_items(old, new, where)
    elif isinstance(old, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from _of_values(old.get(key), new.get(key), (*where, str(key)))
    elif dataclasses.is_dataclass(old):
        labels = words_of("diff")["labels"]
        for field in dataclasses.fields(old):
            inner = (*where, labels.get(field.name, field.name))
            yield from _of_values(getattr(old, field.name), getattr(new, field.name), inner)
    elif old != new:
        yield Change("changed", _join(where), _shown(old, where), _shown(new, where))


def _of_items(old: tuple[Any, ...], new: tuple[Any, ...], where: tuple[str, ...]) -> Iterator[Change]:
    """Items are the same where their id is, else what names them, else their place in the list."""
    before, after = _by_key(old), _by_key(new)
    for key in dict.fromkeys((*before, *after)):
        item = before.get(key, after.get(key))
        inner = (*where, _name(item))
        if key not in after:
            yield Change("removed", _join(where), _name(before[key]), "")
        elif key not in before:
            yield Change("added", _join(where), "", _name(after[key]))
        else:
            yield from _of_values(before[key], after[key], inner)


def _by_key(items: tuple[Any, ...]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for index, item in enumerate(items):
        key = next((getattr(item, name) for name in KEYS if getattr(item, name, None) is not None), None)
        key = item if isinstance(item, str) else key
        found[index if key is None or key in found else key] = item
    return found


def _name(item: Any) -> str:
    if not dataclasses.is_dataclass(item):
        return str(item)
    texts = [getattr(item, name) for name in NAMES if isinstance(getattr(item, name, None), str)]
    return _cut(texts[0]) if texts else _shown(item, ())


def _join(where: tuple[str, ...]) -> str:
    return "／".join(where)


def _cut(text: str) -> str:
    return text if len(text) <= LONG else text[:LONG] + "…"


def _shown(value: Any, where: tuple[str, ...]) -> str:
    words = words_of("diff")
    if value is None or value == ():
        return str(words["nothing"])
    if isinstance(value, bool):
        return str(words["yes" if value else "no"])
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, int):
        return format_yen(value) if value >= 1000 else str(value)
    if isinstance(value, tuple):
        return "、".join(_shown(item, where) for item in value)
    if dataclasses.is_dataclass(value):
        parts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        inner = [f"{name}={_shown(part, where)}" for name, part in parts.items() if name != "source" and part != ()]
        return f"{getattr(value, 'key', '')}({'、'.join(inner)})" if isinstance(value, Test) else "、".join(inner)
    return str(value)


class Flip(NamedTuple):
    """A scenario that comes out differently."""

    scenario: Scenario
    old: str
    new: str

    def __str__(self) -> str:
        text: str = words_of("diff")["flip"].format(
            number=self.scenario.number, frame=self.scenario.frame, old=self.old, new=self.new
        )
        return text


def flips(old: Engine, new: Engine, folder: Path) -> Iterator[Flip | str]:
    """The rows of all sheets of a folder whose verdict, call or amount differs; a sheet that cannot be read is told."""
    for sheet in sorted(folder.glob("*.csv")):
        try:
            rows = read_scenarios(sheet, new.catalog.fields)
        except ScenarioError as error:
            yield words_of("diff")["unreadable"].format(sheet=sheet.name, detail=error)
            continue
        for row in rows:
            outcomes = [_outcome(row, engine) for engine in (old, new)]
            if outcomes[0] != outcomes[1]:
                yield Flip(row, *outcomes)


def _outcome(row: Scenario, engine: Engine) -> str:
    known = {key: value for key, value in row.profile.values.items() if key in engine.fields}
    profile = dataclasses.replace(row.profile, values=known)
    verdict = engine.assess_frame(profile, row.at, row.frame)
    return str(words_of("diff")["missing_frame"]) if verdict is None else _summary(verdict)


def _summary(verdict: Verdict) -> str:
    words, computed = words_of("diff"), verdict.computed
    parts = [words["status"][verdict.status.value], words["call"][verdict.call.state.value]]
    if verdict.status is Status.ELIGIBLE:
        parts.append(rate_text(computed.rate) or "")
        parts += [format_yen(yen) for yen in (computed.cap_yen, computed.estimate_yen) if yen is not None]
    return "・".join(part for part in parts if part)
