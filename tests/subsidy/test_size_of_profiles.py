"""The size criterion as answers to 業種, 法人形態, 資本金 and 従業員数 decide it."""

from collections.abc import Callable

import pytest

from subsidy import Assessment
from subsidy.state import State

Assess = Callable[..., Assessment]
MET, UNMET, UNKNOWN = State.MET, State.UNMET, State.UNKNOWN
OKU, MAN = 10**8, 10**4
COMPANY = {"legal_form": "株式会社", "industry": "小売業"}
INDIVIDUAL = {"legal_form": "個人事業主", "industry": "小売業"}


def size(assessment: Assessment, frame: str = "it_a") -> State:
    return next(result.state for result in assessment.verdicts[frame].criteria if result.id == "size")


def asked_for_size(assessment: Assessment, frame: str = "it_a") -> set[str]:
    about = {"industry", "main_industry", "legal_form", "capital_yen", "employees"}
    return about & set(assessment.verdicts[frame].missing)


@pytest.mark.parametrize(
    ("profile", "state", "asked"),
    [
        ({**COMPANY, "capital_yen": 5000 * MAN}, MET, set()),
        ({**COMPANY, "employees": 50}, MET, set()),
        ({**COMPANY, "employees": [10, 20]}, MET, set()),
        ({**COMPANY, "employees": [40, 60]}, UNKNOWN, {"capital_yen", "employees"}),
        ({**COMPANY, "capital_yen": 6000 * MAN}, UNKNOWN, {"employees"}),
        ({**COMPANY, "employees": 51}, UNKNOWN, {"capital_yen"}),
        ({**COMPANY, "capital_yen": [4000 * MAN, 6000 * MAN], "employees": 51}, UNKNOWN, {"capital_yen"}),
        ({**COMPANY, "capital_yen": [6000 * MAN, None], "employees": [51, None]}, UNMET, set()),
        ({**INDIVIDUAL, "employees": 50}, MET, set()),
        ({**INDIVIDUAL, "employees": 51}, UNMET, set()),
        ({**INDIVIDUAL}, UNKNOWN, {"employees"}),
        ({"legal_form": "株式会社", "employees": 50}, MET, set()),
        ({"legal_form": "株式会社", "employees": 301, "capital_yen": 4 * OKU}, UNKNOWN, {"industry"}),
        ({"legal_form": "株式会社", "employees": 901, "capital_yen": 4 * OKU}, UNMET, set()),
    ],
)
def test_only_what_can_still_decide_the_size_is_missing(
    assess: Assess, profile: dict[str, object], state: State, asked: set[str]
) -> None:
    assessment = assess(profile)
    assert (size(assessment), asked_for_size(assessment)) == (state, asked if state is UNKNOWN else set())


@pytest.mark.parametrize("capital", [1, 1000 * MAN, 99 * OKU])
def test_the_capital_of_an_individual_saves_nobody_and_harms_nobody(assess: Assess, capital: int) -> None:
    assert size(assess({**INDIVIDUAL, "capital_yen": capital, "employees": 51})) is UNMET
    assert size(assess({**INDIVIDUAL, "capital_yen": capital, "employees": 50})) is MET
    assert size(assess({**COMPANY, "capital_yen": 1000 * MAN, "employees": 51})) is MET


def test_an_individual_may_be_given_as_an_industry_with_a_main_trade(assess: Assess) -> None:
    profile = {"industry": "個人事業主", "main_industry": "小売業"}
    assert size(assess({**profile, "employees": 50})) is MET
    assert size(assess({**profile, "employees": 51, "capital_yen": 1})) is UNMET


def test_without_a_legal_form_a_capital_makes_a_company(assess: Assess) -> None:
    profile = {"industry": "小売業", "employees": 51}
    assert size(assess({**profile, "capital_yen": 1})) is MET
    assert size(assess({**profile, "capital_yen": [1, None]})) is UNKNOWN
    unclear = assess({**profile, "capital_yen": 0})
    assert (size(unclear), asked_for_size(unclear)) == (UNKNOWN, {"legal_form"})


def test_without_a_legal_form_and_capital_a_headcount_within_the_limit_is_enough(assess: Assess) -> None:
    assert size(assess({"industry": "小売業", "employees": 50})) is MET


@pytest.mark.parametrize(
    ("detail", "limit"),
    [
        ("タイヤ", 300),
        ("ﾀｲﾔの製造", 300),
        ("コンベヤベルト", 300),
        ("工業用ベルト", 300),
        ("タイヤ以外", 900),
        ("自転車用タイヤ", 900),
        ("医療用チューブ", 900),
        ("衣料用ゴムベルト", 900),
        ("手袋", 900),
        (None, 900),
    ],
)
def test_what_rubber_is_made_into_decides_between_300_and_900_people(
    assess: Assess, detail: str | None, limit: int
) -> None:
    maker = {"legal_form": "株式会社", "industry": "ゴム製品製造業", "industry_detail": detail, "capital_yen": 4 * OKU}
    found = [size(assess({**maker, "employees": count})) for count in (limit, limit + 1)]
    assert found == [MET, UNMET]


def test_without_trade_and_form_the_applicant_may_be_a_body(assess: Assess) -> None:
    assert size(assess({"industry": "小売業", "employees": 1}), "jizokuka_tsujo") is MET
    unclear = assess({"employees": 1})
    assert (size(unclear, "jizokuka_tsujo"), size(unclear)) == (UNKNOWN, MET)
    assert "industry" in asked_for_size(unclear, "jizokuka_tsujo")
    assert size(assess({"employees": 1, "legal_form": "株式会社"}), "jizokuka_tsujo") is MET


@pytest.mark.parametrize("name", ["NPO法人", "特定非営利活動法人"])
def test_both_names_of_an_npo_mean_the_same_and_the_trade_gives_the_limit(assess: Assess, name: str) -> None:
    for trade, limit in (("小売業", 50), ("製造業", 300)):
        profile = {"industry": trade, "legal_form": name, "capital_yen": 0}
        assert size(assess({**profile, "employees": limit})) is MET
        assert size(assess({**profile, "employees": limit + 1})) is UNMET


def test_an_npo_is_asked_for_its_main_trade_where_it_matters(assess: Assess) -> None:
    assert size(assess({"industry": "NPO法人", "employees": 50})) is MET
    unclear = assess({"industry": "NPO法人", "employees": 51})
    assert (size(unclear), asked_for_size(unclear)) == (UNKNOWN, {"main_industry"})
    assert size(assess({"industry": "NPO法人", "main_industry": "製造業", "employees": 51})) is MET
    assert size(assess({"industry": "NPO法人", "employees": 901})) is UNMET


@pytest.mark.parametrize(
    ("frame", "employees", "state"),
    [
        ("it_a", 300, MET),
        ("it_a", 301, UNMET),
        ("monozukuri_tsujo", 300, UNKNOWN),
        ("monozukuri_tsujo", 301, UNMET),
        ("sapoin", 300, UNKNOWN),
        ("jizokuka_tsujo", 1, UNMET),
        ("saikouchiku_tsujo", 1, UNKNOWN),
        ("saikouchiku_tsujo", 9999, UNKNOWN),
    ],
)
def test_a_medical_corporation_is_in_shut_out_or_open_by_programme(
    assess: Assess, frame: str, employees: int, state: State
) -> None:
    assert size(assess({"industry": "医療法人", "employees": employees}), frame) is state


def test_an_open_reading_asks_for_nothing_that_could_not_settle_it(assess: Assess) -> None:
    assert asked_for_size(assess({"industry": "医療法人", "employees": 10}), "saikouchiku_tsujo") == set()


@pytest.mark.parametrize(
    ("employees", "capital", "tsujo", "global_v"),
    [
        (50, 10 * OKU, MET, UNMET),
        (51, 5000 * MAN, MET, UNMET),
        (51, 5000 * MAN + 1, MET, MET),
        (51, 10 * OKU - 1, MET, MET),
        (51, 10 * OKU, UNMET, UNMET),
        ([40, 60], 9 * OKU, MET, UNKNOWN),
        (51, [9 * OKU, 11 * OKU], UNKNOWN, UNKNOWN),
    ],
)
def test_mid_begins_above_both_limits_and_ends_below_one_billion(
    assess: Assess, employees: object, capital: object, tsujo: State, global_v: State
) -> None:
    assessment = assess({**COMPANY, "employees": employees, "capital_yen": capital})
    assert [size(assessment, f"saikouchiku_{name}") for name in ("tsujo", "global_v")] == [tsujo, global_v]


@pytest.mark.parametrize(("employees", "state"), [(50, MET), (51, UNKNOWN), (2000, UNKNOWN), (2001, UNMET)])
def test_an_individual_above_the_sme_limit_is_to_be_cleared_up_to_2000_people(
    assess: Assess, employees: int, state: State
) -> None:
    assert size(assess({**INDIVIDUAL, "employees": employees}), "saikouchiku_tsujo") is state
    assert size(assess({**INDIVIDUAL, "employees": 51}), "saikouchiku_global_v") is UNKNOWN
