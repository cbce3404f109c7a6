"""``python -m bot.stats``: how far visitors came, as text or as JSON."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import datetime as dt
import json
import sys

from bot.stats.names import names_of_catalogue
from bot.stats.report import days_back, report_of
from bot.stats.store import JAPAN, Count, StatsStore
from bot.stats.text import as_text
from bot.stats.words import words


def main(arguments: list[str] | None = None) -> int:
    """Print the funnel of a period."""
    given = _parser().parse_args(arguments)
    until = given.until or dt.datetime.now(JAPAN).date()
    since = days_back(until, given.days)
    counts = [one for one in _counts(since, until) if given.channel in (None, one.channel)]
    report = report_of(counts)
    if given.json:
        print(json.dumps(dataclasses.asdict(report), ensure_ascii=False, indent=1))
        return 0
    lead = words()["lead"].format(since=since.isoformat(), until=until.isoformat())
    print(as_text(report, lead, names_of_catalogue()))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.stats", description=__doc__)
    parser.add_argument("--days", type=_positive, default=30, help="length of the period (default: 30)")
    parser.add_argument("--until", type=dt.date.fromisoformat, metavar="DATE", help="its last day (default: today)")
    parser.add_argument("--channel", choices=("web", "line", "slack"), help="one channel only")
    parser.add_argument("--json", action="store_true", help="JSON instead of text")
    return parser


def _positive(text: str) -> int:
    days = int(text)
    if not 0 < days <= 3660:
        raise argparse.ArgumentTypeError(text)
    return days


def _counts(since: dt.date, until: dt.date) -> list[Count]:
    from bot.stores.conversations import open_store

    async def run() -> list[Count]:
        conversations = open_store()
        try:
            return await StatsStore(conversations.database).counts(since, until)
        finally:
            await conversations.close()

    return asyncio.run(run())


if __name__ == "__main__":
    sys.exit(main())
