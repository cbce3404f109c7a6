"""Change of sales told by two amounts, such as 「2000万から1400万に」."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from subsidy.quantity.answer import Answer, Ask, exactly
from subsidy.quantity.cues import Topic
from subsidy.quantity.found import Flaw, Kind
from subsidy.quantity.guard import guard
from subsidy.quantity.scene import Item, Scene


@dataclass(frozen=True)
class Amount:
    """Sales of some time, or by how much they changed."""

    item: Item
    value: Fraction
    sign: int
    """-1 and 1 for a change, 0 for sales."""
    time: int | None
    """Order in time as far as it is told; 0 is now."""


MOST_GROWTH = 1000
"""Sales do not grow tenfold: a number is wrong."""
_DELTA = re.compile(
    r"(?:くらい|ぐらい|ほど|程度|ちょっと|近く|弱|強|以上)*(?:も|は|が|の|を)?(?:(?P<down>減(?!らし)|"
    r"落ち|落とし|ダウン|下が|少な|マイナス|へっ|ヘっ)|(?P<up>増|アップ|上が|プラス|伸))"
)
_TIMES = [
    (-4, r"一昨年|おととし|前々[年期]|二年前|2年前"),
    (
        -8,
        (
            r"コロナ(?:前|以前|まえ)|以前|昔|もともと|元々|当初|(?<![年])前(?:は|が)|まえは|ピーク|例年|"
            r"平年|通常|いつも|[3-9三四五]年前"
        ),
    ),
    (-2, r"去年|(?<!一)昨年|前年|前期|先期|きょねん|さくねん|1年前|一年前"),
    (-1, r"先月|前月"),
    (0, r"今年|ことし|今期|今月|今度|今は?|現在|いま|直近|最近|当期|本年|このところ|足元"),
]
_YEAR = re.compile(r"(?:(19|20)(\d\d)|(?<!\d)(\d\d))年|(令和|r)(元|\d{1,2})年?|(平成|h)(\d{1,2})年?")
_WAS = re.compile(
    r"(?:くらい|ほど|円)*(?:から|だった|でした|あった|が(?!あ)|より|と(?:する(?:と|なら)|して|"
    r"すれば|した(?:ら|とき))|→|->|=>|ありました|やった)"
)
_BECAME = re.compile(r"(?:くらい|ほど|ちょっと|程度|弱|強)*(?:に|へ|まで)")
_PERIOD = re.compile(
    r"(?:(?<![今来先同\d])(月)(?!期)|月商|(?<![今来去昨前例平半\d])(年)(?!度)|年商|(日商|1日|"
    r"一日))[^、。]{0,5}$"
)


def read_amounts(scene: Scene) -> Answer | None:
    """Change between two amounts; one alone tells nothing, and is asked about if sales were asked for."""
    items = [item for item in scene.about(Topic.SALES) if item.found.kind in (Kind.MONEY, Kind.BARE)]
    money = [item for item in items if item.found.kind is Kind.MONEY]
    chosen = [guard(scene, item) for item in (_same_unit(items) or money)]
    if len(chosen) < 2:
        return Ask() if chosen and scene.is_asked(Topic.SALES) else None
    change = _change([_amount(item) for item in chosen])
    flawed = any(item.found.flaw or item.found.exact is None for item in chosen)
    if change is not None and change > MOST_GROWTH:
        return Ask((), Flaw.SIZE)
    if change is None or flawed or _mixed(chosen):
        return Ask((), Flaw.SEVERAL) if scene.is_asked(Topic.SALES) or len(chosen) == 2 else None
    return exactly(change)


def _same_unit(items: list[Item]) -> list[Item] | None:
    """Two amounts of which the second, or both, are without a unit, as in 「1200万→900」."""
    if (
        len(items) != 2
        or items[1].found.kind is not Kind.BARE
        or items[1].found.low is None
        or not _WAS.match(items[0].after)
    ):
        return None
    first, second = items
    scale = first.found.scale if first.found.kind is Kind.MONEY else 1
    value = items[1].found.low * scale
    return [first, replace(second, found=replace(second.found, low=value, high=value))]


def _amount(item: Item) -> Amount:
    delta = _DELTA.match(item.after)
    sign = 0 if not delta else -1 if delta.group("down") else 1
    return Amount(item, item.found.exact or Fraction(0), sign, _time(item))


def _time(item: Item) -> int | None:
    """When the sales were, by the last word of time before them."""
    year = list(_YEAR.finditer(item.before))
    marks = [(match.end(), rank) for rank, words in _TIMES for match in re.finditer(words, item.before)]
    marks += [(match.end(), _rank(match)) for match in year]
    return max(marks)[1] if marks else None


def _rank(match: re.Match[str]) -> int:
    """Years come in their order, and before all that is told from today."""
    century, two, short, _, reiwa, _, heisei = match.groups()
    if reiwa:
        return (2019 if reiwa == "元" else 2018 + int(reiwa)) - 10**4
    if heisei:
        return 1988 + int(heisei) - 10**4
    return int(f"{century or 20}{two or short}") - 10**4


def _change(amounts: list[Amount]) -> Fraction | None:
    """Percent of change, None if it cannot be told which amount is which."""
    sales, deltas = [one for one in amounts if not one.sign], [one for one in amounts if one.sign]
    if len(sales) == 2 and len(deltas) <= 1:
        ordered = _ordered(*sales)
        return _percent(*ordered) if ordered and _fits(ordered, deltas) else None
    if len(sales) == 1 and len(deltas) == 1:
        return _by_delta(sales[0], deltas[0], sales[0] is amounts[0])
    return None


def _fits(ordered: tuple[Fraction, Fraction], deltas: list[Amount]) -> bool:
    return not deltas or ordered[1] - ordered[0] == deltas[0].sign * deltas[0].value


def _ordered(a: Amount, b: Amount) -> tuple[Fraction, Fraction] | None:
    """The amounts, the older first."""
    if a.time is not None and b.time is not None and a.time != b.time:
        return (a.value, b.value) if a.time < b.time else (b.value, a.value)
    if (b.time or 0) < 0 and a.time is None and _BECAME.match(a.item.after):
        return b.value, a.value
    if b.time is None and a.time == 0 and not _BECAME.match(b.item.after):
        return None
    if _WAS.match(a.item.after) or _BECAME.match(b.item.after) or (b.time == 0 and a.time is None):
        return a.value, b.value
    return None


def _by_delta(sales: Amount, delta: Amount, first: bool) -> Fraction | None:
    change = delta.sign * delta.value
    compared = bool(
        re.search(
            r"(?:年|期|月|前)(?:の[^、。]{0,6})?(?:より|から|と比べ|に比べ|比)[^、。]{0,8}$|[(]$", delta.item.before
        )
    )
    if not first or (compared and sales.time is None) or sales.time == 0:
        return _percent(sales.value - change, sales.value)
    if _WAS.match(sales.item.after) or (sales.time or 0) < 0:
        return _percent(sales.value, sales.value + change)
    return None


def _percent(old: Fraction, new: Fraction) -> Fraction | None:
    return (new - old) / old * 100 if old > 0 and new >= 0 else None


def _mixed(items: list[Item]) -> bool:
    """Whether one amount is per month and another per year."""
    periods = {match.group()[:1] for item in items if (match := _PERIOD.search(item.before))}
    return len(periods) > 1
