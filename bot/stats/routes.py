"""The funnel's route behind the staff's login."""

from __future__ import annotations

import asyncio
import datetime as dt

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.reports.routes import page
from bot.staff.door import Door
from bot.staff.routes import FORMS, guarded
from bot.stats.names import names_of_catalogue
from bot.stats.page import ADDRESS, PERIODS, stats_page
from bot.stats.report import days_back, report_of
from bot.stats.store import JAPAN, StatsStore

USUAL = 30


def add_stats(app: Sanic, door: Door, store: StatsStore) -> None:
    """Add the route."""

    async def show(request: Request, _token: str) -> HTTPResponse:
        until = dt.datetime.now(JAPAN).date()
        since = days_back(until, _days(request))
        counts = await store.counts(since, until)
        names = await asyncio.to_thread(names_of_catalogue)
        return page(stats_page(report_of(counts), since, until, names), 200, FORMS)

    app.add_route(guarded(door, show), ADDRESS, methods=["GET"], name="staff_stats")


def _days(request: Request) -> int:
    given = request.args.get("days") or ""
    return int(given) if given in map(str, PERIODS) else USUAL
