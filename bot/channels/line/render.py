"""Neutral messages as LINE messages: pure, and within the limits whatever is in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels.line import cards
from bot.channels.line.buttons import Signer, all_actions, is_multi, labels, picked, quick_reply
from bot.channels.line.limits import LABEL, MESSAGES_PER_CALL, TEXT, cut, length, pieces
from bot.stores.records import Json

# A text longer than this stands alone above its buttons.
TEXT_IN_BUBBLE = 400


def render(messages: Sequence[Json], signer: Signer, words: dict[str, Any]) -> list[Json]:
    """The LINE messages for an answer. Quick replies stand under the last one only: LINE hides all others."""
    drawn: list[Json] = []
    for place, message in enumerate(messages):
        drawn += _message(message, signer, words, last=place == len(messages) - 1)
    return drawn or [_text(words["empty"])]


def calls(messages: Sequence[Json]) -> list[list[Json]]:
    """The messages in groups that go in one call each."""
    return [list(messages[start : start + MESSAGES_PER_CALL]) for start in range(0, len(messages), MESSAGES_PER_CALL)]


def choices_again(message: Json, signer: Signer, words: dict[str, Any], mask: int, page: int) -> list[Json]:
    """Another page of a message's choices, with what is picked so far."""
    shown = words["more_text"]
    if is_multi(message):
        titles = words["joiner"].join(button["title"] for button in picked(message, mask))
        shown = words["picked"].format(titles=titles) if mask else words["nothing_picked"]
    drawn = [_text(piece) for piece in pieces(shown, TEXT)]
    drawn[-1]["quickReply"] = quick_reply(message, signer, words, mask, page)
    return drawn


def plain(messages: Sequence[Json]) -> list[Json]:
    """The same messages as mere texts, for the case that LINE does not take them as they are."""
    return [_text(cut(message.get("text") or message.get("altText") or " ", TEXT)) for message in messages]


def _message(message: Json, signer: Signer, words: dict[str, Any], last: bool) -> list[Json]:
    drawn, buttons = _content(message, signer, words)
    if not buttons:
        return drawn
    left = {**message, "buttons": buttons}
    if not last:
        return _with_lasting_buttons(drawn, left, signer, words)
    if not drawn:
        drawn = [_text(words["choices"])]
    drawn[-1]["quickReply"] = quick_reply(left, signer, words)
    return drawn


def _content(message: Json, signer: Signer, words: dict[str, Any]) -> tuple[list[Json], list[Json]]:
    """What is shown, and the buttons that are not part of it."""
    custom, buttons = message.get("custom") or {}, list(message.get("buttons") or [])
    kind, shown = custom.get("kind"), message.get("text") or ""
    if kind == "recommendations":
        drawn, left = _recommendations(message, signer, words)
        return drawn or _texts(shown), left if drawn else buttons
    if kind == "checklist_result":
        card = cards.checklist_bubble(custom, words)
        return _with_card(cards.beside_checklist(shown, custom, card) if card else shown, card), buttons
    if kind == "steps":
        card = cards.calendar_bubble(custom, words)
        return (_texts(shown) + [cards.flex(words["steps"]["add"], card)] if card else _texts(shown)), buttons
    if kind == "comparison":
        return cards.carousels(shown, cards.comparison_bubbles(custom)) or _texts(shown), buttons
    if kind == "report":
        card = cards.report_bubble(shown, custom, words)
        return ([cards.flex(shown, card)] if card else _texts(shown)), buttons
    return _texts(_explained(shown, message, words)), buttons


def _explained(shown: str, message: Json, words: dict[str, Any]) -> str:
    """The text, with a hint how to pick several, and with titles in full that are too long for a label."""
    buttons = message.get("buttons") or []
    parts = [shown] if shown else []
    parts += [label for label in labels({"buttons": buttons}, words) if length(label) > LABEL]
    if buttons and is_multi(message):
        parts.append(words["multi_hint"])
    return "\n".join(parts)


def _recommendations(message: Json, signer: Signer, words: dict[str, Any]) -> tuple[list[Json], list[Json]]:
    custom, left, bubbles = message["custom"], list(message.get("buttons") or []), []
    for item in custom["items"]:
        if item["shown"]:
            name = f"{item['name']} {item['frame']}"
            detail = next((button for button in left if button["title"].startswith(name)), None)
            bubble = cards.verdict_bubble(item, custom, detail, signer, words)
            if bubble is None:
                return [], left
            bubbles.append(bubble)
            left = [button for button in left if button is not detail]
    return cards.carousels(message.get("text") or "", bubbles), left


def _with_card(shown: str, card: Json | None) -> list[Json]:
    return [*_texts(shown), cards.flex(shown, card)] if card else _texts(shown)


def _with_lasting_buttons(drawn: list[Json], message: Json, signer: Signer, words: dict[str, Any]) -> list[Json]:
    """The buttons in a bubble of their own, or in one with the text where that is short."""
    alone = len(drawn) == 1 and drawn[0]["type"] == "text" and length(drawn[0]["text"]) <= TEXT_IN_BUBBLE
    shown = drawn[0]["text"] if alone else words["choices"]
    bubbles = cards.choices(shown, all_actions(message, signer, words))
    return bubbles if alone and bubbles else [*drawn, *bubbles]


def _texts(shown: str) -> list[Json]:
    return [_text(piece) for piece in pieces(shown)]


def _text(shown: str) -> Json:
    return {"type": "text", "text": shown}
