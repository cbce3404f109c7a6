"""Several facts at once, corrections in passing, and numbers that are none, whatever was asked."""

from __future__ import annotations

import pytest

from subsidy.quantity import Flaw, Kind, Topic, read_quantities

MAN, OKU = 10**4, 10**8
UP = (0, None)


def short(text: str, asked: str | None) -> dict[str, object]:
    """What is stored, and 「?」 for what is asked back, by the first part of the slot's name."""
    reading = read_quantities(text, asked)
    stored = {slot.split("_")[0]: value for slot, value in reading.slots.items()}
    return {**stored, **{slot.split("_")[0]: "?" for slot in reading.confirm}}


SEVERAL = [
    (
        "製造業で従業員25人、資本金3000万円、売上は前年比3割減です",
        {"capital": 3000 * MAN, "employees": 25, "sales": -30},
    ),
    ("資本金は500万、社員は7人、去年より2割減", {"capital": 500 * MAN, "employees": 7, "sales": -20}),
    ("建設業。資本金2千万。従業員12名。売上30%減。栃木", {"capital": 2000 * MAN, "employees": 12, "sales": -30}),
    ("卸売業 資本金5000万 従業員60人 売上1割減 東京", {"capital": 5000 * MAN, "employees": 60, "sales": -10}),
    ("小売 従業員4人 資本金300万 売上半減", {"capital": 300 * MAN, "employees": 4, "sales": -50}),
    ("株式会社で資本金1億円、従業員数は250名、売上高は前年比92%です", {"capital": OKU, "employees": 250, "sales": -8}),
    ("うちは製造業で20人、3000万の資本金で、売上は3割落ちた", {"capital": 3000 * MAN, "employees": 20, "sales": -30}),
    ("合同会社です。資本金100万、従業員なし", {"capital": 100 * MAN, "employees": 0}),
    ("社員15人資本金1000万売上2割減栃木県", {"capital": 1000 * MAN, "employees": 15, "sales": -20}),
    ("資本金1000万円従業員20人売上前年比80パーセントです", {"capital": 1000 * MAN, "employees": 20, "sales": -20}),
    (
        "えーと資本金が3000万円で従業員が25人で売上は3割減ってます",
        {"capital": 3000 * MAN, "employees": 25, "sales": -30},
    ),
    ("飲食店を3店舗、社員10人、バイト40人", {"employees": 10}),
    ("旅館です。客室20室、従業員35人、売上は7割減", {"employees": 35, "sales": -70}),
    ("運送会社でトラック30台、ドライバー25人と事務5人", {"employees": 30}),
    ("社員50人で売上10億、資本金8000万", {"capital": 8000 * MAN, "employees": 50}),
    ("売上5億、利益2000万、資本金1000万、社員30名", {"capital": 1000 * MAN, "employees": 30}),
    (
        "5人でやってる町工場、資本金は300万、機械を2000万くらいで入れたい",
        {"capital": 300 * MAN, "employees": 5, "investment": 2000 * MAN},
    ),
    ("設備投資3000万円を予定、従業員は45人", {"employees": 45, "investment": 3000 * MAN}),
    ("売上高5億円（前年比85%）、従業員30名、資本金3000万円", {"capital": 3000 * MAN, "employees": 30, "sales": -15}),
    ("売上は前年比で15%減少、営業利益は40%減少、従業員は50名です", {"employees": 50, "sales": -15}),
    ("資本金:1000万円\n従業員数:15名\n売上:前年比-20%", {"capital": 1000 * MAN, "employees": 15, "sales": -20}),
    ("資本金１０００万　従業員１５　売上２割減", {"capital": 1000 * MAN, "employees": 15, "sales": -20}),
    ("資本1000万 人数15 売上▲20", {"capital": 1000 * MAN, "employees": 15, "sales": -20}),
    ("従業員数50名資本金1億円年商10億円", {"capital": OKU, "employees": 50}),
    ("一人でネイルサロンやってます。売上は半減です", {"employees": 0, "sales": -50}),
    ("カフェ。バイト3人。売上4割減", {"employees": "?", "sales": -40}),
    ("学習塾で講師が10人（全員バイト）", {"employees": "?"}),
    ("美容室、スタッフ5人（パート2人）", {"employees": "?"}),
    ("資本金500万の有限会社、従業員は家族含めて6人", {"capital": 500 * MAN, "employees": "?"}),
    ("資本金3億円以下、従業員300人以下の製造業です", {"capital": (None, 3 * OKU), "employees": (None, 300)}),
    ("従業員ば5人雇っとります、資本金は300万です", {"capital": 300 * MAN, "employees": 5}),
    ("資本金五百万従業員三名売上四割減", {"capital": 500 * MAN, "employees": 3, "sales": -40}),
]  # fmt: skip

CORRECTIONS = [
    ("すみません、従業員は15人の間違いです", {"employees": 15}),
    ("売上の減り方、3割じゃなくて2割でした", {"sales": -20}),
    ("資本金は1000万じゃなくて3000万でした", {"capital": 3000 * MAN}),
    ("資本金、1000万って言ったけど1500万だった", {"capital": 1500 * MAN}),
    ("さっき資本金3000万と答えましたが300万の誤りです", {"capital": 300 * MAN}),
    ("資本金500万て書いたけど登記見たら300万やったわ", {"capital": 300 * MAN}),
    ("資本金を500万に変更してください", {"capital": 500 * MAN}),
    ("資本金まちがえた、1000万", {"capital": 1000 * MAN}),
    ("さっきの従業員20人は間違いで25人です", {"employees": 25}), ("従業員は15人から16人に訂正", {"employees": 16}),
    ("従業員数訂正します。15→16", {"employees": 16}), ("ごめん、社員8人じゃなくて7人", {"employees": 7}),
    ("従業員12人に直して", {"employees": 12}), ("従業員を6人に直したい", {"employees": 6}),
    ("資本金を500万円に直したいです", {"capital": 500 * MAN}), ("従業員を6人に増やしたい", {}),
    ("あ、従業員さっき10人って言ったけどパート抜くと6人です", {"employees": 6}),
    ("従業員の数、先月ひとり辞めて9人になりました", {"employees": 9}), ("売上やっぱり2割減", {"sales": -20}),
    ("予算500万でお願いしましたが600万にしてください", {"investment": 600 * MAN}),
    ("投資額を800万に修正", {"investment": 800 * MAN}),
    ("見積もり取り直したら1200万でした", {"investment": 1200 * MAN}),
]  # fmt: skip

NOTHING = [
    "補助金で1000万円もらえますか", "最大1億円と聞きました", "持続化は50万？100万？どっち",
    "事業再構築は6000万円まで出るの？", "売上減ってなくても使えますか", "従業員を増やしたい",
    "人件費が月100万かかります", "家賃が30万で苦しい", "借金が5000万あります", "一人で悩んでます",
    "友達3人で起業したい", "2人で相談に行きたい", "電話番号は028-123-4567です", "〒321-0001 栃木県宇都宮市",
    "昭和50年創業です", "15日までに返事ください", "第2回の締切は？", "3分で終わる？", "1番", "2", "資本金",
    "従業員数はどう数えるの", "パートは従業員に入りますか", "1人から使えますか", "一人親方でも使えますか",
    "中小企業は何人までですか", "パソコンに詳しい社員がいません", "相談できる人がいません", "わかる人がおらん",
    "頼れるスタッフがいない", "50万円のHP作成費用に使える補助金は？", "100万円の補助金が欲しい", "補助率2/3ってなに",
    "2/3もらえるの？", "賃金を3%上げる予定です", "付加価値額3%って何", "https://example.jp/?n=300人",
    "mail300@example.jp", "うちのアプリは5万人が使ってます", "売上の3割が海外です",
    "資本金と売上の入力は破棄していただけますか", "10年以内に返済", "3000円の商品", "コロナで客が5割減",
    "利益が半減した",
]  # fmt: skip

NOISE = [
    "持続化補助金は上限50万円ですよね", "補助率は3分の2ですか", "締切は5月7日ですか",
    "5月7日の18時まで間に合いますか", "3回目の公募はいつ", "今年で3期目です",
    "従業員30人以上の会社は対象外って聞きました", "50万円しかもらえないの", "100万円くれるの？",
    "2021年度の予算は1兆円って本当？", "うちは3代目です", "子供が3人いて大変", "妻と2人暮らし", "70歳です",
    "もう65です", "30年やってます", "30年続いた店です", "5年前に開業", "平成5年創業", "トラック3台", "3交代制です",
    "24時間営業", "週休2日", "9時から5時まで", "電話は0285-22-1234", "080-1111-2222に電話して", "〒321-0001",
    "T1234567890123", "法人番号は1234567890123です", "GビズIDは取るのに2週間かかるらしい", "3週間後に", "10分待って",
    "5分後に戻ります", "あと5分で終わる？", "もう10回目だよ", "3つ目の質問は", "2番目のやつ", "1つ戻って",
    "2つ前の質問に戻って", "1個前に戻りたい", "4番でお願いします", "1と3", "1,3", "全部で何問あるの？10問くらい？",
    "80%くらい終わった？", "50%オフセール中", "消費税10%", "時給1000円", "最低賃金は900円", "月給20万",
    "1個100円の商品", "客単価3000円", "家賃15万", "電気代が2倍になった", "材料費が3割上がった", "原油が2割高",
    "人件費が1割増", "仕入れ値が倍になった", "コストが3割増えた", "客が半分になった", "予約が8割キャンセル",
    "稼働率が3割", "席数20", "座席を半分に減らした", "営業時間を3割減らした", "社員の給料を1割減らした",
    "従業員を2割減らした", "従業員を3人減らした", "借入が年商の半分", "売上の8割が1社", "売上の半分は輸出",
    "利益率は3%", "粗利3割", "補助金100万もらったことがある", "持続化給付金200万もらった", "協力金が60万入った",
    "融資で3000万借りた", "コロナ融資1000万", "保険金500万", "退職金1000万", "貯金300万", "車を500万で買った",
    "機械が壊れて修理に100万", "1日3万の売上", "日商5万", "1日の売上が10万", "年収500万", "年商1億", "売上1億",
    "売上は月300万", "利益は500万", "赤字が500万", "経常利益2000万円", "株価1000円", "株は200株", "1株5万円",
    "株主は3人", "取引先は50社", "うちの工場は2000平米", "50坪の店", "30席の居酒屋", "客室10室", "ベッド数19床",
    "定員40名の保育園", "園児60人", "生徒100人", "利用者30名のデイサービス", "会員500人", "フォロワー1万人",
    "人口3万人の町", "2人組で", "3人で話し合って決めます", "担当者が2人いるので", "友人2人に聞いた",
    "税理士の先生が1人", "もう1人の役員に聞かないと", "ひとりでは決められない", "1人では無理",
    "社長1人では決められない", "3割の従業員が辞めた", "従業員の半分が60代", "従業員の平均年齢は50歳",
    "従業員1人につき10万円", "社員が2人コロナになった", "社員3人が育休中", "資本金は家賃の10倍",
    "うちの資本金なんて大手の1割", "親会社の資本金が10億", "親会社が資本金5億円", "子会社が2社あります",
    "取引先の売上が3割減", "業界全体で3割減らしい", "同業者は半減したって", "友達の店は5割減", "隣の店は売上半減",
    "日本の中小企業は300万社", "東京では10%減ったって", "ニュースで3割減って言ってた",
    "売上10%減の会社が対象って本当", "売上が15%減っている中小企業向けですか", "3年で5%成長する計画",
    "3年後に売上2倍にしたい", "売上を2倍にしたい", "目標は売上1億", "来年は3割増を目指す", "従業員を10人にしたい",
    "将来は従業員50人", "資本金を1億にしたい", "生産性を3割上げたい", "コストを半分にしたい", "残業を半減したい",
    "電気代が半分になる機械", "不良率3%", "値上げ5%", "10%ポイント還元", "利用率が5割", "回収率8割",
    "成功率は5割くらいですか", "採択率は3割って聞いた", "採択率40%", "競争率2倍", "倍率3倍", "100社中30社",
    "5000円の参加費", "セミナー参加費3000円", "切手84円", "手数料1%", "源泉10%", "借入金利2%", "月3万円のリース",
    "月々10万返済", "退職金500万払った", "固定資産税が50万", "保険料が年20万", "広告費に月5万使ってる",
    "HPに50万使った", "昔500万の機械を買った", "年金6万円", "給付金100万円", "家賃支援金60万もらった", "2億の借金",
]  # fmt: skip

ASIDE = [
    ("7割に落ちた、いや6割", "sales_change_pct", {"sales": -40}),
    ("3割減、いや4割", "sales_change_pct", {"sales": -40}),
    ("7割、つまり3割減", "sales_change_pct", {"sales": -30}),
    ("コロナ前と比べ4割減、去年と比べたら1割増", "sales_change_pct", {"sales": "?"}),
    ("△20〜30%", "sales_change_pct", {"sales": (-30, -20)}),
    ("多い月で5割減", "sales_change_pct", {"sales": "?"}),
    ("社長の私のほかに4人", "employees", {"employees": 4}),
    ("20人は切ってないです", "employees", {"employees": (20, None)}),
    ("20人は超さない", "employees", {"employees": (None, 20)}),
    ("20人以下で問題ない", "employees", {"employees": (None, 20)}),
    ("20人を超えてるんじゃないかな", "employees", {"employees": (21, None)}),
    ("7人が正社員、3人がパート", "employees", {"employees": 7}),
    ("従業員1人もおらんで", "employees", {"employees": 0}),
    ("男3人女3人", "employees", {"employees": 6}),
    ("1億未満、9800万です", "capital_yen", {"capital": 9800 * MAN}),
    ("先代のころ300万だったのを1000万に増やした", "capital_yen", {"capital": 1000 * MAN}),
    ("資本金300満円", "capital_yen", {"capital": 300 * MAN}),
    ("えっと10、いや11人", "sales_change_pct", {"employees": 11}),
    ("来月2人入って14人になります", "capital_yen", {"employees": 12}), ("12人です", "capital_yen", {"employees": 12}),
    ("3割減です", "employees", {"sales": -30}), ("5千万です", "employees", {"capital": "?"}),
    ("30%です", "capital_yen", {}), ("80%です", "employees", {}),
    ("友達は300万もらったらしい", "capital_yen", {"capital": "?"}), ("年会費が1万円", "capital_yen", {}),
    ("車が300万", "capital_yen", {"capital": "?"}), ("1000万増資しました", "capital_yen", {"capital": "?"}),
    ("資本金は売上の1割", "capital_yen", {}),
    ("EV部品の製造に切り替えたい。ざっと4000万", "capital_yen", {"capital": "?"}),
    ("減資して今は1億。前は3億だったけど", "sales_change_pct", {"capital": OKU, "sales": "?"}),
    ("12人おるけど半分はパートや", "employees", {"employees": "?"}),
    ("12人いたけど2人辞めた", "employees", {"employees": "?"}),
    ("職人が3人、みんな一人親方", "employees", {"employees": "?"}),
    ("請負の職人が10人", "employees", {"employees": "?"}),
    ("10人は超えるけど20人まではいかない", "employees", {"employees": (11, 19)}),
    ("1日30人くらい来ます", "employees", {"employees": "?"}), ("百万単位", "investment_yen", {"investment": "?"}),
    ("100万もかけられない", "investment_yen", {"investment": (None, 100 * MAN - 1)}),
    ("2〜300万", "investment_yen", {"investment": (200 * MAN, 300 * MAN)}),
    ("設備1500万、工事300万、その他200万", "investment_yen", {"investment": 2000 * MAN}),
    ("50坪で坪60万", "investment_yen", {"investment": "?"}),
    ("利益は減ったけど売上は変わらない", "sales_change_pct", {"sales": 0}),
    ("売上は減ったけど利益は増えた", "sales_change_pct", {"sales": "?"}),
    ("客単価は下がったけど売上は増えた", "sales_change_pct", {"sales": UP}),
    ("2割までは減ってない", "sales_change_pct", {"sales": "?"}), ("ほぼゼロです", "sales_change_pct", {"sales": "?"}),
    ("3分の1", "sales_change_pct", {"sales": "?"}), ("一昨年1億、去年7000万", "sales_change_pct", {"sales": -30}),
    ("300万まで落ちた。前は500万", "sales_change_pct", {"sales": -40}),
    ("800万（200万減）", "sales_change_pct", {"sales": -20}),
    ("全体で2割減、飲食部門は5割減", "sales_change_pct", {"sales": -20}),
    ("飲食部門が5割減", "sales_change_pct", {"sales": "?"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_facts_are_read_from_one_sentence(text: str, expected: dict[str, object]) -> None:
    assert short(text, None) == expected


@pytest.mark.parametrize(("text", "expected"), CORRECTIONS)
@pytest.mark.parametrize("asked", [None, "prefecture", "sales_change_pct"])
def test_a_correction_stores_the_right_number(text: str, expected: dict[str, object], asked: str | None) -> None:
    assert short(text, asked) == expected


@pytest.mark.parametrize("text", NOTHING)
@pytest.mark.parametrize("asked", [None, "prefecture", "confirm"])
def test_other_talk_stores_nothing(text: str, asked: str | None) -> None:
    assert not read_quantities(text, asked).slots


@pytest.mark.parametrize("asked", [None, "capital_yen", "employees", "sales_change_pct", "investment_yen"])
@pytest.mark.parametrize("text", NOISE)
def test_numbers_of_other_things_are_stored_nowhere(text: str, asked: str | None) -> None:
    assert not read_quantities(text, asked).slots


@pytest.mark.parametrize(("text", "asked", "expected"), ASIDE)
def test_an_answer_need_not_be_about_what_was_asked(text: str, asked: str, expected: dict[str, object]) -> None:
    assert short(text, asked) == expected


def test_quantities_tell_where_they_stand_and_what_they_are() -> None:
    text = "従業員は２０人、資本金は３千万円"
    people, money = read_quantities(text).quantities
    assert (text[people.start : people.end], people.kind, people.low, people.topic) == (
        "２０人",
        Kind.PEOPLE,
        20,
        Topic.EMPLOYEES,
    )
    assert (text[money.start : money.end], money.kind, money.high, money.topic) == (
        "３千万円",
        Kind.MONEY,
        3000 * MAN,
        Topic.CAPITAL,
    )


@pytest.mark.parametrize(
    ("text", "asked", "slot", "flaw"),
    [
        ("300", "capital_yen", "capital_yen", Flaw.UNIT),
        ("数十人", "employees", "employees", Flaw.VAGUE),
        ("パート込みで20人", "employees", "employees", Flaw.INCLUDES),
        ("7割です", "sales_change_pct", "sales_change_pct", Flaw.DIRECTION),
        ("3000万円？", "capital_yen", "capital_yen", Flaw.QUESTION),
        ("10万ドル", "capital_yen", "capital_yen", Flaw.FOREIGN),
        ("月5万円", "investment_yen", "investment_yen", Flaw.RATE),
        ("1億2000", "capital_yen", "capital_yen", Flaw.BROKEN),
    ],
)
def test_the_reason_for_asking_back_is_told(text: str, asked: str, slot: str, flaw: Flaw) -> None:
    assert read_quantities(text, asked).reasons == {slot: flaw}
