"""The funnel as lines of text, which the page shows as well."""

from __future__ import annotations

from collections.abc import Mapping

from bot.stats import steps as s
from bot.stats.report import STATUSES, Report
from bot.stats.words import words

Names = Mapping[str, str]


def as_text(report: Report, lead: str, names: Names) -> str:
    """The whole funnel; ``names`` has what frames and fields are called."""
    text = words()
    if not report.way[0].reached:
        return f"{text['title']}\n{lead}\n{text['none']}"
    lines = [text["title"], lead, "", f"■ {text['steps_title']}"]
    lines += [f"  {step_line(step.name, step.reached, step.left)}" for step in (*report.way, *report.beside)]
    lines += ["", f"■ {text['turns_title']}", f"  {turns_line(report)}"]
    lines += ["", f"■ {text['time_title']}", f"  {time_line(report)}"]
    lines += [f"  {text['buckets'][name]}: {count}" for name, count in report.buckets.items()]
    lines += ["", f"■ {text['questions_title']}", "  " + " / ".join(text["question_columns"].values())]
    lines += ["  " + " / ".join(row) for row in question_rows(report, names)]
    lines += ["", f"■ {text['verdicts_title']}", "  " + " / ".join(text["verdict_columns"].values())]
    lines += ["  " + " / ".join(row) for row in frame_rows(report, names)]
    return "\n".join(lines)


def step_line(name: str, reached: int, left: int) -> str:
    """A step of the way."""
    behind = words()["left"].format(count=left) if left else ""
    return f"{words()['steps'][name]}: {reached}{behind}"


def turns_line(report: Report) -> str:
    """How typed turns were understood."""
    shares = {f"{name}_share": f"{report.share(name):.1%}" for name in s.OUTCOMES}
    line: str = words()["typed"].format(typed=report.typed, pressed=report.pressed, **report.outcomes, **shares)
    return line


def time_line(report: Report) -> str:
    """How long the way to the verdict took."""
    line: str = words()["time"].format(verdicts=sum(report.buckets.values()), mean=f"{report.mean_minutes:.1f}")
    return line


def question_rows(report: Report, names: Names) -> list[list[str]]:
    """The table of questions."""
    topics: dict[str, str] = words()["topics"]
    return [
        [
            topics.get(one.topic) or names.get(one.topic, one.topic),
            *map(str, (one.asked, one.answered, one.left_open, one.dropped)),
        ]
        for one in report.questions
    ]


def frame_rows(report: Report, names: Names) -> list[list[str]]:
    """The table of verdicts."""
    return [
        [names.get(frame, frame), *(str(counts[status]) for status in STATUSES)]
        for frame, counts in report.frames.items()
    ]
