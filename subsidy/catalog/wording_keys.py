"""The texts that the engine takes from ``wording.yml``, with the placeholders it fills in each."""

from __future__ import annotations


def _texts(keys: str, placeholders: str = "") -> dict[str, frozenset[str]]:
    return {key: frozenset(placeholders.split()) for key in keys.split()}


_REASONS = {
    **_texts("met met_by_absence unmet", "text facts"),
    **_texts("unknown", "text unknown"),
    **_texts("open human", "text reason"),
}
_CALL = "label opens closes gate"
_SIZES = "sme_headcount sme_capital company_mid company_other person_sme person_other"
_SMALL = "small_small small_other excluded_body"

WORDING: dict[str, dict[str, frozenset[str]]] = {
    "value": {
        **_texts("yes no none and"),
        **_texts("months", "count"),
        **_texts("deadline", "day"),
        **_texts("period", "first last"),
        **_texts("answer", "label value"),
        **_texts("month_pair", "month base"),
        **_texts("best_months", "label value months sales base"),
    },
    "range": _texts("from to between", "low high"),
    "criterion": _REASONS,
    "commitment": _REASONS,
    "limit": {
        **_texts("floor_label ceiling_label"),
        **_texts("floor floor_above ceiling", "yen"),
        **_texts("met", "text cost"),
        **_texts("unmet unknown open special", "text cost subsidy"),
        **_texts("cost_unknown not_computable", "text"),
    },
    "size": {
        **_texts(_SIZES, "row capital employees capital_limit headcount_limit"),
        **_texts(_SMALL, "row limit body capital employees"),
        **_texts("open open_body"),
    },
    "call": {
        **_texts(
            "open open_after open_since_unknown open_end_unknown gate_passed upcoming after_last end_unknown", _CALL
        ),
        **_texts("gate_open", "gate gate_closes"),
        **_texts("by_prefecture", "label opens closes rule"),
        **_texts("local_end", "prefecture closes"),
        **_texts("ended last_known", "text"),
        **_texts("standing no_dates approximate unconfirmed medium low"),
    },
    "describe": {
        **_texts("summary", "editions programmes frames documents offices"),
        **_texts("title title_alike frame", "name official id"),
        **_texts("criteria amount costs not_costs preparation notes relations unknown_date unsettled_date"),
        **_texts("plan_points review_points examples goals budgets contacts links quota bank bonus"),
        **_texts("budget", "label yen"),
        **_texts("contact", "name phone"),
        **_texts("link", "title url"),
        **_texts("conflict", "topic used reason"),
        **_texts("kind_company kind_project kind_commitment kind_human"),
        **_texts("rate rate_text", "rate id"),
        **_texts("special_rate", "rate text"),
        **_texts("step step_unsure", "yen rate"),
        **_texts("no_rate no_cap project_period standing"),
        **_texts("special_add special_total", "name yen text"),
        **_texts("variant", "name yen"),
        **_texts("raised", "people text"),
        **_texts("people people_from people_to people_one people_any", "low high"),
        **_texts("band_special", "text yen"),
        **_texts("succession", "relation difference"),
        **_texts("floor floor_above cap cap_below", "yen"),
        **_texts("band", "people yen"),
        **_texts("round", "label opens closes certainty"),
        **_texts(
            "certainty_confirmed certainty_reported certainty_approximate certainty_unconfirmed certainty_unknown"
        ),
        **_texts("line", "text document place"),
    },
    "near_miss": _texts("at_most at_least less_than more_than over under", "label limit distance"),
}
