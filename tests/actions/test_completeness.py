"""Words: everything the dialogue can say exists, and nothing exists that it cannot say."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from actions.actions import TurnAction
from actions.consent import SLOT as CONSENT
from actions.programmes import Programmes
from actions.slots import BASE_TOPICS, CONTRACT_SLOTS, STATE_SLOT
from actions.texts import texts
from tests.actions.conftest import Talk

ROOT = Path(__file__).resolve().parents[2]
BASE = yaml.safe_load((ROOT / "bot/domain/base.yml").read_text(encoding="utf-8"))
RESPONSES = yaml.safe_load((ROOT / "bot/domain/responses.yml").read_text(encoding="utf-8"))["responses"]
RULES = [
    rule
    for path in sorted((ROOT / "data/rules").glob("*.yml"))
    for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
]
EXAMPLES = [
    part
    for path in sorted((ROOT / "data/nlu").glob("*.yml"))
    for part in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
]
CUES = yaml.safe_load((ROOT / "data/lookups/acts.yml").read_text(encoding="utf-8"))
INTENTS = [name for intent in BASE["intents"] for name in intent]
# What buttons and the opening event bring is in no example.
UNTYPED = {"choose", "start"}
PLAIN_ACTS = "delete_data start_checklist thank goodbye chitchat complain out_of_scope greet nlu_fallback"


def said_in_code() -> set[str]:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "actions").glob("*.py"))
    fixed = set(re.findall(r'"(utter_[a-z_]+)"', source)) - {"utter_message"}
    fixed |= {group["response"] for group in texts().groups()}
    fixed |= {f"utter_left_{why}" for why in ("unknown", "refused")}
    fixed |= {f"utter_{act}" for act in ("ask_contact", "handoff", *PLAIN_ACTS.split())}
    return fixed | {f"utter_{kind}_{topic}" for kind in ("ask", "again") for topic in BASE_TOPICS}


def test_every_response_is_defined_and_used() -> None:
    assert said_in_code() == set(RESPONSES)


def test_every_intent_has_exactly_one_rule_and_every_rule_a_known_action() -> None:
    assert sorted(rule["steps"][0]["intent"] for rule in RULES) == sorted(INTENTS)
    assert {rule["steps"][1]["action"] for rule in RULES} == set(BASE["actions"])


def test_every_intent_has_examples_and_every_example_a_known_intent() -> None:
    assert {part["intent"] for part in EXAMPLES if "intent" in part} == set(INTENTS) - UNTYPED


def test_every_act_that_words_can_point_to_is_an_intent() -> None:
    groups = [CUES["cues"], CUES["choice"], CUES["yes_no"], *CUES["context"].values()]
    assert {act for group in groups for act in group} <= set(INTENTS)


STAGES: dict[str, Callable[[Talk], object]] = {
    "before anything": lambda talk: None,
    "before consent": lambda talk: talk.does("start"),
    "in the interview": lambda talk: talk.starts(),
    "where a value is asked back": lambda talk: talk.starts().does("inform", confirm={"capital_yen": [300, 3_000_000]}),
    "after the verdict": lambda talk: talk.starts().answers_base().finishes(),
}


@pytest.mark.parametrize("intent", sorted(set(INTENTS) - {"choose"}))
@pytest.mark.parametrize("stage", STAGES)
def test_every_intent_is_answered_at_every_stage(talk: Talk, stage: str, intent: str) -> None:
    STAGES[stage](talk)
    assert talk.does(intent)


def test_every_action_of_the_domain_is_implemented_and_the_other_way_round() -> None:
    assert {action.action_name for action in TurnAction.__subclasses__()} == set(BASE["actions"])


def test_the_slots_of_the_domain_are_those_of_the_contract_and_the_state() -> None:
    assert set(BASE["slots"]) == {STATE_SLOT, CONSENT, *CONTRACT_SLOTS}


def test_the_entities_of_the_domain_are_the_slots_and_what_else_the_interpreter_tells() -> None:
    source = (ROOT / "bot/nlu/components.py").read_text(encoding="utf-8")
    beside = set(re.findall(r'entities\.append\(\("(\w+)"', source))
    assert beside >= {"industry_detail", "confirm"}
    assert set(BASE["entities"]) == {*CONTRACT_SLOTS, *beside, "choice"}


def test_no_fixed_bubble_is_longer_than_120_characters() -> None:
    told = [(name, text["text"]) for name, texts in RESPONSES.items() for text in texts]
    too_long = {name: len(text) for name, text in told if len(text) > 120}
    assert too_long == {}


def test_every_programme_topic_has_its_template() -> None:
    templates = {path.name for path in (ROOT / "actions/templates").glob("*.ja.j2")}
    assert {f"programme_{topic}.ja.j2" for topic in Programmes.ACTS.values()} <= templates
