"""A server that learns, on a model that knows a fourth of the examples, so that trainings take seconds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.learning.comparing import HELD_OUT, answers_of
from bot.learning.examples import FOLDER, Example, examples_in
from bot.learning.retrain import retrained
from bot.staff.password import PasswordHash
from tests.bot.server import Server
from tests.bot.staff.people import PASSWORD, Staff

EVERY = 4
HELD_OUT_ROWS = 100
WISHES = (
    "おらぁ生きた衆とさべりてえだ",
    "生きとる衆に回してくりょう",
    "からくりでねえ衆さ回してけろ",
    "血の通ったもんに替わってけさい",
    "ぬしら以外のもんと膝ば突き合わせたか",
    "木偶の坊でねえもんを呼んでけらっしぇ",
    "口のきける御仁をこれへ",
    "息しとる者を連れてきんしゃい",
    "声の出る御方に通してたもれ",
    "肉と骨のある者はおらんのけ",
)


@pytest.fixture(scope="session")
def few_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of training data with some of the examples."""
    folder = tmp_path_factory.mktemp("nlu")
    chosen = examples_in(FOLDER)[::EVERY]
    blocks = "".join(f"- intent: {one.act}\n  examples: |\n    - {one.text}\n" for one in chosen)
    (folder / "some.yml").write_text(f'version: "3.1"\nnlu:\n{blocks}', encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def few_held_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the utterances that models are compared by."""
    folder = tmp_path_factory.mktemp("held_out")
    rows = (HELD_OUT / "utterances_heldout.jsonl").read_text("utf-8").splitlines()[::4][:HELD_OUT_ROWS]
    assert all(json.loads(row) for row in rows)
    (folder / "utterances_some.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small_model(bot_model: Path, few_examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's model with an act classifier that knows the few examples."""
    model = tmp_path_factory.mktemp("small") / "hojo-navi.tar.gz"
    retrained(bot_model, [Example(*one) for one in examples_in(few_examples)], model)
    return model


@pytest.fixture(scope="session")
def failing(small_model: Path) -> list[str]:
    """Wishes to talk to a person that the small model takes for idle talk."""
    rows = [{"text": text, "asked": None} for text in WISHES]
    (answers,) = answers_of(small_model, [rows])
    found = [text for text, one in zip(WISHES, answers, strict=True) if one["act"] in ("chitchat", "out_of_scope")]
    assert found, [one["act"] for one in answers]
    return found[:2]


def serve(model: Path, data: Path) -> Server:
    """A server that learns, with staff."""
    return Server(
        data,
        ["--model", str(model)],
        CATALOG_AS_OF="2026-11-22",
        HOJO_NAVI_LEARNING="on",
        HOJO_NAVI_STAFF_PASSWORD_HASH=str(PasswordHash.of(PASSWORD)),
    ).start()


@pytest.fixture(scope="session")
def learning_server(small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that learns."""
    server = serve(small_model, tmp_path_factory.mktemp("learning"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def staff(learning_server: Server) -> Staff:
    """Somebody who is logged in."""
    someone = Staff(learning_server.port)
    assert someone.logs_in(PASSWORD).status == 303
    return someone


@pytest.fixture
def examples_to_change(few_examples: Path, tmp_path: Path) -> Path:
    """A copy of the few examples."""
    return Path(shutil.copytree(few_examples, tmp_path / "nlu"))
