"""What a turn adds to the counts, in the transaction that stores the turn."""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from typing import Any

from bot.stats.steps import Steps, steps_of
from bot.stats.store import note
from bot.stores.turn import Turn


def count(turn: Turn, channel: str, messages: Sequence[dict[str, Any]]) -> None:
    """Have the steps of a turn counted when it is stored."""
    steps = steps_of(turn.snapshot, turn.events, messages)
    if steps is not None:
        turn.alongside.append(functools.partial(_note, turn.conversation_id, channel, steps, time.time()))


def _note(conversation_id: str, channel: str, steps: Steps, now: float, connection: Any) -> None:
    note(connection, conversation_id, channel, steps, now)
