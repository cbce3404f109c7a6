"""What the policy knows of its rules before a conversation begins."""

from __future__ import annotations

import json

from bot.policies import last_actions


def key(*before: str) -> str:
    """The states before an action, as the policy keeps them."""
    return json.dumps([{"prev_action": {"action_name": name}} for name in before])


def test_an_action_that_every_rule_ends_with_is_known() -> None:
    rules = {key("action_listen"): "action_a", key("action_listen", "action_a"): "action_listen"}
    assert last_actions(rules) == {"action_a": key("action_listen", "action_a")}


def test_an_action_that_one_rule_goes_on_after_is_not_among_them() -> None:
    rules = {
        key("action_listen", "action_a"): "action_listen",
        key("action_listen", "action_b", "action_a"): "action_b",
    }
    assert last_actions(rules) == {}


def test_waiting_for_the_visitor_is_no_such_action() -> None:
    assert last_actions({key("action_listen"): "action_listen", json.dumps([{}]): "action_listen"}) == {}
