"""Change of sales, in percent: by how much, down to what, or by words alone."""

from __future__ import annotations

import enum
import re
from dataclasses import replace
from fractions import Fraction

from subsidy.quantity.amounts import read_amounts
from subsidy.quantity.answer import Answer, Ask, Stored, ask
from subsidy.quantity.choose import settle
from subsidy.quantity.cues import Topic
from subsidy.quantity.found import Flaw, Found, Kind, Number
from subsidy.quantity.guard import guard, is_plain
from subsidy.quantity.scene import Item, Scene
from subsidy.quantity.trend import read_trend


class Way(enum.Enum):
    """How a share tells a change."""

    DOWN = "less by so much"
    UP = "more by so much"
    LEVEL = "so much is left"
    SIGNED = "the change itself"
    RATIO = "so much compared with before, or less by so much"
    LOSS = "a number alone: a decline, if it is not too large for one"
    UNCLEAR = "unclear"


_GAP = (
    r"(?:くらい|ぐらい|ぐれえ|くれえ|位|ほど|程度|程|前後|弱|強|ちょっと|ちょい|ちょいと|"
    r"ちょっぴり|少々|近く|ちかく|近い?|余り|あまり|以上|も|は|が|を|、|,|…|ー| |がた|がとこ|方|"
    r"かた|かそこら|そこそこ|ばかり|ばか|だけ|"
    r"売上が?|売り上げ?が?|売上高が?|収入が?|とか|ってとこ|確実に|ごっそり|丸々|まるまる|ほぼ|"
    r"少し|単位で|ゆうに|優に|もう|まあ|の|、売上が|一気に|ガクッと|がくっと|ガクンと|ドンと|"
    r"ドーンと|足らず|からの?|台)*"
)
_DOWN = re.compile(
    rf"{_GAP}(?:減(?!税|資|価|益|量|らし)|現(?!在|金|状|場)|げん|限|原(?!価|因)|へっ|へり|へる|"
    rf"へた|へって|落|おち|オチ|ダウン|だうん|低(?!価)|下落|下が|下げ|さが|さげ|マイナス|まいなす|少な|"
    rf"すくな|悪|失|飛|なくな|無くな|消え|吹っ飛|やられ|食ら|欠け|欠損|縮|沈|凹|へこ|ロス|削|後退|"
    rf"↓|ショート|下回|目減り|激減|急減|割れ|down|ダウ)"
)
_LEVEL = re.compile(
    r"(?:くらい|ぐらい|ほど|程度|程|前後|方|がた|弱|強|ちょっと|近く|以下|以上|未満)*(?:"
    r"(?:に|へ)(?:まで)?(?:は|も|と)?(?:[、 ]|もう|やっと|なんと|一気に|急|激|大きく)*(?:減|現|落|"
    r"おち|下|な(?:っ|り|る|ん|ら)|縮|とど|止ま|留ま|回復|戻|低(?!価)|ダウン|沈|へっ|へり|冷え|しぼ|"
    r"過ぎ|すぎ|終わ|推移|です|や|だ|[、。]|$|w)"
    r"|まで(?:に|は)?(?:減|現|落|おち|下|縮|回復|戻|低(?!価)|ダウン|沈|へっ|来|き|いっ|行っ|です|だ|[、。]|$)"
    r"|しか(?:な|いか|行か|売|届|あり|出|稼|いって|行って|戻|残|取れ|とれ|あら)|(?:の水準|水準|"
    r"で推移|の状態|の状況|のまま|の売上|の売り上げ|の売上げ|をキープ|を維持)|が?(?:残って|残り|"
    r"残る|残)|あるかないか|いけば)"
)
_UP = re.compile(
    rf"{_GAP}(?:増(?!税)|ぞう|アップ|あっぷ|上昇|上が|上げ|あが|伸|のび|プラス|多|ふえ|ふや|向上|↑|上回|↗|⤴|"
    rf"良く|よく|up|成長)"
)
_BACK = re.compile(rf"{_GAP}(?:回復|戻|もど|持ち直)")
_NOT_DOWN = re.compile(
    rf"{_GAP}(?:まで|に)?(?:は|も)?(?:減|落|下|へ|ダウン|な[っら]|いか|行か|いって|"
    rf"行って)[^、。]{{0,5}}?(?:て|し|と)?(?:は|も)?(?:い|お|おり|し)?(?:ない|ません|へん|らん|ねえ|"
    rf"ねぇ)"
)
_DOWN_BEFORE = re.compile(
    r"(?:(?:減少|減収|下落|低下)[率幅]?|減り(?:幅|方|具合)?|落ち(?:込み)?幅?|落ち込み(?:方|具合)|"
    r"ダウン(?:率|幅)?|マイナス幅|(?:減っ|落ち|下がっ|減少し|落ち込ん)(?:てい?る|て|た|だ)(?:の|"
    r"割合|率|分|幅|額)|減る?率|減|へこみ|(?:減り|落ち|下がり|減少し|ダウンし|落ち込み)(?:ました|"
    r"てます|ています|てる)(?:ね|よ|わ)?|(?:減った|落ちた|下がった)(?=[、。]))(?:は|が|も|で|の|:|"
    r"、|。| )*(?:だいたい|大体|約|およそ|ざっと|たぶん|多分|えっと|ほぼ|前年比|昨対比?|"
    r"前年同月比|で|昨年比|[、 ])*$"
)
_WORST = re.compile(r"(?:多い|ひどい|悪い|一番|最悪)[^、。]{0,4}(?:月|時|とき|期)[^。、]{0,3}$")
_UP_BEFORE = re.compile(
    r"(?:(?:増加|増収|上昇|成長|伸び)[率幅]?|(?:増え|伸び|上がっ)(?:てい?る|た)(?:の|割合|率|"
    r"分))(?:は|が|も|で|の|:|、| )*(?:だいたい|約|およそ|ざっと|[、 ])*$"
)
_BASE = (
    r"(?:前年度?|昨年度?|去年|さくねん|きょねん|一昨年|おととし|一昨昨年|前々年|前前年|前々?期|"
    r"先期|先年|例年|平年|コロナ(?:前|禍前|まえ|以前)?|以前|もと|元々?|通常|いつも|ふだん|普段|"
    r"平時|ピーク(?:時)?|最盛期|全盛期|全盛|(?:いい|良い|よい|良かった|よかった)(?:時|頃|ころ|"
    r"とき)|"
    r"年前|元年|年度?|同月|同期|昔|震災前|(?<![年前])前|今まで|これまで|あの頃|そのころ|当時|先月|前月|昨対|対前年|月)"
    r"(?:度)?(?:の)?(?:同月|同期|同時期|同じ月|同じ時期|今頃|今ごろ|この時期|実績|売上高?|"
    r"売り上げ|水準|頃|ころ|時|とき|全体|\d+月)?"
)
_ABOUT = (
    r"(?:[、 ]|約|だいたい|大体|およそ|おおよそ|ざっと|ほぼ|たぶん|ざっくり|もう|まあ|売上は|"
    r"売り上げは|売上が|ざっくり|せいぜい|えっと|:|やっと)*$"
)
_OF = re.compile(_BASE + "の" + _ABOUT)
_RATIO = re.compile(
    r"(?:"
    + _BASE
    + (
        r"(?:比|対比|比較)|昨対比?|昨年対比|対(?:前|昨|去)年度?(?:同[月期])?比?|前年同[月期]比|前年対比|"
        r"yoy)(?:率|較)?(?:は|で|では|だと|が|的には|としては|すると|にして|でいうと|で言うと|、|:)*"
    )
    + _ABOUT
)
_THAN = re.compile(
    _BASE + r"(?:より|から|に対し|と比べ|に比べ|と比較し|比べ)(?:て|ると|れば|る|たら|は|も|、|だと)*" + _ABOUT
)


def read_change(scene: Scene) -> Answer | None:
    """What the text says of the change of sales, if anything."""
    changes = _changes(scene)
    if not changes:
        return read_amounts(scene) or read_trend(scene)
    standing = settle(_clear(changes), past=True)
    if len(standing) > 1:
        return ask([item.found for item in standing], Flaw.SEVERAL)
    found = standing[0].found
    if found.flaw is Flaw.DIRECTION:
        return Ask(_directions(found), Flaw.DIRECTION)
    if found.flaw:
        return Ask((), Flaw.VAGUE) if found.flaw is Flaw.VAGUE else ask([found], found.flaw)
    return Stored(found.low, found.high)


def _changes(scene: Scene) -> list[Item]:
    """The changes that shares tell; what replaces one goes the same way: 「7割に落ちた、いや6割」."""
    out: list[Item] = []
    last = Way.UNCLEAR
    for item in scene.about(Topic.SALES):
        way = _way(item)
        if way in (Way.LOSS, Way.UNCLEAR):
            way = last if out and _REPLACES.search(item.before) else way
        last = way
        change = _change(scene, item, Way.UNCLEAR if way is Way.LOSS and not scene.is_asked(Topic.SALES) else way)
        out.extend([change] if change else [])
    return out


_REPLACES = re.compile(
    r"(?:じゃなくて?|ではなく(?:て)?|やなくて|やのうて|でなく(?:て)?|でねぐ?て|"
    r"(?:いや|いえ|違う?|もとい|訂正|間違え?た?)[^、。]{0,6})[、。… ]*(?:やっぱり?)?$"
)


def _clear(changes: list[Item]) -> list[Item]:
    """The changes without one that the others make clear: 「7割、つまり3割減」."""
    values = [item.found.exact for item in changes if not item.found.flaw]
    return [
        item
        for item in changes
        if item.found.flaw is not Flaw.DIRECTION or not any(value in _directions(item.found) for value in values)
    ]


def _change(scene: Scene, item: Item, way: Way) -> Item | None:
    """The item with the change of sales in place of the share, or None if it tells no such change."""
    if item.found.kind is Kind.MONEY or not _is_meant(scene, item, way):
        return None
    item = guard(scene, item)
    if _NOT_DOWN.match(item.after) or _WORST.search(item.before):
        item = item.flawed(Flaw.VAGUE)
    elif _other_subject(item):
        item = item.flawed(Flaw.SUBJECT)
    return replace(item, found=_changed(item.found, _settled(item.found, way)))


def _is_meant(scene: Scene, item: Item, way: Way) -> bool:
    """Whether the number can be a change of sales at all."""
    asked, told = scene.is_asked(Topic.SALES), _is_told(item, way)
    if item.found.kind is Kind.BARE:
        sure = way in (Way.DOWN, Way.UP, Way.SIGNED, Way.RATIO) and (item.cued or asked)
        size = abs(_size(item.found))
        return (
            (size >= 3 or size.denominator == 1)
            and size <= 200
            and (sure or (asked and is_plain(item.before[-40:], item.after[:40])))
        )
    if item.cued and re.search(r"の[^。、]{0,3}$", item.before):
        return told or bool(_OF.search(item.before))
    if asked or item.cued:
        return True
    level = way is Way.LEVEL and (_OF.search(item.before) or item.found.form == "left")
    return bool(level or way is Way.RATIO or (way is Way.DOWN and told))


def _is_told(item: Item, way: Way) -> bool:
    """Whether a word behind the share tells which way it went."""
    if way in (Way.LOSS, Way.UNCLEAR):
        return False
    return way is not Way.DOWN or bool(
        _DOWN.match(item.after) or _LEVEL.match(item.after) or item.found.form == "halved"
    )


def _way(item: Item) -> Way:
    """How the words around a share make it a change."""
    form = item.found.form
    if form.endswith(("+", "-")):
        return Way.SIGNED
    if form in ("left", "times", "doubled"):
        return Way.LEVEL
    if form in ("half", "halved"):
        return _half(item)
    return _by_words(item)


def _half(item: Item) -> Way:
    if _UP.match(item.after) and not _DOWN.match(item.after):
        return Way.UP
    told = _DOWN.match(item.after) or _LEVEL.match(item.after) or item.found.form == "halved"
    if not (told or item.found.bounded or is_plain(item.after)):
        return Way.UNCLEAR
    if item.found.bounded and not _DOWN.match(item.after):
        return Way.LEVEL if item.found.low is None else Way.UNCLEAR
    return Way.DOWN


def _by_words(item: Item) -> Way:
    tests = [
        (_LEVEL.match(item.after), Way.LEVEL),
        (_DOWN.match(item.after), Way.DOWN),
        (_BACK.match(item.after), Way.UNCLEAR),
        (_UP.match(item.after), Way.UP),
        (_OF.search(item.before), Way.LEVEL),
        (_DOWN_BEFORE.search(item.before), Way.DOWN),
        (_UP_BEFORE.search(item.before), Way.UP),
        (_RATIO.search(item.before), Way.RATIO),
        (_THAN.search(item.before), Way.LOSS),
        (is_plain(item.after) and (item.cued or is_plain(item.before)), Way.LOSS),
    ]
    return next((way for matches, way in tests if matches), Way.UNCLEAR)


def _settled(found: Found, way: Way) -> Way:
    """The way, where the size of the number decides it."""
    size = _size(found)
    if way is Way.LOSS and found.form in ("zero", "part"):
        return Way.UNCLEAR
    if way is Way.RATIO:
        return Way.LEVEL if size >= 50 else Way.UNCLEAR
    if way is Way.LOSS:
        return Way.DOWN if size <= 50 else Way.UNCLEAR
    return way


def _size(found: Found) -> Fraction:
    return next((end for end in (found.exact, found.high, found.low) if end is not None), Fraction(0))


def _changed(found: Found, way: Way) -> Found:
    low, high = _ends(found, way)
    lost = low is not None and low < -100
    flaw = found.flaw or (Flaw.DIRECTION if way is Way.UNCLEAR else Flaw.SIZE if lost else None)
    return replace(found, low=low, high=high, flaw=flaw)


def _ends(found: Found, way: Way) -> tuple[Number, Number]:
    low, high = found.low, found.high
    if way is Way.DOWN:
        return _minus(high), _minus(low) if low is not None else Fraction(0)
    if way is Way.UP:
        return low if low is not None else Fraction(0), high
    if way is Way.LEVEL:
        return _less(low), _less(high)
    return low, high


def _minus(value: Number) -> Number:
    return None if value is None else -value


def _less(value: Number) -> Number:
    return None if value is None else value - 100


def _directions(found: Found) -> tuple[Fraction, ...]:
    """The decline by a share, and the decline to it."""
    share = found.exact
    if share is None or not 0 <= share <= 100:
        return ()
    return tuple(dict.fromkeys([-share, share - 100]))


_SUBJECT = re.compile(
    r"([一-龥々ァ-ヶーa-z]+|[ぁ-ん])(?:さん|だけ|の方|のほう|関係)?(?:は|が|も|を|だけ|だけは)(?:[、 ]|"
    r"約|だいたい|大体|ざっと|もう|ほぼ|およそ|たぶん|完全に|軒並み|全部|前年比|昨対比?|前年同月比|"
    r"去年の|前年の|昨年の|去年より|前年より|昨年より|コロナ前の)*$"
)
_WHOLE = re.compile(
    r"(?:年|月|期|度|比|計|字|績|況|響|コロナ|果|今|近|現在|最近|額|高|上|入|商|会社|自社|当社|"
    r"弊社|経営|商売|率|幅|日|週|半|旬|頃|方|禍|宣言|不況|景気|実際|結局|正直|数字|規模|当方|私|"
    r"自分|四半期|上期|下期|ベース|全部|割合|具合|感覚|印象|目安|合算|年間|月間|連結|単体|全体|"
    r"ウチ|トータル|"
    r"[ぁ-ん]|ロックダウン|感染症?|減少|減収|落ち込み|ダウン|時|前|分|平均|全社|我が社|ピーク|業績)$|^(?:お?店|事業)$"
)


def _other_subject(item: Item) -> bool:
    """Whether the share seems to be that of something else, such as one product."""
    match = _SUBJECT.search(re.split(r"[。!?\n]", item.before)[-1])
    return bool(match and not _WHOLE.search(match.group(1)))
