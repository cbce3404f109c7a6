"""The interview over many companies: it keeps its promise of how long it takes, and asks enough."""

from __future__ import annotations

import pytest

from actions.dialogue import Dialogue
from actions.texts import texts
from benchmarks.questions import DAYS, Owner, measure, truths
from subsidy import Engine, load_catalog

MOST_QUESTIONS = 15


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load_catalog())


@pytest.mark.parametrize("edition", sorted(DAYS))
def test_no_more_questions_come_than_were_announced(edition: str, engine: Engine) -> None:
    dialogue = Dialogue(engine, texts(), lambda: DAYS[edition])
    for truth in truths(edition, engine):
        owner = Owner(truth, dialogue)
        owner.interview()
        for place, promised in enumerate(owner.promised):
            assert len(owner.asked) - place <= promised, owner.asked


@pytest.mark.parametrize("edition", sorted(DAYS))
def test_few_questions_settle_the_same_verdicts_as_all_facts_at_once(edition: str, engine: Engine) -> None:
    counts, differing, _ = measure(edition, engine)
    assert differing == 0
    assert max(counts, default=0) <= MOST_QUESTIONS
