"""Tasks in the background, and how they end."""

from __future__ import annotations

import asyncio
from typing import Any

ASK_AGAIN_S = 0.1


async def end(task: asyncio.Task[Any]) -> None:
    """Cancel a task until it has ended: a transaction that is being committed takes no notice of the first try."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=ASK_AGAIN_S)
