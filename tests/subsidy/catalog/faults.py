"""One place of one file changed, and what must be said about it."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from subsidy.errors import Problem
from tests.subsidy.catalog.catalogue_text import Path, Place, texts

ANCHOR = re.compile(r"(?:^|[\s\[{,])&\w")


class Fault(NamedTuple):
    """``new`` stands instead of the text from ``start`` to ``end``; the problem has this line, field and code."""

    name: str
    file: str
    start: int
    end: int
    new: str
    line: int
    field: str
    code: str
    near: str = ""

    def __str__(self) -> str:
        return f"{self.name}-{self.file.rpartition('/')[2]}-{self.field}"

    @property
    def text(self) -> str:
        """The file with its fault."""
        whole = texts()[self.file]
        return whole[: self.start] + self.new + whole[self.end :]


def missing_in(fault: Fault, problems: tuple[Problem, ...]) -> str:
    """What a report lacks: the place, or a message that can be read in one line; nothing where it is good."""
    wanted = (fault.file, fault.line, fault.field, fault.code)
    found = [problem for problem in problems if problem[:4] == wanted]
    if not found:
        return f"no {wanted} in {[tuple(problem[:4]) for problem in problems]}"
    unreadable = [repr(str(problem)) for problem in problems if not is_one_sentence(problem)]
    if unreadable:
        return f"not one line: {unreadable}"
    if fault.near and not any(problem.params.get("near") == fault.near in str(problem) for problem in found):
        return f"no proposal of {fault.near} in {found[0]}"
    return ""


def is_one_sentence(problem: Problem) -> bool:
    """Whether a message is one line with a place and a sentence."""
    place = f"{problem.file}:{problem.line}: {problem.field or '-'}: "
    text = str(problem)
    return text.startswith(place) and len(text.splitlines()) == 1 and text.removeprefix(place).strip().endswith("。")


def dotted(path: Path) -> str:
    """A path as a person writes it: ``frames[1].amount.tariffs[0].rate``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def line_of(mark: yaml.Mark) -> int:
    """The line of a mark, from 1."""
    return int(mark.line) + 1


def span(node: yaml.Node, file: str) -> tuple[int, int]:
    """Where a node is written, without the blanks and comments behind it."""
    start, end = node.start_mark.index, node.end_mark.index
    written = re.sub(r"(\s|\n\s*#.*)+\Z", "", texts()[file][start:end])
    return start, start + len(written)


def has_anchor(place: Place) -> bool:
    """Whether other places depend on what is written here."""
    start, end = span(place.node, place.file)
    return ANCHOR.search(" " + texts()[place.file][start:end]) is not None


def replaced(name: str, place: Place, new: str, code: str, inside: Path = (), near: str = "") -> Fault:
    """Another value in a place; ``inside`` leads from the place to the part that is wrong."""
    start, end = span(place.node, place.file)
    field = dotted(place.path + inside)
    return Fault(name, place.file, start, end, new, line_of(place.node.start_mark), field, code, near)


def renamed(name: str, place: Place, new: str, code: str, near: str = "") -> Fault:
    """Another key for a value."""
    start, end = place.key.start_mark.index, place.key.end_mark.index
    field = dotted((*place.path[:-1], new))
    return Fault(name, place.file, start, end, new, line_of(place.key.start_mark), field, code, near)


def removed(name: str, place: Place, code: str, field: Path | None = None) -> Fault:
    """A key gone with its value; the line is that of the mapping which misses it."""
    start = place.key.start_mark.index
    pairs = place.mapping.value
    is_last = place.number == len(pairs) - 1
    end = span(place.node, place.file)[1] if is_last else pairs[place.number + 1][0].start_mark.index
    path = dotted(place.path if field is None else field)
    return Fault(name, place.file, start, end, "", line_of(place.mapping.start_mark), path, code)


def inserted(name: str, place: Place, new: str, code: str, field: Path, near: str = "") -> Fault:
    """A pair more in the mapping of a place, in front of the place; ``field`` starts at the mapping."""
    mark = place.key.start_mark
    separator = ", " if place.mapping.flow_style else "\n" + " " * mark.column
    path = dotted(place.path[:-1] + field)
    return Fault(name, place.file, mark.index, mark.index, new + separator, line_of(mark), path, code, near)
