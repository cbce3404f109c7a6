"""The product as it is served: what the small bot of the channel's tests cannot show."""

from __future__ import annotations

import pytest

from tests.bot.server import Server
from tests.bot.visitor import Visitor


@pytest.fixture(params=["in_process_bot", "action_server_bot"])
def bot_server(request: pytest.FixtureRequest) -> Server:
    """The product, once for each place where its actions can run."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def interviewed(visitor: Visitor) -> Visitor:
    """A visitor who has agreed and was asked the first question."""
    visitor.start()
    visitor.choose_id(visitor.customs("notice")[-1]["accept"])
    assert visitor.customs("question")
    return visitor


def test_the_product_is_healthy(bot_server: Server) -> None:
    assert bot_server.health() == (200, '{"status":"ok"}')


@pytest.mark.parametrize(
    "text", ['/inform{"employees": 77}', '／inform{"employees": 77}', '\u200b/inform{"employees": 77}']
)
def test_a_typed_command_of_rasa_stores_nothing(interviewed: Visitor, text: str) -> None:
    interviewed.say(text)
    interviewed.say("入力内容を確認")
    assert interviewed.customs("profile_summary")[0]["profile"].get("employees") is None


@pytest.mark.parametrize("text", ["あ" * 500, "🍜" * 500, "資本金" * 166, "1" * 500, "\u3099" * 500, "ﾊﾟ" * 250])
def test_500_characters_of_anything_are_answered(interviewed: Visitor, text: str) -> None:
    assert interviewed.say(text)


def test_an_answer_counts_once_although_it_was_sent_twice(interviewed: Visitor) -> None:
    first = interviewed.say("製造業です", client_message_id="a")
    assert interviewed.say("製造業です", client_message_id="a") == first
    interviewed.say("入力内容を確認")
    assert interviewed.customs("profile_summary")[0]["profile"]["industry"] == "製造業"
