"""What counsellors say is understood, by components that owners' utterances never pass through."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.coaching.data import data
from bot.coaching.hear import MOST_LETTERS, hear, topics
from bot.coaching.likeness import OTHER
from subsidy import Engine

ROOT = Path(__file__).resolve().parents[3]


def sets() -> Iterator[tuple[str, float]]:
    # Those that the patterns and examples were mended with.
    yield "utterances_counsellors.jsonl", 0.97
    # Those that nothing was mended with.
    yield "utterances_counsellors_heldout.jsonl", 0.9


@pytest.mark.parametrize(("name", "least"), sets())
def test_topics_are_found_in_what_counsellors_say(name: str, least: float) -> None:
    lines = [json.loads(line) for line in (ROOT / "tests/data" / name).read_text("utf-8").splitlines()]
    wrong = [one["text"] for one in lines if {*hear(one["text"]).asked} != {*one["topics"]}]
    assert 1 - len(wrong) / len(lines) >= least, wrong


def test_every_question_of_the_catalogue_is_understood_as_its_field(engine: Engine) -> None:
    found = {}
    for field in engine.catalog.fields:
        if field.question is not None:
            asked = hear(field.question).asked
            found[field.key] = len(asked) == 1 and field.key in topics()[asked[0]].fields
    assert [key for key, is_right in found.items() if not is_right] == []


def test_every_asked_field_has_a_topic(engine: Engine) -> None:
    known = {key for topic in topics().values() for key in topic.fields}
    assert {field.key for field in engine.catalog.fields if field.question is not None} - known == set()
    assert known - {field.key for field in engine.catalog.fields} == set()


def test_the_examples_and_lists_name_known_topics(engine: Engine) -> None:
    assert {*data("questions")} <= {*topics(), OTHER}
    fields = {field.key for field in engine.catalog.fields}
    assert {*data("topics")["wishes"], *data("topics")["derived"], *data("topics")["derived"].values()} <= fields
    assert {*data("topics")["welcome"]} <= {*topics()} | fields


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("資本金と従業員数を教えてください", ["capital_yen", "employees"]),
        (
            "業種、資本金、従業員数、投資の金額を順に教えてください",
            ["industry", "capital_yen", "employees", "planned_investment_yen"],
        ),
        ("GビズIDは取られましたか。様式4はどうですか。", ["plans.gbiz_id", "plans.form4"]),
    ],
)
def test_several_topics_in_one_go_are_all_heard(text: str, asked: list[str]) -> None:
    assert list(hear(text).asked) == asked


@pytest.mark.parametrize(
    "text",
    ["交付決定の前に発注しないでください。", "様式4の期限は12月4日です。", "金融機関にも入ってもらう必要があります。"],
)
def test_advice_is_no_question(text: str) -> None:
    heard = hear(text)
    assert heard.asked == ()
    assert any(one.advises for one in heard.sentences)


@pytest.mark.parametrize("text", ["正確には何人ですか", "正確な金額を教えてください", "登記簿ではいくらですか"])
def test_a_number_is_wanted_exactly(text: str) -> None:
    assert hear(text).exact


@pytest.mark.parametrize("text", ["", "。。。", "？", "🙂", "a" * 5000, "\0\u202e資本金", "資本金" * 400])
def test_nothing_breaks_the_ear(text: str) -> None:
    assert sum(len(one.text) for one in hear(text).sentences) <= MOST_LETTERS


def test_owners_are_understood_without_any_of_it() -> None:
    """The pipeline that Rasa trains, and what it is trained on, knows nothing of the training mode."""
    assert "coaching" not in (ROOT / "config.yml").read_text("utf-8")
    assert "coaching" not in (ROOT / "scripts/train").read_text("utf-8")
    for path in (ROOT / "bot/nlu").glob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        imported = [str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)]
        assert not [name for name in imported if "coaching" in name], path


def test_the_data_are_no_training_data_of_rasa() -> None:
    for path in [*(ROOT / "data/coaching").glob("*.yml"), *(ROOT / "data/scenarios/personas").glob("*.yml")]:
        assert not {"nlu", "rules", "stories", "responses"} & yaml.safe_load(path.read_text("utf-8")).keys(), path
