"""Written dialogues in LINE: the same facts and the same verdicts as on the web, from one server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.delivery.keys import Keys
from bot.channels.session_token import load_secret
from tests.bot.line.talker import LineVisitor
from tests.bot.script import Player, slot_faults
from tests.bot.server import Server
from tests.bot.test_dialogues import DIALOGUES
from tests.bot.vendors.line import FakeLine
from tests.bot.visitor import Json, Visitor


@pytest.fixture(scope="module")
def product_line() -> Iterator[FakeLine]:
    """The LINE that the product talks to."""
    fake = FakeLine()
    fake.server.start()
    yield fake
    fake.server.stop()


@pytest.fixture(scope="module")
def product(bot_model: Path, product_line: FakeLine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product as it is served, with its LINE channel open."""
    folder = tmp_path_factory.mktemp("product_line")
    server = Server(folder, ["--model", str(bot_model)], **product_line.environment).start()
    yield server
    assert server.stop() == 0


@pytest.mark.parametrize("script", DIALOGUES, ids=[script["id"] for script in DIALOGUES])
def test_a_written_dialogue_ends_in_line_as_on_the_web(script: Json, product: Server, product_line: FakeLine) -> None:
    on_the_web, in_line = Player(Visitor(product.port), script), Player(LineVisitor(product_line, product), script)
    web_profile, line_profile = on_the_web.play(), in_line.play()
    faults = in_line.faults + slot_faults(script["expected"], line_profile)
    assert faults == [], "\n".join(f"{who}: {text}" for who, text in in_line.transcript)
    assert line_profile == web_profile
    assert in_line.verdicts == on_the_web.verdicts
    assert in_line.verdicts
    assert product_line.refused == []


def test_what_users_are_known_by_in_line_is_stored_nowhere_in_clear(product: Server, product_line: FakeLine) -> None:
    visitor = LineVisitor(product_line, product).open()
    visitor.start()
    kept = [path.read_bytes() for path in product.data.iterdir()]
    assert not any(visitor.user.encode() in content for content in kept)
    assert any(visitor.conversation_id.encode() in content for content in kept)


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("start", "おかえりなさい"),
        ("restart", "最初からやり直します"),
        ("checklist", "チェックリスト"),
        ("contact", "相談できる窓口"),
        ("delete", "すべて消します"),
    ],
)
def test_every_entry_of_the_menu_does_what_it_says(
    product: Server, product_line: FakeLine, command: str, answer: str
) -> None:
    visitor = LineVisitor(product_line, product).open()
    visitor.start()
    visitor.press("同意して始める")
    visitor.post_back(Keys(load_secret(product.data), "line").button("", "g", command))
    assert answer in visitor.texts()[0]
