"""Which other websites may use the bot from their pages."""

from __future__ import annotations

import os
import re

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.channels.errors import ChannelError

VARIABLE = "HOJO_NAVI_ORIGINS"
ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?")
CHANNEL = "/webhooks/web/"
METHODS = {"session": "POST, DELETE", "messages": "POST", "history": "GET"}
FOREIGN = frozenset({"cross-site", "same-site"})
PREFLIGHT_S = 7200


class BadOrigin(ValueError):
    """``HOJO_NAVI_ORIGINS`` holds something else than origins."""


def allowed_origins() -> tuple[str, ...]:
    """The origins in ``HOJO_NAVI_ORIGINS``, separated by spaces or commas. Raises BadOrigin on anything else."""
    origins = os.environ.get(VARIABLE, "").lower().replace(",", " ").split()
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise BadOrigin(f"{VARIABLE}: {origin!r} is no origin such as https://www.example.jp")
    return tuple(origins)


def add_origins(app: Sanic, origins: tuple[str, ...]) -> None:
    """Let pages of ``origins`` talk to the web channel, and pages of other sites not."""
    for name, methods in METHODS.items():
        _add_preflight(app, name, methods, origins)

    @app.on_request
    async def refuse_foreign(request: Request) -> HTTPResponse | None:
        if not request.path.startswith(CHANNEL) or request.method == "OPTIONS":
            return None
        foreign = request.headers.get("sec-fetch-site") in FOREIGN
        if not foreign or request.headers.get("origin") in origins:
            return None
        refusal = ChannelError("malformed")
        return json(refusal.body(), status=refusal.status, headers={"Cache-Control": "no-store"})

    @app.on_response
    async def allow(request: Request, response: HTTPResponse) -> None:
        if request.path.startswith(CHANNEL):
            response.headers["Vary"] = "Origin"
            if request.headers.get("origin") in origins:
                response.headers["Access-Control-Allow-Origin"] = request.headers["origin"]
                response.headers["Access-Control-Expose-Headers"] = "Retry-After, Erasure-Receipt"


def _add_preflight(app: Sanic, name: str, methods: str, origins: tuple[str, ...]) -> None:
    headers = {
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Max-Age": str(PREFLIGHT_S),
    }

    async def preflight(request: Request) -> HTTPResponse:
        allowed = request.headers.get("origin") in origins
        return empty(status=204, headers=headers) if allowed else empty(status=403)

    app.add_route(preflight, f"{CHANNEL}{name}", methods=["OPTIONS"], name=f"preflight_{name}")
