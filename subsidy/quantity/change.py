"""Change of sales, in percent: by how much, down to what, or by words alone."""

from __future__ import annotations

import enum
import re
from dataclasses import replace
from fractions import Fraction

from subsidy.quantity.amounts import MOST_GROWTH, read_amounts
from subsidy.quantity.answer import Answer, Ask, Stored, ask, exactly
from subsidy.quantity.change_words import (
    AVERAGE,
    BACK,
    DOWN,
    DOWN_BEFORE,
    LEVEL,
    NOT_DOWN,
    OF,
    PEAK,
    RATIO,
    THAN,
    UP,
    UP_BEFORE,
    WORST,
)
from subsidy.quantity.choose import settle
from subsidy.quantity.cues import Topic
from subsidy.quantity.found import Flaw, Found, Kind, Number
from subsidy.quantity.guard import guard, is_plain
from subsidy.quantity.scene import Item, Scene
from subsidy.quantity.subject import has_other_subject
from subsidy.quantity.trend import lost_all, read_trend

UNCLEAR = "unclear"
"""The form of a share of which nothing tells the way it went."""


class Way(enum.Enum):
    """How a share tells a change."""

    DOWN = "less by so much"
    UP = "more by so much"
    LEVEL = "so much is left"
    SIGNED = "the change itself"
    RATIO = "so much compared with before, or less by so much"
    LOSS = "a number alone: a decline, if it is not too large for one"
    UNCLEAR = "unclear"


def read_change(scene: Scene) -> Answer | None:
    """What the text says of the change of sales, if anything."""
    if lost_all(scene):
        return exactly(-100)
    changes = _changes(scene)
    if not changes:
        return read_amounts(scene) or read_trend(scene)
    standing = settle(_averages(_clear(changes)), past=True)
    standing = [item for item in standing if not NOT_DOWN.match(item.after)] or standing
    if len(standing) > 1:
        return ask(_the_same_way([item.found for item in standing]), Flaw.SEVERAL)
    others = any(item.found.flaw is Flaw.SUBJECT for item in changes) or _OTHER_PART.search(scene.text)
    if others and _SHOP.search(standing[0].before):
        return ask([standing[0].found], Flaw.SUBJECT)
    found = standing[0].found
    if found.flaw is Flaw.DIRECTION or (found.flaw and found.form == UNCLEAR):
        return Ask(_directions(found), found.flaw)
    if found.flaw:
        return Ask((), Flaw.VAGUE) if found.flaw is Flaw.VAGUE else ask([found], found.flaw)
    return Stored(found.low, found.high)


def _the_same_way(found: list[Found]) -> list[Found]:
    """Shares of which one is told to be a decline: 「2割か3割減」."""
    falls = any(one.form != UNCLEAR and one.high is not None and one.high < 0 for one in found)
    return [
        replace(one, low=_minus(one.high), high=_minus(one.low)) if falls and one.form == UNCLEAR else one
        for one in found
    ]


_SHOP = re.compile(r"(?:^|[、。 ])(?:お?店|店頭|事業|本業|本店)(?:の方|のほう)?(?:は|が)[^。、]{0,6}$")
"""Beside another part of the business, these are parts as well."""
_OTHER_PART = re.compile(
    r"(?:通販|ネット(?:販売)?|ec|卸|外販|テイクアウト|持ち帰り|宅配|デリバリー|支店|物販)(?:の方|のほう|の売上)?(?:は|が|だけ)"
)


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
    r"やなしに|じゃのうて|でのうて|(?:言|い[いうっ]|書|答え)[^、。]{0,8}(?:けど|が|けれど)|"
    r"(?:いや|いえ|違う?|もとい|訂正|間違え?た?)[^、。]{0,6})[、。… ]*(?:やっぱり?)?$"
)


def _averages(changes: list[Item]) -> list[Item]:
    """The change on the average, where others beside it are those of single months."""
    even = [item for item in changes if AVERAGE.search(item.before) and not item.found.flaw]
    rest = [item for item in changes if item not in even]
    single = all(PEAK.search(item.before) for item in rest)
    return even if len(even) == 1 and single else changes


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
    if _NOT_EVEN.match(item.after) and scene.is_asked(Topic.SALES) and (share := _plain_share(item.found)):
        return replace(item, found=replace(item.found, low=-share, high=Fraction(0), bounded=True))
    if (NOT_DOWN.match(item.after) and not item.found.bounded) or WORST.search(item.before):
        item = item.flawed(Flaw.VAGUE)
    elif has_other_subject(item):
        item = item.flawed(Flaw.SUBJECT)
    return replace(item, found=_changed(item.found, _settled(item.found, way)))


_NOT_EVEN = re.compile(
    r"も(?:減(?:って|りゃ|少して)|落ち(?:て|込んで)|下がって|へって|ダウンして)(?:は)?(?:い|お)?"
    r"(?:ない|ません|へん|らん|りません|ねえ|ねぇ)(?:です|よ|わ|ね|な|と思)*(?=$|[。、!])"
)


def _plain_share(found: Found) -> Fraction | None:
    """The share that a decline can be."""
    return found.exact if found.exact and 0 < found.exact <= 100 and not found.flaw else None


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
    if item.cued and re.search(r"の(?!うて)[^。、]{0,3}$", item.before):
        return told or bool(OF.search(item.before))
    if asked or item.cued:
        return True
    level = way is Way.LEVEL and (OF.search(item.before) or item.found.form == "left")
    return bool(level or way is Way.RATIO or (way is Way.DOWN and told))


def _is_told(item: Item, way: Way) -> bool:
    """Whether a word behind the share tells which way it went."""
    if way in (Way.LOSS, Way.UNCLEAR):
        return False
    return way is not Way.DOWN or bool(
        DOWN.match(item.after)
        or DOWN_BEFORE.search(item.before)
        or LEVEL.match(item.after)
        or item.found.form == "halved"
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
    if UP.match(item.after) and not DOWN.match(item.after):
        return Way.UP
    told = (
        DOWN.match(item.after) or LEVEL.match(item.after) or item.found.form == "halved" or _TO_HALF.match(item.after)
    )
    if not (told or item.found.bounded or is_plain(_SENTENCE_END.split(item.after)[0])):
        return Way.UNCLEAR
    if item.found.bounded and not DOWN.match(item.after):
        return Way.LEVEL if item.found.low is None else Way.UNCLEAR
    return Way.DOWN


_SENTENCE_END = re.compile(r"[。!?\n]")
_TO_HALF = re.compile("さ(?:まで)?(?:な(?:っ|り|る)|減|落|へっ)|(?:だったら|だと|なら|でも)")


def _by_words(item: Item) -> Way:
    tests = [
        (LEVEL.match(item.after), Way.LEVEL),
        (DOWN.match(item.after), Way.DOWN),
        (BACK.match(item.after), Way.UNCLEAR),
        (UP.match(item.after), Way.UP),
        (OF.search(item.before), Way.LEVEL),
        (DOWN_BEFORE.search(item.before), Way.DOWN),
        (UP_BEFORE.search(item.before), Way.UP),
        (RATIO.search(item.before), Way.RATIO),
        (THAN.search(item.before), Way.LOSS),
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
    absurd = any(end is not None and not -100 <= end <= MOST_GROWTH for end in (low, high))
    flaw = found.flaw or (Flaw.DIRECTION if way is Way.UNCLEAR else Flaw.SIZE if absurd else None)
    return replace(found, low=low, high=high, flaw=flaw, form=UNCLEAR if way is Way.UNCLEAR else found.form)


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
