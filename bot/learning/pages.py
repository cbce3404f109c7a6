"""The page on which staff says what was meant. Every text is escaped; there is no script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.learning.store import IGNORED, Utterance
from bot.learning.words import act_name, words
from bot.reports.page import frame
from bot.staff.pages import PATH
from bot.staff.words import words as staff_words

ADDRESS = f"{PATH}/learning"
PREFIX = "label-"


def queue_page(waiting: Sequence[Utterance], labelled: int, token: str, is_on: bool, saved: bool) -> str:
    """The utterances that wait, each with its choice of acts."""
    text = words()
    told = f'<p role="status">{escape(text["saved"])}</p>' if saved else ""
    off = "" if is_on else f'<p role="note">{escape(text["off"])}</p>'
    counts = escape(text["counts"].format(waiting=len(waiting), labelled=labelled))
    head = (
        f'<p><a href="{PATH}">{escape(staff_words()["back"])}</a></p><h1>{escape(text["title"])}</h1>{told}{off}'
        f"<p>{escape(text['lead'])}</p><p>{counts}</p><p>{escape(text['next'])}</p>"
    )
    if not waiting:
        return frame(text["title"], f"{head}<p>{escape(text['empty'])}</p>")
    rows = "".join(map(_row, waiting))
    save = f'<p><button class="button">{escape(text["save"])}</button></p>'
    form = (
        f'<nav><a href="{ADDRESS}/table">{escape(text["download"])}</a></nav>'
        f'<form method="post" action="{ADDRESS}"><input type="hidden" name="token" value="{escape(token)}">'
        f"{rows}{save}</form>"
    )
    return frame(text["title"], head + form)


def _row(one: Utterance) -> str:
    text = words()
    facts = "　".join(
        (
            text["reasons"].get(one.reason, one.reason),
            text["asked"].format(asked=one.asked or text["nothing_asked"]),
            text["taken"].format(act=act_name(one.act)),
        )
    )
    return (
        f'<article class="card"><h4>{escape(one.text)}</h4><p>{escape(facts)}</p>'
        f'<p><label>{escape(text["columns"]["label"])} <select name="{PREFIX}{escape(one.id)}">{_options()}</select>'
        "</label></p></article>"
    )


def _options() -> str:
    text = words()
    names = {"": text["choose"], **text["acts"], IGNORED: text["ignore"]}
    return "".join(f'<option value="{escape(act)}">{escape(name)}</option>' for act, name in names.items())
