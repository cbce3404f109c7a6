"""What is done faster than Rasa does it must be done as Rasa does it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses

from bot.stores.snapshot import kinds_of_events

ROOT = Path(__file__).resolve().parents[2]
NAMES = sorted({kind.type_name for kind in all_subclasses(Event) if kind.type_name})


@pytest.mark.parametrize("name", NAMES)
def test_an_event_is_read_by_the_class_that_rasa_would_take(name: str) -> None:
    assert kinds_of_events()[name] is Event.resolve_by_type(name)


def test_no_rule_goes_by_the_words_of_a_message() -> None:
    files = [*(ROOT / "data/rules").glob("*.yml"), *(ROOT / "data/stories").glob("*.yml")]
    steps = [
        step
        for file in files
        for kind in ("rules", "stories")
        for story in yaml.safe_load(file.read_text(encoding="utf-8")).get(kind, [])
        for step in story["steps"]
    ]
    assert steps
    assert not [step for step in steps if "user" in step]
