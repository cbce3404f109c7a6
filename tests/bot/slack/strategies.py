"""Neutral messages of every kind, with texts of every length and letter."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

# Whatever may come: control letters, halves of pairs, letters beyond the basic plane, and mrkdwn's own signs.
SIGNS = st.sampled_from(
    ["<!channel>", "<@U1>", "&amp;", "<https://x.jp|y>", "*", "_", "~", "`", "■ ", "◇", "\n", "\t", "\x00", "\ud83c"]
)
PARTS = st.one_of(SIGNS, st.sampled_from(["補助金", "🍜", "髙﨑", "ﾊﾟ", " "]), st.text(max_size=8))
WORDS = st.lists(PARTS, max_size=8).map("".join)


def repeated(units: list[str], most: int) -> st.SearchStrategy[str]:
    """One unit again and again."""
    return st.builds(lambda unit, times: unit * times, st.sampled_from(units), st.integers(0, most))


LONG = repeated(["あ", "a", "🍜", "& ", "行\n", "■ 見\n", "<!here>"], 4000)
TEXT = st.one_of(WORDS, WORDS, WORDS, LONG)
TITLE = st.one_of(WORDS, repeated(["枠", "🍜", "&"], 200))
ADDRESSES = [None, "https://example.go.jp/a_b?c=d&e=f", "http://x.jp", "https://x.jp/" + "a" * 4000, "03-0000-0000"]
ADDRESS = st.sampled_from(ADDRESSES)


@st.composite
def buttons(draw: st.DrawFn) -> list[Json]:
    """Buttons with choices that are all different."""
    count = draw(st.sampled_from([0, 0, 1, 2, 5, 6, 10, 11, 25, 26, 30, 101]))
    drawn = draw(st.lists(TITLE, min_size=min(count, 8), max_size=min(count, 8)))
    return [{"title": drawn[n % len(drawn)], "choice": f"choice-{n}"} for n in range(count)]


ITEM = st.fixed_dictionaries(
    {
        "shown": st.booleans(),
        "name": WORDS,
        "frame": WORDS,
        "official_url": ADDRESS,
        "checked_on": st.one_of(st.just("2026-09-01"), WORDS),
    }
)
CUSTOM: st.SearchStrategy[Json] = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["question", "checklist_question"]),
            "input": st.sampled_from(["choice", "multi", "number", "text"]),
            "progress": st.one_of(st.none(), st.just({"answered": 3, "remaining_at_most": 5})),
        }
    ),
    st.fixed_dictionaries({"kind": st.just("notice"), "topic": WORDS, "accept": st.just("choice-0")}),
    st.fixed_dictionaries({"kind": st.just("profile_summary"), "confirm": st.just("choice-1")}),
    st.fixed_dictionaries({"kind": st.just("recommendations"), "items": st.lists(ITEM, max_size=15)}),
    st.fixed_dictionaries(
        {
            "kind": st.just("comparison"),
            "frames": st.lists(st.fixed_dictionaries({"id": WORDS, "name": TEXT}), max_size=5),
            "rows": st.lists(st.fixed_dictionaries({"label": WORDS, "cells": st.lists(TEXT, max_size=5)}), max_size=6),
            "notes": st.lists(TEXT, max_size=12),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("checklist_result"),
            "sections": st.lists(
                st.fixed_dictionaries({"name": TEXT, "count": st.integers(0, 9), "of": st.integers(1, 9)}), max_size=12
            ),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("offices"),
            "items": st.lists(st.fixed_dictionaries({"name": TEXT, "contact": ADDRESS}), max_size=14),
        }
    ),
    st.fixed_dictionaries({"kind": st.just("report"), "url": ADDRESS, "title": TEXT, "expires": WORDS}),
    st.fixed_dictionaries({"kind": WORDS, "text": WORDS}),
)


@st.composite
def messages(draw: st.DrawFn) -> Json:
    """One neutral message."""
    message: Json = {}
    text, offered, custom = draw(st.one_of(st.none(), TEXT)), draw(buttons()), draw(CUSTOM)
    if text is not None:
        message["text"] = text
    if offered:
        message["buttons"] = offered
    return {**message, "custom": custom} if custom else message
