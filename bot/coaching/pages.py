"""The training's pages. Every text is escaped; there is no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from urllib.parse import quote

from bot.coaching.claims import STANCES
from bot.coaching.data import words
from bot.coaching.persona import Persona
from bot.coaching.school import LINE_LETTERS, MODES, NAME_LETTERS, TALK, Json
from bot.coaching.store import Session
from bot.reports.desk import JAPAN
from bot.reports.page import frame, plain_page
from bot.staff.pages import PATH as STAFF
from subsidy.wording import format_date

PATH = f"{STAFF}/coaching"
CSV = "history.csv"


def start_page(
    personas: Iterable[Persona], sessions: Sequence[Session], token: str, trainee: str, fault: str | None = None
) -> str:
    """The owners to choose from, and the sessions of a trainee, or of all."""
    text, known = words(), {persona.id: persona for persona in personas}
    title = text["history"] if not trainee else text["of_trainee"].format(name=trainee)
    listed = "".join(f"<li>{_entry(session, known)}</li>" for session in sessions)
    asked = f"?trainee={quote(trainee)}" if trainee else ""
    body = (
        f'<p><a href="{STAFF}">{escape(text["inbox"])}</a></p><h1>{escape(text["title"])}</h1>{_alert(fault)}'
        f"<p>{escape(text['intro'])}</p>{_start_form(known.values(), token, trainee)}"
        f"<h2>{escape(title)}</h2>"
        + (f"<ul>{listed}</ul>" if listed else f"<p>{escape(text['history_none'])}</p>")
        + f'<nav><a href="{PATH}/{CSV}{asked}">{escape(text["export"])}</a></nav>'
    )
    return frame(text["title"], body)


def talk_page(
    session: Session,
    persona: Persona,
    script: Iterable[Json],
    frames: Sequence[tuple[str, str]],
    token: str,
    notes: Notes,
) -> str:
    """The conversation so far, a box for the next line, and a form for the recommendation."""
    said = "".join(_line(line, session, persona) for line in script)
    forms = _say_form(session, token) if not notes.full else _alert(words()["full"])
    body = f"{_head(persona)}{_alert(notes.fault)}{said}{forms}{_finish_form(session, frames, token, notes.typed)}"
    return frame(persona.title, body)


class Notes:
    """What a talk page says beside the talk: a fault, that it is full, and what was typed into the last form."""

    def __init__(self, fault: str | None = None, full: bool = False, typed: Mapping[str, str] | None = None) -> None:
        self.fault = fault
        self.full = full
        self.typed = typed or {}


def debrief_page(session: Session, persona: Persona, script: Iterable[Json], token: str) -> str:
    """The score, what to mend, what was good, and the conversation."""
    text, result = words(), session.debrief or {}
    said = "".join(_line(line, session, persona) for line in script)
    body = (
        f"{_head(persona)}<h2>{escape(text['debrief'])}</h2>"
        f"<p><strong>{escape(text['score'].format(score=session.score))}</strong></p>"
        f"{_parts(result)}{_again_form(session, token)}"
        f"{_findings(text['bad_title'], result['bad']) or _plain(text['nothing_bad'])}"
        f"{_findings(text['good_title'], result['good'])}"
        f"<h3>{escape(text['trap_title'])}</h3><p>{escape(result['trap'])}</p>"
        f"<footer><p>{escape(text['basis'])}</p></footer><h2>{escape(text['history'])}</h2>{said}"
    )
    return frame(text["debrief"], body)


def gone_page() -> str:
    """A page that says that there is no such session."""
    return plain_page(words()["missing_title"], words()["missing"])


def head(persona: Persona) -> str:
    """The heading of a practice with an owner."""
    return _head(persona)


def form(action: str, token: str, content: str) -> str:
    """A form of the training."""
    hidden = f'<input type="hidden" name="token" value="{escape(token)}">'
    return f'<form method="post" action="{PATH}/{escape(action)}">{hidden}{content}</form>'


def button(label: str) -> str:
    """A button that sends its form."""
    return f'<p><button class="button">{escape(label)}</button></p>'


def _head(persona: Persona) -> str:
    day = words()["day"].format(day=format_date(persona.on))
    return (
        f'<p><a href="{PATH}">{escape(words()["back"])}</a></p><header><h1>{escape(persona.title)}</h1>'
        f"<p>{escape(day)}</p></header>"
    )


def _alert(text: str | None) -> str:
    return f'<p role="alert">{escape(text)}</p>' if text else ""


def _plain(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _start_form(personas: Iterable[Persona], token: str, trainee: str) -> str:
    text = words()
    options = "".join(
        f'<option value="{escape(one.id)}">{escape(one.title + text["day"].format(day=format_date(one.on)))}</option>'
        for one in personas
    )
    modes = "".join(
        f'<label><input type="radio" name="mode" value="{mode}"{" checked" if mode == TALK else ""}> '
        f"{escape(text['modes'][mode])}</label><br>"
        for mode in MODES
    )
    content = (
        f'<p><label>{escape(text["name"])} <input name="trainee" required maxlength="{NAME_LETTERS}" '
        f'value="{escape(trainee)}" autocomplete="off"></label><br><small>{escape(text["name_hint"])}</small></p>'
        f'<p><label>{escape(text["persona"])} <select name="persona">{options}</select></label></p>'
        f"<fieldset><legend>{escape(text['mode'])}</legend>{modes}</fieldset>"
        f'<p><label><input type="checkbox" name="shuffle" value="1"> {escape(text["shuffle"])}</label>'
        f"<br><small>{escape(text['shuffle_hint'])}</small></p>{button(text['start'])}"
    )
    return form("start", token, content)


def _entry(session: Session, personas: Mapping[str, Persona]) -> str:
    text, persona = words(), personas.get(session.persona)
    line = text["entry"].format(
        at=datetime.fromtimestamp(session.started_at, JAPAN).strftime("%Y-%m-%d %H:%M"),
        name=session.trainee,
        persona=session.persona if persona is None else persona.title,
        mode=text["modes"][session.mode],
    )
    score = text["unfinished"] if session.score is None else text["points"].format(score=session.score)
    return f'<a href="{PATH}/{escape(session.id)}">{escape(line)}</a> {escape(score)}'


def _line(line: Json, session: Session, persona: Persona) -> str:
    speaker = words()["speakers"][line["from"]]
    name = speaker.format(name=persona.title if line["from"] == "owner" else session.trainee)
    said = "<br>".join(escape(part) for part in str(line["text"]).split("\n"))
    return f'<article class="card"><h4>{escape(name)}</h4><p>{said}</p></article>'


def _say_form(session: Session, token: str) -> str:
    text = words()
    content = (
        f'<p><label>{escape(text["say"])}<br><textarea name="text" rows="3" cols="50" required autofocus '
        f'maxlength="{LINE_LETTERS}"></textarea></label><br><small>{escape(text["say_hint"])}</small></p>'
        f"{button(text['send'])}"
    )
    return form(f"{session.id}/say", token, content)


def _finish_form(session: Session, frames: Sequence[tuple[str, str]], token: str, typed: Mapping[str, str]) -> str:
    text = words()
    rows = "".join(_frame_row(frame_id, name, typed) for frame_id, name in frames)
    content = (
        f"<h2>{escape(text['finish_title'])}</h2><p>{escape(text['finish_hint'])}</p><dl>{rows}</dl>"
        f'<p><label>{escape(text["next_steps"])}<br><textarea name="steps" rows="5" cols="50" '
        f'maxlength="{LINE_LETTERS}">{escape(typed.get("steps", ""))}</textarea></label></p>{button(text["finish"])}'
    )
    return form(f"{session.id}/finish", token, content)


def _frame_row(frame_id: str, name: str, typed: Mapping[str, str]) -> str:
    text, chosen = words(), typed.get(f"stance.{frame_id}", "")
    options = "".join(
        f'<option value="{stance}"{" selected" if stance == chosen else ""}>{escape(text["stances"][stance])}</option>'
        for stance in ("", *STANCES)
    )
    amount = escape(typed.get(f"yen.{frame_id}", ""))
    return (
        f"<div><dt>{escape(name)}</dt><dd>"
        f'<select name="stance.{escape(frame_id)}" aria-label="{escape(name)}">{options}</select> '
        f'<label>{escape(text["amount"])} <input name="yen.{escape(frame_id)}" size="12" maxlength="30" '
        f'value="{amount}"></label></dd></div>'
    )


def _parts(result: Json) -> str:
    text = words()
    lines = [
        text["part"].format(label=text["parts"][name], points=points, weight=result["weights"][name])
        for name, points in result["parts"].items()
    ]
    if result["needless"]:
        lines.append(text["needless_points"].format(count=result["needless"], minus=result["minus"]))
    if result["missing_parts"]:
        labels = text["and"].join(text["parts"][name] for name in result["missing_parts"])
        lines.append(text["no_occasion"].format(labels=labels))
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _findings(title: str, found: Sequence[Json]) -> str:
    if not found:
        return ""
    return f"<h3>{escape(title)}</h3><ul>{''.join(map(_finding, found))}</ul>"


def _finding(one: Json) -> str:
    reasons = "".join(
        f"<br><small>{escape(reason['text'])} {escape(reason['source'])}</small>" for reason in one["reasons"]
    )
    return f"<li>{escape(one['text'])}{reasons}</li>"


def _again_form(session: Session, token: str) -> str:
    hidden = {"trainee": session.trainee, "persona": session.persona, "mode": session.mode, "shuffle": "1"}
    fields = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in hidden.items())
    return form("start", token, fields + button(words()["again"]))
