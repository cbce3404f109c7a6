"""相談メモ: a case as text, for the person who goes on with it. Every figure is the engine's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.channels.slack.blocks import context, header, sections
from bot.channels.slack.case import Case
from bot.channels.slack.text import link, mrkdwn
from bot.channels.slack.words import words
from bot.stores.records import Json
from subsidy.wording import format_date

# The state of the criteria that decided, or still can decide, each status.
DECIDING = {"eligible": ("unknown", "human"), "undetermined": ("unknown",), "ineligible": ("unmet",)}
# What is over or does not fit is told shortly: there is much of it.
CLOSED, UNFIT = "closed", "ineligible"


def memo(case: Case) -> list[Json]:
    """The blocks of the memo, without buttons: any number of them."""
    custom = case.verdicts["custom"]
    text = words()["memo"]
    return [
        header(text["title"]),
        *context([mrkdwn(text["judged"].format(on=format_date(dt.date.fromisoformat(custom["on"][:10]))))]),
        *sections(case.summary.get("text") or ""),
        *_verdicts(custom["items"]),
        *context([mrkdwn(text["promise"])]),
    ]


def _verdicts(items: list[Json]) -> Iterator[Json]:
    for status in DECIDING:
        found = [item for item in items if item["status"] == status]
        title = words()["memo"]["status"][status].format(count=len(found))
        yield from sections("\n".join([f"■ {title}", *(line for item in found for line in lines_of(item))]))
        pages = dict.fromkeys(page for item in found if status != UNFIT for page in _page(item))
        yield from context(list(pages))


def lines_of(item: Json, whole: bool = False) -> Iterator[str]:
    """A verdict with its call, and, unless that is over and not the ``whole`` is wanted, amounts, criteria, sources."""
    text = words()["memo"]
    is_short = item["call_status"] == CLOSED and not whole
    yield f"◇ {item['name']} {item['frame']}"
    yield from [] if is_short else _amounts(item)
    yield text["call"].format(call=item["call_reason"])
    if is_short:
        return
    deciding = [criterion for criterion in item["criteria"] if criterion["state"] in DECIDING[item["status"]]]
    for criterion in deciding:
        yield text["criterion"].format(mark=text["mark"][criterion["state"]], text=criterion["text"])
    yield from dict.fromkeys(text["source"].format(**criterion["source"]) for criterion in deciding)
    yield text["checked"].format(checked_on=format_date(dt.date.fromisoformat(item["checked_on"])))


def _amounts(item: Json) -> Iterator[str]:
    text = words()["memo"]
    if item.get("rate"):
        yield text["rate"].format(rate=item["rate"])
    for name in ("max_subsidy_yen", "est_subsidy_yen"):
        if item.get(name) is not None:
            yield text[name].format(yen=f"{item[name]:,}")


def _page(item: Json) -> Iterator[str]:
    linked = link(item.get("official_url") or "", words()["memo"]["page"].format(name=item["name"]))
    if linked:
        yield linked
