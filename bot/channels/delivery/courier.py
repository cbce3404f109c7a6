"""Inbox, turns and outbox of one vendor's channel."""

from __future__ import annotations

import asyncio
import logging
import math
import os
import random
import time
from collections.abc import Sequence

from bot.channels.delivery.dispatch import Dispatch
from bot.channels.delivery.lanes import Backoff, Lanes
from bot.channels.delivery.pace import Handle, Pace
from bot.channels.delivery.reception import Reception
from bot.channels.delivery.vendor import Vendor
from bot.channels.turns import DEADLINE_S, TurnRunner
from bot.stores.delivery import DeliveryStore
from bot.stores.letters import Inbound
from bot.stores.locks import ConversationLocks, open_locks
from bot.stores.records import Json

logger = logging.getLogger(__name__)

RETRY_VARIABLE = "HOJO_NAVI_RETRY_S"
IDS_KEPT_S = 7 * 24 * 3600
PURGE_EVERY_S = 6 * 3600
LAST_SENDING_S = 3.0
# What nobody works on, since the process that did was killed, is found within this time and the age together.
SEARCH_EVERY_S = 10.0
AGE_S = 5.0


class Courier:
    """Answers each event of the inbox once, and brings each answer of the outbox to the vendor."""

    def __init__(
        self,
        vendor: Vendor,
        store: DeliveryStore,
        handle: Handle,
        deadline_s: float = DEADLINE_S,
        locks: ConversationLocks | None = None,
    ) -> None:
        backoff = Backoff(float(os.environ.get(RETRY_VARIABLE) or 1))
        self._vendor = vendor
        self._store = store
        self._deadline_s = deadline_s
        self._pace = Pace()
        locks = locks or open_locks()
        runner = TurnRunner(store, self._pace.paced(handle), vendor.name, deadline_s, locks)
        self._outbox = Lanes(Dispatch(vendor, store, backoff, locks).serve, backoff, light_sleep=True)
        self._inbox = Lanes(Reception(vendor, store, runner, backoff, self._outbox.wake, locks).serve, backoff)
        self._backoff = backoff
        self._chores: list[asyncio.Task[None]] = []

    async def accept(self, events: Sequence[Inbound]) -> int:
        """Store events before the webhook is answered; those that are known are left out.

        Returns how many are new. Raises StoreError where they cannot be stored: then the vendor has to
        deliver them again.
        """
        with self._pace.arrival():
            conversations = await self._store.accept(self._vendor.name, events) if events else []
        for conversation_id in conversations:
            self._inbox.wake(conversation_id)
        return len(conversations)

    async def send(self, conversation_id: str, messages: Sequence[Json], sender: str = "staff") -> None:
        """Send neutral messages unasked, such as a reply by staff. Raises UnknownConversation."""
        address = await self._store.recipient(conversation_id)
        contents = self._vendor.pack(conversation_id, address, messages, None)
        entries = [(sender, message) for message in messages]
        await self._store.post_unasked(self._vendor.name, conversation_id, entries, contents)
        self._outbox.wake(conversation_id)

    async def start(self) -> None:
        """Go on with what the last run left, as soon as the store can be read, and with what other processes leave."""
        self._chores = [asyncio.ensure_future(self._resume()), asyncio.ensure_future(self._purge())]

    async def stop(self) -> None:
        """Finish the turns under way and send what can be sent now; the rest is stored."""
        for chore in self._chores:
            chore.cancel()
        await self._inbox.close(self._deadline_s)
        await self._outbox.close(LAST_SENDING_S)

    async def _resume(self) -> None:
        failed, first = 0, True
        while True:
            try:
                until = math.inf if first else time.time() - AGE_S
                events, parcels = await self._store.waiting(self._vendor.name, until)
            except Exception as error:
                failed += 1
                logger.error("What waits could not be read: %s", type(error).__name__)
                await asyncio.sleep(min(self._backoff.wait_s(failed), SEARCH_EVERY_S))
                continue
            for conversation_id in events:
                self._inbox.wake_idle(conversation_id)
            for conversation_id in parcels:
                self._outbox.wake_idle(conversation_id)
            failed, first = 0, False
            await asyncio.sleep(SEARCH_EVERY_S * random.uniform(0.7, 1))

    async def _purge(self) -> None:
        while True:
            try:
                await self._store.purge(time.time() - IDS_KEPT_S)
            except Exception as error:
                logger.error("Old events could not be forgotten: %s", type(error).__name__)
            await asyncio.sleep(PURGE_EVERY_S)
