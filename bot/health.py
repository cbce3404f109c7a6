"""``GET /healthz``: would a message be answered?"""

from __future__ import annotations

import asyncio
import logging
import os
import socket

from rasa.shared.constants import UTTER_PREFIX
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.errors import ChannelError
from bot.engine import TurnAgent
from bot.stores.connection import StoreError
from bot.stores.locks import open_locks
from bot.warm_up import warm_up

logger = logging.getLogger(__name__)

CHECK_TIMEOUT_S = 3.0


def add_health(app: Sanic) -> None:
    """Add the route."""

    @app.get("/healthz")
    async def healthz(request: Request) -> HTTPResponse:
        try:
            reason = await asyncio.wait_for(_reason(getattr(request.app.ctx, "agent", None)), CHECK_TIMEOUT_S)
        except asyncio.TimeoutError:
            reason = "timeout"
        headers = {"Cache-Control": "no-store"}
        if reason is None:
            return json({"status": "ok"}, headers=headers)
        return json({**ChannelError("unavailable").body(), "reason": reason}, status=503, headers=headers)


async def _reason(agent: TurnAgent | None) -> str | None:
    """Why a message would not be answered: model, model_hash, actions, store or locks; None if it would."""
    if agent is None or agent.processor is None:
        return "model" if agent is None else agent.trouble
    custom = [name for name in agent.domain.user_actions if not name.startswith(UTTER_PREFIX)]
    if await agent.action_endpoint.missing(custom):
        return "actions"
    if not agent.is_proven:
        await warm_up(agent)
        if not agent.is_proven:
            return "actions"
    try:
        await agent.tracker_store.store.check_writable()
    except (StoreError, OSError):
        return "store"
    return await _lock_trouble()


async def _lock_trouble() -> str | None:
    try:
        # A name of its own: another process that checks at the same moment is not waited for.
        async with open_locks().hold(f"health {os.getpid()} {socket.gethostname()}"):
            return None
    except StoreError:
        return "locks"
