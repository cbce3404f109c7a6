"""The review queue's routes behind the staff's login."""

from __future__ import annotations

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.learning.hook import is_on
from bot.learning.pages import ADDRESS, PREFIX, queue_page
from bot.learning.store import IGNORED, ReviewStore
from bot.learning.table import as_csv
from bot.learning.words import words
from bot.reports.routes import PRIVATE, page
from bot.staff.door import Door
from bot.staff.routes import FORMS, guarded

CSV = "text/csv; charset=utf-8"
ATTACHED = {"Content-Disposition": 'attachment; filename="utterances.csv"'}


def add_learning(app: Sanic, door: Door, store: ReviewStore) -> None:
    """Add the routes."""

    async def show(request: Request, token: str) -> HTTPResponse:
        waiting, labelled = await store.waiting(), await store.labelled()
        saved = request.args.get("said") == "saved"
        return page(queue_page(waiting, len(labelled), token, is_on(), saved), 200, FORMS)

    async def label(request: Request, _token: str) -> HTTPResponse:
        await store.label(_labels(request))
        return page("", 303, {**FORMS, "Location": f"{ADDRESS}?said=saved"})

    async def table(_request: Request, _token: str) -> HTTPResponse:
        content = as_csv(await store.waiting()).encode("utf-8")
        return raw(content, headers={**PRIVATE, **ATTACHED}, content_type=CSV)

    for name, method, path, handler in (
        ("learning", "GET", "", show),
        ("label", "POST", "", label),
        ("table", "GET", "/table", table),
    ):
        app.add_route(guarded(door, handler), ADDRESS + path, methods=[method], name=f"staff_{name}")


def _labels(request: Request) -> list[tuple[str, str | None]]:
    """The ids and acts that were chosen; what is no act is left out."""
    known = {*words()["acts"], IGNORED}
    given = {name: values[-1] for name, values in (request.form or {}).items() if values}
    return [(name[len(PREFIX) :], act) for name, act in given.items() if name.startswith(PREFIX) and act in known]
