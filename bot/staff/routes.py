"""The staff's routes under ``/staff``: only the login can be opened without one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.reports.page import policy
from bot.reports.routes import page
from bot.staff.door import Door, carries, field, is_own_form
from bot.staff.pages import PATH, case_page, list_page, login_page, refusal_page
from bot.staff.replies import Replies, Undeliverable, read_reply
from bot.staff.store import STATES, Case, CaseStore
from bot.stores.conversations import ConversationStore
from bot.stores.records import UnknownConversation

logger = logging.getLogger(__name__)

FORMS = {"Content-Security-Policy": policy("'self'")}
SAYINGS = ("sent", "changed", "blank", "undelivered")
Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]


class Office:
    """Answers requests of staff. ``token`` is what this login's forms carry."""

    def __init__(self, door: Door, cases: CaseStore, conversations: ConversationStore, replies: Replies) -> None:
        self.door = door
        self._cases = cases
        self._conversations = conversations
        self._replies = replies

    async def log_in(self, request: Request) -> HTTPResponse:
        """The login: its page, or a try at the password."""
        if request.method != "POST":
            return _page(login_page())
        if not is_own_form(request):
            return _page(refusal_page("refused"), 403)
        wait_s = self.door.wait_s(request)
        if wait_s:
            return _page(login_page("wait"), 429, {"Retry-After": str(wait_s)})
        key = await self.door.enter(field(request, "password"))
        if key is None:
            return _page(login_page("wrong"), 403)
        return _go(PATH, {"Set-Cookie": self.door.cookie(request, key)})

    async def log_out(self, request: Request, _token: str) -> HTTPResponse:
        """The end of a login."""
        await self.door.leave(request)
        return _go(f"{PATH}/login", {"Set-Cookie": self.door.cookie(request, "")})

    async def inbox(self, _request: Request, token: str) -> HTTPResponse:
        """Every case."""
        return _page(list_page(await self._cases.cases(), token))

    async def show(self, request: Request, token: str, case_id: str) -> HTTPResponse:
        """One case."""
        case = await self._cases.case(case_id)
        if case is None:
            return _missing()
        logger.info("Staff looked at case %s", case.number)
        said = request.args.get("said")
        return await self._drawn(case, token, said if said in SAYINGS else None)

    async def reply(self, request: Request, token: str, case_id: str) -> HTTPResponse:
        """A reply to the visitor."""
        case = await self._cases.case(case_id)
        if case is None:
            return _missing()
        text = read_reply(field(request, "text"))
        if text is None:
            return await self._drawn(case, token, "blank", 400)
        try:
            await self._replies.send(case, text)
        except UnknownConversation:
            return _missing()
        except Undeliverable:
            return await self._drawn(case, token, "undelivered", 503)
        return _go(f"{PATH}/cases/{case.id}?said=sent")

    async def change(self, request: Request, _token: str, case_id: str) -> HTTPResponse:
        """Another status."""
        case, status = await self._cases.case(case_id), field(request, "status")
        if case is None or status not in STATES:
            return _missing()
        await self._cases.set_status(case.id, status)
        return _go(f"{PATH}/cases/{case.id}?said=changed")

    async def _drawn(self, case: Case, token: str, said: str | None, status: int = 200) -> HTTPResponse:
        try:
            history = await self._conversations.history(case.conversation_id)
        except UnknownConversation:
            return _missing()
        return _page(case_page(case, history, token, said), status)


def add_staff(app: Sanic, office: Office) -> None:
    """Add the routes."""
    for name, method, path, handler in (
        ("inbox", "GET", "", office.inbox),
        ("case", "GET", "/cases/<case_id:str>", office.show),
        ("reply", "POST", "/cases/<case_id:str>/reply", office.reply),
        ("status", "POST", "/cases/<case_id:str>/status", office.change),
        ("logout", "POST", "/logout", office.log_out),
    ):
        app.add_route(guarded(office.door, handler), PATH + path, methods=[method], name=f"staff_{name}")

    async def log_in(request: Request) -> HTTPResponse:
        return await office.log_in(request)

    app.add_route(log_in, f"{PATH}/login", methods=["GET", "POST"], name="staff_login")


def guarded(door: Door, handler: Handler) -> Handler:
    """The handler for those who are logged in; of forms only those that come from their own pages."""

    async def handle(request: Request, **parts: str) -> HTTPResponse:
        token = await door.form_token(request)
        if token is None:
            return _go(f"{PATH}/login")
        if request.method == "POST" and not (is_own_form(request) and carries(request, token)):
            return _page(refusal_page("refused"), 403)
        return await handler(request, token, **parts)

    return handle


def _page(html: str, status: int = 200, headers: dict[str, str] | None = None) -> HTTPResponse:
    return page(html, status, {**FORMS, **(headers or {})})


def _missing() -> HTTPResponse:
    return _page(refusal_page("missing"), 404)


def _go(address: str, headers: dict[str, str] | None = None) -> HTTPResponse:
    return page("", 303, {**FORMS, "Location": address, **(headers or {})})
