"""The staff's pages. Every text is escaped; there is no script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from bot.reports.desk import JAPAN
from bot.reports.page import frame, memo_parts, plain_page
from bot.staff.store import STATES, Case
from bot.staff.words import words
from bot.stores.records import Entry

PATH = "/staff"
MOST_LETTERS = 1000
# Where else staff works: addresses below PATH.
DESKS = ("coaching", "learning", "stats", "catalog")


def login_page(fault: str | None = None) -> str:
    """The page that asks for the password."""
    text = words()
    alert = f'<p role="alert">{escape(text[fault])}</p>' if fault else ""
    body = (
        f"<h1>{escape(text['login_title'])}</h1>{alert}"
        f'<form method="post" action="{PATH}/login"><p><label>{escape(text["password"])} '
        f'<input type="password" name="password" autocomplete="current-password" required maxlength="1024"></label></p>'
        f'<p><button class="button">{escape(text["login"])}</button></p></form>'
    )
    return frame(text["login_title"], body)


def list_page(cases: Sequence[Case], token: str) -> str:
    """Every case."""
    text = words()
    rows = "".join(f"<li>{_line(case)}</li>" for case in cases)
    listed = f"<ul>{rows}</ul>" if cases else f"<p>{escape(text['empty'])}</p>"
    links = "".join(f'<a href="{PATH}/{name}">{escape(text["desks"][name])}</a>' for name in DESKS)
    links = f"<nav>{links}</nav>"
    return frame(text["inbox"], f"<header><h1>{escape(text['inbox'])}</h1>{_logout(token)}</header>{links}{listed}")


def case_page(case: Case, history: Sequence[Entry], token: str, said: str | None = None) -> str:
    """One case: where it stands, the memo, what was said, and a box for the reply."""
    text = words()
    title = text["case"].format(number=case.number)
    alert = f'<p role="status">{escape(text[said])}</p>' if said else ""
    body = (
        f'<p><a href="{PATH}">{escape(text["back"])}</a></p>'
        f"<header><h1>{escape(title)}</h1>{_logout(token)}</header>{alert}<p>{_facts(case)}</p>"
        f"{_status_form(case, token)}{_reply_form(case, token)}"
        f"<h2>{escape(text['memo'])}</h2>{memo_parts(case.memo)}"
        f"<h2>{escape(text['history'])}</h2>{''.join(map(_entry, history))}"
    )
    return frame(title, body)


def refusal_page(name: str) -> str:
    """A page that says why nothing is shown."""
    return plain_page(words()[f"{name}_title"], words()[name])


def _line(case: Case) -> str:
    title = escape(words()["case"].format(number=case.number))
    return f'<a href="{PATH}/cases/{escape(case.id)}">{title}</a> {_facts(case)}'


def _facts(case: Case) -> str:
    text = words()
    parts = (
        text["states"][case.status],
        text["received"].format(at=_when(case.created_at)),
        text["updated"].format(at=_when(case.updated_at)),
        text["channel"].format(channel=text["channels"].get(case.channel, case.channel)),
    )
    return escape("　".join(parts))


def _form(action: str, token: str, content: str) -> str:
    hidden = f'<input type="hidden" name="token" value="{escape(token)}">'
    return f'<form method="post" action="{PATH}/{escape(action)}">{hidden}{content}</form>'


def _logout(token: str) -> str:
    return _form("logout", token, f'<button class="button">{escape(words()["logout"])}</button>')


def _status_form(case: Case, token: str) -> str:
    text = words()
    options = "".join(
        f'<option value="{state}"{" selected" if state == case.status else ""}>{escape(text["states"][state])}</option>'
        for state in STATES
    )
    content = (
        f'<label>{escape(text["status"])} <select name="status">{options}</select></label> '
        f'<button class="button">{escape(text["change"])}</button>'
    )
    return _form(f"cases/{case.id}/status", token, content)


def _reply_form(case: Case, token: str) -> str:
    text = words()
    content = (
        f'<p><label>{escape(text["reply"])}<br><textarea name="text" rows="5" cols="40" required '
        f'maxlength="{MOST_LETTERS}"></textarea></label><br><small>{escape(text["reply_hint"])}</small></p>'
        f'<p><button class="button">{escape(text["send"])}</button></p>'
    )
    return _form(f"cases/{case.id}/reply", token, content)


def _entry(entry: Entry) -> str:
    sender = words()["senders"].get(entry.sender, entry.sender)
    said = "<br>".join(escape(line) for line in str(entry.message.get("text") or "").split("\n"))
    return f'<article class="card"><h4>{escape(sender)} <small>{_when(entry.at)}</small></h4><p>{said}</p></article>'


def _when(at: float) -> str:
    return datetime.fromtimestamp(at, JAPAN).strftime("%Y-%m-%d %H:%M")
