"""Rasa without TensorFlow, and the server without uvloop."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.bot.server import ROOT


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    lines = ["import sys", "from bot.lean import leave_out_tensorflow", code]
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "\n".join(lines)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def test_rasa_can_be_imported_without_loading_tensorflow() -> None:
    done = run("assert leave_out_tensorflow()\nimport rasa.core.agent\nprint('tensorflow.python' in sys.modules)")
    assert done.stdout.strip() == "False", done.stderr


def test_what_needs_tensorflow_fails_with_a_sentence_that_tells_the_way_out() -> None:
    done = run("leave_out_tensorflow()\nimport tensorflow as tf\ntf.keras.layers.Dense(3)")
    assert done.returncode == 1
    assert "ImportError: Dense needs TensorFlow" in done.stderr
    assert "HOJO_NAVI_TENSORFLOW=1" in done.stderr


def test_a_library_that_looks_for_tensorflow_goes_on_without_it() -> None:
    done = run("leave_out_tensorflow()\nimport thinc.compat\nprint(thinc.compat.has_tensorflow)")
    assert done.stdout.strip() == "False", done.stderr


def test_tensorflow_stays_where_it_is_asked_for() -> None:
    done = run("print(leave_out_tensorflow(), len(sys.meta_path))", HOJO_NAVI_TENSORFLOW="1")
    assert done.stdout.split()[0] == "False"


def test_tensorflow_stays_where_it_is_loaded_already() -> None:
    done = run(
        "import types\nsys.modules['tensorflow'] = types.ModuleType('tensorflow')\nprint(leave_out_tensorflow())"
    )
    assert done.stdout.strip() == "False"


def test_the_server_runs_on_a_loop_that_takes_all_waiting_connections_at_once(tmp_path: Path) -> None:
    lines = ["leave_out_tensorflow()", "import asyncio", "from bot.serve import _settings, build_app"]
    lines += ["app = build_app(_settings([]))", "import aiogram"]
    lines += ["print(app.config.USE_UVLOOP, type(asyncio.new_event_loop()).__module__)"]
    done = run("\n".join(lines), HOJO_NAVI_DATA=str(tmp_path))
    assert done.stdout.split()[-2:] == ["False", "asyncio.unix_events"], done.stderr
