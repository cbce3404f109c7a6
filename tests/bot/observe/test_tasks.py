from __future__ import annotations

import asyncio

from bot.observe.tasks import end


def test_a_task_that_swallows_a_cancellation_ends_all_the_same() -> None:
    swallowed: list[int] = []

    async def stubborn() -> None:
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                if len(swallowed) >= 2:
                    raise
                swallowed.append(1)

    async def scenario() -> asyncio.Task[None]:
        task = asyncio.ensure_future(stubborn())
        await asyncio.sleep(0)
        await asyncio.wait_for(end(task), 20)
        return task

    assert asyncio.run(scenario()).cancelled()
    assert len(swallowed) == 2
