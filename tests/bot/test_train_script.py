"""``scripts/train`` trains when it has to, and only then. A stand-in for the trainer counts."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.bot.server import ROOT

TRAINER = """#!/usr/bin/env bash
echo run >>trainings
[ ! -e broken ] || exit 1
echo model >models/hojo-navi.tar.gz
(cd models && sha256sum hojo-navi.tar.gz >hojo-navi.tar.gz.sha256)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("scripts", "bot/domain", "bot/nlu", "data/nlu", ".venv/bin"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "train", tmp_path / "scripts")
    (tmp_path / "config.yml").write_text("pipeline")
    (tmp_path / "data/nlu/greet.yml").write_text("nlu")
    (tmp_path / "bot/nlu/words.py").write_text("code")
    trainer = tmp_path / ".venv/bin/python"
    trainer.write_text(TRAINER)
    trainer.chmod(0o755)
    return tmp_path


def train(project: Path) -> int:
    return subprocess.run([project / "scripts" / "train"], capture_output=True).returncode


def trainings(project: Path) -> int:
    return len((project / "trainings").read_text().splitlines())


def test_a_model_that_is_up_to_date_is_not_trained_again(project: Path) -> None:
    assert [train(project), train(project)] == [0, 0]
    assert trainings(project) == 1


@pytest.mark.parametrize("name", ["config.yml", "data/nlu/greet.yml", "bot/nlu/words.py", "data/nlu/new.yml"])
def test_a_change_of_what_the_model_is_made_from_trains_again(project: Path, name: str) -> None:
    train(project)
    (project / name).write_text("changed")
    train(project)
    assert trainings(project) == 2


def test_a_model_that_is_gone_is_trained_again(project: Path) -> None:
    train(project)
    (project / "models/hojo-navi.tar.gz").unlink()
    train(project)
    assert trainings(project) == 2


def test_a_model_that_was_altered_is_trained_again(project: Path) -> None:
    train(project)
    (project / "models/hojo-navi.tar.gz").write_text("another")
    train(project)
    assert trainings(project) == 2


def test_a_training_that_failed_is_tried_again(project: Path) -> None:
    (project / "broken").touch()
    assert train(project) != 0
    (project / "broken").unlink()
    assert train(project) == 0
    assert trainings(project) == 2


def test_compiled_files_change_nothing(project: Path) -> None:
    train(project)
    (project / "bot/nlu/words.cpython-310.pyc").write_text("compiled")
    train(project)
    assert trainings(project) == 1
