"""What is kept too long is deleted, by a clock that the test turns."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from bot.privacy.settings import DAY_S, Limits
from bot.privacy.sweep import Swept, sweep
from bot.stores.schema_conversations import TEXTS
from bot.stores.schemas import tables_of_conversation
from tests.bot.privacy.conftest import TEXT, Past

LIMITS = Limits()


def done(past: Past, *steps: Coroutine[Any, Any, None], days: float = 0, limits: Limits = LIMITS) -> Swept:
    """What a sweep deletes ``days`` from now, after some steps."""

    async def scenario() -> Swept:
        for step in steps:
            await step
        return await sweep(past.store.database, past.now + days * DAY_S, limits)

    return asyncio.run(scenario())


def left(past: Past, table: str, name: str) -> int:
    key = "id" if table == "conversations" else "conversation_id"
    return int(past.place.run(f"SELECT count(*) FROM {table} WHERE {key} = '{name}'")[0][0])


def test_what_is_young_stays_whole(past: Past) -> None:
    swept = done(past, past.has("c", days=29.9, extras=("memo", "case")))
    assert swept.total() == 0
    assert all(left(past, table, "c") for table in (*TEXTS, "conversations", "reports", "cases"))


def test_texts_go_after_a_month_and_the_answers_stay(past: Past) -> None:
    done(past, past.has("c", days=30.1, extras=("case",)))
    assert [left(past, table, "c") for table in TEXTS] == [0] * len(TEXTS)
    ((snapshot,),) = past.place.run("SELECT snapshot FROM conversations")
    assert TEXT not in snapshot
    opening = asyncio.run(past.store.open_turn("c", None, ()))
    assert [event["name"] for event in opening.snapshot] == ["consent", "dialogue", "employees"]
    assert opening.asked == "capital_yen"
    assert left(past, "cases", "c") == 1


def test_after_three_months_nothing_is_left(past: Past) -> None:
    swept = done(past, past.has("c", days=90.1, extras=("memo", "case")), past.has("other", days=1))
    assert swept["conversations"] == swept["cases"] == 1
    assert [left(past, table, "c") for table in (*tables_of_conversation(), "conversations")] == [0] * (
        len(tables_of_conversation()) + 1
    )
    assert left(past, "messages", "other") == 2


def test_on_the_web_nothing_outlives_the_key_to_it(past: Past) -> None:
    done(past, past.has("web", days=30.1, channel="web"), past.has("line", days=30.1))
    assert (left(past, "conversations", "web"), left(past, "conversations", "line")) == (0, 1)


def test_who_never_agreed_is_forgotten_after_a_day(past: Past) -> None:
    done(past, past.has("old", days=1.1, consented=False), past.has("new", days=0.9, consented=False))
    assert (left(past, "conversations", "old"), left(past, "conversations", "new")) == (0, 1)


def test_a_reply_by_staff_keeps_what_waits_for_it(past: Past) -> None:
    async def replied() -> None:
        await past.store.add_message("c", "staff", {"text": "お待たせしました"})
        past.place.run(f"UPDATE messages SET at = {past.now - DAY_S} WHERE sender = 'staff'")

    done(past, past.has("c", days=31), replied())
    assert left(past, "messages", "c") == 3


@pytest.mark.parametrize(("days", "expected"), [(6, 1), (8, 0)])
def test_of_two_limits_each_is_kept(past: Past, days: float, expected: int) -> None:
    limits = Limits(text_s=DAY_S, answers_s=7 * DAY_S)
    done(past, past.has("c", days=days), limits=limits)
    assert (left(past, "messages", "c"), left(past, "conversations", "c")) == (0, expected)


def test_memos_logins_ids_and_receipts_end_by_their_own_clock(past: Past) -> None:
    async def other_rows() -> None:
        await past.has("c", days=0, extras=("memo",))
        now = past.now
        past.place.run(f"INSERT INTO logins VALUES ('old', 't', {now - 1}), ('new', 't', {now + 1})")
        past.place.run(f"INSERT INTO erasures VALUES ('AAAA', {now - 401 * DAY_S}, 'web'), ('BBBB', {now}, 'web')")
        for name, age, is_open in (("done", 8, 0), ("waits", 8, 1), ("young", 6, 0)):
            past.place.run(
                "INSERT INTO inbox (channel, event_id, conversation_id, at, received_at, kind, open, content, address) "
                f"VALUES ('line', '{name}', 'c', 1, {now - age * DAY_S}, 'text', {is_open}, '', '')"
            )

    swept = done(past, other_rows(), days=0.02)
    assert {key for (key,) in past.place.run("SELECT key FROM logins")} == set()
    assert swept["logins"] == 2
    assert left(past, "reports", "c") == 1
    assert past.place.run("SELECT receipt FROM erasures") == [("BBBB",)]
    assert {row[0] for row in past.place.run("SELECT event_id FROM inbox")} == {"waits", "young"}
    assert done(past, days=0.05)["reports"] == 1


def test_rows_without_a_conversation_do_not_stay(past: Past) -> None:
    async def orphan() -> None:
        await past.has("c", days=0, extras=("memo",))
        past.place.run("DELETE FROM conversations")

    assert done(past, orphan())["reports"] == 1


def test_a_snapshot_that_nobody_can_read_ends_like_any_other(past: Past) -> None:
    async def broken() -> None:
        await past.has("c", days=91)
        past.place.run("UPDATE conversations SET snapshot = '{broken'")

    done(past, broken())
    assert left(past, "conversations", "c") == 0


def test_more_conversations_than_are_taken_at_once_all_end(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.privacy.sweep.AT_ONCE", 2)
    swept = done(past, *(past.has(f"c{number}", days=91) for number in range(5)), past.has("young", days=2))
    assert swept["conversations"] == 5
    assert left(past, "conversations", "young") == 1
