"""A message whose question was answered: its text stays, its buttons give way to what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels.slack import limits
from bot.channels.slack.blocks import context, quoted
from bot.channels.slack.text import clip, escape
from bot.channels.slack.words import words
from bot.stores.records import Json

INTERACTIVE = ("actions", "input")
# What Slack adds to a block when it sends it back, and does not take.
KEPT = ("type", "text", "elements", "fields")


def frozen(message: Any, titles: Sequence[str]) -> Json:
    """``text`` and ``blocks`` that replace a message as Slack sent it with the press of its button."""
    sent = message.get("blocks") if isinstance(message, dict) else None
    kept = [_kept(block) for block in sent or [] if isinstance(block, dict) and block.get("type") not in INTERACTIVE]
    chosen = words()["chosen"].format(titles=quoted(titles))
    text = message.get("text") if isinstance(message, dict) else None
    return {
        "text": clip(text, limits.FALLBACK_TEXT) if isinstance(text, str) and text else escape("、".join(titles)),
        "blocks": [*kept[: limits.MESSAGE_BLOCKS - 1], *context([chosen])],
    }


def _kept(block: Json) -> Json:
    return {name: block[name] for name in KEPT if name in block}
