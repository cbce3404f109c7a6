"""Before the first figure: who, what for, how long, whom to ask; and what the consent was given to."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml

from actions import notice
from actions.consent import VERSION
from bot.privacy import settings
from bot.privacy.profile import consent_of
from tests.bot.privacy.live import CONTACT, OPERATOR, House
from tests.bot.visitor import Visitor

ROOT = Path(__file__).resolve().parents[3]
# Consents are given to these words: who changes them gives them a new version in actions/consent.py.
WORDS = {"2026-11": "d7ca31"}


def told(house: House, channel: str) -> str:
    if channel == "web":
        visitor = Visitor(house.server.port).open()
        visitor.start()
        return "\n".join(visitor.texts())
    if channel == "line":
        return "\n".join(house.friend().texts())
    return "\n".join(house.colleague().texts())


@pytest.mark.parametrize(("channel", "through"), [("web", None), ("line", "LINE"), ("slack", "Slack")])
def test_the_notice_comes_first_on_every_channel(house: House, channel: str, through: str | None) -> None:
    text = told(house, channel)
    for part in (OPERATOR, CONTACT, "判定とご案内だけに使います", "同意なく", "30日", "90日", "「データを削除」"):
        assert part in text, part
    assert (through is None) or f"やりとりは{through}を通ります" in text
    assert text.rstrip().endswith("同意して始めますか。")


def test_no_figure_is_asked_or_kept_as_an_answer_before_consent(house: House) -> None:
    visitor = Visitor(house.server.port).open()
    visitor.start()
    visitor.say("資本金は1000万円です")
    assert visitor.customs("question") == []
    visitor.say("個人情報の扱い")
    for part in (OPERATOR, CONTACT, "担当者", "受付番号", "自分のデータをください"):
        assert part in "".join(visitor.texts())
    assert visitor.request("GET", "/export").json["profile"]["answers"] == {}
    visitor.choose("同意しない")
    assert visitor.customs("question") == []


def test_version_and_time_of_the_consent_are_stored(house: House) -> None:
    begun = datetime.now(timezone.utc) - timedelta(seconds=2)
    visitor = house.visitor()
    consent = visitor.request("GET", "/export").json["consent"]
    assert consent["version"] == VERSION
    assert begun <= datetime.fromisoformat(consent["at"]) <= datetime.now(timezone.utc) + timedelta(seconds=2)


def test_who_starts_again_keeps_the_consent_and_who_erases_does_not(house: House) -> None:
    visitor = house.visitor()
    first = visitor.request("GET", "/export").json["consent"]
    visitor.say("最初からやり直す")
    assert visitor.request("GET", "/export").json["consent"] == first
    visitor.say("データを削除")
    visitor.choose("データを消す")
    assert visitor.request("GET", "/export").json["consent"] is None


def test_a_consent_from_before_it_had_a_version_counts() -> None:
    assert consent_of([{"event": "slot", "name": "dialogue", "value": {"consent": True}}]) == {}
    assert consent_of([{"event": "slot", "name": "dialogue", "value": {"consent": None}}]) is None


def test_the_notice_tells_the_limits_that_the_retention_job_keeps() -> None:
    assert (notice.TEXT_VARIABLE, notice.ANSWERS_VARIABLE) == (settings.TEXT_VARIABLE, settings.ANSWERS_VARIABLE)
    assert (notice.TEXT_DAYS, notice.ANSWERS_DAYS) == (settings.TEXT_DAYS, settings.ANSWERS_DAYS)


def test_other_words_have_another_version() -> None:
    responses = yaml.safe_load((ROOT / "bot/domain/responses.yml").read_text("utf-8"))["responses"]
    words = [json.dumps(responses[name], ensure_ascii=False) for name in ("utter_notice", "utter_consent")]
    words.append((ROOT / "actions/templates/privacy.ja.j2").read_text("utf-8"))
    found = hashlib.sha256("\n".join(words).encode()).hexdigest()[:6]
    assert WORDS.get(VERSION) == found, f"give the notice a new version in actions/consent.py, and note {found} here"
