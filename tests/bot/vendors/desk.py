"""A courier with all around it, for tests of the delivery itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.channels.delivery.courier import Courier
from bot.stores.conversations import FILE_NAME
from bot.stores.database import Database
from bot.stores.delivery import DeliveryStore
from bot.stores.letters import Inbound
from bot.stores.sealing import Sealer
from bot.stores.turn import current_turn
from tests.bot.vendors.stub import StubVendor

CONVERSATION = "stub-conversation"


class Dialogue:
    """Echoes; ``failures`` turns fail first."""

    def __init__(self, failures: int = 0, pause_s: float = 0) -> None:
        self.heard: list[str] = []
        self._failures = failures
        self._pause_s = pause_s

    async def __call__(self, message: UserMessage) -> None:
        await asyncio.sleep(self._pause_s)
        if self._failures:
            self._failures -= 1
            raise ValueError("a fault")
        self.heard.append(message.text)
        turn = current_turn(message.sender_id)
        assert turn is not None
        turn.next_snapshot = []
        await message.output_channel.send_response(message.sender_id, {"text": f"{message.text}!"})


class Desk:
    """A courier with all around it."""

    def __init__(self, path: Path, vendor: StubVendor, dialogue: Callable[..., Awaitable[Any]]) -> None:
        self.store = DeliveryStore(Database(path / FILE_NAME), Sealer(b"s" * 32))
        self.vendor = vendor
        self.courier = Courier(vendor, self.store, dialogue, deadline_s=2)

    async def idle(self) -> None:
        deadline = time.monotonic() + 20
        while await self.store.waiting(self.vendor.name) != ([], []):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.02)


def event(text: str, at: float = 1.0, kind: str = "text", **changes: Any) -> Inbound:
    values = {"event_id": f"id of {text}", "conversation_id": CONVERSATION, "content": {"text": text}}
    return Inbound(**{**values, "at": at, "kind": kind, "address": {"to": "x"}, **changes})


def play(desk: Desk, *events: Inbound) -> list[str]:
    async def scenario() -> list[str]:
        await desk.courier.accept(events)
        await desk.idle()
        await desk.courier.stop()
        await desk.store.close()
        return desk.vendor.sent

    return asyncio.run(scenario())
