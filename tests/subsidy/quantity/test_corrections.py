"""Numbers taken back in the middle of a sentence."""

from __future__ import annotations

import pytest

from tests.subsidy.quantity.answers import MAN, answer

CORRECTIONS_CAPITAL = [
    ("資本金1億、あっ1000万だ", 1000 * MAN), ("1億 あ 1000万だ", 1000 * MAN), ("1億いや1000万", 1000 * MAN),
    ("1億っと、1000万でした", 1000 * MAN), ("1億…じゃねえ1000万", 1000 * MAN), ("1億ごめん1000万", 1000 * MAN),
    ("1億じゃなくて1000万", 1000 * MAN), ("1億じゃなく1000万", 1000 * MAN), ("1億でなく1000万", 1000 * MAN),
    ("1億ではなしに1000万", 1000 * MAN), ("1億やなしに1000万や", 1000 * MAN), ("1億やのうて1000万やわ", 1000 * MAN),
    ("1億やあらへん1000万や", 1000 * MAN), ("1億でねくて1000万だべ", 1000 * MAN),
    ("1億じゃのうて1000万じゃ", 1000 * MAN), ("1億じゃなかばい1000万ばい", 1000 * MAN),
    ("1億というか1000万です", 1000 * MAN), ("1億というより1000万", 1000 * MAN),
    ("1億て言うたけど1000万やったわ", 1000 * MAN), ("1億、あれ、1000万だったか", None),
    ("1億と思ってたけど1000万でした", 1000 * MAN), ("1億かと思ったら1000万だった", 1000 * MAN),
    ("1億(訂正:1000万)", 1000 * MAN), ("1億→1000万に訂正", 1000 * MAN), ("1億×　1000万〇", None),
    ("1億、違うわ、1000万", 1000 * MAN), ("1億です。あ、1000万です", 1000 * MAN),
    ("1億です あ違う1000万です", 1000 * MAN), ("1億 訂正 1000万", 1000 * MAN), ("1億ちゃうわ1000万や", 1000 * MAN),
    ("1億。いやいや1000万", 1000 * MAN), ("1億、ではなくて、1000万", 1000 * MAN), ("1億は嘘で1000万", 1000 * MAN),
    ("1億は間違い。1000万が正しい", 1000 * MAN), ("1000万です。1億は間違い", 1000 * MAN),
    ("1000万で、1億じゃないです", 1000 * MAN), ("1000万の方です、1億じゃなくて", 1000 * MAN),
    ("500まん、ごめん、600まん", 600 * MAN), ("100万…おっと、1000万", 1000 * MAN),
    ("100万、待って、1000万", 1000 * MAN), ("100万？いや1000万", 1000 * MAN),
    ("300万円です。いえ、500万円でした。", 500 * MAN), ("300万です\n間違えました500万です", 500 * MAN),
    ("300万です。失礼しました、3000万です", 3000 * MAN), ("ゼロ一個多かった、100万です", 100 * MAN),
    ("1000万、じゃないな、500万だな", 500 * MAN), ("1000万とちゃいます、500万です", 500 * MAN),
    ("1000万んでねぇ、500万だ", 500 * MAN),
]  # fmt: skip
CORRECTIONS_EMPLOYEES = [
    ("従業員の数、21じゃなく12です", 12), ("21やなくて12", 12), ("21ではなく、12", 12), ("21っていうか12", 12),
    ("21、いや12", 12), ("21人あ違う12人", 12), ("21名でなくて12名でした", 12), ("21人、じゃないわ12人やわ", 12),
    ("21人いや違うな12人", 12), ("21人だったか、いや12人だ", 12), ("21人のはずが12人でした", 12),
    ("21人かと思いきや12人だった", 12), ("21人と書きましたが12人の誤りです", 12), ("21人は去年で今年は12人", 12),
    ("社員21てのは間違いで12や", 12), ("12人です(21人ではありません)", 12), ("21人じゃないです、12人です", 12),
    ("21人ちがいます12人です", 12), ("さっきは21人と言うたが12人じゃった", 12), ("21人でした、あ、12人でした", 12),
    ("すみません、21ではなく12人です", 12), ("21→12", 12), ("21⇒12人", 12), ("2人、ん？3人だ", None),
    ("十人、もとい十一人", 11), ("10人やったかな、いや11人や", 11), ("十人でねえ、十一人だ", 11),
    ("10人じゃ…11人じゃ", None), ("5人、訂正します6人", 6), ("５人まちがい６人", 6),
]  # fmt: skip
CORRECTIONS_SALES = [
    ("売上の減り3割やのうて2割やった", -20), ("3割やなくて2割減", -20), ("3割減、あ、2割減", -20),
    ("3割減じゃなく2割減です", -20), ("3割減いや2割減かな", -20), ("3割落ちたって言うたけど2割やった", -20),
    ("減少は3割ではなく2割でした", -20), ("3割減っていうか2割減", -20), ("3割…いや2割減ですね", -20),
    ("30%減、失礼、20%減です", -20), ("30じゃなくて20%減", -20), ("30%じゃなく20%のダウン", -20),
    ("前年比70%じゃなくて80%", -20), ("7割に落ちた、違う、8割に落ちた", -20), ("3割増、間違えた3割減", -30),
    ("3割減じゃなくて3割増でした", 30), ("減り方は3割やなしに2割ですわ", -20), ("2割減です。3割じゃないです", -20),
    ("売上3割減→2割減に訂正", -20), ("3割でねくて2割減だ", -20), ("三割減ちゃうわ二割減や", -20),
]  # fmt: skip
CORRECTIONS_INVESTMENT = [
    ("300万あ400万です", 400 * MAN), ("300万、やっぱ400万", 400 * MAN), ("300万でなく400万で", 400 * MAN),
    ("300万やめて400万にします", 400 * MAN), ("300万のとこ400万でお願い", None),
    ("300万の予定でしたが400万になりました", 400 * MAN), ("300万のつもりやったけど400万になった", 400 * MAN),
    ("予算300万→400万", 400 * MAN), ("300万から400万に変更", 400 * MAN),
    ("300万と言いましたが正しくは400万です", 400 * MAN), ("300万言うたけど400万や", 400 * MAN),
    ("最初300万だったけど見積もりとったら400万だった", 400 * MAN),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CORRECTIONS_CAPITAL)
def test_the_number_that_replaces_another_is_stored_as_capital(text: str, expected: object) -> None:
    assert answer(text, "capital_yen") == expected


@pytest.mark.parametrize(("text", "expected"), CORRECTIONS_EMPLOYEES)
def test_the_number_that_replaces_another_is_stored_as_employees(text: str, expected: object) -> None:
    assert answer(text, "employees") == expected


@pytest.mark.parametrize(("text", "expected"), CORRECTIONS_SALES)
def test_the_number_that_replaces_another_is_stored_as_sales(text: str, expected: object) -> None:
    assert answer(text, "sales_change_pct") == expected


@pytest.mark.parametrize(("text", "expected"), CORRECTIONS_INVESTMENT)
def test_the_number_that_replaces_another_is_stored_as_investment(text: str, expected: object) -> None:
    assert answer(text, "investment_yen") == expected


@pytest.mark.parametrize(("text", "expected"), CORRECTIONS_CAPITAL)
def test_a_number_taken_back_is_not_stored_whatever_was_asked(text: str, expected: object) -> None:
    named = f"資本金{text.removeprefix('資本金')}"
    for asked in (None, "sales_change_pct", "investment_yen", "prefecture", "confirm"):
        assert answer(named, "capital_yen", asked) in (expected, None), asked
    assert answer(named, "investment_yen") is None
