"""Numbers that are only asked about or supposed, and texts that are nothing but a number."""

from __future__ import annotations

import re

from subsidy.quantity.found import Flaw, Kind
from subsidy.quantity.scene import Item, Scene

_CLAUSE = re.compile(r"(?:(?!けれど|けど|ですが|のですが|なんですが|ますが|でして|やけど)[^、。!?\n,])*(?:[!?]+)?")
_IF = re.compile(
    r"だと(?!思|おも|聞|言|い[うい]|考|記憶|認識|ちょ|か|、?$)|だったら|なら(?!び|ない|ん)|"
    r"でも(?=[^、。])|ないと|なきゃ|たら|(?<!け)れば|場合|とか(?:だ|で)|と(?=だめ|ダメ|駄目)|"
    r"じゃ(?=だめ|ダメ|駄目|無理)"
)
_OUT_OF_REACH = re.compile(
    r"(?:円|も|は|なんて|とか|まで|なら)*(?:とても|さすがに|ちょっと)?"
    r"(?:無理|むり|出せ(?:な|ま|ん|へん)|払え(?:な|ま|ん|へん)|厳し|きつ|難し|むずかし)"
)
"""「500万は無理」."""
_IF_ONLY = re.compile(
    r"(?:だっ|やっ|になっ|とし|減っ|増え|落ち)たら[。、…?!]*$|(?:[円人名割%減増分]|半分)なら(?:ば)?[。、…?!]*$"
)
"""A text that breaks off at the condition: 「売上が半分だったら」."""
_WONDER = re.compile(
    r"か[。 ]*$|\?|の[。 ]*$|だめ|ダメ|駄目|対象|使え|もらえ|申請|通る|該当|アウト|無理|厳しい|大丈夫|"
    r"行け|いけ|受け|教え|知りたい|どう"
)
_OTHERS = re.compile(
    r"[^、。]{0,4}の(?:会社|企業|ところ|事業者|法人|店)(?:は|が|なら|だけ|しか|でも|も|って|に限|じゃ)"
)
_HEARSAY = re.compile(
    r"(?:って|と)(?:聞[いき]|きい|きき|言われ|いわれ|言って|いって|書いて|本当|ほんと)|(?:^|"
    r"(?<=[るただい]))って[。? ]*$"
)
_SOURCE = re.compile(
    r"業者|見積|みつもり|メーカー|工務店|大工|ベンダー|ディーラー|販売店|代理店|営業|設計士|施工|登記|謄本|定款|"
    r"決算|通帳|"
    r"台帳|名簿|帳簿|書類|税理士|会計士|経理|総務|人事|事務|社長|先代|(?:書い|載っ|記され|出)て(?:い?る|い?ます|"
    r"あ[るり])|聞いて(?:い|お)?(?:る|ます|ま|り)"
)
_NOT_OWN = re.compile(r"補助|助成|給付|支援|もらえ|貰え|上限|対象|同業|他社|よそ|世間|売[上り]|減|落|本当|ほんと")
_THIRD = re.compile(
    r"(?:親会社|子会社|関連会社|グループ会社|取引先|得意先|同業(?:者|他社)?|隣|友達|友人|知り合い|"
    r"業界|他社|ライバル|大手|"
    r"テレビ|ニュース|新聞|世間|全国|日本|周り|よそ|客先|元請け?|近所|よその会社)(?:さん|全体|の店|の会社)?"
    r"(?:の|は|が|も|では|で|だと|なんか)[^、。て]{0,8}$"
)
_SOFT = re.compile(
    r"(?:か[なねのも]|かしら|でしょうか|だろうか|だべか|べか|っぺか|やろか|かいな|かのう|"
    r"んか|くらい|ぐらい|ほど|程度|前後)[ぁーあぃぇえねねぇ〜。…! ]*\?*$"
)
_DOUBTED = re.compile(
    r"^[^。\d]{0,12}(?:いや|でも|ひょっと|もしか)[^。\d]{0,8}もっと[^。\d]{0,8}(?:かも|かな|だろ|でしょ|やろ)"
)
"""「10人かなあ、いやもっとおるかも」."""
_PAPERS = r"(?:名簿|台帳|帳簿|帳面|書類|登記|謄本|定款|決算書?|申告書?|通帳|試算表)"
_TELLERS = r"(?:税理士|会計士|経理|事務員?|専務|女房|家内|妻|嫁|息子|娘|社長|部長)(?:さん|先生)?"
_ACCORDING = re.compile(
    rf"(?:{_PAPERS}|{_TELLERS})(?:の(?:話|計算|数字|資料|ほう|方))?(?:だと|では|じゃ|やと|上は|によ(?:ると|れば)|に言わせ"
    r"(?:ると|れば|りゃ)|いわく|曰く|(?:が|の)(?:言う|いう)には)[、 ]?$"
)
_SAYS = re.compile(rf"(?:{_PAPERS}|{_TELLERS})(?:は|が|の(?:ほう|方)は)[、 ]?$")
_SETTLED = re.compile(
    r"今|現在|いま|実際|本当|ほんと|正しく|正確|去年|昨年|前期|以前|[年期]前|コロナ|昔|訂正|間違|うち"
)
_OPEN = re.compile(r"(?:\?+|(?<![なのばし確])か|っけ|じゃない(?:です)?か)[。 w笑]*$")


def guard(scene: Scene, item: Item) -> Item:
    """The item, flawed if its clause asks or supposes instead of telling."""
    rest = scene.text[item.found.tail : item.found.tail + 120]
    match = _CLAUSE.match(rest)
    clause = match.group() if match else ""
    if (_IF.search(clause) and _WONDER.search(rest.rstrip())) or _IF_ONLY.search(scene.text):
        return item.flawed(Flaw.CONDITION)
    if _THIRD.search(item.before):
        return item.flawed(Flaw.SUBJECT)
    if _OTHERS.match(clause) or (_HEARSAY.search(clause) and not _is_reported(scene)):
        return item.flawed(Flaw.CONDITION)
    if item.found.kind is Kind.MONEY and _OUT_OF_REACH.match(rest):
        return item.flawed(Flaw.VAGUE)
    if any(_disagrees(item, other) for other in scene.items):
        return item.flawed(Flaw.SEVERAL)
    if _DOUBTED.search(rest):
        return item.flawed(Flaw.VAGUE)
    if _OPEN.search(clause) and not _SOFT.search(clause):
        return item.flawed(Flaw.QUESTION)
    return item


def _disagrees(item: Item, other: Item) -> bool:
    """Whether papers or somebody else give another figure: 「15%減、税理士は25%減」."""
    one, two = item.found, other.found
    if one.kind is not two.kind or (one.low, one.high) == (two.low, two.high):
        return False
    said = [_says(each) for each in (item, other)]
    return any(said) and not (_SETTLED.search(item.before) or _SETTLED.search(other.before))


def _says(item: Item) -> bool:
    """How many people there are is not what a bookkeeper says: 「経理は2人」."""
    told = _ACCORDING.search(item.before)
    return bool(told or (item.found.kind is not Kind.PEOPLE and _SAYS.search(item.before)))


def _is_reported(scene: Scene) -> bool:
    """Whether what was heard is the user's own figure, told by his papers, staff or suppliers."""
    return bool(_SOURCE.search(scene.text) and not _NOT_OWN.search(scene.text))


_FILLER = re.compile(
    r"じゃなくて?|ではなく|ではない|じゃない|やなくて?|やのうて|やなしに|じゃのうて|でのうて|でなく(?:て)?|でねぐ?て|"
    r"でね[ぇえ]|っていうか|というか|というより|てか|おっと|待って|もとい|(?:って|て)?(?:いう)?のは|間違いで|やった|"
    r"だった|"
    r"[\s、。,.!?…〜ー:;()「」'\"w笑]|[^\w\s]|えっ?とー?|えー|ええ|うーん|んー|うん|はい|あの|"
    r"その|まあ?|たぶん|多分|確か|たしか|およそ|おおよそ|約|だいたい|大体|ざっと|ほぼ|計|全部で|"
    r"合計|"
    r"今は?|現在|いま|うちの|うち|当社|弊社|我が社|会社|数|今年|ここ|ただ|ほんの|の間|の範囲|"
    r"です|でした|でございます|ございます|でがす|だす|どす|やねん|やねんな|やね|やで|やわ|や|っす|"
    r"ぐらい|くらい|位|ほど|程度|程|前後|ぐれえ|くれえ|ばい|たい|っちゃ|だべ|だっぺ|べ|だよ|だね|"
    r"だな|だわ|なんで|なんだ|けど|けれど|かな|かね|かの|ちょっと|ちょい|ちょうど|ぴったり|弱|強|"
    r"余り|あまり|足らず|"
    r"ってところ|ってとこ|ところ|とこ|感じ|って|と?思います|と?思う|いいえ|いや|いえ|やっぱり?|"
    r"違います|違う|ちがう|間違え(?:た|ました)?|訂正|すみません|"
    r"すいません|ごめん(?:なさい)?|"
    r"失礼(?:しました)?|お願い(?:します|いたします)?|よろしく|ってことで|になります|なります|"
    r"やけど|やから|けん|だがや|だぎゃ|みたい|らしい|はず|でしょう|でんな|まんな|おおきに|ほな|"
    r"んだ|ずら|やき|やが|じゃけ|"
    r"さかい|もの|せや|なあ|ねえ|ねん|いてます|います|いる|おります|おる|あります|ある|っすね|"
    r"っすかね|で|は|が|の|も|に|と|ね|よ|な|さ|わ|か|だ|あ|し|ま|お|ん|そこそこ|かそこら|ぁ|ぃ|"
    r"ぇ|に変更|にして(?:ください)?|"
    r"about|around|approximately|approx|roughly|only|we have|i have|there are|there is|we are"
)
_LONGEST = 40


def is_plain(*texts: str) -> bool:
    """Whether the words around a number say nothing of their own."""
    return all(_is_filler(text) for text in texts)


def _is_filler(text: str) -> bool:
    position = 0
    while position < len(text) <= _LONGEST:
        match = _FILLER.match(text, position)
        if match is None:
            return False
        position = match.end()
    return len(text) <= _LONGEST
