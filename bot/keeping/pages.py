"""The page of the catalogue for its keeper: to read only. Every text is escaped; there is no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape

from bot.keeping.overview import Overview
from bot.keeping.words import words
from bot.reports.page import frame
from bot.staff.pages import PATH
from bot.staff.words import words as staff_words
from subsidy.model import Conflict, Frame, Programme

ADDRESS = f"{PATH}/catalog"


def catalogue_page(found: Overview) -> str:
    """Entries by edition, what is due, contradictions, and coverage by scenarios."""
    text = words()
    lead = text["lead"].format(on=found.on.isoformat())
    parts = [
        f'<p><a href="{PATH}">{escape(staff_words()["back"])}</a></p><h1>{escape(text["title"])}</h1>',
        f"<p>{escape(lead)}</p><h2>{escape(text['due'])}</h2>{_lines(found.findings, text['nothing_due'])}",
    ]
    for edition in sorted(found.catalog.editions, key=lambda one: one.id, reverse=True):
        parts.append(f"<h2>{escape(edition.title)}</h2>")
        parts += [_programme(one, found) for one in found.catalog.programmes if one.edition == edition.id]
    parts.append(f"<h2>{escape(text['conflicts'])}</h2>{_conflicts(found)}")
    if found.unreadable:
        parts.append(f"<h2>{escape(text['sheets'])}</h2>{_lines(found.unreadable, '')}")
    return frame(text["title"], "\n".join(parts))


def broken_page(problems: Iterable[str]) -> str:
    """What stands in the way of a catalogue that cannot be read."""
    text = words()
    head = f'<p><a href="{PATH}">{escape(staff_words()["back"])}</a></p><h1>{escape(text["title"])}</h1>'
    return frame(text["title"], f"{head}<p>{escape(text['broken'])}</p>{_lines(problems, '')}")


def back_link() -> str:
    """The way back to the catalogue."""
    return f'<p><a href="{ADDRESS}">{escape(words()["back"])}</a></p>'


def _programme(programme: Programme, found: Overview) -> str:
    text = words()
    facts = text["checked"].format(
        checked_on=programme.checked_on.isoformat(),
        review_by=programme.review_by.isoformat(),
        owner=programme.owner,
        confidence=text["confidence"][programme.confidence],
    )
    alert = f"<p><strong>{escape(text['overdue'])}</strong></p>" if found.is_overdue(programme) else ""
    rows = "".join(_frame(one, found) for one in programme.frames)
    head = "".join(f'<th scope="col">{escape(text[name])}</th>' for name in ("frame", "call", "rows", "preview"))
    return (
        f"<h3>{escape(programme.name)} <small>{escape(programme.id)}</small></h3>{alert}<p>{escape(facts)}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _frame(one: Frame, found: Overview) -> str:
    text = words()
    counts = found.rows.get(one.id, Counter())
    told = "　".join(f"{name} {counts.get(status, 0)}" for status, name in text["statuses"].items())
    gap = "" if found.is_covered(one) else f" <strong>{escape(text['uncovered'])}</strong>"
    return (
        f'<tr><th scope="row">{escape(one.name)}<br><small>{escape(one.id)}</small></th>'
        f"<td>{escape(found.calls[one.id])}</td><td>{escape(told)}{gap}</td>"
        f'<td><a href="{ADDRESS}/{escape(one.id)}">{escape(text["preview"])}</a></td></tr>'
    )


def _conflicts(found: Overview) -> str:
    parts = [(one.name, conflict) for one in found.catalog.programmes for conflict in one.conflicts]
    parts += [(one.title, conflict) for one in found.catalog.editions for conflict in one.conflicts]
    return "".join(_conflict(name, one) for name, one in parts) or _lines((), words()["no_conflicts"])


def _conflict(name: str, conflict: Conflict) -> str:
    says = "".join(
        f"<li>{escape(place.says)}（{escape(place.source.document)} {escape(place.source.place)}）</li>"
        for place in conflict.places
    )
    used = words()["used"].format(used=conflict.used)
    reason = words()["reason"].format(reason=conflict.reason)
    return (
        f'<article class="card"><h4>{escape(name)}: {escape(conflict.topic)}</h4><ul>{says}</ul>'
        f"<p>{escape(used)}<br>{escape(reason)}</p></article>"
    )


def _lines(lines: Iterable[str], nothing: str) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else f"<p>{escape(nothing)}</p>"
