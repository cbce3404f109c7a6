"""Ids of requests: taken from a proxy where they are ids, made here otherwise."""

from __future__ import annotations

import asyncio

import pytest

from bot.observe.trace import OURS, current_trace, new_trace, pseudonym, set_trace, trace_of, traced


@pytest.mark.parametrize("given", ["0123456789abcdef0123456789abcdef", "6f9619ff-8b86-4011-b42d-00cf4fc964ff"])
def test_an_id_of_a_proxy_is_taken_over(given: str) -> None:
    assert trace_of(given) == given


@pytest.mark.parametrize(
    "given", [None, "", "株式会社ひみつ", "0312345678", "a" * 33, "0123456789ABCDEF0123456789ABCDEF", "x\n" + "0" * 32]
)
def test_anything_else_is_not(given: str | None) -> None:
    assert trace_of(given) != given
    assert OURS.fullmatch(trace_of(given))


def test_new_ids_differ() -> None:
    assert len({new_trace() for _ in range(100)}) == 100


def test_each_task_has_its_own() -> None:
    async def one(trace: str) -> str | None:
        set_trace(trace)
        await asyncio.sleep(0)
        return current_trace()

    async def both() -> list[str | None]:
        return list(await asyncio.gather(one("a"), one("b")))

    assert asyncio.run(both()) == ["a", "b"]


def test_after_a_block_the_id_is_what_it_was() -> None:
    with traced("outer"):
        with traced("inner"):
            assert current_trace() == "inner"
        assert current_trace() == "outer"
    assert current_trace() is None


def test_a_pseudonym_is_short_the_same_and_not_the_name() -> None:
    assert pseudonym("U0123456789") == pseudonym("U0123456789") != pseudonym("U0123456788")
    assert len(pseudonym("\udcffU")) == 12
