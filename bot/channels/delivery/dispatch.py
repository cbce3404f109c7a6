"""Sends the parcels of the outbox."""

from __future__ import annotations

import asyncio
import logging
import time

from bot.channels.delivery.lanes import Backoff, Rest
from bot.channels.delivery.vendor import Instead, Later, Outcome, Undeliverable, Vendor
from bot.stores.delivery import DeliveryStore
from bot.stores.letters import Parcel
from bot.stores.locks import ConversationLocks

logger = logging.getLogger(__name__)

AT_ONCE = 16
KEPT_S = 7 * 24 * 3600
LONGEST_REST_S = 600.0


class Dispatch:
    """Sends the parcels of a conversation one after the other, each until the vendor has taken it."""

    def __init__(self, vendor: Vendor, store: DeliveryStore, backoff: Backoff, locks: ConversationLocks) -> None:
        self._vendor = vendor
        self._store = store
        self._backoff = backoff
        self._locks = locks
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._closed_until = 0.0

    async def serve(self, conversation_id: str, rest: Rest) -> None:
        """Send every parcel of the conversation."""
        while True:
            # Of several processes one sends; when it dies, the next one goes on.
            async with self._slots, self._locks.hold(f"outbox {conversation_id}"):
                wait_s = await self._send_next(conversation_id)
            if wait_s is None:
                return
            if wait_s > 0:
                await rest(wait_s)

    async def _send_next(self, conversation_id: str) -> float | None:
        """Try the parcel that goes next. Returns how long to wait before the next try, or None with nothing left."""
        parcel = await self._store.next_parcel(self._vendor.name, conversation_id)
        if parcel is None:
            return None
        # A parcel that was never tried is due whatever the clock says, which may have been set back since.
        due_s = min(parcel.due_at - time.time(), LONGEST_REST_S) if parcel.tries else 0
        wait_s = max(due_s, self._closed_until - time.monotonic())
        if wait_s > 0:
            return wait_s
        if await self._store.begin_try(parcel):
            await self._settle(parcel, await self._try(parcel))
        return 0

    async def _try(self, parcel: Parcel) -> Outcome:
        try:
            return await self._vendor.send(parcel)
        except Exception as error:
            logger.error("Sending to %s failed: %s", self._vendor.name, type(error).__name__)
            return Later(in_doubt=True)

    async def _settle(self, parcel: Parcel, outcome: Outcome) -> None:
        if isinstance(outcome, Later):
            await self._later(parcel, outcome)
        elif isinstance(outcome, Instead):
            await self._store.replace(parcel, outcome.content)
        else:
            if isinstance(outcome, Undeliverable):
                logger.error("A message to %s cannot be delivered: %s", self._vendor.name, outcome.reason)
            await self._store.remove(parcel)

    async def _later(self, parcel: Parcel, outcome: Later) -> None:
        if time.time() - parcel.created_at > KEPT_S:
            await self._settle(parcel, Undeliverable("too old"))
            return
        wait_s = self._backoff.wait_s(parcel.tries + 1) if outcome.after_s is None else outcome.after_s
        if outcome.everyone:
            self._closed_until = max(self._closed_until, time.monotonic() + wait_s)
        await self._store.defer(parcel, wait_s, parcel.in_doubt or outcome.in_doubt, outcome.parked)
