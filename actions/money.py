"""The working of an amount: what the subsidy is made of, and what the owner pays himself."""

from __future__ import annotations

from typing import Any

from subsidy import Status, Verdict
from subsidy.amount import COST_FIELD, uncapped_subsidy
from subsidy.render import rate_text
from subsidy.wording import format_yen


def working(verdict: Verdict) -> dict[str, Any] | None:
    """The steps from cost to subsidy as texts; None unless the frame fits and its amount is settled to the yen."""
    computed = verdict.computed
    cost = verdict.context.facts.interval(COST_FIELD)
    if verdict.status is not Status.ELIGIBLE or cost is None or not cost.is_exact or len(computed.tariffs) != 1:
        return None
    estimate, cost_yen = computed.estimate_yen, int(cost.low or 0)
    if estimate is None:
        return None
    tariff = computed.tariffs[0]
    full = uncapped_subsidy(tariff, cost_yen)
    steps = [step for step in tariff.steps if full > step.above_subsidy_yen]
    return {
        "cost": format_yen(cost_yen),
        "rate": rate_text(computed.rate),
        "full": format_yen(full),
        "steps": [{"above": format_yen(s.above_subsidy_yen), "rate": rate_text(s.rate)} for s in steps],
        "cap": format_yen(estimate) if estimate < full else None,
        "estimate": format_yen(estimate),
        "own_share": format_yen(cost_yen - estimate),
    }
