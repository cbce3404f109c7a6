"""The LINE channel: ``POST /webhooks/line/webhook``."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.delivery.courier import Courier
from bot.channels.delivery.keys import Keys
from bot.channels.line.api import API_URL, LineApi
from bot.channels.line.events import Malformed, read_events
from bot.channels.line.signature import HEADER, is_signed
from bot.channels.line.vendor import LineVendor
from bot.channels.line.words import words
from bot.channels.session_token import load_secret
from bot.channels.turns import DEADLINE_S
from bot.stores.delivery import open_delivery_store
from bot.stores.paths import data_folder

logger = logging.getLogger(__name__)

SECRET_VARIABLE = "LINE_CHANNEL_SECRET"
TOKEN_VARIABLE = "LINE_CHANNEL_ACCESS_TOKEN"
URL_VARIABLE = "LINE_API_URL"


@dataclass(frozen=True)
class Settings:
    """What LINE's console shows of the channel, from the environment only."""

    secret: bytes
    token: str
    url: str


def settings() -> Settings | None:
    """The settings; None where the secret or the token is not set, so that the channel is off."""
    secret, token = os.environ.get(SECRET_VARIABLE, ""), os.environ.get(TOKEN_VARIABLE, "")
    if not secret or not token:
        return None
    return Settings(secret.encode("utf-8"), token, os.environ.get(URL_VARIABLE) or API_URL)


class LineInput(InputChannel):
    """The webhook; off without its secrets."""

    def __init__(self, deadline_s: float = DEADLINE_S) -> None:
        self._deadline_s = deadline_s
        self._settings = settings()

    @classmethod
    def name(cls) -> str:
        """The channel's name, also in its address."""
        return LineVendor.name

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> LineInput:
        """The channel with the settings of ``credentials.yml``, none of which is secret."""
        return cls(**(credentials or {}))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's route; none where it is off."""
        blueprint = Blueprint("line_channel")
        if self._settings is None:
            logger.info("The LINE channel is off: %s and %s are not set", SECRET_VARIABLE, TOKEN_VARIABLE)
            return blueprint
        installation = load_secret(data_folder())
        store, keys = open_delivery_store(installation), Keys(installation, self.name())
        api = LineApi(self._settings.token, self._settings.url)
        courier = Courier(LineVendor(store, keys, api, words()), store, on_new_message, self._deadline_s)
        self.courier = courier
        webhook = Webhook(self._settings.secret, keys, courier)

        @blueprint.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            status = await webhook.receive(request.body, request.headers.get(HEADER))
            return HTTPResponse(status=status, content_type="text/plain")

        _add_lifetime(blueprint, courier, api)
        return blueprint


@dataclass(frozen=True)
class Webhook:
    """What LINE calls: signature first, then the inbox, then 200; the answer is made afterwards."""

    secret: bytes
    keys: Keys
    courier: Courier

    async def receive(self, body: bytes, signature: str | None) -> int:
        """The HTTP status for a request."""
        if not is_signed(self.secret, body, signature):
            return 401
        try:
            await self.courier.accept(read_events(body, self.keys))
        except Malformed:
            return 400
        except (sqlite3.Error, OSError) as error:
            logger.error("Events of LINE could not be stored: %s", type(error).__name__)
            return 503
        return 200


def _add_lifetime(blueprint: Blueprint, courier: Courier, api: LineApi) -> None:
    @blueprint.listener("after_server_start")
    async def start(*_: Any) -> None:
        await courier.start()

    @blueprint.listener("before_server_stop")
    async def stop(*_: Any) -> None:
        await courier.stop()
        await api.close()
