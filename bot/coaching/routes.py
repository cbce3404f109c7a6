"""The training's routes under ``/staff/coaching``, behind the staff's login."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.coaching.data import words
from bot.coaching.pages import CSV, PATH, Notes, debrief_page, gone_page, start_page, talk_page
from bot.coaching.school import MODES, WATCH, School, as_csv, is_full, is_line, is_name, new_seed
from bot.coaching.store import Session
from bot.coaching.talk import MOST_LINES, script
from bot.coaching.watch_page import FREE_LETTERS, watch_page
from bot.reports.desk import JAPAN
from bot.reports.routes import PRIVATE, page
from bot.staff.door import Door, field
from bot.staff.routes import FORMS, guarded
from subsidy.quantity import Kind, read_quantities

logger = logging.getLogger(__name__)

PLACE = "web"
CSV_KIND = "text/csv; charset=utf-8"


class BadForm(ValueError):
    """Something in a form cannot be read; the words say what."""


class Classroom:
    """Answers requests for the training. ``token`` is what this login's forms carry."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._store = school.store

    async def start(self, request: Request, token: str) -> HTTPResponse:
        """The owners and the history, of one trainee where the address names him."""
        trainee = request.args.get("trainee", "")
        return await self._start(token, trainee if is_name(trainee) else "")

    async def begin(self, request: Request, token: str) -> HTTPResponse:
        """A new session."""
        trainee, mode = field(request, "trainee").strip(), field(request, "mode")
        lesson = await asyncio.to_thread(lambda: self._school.lesson)
        persona = field(request, "persona")
        if not is_name(trainee):
            return await self._start(token, "", words()["no_name"], 400)
        if mode not in MODES or persona not in lesson.personas:
            return _gone()
        seed = new_seed() if field(request, "shuffle") else 0
        session = await self._store.begin(trainee, PLACE, mode, persona, seed)
        return _go(f"{PATH}/{session.id}")

    async def show(self, _request: Request, token: str, session_id: str) -> HTTPResponse:
        """A session: the talk, the interview, or the debrief."""
        session = await self._store.session(session_id)
        return _gone() if session is None else await self._drawn(session, token)

    async def say(self, request: Request, token: str, session_id: str) -> HTTPResponse:
        """A line of the trainee."""
        text = field(request, "text")
        session = await self._store.session(session_id)
        if session is None or session.mode == WATCH:
            return _gone()
        if not is_line(text):
            return await self._drawn(session, token, Notes(words()["blank"]), 400)
        await self._store.add(session_id, text, MOST_LINES)
        return _go(f"{PATH}/{session_id}")

    async def answer(self, request: Request, _token: str, session_id: str) -> HTTPResponse:
        """A question foretold."""
        session = await self._store.session(session_id)
        watch = None if session is None else await asyncio.to_thread(self._school.watch, session)
        if session is None or watch is None or session.mode != WATCH:
            return _gone()
        given = {name: field(request, name)[:FREE_LETTERS] for name in ("topic", "text", "why")}
        added = await self._store.add(session_id, given, len(watch.steps))
        if added is not None and len(added.lines) >= len(watch.steps):
            await self._finish(added)
        return _go(f"{PATH}/{session_id}")

    async def finish(self, request: Request, token: str, session_id: str) -> HTTPResponse:
        """The end: what was chosen is added to what was said, and judged."""
        session = await self._store.session(session_id)
        if session is None or session.mode == WATCH:
            return _gone()
        persona = await asyncio.to_thread(self._school.persona, session)
        if persona is None:
            return _gone()
        try:
            given = _choices(request, [frame for frame, _ in self._school.frames(persona)])
        except BadForm as fault:
            typed = {name: field(request, name) for name in request.form or {}}
            return await self._drawn(session, token, Notes(str(fault), is_full(session), typed), 400)
        added = await self._store.add(session_id, given, MOST_LINES + 1)
        if added is not None and not added.is_finished:
            await self._finish(added)
        return _go(f"{PATH}/{session_id}")

    async def export(self, request: Request, _token: str) -> HTTPResponse:
        """The history as CSV."""
        trainee = request.args.get("trainee", "")
        sessions = await self._store.history(trainee if is_name(trainee) else None)
        lesson = await asyncio.to_thread(lambda: self._school.lesson)
        logger.info("Staff exported the history of the training")
        content = as_csv(sessions, lesson.personas, JAPAN).encode("utf-8")
        return raw(
            content, headers={**PRIVATE, "Content-Disposition": f'attachment; filename="{CSV}"'}, content_type=CSV_KIND
        )

    async def _start(self, token: str, trainee: str, fault: str | None = None, status: int = 200) -> HTTPResponse:
        lesson = await asyncio.to_thread(lambda: self._school.lesson)
        sessions = await self._store.history(trainee or None)
        return _page(start_page(lesson.personas.values(), sessions, token, trainee, fault), status)

    async def _finish(self, session: Session) -> None:
        judged = await asyncio.to_thread(self._school.judged, session)
        if judged is not None:
            await self._store.finish(session.id, *judged)

    async def _drawn(self, session: Session, token: str, notes: Notes | None = None, status: int = 200) -> HTTPResponse:
        return await asyncio.to_thread(self._draw, session, token, notes, status)

    def _draw(self, session: Session, token: str, notes: Notes | None, status: int) -> HTTPResponse:
        if session.mode == WATCH:
            watch = self._school.watch(session)
            return _gone() if watch is None else _page(watch_page(session, watch, token))
        found = self._school.talk(session)
        if found is None:
            return _gone()
        talk, said, answers = found
        lines = list(script(talk, said, answers))
        if session.is_finished:
            return _page(debrief_page(session, talk.persona, lines, token))
        notes = notes or Notes(full=is_full(session))
        frames = self._school.frames(talk.persona)
        return _page(talk_page(session, talk.persona, lines, frames, token, notes), status)


def _choices(request: Request, frames: list[str]) -> dict[str, Any]:
    """The form at the end: ``frames`` with stance and yen, and the ``steps``. Raises BadForm."""
    chosen: dict[str, tuple[str, int | None]] = {}
    for frame in frames:
        stance, amount = field(request, f"stance.{frame}"), field(request, f"yen.{frame}").strip()
        if stance:
            chosen[frame] = (stance, _yen(amount) if amount else None)
    return {"frames": chosen, "steps": field(request, "steps")}


def _yen(text: str) -> int:
    sums = [one for one in read_quantities(text).quantities if one.kind is Kind.MONEY and one.low == one.high]
    if len(sums) != 1 or sums[0].low is None:
        raise BadForm(words()["bad_amount"].format(text=text))
    return int(sums[0].low)


def add_coaching(app: Sanic, door: Door, school: School) -> None:
    """Add the routes."""
    room = Classroom(school)
    for name, method, path, handler in (
        ("start", "GET", "", room.start),
        ("begin", "POST", "/start", room.begin),
        ("export", "GET", f"/{CSV}", room.export),
        ("show", "GET", "/<session_id:str>", room.show),
        ("say", "POST", "/<session_id:str>/say", room.say),
        ("answer", "POST", "/<session_id:str>/answer", room.answer),
        ("finish", "POST", "/<session_id:str>/finish", room.finish),
    ):
        app.add_route(guarded(door, handler), PATH + path, methods=[method], name=f"coaching_{name}")


def _page(html: str, status: int = 200, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    return page(html, status, {**FORMS, **(headers or {})})


def _gone() -> HTTPResponse:
    return _page(gone_page(), 404)


def _go(address: str) -> HTTPResponse:
    return _page("", 303, {"Location": quote(address, safe="/")})
