"""YAML nodes -> the classes of the model, guided by their annotations, with every mistake reported.

The nodes keep their lines (PyYAML's C parser, ``compose``), so a message can name file, line and field.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import types
import typing
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

import yaml

from subsidy.catalog.cuts import in_curly_quotes, lost_behind, quoted, ratio_meant
from subsidy.catalog.proposals import BEHIND_COMMA, UNFILLED, id_like, is_no_day, proposal
from subsidy.errors import Problem, near, words_of
from subsidy.predicate import PREDICATES, Test
from subsidy.schema import Min, Pattern, Ratio

Path = tuple[str | int, ...]
MISSING: Any = object()
TAG = "tag:yaml.org,2002:"
DEPTH = 40
DIGITS = 18
YEARS = range(1900, 3000)
WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
RATIO = re.compile(r"-?[0-9]+(\.[0-9]+|/[1-9][0-9]*)?")


def dotted(path: Path) -> str:
    """A path as people read it: ``frames[1].amount.tariffs[0].rate``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


@cache
def hints_of(cls: Any) -> dict[str, Any]:
    """The annotations of a model class with their constraints."""
    return {
        name: hint
        for name, hint in typing.get_type_hints(cls, include_extras=True).items()
        if get_origin(hint) is not typing.ClassVar
    }


@cache
def required_of(cls: Any) -> frozenset[str]:
    """The attributes without a default."""
    return frozenset(
        f.name
        for f in dataclasses.fields(cls)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    )


class Builder:
    """Builds the objects of one file from nodes of ``text``; ``problems`` collects what is wrong with it."""

    def __init__(self, file: str, text: str = "") -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.lines: dict[Path, int] = {}
        self._key_lines: dict[int, int] = {}

    def is_short(self, path: Path, key: str | int) -> bool:
        """Whether the test at ``path`` was written in its short form, which leaves out ``key``."""
        cls = PREDICATES.get(str(path[-1])) if path else None
        return cls is not None and cls.short == key and (*path, key) not in self.lines

    def problem(self, path: Path, code: str, line: int | None = None, **params: str) -> Any:
        """Note a mistake at a path; the line is that of the nearest part that was read."""
        self.problems.append(Problem(self.file, line or self.line_of(path), dotted(path), code, params))
        return MISSING

    def line_of(self, path: Path) -> int:
        """The line of a path, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def build(self, node: yaml.Node, hint: Any, path: Path = ()) -> Any:
        """The value of a node, or MISSING where it is wrong."""
        self.lines[path] = node.start_mark.line + 1
        if len(path) > DEPTH:
            return self.problem(path, "too_deep")
        origin = get_origin(hint)
        if origin is Annotated:
            return self._constrained(node, hint, path)
        if origin in (types.UnionType, typing.Union):
            return self._union(node, hint, path)
        if origin is tuple:
            return self._sequence(node, get_args(hint)[0], path)
        if origin is dict:
            return self._dictionary(node, get_args(hint)[1], path)
        if origin is Literal:
            return self._literal(node, get_args(hint), path)
        if hint is Test:
            return self._test(node, path)
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            return self._object(node, hint, path)
        return self._sentence(node, path) if hint is str else self._scalar(node, hint, path)

    def _constrained(self, node: yaml.Node, hint: Any, path: Path) -> Any:
        base, *constraints = get_args(hint)
        if Ratio() in constraints and (meant := ratio_meant(node)):
            return self.problem(path, "expected_ratio", value=str(node.value)[:40], near=meant)
        value = self._scalar(node, base, path) if base in SCALARS else self.build(node, base, path)
        if value is MISSING:
            return MISSING
        for constraint in constraints:
            if isinstance(constraint, Pattern) and not re.fullmatch(constraint.regex, value):
                return self._misshapen(value, constraint.regex, path)
            if isinstance(constraint, Min) and value < constraint.value:
                return self.problem(path, "too_small", value=str(value), least=str(constraint.value))
        return value

    def _union(self, node: yaml.Node, hint: Any, path: Path) -> Any:
        options = get_args(hint)
        if types.NoneType in options:
            if node.tag == TAG + "null" and isinstance(node, yaml.ScalarNode):
                return self._sentence(node, path) if str in options and lost_behind(self.text, node) else None
            options = tuple(option for option in options if option is not types.NoneType)
        if set(options) == {dt.date, dt.datetime}:
            return self._scalar(node, dt.datetime, path)
        if len(options) == 1:
            return self.build(node, options[0], path)
        raise TypeError(hint)

    def _sequence(self, node: yaml.Node, hint: Any, path: Path) -> Any:
        if not isinstance(node, yaml.SequenceNode) or node.tag != TAG + "seq":
            return self._wrong_type(node, "list", path)
        items = [self.build(item, hint, (*path, index)) for index, item in enumerate(node.value)]
        return MISSING if MISSING in items else tuple(items)

    def _dictionary(self, node: yaml.Node, hint: Any, path: Path) -> Any:
        entries = self._entries(node, path)
        if entries is None:
            return MISSING
        values = {key: self.build(value, hint, (*path, key)) for key, value in entries.items()}
        return MISSING if MISSING in values.values() else values

    def _literal(self, node: yaml.Node, allowed: Sequence[str], path: Path) -> Any:
        value = self._scalar(node, str, path)
        if value is MISSING or value in allowed:
            return value
        return self.problem(path, "not_listed", value=value, allowed=", ".join(allowed), near=near(value, allowed))

    def _entries(self, node: yaml.Node, path: Path) -> dict[str, yaml.Node] | None:
        if not isinstance(node, yaml.MappingNode):
            self._wrong_type(node, "mapping", path)
            return None
        entries: dict[str, yaml.Node] = {}
        if node.tag != TAG + "map":
            self._wrong_type(node, "mapping", path)
            return None
        for key_node, value in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(path, "key_type", line)
            elif key_node.value in entries:
                in_list = path and isinstance(path[-1], int)
                self.problem((*path, key_node.value), "duplicate_key", line, hint="new_item" if in_list else "")
            else:
                entries[key_node.value] = value
                self._key_lines[id(value)] = line
        return entries

    def _object(self, node: yaml.Node, cls: type, path: Path) -> Any:
        entries = self._entries(node, path)
        return MISSING if entries is None else self._instance(entries, cls, path)

    def _instance(self, entries: dict[str, yaml.Node], cls: type, path: Path) -> Any:
        hints = hints_of(cls)
        values: dict[str, Any] = {}
        for key, value in entries.items():
            if key in hints:
                values[key] = self.build(value, hints[key], (*path, key))
            else:
                line = self._key_lines[id(value)]
                hint = "comma_in_number" if BEHIND_COMMA.fullmatch(key) else self._hint_on(value)
                values[key] = self.problem((*path, key), "unknown_key", line, near=near(key, [*hints]), hint=hint)
        for key in sorted(required_of(cls) - entries.keys()):
            values[key] = self.problem((*path, key), "missing_key", key=key)
        return MISSING if MISSING in values.values() else cls(**values)

    def _hint_on(self, value: yaml.Node) -> str:
        """What made a key of words without a value: a comma in a sentence between braces."""
        before = self.text[: value.start_mark.index].rstrip()
        return "" if value.value or not before or before.endswith(":") else "comma_in_text"

    def _test(self, node: yaml.Node, path: Path) -> Any:
        entries = self._entries(node, path)
        if entries is None:
            return MISSING
        if len(entries) != 1:
            return self.problem(path, "one_predicate")
        ((key, value),) = entries.items()
        cls: Any = PREDICATES.get(key)
        if cls is None:
            return self.problem((*path, key), "unknown_predicate", near=near(key, [*PREDICATES]))
        inner = (*path, key)
        if cls.short and not (isinstance(value, yaml.MappingNode) and self._is_long_form(value, cls)):
            part = self.build(value, hints_of(cls)[cls.short], inner)
            return MISSING if part is MISSING else cls(**{cls.short: part})
        return self.build(value, cls, inner)

    @staticmethod
    def _is_long_form(node: yaml.MappingNode, cls: Any) -> bool:
        return hints_of(cls)[cls.short] is not Test or any(key.value == cls.short for key, _ in node.value)

    def _sentence(self, node: yaml.Node, path: Path) -> Any:
        """A text in free words, read to its end and without quotes that are none."""
        if isinstance(node, yaml.ScalarNode) and UNFILLED not in node.value:
            if lost := lost_behind(self.text, node):
                return self.problem(path, "cut_off", value=node.value[-20:], near=quoted(node.value, lost))
            if in_curly_quotes(node):
                return self.problem(path, "curly_quotes", value=node.value[:20], near=f'"{node.value[1:-1]}"')
        return self._scalar(node, str, path)

    def _scalar(self, node: yaml.Node, hint: Any, path: Path) -> Any:
        read = SCALARS[hint]
        if not isinstance(node, yaml.ScalarNode):
            return self._wrong_type(node, NAMES[hint], path)
        if UNFILLED in node.value:
            return self.problem(path, "unfilled", value=node.value[:40])
        value = read(node.value, node.tag.removeprefix(TAG))
        return self._wrong_type(node, NAMES[hint], path) if value is MISSING else value

    def _wrong_type(self, node: yaml.Node, expected: str, path: Path) -> Any:
        is_value, is_mapping = isinstance(node, yaml.ScalarNode), isinstance(node, yaml.MappingNode)
        got = str(node.value)[:40] if is_value else words_of("nodes")["mapping" if is_mapping else "sequence"]
        hint = "no_dash" if expected == "list" and is_mapping else ""
        if expected in ("date", "moment") and is_no_day(got):
            hint = "no_such_day"
        meant = proposal(expected, got) if is_value else ""
        return self.problem(path, f"expected_{expected}", value=got, near=meant, hint=hint)

    def _misshapen(self, value: str, regex: str, path: Path) -> Any:
        shape = words_of("shapes").get(regex, regex)
        tried = next((one for one in (id_like(value), f"https://{value}") if re.fullmatch(regex, one)), "")
        return self.problem(path, "pattern", value=value, pattern=shape, near=tried)


def _string(text: str, tag: str) -> Any:
    return text if tag == "str" and text.strip() else MISSING


def _integer(text: str, tag: str) -> Any:
    return int(text) if tag == "int" and len(text) <= DIGITS and WHOLE.fullmatch(text) else MISSING


def _boolean(text: str, tag: str) -> Any:
    return {"true": True, "false": False}.get(text, MISSING) if tag == "bool" else MISSING


def _fraction(text: str, tag: str) -> Any:
    is_ratio = tag in ("int", "float", "str") and len(text) <= DIGITS and RATIO.fullmatch(text)
    return Fraction(text) if is_ratio else MISSING


def _date(text: str, tag: str) -> Any:
    try:
        day = dt.date.fromisoformat(text) if tag == "timestamp" else None
    except ValueError:
        return MISSING
    return day if day is not None and day.year in YEARS else MISSING


def _moment(text: str, tag: str) -> Any:
    if "T" not in text:
        return _date(text, tag)
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return MISSING
    return moment if moment.tzinfo is None and moment.year in YEARS else MISSING


SCALARS: dict[Any, Callable[[str, str], Any]] = {
    str: _string,
    int: _integer,
    bool: _boolean,
    Fraction: _fraction,
    dt.date: _date,
    dt.datetime: _moment,
}
NAMES = {str: "text", int: "integer", bool: "boolean", Fraction: "number", dt.date: "date", dt.datetime: "moment"}
