"""Which action answers which intent."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

MOST_STATES = 5000


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class ActPolicy(RulePolicy):
    """Rasa's rules without its built-in ones.

    Those answer the intents ``restart``, ``back`` and ``session_start`` with actions of their own, whatever the rules
    say; here ``restart`` is an act of the visitor like any other.
    """

    # Rules by the states that they fit; None while the policy learns, when rules come and go.
    _fitting: dict[Any, set[str]] | None = None

    @classmethod
    def load(cls, *args: Any, **kwargs: Any) -> ActPolicy:
        """See the parent class."""
        policy = super().load(*args, **kwargs)
        policy._fitting = {}
        return policy

    @staticmethod
    def _find_action_from_default_actions(tracker: DialogueStateTracker) -> tuple[None, None]:
        return None, None

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[Any, Any, bool]:
        """As in Rasa, but no rule is looked for by the words of a message: all of ours go by its intent."""
        if use_text_for_last_user_input:
            return None, None, False
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
