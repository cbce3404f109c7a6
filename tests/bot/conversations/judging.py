"""What the rules say of a profile, without the conversation."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from subsidy import Assessment, Engine, Status, Verdict, load_catalog, parse_profile
from tests.bot.visitor import Json

DAY = dt.datetime(2021, 4, 15, 12)
TODAY = dt.datetime(2026, 11, 22, 12)
# The maker of conftest.py with the answers it gives before the verdict.
MAKER: Json = {
    "industry": "製造業",
    "capital_yen": 10_000_000,
    "employees": 15,
    "prefecture": "栃木県",
    "legal_form": "株式会社",
    "sales_decline": {"any_3_of_last_6_months_vs_precovid_pct": 15},
    "planned_investment_yen": 3_000_000,
    "plans": {"equipment": True},
}


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return Engine(load_catalog())


def statuses(profile: Json) -> dict[str, str]:
    """Status of every frame for a profile of the contract on the usual day, by the engine itself."""
    return {frame: status for frame, (status, _) in judged_by_engine(profile, DAY.date()).items()}


def judged_by_engine(profile: Json, on: dt.date) -> dict[str, tuple[str, int | None]]:
    """Status and subsidy in yen of every frame of the newest edition in use on a day, judged at its noon."""
    found = _assess(profile, on).verdicts
    return {frame: (verdict.status.value, _amount(verdict)) for frame, verdict in found.items()}


def _amount(verdict: Verdict) -> int | None:
    return verdict.computed.estimate_yen if verdict.status is Status.ELIGIBLE else None


def _assess(profile: Json, on: dt.date) -> Assessment:
    engine = _engine()
    newest = max(edition.id for edition in engine.catalog.editions if int(edition.id[:4]) <= on.year)
    noon = dt.datetime.combine(on, dt.time(12))
    return engine.assess(parse_profile(profile, engine.catalog.fields), noon, [newest])
