"""Memos and cases in one place: what the server needs of both."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Sanic

from bot.channels.outbound import Collector
from bot.channels.rate_limit import RateLimit
from bot.channels.session_token import load_secret
from bot.coaching.routes import add_coaching
from bot.coaching.school import School
from bot.coaching.store import SessionStore
from bot.keeping.routes import add_keeping
from bot.learning.hook import learn_from
from bot.learning.routes import add_learning
from bot.learning.store import ReviewStore
from bot.observe.turns import counted
from bot.privacy.receipts import add_receipt
from bot.reports.desk import Desk
from bot.reports.links import LinkSigner, lifetime_s, public_url
from bot.reports.pdf import PdfMaker
from bot.reports.routes import Memos, add_memos
from bot.reports.store import ReportStore
from bot.staff.door import Door
from bot.staff.password import staff_password
from bot.staff.replies import Replies
from bot.staff.routes import Office, add_staff
from bot.staff.slack_notice import slack_notice
from bot.staff.store import CaseStore
from bot.stats.hook import count
from bot.stats.routes import add_stats
from bot.stats.store import StatsStore
from bot.stores.conversations import open_store
from bot.stores.paths import data_folder
from bot.stores.records import Json
from bot.stores.turn import current_turn

RATE_VARIABLE = "RATE_LIMIT"
ROUTE = "/webhooks/"


class Counter:
    """Memos for visitors and, where there is staff, its inbox. Raises BadSetting."""

    def __init__(self) -> None:
        self._public_url = public_url()
        self._password = staff_password()
        self._conversations = open_store()
        self._reports = ReportStore(self._conversations.database)
        self._cases = CaseStore(self._conversations.database)
        self._signer = LinkSigner(load_secret(data_folder()))
        self._pdf = PdfMaker()
        self._notice = slack_notice(self._public_url) if self._password else None
        self._desk = Desk(self._reports, self._signer, lifetime_s(), self._public_url, self._take_case)

    async def finish(self, message: UserMessage) -> None:
        """Turn what a turn says of memos and cases into links and records."""
        collector = message.output_channel
        if isinstance(collector, Collector):
            await self._desk.finish(message.sender_id, message.input_channel or "", collector.messages)
            await self._note(message.sender_id, message.input_channel or "", collector.messages)

    async def _note(self, conversation_id: str, channel: str, messages: list[Json]) -> None:
        """Have the turn counted, and what was not understood in it noted, when it is stored."""
        turn = current_turn(conversation_id)
        if turn is not None:
            count(turn, channel, messages)
            await learn_from(turn, self._conversations, messages)

    def add_routes(self, app: Sanic, channels: Iterable[Any]) -> None:
        """Add the routes of memos and, where a password is set, of staff."""
        limit = None if os.environ.get(RATE_VARIABLE, "").lower() == "off" else RateLimit(burst=60, per_second=1)
        add_memos(app, Memos(self._reports, self._signer, self._pdf, limit))
        if self._password is not None:
            door = Door(self._password, self._cases, self._public_url.startswith("https:"))
            replies = Replies(self._cases, self._conversations, channels)
            add_staff(app, Office(door, self._cases, self._conversations, replies))
            add_keeping(app, door)
            add_learning(app, door, ReviewStore(self._conversations.database))
            add_stats(app, door, StatsStore(self._conversations.database))
            add_coaching(app, door, School(SessionStore(self._conversations.database)))

    async def close(self) -> None:
        """End what runs in the background."""
        self._pdf.close()
        if self._notice is not None:
            await self._notice.close()

    async def _take_case(self, conversation_id: str, channel: str, memo: Json) -> None:
        case = await self._cases.take(conversation_id, channel, memo)
        if self._notice is not None:
            self._notice.tell(case)


def register(channels: Sequence[InputChannel], app: Sanic, counter: Counter) -> None:
    """Serve the channels, as Rasa's own ``register`` does, with the counter at the end of each turn."""

    async def handle(message: UserMessage) -> None:
        await app.ctx.agent.handle_message(message)
        await counter.finish(message)
        if isinstance(message.output_channel, Collector):
            add_receipt(message.output_channel.messages)

    for channel in channels:
        app.blueprint(channel.blueprint(counted(handle)), url_prefix=ROUTE + channel.url_prefix())
    app.ctx.input_channels = channels
