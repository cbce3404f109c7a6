"""Words that make a number an end of a range: 以上, 未満, 超えない, 下らない, 届かない or せいぜい."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from subsidy.quantity.found import Flaw, Found, Kind

_ADV = (
    r"(?:ちょっと|ちょい|ちょびっと|ちょこっと|少し|すこし|わずかに|やや|軽く|余裕で|ゆうに|優に|若干|"
    r"確実に|かなり|もう|全然|ぜんぜん|ぎりぎり|ギリギリ|ほんの|まだ|とても|到底|なかなか|まず|おそらく|たぶん)*"
)
_ABOUT = r"(?:くらい|ぐらい|位|ほど|程度|程|前後)?"
_NOT = r"(?:な[いかく]|ません|ませ|まへん|(?<![てとる])ん(?![でだ])|(?<=ら)んで(?!す?か)|へん|ず|ねえ|ねぇ|ねー|ねっす)"

_EXACT = re.compile(
    rf"{_ABOUT}(?:に|まで|を|が|は)?(?:行く|いく|届く|いる|ある|超える|おる|達する)か[、 ]?(?:行か|"
    rf"いか|届か|いない|いな|おら|ない|な[いさ]|超え|どうか|達し|行く|いく)(?:ない|ん|へん)?か?"
)
_VERB = re.compile(
    rf"{_ABOUT}(?:に|を|ば|は|も|が|まで|と|の(?:大台|線|壁)(?:に|を))*{_ADV}(?:"
    r"(?P<over>[超こ]え|超[さしす]|上回|上まわ|うわまわ|突破)"
    r"|(?P<under>切(?=[らりるっ])|割(?=[らりるっ])|下回|下まわ|したまわ|(?:下|くだ)(?=[らりる]))"
    r"|(?P<reach>届[かきいく]|とど(?=[かきいく])|達[さしせ]|到達|至[らり]|満[たち]|みた(?=[さな])|及[ばび]|"
    r"足(?=[らり](?!ず))|乗[らりっ]|[行い](?:か|き(?=ま)|っ(?=て(?:は|い|お|な|へ|ま|ね|も)|と[らり]))|な(?:ら|"
    r"っ(?=て(?:い|な|へ|ま|お)))))"
)
_DENIED = re.compile(
    r"(?:(?!かも|けど|けれど|から|ので|じゃ|では|でな|くら|ぐら|たら|よう|[てで]も)[ぁ-ん]|こと|事|わけ(?:じゃ|では)|"
    r"訳(?:じゃ|では)|一[度回]|1[度回]){0,12}?"
    r"(?:な[いかく]|ません|まへん|(?<=[らりかさえけせばわ])ん|(?<=た)ん(?![でだす])|"
    r"へん|ぬ|(?<!は)ず|ねえ|ねぇ|ねー|ねっす)(?P<asks>で?す?か(?![らともなねし]))?"
)
_INFLECTED = re.compile(r"[えっりるていおますした]{0,8}")
_HINTED = re.compile(r"[^、。]{0,6}(?:じゃ|では|で)(?:な[いかく]|ありませ|ねえ|ねぇ)|[^、。]{0,8}かも")
_RULES_OF_VERBS = {
    "over": ("more", "most"),
    "under": ("less", "least"),
    "reach": (None, "less"),
}
"""What a verb makes of the number, said and denied."""

_AFTER = [
    ("most", r"以上(?:は|も|では|に)?(?:い|よう|おり|おら|あり|出せ|出さ|なら|か[けか]|減っと?)?(?:て?い?ない|"
    r"ません|ん(?=$|[。、])|らん|へん)"),
    ("less", r"以上(?:って|という|ちゅう)(?:こと|事)?(?:は|には|では)[^、。]{0,6}(?:な[いかく]|ません|へん)"),
    ("more", r"以下(?:って|という|ちゅう)?(?:こと|事)?(?:は|には|では)[^、。]{0,6}(?:な[いかく]|ません|へん)"),
    ("least", r"未満(?:って|という|ちゅう)?(?:こと|事)?(?:は|には|では)[^、。]{0,6}(?:な[いかく]|ません|へん)"),
    ("more", r"より上"),
    ("least", r"以上|(?:か|もしくは|または)、?それ以上"),
    ("most", r"以下|以内|より下|(?:か|もしくは|または)、?それ以下"),
    ("less", r"未満"),
    ("more", rf"{_ABOUT}(?:を|ば|は|も)?{_ADV}(?:超|オーバー)"),
    ("least", r"より(?:は|も)?(?:安く|下が|少なく|低く)[^、。]{0,6}(?:な[いかくら]|ません|へん|らん)"),
    ("most", r"より(?:は|も)?(?:高く|上が|多く|多い)[^、。]{0,10}(?:な[いかくら]|ません|へん|らん)"),
    ("more", rf"より ?(?:は|も)? ?{_ADV}(?:多[いくか]|大き[いくな])"),
    ("less", rf"より ?(?:は|も)? ?{_ADV}(?:少な[いくか]|小さ[いくな])"),
    ("less", rf"{_ABOUT}まで(?:も|は)(?:い|おら|おり){_NOT}"),
    ("less", rf"{_ABOUT}(?:も|は|なんて)?(?:い(?=な|ま|ね[えぇー])|いて(?=へ|な|ま)|い(?=へん)|おら|おり|"
    rf"雇って(?:い|お)?|使って(?:い)?){_NOT}"),
    ("less", (
        rf"{_ABOUT}(?:も|は|なんて)(?:あり|あら|ござい|かから|かかり|かかって|出せ|出さ|使え|使わ|払え|用意でき|"
        rf"かけられ|かけれ|かけ|せ|し|せえ|しや)?(?:な[いく]|ません|まへん|へん|(?<=[せらえわさ])ん(?![でだ])|ねえ|"
        rf"ねぇ)"
    )),
    ("less", rf"{_ABOUT}(?:に|を)?(?:欠け)"),
    ("most", rf"{_ABOUT}を?(?:出|で)(?:な[いか]|ません|へん|ん(?=$|[。、]))"),
    ("most", (
        r"(?:くらい|ぐらい|ほど|程度)?[がをは]?(?:上限|限度|限界|マックス|max|精一杯|精いっぱい|関の山|いいとこ|"
        r"ええとこ|めいっぱい|最大|"
        r"止まり|どまり|せいぜい|天井|リミット)"
    )),
    ("most", r"でも?お?(?:つり|釣)"),
    ("least", r"[がをは]?(?:下限|最低)"),
    ("most", (
        rf"{_ABOUT}(?:の範囲|の枠)?(?:内)?(?:に|で)(?:は)?(?:足り|収ま|おさま|おさめ|収め|納め|済|すむ|"
        rf"すませ|抑え|おさえ|数えられ|数えれ)(?!な|ま[せへ])"
    )),
    ("more", r"(?:で|の指で?)(?:は|も)?(?:足り|足ら|余|あま|数えき|数え切|収まら|おさまら)|に(?:は|も)?(?:収まら|"
    r"おさまら)"),
    ("least", rf"{_ABOUT}は(?:い(?=る|ま)|おる|おります|ある|あり|堅い|固い|かたい|必要|かか|欲し|する|します)"),
    ("least", r"から(?=$|[。!]|です|かな|上|って|い(?:る|ま)|おる|おり|あ(?:る|り))"),
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
            r"(?:最低限?|少な(?:く|め)(?:に)?見(?:積もっ)?て|少なくと|少なくて|少なく見て|安くて|安く(?:とも|"
            r"見(?:積もっ)?て))"
            r"(?:でも|で|も)?[ 、]?(?:約)?$"
        ),
    ),
    (
        "most",
        re.compile(
            r"(?:最大|最高|多くて|多くと|せいぜい|精々|マックス|max|上限|高くて|高くと|いって|行って|よくて|"
            r"多くみて|多(?:く|め)(?:に)?見(?:積もっ)?て)(?:でも|で|も|は|が)?[ 、]?(?:約)?$"
        ),
    ),
    ("unclear", re.compile(r"(?:多い|少ない|忙しい|ひどい)(?:時|とき|月|日|時期)(?:は|で|に|には|だと)[ 、]?(?:約)?$")),
]
_LOSS = re.compile(r"の?(?:減少?(?!っ|り)|ダウン|落ち(?:込み)?(?!た|て))")


def limited(text: str, one: Found) -> Found:
    """The number with the ends that the words around it give it; flawed where these are unclear."""
    if one.kind is Kind.OTHER or (one.flaw and one.flaw is not Flaw.VAGUE) or one.low is None:
        return one
    rule, tail = _rule(text, one)
    single = one.low == one.high and one.form != "zero"
    if rule in (None, "exact") or not (single or one.form == "digits"):
        return replace(one, tail=tail)
    ends = _ends(str(rule), one, text[one.end : tail])
    if ends is None:
        return replace(one, tail=tail, flaw=Flaw.VAGUE)
    return replace(one, low=ends[0], high=ends[1], tail=tail, flaw=None, bounded=True)


def _rule(text: str, one: Found) -> tuple[str | None, int]:
    """Name of the bound that the words around a quantity set, and where they end."""
    if match := _EXACT.match(text, one.end):
        return "exact", match.end()
    rule, end = _rule_behind(text, one, one.end)
    if rule:
        return rule, end
    if one.kind is Kind.SHARE and (loss := _LOSS.match(text, one.end)):
        rule, end = _rule_behind(text, one, loss.end())
        if rule:
            return ("unclear" if text.startswith("以下", loss.end()) else rule), one.end
    head = text[max(0, one.start - 11) : one.start]
    return next((rule for rule, pattern in _BEFORE if pattern.search(head)), None), one.tail


def _rule_behind(text: str, one: Found, start: int) -> tuple[str | None, int]:
    """The bound set by the words from ``start`` on."""
    rule, end = _rule_of_verb(text, one, start)
    if rule:
        return rule, end
    for name, pattern in _PATTERNS:
        if (match := pattern.match(text, start)) and _is_bound(one, match.group()):
            return _turned(text, name, match), match.end()
    if one.kind is not Kind.SHARE and (match := _UP_TO.match(text, start)):
        return "most", match.end()
    return None, one.tail


def _rule_of_verb(text: str, one: Found, start: int) -> tuple[str | None, int]:
    """The bound set by a verb such as 超える, 切る or 届く, said or denied."""
    match = _VERB.match(text, start)
    if not match or (one.kind is Kind.SHARE and _BY_SO_MUCH.match(match.group())):
        return None, one.tail
    said, denied = _RULES_OF_VERBS[str(match.lastgroup)]
    negative = _DENIED.match(text, match.end(), match.end() + 22)
    if negative:
        return ("unclear" if negative.group("asks") else denied), negative.end()
    if said and _HINTED.match(text, match.end(), match.end() + 16) and said == "less":
        return "unclear", match.end()
    return (said, _INFLECTED.match(text, match.end()).end()) if said else (None, one.tail)  # type: ignore[union-attr]


_NEGATIVE = re.compile(
    r"(?:では|じゃ)(?:な[いかく]|ありません|ねえ|ねぇ)(?![^。]{0,4}(?:か|\?))"
    r"|(?:って|という|ちゅう|つう)?(?:こと|わけ|訳|はず)(?:は|も|では|じゃ|が)?(?:な[いかく]|ありま(?:せ|へ)|あらへん|ねえ|ねぇ)"
    r"|(?:(?!じゃ|では)[ぁ-ん]){0,4}?(?:な[いかく](?!か)|ません|まへん|へん|[らえさ]ん(?![でだ])|ねえ|ねぇ)"
)
_OPPOSITE = {"most": "more", "more": "most", "least": "less", "less": "least"}
_DENIES = re.compile(rf"{_NOT}|足り|足ら|数えき|数え切|収まら|おさまら")
_BY_SO_MUCH = re.compile(rf"{_ABOUT}(?:から|代|下回|上回|下まわ|上まわ|うわまわ|したまわ|下る|下り|突破)")
"""After a share these tell by how much, or why."""


def _turned(text: str, rule: str, match: re.Match[str]) -> str:
    """The rule, or its opposite where the words after it deny it."""
    denied = not _DENIES.search(match.group()) and _NEGATIVE.match(text, match.end(), match.end() + 12)
    return _OPPOSITE.get(rule, rule) if denied else rule


def _is_bound(one: Found, words: str) -> bool:
    """Whether the words can bound a number of this kind."""
    if one.kind is Kind.PEOPLE and one.form not in ("hands", "hand") and re.match("で|の指", words):
        return not re.search("足|余|あま", words) or "足り" in words and not re.search("足りな|足りま", words)
    return not (one.kind is Kind.SHARE and _BY_SO_MUCH.match(words))


def _ends(rule: str, one: Found, words: str) -> tuple[Fraction | None, Fraction | None] | None:
    """Ends of the range that a rule makes, None where they are unclear."""
    number = one.low or Fraction(0)
    if rule == "unclear":
        return None
    if one.form == "digits":
        return _ends_of_digits(rule, one, words)
    if one.kind is Kind.SHARE and one.form.endswith("-"):
        return (None, number) if rule in ("least", "more") else None
    unit = 0 if one.kind is Kind.SHARE else 1
    if rule == "less" and not number:
        return None
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


def _ends_of_digits(rule: str, one: Found, words: str) -> tuple[Fraction | None, Fraction | None] | None:
    """「三桁」 with a bound; what lies beyond three digits is unclear: people say it of 100, too."""
    low = one.low or Fraction(0)
    if rule == "band":
        return one.low, one.high
    if rule in ("less", "least"):
        return (None, low - 1) if rule == "less" else (low, None)
    return (None, one.high) if rule == "most" and words.startswith("以") else None
