"""What becomes of a turn's memo: it is kept, and the message gets a link in its place."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, timezone

from bot.reports.links import LinkSigner, new_report_id
from bot.reports.store import ReportStore
from bot.reports.text import PLAIN, as_text
from bot.stores.records import Json

JAPAN = timezone(timedelta(hours=9))
PATH = "/memo"
WEB = "web"
REPORT, NOTICE, STEPS = "report", "notice", "steps"
CALENDAR = "calendar"
CALENDAR_ENDING = ".ics"
REVOKED, HANDED_OVER = "report_revoked", "handed_over"
FORMATS = {"html": "", "pdf": ".pdf", "markdown": ".md"}
TakeCase = Callable[[str, str, Json], Awaitable[None]]


class Desk:
    """Finishes the messages of a turn. An error here fails the turn, of which nothing is then stored."""

    def __init__(
        self, store: ReportStore, signer: LinkSigner, lifetime_s: int, public_url: str, take_case: TakeCase
    ) -> None:
        self._store = store
        self._signer = signer
        self._lifetime_s = lifetime_s
        self._public_url = public_url
        self._take_case = take_case

    async def finish(self, conversation_id: str, channel: str, messages: list[Json]) -> None:
        """Put links for memos, pass cases on, and revoke links; the messages are changed in place."""
        for message in messages:
            custom = message.get("custom") or {}
            kind, topic = custom.get("kind"), custom.get("topic")
            if kind == REPORT and "memo" in custom:
                await self._file(conversation_id, channel, message)
            elif kind == STEPS and channel != WEB and "ics" in custom:
                await self._file_calendar(conversation_id, message)
            elif kind == NOTICE and topic == HANDED_OVER and "memo" in custom:
                message["custom"] = {name: value for name, value in custom.items() if name != "memo"}
                await self._take_case(conversation_id, channel, custom["memo"])
            elif kind == NOTICE and topic == REVOKED:
                await self._store.revoke(conversation_id)

    async def _file_calendar(self, conversation_id: str, message: Json) -> None:
        """A link in place of the file, which a messenger cannot take; nothing where there is none, or no address."""
        custom = {name: value for name, value in message["custom"].items() if name != "ics"}
        calendar = message["custom"]["ics"]
        if calendar and self._public_url:
            address, expires_at = await self._kept(conversation_id, {CALENDAR: calendar})
            expiry = datetime.fromtimestamp(expires_at, JAPAN).date().isoformat()
            custom |= {"calendar_url": address + CALENDAR_ENDING, "calendar_expires": expiry}
        message["custom"] = custom

    async def _kept(self, conversation_id: str, content: Json) -> tuple[str, int]:
        """The address under which something is kept, and until when (seconds since the epoch)."""
        expires_at = int(time.time()) + self._lifetime_s
        report_id = new_report_id()
        await self._store.add(report_id, conversation_id, expires_at, content)
        return f"{self._public_url}{PATH}/{self._signer.issue(report_id, expires_at)}", expires_at

    async def _file(self, conversation_id: str, channel: str, message: Json) -> None:
        custom = message["custom"]
        memo = custom["memo"]
        if channel != WEB and not self._public_url:
            # A messenger cannot open an address without a host, so that the memo itself is sent.
            message["text"] = "\n\n".join((message.get("text") or "", as_text(memo, PLAIN)))
            message["custom"], message["buttons"] = None, []
            return
        address, expires_at = await self._kept(conversation_id, memo)
        expiry = datetime.fromtimestamp(expires_at, JAPAN)
        message["custom"] = {
            **{name: value for name, value in custom.items() if name != "memo"},
            "url": address,
            "expires": expiry.date().isoformat(),
            "expires_at": expiry.isoformat(),
            "formats": {name: address + ending for name, ending in FORMATS.items()},
        }
