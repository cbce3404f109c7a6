"""The page at ``/``, its files, and errors outside of the channels."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json, raw

from bot.channels.errors import ChannelError

logger = logging.getLogger(__name__)

FOLDER = Path(__file__).with_name("web")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
CODES = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large", 503: "unavailable"}


def add_pages(app: Sanic) -> None:
    """Serve ``index.html`` at ``/`` and the files beside it under ``/web/``."""
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in TYPES:
            _add_file(app, "/" if path.name == "index.html" else f"/web/{path.name}", path)


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


def _add_file(app: Sanic, address: str, path: Path) -> None:
    content = path.read_bytes()
    tag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    headers = {**HEADERS, "ETag": tag}

    async def page(request: Request) -> HTTPResponse:
        if request.headers.get("if-none-match") == tag:
            return empty(status=304, headers=headers)
        return raw(content, content_type=TYPES[path.suffix], headers=headers)

    app.add_route(page, address, methods=["GET", "HEAD"], name=f"page_{path.stem}_{path.suffix[1:]}")
