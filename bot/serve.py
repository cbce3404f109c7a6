"""``python -m bot.serve``: everything a visitor needs in one process."""

from __future__ import annotations

import argparse
import asyncio
import gc
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
# A turn makes some thousands of objects, nearly all of them free again at its end without a collection.
OBJECTS_BETWEEN_COLLECTIONS = 10_000
# The system drops what comes on top, and who is dropped tries again seconds later.
WAITING_CONNECTIONS = 1024
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
    from bot.channels.session_token import BadSecret
    from bot.origins import BadOrigin
    from bot.reports.links import BadSetting
    from bot.stores.database import BadDatabase
    from bot.stores.locks import BadLocks

    try:
        app = build_app(settings)
    except (BadOrigin, BadSetting, BadSecret, BadDatabase, BadLocks) as error:
        print(error, file=sys.stderr)
        return 2
    app.run(sock=listener, backlog=WAITING_CONNECTIONS, access_log=False, motd=False, debug=False)
    return 0


def build_app(settings: Settings) -> Sanic:
    """The application: the channels, the page and the health check; none of Rasa's own routes."""
    from rasa.core.run import create_http_input_channels
    from sanic import Sanic

    from bot.body_length import add_length_check
    from bot.health import add_health
    from bot.observe.http import add_observation
    from bot.origins import add_origins, allowed_origins
    from bot.pages import add_error_pages, add_pages
    from bot.privacy.job import Sweeper
    from bot.privacy.settings import limits
    from bot.staff.counter import Counter, register
    from bot.stores.conversations import open_store
    from bot.stores.locks import open_locks
    from bot.warm_up import warm_up

    configure_logging()
    app = Sanic("hojo_navi", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 1024 * 1024
    app.config.USE_UVLOOP = False
    # A library that Rasa imports sets uvloop, whose servers take one new connection between two turns.
    asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())
    app.config.KEEP_ALIVE_TIMEOUT = 30
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 12.0
    app.config.PROXIES_COUNT = int(os.environ.get("PROXIES_COUNT", "0")) or None
    add_observation(app, open_store().database)
    sweeper = Sweeper(open_store().database, limits())
    channels = create_http_input_channels(None, str(settings.credentials))
    counter = Counter()
    register(channels, app, counter)
    counter.add_routes(app, channels)
    origins = allowed_origins()
    add_pages(app, origins)
    add_origins(app, origins)
    add_error_pages(app)
    add_length_check(app)
    add_health(app)

    @app.before_server_start
    async def load(app: Sanic, _loop: Any) -> None:
        app.ctx.agent = load_agent(settings)
        await warm_up(app.ctx.agent)
        _keep_what_is_loaded()

    @app.before_server_stop
    async def end_chores(_app: Sanic, _loop: Any) -> None:
        await sweeper.stop()

    @app.after_server_stop
    async def close(app: Sanic, _loop: Any) -> None:
        await counter.close()
        if app.ctx.agent.feed is not None:
            await app.ctx.agent.feed.close()
        await open_locks().close()
        await app.ctx.agent.tracker_store.store.close()

    @app.after_server_start
    async def announce(app: Sanic, _loop: Any) -> None:
        if app.ctx.agent.feed is not None:
            app.ctx.agent.feed.start()
        sweeper.start()
        print(f"http://{settings.host}:{settings.port}", flush=True)

    return app


def _keep_what_is_loaded() -> None:
    """Spare the garbage collector what stays until the end: it would look through it for a fifth of a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)


def load_agent(settings: Settings) -> TurnAgent:
    """The agent; without a model where that cannot be loaded or is not ours, so that the health check can say so."""
    from rasa.core.tracker_store import TrackerStore
    from rasa.core.utils import AvailableEndpoints

    from bot.actions_endpoint import action_endpoint
    from bot.engine import TurnAgent
    from bot.event_feed import event_feed
    from bot.model_file import ForeignModel, check

    endpoints = AvailableEndpoints.read_endpoints(str(settings.endpoints))
    package = endpoints.action.kwargs.get("actions_module", "actions") if endpoints.action else "actions"
    feed = event_feed(endpoints.event_broker)
    store = TrackerStore.create(endpoints.tracker_store, event_broker=feed)
    agent = TurnAgent(store, action_endpoint(package), feed)
    try:
        check(settings.model)
        agent.load_model(settings.model)
    except ForeignModel as error:
        agent.trouble = "model_hash"
        logger.error("The model is not loaded: %s", error)
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
