"""The Slack channel: one address for events, interactions and slash commands."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sqlite3
import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.delivery.courier import Courier
from bot.channels.delivery.keys import Keys
from bot.channels.session_token import load_secret
from bot.channels.slack import limits
from bot.channels.slack.api import SlackApi
from bot.channels.slack.blocks import sections, size
from bot.channels.slack.case import Cases
from bot.channels.slack.commands import Commands
from bot.channels.slack.inbound import Place, Unreadable, event_of, press_of, read_body
from bot.channels.slack.signature import is_signed
from bot.channels.slack.vendor import NAME, SlackVendor
from bot.channels.slack.words import words
from bot.channels.turns import DEADLINE_S
from bot.stores.delivery import open_delivery_store
from bot.stores.letters import Inbound
from bot.stores.paths import data_folder
from bot.stores.records import Json

logger = logging.getLogger(__name__)

SECRET_VARIABLE = "SLACK_SIGNING_SECRET"
TOKEN_VARIABLE = "SLACK_BOT_TOKEN"
URL_VARIABLE = "SLACK_API_URL"
# Slack waits three seconds for the answer to a command.
COMMAND_DEADLINE_S = 2.5
# How long such an answer may be is not documented; answers of 13,000 characters were taken.
COMMAND_BYTES = 39_000
RETRY_REASONS = frozenset(
    ("http_timeout", "http_error", "too_many_redirects", "connection_failed", "ssl_error", "unknown_error")
)


class SlackInput(InputChannel):
    """``POST /webhooks/slack/webhook``, where the environment holds the app's secret and token; else nothing."""

    def __init__(self, deadline_s: float = DEADLINE_S) -> None:
        self._deadline_s = deadline_s
        self._secret = os.environ.get(SECRET_VARIABLE, "").strip()
        self._token = os.environ.get(TOKEN_VARIABLE, "").strip()

    @classmethod
    def name(cls) -> str:
        """The channel's name, also in its address."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SlackInput:
        """The channel with the settings of ``credentials.yml``; secrets come from the environment."""
        return cls(**(credentials or {}))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's route; none where the channel is off."""
        blueprint = Blueprint("slack_channel")
        names = {SECRET_VARIABLE: self._secret, TOKEN_VARIABLE: self._token}
        missing = [name for name, value in names.items() if not value]
        if missing:
            # One of the two alone is a slip.
            level = logging.INFO if len(missing) == len(names) else logging.WARNING
            logger.log(level, "Slack is off: %s not set", " and ".join(missing))
            return blueprint
        desk = Desk(self._secret, self._token, on_new_message, self._deadline_s)
        self.courier = desk.courier

        async def receive(request: Request) -> HTTPResponse:
            return await desk.receive(request)

        blueprint.add_route(receive, "/webhook", methods=["POST"], name="receive")
        blueprint.listener("after_server_start")(lambda *_: desk.courier.start())
        blueprint.listener("before_server_stop")(lambda *_: desk.close())
        logger.info("Slack is on")
        return blueprint


class Desk:
    """Takes Slack's requests: checks where they come from, stores what was said, and answers at once."""

    def __init__(
        self, secret: str, token: str, handle: Callable[[UserMessage], Awaitable[Any]], deadline_s: float
    ) -> None:
        own_secret = load_secret(data_folder())
        store = open_delivery_store(own_secret)
        self._secret = secret
        self._keys = Keys(own_secret, NAME)
        self._api = SlackApi(token, os.environ.get(URL_VARIABLE))
        self._commands = Commands(Cases(store, handle, NAME), self._keys)
        self.courier = Courier(SlackVendor(self._api, self._keys, self._commands), store, handle, deadline_s)

    async def close(self) -> None:
        """Finish what is under way."""
        await self.courier.stop()
        await self._api.close()

    async def receive(self, request: Request) -> HTTPResponse:
        """Answer one request of Slack: 401 unless Slack signed it, 400 where it cannot be read."""
        stamps = request.headers.getall("x-slack-request-timestamp", [])
        signatures = request.headers.getall("x-slack-signature", [])
        if not is_signed(self._secret, stamps, signatures, request.body, time.time()):
            return _bare(401)
        _note_retry(request)
        try:
            kind, content = read_body(request.headers.get("content-type", ""), request.body)
        except Unreadable:
            return _bare(400)
        if kind == "command":
            return await self._command(content)
        if content.get("type") == "url_verification":
            return _json({"challenge": str(content.get("challenge", ""))})
        return await self._store(kind, content)

    async def _store(self, kind: str, content: Json) -> HTTPResponse:
        try:
            event = self._read(kind, content)
        except Unreadable:
            logger.error("Something from Slack could not be read and was left out")
            event = None
        try:
            await self.courier.accept([event] if event else [])
        except (sqlite3.Error, OSError) as error:
            logger.error("An event could not be stored: %s", type(error).__name__)
            return _bare(503)
        return _bare(200)

    def _read(self, kind: str, content: Json) -> Inbound | None:
        if kind == "interaction":
            return press_of(content, self._keys)
        return event_of(content, self._keys) if content.get("type") == "event_callback" else None

    async def _command(self, form: Json) -> HTTPResponse:
        if "ssl_check" in form:
            return _bare(200)
        place = Place(form.get("channel_id", ""))
        try:
            work = self._commands.run(form.get("text", ""), place, form.get("user_id", ""))
            blocks = await asyncio.wait_for(work, COMMAND_DEADLINE_S)
        except Exception as error:
            logger.error("A command failed: %s", type(error).__name__)
            blocks = list(sections(words()["memo"]["unavailable"]))
        return _json({"response_type": "ephemeral", "text": form.get("command", NAME), "blocks": _whole(blocks)})


def _whole(blocks: list[Json]) -> list[Json]:
    """Blocks for one message: a command's answer is one."""
    taken = 0
    for number, block in enumerate(blocks):
        taken += size(block)
        if taken > COMMAND_BYTES or number == limits.MESSAGE_BLOCKS - 1 < len(blocks) - 1:
            return [*blocks[:number], *sections(words()["memo"]["continued"])]
    return blocks


def _note_retry(request: Request) -> None:
    """Whatever the reason of a delivery that comes again: its event is known, or was not stored the first time."""
    if "x-slack-retry-num" in request.headers:
        given = request.headers.get("x-slack-retry-reason")
        # What stands in a header is not signed.
        reason = given if given in RETRY_REASONS else "not known"
        logger.info("Slack delivers again: %s", reason)


def _bare(status: int) -> HTTPResponse:
    return HTTPResponse("", status, None, "text/plain; charset=utf-8")


def _json(content: Json) -> HTTPResponse:
    return HTTPResponse(json.dumps(content, ensure_ascii=False), 200, None, "application/json; charset=utf-8")
