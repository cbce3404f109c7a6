"""What the private port tells of a running bot."""

from __future__ import annotations

import json
import re

import pytest

from tests.bot.conversations.owner import Owner
from tests.bot.privacy.live import ERASE, House
from tests.bot.visitor import BASE, request


def delta(before: dict[str, float], after: dict[str, float], series: str) -> float:
    return after.get(series, 0.0) - before.get(series, 0.0)


def test_turns_consents_errors_and_erasures_are_counted(house: House) -> None:
    before = house.metrics()
    visitor = house.visitor()
    visitor.say("データを削除")
    visitor.choose(ERASE)
    assert visitor.post({"choice": "unknown"}).status == 400
    after = house.metrics()
    expected = {
        'hojo_navi_turns_total{channel="web",outcome="answered"}': 4,
        'hojo_navi_turns_total{channel="web",outcome="unknown_choice"}': 1,
        'hojo_navi_turn_seconds_count{channel="web"}': 5,
        'hojo_navi_consents_total{channel="web"}': 1,
        'hojo_navi_erasures_total{channel="web"}': 1,
        'hojo_navi_errors_total{code="unknown_choice"}': 1,
        'hojo_navi_requests_total{method="POST",route="/webhooks/web/messages",status="200"}': 4,
        'hojo_navi_requests_total{method="POST",route="/webhooks/web/messages",status="400"}': 1,
    }
    assert {series: delta(before, after, series) for series in expected} == expected
    assert delta(before, after, 'hojo_navi_store_seconds_count{kind="write"}') >= 4


def test_verdicts_are_counted_by_status(house: House) -> None:
    before = house.metrics()
    visitor = house.visitor()
    visitor.say("栃木県で製造業をやっている株式会社です。資本金1000万円、従業員15人です")
    Owner(visitor).wants_the_verdict()
    items = [item for custom in visitor.customs("recommendations") for item in custom["items"]]
    assert items
    for status in ("eligible", "ineligible", "undetermined"):
        series = f'hojo_navi_verdicts_total{{channel="web",status="{status}"}}'
        assert delta(before, house.metrics(), series) == sum(item["status"] == status for item in items)


def test_no_label_holds_anything_but_what_is_on_a_list(house: House) -> None:
    visitor = house.visitor()
    for path in (f"/nowhere/{visitor.token}", f"/memo/{visitor.token}", f"/webhooks/web/history?after={visitor.token}"):
        request(house.server.port, "GET", path)
    request(house.server.port, "BREW", "/")
    labels = {
        (name, value)
        for series in house.metrics()
        for name, value in re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', series)
        if name != "le"
    }
    assert {name for name, _ in labels} <= {
        "channel", "code", "kind", "method", "outcome", "queue", "route", "status", "table",
    }  # fmt: skip
    assert all(re.fullmatch(r"[a-zA-Z0-9_/<>:.*+\-\[\]?|{}()=^\\]+", value) for _, value in labels), labels
    assert not [value for _, value in labels if visitor.token in value]


def test_the_port_is_private_and_the_public_one_has_no_metrics(house: House) -> None:
    assert request(house.server.port, "GET", "/metrics").status == 404
    assert request(house.server.port, "GET", "/livez").json == {"status": "alive"}


def test_each_answer_has_an_id_also_where_there_is_no_such_page(house: House) -> None:
    ids = {request(house.server.port, "GET", path).headers["x-request-id"] for path in ("/", "/nowhere", "/healthz")}
    assert len(ids) == 3


@pytest.mark.parametrize("body", [b"{}", b"not json"])
def test_errors_of_all_kinds_are_counted_by_code(house: House, body: bytes) -> None:
    before = house.metrics()
    reply = request(house.server.port, "POST", BASE + "/messages", body)
    code = json.loads(reply.body)["error"]
    assert delta(before, house.metrics(), f'hojo_navi_errors_total{{code="{code}"}}') == 1
