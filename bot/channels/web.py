"""The web channel: JSON over HTTP."""

from __future__ import annotations

import json
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.channels.errors import ChannelError
from bot.channels.gate import Gate
from bot.channels.inbound import read_said
from bot.channels.session_token import TokenSigner, load_secret, new_conversation_id
from bot.channels.turns import DEADLINE_S, TurnRunner
from bot.privacy.export import export
from bot.stores.conversations import open_store
from bot.stores.locks import redis_address
from bot.stores.paths import data_folder
from bot.stores.records import Entry, UnknownConversation

logger = logging.getLogger(__name__)

RATE_VARIABLE = "RATE_LIMIT"
PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
BEARER = re.compile(r"Bearer +(\S+) *", re.IGNORECASE)
RECEIPT = "Erasure-Receipt"
EXPORT_NAME = "hojo-navi.json"
MESSAGE_ID = re.compile(r"m(\d{1,9})", re.ASCII)
Handler = Callable[[Request], Awaitable[HTTPResponse]]
JAPAN = timezone(timedelta(hours=9))


class WebInput(InputChannel):
    """Sessions, messages and history under ``/webhooks/web``."""

    def __init__(self, deadline_s: float = DEADLINE_S) -> None:
        self._store = open_store()
        secret = load_secret(data_folder())
        self._signer = TokenSigner(secret)
        self._deadline_s = deadline_s
        self._gate = Gate(os.environ.get(RATE_VARIABLE, "").lower() != "off", redis_address(), secret)
        self.runner: TurnRunner | None = None

    @classmethod
    def name(cls) -> str:
        """The channel's name, also in its addresses."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        """The channel with the settings of ``credentials.yml``."""
        return cls(**(credentials or {}))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's routes."""
        self.runner = TurnRunner(self._store, on_new_message, self.name(), self._deadline_s)
        blueprint = Blueprint("web_channel")
        for method, path, handler in (
            ("POST", "/session", self._open),
            ("DELETE", "/session", self._erase),
            ("POST", "/messages", self._answer),
            ("GET", "/history", self._history),
            ("GET", "/export", self._export),
        ):
            blueprint.add_route(_function(handler), path, methods=[method], name=f"{method}_{path[1:]}")
        blueprint.exception(ChannelError)(_refuse)
        blueprint.listener("before_server_stop")(lambda *_: self._turns().drain())
        return blueprint

    async def _open(self, request: Request) -> HTTPResponse:
        await self._gate.open_session(_address(request))
        conversation_id = new_conversation_id()
        await _stored(self._store.create(conversation_id, self.name()))
        body = {"token": self._signer.issue(conversation_id), "expires_in": self._signer.lifetime_s}
        return _json(body, 201)

    async def _answer(self, request: Request) -> HTTPResponse:
        await self._gate.address(_address(request))
        conversation_id = self._conversation(request)
        await self._gate.message(conversation_id)
        said = read_said(request.body)
        messages = await self._turns().answer(conversation_id, said)
        return _json({"messages": messages})

    async def _history(self, request: Request) -> HTTPResponse:
        await self._gate.address(_address(request))
        conversation_id = self._conversation(request)
        await self._gate.read(conversation_id)
        entries = await _stored(self._store.history(conversation_id, _after(request)))
        return _json({"messages": [_entry(entry) for entry in entries]})

    async def _erase(self, request: Request) -> HTTPResponse:
        await self._gate.address(_address(request))
        receipt = await _stored(self._turns().erase(self._conversation(request)))
        return empty(headers={**PRIVATE, RECEIPT: receipt})

    async def _export(self, request: Request) -> HTTPResponse:
        await self._gate.address(_address(request))
        conversation_id = self._conversation(request)
        await self._gate.read(conversation_id)
        content = await _stored(export(self._store, conversation_id, time.time()))
        return _json(content, headers={"Content-Disposition": f'attachment; filename="{EXPORT_NAME}"'})

    def _turns(self) -> TurnRunner:
        if self.runner is None:
            raise ChannelError("unavailable")
        return self.runner

    def _conversation(self, request: Request) -> str:
        match = BEARER.fullmatch(request.headers.get("authorization", ""))
        conversation_id = self._signer.conversation(match[1]) if match else None
        if conversation_id is None:
            raise ChannelError("unauthorized")
        return conversation_id


def _function(handler: Handler) -> Handler:
    """A plain function: Sanic sets attributes on handlers, which methods do not take."""

    async def handle(request: Request) -> HTTPResponse:
        return await handler(request)

    return handle


async def _stored(work: Awaitable[Any]) -> Any:
    try:
        return await work
    except UnknownConversation:
        raise ChannelError("unauthorized") from None
    except Exception as error:
        logger.error("The store failed: %s", type(error).__name__)
        raise ChannelError("unavailable", retry_after=3) from None


def _refuse(_request: Request, error: ChannelError) -> HTTPResponse:
    return _json(error.body(), error.status, error.headers())


def _json(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> HTTPResponse:
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return HTTPResponse(body, status, {**PRIVATE, **(headers or {})}, "application/json; charset=utf-8")


def _address(request: Request) -> str:
    return request.remote_addr or request.ip


def _after(request: Request) -> int:
    after = request.args.get("after")
    if after is None:
        return 0
    match = MESSAGE_ID.fullmatch(after)
    if match is None:
        raise ChannelError("malformed")
    return int(match[1])


def _entry(entry: Entry) -> dict[str, Any]:
    at = datetime.fromtimestamp(entry.at, JAPAN).isoformat(timespec="milliseconds")
    return {"id": f"m{entry.number}", "at": at, "from": entry.sender, "message": entry.message}
