"""LINE's side of the delivery: what an event means, how an answer is packed and sent."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from bot.channels.delivery.keys import Keys
from bot.channels.delivery.vendor import Erase, Outcome, Reaction, Say, Tell, Unsay
from bot.channels.errors import ChannelError
from bot.channels.inbound import Said, read_said
from bot.channels.line.api import TOKEN_S, LineApi
from bot.channels.line.buttons import MENU, PRESS, SUBMIT, VIEW, Signer, picked
from bot.channels.line.events import BUTTON, JOIN, START, TEXT
from bot.channels.line.render import calls, choices_again, render
from bot.stores.delivery import DeliveryStore
from bot.stores.letters import ERASE, UNSAY, Inbound, Parcel
from bot.stores.records import Json

# Entries of the menu are the same for everybody, so they are signed for no conversation.
EVERYBODY = ""


class LineVendor:
    """The vendor of the LINE channel."""

    name = "line"

    def __init__(self, store: DeliveryStore, keys: Keys, api: LineApi, words: dict[str, Any]) -> None:
        self._store = store
        self._keys = keys
        self._api = api
        self._words = words

    async def react(self, event: Inbound) -> Reaction:
        """What an event is answered with."""
        if event.kind == TEXT:
            return Say(_as_said(event.content["text"]))
        if event.kind == BUTTON:
            return await self._pressed(event)
        if event.kind == START:
            return Say(Said(event="start"))
        if event.kind == ERASE:
            return Erase(whole_scope=event.conversation_id == event.scope)
        if event.kind == UNSAY:
            return Unsay(event.reference or "")
        if event.kind == JOIN:
            return Tell(self.pack(event.conversation_id, event.address, [{"text": self._words["join"]}], event))
        return await self._other(event)

    def pack(
        self, conversation_id: str, address: Json, messages: Sequence[Json], event: Inbound | None
    ) -> Sequence[Json]:
        """A reply with the first five messages, pushes with the rest."""
        drawn = render(messages, Signer(self._keys, conversation_id), self._words)
        return _addressed(drawn, address, event)

    async def send(self, parcel: Parcel) -> Outcome:
        """Try to send one parcel."""
        return await self._api.send(parcel)

    async def waiting(self, event: Inbound) -> None:
        """Show the loading animation, which LINE has for talks with one person only."""
        if event.address["direct"]:
            await self._api.show_loading(event.address["to"])

    async def _pressed(self, event: Inbound) -> Reaction:
        data = event.content["data"]
        match self._keys.read_button(event.conversation_id, data) or self._keys.read_button(EVERYBODY, data):
            case (kind, choice) if kind == PRESS:
                return Say(Said(choices=(choice,)))
            case (kind, command) if kind == MENU and command in self._words["menu"]["areas"]:
                return Say(self._menu(command))
            case (kind, first, mask, page) if kind == VIEW:
                return await self._view(event, first, int(mask, 16), int(page))
            case (kind, first, mask) if kind == SUBMIT:
                message = await self._message_with(event, first)
                chosen = tuple(button["choice"] for button in picked(message, int(mask, 16)))
                return Say(Said(choices=chosen, several=True))
        raise ChannelError("unknown_choice")

    def _menu(self, command: str) -> Said:
        entry = self._words["menu"]["areas"][command]
        return Said(event=entry["event"]) if "event" in entry else _as_said(entry["say"])

    async def _view(self, event: Inbound, first: str, mask: int, page: int) -> Reaction:
        message = await self._message_with(event, first)
        drawn = choices_again(message, Signer(self._keys, event.conversation_id), self._words, mask, page)
        return Tell(_addressed(drawn, event.address, event))

    async def _message_with(self, event: Inbound, button: str) -> Json:
        message = await self._store.message_with(event.conversation_id, button)
        if message is None:
            raise ChannelError("unknown_choice")
        return message

    async def _other(self, event: Inbound) -> Reaction:
        """What is no text: a kind word, and the open question again, whose quick replies have just vanished."""
        received, what = self._words["received"], event.content["what"]
        prefecture = re.search(self._words["prefecture"], event.content.get("address") or "")
        if prefecture:
            return Say(_as_said(prefecture[0]))
        messages = [{"text": received.get(what, received["other"])}]
        last = await self._store.last_message(event.conversation_id)
        if last is not None and "buttons" in last:
            messages.append(last)
        return Tell(self.pack(event.conversation_id, event.address, messages, event))


def _as_said(text: str) -> Said:
    """A text under the rules of the web channel. Raises ChannelError."""
    return read_said(json.dumps({"text": text}).encode("ascii"))


def _addressed(drawn: Sequence[Json], address: Json, event: Inbound | None) -> list[Json]:
    contents: list[Json] = [{"to": address["to"], "messages": group} for group in calls(drawn)]
    token = event.content.get("token") if event is not None else None
    if event is not None and token:
        contents[0] |= {"token": token, "good_until": event.at + TOKEN_S}
    return contents
