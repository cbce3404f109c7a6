"""What a vendor's channel implements, and what passes between it and the courier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.channels.inbound import Said
from bot.stores.letters import Inbound, Parcel
from bot.stores.records import Json

# What an event is answered with ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Say:
    """A turn of the dialogue. ``said.client_message_id`` is set by the courier."""

    said: Said


@dataclass(frozen=True)
class Tell:
    """An answer without a turn: the contents of parcels, in order. None is fine."""

    contents: Sequence[Json] = ()


@dataclass(frozen=True)
class Erase:
    """The conversation is erased, with ``whole_scope`` every conversation of its scope, and nothing is answered."""

    whole_scope: bool = False


@dataclass(frozen=True)
class Unsay:
    """The text of the message ``reference`` is erased from the conversation, or never read."""

    reference: str


Reaction = Say | Tell | Erase | Unsay

# What became of a parcel -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Delivered:
    """The vendor has taken it."""


@dataclass(frozen=True)
class Later:
    """Not now: try again after ``after_s`` seconds (None: the courier's own backoff).

    ``in_doubt``: the vendor may have taken it, such as after a time-out or a 5xx. ``everyone``: the whole channel has
    to wait, such as after a 429. ``parked``: later parcels of the conversation may go first.
    """

    after_s: float | None = None
    in_doubt: bool = False
    everyone: bool = False
    parked: bool = False


@dataclass(frozen=True)
class Instead:
    """This content goes in its place, at once and with a new key, such as a push for a reply that came too late."""

    content: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Undeliverable:
    """It can never be delivered; ``reason`` is a short code for the log, without content."""

    reason: str


Outcome = Delivered | Later | Instead | Undeliverable


class Vendor(Protocol):
    """A vendor's side of a channel. ``name`` is the channel's name."""

    name: str

    async def react(self, event: Inbound) -> Reaction:
        """What ``event`` is answered with. An exception counts as a fault of ours: the event is tried again."""

    def pack(
        self, conversation_id: str, address: Json, messages: Sequence[Json], event: Inbound | None
    ) -> Sequence[Json]:
        """The contents of the parcels that carry neutral ``messages`` to ``address``: pure.

        ``event`` is what they answer, None for what is sent unasked, such as a reply by staff. Buttons that stand for
        words and not for an answer (「わからない」) carry ``"command": true`` beside title and choice.
        """

    async def send(self, parcel: Parcel) -> Outcome:
        """Try to send one parcel. An exception counts as ``Later(in_doubt=True)``."""

    async def waiting(self, event: Inbound) -> None:
        """The answer to ``event`` takes a while: a sign of life may be shown. May fail."""
