"""相談メモ: what was told and what follows from it, as a document that no channel has drawn yet. Pure.

A memo is JSON: ``title``, ``subtitle``, ``dates``, ``parts`` in order and ``notes``. A part has a ``heading`` and
``facts`` ([{label, value, open}]), ``groups`` ([{heading, cards, lines}] of verdicts) or ``items`` (texts, with
``style`` plain, inline, box or number), and before them ``chart`` ([{label, count, of, told}]).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.judging import Judge
from actions.memo_checklist import MemoChecklist
from actions.memo_verdicts import MemoVerdicts
from actions.memo_words import memo_words
from actions.offices import Offices
from actions.questions import Questions
from actions.slots import BASE_TOPICS, CONTRACT_SLOTS, SOLE_PROPRIETOR, value_of
from actions.state import State
from actions.successors import statuses
from actions.texts import Texts
from actions.verdicts import Verdicts
from subsidy import Assessment, Call, Verdict
from subsidy.wording import format_date

Memo = dict[str, Any]
PLAIN, INLINE, BOX, NUMBER = "plain", "inline", "box", "number"
MOST_PAPERS = 6
MOST_OFFICES = 3
OPEN = "open"
# What an office does by a day, which is no news where another day is judged for.
DATED = re.compile("（[^（）]*[0-9]{4}年[^（）]*）")


class Memos:
    """Writes the memo of a conversation as it stands."""

    def __init__(self, texts: Texts, judge: Judge, questions: Questions, verdicts: Verdicts, offices: Offices) -> None:
        self._texts = texts
        self._judge = judge
        self._questions = questions
        self._offices = offices
        self._verdicts = MemoVerdicts(texts, judge.engine, verdicts)
        self._checklist = MemoChecklist(judge.engine.catalog.checklists[-1])

    def memo(self, state: State) -> Memo:
        """The memo; what was not answered is said to be unanswered."""
        words, assessment = memo_words(), self._judge.assess(state)
        on = format_date(assessment.context.facts.on.date())
        titles = [words["edition"].format(title=edition.title) for edition in self._judge.editions(state)]
        shown = self._verdicts.shown(assessment)
        return {
            "title": words["title"],
            "subtitle": words["subtitle"],
            "dates": [words["judged_on"].format(day=on), *titles, *self._over_now(state)],
            "parts": [
                {"heading": words["facts"], "facts": self._facts(state)},
                {"heading": words["verdicts"], "groups": self._verdicts.groups(assessment)},
                *self._checklist.parts(state),
                _list("open_points", self._open_points(state, shown), style=INLINE, empty="no_open_points"),
                _list("bring", self._papers(shown), style=BOX, empty="no_bring"),
                _list("ask", self._offices.to_ask(assessment), style=NUMBER),
                _list("offices", self._office_lines(state, assessment)),
                _list("sources", self._verdicts.sources(assessment), style=INLINE),
            ],
            "notes": words["notes"],
        }

    def _judges_another_day(self, state: State) -> bool:
        return self._judge.at(state).date() != self._judge.now().date()

    def _over_now(self, state: State) -> list[str]:
        """The editions whose calls are all over today, where another day is judged for."""
        if not self._judges_another_day(state):
            return []
        now, programmes = self._judge.now(), self._judge.engine.catalog.programmes
        form = memo_words()["over_now"]
        return [
            form.format(title=edition.title, day=format_date(now.date()))
            for edition in self._judge.editions(state)
            if all(
                status.state is Call.CLOSED
                for programme in programmes
                if programme.edition == edition.id
                for _, status in statuses(programme, programme.frames, now)
            )
        ]

    def _facts(self, state: State) -> list[dict[str, Any]]:
        others = [key for key in state.answers if key not in CONTRACT_SLOTS]
        topics = [topic for topic in BASE_TOPICS if not _does_not_apply(topic, state)]
        return [self._fact(topic, state) for topic in (*topics, *others)]

    def _fact(self, topic: str, state: State) -> dict[str, Any]:
        value = value_of(state.answers, topic)
        shown = _unanswered(topic, state) if value is None else self._questions.show(topic, value)
        return {"label": self._questions.label(topic), "value": shown, "open": value is None}

    def _open_points(self, state: State, shown: Sequence[Verdict]) -> list[str]:
        """Answers that are missing, then facts that can still change a verdict told."""
        topics = [topic for topic in BASE_TOPICS if not _does_not_apply(topic, state)]
        missing = [topic for topic in topics if value_of(state.answers, topic) is None]
        words = memo_words()
        told = [
            words["unanswered_fact"].format(label=self._questions.label(topic), why=_unanswered(topic, state))
            for topic in missing
        ]
        fields = self._judge.engine.fields
        labels = {fields[key].label: None for one in shown for key in (*one.missing, *one.amount_missing)}
        named = {self._questions.label(topic) for topic in missing}
        return [*told, *(label for label in labels if label not in named)]

    @staticmethod
    def _papers(shown: Sequence[Verdict]) -> list[str]:
        """What to prepare for the frames told, each with the programmes that ask for it."""
        needed: dict[str, list[str]] = {}
        for verdict in shown:
            for item in verdict.programme.preparation:
                names = needed.setdefault(item.text, [])
                if (item.frames is None or verdict.frame.id in item.frames) and verdict.programme.name not in names:
                    names.append(verdict.programme.name)
        asked = [(text, names) for text, names in needed.items() if names]
        most_wanted = sorted(asked, key=lambda pair: -len(pair[1]))[:MOST_PAPERS]
        form = memo_words()["papers_of"]
        return [form.format(text=text, name="・".join(names)) for text, names in most_wanted]

    def _office_lines(self, state: State, assessment: Assessment) -> list[str]:
        words = memo_words()
        rows = self._offices.rows(state, assessment)[:MOST_OFFICES]
        lines = [
            words["office"].format(
                name=row["name"],
                support=DATED.sub("", row["support"]) if self._judges_another_day(state) else row["support"],
                reach=_reach(row),
                age=words["age" if row["checked"] else "age_unchecked"].format(as_of=row["as_of"]),
            )
            for row in rows
        ]
        local = any(row["prefecture"] for row in rows)
        return lines if local else [*lines, words["national"]]


def _list(name: str, items: Sequence[str], style: str = PLAIN, empty: str | None = None) -> dict[str, Any]:
    words = memo_words()
    if not items and empty is not None:
        return {"heading": words[name], "items": [words[empty]], "style": PLAIN}
    return {"heading": words[name], "items": list(items), "style": style}


def _does_not_apply(topic: str, state: State) -> bool:
    return topic == "capital_yen" and state.answers.get("legal_form") == SOLE_PROPRIETOR


def _unanswered(topic: str, state: State) -> str:
    text: str = memo_words()["unanswered"][state.unanswered.get(topic, OPEN)]
    return text


def _reach(row: dict[str, Any]) -> str:
    words = memo_words()
    phone = words["office_phone"].format(phone=row["phone"]) if row["phone"] else words["no_phone"]
    return f"{row['url']} {phone}" if row["url"] else phone
