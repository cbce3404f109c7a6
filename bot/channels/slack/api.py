"""Calls to Slack's Web API, and what their results mean for a message that waits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.delivery.vendor import Delivered, Instead, Later, Outcome, Undeliverable
from bot.channels.slack.text import mrkdwn
from bot.stores.letters import Parcel
from bot.stores.records import Json

logger = logging.getLogger(__name__)

POST, UPDATE, WHISPER = "chat.postMessage", "chat.update", "chat.postEphemeral"
TIMEOUT_S = 10
EVENT_TYPE = "hojo_navi_message"
BULLET = "・"
LOOKED_AT = 50
# Our clock and Slack's may differ.
CLOCKS_DIFFER_S = 120
SETTINGS_WAIT_S = 60.0
RATE_WAIT_S = 30.0

# https://docs.slack.dev/reference/methods/chat.postMessage and what is common to all methods.
TOO_FAST = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
# Slack's own trouble: the message may be there or not.
TROUBLE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
# Somebody has to mend the set-up; until then everything waits.
SETTINGS = frozenset(
    {
        "access_denied",
        "accesslimited",
        "account_inactive",
        "ekm_access_denied",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
NOT_INVITED = frozenset({"not_in_channel"})
# Blocks that Slack does not take: the words go without them.
FORM = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch", "invalid_metadata_format"}
)


class SlackApi:
    """One workspace's Web API."""

    def __init__(self, token: str, base_url: str | None) -> None:
        self._token = token
        self._base_url = f"{base_url.rstrip('/')}/" if base_url else AsyncWebClient.BASE_URL
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def deliver(self, parcel: Parcel) -> Outcome:
        """Try to send a parcel: ``method`` and ``arguments``."""
        method, arguments = parcel.content["method"], parcel.content["arguments"]
        try:
            if method == POST:
                if parcel.in_doubt and await self._is_there(parcel, arguments):
                    return Delivered()
                payload = {"event_type": EVENT_TYPE, "event_payload": {"key": parcel.key}}
                arguments = {**arguments, "metadata": payload}
            await self._call(method, arguments)
        except SlackApiError as refusal:
            return _outcome(refusal, parcel)
        except aiohttp.ClientConnectorError:
            return Later()
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError, AttributeError):
            return Later(in_doubt=True)
        return Delivered()

    async def _call(self, method: str, arguments: Json) -> Json:
        client = AsyncWebClient(
            self._token,
            base_url=self._base_url,
            timeout=TIMEOUT_S,
            session=self._connections(),
            # The outbox tries again; the client's own retries could send a message twice.
            retry_handlers=[],
        )
        reading = method.startswith("conversations.")
        sent: dict[str, Any] = {"http_verb": "GET", "params": arguments} if reading else {"json": arguments}
        data = (await client.api_call(method, **sent)).data
        if not isinstance(data, dict):
            raise ValueError("the answer is no object")
        return data

    def _connections(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S))
        return self._session

    async def _is_there(self, parcel: Parcel, arguments: Json) -> bool:
        """Whether an earlier try, whose answer never came, has posted the message after all.

        Slack has no idempotency key for messages, so each carries its parcel's key as metadata. Where the history may
        not be read (no scope), the message is sent again: rather twice than never.
        """
        query = {
            "channel": arguments["channel"],
            "oldest": f"{parcel.created_at - CLOCKS_DIFFER_S:.6f}",
            "limit": LOOKED_AT,
            "include_all_metadata": 1,
        }
        thread = arguments.get("thread_ts")
        method = "conversations.replies" if thread else "conversations.history"
        try:
            found = await self._call(method, {**query, "ts": thread} if thread else query)
        except SlackApiError as refusal:
            status, code, _ = _refusal(refusal)
            if status != 200 or not code or code in TOO_FAST | TROUBLE:
                raise
            logger.info("Whether a message has arrived cannot be told: %s", code)
            return False
        return parcel.key in _keys_in(found)


def _keys_in(found: Json) -> Iterator[Any]:
    for message in found.get("messages") or []:
        metadata = message.get("metadata") or {}
        if metadata.get("event_type") == EVENT_TYPE:
            yield (metadata.get("event_payload") or {}).get("key")


def _outcome(refusal: SlackApiError, parcel: Parcel) -> Outcome:
    status, code, after_s = _refusal(refusal)
    if status == 429 or code in TOO_FAST:
        return Later(after_s=RATE_WAIT_S if after_s is None else after_s, everyone=True)
    if status >= 500 or not code or code in TROUBLE:
        return Later(in_doubt=True)
    if code in SETTINGS:
        logger.error("Slack refuses what we send: %s. Look at the token and the scopes; messages wait", code)
        return Later(after_s=SETTINGS_WAIT_S, everyone=True)
    if code in NOT_INVITED:
        logger.error("The app is not a member of a channel that it has to answer in; the answer waits")
        return Later(after_s=SETTINGS_WAIT_S)
    if code in FORM and parcel.content["method"] != UPDATE and parcel.content["arguments"].get("blocks"):
        logger.error("Slack does not take the blocks of a message (%s); it goes as text", code)
        return Instead(in_words(parcel.content))
    return Undeliverable(code)


def _refusal(refusal: SlackApiError) -> tuple[int, str, float | None]:
    """The HTTP status, Slack's code and the seconds to wait; slack_sdk gives its own response or aiohttp's."""
    response: Any = refusal.response
    status = getattr(response, "status_code", None) or getattr(response, "status", None) or 0
    data = getattr(response, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    headers = {name.lower(): value for name, value in dict(getattr(response, "headers", None) or {}).items()}
    wait = str(headers.get("retry-after", ""))
    return int(status), code if isinstance(code, str) else "", float(wait) if wait.isdecimal() else None


def in_words(content: Json) -> Json:
    """The same message without blocks: their texts, and the buttons' titles, which can be typed."""
    arguments = content["arguments"]
    texts = [text for block in arguments["blocks"] for text in _texts(block)]
    kept = {name: value for name, value in arguments.items() if name != "blocks"}
    return {**content, "arguments": {**kept, "text": "\n".join(texts) or arguments["text"]}}


def _texts(block: Json) -> Iterator[str]:
    """The texts of a block in mrkdwn; what can be pressed or ticked as a list."""
    yield from _shown(block.get("text"), "")
    for element in (*(block.get("elements") or []), block.get("element") or {}):
        yield from _shown(element if element.get("type") == "mrkdwn" else element.get("text"), BULLET)
        for option in element.get("options") or []:
            yield from _shown(option["text"], BULLET)


def _shown(text: Any, bullet: str) -> Iterator[str]:
    if isinstance(text, dict):
        yield text["text"] if text["type"] == "mrkdwn" else bullet + mrkdwn(text["text"])
