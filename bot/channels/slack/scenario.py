"""``/hojo scenario NUMBER``: a company of the scenario sheets and what the rules say of it, for practice and checks."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

from bot.channels.slack.blocks import context, header, sections
from bot.channels.slack.memo import lines_of
from bot.channels.slack.text import mrkdwn
from bot.channels.slack.words import words
from bot.stores.records import Json
from subsidy import Engine, load_catalog
from subsidy.assessment import Verdict
from subsidy.render import render_verdict
from subsidy.scenario import Scenario, differences, read_scenarios
from subsidy.wording import format_date, format_value

SHEETS = Path(__file__).resolve().parents[3] / "data" / "scenarios"


def scenario(number: str) -> list[Json]:
    """The blocks that answer: the company of the row with that number, or which rows there are.

    The sheets and the catalogue are read at the first use, which takes about a second.
    """
    rows = _rows()
    found = rows.get(number)
    verdict = found and _engine().assess_frame(found.profile, found.at, found.frame)
    if found is None or verdict is None:
        text = words()["scenario"]
        lines = [text["unknown"].format(number=number)] if number else []
        return list(sections("\n".join([*lines, text["intro"], *_sheets(rows)])))
    return _told(found, verdict)


def _told(row: Scenario, verdict: Verdict) -> list[Json]:
    text = words()["scenario"]
    agrees = not differences(row, _engine())
    return [
        header(text["title"].format(number=row.number)),
        *sections("\n".join([text["purpose"].format(purpose=row.purpose), *_facts(row)])),
        *sections("\n".join([text["status"][verdict.status.word], *lines_of(_item(verdict), whole=True)])),
        *context([mrkdwn(text["agrees" if agrees else "differs"].format(on=format_date(row.at.date())))]),
    ]


def _facts(row: Scenario) -> Iterator[str]:
    catalog = _engine().catalog
    for field in catalog.fields:
        if field.key in row.profile.values:
            value = format_value(field, row.profile.values[field.key], catalog.wording)
            yield words()["scenario"]["fact"].format(label=field.label, value=value)


def _item(verdict: Verdict) -> Json:
    """The verdict as an item of the recommendations."""
    programme = verdict.programme
    return {
        **render_verdict(verdict),
        "name": programme.name,
        "frame": verdict.frame.name,
        "checked_on": programme.checked_on.isoformat(),
    }


def _sheets(rows: dict[str, Scenario]) -> Iterator[str]:
    numbers: dict[str, list[str]] = {}
    for number in rows:
        numbers.setdefault(number.rpartition("-")[0], []).append(number)
    for found in numbers.values():
        yield words()["scenario"]["sheet"].format(first=found[0], last=found[-1])


@functools.cache
def _rows() -> dict[str, Scenario]:
    fields = _engine().catalog.fields
    return {row.number: row for path in sorted(SHEETS.glob("*.csv")) for row in read_scenarios(path, fields)}


@functools.cache
def _engine() -> Engine:
    return Engine(load_catalog())
