from __future__ import annotations

import pytest

from bot.nlu.finding import Finding
from bot.nlu.industry import files, lexicon
from bot.nlu.industry_choice import read_industry
from bot.nlu.lexicon import FOLDER, load
from bot.nlu.text import normalise


def industry_of(text: str, *, asked: bool = True, opening: bool = False) -> str | None:
    found = read_industry(normalise(text), asked=asked, opening=opening)
    return found.value if found else None


@pytest.mark.parametrize("name", sorted(files()))
def test_every_word_of_a_list_names_its_industry(name: str) -> None:
    words = [word for word, industry in lexicon() if industry == name]
    wrong = [word for word in words if industry_of(word) != name]
    assert len(wrong) <= len(words) // 50, wrong


def test_no_word_stands_in_two_lists() -> None:
    words = [word for groups in files().values() for group in groups.values() for word in set(group.split())]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("飲食店向けの食材を卸しています", "卸売業"),
        ("鋼材を町工場に販売しています", "卸売業"),
        ("豆腐を作ってスーパーに納めてます", "製造業"),
        ("ホテルの清掃をしてます", "サービス業"),
        ("病院の給食です", "飲食店"),
    ],
)
def test_customers_are_not_the_trade(text: str, industry: str) -> None:
    assert industry_of(text) == industry


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("アプリを作ってます", "情報通信業"),
        ("梨を作ってます", "農林水産業"),
        ("部品を作ってます", "製造業"),
        ("宇都宮で機械部品を削る会社です", "製造業"),
        ("保険を売ってます", "その他"),
        ("服を売ってます", "小売業"),
        ("子供を預かる仕事です", "医療・福祉"),
        ("荷物を預かってます", "運輸業"),
        ("コンベヤベルトを作ってます", "ゴム製品製造業"),
    ],
)
def test_the_object_of_a_verb_tells_the_trade(text: str, industry: str) -> None:
    assert industry_of(text) == industry


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("メインは卸で、小売も少し", "卸売業"),
        ("昔は建設でしたが今は介護です", "医療・福祉"),
        ("酒の卸。小売はやってない", "卸売業"),
        ("小売じゃなくて卸です", "卸売業"),
        ("建設業ですが、最近は不動産もやってます", "建設業"),
        ("観光バスの会社です。旅行が減って大変で", "運輸業"),
    ],
)
def test_the_main_trade_counts(text: str, industry: str) -> None:
    assert industry_of(text) == industry


def test_trades_side_by_side_are_asked_back() -> None:
    found = read_industry("製造も卸も小売もやってる", asked=True)
    assert found is not None
    assert found.value is None
    assert set(found.candidates) == {"製造業", "卸売業", "小売業"}


@pytest.mark.parametrize("text", ["らーめん屋", "ラーメンヤ", "とこや", "けんせつぎょう", "せいぞうぎょう"])
def test_words_in_kana_are_known(text: str) -> None:
    assert industry_of(text) is not None


@pytest.mark.parametrize("text", ["工場の機械を入れ替えたい", "カフェを始めたい", "本社20人、工場80人"])
def test_mentions_are_not_taken_for_the_trade_unasked(text: str) -> None:
    assert industry_of(text, asked=False) is None


@pytest.mark.parametrize(
    ("text", "industry"),
    [("製造業で資本金3000万", "製造業"), ("大阪でネジ作ってます", "製造業"), ("個人で美容室やってます", "サービス業")],
)
def test_whoever_tells_of_himself_at_the_start_names_the_trade(text: str, industry: str) -> None:
    assert industry_of(text, asked=False, opening=True) == industry


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("タイヤを製造しております", "ゴム製品製造業"),
        ("牛タンの加工をしています", "製造業"),
        ("業務用の餃子を製造して居酒屋に卸してる", "製造業"),
        ("マンションを何棟か貸してます", "その他"),
        ("家具の製造です", "製造業"),
        ("地元の大豆で豆腐を作ってます", "製造業"),
        ("メーカーから仕入れて工場に納めてます", "卸売業"),
        ("レストランへだけ売る仕事です", "卸売業"),
        ("スパイスを輸入して、自分の店で売ってます", "小売業"),
        ("ケーキを作って店で売ってる", "小売業"),
        ("自分で育てた野菜を道の駅で売ってます", "農林水産業"),
        ("建物の設計図を描いてます", "サービス業"),
        ("バイク屋だよ、修理もやるけど", "小売業"),
        ("工務店に材木を納める側", "卸売業"),
    ],
)
def test_what_is_done_and_to_whom_tells_the_trade(text: str, industry: str) -> None:
    assert industry_of(text) == industry


@pytest.mark.parametrize("text", ["なんでもやってます", "小さい会社です", "ものを扱ってます", "うまく説明できないです"])
def test_what_names_no_trade_stores_none(text: str) -> None:
    assert read_industry(normalise(text), asked=True) == Finding()


def test_who_makes_and_sells_what_is_not_baked_is_asked() -> None:
    found = read_industry("家具を作って店で売ってる", asked=True)
    assert found is not None
    assert set(found.candidates) == {"製造業", "小売業"}


def test_words_for_when_asked_say_nothing_elsewhere() -> None:
    assert industry_of("紙袋と木箱です", asked=False, opening=True) is None
    assert industry_of("木箱です") == "製造業"


SOFTWARE = [("業務システムの開発", "ソフトウェア"), ("ケーブルテレビの会社です", None), ("Web制作です", None)]


@pytest.mark.parametrize(("text", "detail"), SOFTWARE)
def test_software_is_kept_as_a_detail_of_information(text: str, detail: str | None) -> None:
    found = read_industry(normalise(text), asked=True)
    assert found is not None
    assert (found.value, found.detail) == ("情報通信業", detail)


def test_tyres_and_belts_are_kept_as_a_detail() -> None:
    assert read_industry("タイヤを作っています", asked=True) == Finding("ゴム製品製造業", (), 0, 5, "タイヤ")


AMUSEMENT = [
    "カラオケボックスです",
    "ゲームセンターを経営しています",
    "ボウリング場をやっています",
    "パチンコ店です",
    "映画館です",
    "フィットネスクラブです",
    "からおけ",
    "娯楽業です",
    "サービス業です。ゴルフ練習場をやってます",
    "フィットネスジムです。ヨガ教室もやってます",
]
NO_AMUSEMENT = [
    "美容室です",
    "サービス業です",
    "娯楽業以外のサービス業",
    "娯楽業以外です",
    "パーソナルジムです",
    "カラオケ機器のレンタルです",
    "映画館の清掃です",
    "パチンコ店の警備です",
    "ゴルフ場の設計です",
    "ヨガ教室です。フィットネスジムもやってます",
    "昔はカラオケ屋でしたが今は学習塾です",
]


@pytest.mark.parametrize(("text", "detail"), [*((t, "娯楽業") for t in AMUSEMENT), *((t, None) for t in NO_AMUSEMENT)])
def test_amusement_is_kept_as_a_detail_of_services(text: str, detail: str | None) -> None:
    found = read_industry(normalise(text), asked=True)
    assert found is not None
    assert (found.value, found.detail) == ("サービス業", detail)


@pytest.mark.parametrize(
    "text", ["娯楽用品の販売です", "娯楽アプリの開発です", "カラオケスナックです", "パチンコの景品の卸です"]
)
def test_what_only_serves_amusement_is_another_trade(text: str) -> None:
    found = read_industry(normalise(text), asked=True)
    assert found is None or (found.value != "サービス業" and found.detail != "娯楽業")


def test_every_word_of_a_detail_is_a_word_of_its_trade() -> None:
    for path in sorted((FOLDER / "industries").glob("*.yml")):
        content = load(f"industries/{path.name}")
        words = {word for group in content["words"].values() for word in group.split()}
        for named in content.get("details_by_word", {}).values():
            assert set(named.split()) <= words


BELTS = [
    ("コンベヤベルトを作ってます", "工業用ベルト"),
    ("衣料用ゴムベルトを作っています", "衣料用ベルト"),
    ("自転車のタイヤを作っています", "自転車用タイヤ"),
]


@pytest.mark.parametrize(("text", "detail"), BELTS)
def test_only_belts_for_industry_are_told_apart(text: str, detail: str | None) -> None:
    found = read_industry(normalise(text), asked=True)
    assert found is not None
    assert (found.value, found.detail) == ("ゴム製品製造業", detail)


def test_what_no_list_has_is_left_to_the_guess() -> None:
    found = read_industry("謎の仕事", asked=True, guess=lambda text: Finding(candidates=("その他",), guessed=True))
    assert found == Finding(candidates=("その他",), guessed=True)


@pytest.mark.parametrize("text", ["製造業か小売業", "製造業か、それとも小売業です", "飲食店または小売業です"])
def test_one_trade_or_another_is_asked_back(text: str) -> None:
    found = read_industry(normalise(text), asked=True)
    assert found is not None
    assert (found.value, len(found.candidates)) == (None, 2)


def test_a_trade_that_is_to_be_put_right_is_no_plan() -> None:
    found = read_industry(normalise("業種を建設業に直したい"), corrected=True)
    assert found is not None
    assert found.value == "建設業"


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("旅館、株式会社、システムを300万円で入れる", "宿泊業"),
        ("長野で旅館、予約システムを300万円で入れ、露天風呂の改修に1500万円かけたい", "宿泊業"),
        ("旅館です、ホームページ制作に50万円", "宿泊業"),
        ("美容室、システムの導入", "サービス業"),
        ("リフォーム業、システム300万円", "建設業"),
        ("パン屋、トラックも買いたい", "小売業"),
    ],
)
def test_what_is_bought_is_not_the_trade(text: str, industry: str, asked: bool) -> None:
    assert industry_of(text, asked=asked, opening=not asked) == industry


def test_what_is_bought_for_an_amount_is_no_trade_even_alone() -> None:
    assert industry_of("システムを300万円で入れる") is None


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("居酒屋 厨房機器を入れる予定", "飲食店"),
        ("システムの導入をやっています", "情報通信業"),
        ("中古車を買い取って売っています", "小売業"),
    ],
)
def test_who_buys_for_his_trade_keeps_it(text: str, industry: str) -> None:
    assert industry_of(text) == industry
