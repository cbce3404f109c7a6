"""Trains the small bot that the channel is tested with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.bot.server import ROOT

MINI = Path(__file__).resolve().parent


def train_mini(model: Path) -> Path:
    """Train in a process of its own, so that no test imports Rasa."""
    command = [sys.executable, "-m", "bot.training", "--model", str(model)]
    command += ["--domain", str(MINI / "domain.yml"), "--config", str(MINI / "config.yml")]
    command += ["--data", str(MINI / "nlu.yml"), str(MINI / "rules.yml")]
    path = os.pathsep.join([str(MINI), *filter(None, [os.environ.get("PYTHONPATH")])])
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, check=True, capture_output=True)
    return model
