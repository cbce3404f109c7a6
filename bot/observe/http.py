"""The server's side of it: ids on requests, counts of answers, ``GET /livez``, and the private port of the metrics."""

from __future__ import annotations

import json
import os
import time
from typing import Any

from prometheus_client import start_http_server
from sanic import Sanic
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse
from sanic.response import json as json_response

from bot.observe.gauges import Gauges
from bot.observe.metrics import metrics
from bot.observe.trace import HEADER, new_trace, set_trace, trace_of
from bot.reports.links import BadSetting
from bot.stores.database import Database

PORT_VARIABLE = "HOJO_NAVI_METRICS_PORT"
HOST_VARIABLE = "HOJO_NAVI_METRICS_HOST"
LOCAL = "127.0.0.1"
ELSEWHERE = "other"
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
MOST_OF_A_REFUSAL = 1000


def add_observation(app: Sanic, database: Database) -> None:
    """Give each request an id, count its answer, and serve the metrics where a port is set. Raises BadSetting."""
    port = metrics_port()
    app.register_middleware(_begin, "request")
    app.register_middleware(_end, "response")

    @app.get("/livez")
    async def livez(_request: Request) -> HTTPResponse:
        return json_response({"status": "alive"}, headers={"Cache-Control": "no-store"})

    if port is not None:
        _serve_metrics(app, port, database)


def metrics_port() -> int | None:
    """``HOJO_NAVI_METRICS_PORT``; None where it is not set. Raises BadSetting."""
    given = os.environ.get(PORT_VARIABLE, "").strip()
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or not 0 < int(given) < 65536:
        raise BadSetting(f"{PORT_VARIABLE}: {given!r} is no port")
    return int(given)


def _serve_metrics(app: Sanic, port: int, database: Database) -> None:
    gauges = Gauges(database, metrics())

    @app.after_server_start
    async def start(app: Sanic, _loop: Any) -> None:
        address = os.environ.get(HOST_VARIABLE, "").strip() or LOCAL
        # A thread of its own: it answers also while the event loop is held up.
        app.ctx.metrics_server, _ = start_http_server(port, address, metrics().registry)
        gauges.start()

    @app.before_server_stop
    async def stop(app: Sanic, _loop: Any) -> None:
        await gauges.stop()
        app.ctx.metrics_server.shutdown()
        app.ctx.metrics_server.server_close()


async def _begin(request: Request) -> None:
    request.ctx.trace = trace_of(request.headers.get(HEADER))
    request.ctx.begun = time.monotonic()
    set_trace(request.ctx.trace)


async def _end(request: Request, response: BaseHTTPResponse) -> None:
    response.headers[HEADER] = getattr(request.ctx, "trace", None) or new_trace()
    route = _route(request)
    method = request.method if request.method in METHODS else ELSEWHERE
    metrics().requests.labels(route, method, str(response.status)).inc()
    begun = getattr(request.ctx, "begun", None)
    if begun is not None:
        metrics().request_seconds.labels(route).observe(time.monotonic() - begun)
    code = _code(response)
    if code is not None:
        metrics().errors.labels(code).inc()


def _route(request: Request) -> str:
    """The pattern of the address, never the address: that may hold keys."""
    route = getattr(request, "route", None)
    return f"/{route.path.lstrip('/')}" if route is not None else ELSEWHERE


def _code(response: BaseHTTPResponse) -> str | None:
    """The code of an error of ours; None where the answer is none."""
    body = getattr(response, "body", None) if (response.status or 0) >= 400 else None
    if not body or len(body) > MOST_OF_A_REFUSAL:
        return None
    try:
        code = json.loads(body).get("error")
    except (ValueError, AttributeError):
        return None
    return code if isinstance(code, str) else None
