"""The working of an amount: what the subsidy is made of, and what the owner pays himself."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from actions.texts import texts
from subsidy import Status, Verdict
from subsidy.amount import COST_FIELD, uncapped_subsidy
from subsidy.near_miss import NearMiss
from subsidy.render import rate_text
from subsidy.tariff import RateStep
from subsidy.wording import MAN, format_yen

FEW_YEN = 10
NEAR = Fraction(1, 2), Fraction(1, 4)
"""What a figure may lack at most, as a share of what is asked: one that can be changed, one that cannot."""


def is_near(miss: NearMiss) -> bool:
    """Whether a failed number is close enough to speak of its distance."""
    share = NEAR[0] if miss.changeable else NEAR[1]
    return 0 < miss.distance <= abs(Fraction(miss.bound)) * share


def in_round_sums(miss: NearMiss) -> NearMiss:
    """A bound a few yen above a round sum as more than that sum: nobody plans to the yen."""
    above = int(miss.bound) % MAN if miss.field == COST_FIELD else 0
    if not 0 < above < FEW_YEN or miss.code != "at_least":
        return miss
    return miss._replace(code="more_than", bound=miss.bound - above)


def working(verdict: Verdict, say_yen: Callable[[int], str] = format_yen) -> dict[str, Any] | None:
    """The steps from cost to subsidy as texts; None unless the frame fits and its amount is settled to the yen.

    ``say_yen`` says the cap and the estimate, which may be one yen short of a round sum.
    """
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
        "steps": [{"above": format_yen(step.above_subsidy_yen), "rate": _rate_of(step)} for step in steps],
        "cap": say_yen(estimate) if estimate < full else None,
        "estimate": say_yen(estimate),
        "own_share": format_yen(cost_yen - estimate),
    }


def _rate_of(step: RateStep) -> str | None:
    """The rate of a part of the subsidy; one that the sources leave open is told so."""
    rate = rate_text(step.rate)
    return texts().label("unsure_rate", rate=rate) if step.unsure else rate
