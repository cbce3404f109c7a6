"""Figures told where another was asked for, of a part of the whole, or of another topic: none is stored wrongly."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

RAISED, SALES, ANNUAL = "plans.raised_employees", "sales_change_pct", "company.annual_sales_yen"
PAY = "company.lowest_hourly_wage_yen"


@pytest.fixture
def told(talk_today: Talk) -> Talk:
    talk = talk_today.starts()
    talk.tells(industry="卸売業", capital_yen=20_000_000, prefecture="栃木県", legal_form="株式会社")
    return talk


@pytest.fixture
def judged(talk_today: Talk) -> Talk:
    talk = talk_today.starts().answers_base(employees=30)
    talk.tells(**{"company.below_new_minimum_wage": True, PAY: 1_049, RAISED: 1})
    return talk.finishes()


@pytest.mark.parametrize(
    "text", ["税抜330万円、税込363万円です", "税込363万円（税抜330万円）", "税抜きで330万、税込みだと363万です"]
)
def test_no_tax_is_taken_off_where_the_amount_without_it_is_told(told: Talk, text: str) -> None:
    told.tells(employees=18, sales_change_pct=0, plan=["IT導入"])
    told.does("inform", slots={"investment_yen": 3_300_000}, text=text)
    assert told.state.answers["investment_yen"] == 3_300_000


@pytest.mark.parametrize("text", ["税込330万円です。税抜は分かりません", "税抜ではなく税込330万円です"])
def test_tax_is_taken_off_where_only_the_amount_with_it_is_told(told: Talk, text: str) -> None:
    told.tells(employees=18, sales_change_pct=0, plan=["IT導入"])
    told.does("inform", slots={"investment_yen": 3_300_000}, text=text)
    assert told.part("question")["confirm"] == [3_000_000]


@pytest.mark.parametrize("act", ["inform", "correct", "chitchat"])
@pytest.mark.parametrize("text", ["時給を引き上げる人数は4人", "上げる人は4人です", "時給を引き上げる人数を4人に直す"])
def test_people_whose_pay_is_raised_are_not_the_whole_staff(judged: Talk, text: str, act: str) -> None:
    judged.does(act, slots={"employees": 4} if act != "chitchat" else {}, text=text)
    assert judged.state.answers["employees"] == 30
    assert judged.state.answers[RAISED] == 4


def test_people_whose_pay_is_raised_answer_the_question_for_them(told: Talk) -> None:
    told.tells(**{"company.below_new_minimum_wage": True, PAY: 1_049})
    told.is_asked(RAISED)
    told.does("inform", text="引き上げる人数は4人です")
    assert told.state.answers[RAISED] == 4
    assert told.asked != RAISED


@pytest.mark.parametrize("text", ["もし時給を引き上げる人数が10人だったら？", "もし上げる人が10人なら？"])
def test_people_whose_pay_is_raised_are_supposed_without_touching_the_staff(judged: Talk, text: str) -> None:
    judged.does("inform", slots={"supposed": {"employees": 10}}, text=text)
    assert judged.state.answers["employees"] == 30
    assert judged.state.answers[RAISED] == 1
    assert "時給を引き上げる人数" in judged.said[0]
    assert "従業員数" not in judged.said[0]


def test_the_lowest_pay_is_put_right_by_its_name(judged: Talk) -> None:
    judged.does("correct", text="一番低い時給を1060円に直す")
    assert judged.state.answers[PAY] == 1_060


@pytest.mark.parametrize(
    "text", ["いや、200万円で合ってた", "いえ、200万円で合っていました", "いや、200万円のほうでした"]
)
def test_a_figure_put_right_at_a_list_is_no_answer_to_the_list(told: Talk, text: str) -> None:
    told.tells(employees=3, sales_change_pct=-10, plan=["設備投資"], investment_yen=2_000_000)
    told.does("correct", slots={"investment_yen": 2_500_000}, text="やっぱり250万円")
    offered = told.state.options
    assert offered
    told.does("deny", text=text)
    assert told.state.answers["investment_yen"] == 2_000_000
    assert told.state.options == offered
    assert not set(offered) & told.state.answers.keys()


@pytest.mark.parametrize("text", ["いいえ", "いや、ないです", "特にないね", "いいえ、どれも1つもありません"])
def test_a_plain_no_denies_the_whole_list(told: Talk, text: str) -> None:
    told.tells(employees=3, sales_change_pct=-10, plan=["設備投資"], investment_yen=2_000_000)
    offered = told.state.options
    told.does("deny", text=text)
    assert told.state.options != offered
    assert told.state.answers["investment_yen"] == 2_000_000


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (SALES, "バイトは週3日くらいだ、常時は知らねえよ"),
        (SALES, "パートの人数は分かりません"),
        ("employees", "たぶん少し減っていると思うんですが、帳簿を見ないと…"),
        ("employees", "売上はまだ分かりません"),
        ("prefecture", "資本金は分からない"),
    ],
)
def test_not_knowing_something_else_leaves_the_question_open(talk_today: Talk, asked: str, text: str) -> None:
    talk = talk_today.starts()
    talk.tells(industry="卸売業", legal_form="株式会社")
    talk.is_asked(asked)
    talk.does("dont_know", text=text)
    assert talk.asked == asked
    assert asked not in talk.state.unanswered


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (SALES, "分かりません"),
        (SALES, "売上も従業員のことも分かりません"),
        ("employees", "帳簿を見ないと分かりません"),
        ("capital_yen", "帳簿を見ないと分かりません"),
        (SALES, "従業員に任せているので分かりません"),
        ("plan", "売上が落ちていて、何をすればいいか分かりません"),
    ],
)
def test_not_knowing_what_was_asked_leaves_it_unknown(talk_today: Talk, asked: str, text: str) -> None:
    talk = talk_today.starts()
    talk.tells(industry="卸売業", legal_form="株式会社")
    talk.is_asked(asked)
    talk.does("dont_know", text=text)
    assert talk.state.unanswered[asked] == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "開業したばかりなので前年の売上はないです",
        "去年はまだやっていません",
        "創業したばかりで比べる年がありません",
        "去年の同じ時期は営業していなかったです",
    ],
)
@pytest.mark.parametrize("confirm", [{}, {SALES: []}, {SALES: [0]}])
def test_no_decline_is_assumed_where_there_is_no_year_before(
    told: Talk, text: str, confirm: dict[str, list[int]]
) -> None:
    told.tells(employees=2)
    assert told.asked == SALES
    told.does("inform", confirm=confirm, text=text)
    assert told.state.unanswered[SALES] == "unknown"
    assert told.asked != SALES
    assert "比べられる前の年の売上" in told.said[0]


@pytest.mark.parametrize("text", ["年商は10億円", "年商10億円です", "売上高は10億円くらいです", "10億円です"])
def test_annual_sales_are_read_with_their_name(told: Talk, text: str) -> None:
    told.tells(employees=18, sales_change_pct=0, plan=["設備投資"], investment_yen=100_000_000)
    told.is_asked(ANNUAL)
    told.does("out_of_scope", text=text)
    assert told.state.answers[ANNUAL] == 1_000_000_000


@pytest.mark.parametrize("text", ["社員3人とバイト20人", "正社員3名、パート4名の合計7名です", "パートが4人、社員は3人"])
def test_part_timers_are_not_left_out_without_a_word(told: Talk, text: str) -> None:
    told.does("inform", slots={"employees": 3}, text=text)
    assert told.state.answers["employees"] == 3
    assert any("パートやアルバイトの方は数に入れていません" in said for said in told.said)


@pytest.mark.parametrize("text", ["3人", "社員3人、事務1人", "正社員3人です", "社員3人、バイト代は月20万円"])
def test_nothing_is_said_of_part_timers_where_none_were_told(told: Talk, text: str) -> None:
    told.does("inform", slots={"employees": 3}, text=text)
    assert not any("パート" in said for said in told.said)


def test_people_who_raise_something_else_are_no_figure_of_pay(told: Talk) -> None:
    told.does("inform", text="売上を上げる人が3人ほしい")
    assert RAISED not in told.state.answers
