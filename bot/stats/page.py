"""The funnel as a page with plots: SVG without script or style, so that it needs no leave beyond that of every page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape

from bot.reports.page import frame
from bot.staff.pages import PATH
from bot.staff.words import words as staff_words
from bot.stats.report import Report, Step
from bot.stats.text import Names, frame_rows, question_rows, step_line, time_line, turns_line
from bot.stats.words import words

ADDRESS = f"{PATH}/stats"
PERIODS = (7, 30, 90, 365)
DARK, LIGHT, GROUND = "#1d4f7c", "#c8d3dd", "#f2f5f8"
BAR_WIDTH, BAR_HEIGHT, PLOT_HEIGHT = 560, 26, 120


def stats_page(report: Report, since: dt.date, until: dt.date, names: Names) -> str:
    """The page of a period."""
    text = words()
    links = "".join(f'<a href="{ADDRESS}?days={days}">{escape(text["periods"][str(days)])}</a>' for days in PERIODS)
    lead = text["lead"].format(since=since.isoformat(), until=until.isoformat())
    head = (
        f'<p><a href="{PATH}">{escape(staff_words()["back"])}</a></p><h1>{escape(text["title"])}</h1>'
        f"<p>{escape(lead)}</p><nav>{links}</nav>"
    )
    if not report.way[0].reached:
        return frame(text["title"], f"{head}<p>{escape(text['none'])}</p>")
    parts = [
        head,
        _heading("steps_title") + _bars([(step_line(*_values(step)), step.reached) for step in report.way]),
        f"<p>{escape(text['after'])}</p>"
        + _bars([(step_line(*_values(step)), step.reached) for step in report.beside]),
        _heading("days_title") + f"<p>{escape(text['days_note'])}</p>" + _days(report, since, until),
        _heading("turns_title") + f"<p>{escape(turns_line(report))}</p>",
        _heading("time_title") + f"<p>{escape(time_line(report))}</p>",
        _bars([(f"{text['buckets'][name]}: {count}", count) for name, count in report.buckets.items()]),
        _heading("questions_title") + f"<p>{escape(text['questions_note'])}</p>",
        _table(text["question_columns"].values(), question_rows(report, names)),
        _heading("verdicts_title") + _table(text["verdict_columns"].values(), frame_rows(report, names)),
    ]
    return frame(text["title"], "\n".join(parts))


def _values(step: Step) -> tuple[str, int, int]:
    return step.name, step.reached, step.left


def _heading(name: str) -> str:
    return f"<h2>{escape(words()[name])}</h2>"


def _bars(rows: Sequence[tuple[str, int]]) -> str:
    """A bar for each row, with its words above it."""
    most = max((count for _, count in rows), default=0) or 1
    drawn = []
    for place, (label, count) in enumerate(rows):
        top = place * BAR_HEIGHT * 2
        width = round(BAR_WIDTH * count / most)
        drawn.append(
            f'<text x="0" y="{top + 18}" font-size="15">{escape(label)}</text>'
            f'<rect x="0" y="{top + 24}" width="{BAR_WIDTH}" height="16" fill="{GROUND}"/>'
            f'<rect x="0" y="{top + 24}" width="{width}" height="16" fill="{DARK}"/>'
        )
    return _svg(BAR_WIDTH, len(rows) * BAR_HEIGHT * 2, "".join(drawn), "、".join(label for label, _ in rows))


def _days(report: Report, since: dt.date, until: dt.date) -> str:
    """A column for each day: conversations begun, and in dark those that came to a verdict."""
    days = [since + dt.timedelta(days=number) for number in range((until - since).days + 1)]
    found = [report.days.get(day.isoformat(), (0, 0)) for day in days]
    most = max((begun for begun, _ in found), default=0) or 1
    width = BAR_WIDTH / len(days)
    drawn = []
    for place, (begun, verdicts) in enumerate(found):
        for count, colour in ((begun, LIGHT), (min(verdicts, begun), DARK)):
            height = round(PLOT_HEIGHT * count / most, 1)
            drawn.append(
                f'<rect x="{place * width:.1f}" y="{PLOT_HEIGHT - height}" width="{max(width - 1, 0.5):.1f}" '
                f'height="{height}" fill="{colour}"/>'
            )
    ends = (
        f'<text x="0" y="{PLOT_HEIGHT + 18}" font-size="13">{days[0].isoformat()}</text>'
        f'<text x="{BAR_WIDTH}" y="{PLOT_HEIGHT + 18}" font-size="13" text-anchor="end">{days[-1].isoformat()}</text>'
    )
    told = "、".join(f"{day.isoformat()} {begun}" for day, (begun, _) in zip(days, found, strict=True) if begun)
    return _svg(BAR_WIDTH, PLOT_HEIGHT + 24, "".join(drawn) + ends, told)


def _svg(width: int, height: int, content: str, told: str) -> str:
    """A drawing, with what it shows in words for those who do not see it."""
    return (
        f'<svg viewBox="0 0 {width} {height}" width="100%" role="img" aria-label="{escape(told)}" '
        f'xmlns="http://www.w3.org/2000/svg">{content}</svg>'
    )


def _table(columns: Iterable[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
