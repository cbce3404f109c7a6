"""Servers that a test may kill: a PostgreSQL cluster and a Redis server of its own, on free ports, in its own folder.

Never the machine's own.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.bot.server import free_port
from tests.faults.machine import is_listening

START_TIMEOUT_S = 30
DEBIAN = Path("/usr/lib/postgresql")
# A killed process loses nothing that the system has; a test of power cuts would need more.
POSTGRES_SETTINGS = ("fsync=off", "full_page_writes=off", "max_connections=60", "shared_buffers=32MB", "jit=off")
# As deploy/ sets them.
POSTGRES_SETTINGS += ("log_min_error_statement=panic", "log_error_verbosity=terse")


class Part:
    """A server process with everything that it started. What it writes goes to ``log``."""

    name = "part"
    address = ""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.log = Path(os.devnull)

    def command(self) -> list[str]:
        """What starts it."""
        raise NotImplementedError

    def start(self) -> None:
        """Start it and wait until somebody listens."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                with self.log.open("ab") as log:
                    self.process = subprocess.Popen(self.command(), stdout=log, stderr=log, start_new_session=True)
            if is_listening(self.address) and self.process.poll() is None:
                return
            time.sleep(0.05)
        raise AssertionError(f"{self.name} does not start")

    def kill(self) -> None:
        """kill -9 of all its processes."""
        self._signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def pause(self) -> None:
        """SIGSTOP: it is there and does not answer."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """SIGCONT."""
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it for good."""
        if self.process is not None:
            self.resume()
            self.kill()

    def _signal(self, number: int) -> None:
        assert self.process is not None
        for pid in [self.process.pid, *descendants(self.process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, number)


class PostgresCluster(Part):
    """A cluster with a superuser ``postgres`` and no password, on 127.0.0.1.

    Run by root it belongs to the system's user ``postgres``, who has to be able to enter ``folder``.
    """

    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.port = free_port()
        self.address = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        self._folder = folder
        self._data = folder / "data"
        self._tools = postgres_tools()
        assert self._tools is not None
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        subprocess.run(
            [*_as_postgres(), str(self._tools / "initdb"), "-D", str(self._data), "-U", "postgres", "-A", "trust"]
            + ["-E", "UTF8", "--no-locale", "--no-sync"],
            check=True,
            capture_output=True,
            cwd="/",
        )

    def command(self) -> list[str]:
        """The server; left-overs of a killed one are no hindrance."""
        assert self._tools is not None
        options = [part for setting in POSTGRES_SETTINGS for part in ("-c", setting)]
        options += ["-p", str(self.port), "-h", "127.0.0.1", "-k", str(self._folder)]
        return [*_as_postgres(), str(self._tools / "postgres"), "-D", str(self._data), *options]

    def restart(self) -> None:
        """An orderly restart, which ends every session."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        self.process.wait(START_TIMEOUT_S)
        self.start()


class RedisServer(Part):
    """A Redis server without persistence."""

    name = "Redis"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.port = free_port()
        self.address = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder

    @staticmethod
    def is_installed() -> bool:
        """Whether this machine has one."""
        return shutil.which("redis-server") is not None

    def command(self) -> list[str]:
        """The server."""
        return ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"] + [
            "--dir",
            str(self._folder),
        ]


def postgres_tools() -> Path | None:
    """The folder of initdb and postgres; None where there is none."""
    folders = sorted(DEBIAN.glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    folders += [Path(found).resolve().parent] if found else []
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and what those started, nearest first."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(folder.name))
    return list(_below(pid, children))


def _below(pid: int, children: dict[int, list[int]]) -> Iterator[int]:
    for child in children.get(pid, []):
        yield child
        yield from _below(child, children)


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
