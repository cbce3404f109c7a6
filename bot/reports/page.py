"""A memo as a web page that prints well. Every text is escaped; the page has no script."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from bot.reports.text import boxes_of
from bot.reports.words import words
from bot.stores.records import Json

FRAME = """<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""
LISTS = {"number": "ol", "box": "ul", "inline": "ul", "plain": "ul"}


def memo_page(memo: Json, files: dict[str, str]) -> str:
    """The page of a memo; ``files`` has the addresses of its other forms by label."""
    links = "".join(f'<a href="{escape(address)}">{escape(label)}</a>' for label, address in files.items())
    header = [
        f"<header><h1>{escape(memo['title'])}</h1>",
        f"<p>{'<br>'.join(escape(date) for date in memo['dates'])}</p></header>",
        f"<p>{escape(memo['subtitle'])}</p>",
        f"<nav>{links}<span>{escape(words()['print'])}</span></nav>",
    ]
    notes = "".join(f"<li>{escape(note)}</li>" for note in memo["notes"])
    parts = "\n".join("".join(_part(part)) for part in memo["parts"])
    return frame(memo["title"], "\n".join([*header, "<main>", parts, "</main>", f"<footer><ul>{notes}</ul></footer>"]))


def plain_page(title: str, text: str) -> str:
    """A page that says one thing."""
    return frame(title, f"<h1>{escape(title)}</h1><p>{escape(text)}</p>")


def frame(title: str, body: str) -> str:
    """A whole page around ``body``, which is HTML already."""
    return FRAME.format(title=escape(title), style=style(), body=body)


@cache
def style() -> str:
    """The style sheet."""
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


@cache
def policy(forms: str = "'none'") -> str:
    """The content security policy: the style sheet, which is named by its hash, and forms to ``forms``; no more."""
    digest = b64encode(hashlib.sha256(style().encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action {forms}; frame-ancestors 'none'"
    )


def memo_parts(memo: Json) -> str:
    """The parts of a memo, to be shown within another page."""
    return "\n".join("".join(_part(part)) for part in memo["parts"])


def _part(part: Json) -> Iterator[str]:
    yield f"<section><h2>{escape(part['heading'])}</h2>"
    if "chart" in part:
        yield f'<dl class="chart">{"".join(map(_bar, part["chart"]))}</dl>'
    if "facts" in part:
        yield f"<dl>{''.join(map(_fact, part['facts']))}</dl>"
    for group in part.get("groups", ()):
        yield from _group(group)
    if "items" in part:
        tag = LISTS[part["style"]]
        items = "".join(f"<li>{escape(item)}</li>" for item in part["items"])
        yield f'<{tag} class="{part["style"]}">{items}</{tag}>'
    yield "</section>"


def _bar(row: Json) -> str:
    """The words say all that the boxes do."""
    boxes = f'<span aria-hidden="true">{escape(boxes_of(row))}</span> '
    return f"<div><dt>{escape(row['label'])}</dt><dd>{boxes}{escape(row['told'])}</dd></div>"


def _fact(fact: Json) -> str:
    mark = ' class="open"' if fact["open"] else ""
    return f"<div><dt>{escape(fact['label'])}</dt><dd{mark}>{escape(fact['value'])}</dd></div>"


def _group(group: Json) -> Iterator[str]:
    yield f"<h3>{escape(group['heading'])}</h3>"
    for card in group["cards"]:
        closed = " closed" if card["closed"] else ""
        lines = "".join(
            f"<div><dt>{escape(line['label'])}</dt><dd>{escape(line['text'])}</dd></div>" for line in card["lines"]
        )
        yield f'<article class="card{closed}"><h4>{escape(card["name"])}</h4><dl>{lines}</dl></article>'
    if group["lines"]:
        lines = "".join(f"<li>{escape(line)}</li>" for line in group["lines"])
        yield f'<ul class="lines">{lines}</ul>'
