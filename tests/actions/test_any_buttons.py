"""Buttons pressed in any order, old ones too: every turn is answered with what can be said."""

from __future__ import annotations

import random

import pytest

from actions.dialogue import Dialogue
from actions.messages import Button
from tests.actions.conftest import Talk
from tests.release import garble

TURNS = 150
ACTS = ("inform", "affirm", "deny", "dont_know", "correct", "go_back", "restart", "ask_amount", "ask_deadline", "help")
ACTS += ("start_checklist", "ask_contact", "delete_data", "show_summary", "ask_documents", "thank", "nlu_fallback")
MONTHS = "2025年8月 120万 9月 110万 10月 100万\n2026年8月 90万 9月 80万 10月 70万"


@pytest.mark.parametrize("seed", range(20))
def test_any_buttons_and_words_are_answered(dialogue_today: Dialogue, seed: int) -> None:
    chance, talk = random.Random(seed), Talk(dialogue_today).starts()
    talk.does("inform", text=MONTHS)
    offered: list[Button] = []
    for _ in range(TURNS):
        offered += [button for message in talk.messages for button in message.buttons]
        if offered and chance.random() < 0.7:
            button = chance.choice(offered[-12:] if chance.random() < 0.7 else offered)
            talk.does("choose", choice=button.payload, text=button.title)
        else:
            talk.does(chance.choice(ACTS), text=garble.text(chance))
