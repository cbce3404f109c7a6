"""``GET /memo/TOKEN`` as a page, ``.pdf`` and ``.md``; everything that cannot be opened looks the same.

``.ics`` is the calendar file of a list of steps, which is kept like a memo and opens in no other form.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from urllib.parse import quote

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.channels.rate_limit import RateLimit
from bot.reports.desk import CALENDAR, CALENDAR_ENDING, PATH
from bot.reports.links import LinkSigner
from bot.reports.page import memo_page, plain_page, policy
from bot.reports.pdf import PdfMaker
from bot.reports.store import ReportStore
from bot.reports.text import MARKDOWN, as_text
from bot.reports.words import words
from bot.stores.records import Json

logger = logging.getLogger(__name__)

HTML = "text/html; charset=utf-8"
PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ENDINGS = (".pdf", ".md", CALENDAR_ENDING)


class Memos:
    """Opens memos by their links."""

    def __init__(self, store: ReportStore, signer: LinkSigner, pdf: PdfMaker, limit: RateLimit | None) -> None:
        self._store = store
        self._signer = signer
        self._pdf = pdf
        self._limit = limit

    async def open(self, name: str, address: str) -> HTTPResponse:
        """The memo behind the last part of a link, in the form that its ending names; ``address`` is the visitor's."""
        wait_s = self._limit.take(address) if self._limit else 0
        if wait_s:
            return _said("busy", 429, {"Retry-After": str(wait_s)})
        ending = next((one for one in ENDINGS if name.endswith(one)), "")
        token = name[: len(name) - len(ending)]
        report_id = self._signer.report(token)
        try:
            memo = None if report_id is None else await self._store.memo(report_id)
            if memo is None or (CALENDAR in memo) != (ending == CALENDAR_ENDING):
                return _said("gone", 404)
            return await self._drawn(memo, token, ending)
        except Exception as error:
            logger.error("A memo could not be drawn: %s", type(error).__name__)
            return _said("busy", 503)

    async def _drawn(self, memo: Json, token: str, ending: str) -> HTTPResponse:
        if ending == ".pdf":
            return _file(await self._pdf.make(memo), "application/pdf", ending, "inline")
        if ending == CALENDAR_ENDING:
            return _file(memo[CALENDAR].encode("utf-8"), "text/calendar; charset=utf-8", ending, "attachment")
        if ending == ".md":
            return _file(as_text(memo, MARKDOWN).encode("utf-8"), "text/markdown; charset=utf-8", ending, "attachment")
        files = {words()["pdf"]: f"{token}.pdf", words()["markdown"]: f"{token}.md"}
        return page(memo_page(memo, files))


def add_memos(app: Sanic, memos: Memos) -> None:
    """Add the route."""

    async def serve(request: Request, name: str) -> HTTPResponse:
        return await memos.open(name, request.remote_addr or request.ip)

    app.add_route(serve, f"{PATH}/<name:str>", methods=["GET", "HEAD"], name="memo")


def page(html: str, status: int = 200, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    """A page that nobody may keep, find or frame."""
    return HTTPResponse(html, status, {**PRIVATE, "Content-Security-Policy": policy(), **(headers or {})}, HTML)


def _said(name: str, status: int, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    return page(plain_page(words()[f"{name}_title"], words()[name]), status, headers)


def _file(content: bytes, kind: str, ending: str, disposition: str) -> HTTPResponse:
    name = quote(words()["calendar_file" if ending == CALENDAR_ENDING else "file"] + ending)
    headers = {**PRIVATE, "Content-Disposition": f'{disposition}; filename="{name}"'}
    return raw(content, headers=headers, content_type=kind)
