"""The page of the second mode: one question to foretell, and what came of the last one."""

from __future__ import annotations

from html import escape

from bot.coaching.data import words
from bot.coaching.hear import topics
from bot.coaching.pages import button, form, head
from bot.coaching.store import Session
from bot.coaching.watch import Marked, Watch
from bot.reports.page import frame

FREE_LETTERS = 200


def watch_page(session: Session, watch: Watch, token: str) -> str:
    """The interview so far and the next question to foretell, or the score."""
    text, opening = words()["watch"], watch.persona
    marked = [watch.mark(number, given) for number, given in enumerate(session.lines[: len(watch.steps)])]
    told = "".join(_marked(one, watch) for one in marked)
    first = f'<article class="card"><h4>{escape(opening.title)}</h4><p>{escape(watch.opening)}</p></article>'
    if len(marked) < len(watch.steps):
        rest = _question(session, watch, len(marked), token)
    else:
        rest = f'<p role="status"><strong>{escape(text["done"].format(score=watch.score(session.lines)))}</strong></p>'
    return frame(opening.title, f"{head(opening)}<p>{escape(text['intro'])}</p>{first}{told}{rest}")


def _marked(one: Marked, watch: Watch) -> str:
    text, step = words()["watch"], one.step
    programmes = words()["and"].join(step.programmes[name] for name in step.decided)
    lines = [
        text["unread" if one.topic is None else one.result],
        text["engine"].format(question=watch.question(step.stop.topic)),
        text["decides"].format(count=len(step.stop.frames), programmes=programmes),
        text["why_right" if one.why_is_right else "why_wrong"],
        text["owner"].format(name=watch.persona.title, text=one.answer),
    ]
    title = text["step"].format(number=step.number, most=step.most)
    shown = "<br>".join(escape(line) for line in lines)
    return f'<article class="card"><h4>{escape(title)}</h4><p>{shown}</p></article>'


def _question(session: Session, watch: Watch, number: int, token: str) -> str:
    text, step = words()["watch"], watch.steps[number]
    choices = "".join(
        f'<label><input type="radio" name="topic" value="{escape(topic)}"> {escape(topics()[topic].name)}</label><br>'
        for topic in step.choices
    )
    programmes = f'<option value="">{escape(text["none"])}</option>' + "".join(
        f'<option value="{escape(name)}">{escape(label)}</option>' for name, label in step.programmes.items()
    )
    content = (
        f"<fieldset><legend>{escape(text['topic'])}</legend>{choices}"
        f'<label>{escape(text["topic_free"])}<br><input name="text" size="40" maxlength="{FREE_LETTERS}"></label>'
        f'</fieldset><p><label>{escape(text["why"])} <select name="why">{programmes}</select></label></p>'
        f"{button(text['answer'])}"
    )
    title = text["step"].format(number=step.number, most=step.most)
    return f"<h2>{escape(title)}</h2>{form(f'{session.id}/answer', token, content)}"
