"""What is counted and logged of each turn."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.channels.errors import ChannelError
from bot.channels.outbound import Collector
from bot.observe.metrics import metrics
from bot.observe.trace import pseudonym
from bot.stores.turn import Event, current_turn

logger = logging.getLogger(__name__)

ANSWERED, FAILED = "answered", "failed"
CONSENT_SLOT = "consent"
RECOMMENDATIONS, ERASED = "recommendations", "erased"
STATUSES = frozenset(("eligible", "ineligible", "undetermined"))
Handle = Callable[[UserMessage], Awaitable[Any]]


@contextmanager
def observed_turn(channel: str, conversation_id: str) -> Iterator[None]:
    """Around a turn, from its arrival to its storage: how long it took and how it ended."""
    begun, outcome = time.monotonic(), FAILED
    try:
        yield
        outcome = ANSWERED
    except ChannelError as refusal:
        outcome = refusal.code
        raise
    finally:
        seconds = time.monotonic() - begun
        metrics().turns.labels(channel, outcome).inc()
        metrics().turn_seconds.labels(channel).observe(seconds)
        extra = {"channel": channel, "outcome": outcome, "ms": round(seconds * 1000, 1)}
        logger.info("A turn ended", extra={**extra, "conversation": pseudonym(conversation_id)})


def counted(handle: Handle) -> Handle:
    """``handle``; once its turn is stored, consents, verdicts and erasures are counted."""

    async def handle_and_count(message: UserMessage) -> Any:
        result = await handle(message)
        turn = current_turn(message.sender_id)
        if turn is not None and isinstance(message.output_channel, Collector):
            messages, events, channel = message.output_channel.messages, turn.events, message.input_channel or ""
            turn.once_stored.append(lambda: _count(channel, messages, events))
        return result

    return handle_and_count


def _count(channel: str, messages: Iterable[dict[str, Any]], events: Iterable[Event]) -> None:
    if any(_is_consent(event) for event in events):
        metrics().consents.labels(channel).inc()
    for custom in (message.get("custom") or {} for message in messages):
        if custom.get("kind") == RECOMMENDATIONS:
            for item in custom.get("items") or []:
                if item.get("status") in STATUSES:
                    metrics().verdicts.labels(channel, item["status"]).inc()
        elif custom.get("topic") == ERASED:
            metrics().erasures.labels(channel).inc()


def _is_consent(event: Event) -> bool:
    return event.get("event") == "slot" and event.get("name") == CONSENT_SLOT and bool(event.get("value"))
