"""Bot processes on one database, which may be killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from tests.bot.mini.build import MINI
from tests.bot.server import Server, free_port
from tests.faults.parts import Part

SECRET = "a secret of the tests of faults"
# Nobody listens there: events wait in vain, and no turn may notice.
BROKER = """
event_broker:
  type: pika
  url: 127.0.0.1
  port: {port}
  username: nobody
  password: nothing
  queues: [events]
"""


class Bot(Part):
    """One process of the small bot, with an event broker that is down, or, with ``product``, of the product.

    Killed, it starts again on its port.
    """

    name = "bot"

    def __init__(self, folder: Path, model: Path, product: bool = False, **environment: str) -> None:
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True)
        arguments = ["--model", str(model)]
        if not product:
            path = os.pathsep.join([str(MINI), *filter(None, [os.environ.get("PYTHONPATH")])])
            environment = {"PYTHONPATH": path, **environment}
            endpoints = folder / "endpoints.yml"
            endpoints.write_text((MINI / "endpoints.yml").read_text() + BROKER.format(port=free_port()))
            arguments += ["--endpoints", str(endpoints), "--credentials", str(MINI / "credentials.yml")]
        self.server = Server(folder, arguments, **{"HOJO_NAVI_SECRET": SECRET, **environment})
        self.port = self.server.port
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait until it answers its health check."""
        self.server.start()
        self.process = self.server.process

    def stop(self) -> None:
        """End it."""
        if self.process is not None and self.process.poll() is None:
            self.resume()
            self.server.stop(signal.SIGKILL)


def start_all(bots: Sequence[Bot]) -> list[int]:
    """Start bots at the same time; their ports."""
    for bot in bots:
        bot.server.launch()
    for bot in bots:
        bot.server.await_health()
        bot.process = bot.server.process
    return [bot.port for bot in bots]
