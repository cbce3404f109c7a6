"""The sample page at ``/``, the widget under ``/widget/``, and errors outside of the channels."""

from __future__ import annotations

import logging

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json, raw

from bot.channels.errors import ChannelError
from widget.build import Asset, build

logger = logging.getLogger(__name__)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)
ADDRESSES = {"index.html": "/", "embed.html": "/widget/embed"}
LASTING = "public, max-age=31536000, immutable"
# The loader is asked for on every page of a website: for some minutes the browser need not come back.
SHORT = "public, max-age=300"
CODES = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large", 503: "unavailable"}


def add_pages(app: Sanic, origins: tuple[str, ...] = ()) -> None:
    """Serve the pages and the widget; pages of ``origins`` may frame the embedded one."""
    for asset in build().values():
        ancestors = " ".join(("'self'", *(origins if asset.name == "embed.html" else ())))
        _add_asset(app, asset, headers_of(asset, ancestors))


def add_error_pages(app: Sanic) -> None:
    """Answer every error in the channel's shape, without details."""

    @app.exception(Exception)
    async def refuse(_request: Request, error: Exception) -> HTTPResponse:
        status = error.status_code if isinstance(error, SanicException) else None
        if status is None:
            logger.error("A request failed: %s", type(error).__name__)
            status = 503
        refusal = ChannelError(CODES.get(status, "malformed" if status < 500 else "unavailable"))
        return json(refusal.body(), status=refusal.status, headers={"Cache-Control": "no-store"})


def headers_of(asset: Asset, ancestors: str = "'self'") -> dict[str, str]:
    """The headers that a file is served with; ``ancestors`` may frame it."""
    page = asset.name.endswith(".html")
    script = asset.name.endswith((".js", ".json"))
    cache = LASTING if asset.lasting else SHORT if script else "no-cache"
    headers = {
        "Content-Security-Policy": POLICY.format(ancestors=ancestors),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": cache,
        "ETag": asset.tag,
        "Vary": "Accept-Encoding",
    }
    if not page:
        # Modules are fetched with CORS. They are public; who may talk to the bot is decided at the channel.
        headers |= {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    return headers


def _add_asset(app: Sanic, asset: Asset, headers: dict[str, str]) -> None:
    async def serve(request: Request) -> HTTPResponse:
        if request.headers.get("if-none-match") == asset.tag:
            return empty(status=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            packed = {**headers, "Content-Encoding": "gzip"}
            return raw(asset.compressed, content_type=asset.content_type, headers=packed)
        return raw(asset.content, content_type=asset.content_type, headers=headers)

    address = ADDRESSES.get(asset.name, f"/widget/{asset.name}")
    app.add_route(
        serve, address, methods=["GET", "HEAD"], name=f"page_{asset.name.replace('.', '_').replace('-', '_')}"
    )
