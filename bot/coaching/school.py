"""What pages and Slack share: owners to choose, sessions, and what comes of a line."""

from __future__ import annotations

import csv
import functools
import io
import secrets
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.coaching.claims import FITS, STANCES, Claim
from bot.coaching.data import words
from bot.coaching.debrief import WEIGHTS, debrief
from bot.coaching.hear import hear
from bot.coaching.persona import Persona, load_personas, shuffled
from bot.coaching.report import report
from bot.coaching.store import Session, SessionStore
from bot.coaching.talk import MOST_LINES, Talk, replay
from bot.coaching.watch import Watch
from subsidy import Engine, load_catalog

TALK, WATCH = "talk", "watch"
MODES = (TALK, WATCH)
SEEDS = 1_000_000
# Web and Slack share what is loaded.
_LOADING = threading.Lock()
NAME_LETTERS, LINE_LETTERS = 40, 1000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Json = dict[str, Any]


@dataclass(frozen=True)
class Lesson:
    """The owners and the rules, loaded at the first use."""

    engine: Engine
    personas: Mapping[str, Persona]


@functools.cache
def _lesson() -> Lesson:
    engine = Engine(load_catalog())
    # The dictionary of words and the examples are read now, not in somebody's first line.
    hear("?")
    return Lesson(engine, load_personas(engine))


def warm_up() -> None:
    """Load in the background what the first practice needs, so that it need not wait."""
    threading.Thread(target=_shared, name="coaching", daemon=True).start()


def _shared() -> Lesson:
    with _LOADING:
        return _lesson()


class School:
    """Practises by id. Its methods with work for the processor are plain, to be called in a thread."""

    def __init__(self, store: SessionStore) -> None:
        self.store = store

    @property
    def lesson(self) -> Lesson:
        """The owners with the engine; the first call takes a second."""
        return _shared()

    def persona(self, session: Session) -> Persona | None:
        """The owner of a session, with its figures; None where he is no longer among them."""
        found = self.lesson.personas.get(session.persona)
        return None if found is None else shuffled(found, session.seed)

    def talk(self, session: Session) -> tuple[Talk, list[str], list[str]] | None:
        """The talk so far, the trainee's lines and the owner's answers."""
        persona = self.persona(session)
        if persona is None:
            return None
        said = [line for line in session.lines if isinstance(line, str)]
        talk, answers = replay(persona, self.lesson.engine, said)
        for line in session.lines:
            if isinstance(line, dict):
                _add_form(talk, line)
        return talk, said, answers

    def watch(self, session: Session) -> Watch | None:
        """The interview of a session in the second mode."""
        persona = self.persona(session)
        return None if persona is None else Watch(persona, self.lesson.engine, session.seed)

    def judged(self, session: Session) -> tuple[int, Json] | None:
        """Score and debrief of a session as it stands."""
        if session.mode == WATCH:
            watch = self.watch(session)
            return None if watch is None else (watch.score(session.lines), {"score": watch.score(session.lines)})
        found = self.talk(session)
        if found is None:
            return None
        result = debrief(found[0], self.lesson.engine)
        return result.score, report(result, found[0].persona, self.lesson.engine)

    def frames(self, persona: Persona) -> list[tuple[str, str]]:
        """The frames of an owner's edition: id and name."""
        rules = self.lesson.engine.rules((persona.edition,))
        return [(rule.frame.id, f"{rule.programme.name} {rule.frame.name}") for rule in rules]


def new_seed() -> int:
    """A seed for other figures."""
    return 1 + secrets.randbelow(SEEDS)


def is_name(text: str) -> bool:
    """Whether a trainee can be called so."""
    return 0 < len(text.strip()) <= NAME_LETTERS and text.isprintable()


def is_line(text: str) -> bool:
    """Whether something was said, and not too much."""
    return 0 < len(text.strip()) <= LINE_LETTERS


def is_full(session: Session) -> bool:
    """Whether a session takes no more lines."""
    return len(session.lines) >= MOST_LINES


def _add_form(talk: Talk, form: Mapping[str, Any]) -> None:
    """What was chosen on the page at the end counts like what was said."""
    for frame, (stance, yen) in form["frames"].items():
        if stance in STANCES:
            talk.record.claims[frame] = Claim(frame, stance, yen if stance == FITS else None)
    if form["steps"].strip():
        talk.advise(form["steps"])


def as_csv(sessions: Sequence[Session], personas: Mapping[str, Persona], zone: Any) -> str:
    """The history as a table that spreadsheets read; nothing in it is taken for a formula."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(words()["csv"])
    for session in sessions:
        table.writerow([_cell(value) for value in _row(session, personas.get(session.persona), zone)])
    return "\ufeff" + out.getvalue()


def _row(session: Session, persona: Persona | None, zone: Any) -> list[Any]:
    result = session.debrief or {}
    parts = result.get("parts", {})
    return [
        datetime.fromtimestamp(session.started_at, zone).strftime("%Y-%m-%d %H:%M"),
        session.trainee,
        session.persona if persona is None else persona.title,
        "" if persona is None else persona.on.isoformat(),
        session.seed,
        words()["modes"][session.mode],
        "" if session.score is None else session.score,
        *(parts.get(name, "") for name in WEIGHTS),
        result.get("needless", ""),
        " / ".join(one["text"] for one in result.get("bad", ())),
    ]


def _cell(value: Any) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
