"""Buttons as postback actions under short signed keys.

A key is one of: ``c`` BUTTON, pressed; ``v`` FIRST MASK PAGE, show other choices of the message whose first button is
FIRST, with those of MASK picked; ``s`` FIRST MASK, the picked ones are the answer; ``g`` COMMAND, an entry of the menu.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.delivery.keys import Keys
from bot.channels.line.limits import DISPLAY_TEXT, LABEL, QUICK_REPLIES, cut, length
from bot.stores.records import Json

PRESS, VIEW, SUBMIT, MENU = "c", "v", "s", "g"
MULTI_KINDS = ("question", "checklist_question")


@dataclass(frozen=True)
class Signer:
    """Signs keys for one conversation."""

    keys: Keys
    conversation_id: str

    def sign(self, *parts: str) -> str:
        """The postback data for a key."""
        return self.keys.button(self.conversation_id, *parts)


def is_multi(message: Json) -> bool:
    """Whether several buttons of a message may be picked."""
    custom = message.get("custom") or {}
    return custom.get("kind") in MULTI_KINDS and custom.get("input") == "multi"


def postback(label: str, data: str, shown: str) -> Json:
    """A postback action; ``shown`` appears as what the user said."""
    return {
        "type": "postback",
        "label": cut(label, LABEL),
        "data": data,
        "displayText": cut(shown, DISPLAY_TEXT),
    }


def press(button: Json, signer: Signer, label: str) -> Json:
    """The action that presses a button."""
    return postback(label, signer.sign(PRESS, button["choice"]), button["title"])


def labels(message: Json, words: dict[str, Any]) -> list[str]:
    """What stands on the buttons of a message: the titles, with a number where one is too long to be seen whole."""
    return [
        words["numbered"].format(number=number, title=title)
        if length(title) > LABEL and not title.startswith(str(number))
        else title
        for number, title in enumerate((button["title"] for button in message["buttons"]), 1)
    ]


def all_actions(message: Json, signer: Signer, words: dict[str, Any]) -> list[Json]:
    """The actions of all buttons of a message, for a place with room for them."""
    pages = Pages(message, signer, words, 0)
    return [pages.option(place) for place in range(len(message["buttons"]))]


def quick_reply(message: Json, signer: Signer, words: dict[str, Any], mask: int = 0, page: int = 0) -> Json:
    """The quick reply object with the buttons of a message: all of them, or a page with a way to the others."""
    buttons = message["buttons"]
    options = [place for place, button in enumerate(buttons) if not button.get("command")]
    commands = [place for place, button in enumerate(buttons) if button.get("command")]
    if not options or len(commands) > QUICK_REPLIES // 2:
        options, commands = list(range(len(buttons))), []
    pages = Pages(message, signer, words, mask)
    submit, helps = pages.submit(), [pages.option(place) for place in commands]
    shown = pages.page(options, page, QUICK_REPLIES - len(submit) - len(helps))
    return {"items": [{"type": "action", "action": action} for action in (*submit, *shown, *helps)]}


@dataclass(frozen=True)
class Pages:
    """The options of one message, a page at a time, with what is picked of them."""

    message: Json
    signer: Signer
    words: dict[str, Any]
    mask: int

    def submit(self) -> list[Json]:
        """The action that ends picking, once something is picked."""
        if not self.mask:
            return []
        done = self.words["done"]
        return [postback(done, self.signer.sign(SUBMIT, self._first, f"{self.mask:x}"), done)]

    def page(self, options: Sequence[int], page: int, room: int) -> list[Json]:
        """The actions of one page, at most ``room``; the last one leads to the next page, or back to the first."""
        if len(options) <= room:
            return [self.option(place) for place in options]
        size = room - 1
        last = (len(options) - 1) // size
        page = min(page, last)
        shown = options[page * size : (page + 1) * size]
        label = self.words["back" if page == last else "more"]
        following = 0 if page == last else page + 1
        return [*(self.option(place) for place in shown), self._turn(label, following)]

    def option(self, place: int) -> Json:
        """The action of the button at a place: it is pressed, or picked where several may be."""
        button, label = self.message["buttons"][place], labels(self.message, self.words)[place]
        if button.get("command") or not is_multi(self.message):
            return press(button, self.signer, label)
        if self.mask >> place & 1:
            label = self.words["selected"].format(title=label)
        return postback(label, self._view(self.mask ^ (1 << place), 0), button["title"])

    def _turn(self, label: str, page: int) -> Json:
        return postback(label, self._view(self.mask, page), label)

    def _view(self, mask: int, page: int) -> str:
        return self.signer.sign(VIEW, self._first, f"{mask:x}", str(page))

    @property
    def _first(self) -> str:
        first: str = self.message["buttons"][0]["choice"]
        return first


def picked(message: Json, mask: int) -> list[Json]:
    """The buttons that a mask picks."""
    return [button for place, button in enumerate(message["buttons"]) if mask >> place & 1]
