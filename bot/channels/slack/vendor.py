"""Slack's side of a conversation: what is answered to an event, and what goes out."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.channels.delivery.keys import Keys
from bot.channels.delivery.vendor import Outcome, Reaction, Say, Tell
from bot.channels.errors import ChannelError
from bot.channels.inbound import Said, read_said
from bot.channels.slack import limits
from bot.channels.slack.api import POST, UPDATE, WHISPER, SlackApi
from bot.channels.slack.blocks import context, sections
from bot.channels.slack.commands import Commands, spoken_command
from bot.channels.slack.freeze import frozen
from bot.channels.slack.inbound import BUTTON, Place
from bot.channels.slack.render import paged, render
from bot.channels.slack.text import mrkdwn
from bot.channels.slack.words import words
from bot.stores.letters import Inbound, Parcel
from bot.stores.records import Json

NAME = "slack"
CHOICE = "c"
# After these the same button may be pressed again.
PASSING = ("unavailable", "rate_limited")
ASKING = ("question", "checklist_question")
BARE = {"unfurl_links": False, "unfurl_media": False}


class SlackVendor:
    """The Slack channel as the courier sees it."""

    name = NAME

    def __init__(self, api: SlackApi, keys: Keys, commands: Commands) -> None:
        self._api = api
        self._keys = keys
        self._commands = commands

    async def react(self, event: Inbound) -> Reaction:
        """A turn, a command's answer, or a word on what cannot be read. Raises ChannelError."""
        if event.kind == BUTTON:
            return self._react_to_button(event)
        text = event.content["text"]
        command = spoken_command(text)
        if command is not None:
            blocks = await self._commands.run(command, _place(event.address))
            return Tell(_posts(event.address, paged(blocks, command)))
        if text:
            return Say(read_said(json.dumps({"text": text}).encode("ascii")))
        if event.content["files"]:
            return Tell(_posts(event.address, paged(list(sections(words()["words_please"])), words()["words_please"])))
        return Say(Said(event="start"))

    def pack(
        self, conversation_id: str, address: Json, messages: Sequence[Json], event: Inbound | None
    ) -> Sequence[Json]:
        """The answered buttons frozen, and the messages behind them."""

        def key(choice: str) -> str:
            return self._keys.button(conversation_id, CHOICE, choice)

        shown = render(messages, key)
        if not _place(address).direct and any(_asks(message) for message in messages):
            _hint(shown[-1])
        return [*_freezes(address, messages, event), *_posts(address, shown)]

    async def send(self, parcel: Parcel) -> Outcome:
        """Try to send one parcel."""
        return await self._api.deliver(parcel)

    async def waiting(self, event: Inbound) -> None:
        """Slack shows no sign of life for a bot that calls its Web API."""

    def _react_to_button(self, event: Inbound) -> Reaction:
        pressed = event.content["keys"]
        if not pressed:
            return Tell([_whisper(event, words()["nothing_ticked"])])
        read = [self._keys.read_button(event.conversation_id, key) for key in pressed]
        choices = [parts[1] for parts in read if parts is not None and len(parts) == 2 and parts[0] == CHOICE]
        if len(choices) != len(pressed):
            raise ChannelError("unknown_choice")
        return Say(Said(choices=tuple(dict.fromkeys(choices)), several=event.content["several"]))


def _place(address: Json) -> Place:
    return Place(address["channel"], address["thread_ts"])


def _asks(message: Json) -> bool:
    return (message.get("custom") or {}).get("kind") in ASKING


def _hint(message: Json) -> None:
    """In a channel the bot hears only what names it: said below each question, so that no answer is lost."""
    if len(message["blocks"]) < limits.MESSAGE_BLOCKS:
        message["blocks"] += context([mrkdwn(words()["mention"])])


def _posts(address: Json, messages: Sequence[Json]) -> list[Json]:
    place = {name: value for name, value in address.items() if value is not None}
    return [{"method": POST, "arguments": {**place, **message, **BARE}} for message in messages]


def _whisper(event: Inbound, text: str) -> Json:
    place = {name: value for name, value in event.address.items() if value is not None}
    return {"method": WHISPER, "arguments": {**place, "user": event.content["user"], "text": text}}


def _freezes(address: Json, messages: Sequence[Json], event: Inbound | None) -> list[Json]:
    """The message whose question was answered, without its buttons. A refusal that passes leaves them."""
    if event is None or event.kind != BUTTON or event.content["message"] is None:
        return []
    if list(messages) in [[{"text": ChannelError(code).body()["message"]}] for code in PASSING]:
        return []
    shown = frozen(event.content["message"], event.content["titles"])
    return [{"method": UPDATE, "arguments": {"channel": address["channel"], "ts": event.content["ts"], **shown}}]
