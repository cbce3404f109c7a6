"""Questions that used to get another question's answer: leave for something, two applications, a programme named."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

SIZE = "会社の規模の見方"
NOT_KNOWN = "よいともだめとも言えません"


@pytest.fixture
def judged(talk_today: Talk) -> Talk:
    talk_today.starts().answers_base(industry="小売業", plan=["販路開拓"], employees=3, prefecture="栃木県")
    talk_today.tells(plan=["販路開拓", "IT導入"])
    return talk_today.finishes()


def text_of(talk: Talk) -> str:
    return "\n".join(message.text or message.response or "" for message in talk.messages)


def asks(talk: Talk, text: str, act: str = "ask_eligibility", **slots: object) -> str:
    talk.does(act, text=text, slots=dict(slots))
    return text_of(talk)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ホームページだけでも申請できますか", "これだけでは申請できません"),
        ("紙で申し込めますか", "電子申請（Jグランツ）だけ"),
        ("郵送でもいいですか", "電子申請（Jグランツ）だけ"),
        ("現金で払っていい？", "1つの取引で10万円を超える現金払い"),
        ("分割払いでもいいですか", "現金・分割・リボ払いをしないこと"),
        ("クレジットカード払いでもいいですか", NOT_KNOWN),
        ("税金を滞納していても申し込めますか", "納税証明書"),
        ("開業届を出していませんが大丈夫ですか", "すでに開業していること"),
        ("税理士が代理で申請してもいいですか", "自分で作り"),
        ("ハードだけでも申請できる？", "ハードウェアだけの申請はできません"),
        ("キッチンカーは対象？", "車両（キッチンカーなどを含む）"),
        ("リースでもいいですか", "「リースやレンタル」についての、手元の資料での扱いです"),
        ("NPO法人でも申し込めますか", "NPO法人などの扱いは"),
        ("従業員がいなくても申し込めますか", "従業員が1人以上いること"),
        ("売上が減っていないとだめですか", "売上の減少は要件になっていません"),
        ("創業3か月なんだけど申請できるの", "すでに開業していること"),
        ("パートだけでも申請できますか", "パートの方を従業員に数えるかどうか"),
        ("リボでもいいですか", "現金・分割・リボ払いをしないこと"),
    ],
)
def test_what_the_catalogue_says_of_a_thing_is_told_instead_of_the_size(judged: Talk, text: str, told: str) -> None:
    said = asks(judged, text)
    assert told in said
    assert SIZE not in said
    assert any(button.title == "相談窓口" for message in judged.messages for button in message.buttons)


@pytest.mark.parametrize("text", ["70歳でも申し込めますか", "夫の名義のままでも大丈夫？", "副業でも申し込めますか"])
def test_what_the_catalogue_does_not_know_gets_neither_yes_nor_no(judged: Talk, text: str) -> None:
    said = asks(judged, text)
    assert NOT_KNOWN in said
    assert SIZE not in said


@pytest.mark.parametrize("text", ["70歳でも申し込めますか", "現金で払っていい？", "紙で申し込めますか"])
def test_such_a_question_leaves_the_open_question_open(talk_today: Talk, text: str) -> None:
    talk_today.starts().tells(industry="製造業")
    assert SIZE not in asks(talk_today, text)
    assert talk_today.asked == "capital_yen"


@pytest.mark.parametrize(
    "text",
    ["個人でも申し込めますか", "小さい会社でも使えますか", "うちは中小企業に入りますか", "従業員1人でも大丈夫ですか"],
)
def test_a_question_on_the_size_is_still_answered_by_the_size(judged: Talk, text: str) -> None:
    assert SIZE in asks(judged, text)


@pytest.mark.parametrize("text", ["うちは対象になりますか", "小売業でも使えますか"])
def test_whether_one_is_eligible_at_all_is_answered_by_the_verdicts(judged: Talk, text: str) -> None:
    asks(judged, text)
    assert "recommendations" in judged.kinds


def test_whether_one_is_eligible_at_all_is_no_question_of_size_before_the_verdicts(talk_today: Talk) -> None:
    talk_today.starts().tells(industry="製造業")
    said = asks(talk_today, "対象になりますか")
    assert SIZE not in said
    assert "制度ごとに違います" in said
    assert talk_today.asked == "capital_yen"


def test_an_earlier_grant_is_looked_up_in_every_programme(judged: Talk) -> None:
    said = asks(judged, "IT導入補助金を2024年にもらったけど大丈夫？", program="IT導入補助金")
    assert "2022〜2025の交付決定を受けた" in said
    assert "前に採択された方は、状況報告書" in said


def test_a_programme_that_is_named_answers_for_itself_only(judged: Talk) -> None:
    said = asks(judged, "デジタル化・AI導入補助金は現金で払っていい？")
    assert "現金・分割・リボ払いをしないこと" in said
    assert "10万円を超える" not in said


def test_an_order_before_the_decision_is_still_an_order(judged: Talk) -> None:
    assert "交付決定" in asks(judged, "先に現金で払ってもいいですか")


@pytest.mark.parametrize(
    ("act", "text"), [("dont_know", "税理士に任せてるんで分かりません"), ("inform", "パートも入れたら40人ってとこかな")]
)
def test_an_answer_that_names_such_a_thing_is_still_an_answer(talk_today: Talk, act: str, text: str) -> None:
    talk_today.starts().tells(industry="製造業")
    assert "手元の資料" not in asks(talk_today, text, act)


@pytest.mark.parametrize("act", ["ask_why", "help"])
def test_a_paper_that_no_source_names_is_called_unknown(judged: Talk, act: str) -> None:
    said = asks(judged, "理事会の議事録は必要ですか", act)
    assert "要るとも要らないとも言えません" in said
    assert "理事会の議事録" in said


def test_a_paper_that_a_source_names_is_told_with_its_programme(judged: Talk) -> None:
    said = asks(judged, "見積書は必要ですか", "ask_documents")
    assert "持続化補助金" in said
    assert "見積書を用意する" in said


@pytest.mark.parametrize("text", ["持続化補助金では見積書は必要ですか", "持続化補助金は見積書が要りますか"])
def test_a_paper_is_asked_of_the_programme_named_with_it(judged: Talk, text: str) -> None:
    said = asks(judged, text, "ask_documents", program="持続化補助金")
    assert "「見積書」について" in said
    assert "新事業進出" not in said


def test_a_paper_is_found_by_its_other_name_too(judged: Talk) -> None:
    assert "認定経営革新等支援機関の確認は求められていません" in asks(judged, "認定支援機関は必要ですか", "ask_why")


@pytest.mark.parametrize("text", ["もし採択されなかったら", "落ちたらどうなりますか"])
def test_what_comes_of_a_refusal_is_no_complaint(judged: Talk, text: str) -> None:
    said = asks(judged, text, "complain")
    assert "その回の補助金は受けられません" in said
    assert "utter_complain" not in said


@pytest.mark.parametrize(
    ("text", "act", "told"),
    [
        ("業務改善助成金を申請したい", "ask_program", "業務改善助成金"),
        ("業務改善助成金について教えて", "ask_program", "業務改善助成金"),
        ("公庫のセーフティネット貸付はいくら？", "ask_amount", "4,800万円"),
        ("公庫のセーフティネット貸付とは", "ask_program", "公庫"),
        ("日本公庫の融資の限度額は？", "ask_amount", "4,800万円"),
    ],
)
def test_a_programme_of_the_catalogue_is_never_out_of_scope(talk_today: Talk, text: str, act: str, told: str) -> None:
    talk_today.starts().tells(industry="製造業")
    said = asks(talk_today, text, "out_of_scope")
    assert "utter_out_of_scope" not in said
    assert told in said
    assert talk_today.asked == "capital_yen"


@pytest.mark.parametrize("text", ["持続化給付金はもらえますか", "雇用調整助成金をくわしく"])
def test_what_is_not_in_the_catalogue_stays_out_of_scope(talk_today: Talk, text: str) -> None:
    talk_today.starts()
    assert "utter_out_of_scope" in asks(talk_today, text, "out_of_scope")


@pytest.mark.parametrize(
    "text",
    ["創業型と一般型は同時に申請できますか", "持続化補助金の一般型と創業型、両方申し込めますか", "両方申し込めますか"],
)
def test_what_the_criteria_say_of_two_applications_is_told(judged: Talk, text: str) -> None:
    said = asks(judged, text)
    assert "一般型と同時に申請しないこと" in said
    assert "創業型" in said


@pytest.mark.parametrize(
    "text",
    [
        "2回目の公募はいつ",
        "会社を分割しても申し込めますか",
        "いくら必要ですか",
        "補助金は必要ですか",
        "採択率って何ですか",
        "NPO法人の場合は資本金をどう答えればいいですか",
    ],
)
def test_other_questions_are_left_to_their_own_answers(judged: Talk, text: str) -> None:
    said = asks(judged, text, "help")
    assert "について、手元の資料にはこうあります" not in said
    assert "採択は審査で選ばれること" not in said
