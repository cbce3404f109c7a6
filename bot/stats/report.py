"""The funnel from the counts: pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.stats import steps as s
from bot.stats.store import BUCKETS, MINUTES, SECONDS, Count

# In this order one comes after the other; the others may come at any time.
WAY = (s.GREETING, s.CONSENT, s.SUMMARY, s.VERDICT)
BESIDE = (s.MEMO, s.HANDOFF, s.CHECKLIST, s.CHECKLIST_RESULT)
STATUSES = ("eligible", "undetermined", "ineligible")


@dataclass(frozen=True)
class Step:
    """How many conversations came to a step, and how many left since the one before it."""

    name: str
    reached: int
    left: int


@dataclass(frozen=True)
class Question:
    """A topic: in how many conversations it was asked, answered, and left open; ``dropped`` ended with it."""

    topic: str
    asked: int
    answered: int
    left_open: int
    dropped: int


@dataclass(frozen=True)
class Report:
    """The funnel of a period. Shares are of the typed turns; times are seconds."""

    way: tuple[Step, ...]
    beside: tuple[Step, ...]
    questions: tuple[Question, ...]
    typed: int
    pressed: int
    outcomes: dict[str, int]
    verdict_seconds: int
    buckets: dict[str, int]
    frames: dict[str, dict[str, int]]
    days: dict[str, tuple[int, int]]

    @property
    def mean_minutes(self) -> float:
        """The mean time to the first verdict."""
        verdicts = sum(self.buckets.values())
        return self.verdict_seconds / verdicts / 60 if verdicts else 0.0

    def share(self, outcome: str) -> float:
        """The share of typed turns that had an outcome."""
        return self.outcomes[outcome] / self.typed if self.typed else 0.0


def report_of(counts: Iterable[Count]) -> Report:
    """The funnel in counts of one or more days and channels."""
    total: Counter[str] = Counter()
    by_day: dict[str, Counter[str]] = {}
    for one in counts:
        total[one.name] += one.times
        by_day.setdefault(one.day, Counter())[one.name] += one.times
    buckets = {str(most): total[f"{MINUTES}:{most}"] for most in (*BUCKETS, "more")}
    return Report(
        way=_way(total),
        beside=tuple(Step(name, total[name], 0) for name in BESIDE),
        questions=_questions(total),
        typed=total[s.TYPED],
        pressed=total[s.PRESSED],
        outcomes={name: total[name] for name in s.OUTCOMES},
        verdict_seconds=total[SECONDS],
        buckets=buckets,
        frames=_frames(total),
        days={day: (found[s.GREETING], found[s.VERDICT]) for day, found in sorted(by_day.items())},
    )


def days_back(until: dt.date, days: int) -> dt.date:
    """The first of so many days that end with ``until``."""
    return until - dt.timedelta(days=days - 1)


def _way(total: Counter[str]) -> tuple[Step, ...]:
    found, before = [], total[WAY[0]]
    for name in WAY:
        # Somebody in a hurry skips the summary: whoever came further has come here as well.
        reached = max(total[later] for later in WAY[WAY.index(name) :])
        found.append(Step(name, reached, max(before - reached, 0)))
        before = reached
    return tuple(found)


def _questions(total: Counter[str]) -> tuple[Question, ...]:
    topics = {name.partition(":")[2] for name in total if name.startswith(f"{s.ASKED}:")}
    found = []
    for topic in topics:
        asked, answered, left = (total[f"{part}:{topic}"] for part in (s.ASKED, s.ANSWERED, s.LEFT_OPEN))
        found.append(Question(topic, asked, answered, left, max(asked - answered - left, 0)))
    return tuple(sorted(found, key=lambda one: (-one.asked, one.topic)))


def _frames(total: Counter[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for name, count in total.items():
        kind, _, rest = name.partition(":")
        frame, _, status = rest.rpartition(":")
        if kind == s.FRAME and status in STATUSES:
            found.setdefault(frame, dict.fromkeys(STATUSES, 0))[status] += count
    return dict(sorted(found.items(), key=lambda item: (-item[1]["eligible"], item[0])))
