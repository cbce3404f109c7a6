"""A vendor without a network, for tests of the delivery itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.channels.delivery.vendor import Delivered, Erase, Outcome, Reaction, Say, Tell, Unsay
from bot.channels.inbound import Said
from bot.stores.letters import ERASE, UNSAY, Inbound, Parcel
from bot.stores.records import Json


@dataclass
class StubVendor:
    """Takes texts for turns; ``outcomes`` are what becomes of the next parcels, ``sent`` what was delivered."""

    name: str = "stub"
    outcomes: list[Outcome | Exception] = field(default_factory=list)
    tried: list[Parcel] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    signs_of_life: list[str] = field(default_factory=list)
    reacting: Callable[[Inbound], Reaction] | None = None

    async def react(self, event: Inbound) -> Reaction:
        if self.reacting is not None:
            return self.reacting(event)
        if event.kind == ERASE:
            return Erase(whole_scope=event.conversation_id == event.scope)
        if event.kind == UNSAY:
            return Unsay(event.reference or "")
        if event.kind == "note":
            return Tell([{"text": event.content["text"]}])
        return Say(Said(text=event.content["text"]))

    def pack(
        self, conversation_id: str, address: Json, messages: Sequence[Json], event: Inbound | None
    ) -> Sequence[Json]:
        return [{"text": message["text"]} for message in messages]

    async def send(self, parcel: Parcel) -> Outcome:
        self.tried.append(parcel)
        outcome = self.outcomes.pop(0) if self.outcomes else Delivered()
        if isinstance(outcome, Exception):
            raise outcome
        if isinstance(outcome, Delivered):
            self.sent.append(parcel.content["text"])
        return outcome

    async def waiting(self, event: Inbound) -> None:
        self.signs_of_life.append(event.event_id)

    @staticmethod
    async def never(*_: Any) -> None:
        raise AssertionError("no turn was expected")
