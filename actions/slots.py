"""The names of slots: which belong together, and how answers become a profile. The only module that knows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STATE_SLOT = "dialogue"
FAMILIES = {
    "capital_yen": ("capital_yen", "capital_range"),
    "employees": ("employees", "employees_range"),
    "sales_change_pct": ("sales_change_pct", "sales_change_range"),
    "investment_yen": ("investment_yen", "investment_range"),
}
TOPIC_OF = {name: topic for topic, names in FAMILIES.items() for name in names}
BASE_TOPICS = (
    "industry",
    "capital_yen",
    "employees",
    "sales_change_pct",
    "prefecture",
    "legal_form",
    "plan",
    "investment_yen",
)
CONTRACT_SLOTS = ("industry", *TOPIC_OF, "prefecture", "legal_form", "program", "plan")
THREE_MONTHS = "sales_decline.any_3_of_last_6_months_vs_precovid_pct"
PREVIOUS_YEAR = "sales_decline.recent_3_months_vs_prev_year_pct"
ONE_MONTH = "sales_decline.one_month_2021_1to3_vs_prev_or_prevprev_pct"
FIELD_OF = {
    "industry": "industry",
    "capital_yen": "capital_yen",
    "employees": "employees",
    "sales_change_pct": THREE_MONTHS,
    "prefecture": "prefecture",
    "legal_form": "legal_form",
    "investment_yen": "planned_investment_yen",
}
TOPIC_OF_FIELD = {field: topic for topic, field in FIELD_OF.items()} | {PREVIOUS_YEAR: "sales_change_pct"}
INDUSTRY, MAIN_INDUSTRY = "industry", "main_industry"
FOUNDED = "company.founded_on"
INFORMATION, SOFTWARE = "情報通信業", "ソフトウェア"
TRADES = {
    "宿泊業": "旅館業",
    INFORMATION: "ソフトウェア業・情報処理サービス業",
    "医療・福祉": "サービス業",
    "農林水産業": "その他",
}
MONTHS_COMPARED = 3
BESIDE_INDUSTRY = (MAIN_INDUSTRY, "industry_detail")
BODIES = frozenset(("NPO法人", "医療法人", "社会福祉法人", "学校法人", "商工会"))
SOLE_PROPRIETOR = "個人事業主"
PLAN_VALUES = ("設備投資", "IT導入", "販路開拓", "新規事業", "研究開発", "賃上げ", "人材育成", "その他")
PLAN_FIELDS: dict[str, dict[str, Any]] = {
    "設備投資": {"plans.equipment": False},
    "IT導入": {
        "plans.it_tool_process_codes": [],
        "plans.invoice_software": False,
        "plans.etransaction": False,
        "plans.security_service": False,
    },
    "販路開拓": {"plans.sales_promotion": False},
    "新規事業": {"plans.new_business_shift": False},
    "研究開発": {"plans.monozukuri_base_tech": False, "plans.service_model": False},
}
PLAN_YES = {
    "設備投資": "plans.equipment",
    "販路開拓": "plans.sales_promotion",
    "新規事業": "plans.new_business_shift",
}
# Fields that say what is done or bought; other plans are duties that come with any of it.
ACTIVITIES = frozenset(field for fields in PLAN_FIELDS.values() for field in fields) | {
    f"plans.{name}"
    for name in (
        "overseas", "business_transfer", "consortium_size", "contactless", "telework_cloud", "linked_software",
        "invoice_software", "etransaction", "security_service", "it_vendor_partner", "rd_with_university",
        "growth_to_midsize", "ai_iot",
    )
}  # fmt: skip
IT_CODES = "plans.it_tool_process_codes"
# What is part of bringing in software, whose own field may not be asked.
OF_SOFTWARE = frozenset(
    ("plans.invoice_software", "plans.etransaction", "plans.it_vendor_partner", "plans.security_service")
)


def topic_of(slot: str) -> str:
    """The topic that a slot answers: a range slot answers that of its exact one."""
    return TOPIC_OF.get(slot, slot)


def names_of(topic: str) -> tuple[str, ...]:
    """The slots that can hold the answer to a topic."""
    return FAMILIES.get(topic, (topic,))


def topic_of_field(field: str) -> str:
    """The topic under which a profile field is asked."""
    return TOPIC_OF_FIELD.get(field, field)


def value_of(answers: Mapping[str, Any], topic: str) -> Any:
    """The answer to a topic: an exact value, a range, or None."""
    return next((answers[name] for name in names_of(topic) if answers.get(name) is not None), None)


def to_profile(answers: Mapping[str, Any], ticked: bool = False) -> dict[str, Any]:
    """The answers as a profile of the contract (section 3), nested as JSON.

    ``ticked``: the plans were chosen from the list, so that what was left out is not planned. Plans told in words say
    nothing of others.
    """
    flat: dict[str, Any] = {}
    for topic, field in FIELD_OF.items():
        value = value_of(answers, topic)
        if value is not None:
            flat[field] = _decline(value) if topic == "sales_change_pct" else value
            # One rough figure serves the test of each edition; both are marked approximate.
            flat |= {PREVIOUS_YEAR: flat[THREE_MONTHS]} if field == THREE_MONTHS else {}
    flat |= _plan_flags(answers.get("plan"), ticked)
    flat |= {key: value for key, value in answers.items() if "." in key or key in BESIDE_INDUSTRY}
    if answers.get("monthly_sales"):
        flat["monthly_sales"] = answers["monthly_sales"]
        # Monthly figures are exact: the rough one steps back where they can be compared with another year.
        if _spans_years(answers["monthly_sales"]):
            flat = {key: value for key, value in flat.items() if key not in (THREE_MONTHS, PREVIOUS_YEAR)}
    _place_industry(flat)
    return _nested({key: value for key, value in flat.items() if value is not None})


def _spans_years(monthly: Mapping[str, int]) -> bool:
    """Whether three months at least have a month of the same name in another year beside them."""
    names = [month[5:] for month in monthly]
    return sum(names.count(name) > 1 for name in set(names)) >= MONTHS_COMPARED


def _decline(change: Any) -> Any:
    """A change of sales (negative is a decline) as a decline (positive)."""
    if isinstance(change, list):
        low, high = change
        return [None if high is None else -high, None if low is None else -low]
    return -change


def _plan_flags(plan: list[str] | None, ticked: bool) -> dict[str, Any]:
    if not plan:
        return {}
    flags: dict[str, Any] = {}
    for name, absent in PLAN_FIELDS.items():
        if ticked and name not in plan:
            flags |= absent
    return flags | {field: True for name, field in PLAN_YES.items() if name in plan}


def is_of_unclear_trade(answers: Mapping[str, Any]) -> bool:
    """Whether the company is in information and communication, but perhaps no software house."""
    return answers.get("industry") == INFORMATION and answers.get("industry_detail") != SOFTWARE


def _place_industry(flat: dict[str, Any]) -> None:
    trade = TRADES.get(flat.get("industry", ""), flat.get("industry"))
    if is_of_unclear_trade(flat):
        trade = flat.pop("main_industry", None)
        del flat["industry"]
    if flat.get("legal_form") in BODIES:
        flat["industry"] = flat["legal_form"]
        if trade is not None:
            flat.setdefault("main_industry", trade)
    elif trade is not None:
        flat["industry"] = trade
    if flat.get("legal_form") == SOLE_PROPRIETOR:
        flat.pop("capital_yen", None)


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    profile: dict[str, Any] = {}
    for key, value in flat.items():
        group, _, name = key.partition(".")
        if name:
            profile.setdefault(group, {})[name] = value
        else:
            profile[key] = value
    return profile
