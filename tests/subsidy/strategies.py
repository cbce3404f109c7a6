"""Profiles for property tests: consistent companies, and what is known of them at some moment of an interview."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

Plain = dict[str, Any]

TRADES = ("製造業", "建設業", "運輸業", "卸売業", "小売業", "サービス業", "飲食店", "ゴム製品製造業")
TRADES += ("ソフトウェア業・情報処理サービス業", "旅館業", "その他")
COMPANIES = ("株式会社", "有限会社", "合同会社", "法人")
BODIES = {"医療法人": "医療法人", "社会福祉法人": "社会福祉法人", "学校法人": "学校法人", "商工会": "商工会"}
BODIES |= {"NPO法人": "特定非営利活動法人"}
OTHER_BODIES = ("一般社団法人", "一般財団法人", "協同組合")
CODES = ("P-01", "P-02", "P-03", "P-04", "P-05", "P-06", "P-07")
DECLINES = "sales_decline"
COMPANY = "company"
RECENT = "recent_3_months_vs_prev_year_pct"
THREE_MONTHS = "any_3_of_last_6_months_vs_precovid_pct"
ONE_MONTH = "one_month_2021_1to3_vs_prev_or_prevprev_pct"
# Who is not called a body is taken for a company or an individual, so that a body's legal form is always known.
# Commitments are to-dos while unknown, and what no answer means is laid down for the other two.
COMMITMENTS = (
    "nintei_plan", "value_added_growth_pct", "it_vendor_partner", "wage_growth_pct", "min_wage_margin_yen",
    "labor_productivity_growth_pct", "action_plan", "gbiz_id", "form4", "security_action", "invoice_software",
    "etransaction", "security_service", "catalog_product", "declaration_100oku", "wage_raise_yen",
)  # fmt: skip
NEVER_MASKED = {*COMMITMENTS, "contract_date", "hardware_rental_only", "invoice_functions"}
FLAGS = (
    "new_business_shift", "nintei_plan", "bank_joins_plan", "growth_to_midsize", "overseas", "equipment",
    "sales_promotion", "contactless", "telework_cloud", "linked_software", "it_vendor_partner", "hardware_rental_only",
    "data_sharing", "common_system", "is_lead_company", "lead_company_is_large", "rd_with_university",
    "monozukuri_base_tech", "service_model", "ai_iot", "action_plan", "gbiz_id", "form4", "security_action",
    "invoice_software", "etransaction", "security_service", "catalog_product", "declaration_100oku",
)  # fmt: skip
COMPANY_FLAGS = (
    "startup_support_in_period", "below_new_minimum_wage", "profit_rate_fell", "costs_not_passed_on",
    "cash_flow_worsened", "in_guarantee_area", "in_disaster_area", "disaster_damage", "large_rd_record",
)  # fmt: skip
FOUNDED = ("2016-04-01", "2025-12-14", "2025-12-15", "2026-06-01", "2026-12-15", "2026-12-16")
TRANSFERS = ("親族や従業員への承継", "M&Aで買う", "M&Aで売る", "M&A後の統合", "廃業と再挑戦")


def near(*limits: int) -> st.SearchStrategy[int]:
    """Numbers at the limits, one beside them, and others."""
    around = [limit + step for limit in limits for step in (-1, 0, 1) if limit + step >= 0]
    return st.sampled_from(around) | st.integers(0, 2 * max(limits))


capitals = near(50_000_000, 100_000_000, 300_000_000, 1_000_000_000)
headcounts = near(5, 20, 50, 100, 200, 300, 900, 2000)
costs = near(450_000, 600_000, 1_500_000, 3_000_000, 45_000_000, 90_000_000, 160_000_000, 300_000_000)
percents = st.sampled_from([-5, 0, 2.9, 3, 4.9, 5, 9.99, 10, 14.99, 15, 29.9, 30, 100]) | st.integers(-50, 100)


@st.composite
def applicants(draw: st.DrawFn) -> Plain:
    """Who applies: a company, an individual, or a body, in the ways in which a profile can say so."""
    trade = draw(st.sampled_from(TRADES))
    kind = draw(st.sampled_from(("company", "company", "company", "individual", "body", "other_body")))
    who: Plain = {"employees": draw(headcounts), "industry": trade}
    if kind == "company":
        return who | {
            "legal_form": draw(st.sampled_from(COMPANIES)),
            "capital_yen": draw(st.integers(1, 3)) + draw(capitals),
        }
    if kind == "individual":
        who |= draw(st.sampled_from(({}, {"industry": "個人事業主", "main_industry": trade})))
        return who | {"legal_form": "個人事業主"}
    if kind == "body":
        body, legal_form = draw(st.sampled_from(sorted(BODIES.items())))
        return who | {"industry": body, "main_industry": trade, "legal_form": legal_form}
    return who | {"legal_form": draw(st.sampled_from(OTHER_BODIES))}


@st.composite
def company(draw: st.DrawFn) -> Plain:
    """What the edition of 2026 asks about the company."""
    return {name: draw(st.sampled_from((True, True, False))) for name in COMPANY_FLAGS} | {
        "founded_on": draw(st.sampled_from(FOUNDED)),
        "annual_sales_yen": draw(near(1_000_000_000, 10_000_000_000)),
        "lowest_hourly_wage_yen": draw(near(1050)),
    }


@st.composite
def plans(draw: st.DrawFn) -> Plain:
    """What it plans; a plan is more often yes than no, so that frames come near to fitting."""
    plan: Plain = {name: draw(st.sampled_from((True, True, False))) for name in FLAGS}
    plan["hardware_rental_only"] = draw(st.sampled_from((False, False, False, True)))
    partners = draw(st.integers(0, 11))
    plan |= {"cooperates_with_other_companies": partners, "consortium_size": partners + 1}
    plan["different_field_partner"] = partners > 0 and draw(st.booleans())
    plan["value_added_growth_pct"] = draw(st.sampled_from((2.9, 3, 5, 8)))
    plan["growth_route"] = draw(st.sampled_from(("組織再編", "新規設備投資", "グローバル展開")))
    plan["it_tool_process_codes"] = sorted(draw(st.sets(st.sampled_from(CODES))))
    plan["business_transfer"] = sorted(draw(st.sets(st.sampled_from(TRANSFERS))))
    plan["wage_growth_pct"] = draw(st.sampled_from((0, 3.49, 3.5, 4.5)))
    plan["min_wage_margin_yen"] = draw(st.sampled_from((0, 29, 30, 50)))
    plan["labor_productivity_growth_pct"] = draw(st.sampled_from((2.9, 3, 4, 6)))
    plan["wage_raise_yen"] = draw(st.sampled_from((49, 50, 69, 70, 89, 90)))
    plan["raised_employees"] = draw(near(1, 3, 5, 7, 10))
    plan["invoice_functions"] = draw(st.integers(0, 3))
    plan["contract_date"] = draw(st.sampled_from(("2021-01-07", "2021-01-08", "2021-03-01")))
    return plan


@st.composite
def profiles(draw: st.DrawFn) -> Plain:
    """A company with every answer that either edition asks for."""
    declines = {key: draw(percents) for key in (THREE_MONTHS, ONE_MONTH, RECENT)}
    declines["affected_by_emergency"] = draw(st.booleans())
    project = {"planned_investment_yen": draw(costs), "plans": draw(plans())}
    return draw(applicants()) | {DECLINES: declines, COMPANY: draw(company()), **project}


def leaves(profile: Plain) -> list[tuple[str, ...]]:
    """The paths of all answers that may be unknown."""
    paths = [(key,) for key, value in profile.items() if not isinstance(value, dict)]
    paths += [(key, name) for key, value in profile.items() if isinstance(value, dict) for name in value]
    kept = NEVER_MASKED | ({"legal_form"} if profile.get("legal_form") in (*OTHER_BODIES, *BODIES.values()) else set())
    return [path for path in paths if path[-1] not in kept]


def without(profile: Plain, paths: set[tuple[str, ...]]) -> Plain:
    """The profile with some answers unknown."""
    rest = copy.deepcopy(profile)
    for path in paths:
        (rest if len(path) == 1 else rest[path[0]]).pop(path[-1], None)
    return rest


def lookup(profile: Plain, path: tuple[str, ...]) -> Any:
    """The answer at a path, or None."""
    return profile.get(path[0]) if len(path) == 1 else profile.get(path[0], {}).get(path[1])


@st.composite
def partly_known(draw: st.DrawFn) -> tuple[Plain, Plain]:
    """What is known of a company now, and what is known later: more, and nothing else."""
    whole = draw(profiles())
    paths = leaves(whole)
    hidden_later = set(draw(st.lists(st.sampled_from(paths), max_size=6)))
    hidden_now = hidden_later | set(draw(st.lists(st.sampled_from(paths), max_size=8)))
    return without(whole, hidden_now), without(whole, hidden_later)
