from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.nlu.text import normalise, without_symbols
from bot.nlu.words import words

ROOT = Path(__file__).resolve().parents[3]
# fmt: off
ACTS = {
    "inform", "affirm", "deny", "dont_know", "skip", "ask_why", "correct",
    "go_back", "restart", "ask_program", "ask_amount", "ask_deadline", "ask_eligibility", "start_checklist",
    "ask_contact", "handoff", "privacy", "delete_data", "greet", "thank", "goodbye",
    "chitchat", "complain", "out_of_scope", "help", "show_summary", "ask_documents",
}
# fmt: on


def examples() -> list[tuple[str, str]]:
    pairs = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = block["examples"].splitlines()
            pairs += [(line[2:].strip(), block["intent"]) for line in lines if line.startswith("- ")]
    return pairs


EXAMPLES = examples()


def test_every_act_of_the_contract_has_examples_and_nothing_else_has() -> None:
    counts = Counter(act for _, act in EXAMPLES)
    assert set(counts) == ACTS
    assert min(counts.values()) >= 40


def test_no_example_stands_under_two_acts() -> None:
    acts: dict[str, set[str]] = {}
    for text, act in EXAMPLES:
        acts.setdefault(re.sub(r"\W", "", normalise(text)) or text, set()).add(act)
    assert {text: found for text, found in acts.items() if len(found) > 1} == {}


def test_no_example_stands_twice() -> None:
    counts = Counter(text for text, _ in EXAMPLES)
    assert [text for text, count in counts.items() if count > 1] == []


def test_entities_are_not_annotated_but_recognised() -> None:
    assert [text for text, _ in EXAMPLES if re.search(r"\]\s*[({]", text)] == []


def test_the_tokeniser_cuts_every_example_into_words_that_make_it_up_again() -> None:
    for text, _ in EXAMPLES:
        plain = normalise(text)
        found = words(plain)
        assert "".join(word.surface for word in found) == plain
        assert all(plain[word.start : word.end] == word.surface for word in found)


SETS = ("regression", "heldout", "voices", "unseen2", "breadth")


@pytest.mark.parametrize("file", [f"utterances_{name}.jsonl" for name in SETS])
def test_what_is_held_out_is_not_trained_on(file: str) -> None:
    rows = (ROOT / "tests" / "data" / file).read_text(encoding="utf-8").splitlines()
    trained = {without_symbols(normalise(text)) for text, _ in EXAMPLES}
    texts = {without_symbols(normalise(json.loads(row)["text"])) for row in rows}
    # Stock phrases coincide; more than a few would mean that one was copied from the other.
    shared = {text for text in texts & trained if len(text) > 8}
    assert len(shared) <= len(texts) * 0.03, shared
