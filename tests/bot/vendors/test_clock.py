"""A clock that jumps holds up nothing and loses nothing."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from tests.bot.vendors.desk import Desk, Dialogue, event
from tests.bot.vendors.stub import StubVendor

HOUR_S = 3600.0


@pytest.mark.parametrize("jump_s", [-HOUR_S, HOUR_S])
def test_what_waited_when_the_clock_jumped_is_answered_and_sent_at_once(tmp_path: Path, jump_s: float) -> None:
    async def scenario() -> list[str]:
        desk = Desk(tmp_path, StubVendor(), Dialogue())
        await desk.store.accept("stub", [event("note", kind="note"), event("a")])
        await desk.store.finish("stub", event("note"), [{"text": "parcel"}])
        # As if it had been stored by a clock that showed another hour.
        await desk.store.database.write(
            lambda connection: connection.execute(
                "UPDATE outbox SET due_at = due_at - :jump, created_at = created_at - :jump", {"jump": jump_s}
            )
        )
        await desk.store.database.write(
            lambda connection: connection.execute("UPDATE inbox SET received_at = received_at - ?", (jump_s,))
        )
        start = time.monotonic()
        await desk.courier.start()
        await desk.idle()
        assert time.monotonic() - start < 10
        await desk.courier.stop()
        await desk.store.close()
        return desk.vendor.sent

    assert asyncio.run(scenario()) == ["parcel", "a!"]
