"""The catalogue's routes behind the staff's login. Files are read in a worker thread, so that no visitor waits."""

from __future__ import annotations

import asyncio
import datetime as dt

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.keeping import preview
from bot.keeping.overview import gather
from bot.keeping.pages import ADDRESS, back_link, broken_page, catalogue_page
from bot.keeping.words import words
from bot.reports.page import plain_page
from bot.reports.routes import page
from bot.staff.door import Door
from bot.staff.routes import FORMS, guarded
from subsidy import CatalogError, Engine, ProfileError, load_catalog

JAPAN = dt.timezone(dt.timedelta(hours=9))


def add_keeping(app: Sanic, door: Door) -> None:
    """Add the routes."""

    async def show(_request: Request, _token: str) -> HTTPResponse:
        return await asyncio.to_thread(_catalogue)

    async def show_frame(_request: Request, _token: str, frame_id: str) -> HTTPResponse:
        return await asyncio.to_thread(_preview, frame_id)

    app.add_route(guarded(door, show), ADDRESS, methods=["GET"], name="staff_catalog")
    app.add_route(guarded(door, show_frame), f"{ADDRESS}/<frame_id:str>", methods=["GET"], name="staff_preview")


def _now() -> dt.datetime:
    return dt.datetime.now(JAPAN).replace(tzinfo=None)


def _catalogue() -> HTTPResponse:
    try:
        return page(catalogue_page(gather(_now())), 200, FORMS)
    except CatalogError as error:
        return page(broken_page(map(str, error.problems)), 500, FORMS)


def _preview(frame_id: str) -> HTTPResponse:
    try:
        messages = preview.messages_of(Engine(load_catalog()), frame_id, {}, _now())
    except CatalogError as error:
        return page(broken_page(map(str, error.problems)), 500, FORMS)
    except ProfileError:
        return page(plain_page(words()["title"], words()["missing"]), 404, FORMS)
    title = words()["preview_title"].format(name=frame_id)
    return page(preview.as_page(title, preview.facts_line({}), messages, back_link()), 200, FORMS)
