"""What may not be learned: labels that contradict each other or what is known, and what is there already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.learning.examples import Example, key_of

UNKNOWN_ACT, CONTRADICTS, DISAGREE = "unknown_act", "contradicts", "disagree"
# An utterance of which nothing is left but signs that stand for something.
LETTERS = re.compile(r"[^\W\d_〇某]")
FEWEST_LETTERS = 2
UNSAFE = re.compile(r"[\n\r]|\]\s*[({]|^\s*[|>&*!%@`]")


@dataclass
class Checked:
    """``new`` is to be learned, ``known`` is there already, ``held_out`` is what models are judged by, ``empty`` says
    nothing; ``faults`` are (code, text, act, other act), and with any of them nothing is learned."""

    new: list[Example] = field(default_factory=list)
    known: list[Example] = field(default_factory=list)
    held_out: list[Example] = field(default_factory=list)
    empty: list[Example] = field(default_factory=list)
    faults: list[tuple[str, str, str, str]] = field(default_factory=list)


def check(labels: Iterable[Example], known: Sequence[Example], held_out: Mapping[str, set[str]]) -> Checked:
    """Sort labels into what may be learned and what may not. ``held_out`` has the acts of texts by ``key_of``."""
    checked = Checked()
    acts = {one.act for one in known}
    trained = {key_of(one.text): one.act for one in known}
    told: dict[str, str] = {}
    for label in labels:
        key = key_of(label.text)
        fault = _fault(label, acts, trained.get(key), told.get(key), held_out.get(key))
        if fault is not None:
            checked.faults.append((fault[0], label.text, label.act, fault[1]))
        elif len(LETTERS.findall(label.text)) < FEWEST_LETTERS or UNSAFE.search(label.text):
            checked.empty.append(label)
        elif key in held_out:
            checked.held_out.append(label)
        elif key in trained or key in told:
            checked.known.append(label)
        else:
            told[key] = label.act
            checked.new.append(label)
    return checked


def _fault(
    label: Example, acts: set[str], trained: str | None, told: str | None, judged: set[str] | None
) -> tuple[str, str] | None:
    if label.act not in acts:
        return UNKNOWN_ACT, ""
    if told is not None and told != label.act:
        return DISAGREE, told
    if trained is not None and trained != label.act:
        return CONTRADICTS, trained
    if judged is not None and label.act not in judged:
        return CONTRADICTS, "・".join(sorted(judged))
    return None
