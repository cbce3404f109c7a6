"""``make run``, from the command to Ctrl-C."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.bot.server import ROOT, free_port
from tests.bot.visitor import Visitor


def members(group: int) -> list[str]:
    """The processes of a process group that still run."""
    listing = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = (line.split(maxsplit=2) for line in listing.splitlines())
    return [row[2] for row in rows if row[0] == str(group) and not row[1].startswith("Z")]


@pytest.mark.usefixtures("bot_model")
def test_make_run_prints_its_address_when_it_answers_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "HOJO_NAVI_DATA": str(tmp_path)}
    command = ["make", "--no-print-directory", "run"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert f"http://127.0.0.1:{port}" in first_address(process)
        assert Visitor(port).open().start()
    finally:
        os.killpg(process.pid, signal.SIGINT)
    process.wait(30)
    deadline = time.monotonic() + 10
    while members(process.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert members(process.pid) == []


def first_address(process: subprocess.Popen[str]) -> str:
    """The first line with an address on standard output, within four minutes: the model may have to be trained."""
    lines: queue.Queue[str] = queue.Queue()
    assert process.stdout is not None
    threading.Thread(target=lambda out: [lines.put(line) for line in out], args=(process.stdout,), daemon=True).start()
    deadline = time.monotonic() + 240
    while (left := deadline - time.monotonic()) > 0:
        line = lines.get(timeout=left)
        if "http://" in line:
            return line
    raise AssertionError("no address")
