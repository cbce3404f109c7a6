"""After the verdict nothing is overwritten or erased by words that do not clearly say so."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


@pytest.fixture
def judged(talk_today: Talk) -> Talk:
    talk_today.starts().answers_base(industry="建設業", capital_yen=20_000_000, sales_change_pct=-25).finishes()
    assert talk_today.state.answers["investment_yen"] == 3_000_000
    return talk_today


def text_of(talk: Talk) -> str:
    return "\n".join(message.text or message.response or "" for message in talk.messages)


def tries(talk: Talk, **slots: object) -> str:
    """Supposes slots that the words seem to tell as well."""
    talk.does("inform", text="だったとして", slots={**slots, "supposed": slots})
    return text_of(talk)


def test_a_value_that_is_told_and_supposed_at_once_is_supposed(judged: Talk) -> None:
    assert "お答えは変えていません" in tries(judged, employees=5)
    assert judged.state.answers["employees"] == 15


def test_a_supposition_tells_caps_that_would_change(judged: Talk) -> None:
    assert "上限：750万円 → 500万円" in tries(judged, employees=5)


def test_a_correction_tells_caps_that_changed(judged: Talk) -> None:
    judged.tells(employees=5)
    assert "上限：750万円 → 500万円" in text_of(judged)
    assert "判定は変わりません" in text_of(judged)


def test_yes_to_a_supposition_takes_it_over(judged: Talk) -> None:
    tries(judged, employees=5)
    judged.does("affirm", text="はい")
    assert judged.state.answers["employees"] == 5


@pytest.mark.parametrize(("act", "text"), [("deny", "いいえ"), ("go_back", "戻して")])
def test_no_to_a_supposition_leaves_the_answers(judged: Talk, act: str, text: str) -> None:
    tries(judged, employees=5)
    judged.does(act, text=text)
    assert "お答えは変えていません" in text_of(judged)
    assert judged.state.answers["employees"] == 15


def test_a_yes_later_on_takes_nothing_over(judged: Talk) -> None:
    tries(judged, employees=5)
    judged.does("thank", text="ありがとう")
    judged.does("affirm", text="はい")
    assert judged.state.answers["employees"] == 15


def test_the_title_of_a_button_just_offered_does_what_the_button_does(judged: Talk) -> None:
    tries(judged, employees=5)
    judged.does("chitchat", text="この内容に直す。")
    assert judged.state.answers["employees"] == 5


def test_a_title_that_was_offered_long_ago_is_only_words(judged: Talk) -> None:
    tries(judged, employees=5)
    judged.does("thank", text="ありがとう")
    judged.does("chitchat", text="この内容に直す")
    assert judged.state.answers["employees"] == 15


@pytest.mark.parametrize(
    "text", ["もう一回判定", "もう一度判定して", "判定", "結果に戻って", "結果を見る", "再判定して", "一覧", "もう一度"]
)
@pytest.mark.parametrize("act", ["restart", "go_back", "show_summary", "start_checklist"])
def test_the_verdicts_come_again_and_no_answer_goes(judged: Talk, act: str, text: str) -> None:
    before = judged.state.answers
    judged.does(act, text=text)
    assert judged.kinds[-1] == "recommendations"
    assert judged.state.answers == before


@pytest.mark.parametrize("text", ["戻る", "一つ前", "戻して", "前の画面に戻りたい"])
def test_going_back_from_the_verdicts_shows_them_again(judged: Talk, text: str) -> None:
    before = judged.state.answers
    judged.does("go_back", text=text)
    assert judged.kinds[-1] == "recommendations"
    assert judged.state.answers == before


@pytest.mark.parametrize("text", ["続きから", "前の続きから", "再開したい"])
def test_going_on_where_one_was_takes_nothing_back(judged: Talk, text: str) -> None:
    before = judged.state.answers
    judged.does("go_back", text=text)
    assert judged.kinds[-1] == "recommendations"
    assert judged.state.answers == before


def test_going_on_in_the_interview_brings_the_open_question(talk: Talk) -> None:
    talk.starts().tells(industry="製造業")
    talk.does("go_back", text="続きから")
    assert talk.asked == "capital_yen"
    assert talk.state.answers == {"industry": "製造業"}


@pytest.mark.parametrize("text", ["判定", "結果を見る"])
def test_before_the_verdict_it_is_given_at_once(talk: Talk, text: str) -> None:
    talk.starts().answers_base()
    talk.does("start_checklist", text=text)
    assert talk.kinds[-1] == "profile_summary"


def test_starting_anew_is_asked_about_where_the_words_do_not_say_so(judged: Talk) -> None:
    before = judged.state.answers
    judged.does("restart", text="べつのやつでいこうか")
    assert "utter_restart_erases" in judged.said
    assert judged.state.answers == before


@pytest.mark.parametrize("text", ["資本金だけやり直し", "トップに戻る", "最初のほう"])
def test_words_that_may_mean_something_else_start_nothing_anew(judged: Talk, text: str) -> None:
    before = judged.state.answers
    judged.does("restart", text=text)
    assert judged.state.answers.keys() >= before.keys() - {"capital_yen"}


@pytest.mark.parametrize("text", ["投資額が増えたら", "従業員を増やしたらどうなる"])
def test_a_supposition_without_a_figure_is_asked_for_one(judged: Talk, text: str) -> None:
    judged.does("correct", text=text)
    assert judged.said == ["utter_what_if_unclear"]


def test_going_on_after_a_pause_of_the_checklist_goes_on_with_it(judged: Talk) -> None:
    judged.does("start_checklist", text="チェックリスト")
    judged.does("goodbye", text="中断")
    judged.does("go_back", text="続きから")
    assert judged.kinds[-1] == "checklist_question"


@pytest.mark.parametrize("text", ["やり直す", "最初からお願いします", "リセット"])
def test_plain_words_start_anew(judged: Talk, text: str) -> None:
    judged.does("restart", text=text)
    assert judged.state.answers == {}


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("やりたいことは新規事業です", "新規事業"),
        ("新規事業もやります", "新規事業"),
        ("ネット予約も入れたい", "IT導入"),
        ("賃上げもします", "賃上げ"),
    ],
)
@pytest.mark.parametrize("act", ["restart", "affirm", "complain", "goodbye"])
def test_a_plan_told_after_the_verdict_is_added(judged: Talk, act: str, text: str, plan: str) -> None:
    judged.does(act, text=text)
    assert set(judged.state.answers["plan"]) == {"設備投資", plan}
    assert f"「{plan}」を加えました" in text_of(judged)


def test_an_amount_told_with_the_wish_to_correct_is_of_that_answer(judged: Talk) -> None:
    judged.does("correct", text="資本金を直したい。3000万", slots={"investment_yen": 30_000_000})
    assert judged.state.answers["capital_yen"] == 30_000_000
    assert judged.state.answers["investment_yen"] == 3_000_000


def test_the_wish_to_correct_asks_for_the_answer_and_takes_it(judged: Talk) -> None:
    judged.does("correct", text="資本金を直したい")
    assert judged.asked == "capital_yen"
    judged.tells(capital_yen=50_000_000)
    assert judged.state.answers["capital_yen"] == 50_000_000
    assert judged.kinds[-1] == "recommendations"


@pytest.mark.parametrize(("act", "text"), [("go_back", "戻る"), ("show_summary", "結果に戻る")])
def test_an_answer_that_is_not_put_right_after_all_stays(judged: Talk, act: str, text: str) -> None:
    judged.does("correct", text="資本金を直したい")
    judged.does(act, text=text)
    assert judged.state.answers["capital_yen"] == 20_000_000
    assert judged.kinds[-1] == "recommendations"


def test_a_company_told_as_another_one_overwrites_nothing(judged: Talk) -> None:
    judged.does("inform", text="もう一社あります。農業法人で従業員8人", slots={"employees": 8})
    assert judged.said == ["utter_other_company"]
    assert judged.state.answers["employees"] == 15


@pytest.mark.parametrize("text", ["消す", "はい、消してください", "データを消す"])
def test_a_yes_to_erasing_in_its_own_words_erases(judged: Talk, text: str) -> None:
    judged.does("delete_data", text="データを消して")
    judged.does("delete_data", text=text)
    assert judged.state.answers == {}


def test_a_no_to_erasing_in_its_own_words_keeps(judged: Talk) -> None:
    judged.does("delete_data", text="データを消して")
    judged.does("delete_data", text="やっぱり消さないで")
    assert judged.said[0] == "utter_kept"
    assert judged.state.answers["employees"] == 15


def test_going_back_to_the_verdicts_leaves_the_checklist_for_later(judged: Talk) -> None:
    judged.does("start_checklist", text="チェックリスト")
    judged.does("go_back", text="結果に戻る")
    assert "recommendations" in judged.kinds


def test_a_yes_to_several_suppositions_at_once_takes_none_over(judged: Talk) -> None:
    tries(judged, employees=5, investment_yen=5_000_000)
    judged.does("affirm", text="はい")
    assert judged.state.answers["employees"] == 15


def test_a_plan_is_supposed_beside_the_others(judged: Talk) -> None:
    judged.does("affirm", text="新規事業もやったら")
    assert "「設備投資、新規事業」だったとすると" in text_of(judged)
    assert judged.state.answers["plan"] == ["設備投資"]


def test_a_button_for_a_frame_of_another_day_brings_the_list_of_today(talk_today: Talk) -> None:
    talk_today.starts().answers_base().finishes()
    detail = next(b.payload for m in talk_today.messages for b in m.buttons if b.payload.get("act") == "detail")
    talk_today.does("inform", text="2021年3月時点で")
    talk_today.does("choose", choice=detail)
    assert talk_today.said[0] == "utter_frame_of_another_day"
    assert "recommendations" in talk_today.kinds
