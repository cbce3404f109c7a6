"""Ranges: two numbers joined into one, and words such as 以上, 未満, 超えない or せいぜい."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from subsidy.quantity.found import Flaw, Found, Kind

_ADV = (
    r"(?:ちょっと|ちょい|ちょびっと|ちょこっと|少し|すこし|わずかに|やや|軽く|余裕で|ゆうに|優に|若干|"
    r"確実に|かなり|もう|全然|ぎりぎり|ギリギリ|ほんの)*"
)
_ABOUT = r"(?:くらい|ぐらい|位|ほど|程度|程|前後)?"
_NOT = r"(?:な[いかく]|ません|ませ|ん(?![でだ])|(?<=ら)んで(?!す?か)|へん|ず|ねえ|ねぇ|ねー|ねっす)"

_EXACT = re.compile(
    rf"{_ABOUT}(?:に|まで|を|が|は)?(?:行く|いく|届く|いる|ある|超える|おる|達する)か[、 ]?(?:行か|"
    rf"いか|届か|いな|おら|な[いさ]|超え|どうか|達し)(?:ない)?か?"
)
_AFTER = [
    ("most", (
        rf"{_ABOUT}(?:は|を|も|には)?{_ADV}(?:超|こ)え(?:て|る(?:こと|ほど)?(?:は|では))?(?:い|は|も|"
        rf"お|まで|おり)?(?:しま|い)?{_NOT}"
    )),
    ("most", r"以上(?:は|も|では)?(?:い|おり|おら|あり|出せ|出さ)?(?:ない|ません|ん(?=$|[。、])|へん)"),
    ("least", r"以上|より上|(?:か|もしくは|または)、?それ以上"),
    ("most", r"以下|以内|より下|(?:か|もしくは|または)、?それ以下"),
    ("less", r"未満"),
    ("more", (
        rf"{_ABOUT}(?:を|は|も)?{_ADV}(?:(?:超|こ)え(?:て(?:い?る|い?ます|おり|ます)?|る|た)?|超|"
        rf"オーバー|上回|うわまわ)"
    )),
    ("less", (
        rf"{_ABOUT}(?:にも|に|には|まで|までは|までも|も|は|とは)?{_ADV}(?:いって(?:い|は)?|"
        rf"行って(?:い|は)?|満た|みた|届[かき](?!ま(?!せ))|とどか|達し(?!て)|行か|いか|行き|いき(?=ま)|"
        rf"達さ|至ら){_NOT}"
    )),
    ("less", rf"{_ABOUT}(?:を|も|は|に)?{_ADV}(?:切(?=る|っ|り)|下回|割(?=る|っ|り込)|欠け|足りな|足りま)"),
    ("more", rf"より(?:は|も)?{_ADV}(?:多|大き)"),
    ("less", rf"より(?:は|も)?{_ADV}(?:少|小さ)"),
    ("less", rf"{_ABOUT}(?:も|は)?(?:い(?=な|ま)|おら|おり|雇って(?:い|お)?|使って(?:い)?){_NOT}"),
    ("less", (
        rf"{_ABOUT}(?:も|は)(?:あり|ござい|かから|かかり|出せ|出さ|使え|使わ|払え|用意でき|かけられ|"
        rf"かけれ|かけ)?(?:な[いく]|ません|へん|ねえ|ねぇ)"
    )),
    ("most", r"[がをは]?(?:上限|限度|限界|マックス|max|精一杯|精いっぱい|関の山|いいとこ|めいっぱい|最大)"),
    ("least", r"[がをは]?(?:下限|最低)"),
    ("most", (
        rf"{_ABOUT}(?:の範囲|の枠)?(?:内)?(?:に|で)(?:は)?(?:足り|収ま|おさま|おさめ|収め|納め|済|すむ|"
        rf"すませ|抑え|おさえ|数えられ|数えれ)(?!な|ま[せへ])"
    )),
    ("more", r"(?:で|に|の指で?)(?:は|も)?(?:足り|足ら|余|あま|数えき|数え切|収まら|おさまら)"),
    ("least", rf"{_ABOUT}は(?:い(?=る|ま)|おる|おります|ある|あり|下ら|くだら|堅い|固い|必要|かか|欲し)"),
    ("least", r"から(?=$|[。!]|です|かな|上)"),
    ("band", r"台(?=$|[。、!\s)]|です|だ|か|や|く|ほ|前半|後半|の(?:前|後|半|会|規))"),
    ("band", r"代(?=$|[。、!\s)]|です|だ)"),
]  # fmt: skip
_UP_TO = re.compile(
    rf"{_ABOUT}まで(?:か|が)?(?=$|[。、!?)]|です|で(?![きす])|なら|かな|だ|に(?:抑|し|おさ|収)|しか|"
    rf"とし|っす|や|の(?:予算|範囲|投資)|を|は|く|出)"
)
_PATTERNS = [(rule, re.compile(pattern)) for rule, pattern in _AFTER]
_BEFORE = [
    (
        "least",
        re.compile(
            r"(?:最低限?|少な(?:く|め)(?:に)?見(?:積もっ)?て|少なくと|少なくて|少なく見て)(?:でも|で|"
            r"も)?[ 、]?(?:約)?$"
        ),
    ),
    (
        "most",
        re.compile(
            r"(?:最大|最高|多くて|多くと|せいぜい|精々|マックス|max|上限|高くて|いって|行って|よくて|"
            r"多くみて|多(?:く|め)(?:に)?見(?:積もっ)?て)(?:でも|で|も|は|が)?[ 、]?(?:約)?$"
        ),
    ),
]


def bound(text: str, found: list[Found]) -> list[Found]:
    """The quantities with ranges put together and bounds read."""
    bounded = [_bound(text, one) for one in _join_ranges(text, found)]
    out: list[Found] = []
    for one in bounded:
        joined = _both(text, out[-1], one) if out else None
        out[-1:] = [joined] if joined else [*out[-1:], one]
    return out


def _bound(text: str, one: Found) -> Found:
    if one.kind is Kind.OTHER or (one.flaw and one.flaw is not Flaw.VAGUE) or one.low is None:
        return one
    rule, tail = _rule(text, one)
    if rule in (None, "exact") or one.low != one.high or one.form == "zero":
        return replace(one, tail=tail)
    low, high = _ends(str(rule), one)
    return replace(one, low=low, high=high, tail=tail, flaw=None, bounded=True)


def _rule(text: str, one: Found) -> tuple[str | None, int]:
    """Name of the bound that the words around a quantity set, and where they end."""
    if match := _EXACT.match(text, one.end):
        return "exact", match.end()
    for rule, pattern in _PATTERNS:
        if (match := pattern.match(text, one.end)) and not (one.kind is Kind.SHARE and _NO_BOUND.match(match.group())):
            return _turned(text, rule, match), match.end()
    if one.kind is not Kind.SHARE and (match := _UP_TO.match(text, one.end)):
        return "most", match.end()
    head = text[max(0, one.start - 9) : one.start]
    return next((rule for rule, pattern in _BEFORE if pattern.search(head)), None), one.tail


_NEGATIVE = re.compile(
    r"(?:では|じゃ)(?:な[いかく]|ありません|ねえ|ねぇ)(?![^。]{0,4}(?:か|\?))"
    r"|(?:(?!じゃ|では)[ぁ-ん]){0,4}?(?:な[いかく](?!か)|ません|まへん|へん|[らえさ]ん(?![でだ])|ねえ|ねぇ)"
)
_OPPOSITE = {"most": "more", "more": "most", "least": "less", "less": "least"}


def _turned(text: str, rule: str, match: re.Match[str]) -> str:
    """The rule, or its opposite where the words after it deny it."""
    denied = not _DENIES.search(match.group()) and _NEGATIVE.match(text, match.end(), match.end() + 12)
    return _OPPOSITE.get(rule, rule) if denied else rule


_DENIES = re.compile(rf"{_NOT}|足り|足ら|数えき|数え切|収まら|おさまら")
_NO_BOUND = re.compile(rf"{_ABOUT}(?:から|代|下回|上回|うわまわ)")
"""After a share these tell by how much, or why."""


def _ends(rule: str, one: Found) -> tuple[Fraction | None, Fraction | None]:
    number = one.low or Fraction(0)
    unit = 0 if one.kind is Kind.SHARE else 1
    if rule == "band":
        return number, number + one.step - (unit or Fraction(1, 10))
    if rule == "less" and number == 1 and one.kind is Kind.PEOPLE:
        return Fraction(0), Fraction(0)
    return {
        "least": (number, None),
        "more": (number + unit, None),
        "most": (None, number),
        "less": (None, number - unit),
    }[rule]


_TO = re.compile(r"(?:くらい|ぐらい|ほど)?(?:〜|-|ー|から|より|ないし|乃至|−)[ 、]?(?:約|だいたい)?(?:の?間)?$")
_FROM = re.compile(r"(?:から|より)")
_BECAME = re.compile(r"(?:くらい|ほど|程|ぐらい|程度)?(?:に(?!か)|へ|まで(?:に|、)?(?:減|落|下|増|縮|上|伸|回復))")
_OR = re.compile(r" ?[、,・]? ?$")


def _join_ranges(text: str, found: list[Found]) -> list[Found]:
    out: list[Found] = []
    for one in found:
        joined = _range(text, out[-1], one) if out else None
        out[-1:] = [joined] if joined else [*out[-1:], one]
    return out


def _range(text: str, a: Found, b: Found) -> Found | None:
    """「10〜20人」, 「2、3割」 and the like as one quantity."""
    between = text[a.end : b.start]
    if len(between) > 8 or Kind.OTHER in (a.kind, b.kind) or a.low is None or b.high is None or a.form == "zero":
        return None
    if _TO.match(between):
        changed = _FROM.search(between) and _BECAME.match(text, b.end)
        return None if changed or a.flaw or b.flaw else _span(a, b)
    if _OR.match(between) and a.kind is Kind.BARE and b.kind is not Kind.BARE:
        return _neighbours(a, b)
    return None


def _span(a: Found, b: Found) -> Found | None:
    """From the one to the other, where a number without a unit takes the other's."""
    b = _signed_like(a, b)
    if a.low is None or b.high is None or not _fit(a, b):
        return None
    if a.kind is Kind.BARE and a.low < 10 and a.low * b.step == b.high - b.step and b.high / b.scale >= 10:
        return _neighbours(a, b) if b.kind is Kind.MONEY else None
    low = a.low * b.scale if a.kind is Kind.BARE else a.low
    high = b.high * a.scale if b.kind is Kind.BARE else b.high
    low, high = (high, low) if high < low < 0 else (low, high)
    if not low < high:
        return _neighbours(a, b) if a.kind is Kind.BARE else None
    main = a if b.kind is Kind.BARE else b
    if low < 0 and main.kind in (Kind.MONEY, Kind.PEOPLE):
        main = replace(main, flaw=Flaw.SIZE)
    return replace(main, start=a.start, end=b.end, tail=b.end, low=low, high=high, bounded=True)


def _signed_like(a: Found, b: Found) -> Found:
    """The second number with the minus of the first: 「△20〜30%」."""
    if not a.form.endswith("-") or b.form.endswith(("+", "-")) or b.low is None or b.high is None:
        return b
    return replace(b, form=b.form + "-", low=-b.high, high=-b.low)


def _fit(a: Found, b: Found) -> bool:
    """Whether the two can be the ends of one range."""
    if a.form.endswith(("+", "-")) != b.form.endswith(("+", "-")) or {a.form, b.form} & {"half", "halved"}:
        return False
    return a.kind is b.kind or Kind.BARE in (a.kind, b.kind)


def _neighbours(a: Found, b: Found) -> Found | None:
    """「2、3割」, 「15、6人」 and 「2、30人」: numbers next to each other."""
    if a.low is None or b.low is None or a.flaw not in (None, Flaw.BROKEN) or b.flaw not in (None, Flaw.BROKEN):
        return None
    first, last = a.low, b.low / b.scale
    if first == b.low / b.step - 1 and first < 10:
        ends = first * b.step, b.low
    elif last == first + 1:
        ends = first * b.scale, b.low
    elif b.low < 10 and first > 10 and b.low == first % 10 + 1:
        ends = first, first - first % 10 + b.low
    else:
        return None
    return replace(b, start=a.start, low=ends[0], high=ends[1], bounded=True, flaw=None)


_AND = re.compile(r"[、, ]?(?:けど、?|けれど、?|が、?|で|から|かつ|〜|-|、)?[、 ]?$")


def _both(text: str, a: Found, b: Found) -> Found | None:
    """「100人以上300人以下」."""
    open_ends = a.high is None and b.low is None and None not in (a.low, b.high) and a.bounded and b.bounded
    if (
        not open_ends
        or a.kind is not b.kind
        or not _AND.match(text[a.tail : b.start])
        or a.low is None
        or b.high is None
    ):
        return None
    return replace(b, start=a.start, low=a.low) if a.low <= b.high else None
