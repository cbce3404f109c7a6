"""Values as the YAML that a keeper would write by hand."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

ALWAYS_QUOTED = ("://", "“", "”", "„", "‟", "＂", "#", "\\")


class Flow(dict[str, Any]):
    """A mapping that is written in one line, between braces."""


def block(tree: Mapping[str, Any], indent: int = 0) -> str:
    """Keys and values, one below the other."""
    return "".join(f"{' ' * indent}{line}\n" for line in _lines(tree))


def listed(tree: Mapping[str, Any], indent: int = 2) -> str:
    """One item of a list, with its dash."""
    return "".join(f"{' ' * indent}{line}\n" for line in _item(tree))


def _lines(tree: Mapping[str, Any]) -> Iterator[str]:
    for key, value in tree.items():
        if isinstance(value, Flow) or not isinstance(value, (Mapping, list)):
            yield f"{key}: {_inline(value, isinstance(value, Flow))}"
        elif not value:
            yield f"{key}: []"
        else:
            yield f"{key}:"
            inner = _lines(value) if isinstance(value, Mapping) else (line for one in value for line in _item(one))
            yield from (f"  {line}" for line in inner)


def _item(one: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(one, Flow):
        yield f"- {_inline(one, True)}"
        return
    for number, line in enumerate(_lines(one)):
        yield f"{'  ' if number else '- '}{line}"


def _inline(value: Any, within: bool) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inline(inner, True)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_inline(inner, True) for inner in value) + "]"
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else scalar(value, within) if isinstance(value, str) else str(value)


def scalar(text: str, within: bool) -> str:
    """A text as it stands where it is read back the same, else in quotes; ``within``: between braces."""
    if not any(sign in text for sign in ALWAYS_QUOTED) and _stays(text, within):
        return text
    return json.dumps(text, ensure_ascii=False)


def _stays(text: str, within: bool) -> bool:
    try:
        read = yaml.load(f"{{a: {text}, b: 1}}" if within else f"a: {text}\nb: 1", Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return False
    return bool(read == {"a": text, "b": 1})
