"""Training in Slack: ``/hojo 研修`` in the staff's channel. Who may write there is staff."""

from __future__ import annotations

import asyncio
import os
import re
from typing import Any

from bot.coaching.data import words
from bot.coaching.persona import Persona
from bot.coaching.school import LINE_LETTERS, TALK, School, is_full, is_line, is_name, new_seed, warm_up
from bot.coaching.store import Session, SessionStore
from bot.coaching.talk import MOST_LINES
from bot.stores.database import Database, database_at, database_location
from subsidy.wording import format_date

CHANNEL_VARIABLE = "SLACK_STAFF_CHANNEL"
PLACE = "slack:"
SHORT = 6
BEGIN = re.compile(r"(\d{1,3})(?:\s+(数字))?(?:\s+(.+))?$")


class SlackCoach:
    """Answers what follows ``/hojo 研修``."""

    def __init__(self, database: Database | None = None) -> None:
        self._channel = os.environ.get(CHANNEL_VARIABLE, "").strip()
        self._database = database
        self._school: School | None = None
        if self._channel:
            # Slack waits three seconds for an answer.
            warm_up()

    @property
    def school(self) -> School:
        """The school; the database is opened at the first use."""
        if self._school is None:
            self._school = School(SessionStore(self._database or database_at(database_location())))
        return self._school

    async def answer(self, text: str, channel: str, who: str) -> str:
        """The answer to a command of somebody in a channel; ``who`` is a pseudonym of the person, or of a thread."""
        if not self._channel or channel != self._channel:
            return str(words()["slack"]["closed"])
        given, _, rest = text.strip().partition(" ")
        known: dict[str, Any] = words()["slack"]
        if given in known["list"]:
            return await asyncio.to_thread(self._listed)
        if given in known["begin"]:
            return await self._begin(rest.strip(), who)
        if given in known["end"] and not rest.strip():
            return await self._end(who)
        return await self._say(text.strip(), who) if text.strip() else str(known["help"])

    def _listed(self) -> str:
        line: str = words()["slack"]["listed"]
        owners = enumerate(self.school.lesson.personas.values(), 1)
        lines = [line.format(number=number, title=one.title, day=format_date(one.on)) for number, one in owners]
        return "\n".join([*lines, "", words()["slack"]["help"]])

    async def _begin(self, given: str, who: str) -> str:
        owners = list((await asyncio.to_thread(lambda: self.school.lesson)).personas.values())
        asked = BEGIN.match(given)
        if asked is None or not 1 <= int(asked[1]) <= len(owners):
            return str(words()["slack"]["unknown"])
        name = asked[3] if asked[3] and is_name(asked[3]) else PLACE + who[:SHORT]
        seed = new_seed() if asked[2] else 0
        session = await self.school.store.begin(name, PLACE + who, TALK, owners[int(asked[1]) - 1].id, seed)
        found = await asyncio.to_thread(self.school.talk, session)
        assert found is not None
        begun = str(words()["slack"]["begun"]).format(title=found[0].persona.title)
        return f"{begun}\n{_spoken(found[0].persona, found[0].opening)}"

    async def _say(self, text: str, who: str) -> str:
        session = await self._current(who)
        if session is None:
            return str(words()["slack"]["none"])
        if not is_line(text[: LINE_LETTERS + 1]):
            return str(words()["blank"])
        if is_full(session):
            return str(words()["full"])
        added = await self.school.store.add(session.id, text, MOST_LINES)
        found = None if added is None else await asyncio.to_thread(self.school.talk, added)
        return str(words()["slack"]["none"]) if found is None else _spoken(found[0].persona, found[2][-1])

    async def _end(self, who: str) -> str:
        session = await self._current(who)
        judged = None if session is None else await asyncio.to_thread(self.school.judged, session)
        if session is None or judged is None:
            return str(words()["slack"]["none"])
        await self.school.store.finish(session.id, *judged)
        return _told(*judged)

    async def _current(self, who: str) -> Session | None:
        session = await self.school.store.latest(PLACE + who)
        return None if session is None or session.is_finished else session


def _spoken(persona: Persona, text: str) -> str:
    return str(words()["slack"]["answer"]).format(name=persona.title, text=text)


def _told(score: int, result: dict[str, Any]) -> str:
    """A debrief as text, with the sources of what is to be mended."""
    text = words()
    lines = [str(text["score"]).format(score=score)]
    for title, found in ((text["bad_title"], result["bad"]), (text["good_title"], result["good"])):
        lines += ["", f"■{title}"] if found else []
        for one in found:
            lines.append(f"・{one['text']}")
            lines += (
                []
                if found is result["good"]
                else [f"　{reason['text']} {reason['source']}" for reason in one["reasons"]]
            )
    return "\n".join([*lines, "", f"■{text['trap_title']}", result["trap"], "", text["basis"]])
