"""``python -m bot.serve``: everything a visitor needs in one process."""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.lean import leave_out_tensorflow
from bot.logs import configure_logging

if TYPE_CHECKING:
    from sanic import Sanic

    from bot.engine import TurnAgent

ROOT = Path(__file__).resolve().parents[1]
logger = logging.getLogger("bot.serve")


@dataclass(frozen=True)
class Settings:
    """Where to serve what."""

    host: str
    port: int
    model: Path
    credentials: Path
    endpoints: Path


def main(arguments: list[str] | None = None) -> int:
    """Serve until a signal ends it."""
    settings = _settings(arguments)
    try:
        listener = _bind(settings.host, settings.port)
    except OSError as error:
        print(f"Cannot serve on {settings.host}:{settings.port}: {error.strerror}", file=sys.stderr)
        return 1
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    configure_logging()
    leave_out_tensorflow()
    from bot.origins import BadOrigin
    from bot.reports.links import BadSetting

    try:
        app = build_app(settings)
    except (BadOrigin, BadSetting) as error:
        print(error, file=sys.stderr)
        return 2
    app.run(sock=listener, access_log=False, motd=False, debug=False)
    return 0


def build_app(settings: Settings) -> Sanic:
    """The application: the channels, the page and the health check; none of Rasa's own routes."""
    from rasa.core.run import create_http_input_channels
    from sanic import Sanic

    from bot.health import add_health
    from bot.origins import add_origins, allowed_origins
    from bot.pages import add_error_pages, add_pages
    from bot.staff.counter import Counter, register
    from bot.warm_up import warm_up

    configure_logging()
    app = Sanic("hojo_navi", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 1024 * 1024
    app.config.KEEP_ALIVE_TIMEOUT = 30
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 12.0
    app.config.PROXIES_COUNT = int(os.environ.get("PROXIES_COUNT", "0")) or None
    channels = create_http_input_channels(None, str(settings.credentials))
    counter = Counter()
    register(channels, app, counter)
    counter.add_routes(app, channels)
    origins = allowed_origins()
    add_pages(app, origins)
    add_origins(app, origins)
    add_error_pages(app)
    add_health(app)

    @app.before_server_start
    async def load(app: Sanic, _loop: Any) -> None:
        app.ctx.agent = load_agent(settings)
        await warm_up(app.ctx.agent)

    @app.after_server_stop
    async def close(app: Sanic, _loop: Any) -> None:
        await counter.close()
        await app.ctx.agent.tracker_store.store.close()

    @app.after_server_start
    async def announce(_app: Sanic, _loop: Any) -> None:
        print(f"http://{settings.host}:{settings.port}", flush=True)

    return app


def load_agent(settings: Settings) -> TurnAgent:
    """The agent; without a model where that cannot be loaded, so that the health check can say so."""
    from rasa.core.tracker_store import TrackerStore
    from rasa.core.utils import AvailableEndpoints

    from bot.actions_endpoint import action_endpoint
    from bot.engine import TurnAgent

    endpoints = AvailableEndpoints.read_endpoints(str(settings.endpoints))
    package = endpoints.action.kwargs.get("actions_module", "actions") if endpoints.action else "actions"
    agent = TurnAgent(TrackerStore.create(endpoints.tracker_store), action_endpoint(package))
    try:
        agent.load_model(settings.model)
    except Exception as error:
        logger.error("The model %s could not be loaded: %s: %s", settings.model, type(error).__name__, error)
    return agent


def _settings(arguments: list[str] | None) -> Settings:
    parser = argparse.ArgumentParser(prog="python -m bot.serve", description=__doc__)
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "hojo-navi.tar.gz")
    parser.add_argument("--credentials", type=Path, default=ROOT / "credentials.yml")
    parser.add_argument("--endpoints", type=Path, default=ROOT / "endpoints.yml")
    given = parser.parse_args(arguments)
    return Settings(
        host=os.environ.get("HOST") or "127.0.0.1",
        port=int(os.environ.get("PORT") or 8000),
        model=given.model,
        credentials=given.credentials,
        endpoints=given.endpoints,
    )


def _bind(host: str, port: int) -> socket.socket:
    """A socket on the address: taken before the model loads, so that a busy port is told at once."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    # Everything is closed; freeing Rasa's modules one by one would hold up the terminal for another second.
    os._exit(status)
