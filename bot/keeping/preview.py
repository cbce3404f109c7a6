"""The cards of a frame as the three channels show them, drawn by the channels' own renderers, as text and as a page.

Colours and shapes are the channels' own matter; what stands in a message, in which order and how much is cut, is not.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from bot.channels.delivery.keys import Keys
from bot.channels.line import render as line
from bot.channels.line.buttons import Signer
from bot.channels.line.words import words as line_words
from bot.channels.slack import render as slack
from bot.keeping.words import words
from bot.reports.page import frame
from bot.stores.records import Json
from subsidy import Engine, ProfileError, parse_profile

# Loaded by name, as the endpoint of actions does.
MESSAGES = "actions.preview"
NOBODY = "preview"
CHANNELS = ("web", "line", "slack")


class Shown(NamedTuple):
    """A frame: what visitors are shown of it, and the labels of the facts that its verdict still lacks."""

    id: str
    name: str
    messages: list[Json]
    missing: tuple[str, ...]


def frames_of(engine: Engine, name: str, facts: Mapping[str, Any], at: dt.datetime) -> list[Shown]:
    """The frame with an id, or those of the programme with it. Raises ProfileError."""
    programmes = engine.catalog.programmes
    found = [(p, frame) for p in programmes for frame in p.frames if name in (p.id, frame.id)]
    if not found:
        raise ProfileError("unknown_frame", value=name)
    labels = {field.key: field.label for field in engine.catalog.fields}
    assessment = engine.assess(parse_profile(dict(facts), engine.catalog.fields), at, [found[0][0].edition])
    return [
        Shown(
            frame.id,
            frame.name,
            messages_of(engine, frame.id, facts, at),
            tuple(labels[key] for key in assessment.verdicts[frame.id].missing),
        )
        for _, frame in found
    ]


def messages_of(engine: Engine, frame_id: str, facts: Mapping[str, Any], at: dt.datetime) -> list[Json]:
    """The neutral messages on a frame. Raises ProfileError."""
    found: list[Json] = importlib.import_module(MESSAGES).frame_messages(engine, frame_id, facts, at)
    return found


def without_details(shown: Sequence[Shown]) -> list[Shown]:
    """The cards alone, without what is behind them."""
    return [one._replace(messages=one.messages[:1]) for one in shown]


def channels(messages: Sequence[Json], wanted: Sequence[str] = CHANNELS) -> dict[str, list[list[str]]]:
    """For each channel its messages, each as the lines that are read in it, buttons in brackets."""
    keys = Keys(NOBODY.encode(), NOBODY)
    drawn = line.render(messages, Signer(keys, NOBODY), line_words())
    posted = slack.render(messages, lambda choice: choice)
    shown = {
        "web": [list(_web(message)) for message in messages],
        "line": [list(_flat(message)) for message in drawn],
        "slack": [list(_flat(message["blocks"])) for message in posted],
    }
    return {channel: shown[channel] for channel in wanted}


def as_text(messages: Sequence[Json], wanted: Sequence[str] = CHANNELS) -> str:
    """The preview as plain text."""
    parts = []
    for channel, shown in channels(messages, wanted).items():
        parts.append(f"==== {words()['channels'][channel]} ====")
        parts += ["\n".join(lines) + "\n" for lines in shown]
    return "\n".join(parts)


def as_page(title: str, lead: str, messages: Sequence[Json], back: str = "") -> str:
    """The preview as a page; ``back`` is HTML in front of it."""
    body = [f"{back}<h1>{escape(title)}</h1><p>{escape(lead)}</p>", *_channels(messages)]
    return frame(title, "\n".join(body))


def _channels(messages: Sequence[Json], wanted: Sequence[str] = CHANNELS) -> Iterator[str]:
    """What each channel shows, as HTML."""
    for channel, shown in channels(messages, wanted).items():
        yield f"<h2>{escape(words()['channels'][channel])}</h2>"
        yield from (f'<article class="card">{"".join(map(_paragraph, lines))}</article>' for lines in shown)


def all_as_text(shown: Sequence[Shown], wanted: Sequence[str] = CHANNELS) -> str:
    """The preview of several frames as plain text, each with what its verdict lacks."""
    texts = [f"{as_text(one.messages, wanted)}\n{_lacking(one)}".rstrip("\n") for one in shown]
    if len(shown) == 1:
        return texts[0]
    heads = [words()["preview_frame"].format(name=one.name, id=one.id) for one in shown]
    return "\n\n".join([_contents(shown), *(f"{a}\n{b}" for a, b in zip(heads, texts, strict=True))])


def _contents(shown: Sequence[Shown]) -> str:
    """Which frames follow."""
    listed = words()["between"].join(f"{one.name}（{one.id}）" for one in shown)
    return str(words()["preview_contents"].format(count=len(shown), frames=listed))


def all_as_page(title: str, facts: Mapping[str, Any], shown: Sequence[Shown], wanted: Sequence[str] = CHANNELS) -> str:
    """The preview of several frames as a page."""
    body = [f"<h1>{escape(title)}</h1><p>{escape(facts_line(facts))}</p>"]
    if len(shown) > 1:
        body.append(f"<p>{escape(_contents(shown))}</p>")
    for one in shown:
        if len(shown) > 1:
            body.append(f"<h2>{escape(words()['preview_frame'].format(name=one.name, id=one.id))}</h2>")
        body += [*_channels(one.messages, wanted), f"<p>{escape(_lacking(one))}</p>" if one.missing else ""]
    return frame(title, "\n".join(body))


def written(path: Path) -> str:
    """Where a preview was written."""
    return str(words()["preview_written"].format(path=path))


def _lacking(one: Shown) -> str:
    """Which facts the verdict still lacks; empty where it lacks none."""
    if not one.missing:
        return ""
    listed = words()["between"].join(one.missing)
    return str(words()["preview_missing"].format(missing=listed, first=one.missing[0]))


def facts_line(facts: Mapping[str, Any]) -> str:
    """What the cards were judged on."""
    return words()["preview_facts"].format(facts=json.dumps(facts, ensure_ascii=False)) if facts else _none()


def _none() -> str:
    text: str = words()["preview_lead"]
    return text


def _paragraph(text: str) -> str:
    return f"<p>{'<br>'.join(map(escape, text.split(chr(10))))}</p>"


def _web(message: Json) -> Iterator[str]:
    """The bubble, and what its cards say beyond it: each criterion with its source, and what to do next."""
    yield str(message.get("text") or "")
    for item in (message.get("custom") or {}).get("items", ()):
        for criterion in item["criteria"]:
            source = criterion["source"]
            yield f"・{criterion['text']}（{source['document']} {source['place']}）"
        yield from (f"→ {step}" for step in item["next_steps"])
    yield from map(_button, (button["title"] for button in message.get("buttons", ())))


def _flat(part: Any) -> Iterator[str]:
    """The words of a message of LINE or Slack in reading order."""
    if isinstance(part, list):
        for one in part:
            yield from _flat(one)
    elif isinstance(part, dict):
        kind = part.get("type")
        if kind in ("postback", "uri"):
            yield _button(str(part.get("label")))
        elif kind == "button" and isinstance(part.get("text"), dict):
            yield _button(str(part["text"]["text"]))
        elif isinstance(part.get("text"), str):
            yield part["text"]
            yield from _flat(part.get("quickReply"))
        else:
            # What LINE shows where it cannot draw a card says nothing more than the card.
            yield from _flat([value for name, value in part.items() if name not in ("altText", "accessory")])


def _button(title: str) -> str:
    text: str = words()["button"].format(title=title)
    return text
