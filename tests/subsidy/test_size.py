"""Size classes: which companies, individuals and bodies the tables of 2021 let in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy import Engine
from subsidy.classify import Applicant, Axes, Classifier
from subsidy.size import COMPANY, INDIVIDUAL
from subsidy.state import State

OKU, MAN = 10**8, 10**4
SOFTWARE, INN, RUBBER, RETAIL = "ソフトウェア業・情報処理サービス業", "旅館業", "ゴム製品製造業", "小売業"
MANUFACTURING, SERVICE = "製造業", "サービス業"
SAIKOUCHIKU, IT, SME15 = "saikouchiku_size", "it_size", "sme15_size"
# trade -> largest capital and headcount of 中小企業
FOUR_ROWS = {
    MANUFACTURING: (3 * OKU, 300),
    "建設業": (3 * OKU, 300),
    "運輸業": (3 * OKU, 300),
    "その他": (3 * OKU, 300),
    "卸売業": (OKU, 100),
    RETAIL: (5000 * MAN, 50),
    "飲食店": (5000 * MAN, 50),
    SERVICE: (5000 * MAN, 100),
}
FIFTEEN_ROWS = FOUR_ROWS | {RUBBER: (3 * OKU, 900), SOFTWARE: (3 * OKU, 300), INN: (5000 * MAN, 200)}
SMALL = {
    **dict.fromkeys(("卸売業", RETAIL, SERVICE, "飲食店", SOFTWARE), 5),
    **dict.fromkeys((MANUFACTURING, "建設業", "運輸業", RUBBER, "その他", INN), 20),
}


def classes(engine: Engine, definition: str, form: str, trade: str, capital: int, employees: int) -> str:
    """The classes, as words in the order of the alphabet."""
    who = Applicant(form, trade, None, capital, employees)
    return " ".join(sorted(engine.evaluator.classifier(definition).classes(who)))


@pytest.mark.parametrize(
    ("definition", "trade", "limits", "beyond"),
    [(SAIKOUCHIKU, trade, limits, "mid") for trade, limits in FOUR_ROWS.items()]
    + [(name, trade, limits, "other") for name in (IT, SME15) for trade, limits in FIFTEEN_ROWS.items()],
)
def test_capital_or_headcount_at_the_limit_makes_a_company_an_sme(
    engine: Engine, definition: str, trade: str, limits: tuple[int, int], beyond: str
) -> None:
    capital, employees = limits
    judged = {
        (capital, 9999): "sme",
        (capital + 1, employees): "sme",
        (99 * OKU, employees): "sme",
        (0, 9999): "sme",
        (capital + 1, employees + 1): beyond,
    }
    assert {key: classes(engine, definition, COMPANY, trade, *key) for key in judged} == judged


@pytest.mark.parametrize("capital", [10 * OKU, 10 * OKU + 1, 99 * OKU])
def test_a_capital_of_exactly_one_billion_is_no_longer_mid(engine: Engine, capital: int) -> None:
    assert classes(engine, SAIKOUCHIKU, COMPANY, RETAIL, 10 * OKU - 1, 51) == "mid"
    assert classes(engine, SAIKOUCHIKU, COMPANY, RETAIL, capital, 51) == "other"
    assert classes(engine, SAIKOUCHIKU, COMPANY, RETAIL, capital, 50) == "sme"


@pytest.mark.parametrize(
    ("trade", "capital", "employees", "found"),
    [
        (RUBBER, 3 * OKU + 1, 300, "sme"),
        (RUBBER, 3 * OKU + 1, 301, "mid sme"),
        (RUBBER, 3 * OKU + 1, 900, "mid sme"),
        (RUBBER, 3 * OKU + 1, 901, "mid"),
        (RUBBER, 10 * OKU, 900, "other sme"),
        (SOFTWARE, 5000 * MAN, 9999, "sme"),
        (SOFTWARE, 5000 * MAN + 1, 101, "mid sme"),
        (SOFTWARE, 3 * OKU + 1, 100, "sme"),
        (SOFTWARE, 3 * OKU + 1, 300, "mid sme"),
        (SOFTWARE, 3 * OKU + 1, 301, "mid"),
        (INN, 5000 * MAN + 1, 100, "sme"),
        (INN, 5000 * MAN + 1, 200, "mid sme"),
        (INN, 5000 * MAN + 1, 201, "mid"),
    ],
)
def test_where_four_and_eight_rows_differ_the_class_is_open(
    engine: Engine, trade: str, capital: int, employees: int, found: str
) -> None:
    assert classes(engine, SAIKOUCHIKU, COMPANY, trade, capital, employees) == found


@pytest.mark.parametrize("definition", [SAIKOUCHIKU, IT])
@pytest.mark.parametrize("detail", ["自動車用タイヤの製造", "チューブ", "工業用ベルト"])
def test_tyres_tubes_and_belts_count_as_manufacturing(engine: Engine, definition: str, detail: str) -> None:
    classifier = engine.evaluator.classifier(definition)
    found = [classifier.classes(Applicant(COMPANY, RUBBER, detail, 4 * OKU, count)) for count in (300, 301)]
    assert found[0] == {"sme"}
    assert "sme" not in found[1]


def test_any_other_detail_leaves_rubber_at_900(engine: Engine) -> None:
    who = Applicant(COMPANY, RUBBER, "ゴム手袋", 4 * OKU, 900)
    assert engine.evaluator.classifier(IT).classes(who) == {"sme"}


@pytest.mark.parametrize(("trade", "limit"), [(trade, limit) for trade, (_, limit) in FOUR_ROWS.items()])
def test_individuals_are_judged_by_headcount_alone(engine: Engine, trade: str, limit: int) -> None:
    for capital in (0, 1, 99 * OKU):
        assert classes(engine, IT, INDIVIDUAL, trade, capital, limit) == "sme"
        assert classes(engine, IT, INDIVIDUAL, trade, capital, limit + 1) == "other"
        assert classes(engine, SAIKOUCHIKU, INDIVIDUAL, trade, capital, limit + 1) == "mid other"


def test_an_individual_with_more_than_2000_people_is_no_open_question(engine: Engine) -> None:
    assert classes(engine, SAIKOUCHIKU, INDIVIDUAL, RETAIL, 0, 2000) == "mid other"
    assert classes(engine, SAIKOUCHIKU, INDIVIDUAL, RETAIL, 0, 2001) == "other"


@pytest.mark.parametrize(
    ("body", "trade", "limit"),
    [
        ("医療法人", SERVICE, 300),
        ("社会福祉法人", SERVICE, 300),
        ("学校法人", SERVICE, 300),
        ("商工会", SERVICE, 100),
        ("協同組合", RETAIL, 50),
        ("一般社団法人", SERVICE, 100),
        ("一般財団法人", MANUFACTURING, 300),
        ("NPO法人", RETAIL, 50),
        ("NPO法人", INN, 200),
    ],
)
def test_bodies_have_a_headcount_limit_and_capital_does_not_save_them(
    engine: Engine, body: str, trade: str, limit: int
) -> None:
    assert [classes(engine, IT, body, trade, 0, count) for count in (limit, limit + 1)] == ["sme", "other"]
    assert [classes(engine, SME15, body, trade, 0, count) for count in (limit, limit + 1)] == ["other sme", "other"]
    assert classes(engine, SAIKOUCHIKU, body, trade, 0, 1) == "mid other sme"


@pytest.mark.parametrize("definition", ["small_size", "jizokuka_size"])
@pytest.mark.parametrize(("trade", "limit"), SMALL.items())
def test_small_is_a_headcount_whatever_the_capital(engine: Engine, definition: str, trade: str, limit: int) -> None:
    for form, capital in ((COMPANY, 99 * OKU), (COMPANY, 0), (INDIVIDUAL, 0)):
        assert classes(engine, definition, form, trade, capital, limit) == "small"
        assert classes(engine, definition, form, trade, capital, limit + 1) == "other"


@pytest.mark.parametrize("definition", ["small_size", "jizokuka_size", "small_2026"])
@pytest.mark.parametrize(
    ("trade", "detail", "limit"),
    [
        (SERVICE, "娯楽業", 20),
        (SERVICE, "娯楽施設", 20),
        (SERVICE, "宿泊業・娯楽業以外", 5),
        (SERVICE, "娯楽施設の清掃", 5),
        ("小売業", "娯楽用品の販売", 5),
        ("ソフトウェア業・情報処理サービス業", "娯楽アプリの開発", 5),
    ],
)
def test_only_amusement_services_may_have_twenty_people(
    engine: Engine, definition: str, trade: str, detail: str, limit: int
) -> None:
    classifier = engine.evaluator.classifier(definition)
    found = [classifier.classes(Applicant(COMPANY, trade, detail, 0, count)) for count in (limit, limit + 1)]
    assert found == [{"small"}, {"other"}]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("医療法人", ["other", "other", "other"]),
        ("社会福祉法人", ["other", "other", "other"]),
        ("学校法人", ["other", "other", "other"]),
        ("商工会", ["other", "other", "other"]),
        ("NPO法人", ["small", "other small", "other"]),
        ("一般社団法人", ["other small", "other", "other"]),
        ("協同組合", ["other small", "other", "other"]),
    ],
)
def test_jizokuka_shuts_out_some_bodies_and_leaves_others_open(engine: Engine, body: str, found: list[str]) -> None:
    assert [classes(engine, "jizokuka_size", body, SERVICE, 0, count) for count in (5, 20, 21)] == found


def decide(
    engine: Engine,
    capital: tuple[int, int | None],
    employees: tuple[int, int | None],
    forms: tuple[str, ...] = (COMPANY,),
    trades: tuple[str, ...] = (RETAIL,),
) -> tuple[State, set[str]]:
    """Whether the applicant is 中小企業 by the fifteen rows, and what could still tell."""
    decision = engine.evaluator.classifier(IT).decide(Axes(forms, trades, None, capital, employees), ("sme",))
    return decision.state, set(decision.open)


ANY = (0, None)
WITHIN, OVER = (1, 5000 * MAN), (5000 * MAN + 1, None)


@pytest.mark.parametrize(
    ("capital", "employees", "state", "open_fields"),
    [
        (ANY, (50, 50), State.MET, set()),
        (ANY, (10, 20), State.MET, set()),
        (WITHIN, ANY, State.MET, set()),
        (OVER, (51, None), State.UNMET, set()),
        (ANY, (51, 51), State.UNKNOWN, {"capital_yen"}),
        (ANY, (51, 60), State.UNKNOWN, {"capital_yen"}),
        (OVER, (40, 60), State.UNKNOWN, {"employees"}),
        (OVER, ANY, State.UNKNOWN, {"employees"}),
        (ANY, (40, 60), State.UNKNOWN, {"capital_yen", "employees"}),
        ((5000 * MAN, 5000 * MAN + 1), (51, 51), State.UNKNOWN, {"capital_yen"}),
        ((5000 * MAN, 5000 * MAN), (51, 51), State.MET, set()),
    ],
)
def test_a_decided_side_of_the_size_test_leaves_the_other_unasked(
    engine: Engine,
    capital: tuple[int, int | None],
    employees: tuple[int, int | None],
    state: State,
    open_fields: set[str],
) -> None:
    assert decide(engine, capital, employees) == (state, open_fields)


def test_what_no_trade_could_change_does_not_ask_for_the_trade(engine: Engine) -> None:
    trades = tuple(FIFTEEN_ROWS)
    assert decide(engine, ANY, (50, 50), trades=trades) == (State.MET, set())
    assert decide(engine, (3 * OKU + 1, None), (901, None), trades=trades) == (State.UNMET, set())
    assert decide(engine, (6000 * MAN, 6000 * MAN), (51, 51), trades=trades) == (State.UNKNOWN, {"trade"})


def test_the_form_is_asked_only_where_capital_would_have_to_save_the_applicant(engine: Engine) -> None:
    either = (COMPANY, INDIVIDUAL)
    assert decide(engine, WITHIN, (50, 50), forms=either) == (State.MET, set())
    assert decide(engine, WITHIN, (51, 51), forms=either) == (State.UNKNOWN, {"form"})
    assert decide(engine, OVER, (51, 51), forms=either) == (State.UNMET, set())


@pytest.mark.parametrize(
    ("axes", "settled"),
    [
        (Axes((COMPANY,), (RETAIL,), None, (5, 5), (7, 7)), True),
        (Axes((INDIVIDUAL,), (RETAIL,), None, ANY, (7, 7)), True),
        (Axes(("NPO法人",), (RETAIL,), None, ANY, (7, 7)), True),
        (Axes((COMPANY,), (RETAIL,), None, ANY, (7, 7)), False),
        (Axes((COMPANY,), (RETAIL,), None, (5, 6), (7, 7)), False),
        (Axes((COMPANY,), (RETAIL,), None, (5, 5), (7, None)), False),
        (Axes((COMPANY, INDIVIDUAL), (RETAIL,), None, (5, 5), (7, 7)), False),
        (Axes((COMPANY,), (RETAIL, SERVICE), None, (5, 5), (7, 7)), False),
        (Axes((COMPANY, INDIVIDUAL), (RETAIL, SERVICE), None, (5, 5), (7, 7)), False),
    ],
)
def test_an_applicant_is_settled_when_one_kind_with_its_figures_is_left(axes: Axes, settled: bool) -> None:
    assert axes.is_settled is settled


@given(
    definition=st.sampled_from([SAIKOUCHIKU, IT, SME15, "small_size", "jizokuka_size"]),
    form=st.sampled_from([COMPANY, INDIVIDUAL, "NPO法人", "医療法人"]),
    trade=st.sampled_from(list(FIFTEEN_ROWS)),
    capital=st.sampled_from([0, 5000 * MAN, 5000 * MAN + 1, 3 * OKU, 3 * OKU + 1, 10 * OKU - 1, 10 * OKU]),
    low=st.sampled_from([0, 4, 5, 19, 20, 21, 45, 50, 51, 95, 100, 101, 195, 201, 295, 300, 301, 895, 901, 1995]),
    width=st.integers(0, 12),
)
def test_a_range_of_people_is_decided_exactly_where_every_number_in_it_agrees(
    engine: Engine, definition: str, form: str, trade: str, capital: int, low: int, width: int
) -> None:
    classifier: Classifier = engine.evaluator.classifier(definition)
    wanted = ("small",) if classifier.small else ("sme",)

    def state(first: int, last: int) -> State:
        return classifier.decide(Axes((form,), (trade,), None, (capital, capital), (first, last)), wanted).state

    each = {state(count, count) for count in range(low, low + width + 1)}
    assert state(low, low + width) is (each.pop() if len(each) == 1 else State.UNKNOWN)
