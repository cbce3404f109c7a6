"""``GET /healthz``: would a message be answered?"""

from __future__ import annotations

import asyncio
import logging
import sqlite3

from rasa.shared.constants import UTTER_PREFIX
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.errors import ChannelError
from bot.engine import TurnAgent
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
    """Why a message would not be answered: model, actions or store; None if it would."""
    if agent is None or agent.processor is None:
        return "model"
    custom = [name for name in agent.domain.user_actions if not name.startswith(UTTER_PREFIX)]
    if await agent.action_endpoint.missing(custom):
        return "actions"
    if not agent.is_proven:
        await warm_up(agent)
        if not agent.is_proven:
            return "actions"
    try:
        await agent.tracker_store.store.check_writable()
    except (sqlite3.Error, OSError):
        return "store"
    return None
