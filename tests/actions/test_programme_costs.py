"""What may be paid from a subsidy: a list that holds for one frame only is headed by that frame."""

from __future__ import annotations

import pytest

from .conftest import Talk


@pytest.fixture
def judged(talk: Talk) -> Talk:
    return talk.starts().answers_base().finishes()


def headings(talk: Talk, text: str, **slots: str) -> list[str]:
    """The headings of the lists of costs, with the lists."""
    messages = talk.does("ask_eligibility", text=text, slots=slots)
    return "".join(message.text or "" for message in messages).split("■ ")[1:]


def test_costs_of_one_frame_only_are_told_with_the_frame(judged: Talk) -> None:
    lists = headings(judged, "高度連携促進補助金のサプライチェーン効率化型の対象経費は？", program="高度連携促進補助金")
    own = next(one for one in lists if "共通のシステム" in one)
    assert own.startswith("高度連携促進補助金 サプライチェーン効率化型\n")


def test_costs_of_every_frame_are_told_of_the_programme(judged: Talk) -> None:
    lists = headings(judged, "サビサポ事業の対象経費は？", program="サビサポ事業")
    assert lists[0].startswith("サビサポ事業\n")
