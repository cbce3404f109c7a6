"""The pure renderer: neutral messages as messages of Slack, none of which breaks a limit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.channels.slack import blocks, limits
from bot.channels.slack.cards import body
from bot.channels.slack.text import clip, escape
from bot.channels.slack.words import words
from bot.stores.records import Json

# These are answered once; buttons of other messages, such as lists to look things up in, stay in use.
ANSWERED_ONCE = frozenset({"question", "notice", "profile_summary", "checklist_question"})
ACCEPTING = {"notice": "accept", "profile_summary": "confirm"}
MULTI = "multi"

Key = Callable[[str], str]


@dataclass
class _Draft:
    """One message of Slack in the making."""

    blocks: list[Json] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    size: int = 0

    def takes(self, added: Sequence[Json]) -> bool:
        """Whether the blocks still fit."""
        size = self.size + sum(map(blocks.size, added))
        return len(self.blocks) + len(added) <= limits.MESSAGE_BLOCKS and size <= limits.MESSAGE_BYTES

    def add(self, added: Sequence[Json]) -> None:
        """Append blocks."""
        self.blocks += added
        self.size += sum(map(blocks.size, added))


def render(messages: Sequence[Json], key: Key) -> list[Json]:
    """Messages of Slack (``text`` and ``blocks``) for neutral messages; ``key`` makes a button's value of a choice.

    Bubbles that follow one another share a message up to the first one with buttons. Texts are never cut: what is too
    long for a block or a message goes on in the next.
    """
    drafts = [_Draft()]
    for message in messages:
        shown = body(message)
        long_titles, offered = blocks.numbered(message.get("buttons") or [])
        for block in (*shown, *long_titles):
            _place(drafts, [block])
        drafts[-1].texts.append(_spoken(message))
        if offered:
            _place(drafts, _interactive(message, offered, key))
            drafts.append(_Draft())
    return [_finished(draft) for draft in drafts if draft.blocks]


def paged(shown: Sequence[Json], spoken: str) -> list[Json]:
    """Blocks without buttons as messages of Slack; ``spoken`` is what a notification says."""
    drafts = [_Draft(texts=[spoken])]
    for block in shown:
        _place(drafts, [block])
    return [_finished(draft) for draft in drafts if draft.blocks]


def _place(drafts: list[_Draft], added: Sequence[Json]) -> None:
    if drafts[-1].blocks and not drafts[-1].takes(added):
        drafts.append(_Draft(texts=drafts[-1].texts[-1:]))
    drafts[-1].add(added)


def _finished(draft: _Draft) -> Json:
    spoken = "\n".join(text for text in draft.texts if text.strip())
    text = clip(spoken or words()["pick"], limits.FALLBACK_TEXT // 5)
    return {"text": escape(text), "blocks": draft.blocks}


def _spoken(message: Json) -> str:
    """What a notification or a screen reader says."""
    return str(message.get("text") or "")


def _interactive(message: Json, offered: Sequence[Json], key: Key) -> list[Json]:
    custom: dict[str, Any] = message.get("custom") or {}
    kind = custom.get("kind", "")
    use = blocks.ONCE if _answered_once(kind, custom) else blocks.AGAIN
    if custom.get("input") == MULTI:
        helps = {button["choice"] for button in message["buttons"] if button["title"] in words()["helps"]}
        return _several(offered, helps, use, key)
    first = custom.get(ACCEPTING[kind]) if kind in ACCEPTING else None
    return _single(offered, use, key, first if isinstance(first, str) else None)


def _answered_once(kind: str, custom: Json) -> bool:
    return kind in ANSWERED_ONCE and (kind != "profile_summary" or "confirm" in custom)


def _single(offered: Sequence[Json], use: str, key: Key, first: str | None) -> list[Json]:
    if len(offered) > limits.ACTIONS_ELEMENTS:
        return blocks.menu(offered, f"{use}.{blocks.PICK}", key, words())
    return blocks.buttons(offered, f"{use}.{blocks.PRESS}", key, first)


def _several(offered: Sequence[Json], helps: set[str], use: str, key: Key) -> list[Json]:
    """Answers to tick and send off together; the buttons beside them are pressed on their own."""
    answers = [button for button in offered if button["choice"] not in helps]
    if not answers:
        return _single(offered, use, key, None)
    submit = blocks.submit(f"{use}.{blocks.SUBMIT}", words())
    beside = _single([button for button in offered if button["choice"] in helps], use, key, None)
    return [*blocks.ticks(answers, f"{use}.{blocks.TICK}", key, words()), submit, *beside]
