"""The way from labels to what the next training learns: check, train a candidate, compare, accept or refuse."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.learning.checking import Checked, check
from bot.learning.comparing import Comparison, Rows, acts_of, answers_of, compare, held_out_sets
from bot.learning.crosscheck import Credit, credit
from bot.learning.examples import FOLDER, LEARNED, Example, examples_in, key_of, write_learned
from bot.learning.retrain import retrained, unpacked
from bot.learning.scoring import Score
from bot.learning.words import act_name, words
from bot.nlu.linear import LinearModel

Tell = Callable[[str], None]
MOST_SHOWN = 20


@dataclass(frozen=True)
class Place:
    """Where the model in use, the training data and the held-out sets are; ``candidate`` is kept where it is named."""

    model: Path
    examples: Path = FOLDER
    held_out: Path | None = None
    candidate: Path | None = None
    sure: bool = False
    """Whether labels are learned that the model in use finds hard to believe."""


def learn(labels: Sequence[Example], place: Place, tell: Tell) -> list[Example] | None:
    """Add labels to the training data; returns what was added, None where it was refused.

    ``tell`` is called with each line of the report. The model in use stays as it is.
    """
    report = words()["report"]
    sets = held_out_sets(place.held_out) if place.held_out else held_out_sets()
    known = examples_in(place.examples)
    checked = check(labels, known, acts_of(sets, key_of))
    _tell_checked(checked, tell)
    if checked.faults:
        return None
    if not checked.new:
        tell(report["nothing"])
        return []
    with unpacked(place.model) as (_, component):
        found = credit(LinearModel.load(component), known, checked.new)
    _tell_credit(found, tell)
    if found.is_doubtful and not place.sure:
        tell(report["doubtful"])
        return None
    with tempfile.TemporaryDirectory() as folder:
        candidate = place.candidate or Path(folder) / "candidate.tar.gz"
        retrained(place.model, [*known, *checked.new], candidate)
        comparison = compare(place.model, candidate, sets)
        _tell_comparison(comparison, tell)
        _tell_learned(checked.new, place.model, candidate, tell)
    if comparison.is_worse or found.is_worse:
        tell(report["refused"])
        return None
    write_learned(place.examples, checked.new)
    tell(report["accepted"].format(file=LEARNED))
    return checked.new


def _tell_checked(checked: Checked, tell: Tell) -> None:
    report = words()["report"]
    counts = {name: len(getattr(checked, name)) for name in ("new", "known", "held_out", "empty")}
    tell(report["counts"].format(**counts))
    for code, text, act, other in checked.faults:
        other_name = "・".join(act_name(one) for one in other.split("・"))
        tell(words()["faults"][code].format(text=text, act=act_name(act), other=other_name))
    if checked.faults:
        tell(report["faults"])


def _tell_credit(found: Credit, tell: Tell) -> None:
    report = words()["report"]
    was, now = found.right
    tell(report["alone"].format(was=was, now=now, known=found.known))
    if found.doubts:
        tell(report["doubts"].format(count=len(found.doubts)))
    for doubt in found.doubts:
        tell(f"  {doubt.label.text}: {act_name(doubt.label.act)} / {act_name(doubt.other)}")


def _tell_comparison(comparison: Comparison, tell: Tell) -> None:
    report = words()["report"]
    for name, (old, new) in comparison.scores.items():
        tell(report["set"].format(name=name, **_shares("old", old), **_shares("new", new)))
    for name in ("better", "worse"):
        lines = getattr(comparison, name)
        tell(report[name].format(count=len(lines)))
        for line in lines[:MOST_SHOWN]:
            tell(f"  {line}")


def _shares(which: str, score: Score) -> dict[str, str]:
    shares = {"act": score.act, "stored": score.stored, "asked": score.asked_back}
    return {f"{name}_{which}": f"{share:.1%}" for name, share in shares.items()}


def _tell_learned(new: Sequence[Example], old: Path, candidate: Path, tell: Tell) -> None:
    rows: Rows = [{"text": one.text, "asked": None} for one in new]
    known = [
        sum(answer["act"] == one.act for answer, one in zip(answers_of(model, [rows])[0], new, strict=True))
        for model in (old, candidate)
    ]
    tell(words()["report"]["learned"].format(now=known[1], all=len(new), was=known[0]))
