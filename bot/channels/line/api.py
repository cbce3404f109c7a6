"""The calls to LINE's Messaging API, and what their answers mean for a parcel.

Sources: https://developers.line.biz/en/reference/messaging-api/#send-reply-message (a reply token serves once, and not
long), https://developers.line.biz/en/docs/messaging-api/retrying-api-request/ (X-Line-Retry-Key for push, 409 once it
was accepted, 400 on a reply), and
https://developers.line.biz/en/docs/messaging-api/use-loading-indicator/ .
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.channels.delivery.vendor import Delivered, Instead, Later, Outcome, Undeliverable
from bot.channels.line.render import plain
from bot.stores.letters import Parcel
from bot.stores.records import Json

logger = logging.getLogger(__name__)

API_URL = "https://api.line.me"
REPLY, PUSH, LOADING = "/v2/bot/message/reply", "/v2/bot/message/push", "/v2/bot/chat/loading/start"
TIMEOUT_S = 10.0
# How long a token is sure to be good, from the time of its event: a minute, less what clocks differ.
TOKEN_S = 50.0
LOADING_S = 20
# The free messages of the plan are used up: pushes have to wait, replies are free and need not.
NO_PUSHES_LEFT = "monthly limit"
NO_PUSHES_LEFT_WAIT_S = 3600.0


@dataclass(frozen=True)
class Reply:
    """What LINE answered."""

    status: int
    message: str
    retry_after: str | None


class LineApi:
    """A client with one channel access token."""

    def __init__(self, token: str, url: str = API_URL) -> None:
        self._headers = {"Authorization": f"Bearer {token}"}
        self._url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def send(self, parcel: Parcel) -> Outcome:
        """Try to send one parcel: as a reply while it has a token, else as a push."""
        try:
            if parcel.content.get("token"):
                return self._replied(parcel, await self._reply(parcel.content))
            return _pushed(parcel, await self._push(parcel))
        except aiohttp.ClientConnectorError:
            return Later()
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError):
            return Later(in_doubt=True)

    async def show_loading(self, user: str) -> None:
        """Show that an answer is being prepared."""
        await self._post(LOADING, {"chatId": user, "loadingSeconds": LOADING_S})

    async def _reply(self, content: Json) -> Reply:
        return await self._post(REPLY, {"replyToken": content["token"], "messages": content["messages"]})

    async def _push(self, parcel: Parcel) -> Reply:
        body = {"to": parcel.content["to"], "messages": parcel.content["messages"]}
        return await self._post(PUSH, body, {"X-Line-Retry-Key": parcel.key})

    async def _post(self, path: str, body: Json, headers: dict[str, str] | None = None) -> Reply:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S))
        all_headers = {**self._headers, **(headers or {})}
        async with self._session.post(self._url + path, json=body, headers=all_headers) as reply:
            return Reply(reply.status, _message(await reply.read()), reply.headers.get("Retry-After"))

    @staticmethod
    def _replied(parcel: Parcel, reply: Reply) -> Outcome:
        if reply.status == 400 and "reply token" in reply.message.lower():
            # The token was good a moment ago: it is gone because an earlier try went through after all.
            if parcel.in_doubt and time.time() < parcel.content["good_until"]:
                return Delivered()
            return Instead({key: value for key, value in parcel.content.items() if key != "token"})
        return _common(parcel, reply)


def _pushed(parcel: Parcel, reply: Reply) -> Outcome:
    return Delivered() if reply.status == 409 else _common(parcel, reply)


def _common(parcel: Parcel, reply: Reply) -> Outcome:
    if reply.status < 300:
        return Delivered()
    if reply.status == 429 and NO_PUSHES_LEFT in reply.message.lower():
        logger.error("The monthly limit of pushes is reached: a message waits")
        return Later(NO_PUSHES_LEFT_WAIT_S, parked=True)
    if reply.status == 429:
        return Later(_seconds(reply.retry_after), everyone=True)
    if reply.status >= 500:
        return Later(in_doubt=True)
    if reply.status == 401:
        logger.error("LINE refuses the channel access token")
        return Later(everyone=True)
    if reply.status == 403:
        logger.error("LINE does not allow this account to send a message")
        return Later(parked=True)
    if not parcel.content.get("plain"):
        logger.error("LINE did not take a message as it was: %s", reply.status)
        return Instead({**parcel.content, "messages": plain(parcel.content["messages"]), "plain": True})
    return Undeliverable(f"status {reply.status}")


def _message(body: bytes) -> str:
    try:
        content: Any = json.loads(body)
    except ValueError:
        return ""
    return str(content.get("message", "")) if isinstance(content, dict) else ""


def _seconds(retry_after: str | None) -> float | None:
    return float(retry_after) if retry_after and retry_after.isdecimal() else None
