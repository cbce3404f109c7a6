"""Which action answers which intent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME

MOST_STATES = 5000
LISTENING = {ACTION_LISTEN_NAME}


def last_actions(rules: Mapping[str, str]) -> dict[str | None, str]:
    """Actions after which every rule that has them waits for the visitor, each with one of its rules.

    ``rules``: the next action by the states before it, as the policy keeps them.
    """
    after: dict[str, dict[str, str]] = {}
    for key, following in rules.items():
        name = json.loads(key)[-1].get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
        if name not in (None, ACTION_LISTEN_NAME):
            after.setdefault(name, {})[following] = key
    return {name: following[ACTION_LISTEN_NAME] for name, following in after.items() if set(following) == LISTENING}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class ActPolicy(RulePolicy):
    """Rasa's rules without its built-in ones.

    Those answer the intents ``restart``, ``back`` and ``session_start`` with actions of their own, whatever the rules
    say; here ``restart`` is an act of the visitor like any other.
    """

    # Actions that every rule with them ends with, and one of these rules.
    _last: Mapping[str | None, str] = {}
    # Rules by the states that they fit; None while the policy learns, when rules come and go.
    _fitting: dict[Any, set[str]] | None = None

    @classmethod
    def load(cls, *args: Any, **kwargs: Any) -> ActPolicy:
        """See the parent class."""
        policy = super().load(*args, **kwargs)
        policy._fitting = {}
        policy._last = last_actions(policy.lookup[RULES])
        return policy

    @staticmethod
    def _find_action_from_default_actions(tracker: DialogueStateTracker) -> tuple[None, None]:
        return None, None

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[Any, Any, bool]:
        """As in Rasa, but no rule is looked for by the words of a message: all of ours go by its intent.

        Nor is one looked for after an action that every rule ends with.
        """
        if use_text_for_last_user_input:
            return None, None, False
        if tracker.active_loop is None and tracker.latest_action_name in self._last:
            return ACTION_LISTEN_NAME, self._last[tracker.latest_action_name], False
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)

    def _get_possible_keys(self, lookup: dict[str, str], states: list[Any]) -> set[str]:
        """As in Rasa, but the rules that fit the same states are looked for once."""
        known = self._fitting
        if known is None:
            return super()._get_possible_keys(lookup, states)
        key = (id(lookup), *(DialogueStateTracker.freeze_current_state(state) for state in states))
        if key not in known:
            if len(known) >= MOST_STATES:
                known.clear()
            known[key] = super()._get_possible_keys(lookup, states)
        return known[key]
