"""A model is loaded only where it is the one that was made here, or the one that is asked for."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from bot.model_file import ForeignModel, check, hash_file, put
from bot.serve import ROOT, Settings, load_agent

# Rasa complains about its own dependencies.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    draft, made = tmp_path / "draft", tmp_path / "model.tar.gz"
    draft.write_bytes(b"a model")
    put(draft, made)
    return made


def test_a_model_with_its_hash_is_accepted(model: Path) -> None:
    check(model)
    command = ["sha256sum", "--check", "--status", hash_file(model).name]
    assert subprocess.run(command, cwd=model.parent).returncode == 0


def test_a_model_that_was_altered_or_cut_is_refused(model: Path) -> None:
    for content in (b"a modeL", b"a mode", b""):
        model.write_bytes(content)
        with pytest.raises(ForeignModel, match="has the hash"):
            check(model)


@pytest.mark.parametrize("content", [None, b"", b"no hash", b"\xff" * 64])
def test_a_model_without_a_hash_is_refused(model: Path, content: bytes | None) -> None:
    if content is None:
        hash_file(model).unlink()
    else:
        hash_file(model).write_bytes(content)
    with pytest.raises(ForeignModel):
        check(model)


def test_the_hash_of_the_environment_counts_and_not_the_one_beside_it(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOJO_NAVI_MODEL_SHA256", "0" * 64)
    with pytest.raises(ForeignModel):
        check(model)
    hash_file(model).unlink()
    monkeypatch.setenv("HOJO_NAVI_MODEL_SHA256", hashlib.sha256(b"a model").hexdigest().upper())
    check(model)


@pytest.mark.parametrize(("content", "trouble"), [(b"another", "model_hash"), (None, "model")])
def test_a_bot_with_a_foreign_model_or_none_answers_nothing_and_says_why(
    model: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, trouble: str
) -> None:
    monkeypatch.setenv("HOJO_NAVI_DATA", str(tmp_path))
    if content is None:
        model.unlink()
    else:
        model.write_bytes(content)
    agent = load_agent(Settings("127.0.0.1", 0, model, ROOT / "credentials.yml", ROOT / "endpoints.yml"))
    assert agent.processor is None
    assert agent.trouble == trouble
