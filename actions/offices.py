"""Support offices for a place and a need, and what to ask them: the points that the conversation leaves open."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import Any

from actions.judging import Judge
from actions.memo_words import memo_words
from actions.messages import Message, custom
from actions.slots import value_of
from actions.state import State
from actions.texts import Texts
from actions.verdicts import Verdicts
from subsidy import Assessment, Call, Status, Verdict
from subsidy import State as Criterion
from subsidy.reference import Office

# An entry this much older than the newest one is no longer told beside it.
STALE_MONTHS = 24
TOLD = 4
QUESTIONS = 3
BEST_FRAMES = 6
SIDE = re.compile("[（(].*")
WORTH_ASKING = frozenset((Criterion.UNKNOWN, Criterion.HUMAN))
Row = dict[str, Any]


class Offices:
    """Finds offices in the catalogue; a telephone number is told only where it was checked."""

    def __init__(self, texts: Texts, judge: Judge, verdicts: Verdicts) -> None:
        self._texts = texts
        self._judge = judge
        self._verdicts = verdicts
        self._catalog = judge.engine.catalog

    def message(self, state: State) -> Message:
        """The offices with the age of each entry, and three questions to ask there."""
        prefecture = value_of(state.answers, "prefecture")
        assessment = self._judge.assess(state)
        rows, ask = self.rows(state, assessment), self.to_ask(assessment)
        text = self._texts.render(
            "offices",
            rows=rows[:TOLD],
            more=len(rows) - len(rows[:TOLD]),
            prefecture=prefecture,
            local=any(row["prefecture"] for row in rows),
            ask=ask,
        )
        return Message(text=text, custom=custom("offices", prefecture=prefecture, items=rows, ask=ask))

    def rows(self, state: State, assessment: Assessment) -> list[Row]:
        """The offices that can be told, the most fitting first."""
        prefecture = value_of(state.answers, "prefecture")
        today = self._judge.at(State()).date()
        fitting = [
            one for one in _in_force(self._catalog.offices, today) if one.prefecture == prefecture or _nationwide(one)
        ]
        needs = self._needs(state, assessment)

        def rank(office: Office) -> tuple[bool, int, bool]:
            return (not office.checked, -_matches(office, needs), office.prefecture is None)

        return [self._row(office) for office in sorted(fitting, key=rank)]

    def _needs(self, state: State, assessment: Assessment) -> set[str]:
        """Words that an office's support speaks of where it helps with the plans or the best programmes."""
        plans: list[str] = value_of(state.answers, "plan") or []
        words: dict[str, list[str]] = memo_words()["needs"]
        named = {SIDE.sub("", verdict.programme.name) for verdict in self.best(assessment)}
        return named | {word for plan in plans for word in words.get(plan, ())}

    def _row(self, office: Office) -> Row:
        documents = {document.id: document.title for document in self._catalog.documents}
        return {
            "id": office.id,
            "name": office.name,
            "support": self._texts.join(office.support),
            "prefecture": office.prefecture,
            "phone": office.phone if office.checked else None,
            "contact": office.contact,
            "address": office.location,
            "url": office.url,
            "as_of": office.as_of,
            "checked": office.checked,
            # A note on a number that is not told would confuse.
            "note": office.note if office.checked or not office.phone else None,
            "source": documents[office.source.document],
        }

    def best(self, assessment: Assessment) -> list[Verdict]:
        """The frames that may be applied for, the best first; where every call is over, those that fit."""
        fitting = [one for one in self._verdicts.ranked(assessment) if one.status is not Status.INELIGIBLE]
        running = [one for one in fitting if one.call.state is not Call.CLOSED]
        return (running or fitting)[:BEST_FRAMES]

    def to_ask(self, assessment: Assessment) -> list[str]:
        """Three questions on what is still open in the best frames; general ones where too little is open."""
        best = self.best(assessment)
        of_each = [list(self._open_points(verdict)) for verdict in one_of_each_first(best)]
        mixed = [point for point in chain.from_iterable(zip_longest(*of_each)) if point is not None]
        asked = dict(reversed(mixed))
        questions = [asked[label] for label in dict.fromkeys(label for label, _ in mixed)]
        return list(dict.fromkeys((*questions, *_general(best))))[:QUESTIONS]

    @staticmethod
    def _open_points(verdict: Verdict) -> Iterator[tuple[str, str]]:
        """The label of a criterion that is open, and the question on it; facts before what people judge.

        What is the frame's own comes before what every frame of the programme asks.
        """
        own = {criterion.id for criterion in verdict.frame.criteria}
        results = [one for one in verdict.criteria if one.state in WORTH_ASKING and one.criterion.kind != "commitment"]
        for result in sorted(results, key=lambda one: (one.state is Criterion.HUMAN, one.id not in own)):
            requirement = result.criterion.text.partition("。")[0]
            question = memo_words()["question"].format(name=name_of(verdict), requirement=requirement)
            yield result.criterion.label, question


def name_of(verdict: Verdict) -> str:
    """A frame with its programme; once where both are called the same."""
    frame, programme = verdict.frame.name, verdict.programme.name
    return programme if frame in programme else f"{programme} {frame}"


def one_of_each_first(best: Sequence[Verdict]) -> list[Verdict]:
    """The best frame of each programme before its others."""
    leading: dict[str, Verdict] = {}
    for verdict in best:
        leading.setdefault(verdict.programme.id, verdict)
    return [*leading.values(), *(verdict for verdict in best if leading[verdict.programme.id] is not verdict)]


def _general(best: Sequence[Verdict]) -> list[str]:
    words = memo_words()["more_questions"]
    found = []
    for verdict in best[:1]:
        name = name_of(verdict)
        if verdict.call.state is not Call.OPEN:
            found.append(words["call"].format(name=name))
        found.append(words["papers"].format(name=name))
    return [*found, words["any"], words["cost"], words["before_order"]]


def _nationwide(office: Office) -> bool:
    return office.prefecture is None and office.checked


def _matches(office: Office, needs: set[str]) -> int:
    said = "".join(office.support)
    return sum(word in said for word in needs)


def _in_force(offices: Sequence[Office], today: dt.date) -> list[Office]:
    """Entries known by ``today``, without those that are much older than the newest of them."""
    known = [one for one in offices if one.as_of <= f"{today:%Y-%m}"] or list(offices)
    newest = max((_months(one.as_of) for one in known), default=0)
    return [one for one in known if newest - _months(one.as_of) <= STALE_MONTHS]


def _months(as_of: str) -> int:
    year, _, month = as_of.partition("-")
    return int(year) * 12 + int(month)
