"""Questions that owners ask after the verdict, and facts that they tell beside it."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


@pytest.fixture
def judged(talk_today: Talk) -> Talk:
    talk_today.starts().answers_base(industry="建設業", capital_yen=20_000_000, sales_change_pct=-25).finishes()
    return talk_today


def text_of(talk: Talk) -> str:
    return "\n".join(message.text or message.response or "" for message in talk.messages)


def asks(talk: Talk, text: str, act: str = "ask_eligibility") -> str:
    talk.does(act, text=text)
    return text_of(talk)


def compared(talk: Talk, text: str) -> list[str]:
    talk.does("ask_program", text=text)
    return [frame["id"] for frame in talk.part("comparison")["frames"]]


@pytest.mark.parametrize("text", ["先に発注してもいいですか", "交付決定前に発注したらだめ？", "もう注文しちゃいました"])
def test_orders_wait_for_the_grant_decision(judged: Talk, text: str) -> None:
    said = asks(judged, text)
    assert "交付決定" in said
    assert "「交付決定前の発注・契約・支払」は補助の対象になりません（出典：" in said


@pytest.mark.parametrize(
    ("text", "waits"), [("先に買っちゃってもいいの？", True), ("もう買っちゃったけど大丈夫？", False)]
)
def test_who_asks_whether_to_order_is_not_taken_for_one_who_has(judged: Talk, text: str, waits: bool) -> None:
    assert ("待ってからにしてください" in asks(judged, text)) is waits


def test_who_has_ordered_already_is_sent_to_the_office(judged: Talk) -> None:
    assert "先に窓口で確かめてください" in asks(judged, "もう機械を買ってしまいました")


def test_a_question_on_orders_is_no_answer_to_the_open_question(talk_today: Talk) -> None:
    talk_today.starts().tells(industry="製造業")
    talk_today.does("skip", text="交付決定前に発注したらだめ？")
    assert "交付決定" in text_of(talk_today)
    assert talk_today.asked == "capital_yen"
    assert "capital_yen" not in talk_today.state.unanswered


def test_orders_that_customers_place_are_none(judged: Talk) -> None:
    assert "交付決定" not in asks(judged, "もう注文が減ってしまいました", act="chitchat")


def test_costs_are_listed_with_their_source(judged: Talk) -> None:
    said = asks(judged, "対象になる経費は？")
    assert "対象になる経費：" in said
    assert "対象にならないもの：" in said
    assert "（出典：" in said


def test_a_cost_that_a_programme_rules_out_is_told_so(judged: Talk) -> None:
    said = asks(judged, "車は買える？")
    assert "対象になりません：車両（キッチンカーなどを含む）" in said


def test_a_cost_that_the_catalogue_does_not_know_is_not_made_up(judged: Talk) -> None:
    said = asks(judged, "改装費は対象になる？")
    assert "確かめられていません" in said
    assert "窓口で確かめてください" in said


def test_a_wish_to_buy_is_no_question_on_costs(judged: Talk) -> None:
    assert "確かめられていません" not in asks(judged, "新しい機械を入れたいんですけど", act="inform")


def test_the_named_programme_answers_for_its_costs(judged: Talk) -> None:
    judged.does("ask_eligibility", text="持続化補助金の一般型でチラシは対象？", slots={"program": "持続化補助金"})
    said = text_of(judged)
    assert "広報費" in said
    assert "省力化" not in said


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("併用できますか", "併用の決まりは制度ごとに違います"),
        ("採択率は？", "採択率は、この案内では分かりません"),
        ("返さなくていいの？", "返還を求められることがあります"),
        ("赤字だったらどうなる", "判定では赤字かどうかを見ていません"),
        ("もし赤字なら", "賃金引上げ特例を使う赤字の事業者"),
        ("うちは赤字です", "判定では赤字かどうかを見ていません"),
    ],
)
@pytest.mark.parametrize("act", ["ask_eligibility", "ask_amount", "chitchat"])
def test_short_questions_have_an_honest_answer(judged: Talk, act: str, text: str, answer: str) -> None:
    said = asks(judged, text, act)
    assert answer in said
    assert "会社の規模の見方" not in said


def test_a_founding_day_is_stored(judged: Talk) -> None:
    asks(judged, "創業は2026年5月です", act="chitchat")
    assert judged.state.answers["company.founded_on"] == "2026-05-01"


def test_a_founding_month_within_which_the_verdict_turns_is_asked_for_exactly(judged: Talk) -> None:
    said = asks(judged, "創業は2025年12月です", act="chitchat")
    assert "何日かで判定が変わります" in said
    judged.does("inform", text="2025年12月20日")
    assert judged.state.answers["company.founded_on"] == "2025-12-20"


def test_a_fallen_profit_rate_is_stored(judged: Talk) -> None:
    asks(judged, "利益率も下がりました", act="chitchat")
    assert judged.state.answers["company.profit_rate_fell"] is True


def test_who_is_short_of_cash_is_led_to_loans(judged: Talk) -> None:
    said = asks(judged, "資金繰りが苦しい", act="out_of_scope")
    assert judged.state.answers["company.cash_flow_worsened"] is True
    assert "融資や保証" in said
    assert "公庫のセーフティネット貸付" in said


def test_an_answer_that_is_not_decided_yet_may_stay_open(judged: Talk) -> None:
    said = asks(judged, "投資額はまだ決めてません", act="dont_know")
    assert "まだ決まっていなくて大丈夫です" in said
    assert judged.state.answers["investment_yen"] == 3_000_000


@pytest.mark.parametrize("text", ["利益率は下がっていません", "資金繰りは苦しくないです", "利益が出ています"])
def test_what_is_not_so_is_no_fact(judged: Talk, text: str) -> None:
    before = judged.state.answers
    asks(judged, text, act="chitchat")
    assert judged.state.answers == before


def test_a_question_is_no_fact(judged: Talk) -> None:
    asks(judged, "利益率が下がったら使えますか", act="ask_eligibility")
    assert "company.profit_rate_fell" not in judged.state.answers


def test_one_frame_of_each_name_is_compared_first(judged: Talk) -> None:
    first, second, *_ = compared(judged, "省力化とものづくりを比べて")
    assert first.startswith("shoryokuka")
    assert second.startswith("monodukuri")


def test_what_finds_no_room_beside_the_others_is_named(judged: Talk) -> None:
    frames = compared(judged, "持続化とインボイス枠を比べて")
    assert frames[0].startswith("jizokuka")
    assert frames[1].startswith("digital_ai_2026_invoice")
    assert len(frames) == 4
    assert "ここに並べていない枠：" in text_of(judged)


def test_frames_are_counted_off_to_be_compared(judged: Talk) -> None:
    page = [item["id"] for item in judged.part("recommendations")["items"]]
    assert compared(judged, "上から3つを比べて") == page[:3]
    assert compared(judged, "2つ目と3つ目を比べて") == page[1:3]


def test_two_numbers_of_one_name_are_compared(judged: Talk) -> None:
    frames = compared(judged, "セーフティネット4号と5号を比べて")
    assert [frame.split("_")[1] for frame in frames] == ["4", "5"]


def test_a_frame_is_shown_by_its_own_name(judged: Talk) -> None:
    asks(judged, "共同・協業型をくわしく", act="ask_program")
    assert judged.state.frame is not None
    assert "共同・協業型" in text_of(judged)


def test_of_frames_of_one_name_it_is_asked_which(judged: Talk) -> None:
    asks(judged, "グローバル枠は？", act="ask_program")
    titles = [button.title for message in judged.messages for button in message.buttons]
    assert len(titles) == 2
    assert all("グローバル枠" in title for title in titles)


def test_a_frame_is_found_by_name_after_another_programme(judged: Talk) -> None:
    judged.does("ask_program", text="持続化補助金の創業型", slots={"program": "持続化補助金"})
    assert "グローバル枠" in asks(judged, "グローバル枠は？", act="ask_program")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("年度末の時点で判定して", "2027-03-31"),
        ("来月の時点で", "2026-12-31"),
        ("来年の4月1日だったら", "2027-04-01"),
        ("昨日時点", "2026-11-21"),
    ],
)
def test_a_day_named_from_today_is_judged_on(judged: Talk, text: str, day: str) -> None:
    judged.does("goodbye", text=text)
    assert judged.state.as_of == day
    assert judged.kinds[-1] == "recommendations"


@pytest.mark.parametrize("text", ["来年から新しい機械を入れたい", "去年の売上は3割減でした", "来月また来ます"])
def test_a_day_that_something_is_told_of_is_not_judged_on(judged: Talk, text: str) -> None:
    judged.does("chitchat", text=text)
    assert judged.state.as_of is None


def test_a_place_in_the_list_alone_means_its_frame(judged: Talk) -> None:
    second = judged.part("recommendations")["items"][1]["id"]
    judged.does("ask_program", text="2番目の")
    assert judged.state.frame == second


def test_more_of_it_means_the_first_frame_that_fits(judged: Talk) -> None:
    first = judged.part("recommendations")["items"][0]["id"]
    judged.does("help", text="くわしく")
    assert judged.state.frame == first


def test_what_the_catalogue_says_of_other_grants_is_told_and_never_called_unknown(judged: Talk) -> None:
    slots = {"program": "新事業進出・ものづくり補助金"}
    judged.does("ask_eligibility", text="新事業進出・ものづくり補助金は併用できますか", slots=slots)
    said = text_of(judged)
    assert "同じ経費でほかの補助金を受けず" in said
    assert "確かめられていません" not in said


def test_no_requirement_of_the_catalogue_speaks_of_the_red_as_the_answer_says(judged: Talk) -> None:
    verdicts = judged.dialogue.judge.interview(judged.state).verdicts.values()
    texts = [result.criterion.text for verdict in verdicts for result in verdict.criteria]
    told = "見ていません" in asks(judged, "赤字だったらどうなる")
    assert told is not any("赤字" in text for text in texts)


@pytest.mark.parametrize("text", ["見積もりだけ取っていい？", "先に見積書をもらっても大丈夫ですか"])
def test_who_asks_for_a_quotation_is_told_where_it_belongs_and_to_wait(talk_today: Talk, text: str) -> None:
    talk_today.starts().answers_base().finishes()
    said = asks(talk_today, text)
    assert "見積書は、次の制度では準備するものに入っています" in said
    assert "見積書を用意する（採択のあと、すみやかに出します）（出典：" in said
    assert "交付決定" in said


@pytest.mark.parametrize(
    "text", ["来年も申請できますか", "来年度はどうなりますか", "補助金は来年度もありますか？", "来年の募集はあるの"]
)
def test_next_year_is_told_as_far_as_the_documents_go(talk_today: Talk, text: str) -> None:
    talk_today.starts().answers_base().finishes()
    said = asks(talk_today, text)
    assert "次のことだけです" in said
    assert "まだ決まったものではありません" in said


def test_of_the_year_after_an_old_edition_nothing_is_known(talk: Talk) -> None:
    talk.starts().answers_base().finishes()
    assert "資料に書かれていません" in asks(talk, "来年も申請できますか")


@pytest.mark.parametrize("text", ["来年は従業員を3人増やす予定です", "来年設備を入れたい", "来年開業します"])
def test_plans_for_next_year_are_no_question_on_it(talk_today: Talk, text: str) -> None:
    talk_today.starts().does("inform", text=text)
    assert "来年度の制度" not in " ".join(talk_today.said)
