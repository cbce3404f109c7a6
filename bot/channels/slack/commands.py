"""What staff can ask for: ``/hojo NAME``, or in a thread the same words after a mention."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.channels.delivery.keys import Keys
from bot.channels.slack.blocks import sections
from bot.channels.slack.case import Case
from bot.channels.slack.inbound import Place
from bot.channels.slack.memo import memo
from bot.channels.slack.scenario import scenario
from bot.channels.slack.words import words
from bot.coaching.slack import SlackCoach
from bot.stores.records import Json

HELP = "help"
PREFIX = re.compile(r"/?hojo(?:\s+|$)", re.IGNORECASE)
# A link to a message, as Slack copies it: the channel, the message's time without its dot, and the thread it is in.
LINK = re.compile(r"https://[\w.-]+\.slack\.com/archives/([A-Z0-9]+)/p(\d{10})(\d{6})(?:\?[^\s>]*?thread_ts=([\d.]+))?")


@dataclass(frozen=True)
class Call:
    """A command as it was given: what follows its name, where it was given and by whom (Slack's id, or empty)."""

    argument: str
    place: Place
    user: str = ""


Command = Callable[[Call], Awaitable[list[Json]]]


class CaseBook(Protocol):
    """Where cases are looked up."""

    async def look(self, conversation_id: str) -> Case | None:
        """The case of a conversation, or None."""


class Commands:
    """The commands by name; a new one is added to ``table`` and to ``words.yml``."""

    def __init__(self, cases: CaseBook, keys: Keys, coach: SlackCoach | None = None) -> None:
        self._cases = cases
        self._keys = keys
        self._coach = coach or SlackCoach()
        self.table: Mapping[str, Command] = {
            HELP: self._help,
            "memo": self._memo,
            "scenario": self._scenario,
            "coaching": self._coaching,
        }

    async def run(self, text: str, place: Place, user: str = "") -> list[Json]:
        """The blocks that answer a command: help where there is no such command."""
        given, _, argument = text.strip().partition(" ")
        name = _named(given)
        if name is None or name not in self.table:
            return list(sections(_help_text(given)))
        return await self.table[name](Call(argument.strip(), place, user))

    async def _help(self, _call: Call) -> list[Json]:
        return list(sections(_help_text("")))

    async def _memo(self, call: Call) -> list[Json]:
        place = _meant(call)
        if place is None:
            return list(sections(words()["memo"]["other_channel"]))
        case = await self._cases.look(place.conversation(self._keys))
        return list(sections(words()["memo"]["none"])) if case is None else memo(case)

    async def _scenario(self, call: Call) -> list[Json]:
        return await asyncio.get_running_loop().run_in_executor(None, scenario, call.argument)

    async def _coaching(self, call: Call) -> list[Json]:
        """In a thread the practice belongs to the thread, else to the person."""
        who = self._keys.pseudonym(call.place.channel, call.place.thread or call.user)
        return list(sections(await self._coach.answer(call.argument, call.place.channel, who)))


def spoken_command(text: str) -> str | None:
    """The command in a message, without ``hojo``; None where it is something said to the bot."""
    prefix = PREFIX.match(text.strip())
    if prefix:
        return text.strip()[prefix.end() :]
    return text.strip() if _named(text.strip()) in words()["commands"]["spoken"] else None


def _named(given: str) -> str | None:
    names: dict[str, list[str]] = words()["commands"]["names"]
    return next((name for name, spellings in names.items() if given.lower() in spellings), None)


def _help_text(given: str) -> str:
    text: dict[str, Any] = words()["commands"]
    lines = [text["unknown"].format(name=given)] if given else []
    return "\n".join(
        [*lines, text["intro"], text["talk"], text["help"], text["memo"], text["scenario"], text["coaching"]]
    )


def _meant(call: Call) -> Place | None:
    """The conversation meant: where the command was given, or the thread that a link leads to.

    A link to another channel is refused: whoever gives the command need not be a member there.
    """
    link = LINK.search(call.argument.replace("&amp;", "&"))
    if link is None:
        return call.place
    channel, seconds, rest, thread = link.groups()
    return Place(channel, thread or f"{seconds}.{rest}") if channel == call.place.channel else None
