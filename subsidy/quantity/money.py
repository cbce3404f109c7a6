"""Capital and investment."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from subsidy.quantity.answer import Answer, Ask, Stored, ask, exactly
from subsidy.quantity.choose import corrected, settle
from subsidy.quantity.cues import Topic
from subsidy.quantity.found import Flaw, Found, Kind
from subsidy.quantity.guard import guard, is_plain
from subsidy.quantity.phrases import says_none
from subsidy.quantity.scene import Item, Scene
from subsidy.quantity.sums import stated_total, without_tax

MOST = 10**12
"""No company that asks here has or spends more; such an amount is a slip or a joke."""
CLEAR = 10**6
"""From here on a number without a unit can only be yen."""

_RATE = re.compile(
    r"(?:(?:毎月|月々|月額|毎年|年額|毎日|坪|㎡|平米|時給|日給|日額|単価)(?:は|が|で|に)?|(?:1|"
    r"一)(?:台|人前?|件|個|本|社|口|回|店舗|日|坪|株|セット|杯|枚|食|皿|足|着|冊|袋|箱|缶|瓶|束|匹|頭|羽|泊|時間|分|"
    r"キロ|kg|g|トン|リットル|名|棟|戸|部屋|コマ|曲|ページ|文字|点|m2|㎡|平米)(?:あたり|当たり|につき)?(?:が|は|で)?|"
    r"(?:あたり|当たり|につき)(?:が|は|で)?|"
    r"(?<![今来先同\d〇一二三四五六七八九十])月(?:に|で)?|"
    r"(?<![今来去昨\d〇一二三四五六七八九十])年(?:に|間で?)?)[ 、]?(?:約)?$"
)
_EACH = re.compile(
    r"円?(?:ずつ|/月|/年|×|x\d|(?:かける|掛ける)\d|/台|(?:の[^、。\d]{0,8}?)?(?:が|を|の|、)? ?(?!1(?!\d)|一(?!十))"
    r"(?:\d+|[一二三四五六七八九十]+)(?:台|個|本|つ|枚|セット|人分|名分|[かヶカケ]月|箇所))"
)
_PRICE = re.compile(
    r"円?(?:玉|札|硬貨|均一|引|切手|(?!オーバー|プラス|マイナス|クラス|コース|レベル|ライン)[ァ-ヶ]{2,})"
    r"|円?の(?:商品|製品|メニュー|料理|弁当|ランチ|品|服|お?菓子|酒)"
)
_SMALL = 10**4
"""Nobody plans to invest less; with other words around it such an amount is the price of something."""
_SOMEONES = re.compile(
    r"(?:私|自分|俺|僕|弟|兄|父|母|妻|夫|嫁|息子|親|社長|代表|専務|相手|先方|親会社)(?:が|の分(?:が|"
    r"は)?|の出資(?:が|は)?)[ 、]?$"
)
_GREW = re.compile(
    r"円?(?:くらい|ほど)?(?:を|も|が|だけ|分)?(?:減(?!資して|資し、)|増(?!資して|資し、)|落ち|下が|上が|出資し)"
)
_ELSEWHERE = re.compile(
    r"円?(?:くらい|ほど|程|ぐらい|しか|まで|だけ)*(?:も|を|は|が|で)?(?:使っ|建て|払った|払って|"
    r"買った|買いました|購入した(?!い)|もら[いえっ]|借り|貸し|稼|儲|損し|盗|当たっ|"
    r"寄付|送金|請求|返済|返し|赤字|黒字|の売上|の利益)"
)
_OF_THING = re.compile(
    r"円?(?:くらい|ほど)?の(?!会社|資本|株式|有限|合同|法人|まま|はず|ところ|間|予定|小|零細|企業|"
    r"方|範囲|中|出資|登記|状態)[一-龥ァ-ヶa-z]"
)
_WISH = re.compile(
    r"(?:[いちえけせてれげべめび]|(?<!直)(?<!訂正)(?<!修正)し|(?<!知)り|(?<!聞)き)たい(?=$|[。、]|です|と思|ん|の)|ほしい|欲しい|計画|範囲で|"
    r"導入|買[いうっ]|見積"
)
_SUBJECT = re.compile(
    r"(?:([一-龥々ァ-ヶーa-z]+)(?:は|が)(?:[、 ]|約|だいたい|たしか|確か|えっと|ざっと)*|([一-龥々ァ-ヶーa-z]{2,}))$"
)
_OWN = re.compile(
    r"(?:うち|会社|社|今|現在|登記|額|金|円|最初|初|前|年|月|期|時|数字|定款|簿|初|設立|立|確|法人|私|"
    r"自分|俺|組合|約|計|後|確か|多分|最低|最大|最高|上限|限度|総額|現状|一応|大体|凡そ|概算|"
    r"会社名|全部|名義|時点|以前|元々|昔|旧|在|度|決算|元手|正確|だけ|訂正|正|変更|弟|兄|父|母|妻|"
    r"夫|親|代表|社長|本店|上)$"
)


def _is_of_other_thing(item: Item) -> bool:
    """Whether the amount seems to be that of something else than the company."""
    match = _SUBJECT.search(re.split(r"[。!?\n]", item.before)[-1])
    named = match and not _OWN.search(match.group(1) or match.group(2))
    return bool(named or _OF_THING.match(item.after) or _WISH.search(item.before + item.after))


_SOMEONES_AFTER = re.compile(r"円?(?:は|が)(?:私|自分|俺|僕|弟|兄|父|母|妻|夫|息子|親|社長|代表)の(?:分|出資|ぶん)")


def read_money(scene: Scene, topic: Topic) -> Answer | None:
    """What the text says of an amount of money, if anything."""
    amounts = _amounts(scene, topic)
    if topic is Topic.CAPITAL and any(_GREW.match(item.after) for item in amounts):
        amounts = [item.flawed(Flaw.VAGUE) for item in amounts]
    items = [guard(scene, _rated(item, topic)) for item in amounts]
    whole = stated_total(scene, corrected(items))
    standing = [whole] if whole else without_tax(settle(items, future=topic is Topic.INVESTMENT))
    if not standing:
        return _none(scene, topic)
    if len(standing) > 1:
        return _several(standing, topic)
    found = standing[0].found
    if found.flaw is Flaw.UNIT:
        return Ask(units_of(found), Flaw.UNIT)
    return ask([found], found.flaw) if found.flaw else Stored(found.low, found.high)


def _amounts(scene: Scene, topic: Topic) -> list[Item]:
    """The topic's amounts; numbers without a unit only where they can be amounts."""
    items = scene.about(topic)
    if topic is Topic.INVESTMENT and items:
        items = [item for item in scene.items if item in items or _is_bought(item)]
    money = any(item.found.kind is Kind.MONEY for item in items)
    return [_with_unit(item) for item in items if item.found.kind is Kind.MONEY or _is_amount(item, alone=not money)]


def _is_amount(item: Item, *, alone: bool) -> bool:
    near = item.cued and bool(
        re.search(
            r"(?:[金額額資算積菌]|きん|費|代)(?:等|の額)?(?:は|が|も|:|、|って|の|を)? ?[^、。]{0,6}$", item.before
        )
    )
    return (
        near
        or is_plain(item.before, item.after)
        or (not alone and item.found.exact is not None and item.found.exact >= 100 and is_plain(item.after))
    )


def _with_unit(item: Item) -> Item:
    found = item.found
    if found.kind is Kind.MONEY:
        return item
    clear = found.low is not None and (found.low >= CLEAR or found.exact == 0)
    return replace(item, found=replace(found, kind=Kind.MONEY)) if clear else item.flawed(Flaw.UNIT)


def lone_amount(scene: Scene) -> Fraction | None:
    """The amount of an answer that is nothing else, where none was asked for."""
    items = scene.items
    if len(items) != 1 or items[0].topic or items[0].found.kind is not Kind.MONEY or items[0].found.flaw:
        return None
    return items[0].found.exact if is_plain(items[0].before, items[0].after) else None


def units_of(found: Found) -> tuple[Fraction, ...]:
    """Amounts that a number without a unit may stand for."""
    if found.exact is None or found.exact < 0:
        return ()
    options = [found.exact * 10**4, *([found.exact * 1000] if found.exact >= 10**4 else []), found.exact]
    return tuple(value for value in options if value <= 10**15 and value.denominator == 1)


def _rated(item: Item, topic: Topic) -> Item:
    ends = [Fraction(end) for end in (item.found.low, item.found.high) if end is not None]
    if any(end > MOST or end.denominator != 1 for end in ends):
        return item.flawed(Flaw.SIZE)
    if _SOMEONES.search(item.before) or _SOMEONES_AFTER.match(item.after):
        return item.flawed(Flaw.SEVERAL)
    loose = topic is Topic.CAPITAL and not item.cued
    price = _PRICE.match(item.after) or (topic is Topic.INVESTMENT and not item.cued and _is_small(item))
    if _ELSEWHERE.match(item.after) or (price and not item.cued) or (loose and _is_of_other_thing(item)):
        return item.flawed(Flaw.SUBJECT)
    rated = _EACH.match(item.after) or (_RATE.search(item.before) and not _is_price_of_one(item))
    return item.flawed(Flaw.RATE) if rated else item


_ONE = re.compile(r"[一-龥ァ-ヶ](?:を|が)?(?:1|一)(?:台|式|棟|基|隻|軒)(?:で|が|は)?[ 、約]*$")
_BUYS = re.compile(
    r"円?(?:くらい|ほど|程度)?(?:の(?:やつ|の|もの|車)?)?(?:で|を|が)?(?:買|購入|導入|入れ|欲し|ほし|新調|建て)"
)


def _is_bought(item: Item) -> bool:
    """Whether something is bought for an amount, and no word gives that to another topic: 「窯を400万円で入れて」."""
    return item.topic is None and item.found.kind is Kind.MONEY and _buys(item)


def _buys(item: Item) -> bool:
    return bool(_BUYS.match(item.after)) and not _BOUGHT.match(item.after)


_BOUGHT = re.compile(r"[^、。]{0,20}(?:[ぁ-ん]た|んだ)(?:が(?!っ)|けど|けれど|ので|から|ため|もの|やつ|の(?=[はをが]))")


def _is_price_of_one(item: Item) -> bool:
    """Whether the price of one thing is that of all that is bought: 「トラック1台2300万で買いたい」."""
    return bool(_ONE.search(item.before) and _BUYS.match(item.after)) and not re.search("何台|数台|ずつ", item.after)


def _is_small(item: Item) -> bool:
    value = item.found.exact
    return value is not None and 0 < value < _SMALL and not is_plain(item.before, item.after)


def _several(items: list[Item], topic: Topic) -> Answer:
    """Several amounts: the parts of an investment make a sum, or may make one; all else is asked."""
    found = [item.found for item in items]
    total = sum((one.exact or Fraction(0) for one in found), Fraction(0))
    if topic is Topic.INVESTMENT and all(_is_share_of_cost(item) for item in items):
        return exactly(total)
    several = ask([one for one in found if one.kind is Kind.MONEY], Flaw.SEVERAL)
    if topic is Topic.INVESTMENT and all(_may_be_share(item) for item in items):
        return replace(several, candidates=(total, *several.candidates))
    return several


_LABELLED = re.compile(
    r"(?:^|[、。,とや+&＋ ])[^、。]*?(?:[一-龥ァ-ヶーa-z]{2,}|その他|ほか|諸々)(?:代|費)?(?:は|が|に|"
    r"で|も)?[ 、:]?(?:約)?$"
)


# Offers for the same thing are no parts of a sum: 「業者Aは500万、業者Bは900万」.
_NO_SHARE = re.compile(
    "税|うち|または|か$|年|月|業者|見積書|(?:[a-z甲乙丙]|他|別の|ほかの|もう一)(?:社|案|店|会社)|プラン|案(?:だと|は|なら)"
)


_OBJECT = re.compile(r"(?:^|[、。,とや+&＋ て])[^、。]*?[一-龥ァ-ヶーa-z]{1,}(?:を|も)[ 、]?(?:約)?$")


def _is_share_of_cost(item: Item) -> bool:
    named = _LABELLED.search(item.before) or (_OBJECT.search(item.before) and _buys(item))
    return bool(named) and _may_be_share(item)


def _may_be_share(item: Item) -> bool:
    plain = item.found.exact is not None and item.found.flaw is None and item.found.kind is Kind.MONEY
    return plain and not _NO_SHARE.search(item.before)


def _none(scene: Scene, topic: Topic) -> Answer | None:
    if topic is Topic.CAPITAL:
        return exactly(0) if says_none(scene, topic) else None
    return Ask((Fraction(0),), Flaw.NO_VALUE) if says_none(scene, topic) else None
