"""Why a text is no YAML, as somebody who does not know YAML would look for it."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

KEY = r"(?:- +)?[A-Za-z_][A-Za-z0-9_]*"
# What is looked for in a line by itself, in this order: slips of the keyboard that can be seen there.
SLIPS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("tab", re.compile(r"\s*\t")),
    ("wide_blank", re.compile(" *\u3000")),
    ("wide_colon", re.compile(rf" *{KEY} *[：﹕]")),
    ("no_blank", re.compile(rf" *{KEY}:(?!//)[^\s]")),
    ("no_colon", re.compile(r" *(?:- +)?[a-z_]{2,}[ \u3000]+[^\s:#=-][^:：]*$")),
    ("wide_dash", re.compile(r" *[－ー‐−–—・] ?\S")),
    ("no_blank_after_dash", re.compile(r" *-[A-Za-z]")),
    ("wide_bracket", re.compile(rf" *{KEY}: *[｛［].*: ")),
    ("curly_quote", re.compile(rf" *{KEY}: +[“”„‟＂].*: ")),
)
# What is looked for in a line whose brackets do not close.
BRACKETS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("wide_bracket", re.compile(r".*[｛｝［］]")),
    ("hash_inside", re.compile(r"[^\"']*[\[{][^\"']*\s#")),
    ("wide_comma", re.compile(r"[^\"']*[\[{][^\"']*[、，]\s*[a-z_]+:")),
    ("bracket_inside", re.compile(r".*[a-z_]: +([^\"'\[{,}\]\s][^\"'\[{,}\]]*[\[{]|\[[^\]]*\] *[^,}\]\s])")),
)
INSIDE = re.compile(rf" *{KEY}: +[^\"'\[{{|>&*].*: ")
RESERVED = re.compile(rf" *{KEY}: +[@`%]")
# What the parser says -> what it is.
SAID = (
    ("undefined alias", "alias"),
    ("cannot start any token", "reserved"),
    ("expected '-' indicator", "no_dash"),
    ("quoted scalar", "quote"),
    ("document", "document"),
    ("end of stream", "quote"),
    ("control characters", "control"),
)
BEGINNING = re.compile(rf" *(-|#|$|{KEY}:)")
OPEN = ("',' or ']'", "',' or '}'")
NEAR_LINES = 2


class Fault(NamedTuple):
    """What is wrong, by code, and its line from 1 (None where nobody knows)."""

    code: str
    line: int | None


def fault_in(text: str, error: yaml.YAMLError) -> Fault:
    """What is probably wrong with a text that PyYAML refuses."""
    said, line = str(getattr(error, "problem", None) or error), _line_of(error, text)
    lines = text.splitlines()
    near = range(max((line or 1) - NEAR_LINES, 1), min((line or 1) + 1, len(lines) + 1))
    for number in (line or 1, *reversed(near)):
        content = lines[number - 1] if 0 < number <= len(lines) else ""
        found = next((code for code, slip in SLIPS if slip.match(content)), None)
        if found is not None:
            return Fault(found, number)
    if any(words in said for words in OPEN):
        return _open_bracket(lines, error, line)
    open_quote = next((number for number, content in enumerate(lines[:line], 1) if _is_open(content)), None)
    if open_quote is not None:
        return Fault("quote", open_quote)
    at_line = lines[line - 1] if line is not None and line <= len(lines) else ""
    if RESERVED.match(at_line):
        return Fault("reserved", line)
    told = next((code for words, code in SAID if words in said), None)
    if told is None and INSIDE.match(at_line):
        told = "colon_inside"
    return Fault(told or "indent", line)


def _open_bracket(lines: list[str], error: yaml.YAMLError, line: int | None) -> Fault:
    """Why brackets do not close, and the line in which that shows."""
    mark, last = getattr(error, "context_mark", None), min(line or 1, len(lines))
    first = min(mark.line + 1 if mark is not None else last, last)
    for number in range(first, last + 1):
        found = next((code for code, slip in BRACKETS if slip.match(lines[number - 1])), None)
        if found is not None:
            return Fault(found, number)
    # Something new begins in the last line: what is missing is missing before it.
    return Fault("bracket", last - 1 if last > first and BEGINNING.match(lines[last - 1]) else last)


def _is_open(line: str) -> bool:
    """Whether a quote in a line is not closed there."""
    return line.count('"') % 2 == 1 and not line.lstrip().startswith("#")


def _line_of(error: yaml.YAMLError, text: str) -> int | None:
    """The line of a syntax error; of what was left open where the file just ends."""
    if isinstance(error, yaml.reader.ReaderError):
        return text.encode("utf-8", "surrogatepass")[: error.position].count(b"\n") + 1
    mark = getattr(error, "problem_mark", None)
    if "end of stream" in str(getattr(error, "problem", "")):
        mark = getattr(error, "context_mark", None) or mark
    return None if mark is None else mark.line + 1
