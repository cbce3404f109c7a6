"""Units after a number, and places where digits are no quantity."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from subsidy.quantity.found import Flaw, Kind
from subsidy.quantity.numerals import Numeral

_DECLARES = (
    r"単位(?:は|が|で|:|、|,|=)? ?[(「]?(?:千|百万|万|億)?円?|\((?:千|百万|万)円\)"
    r"|(?:千|百万|万)円(?:単位|表記|表示|建て)|(?:千|百万|万)円?単位(?=[^\d]{0,8}\d)"
    r"|(?:千|百万|万)円で(?:(?:言|い)(?:う|っ|え)[とたて]?ば?|書くと|表すと)|(?<![^、。 は(])(?:千|百万|"
    r"万)円で[、 ]?(?=\d[\d,]*(?:です|$|。|くらい))"
    r"|(?<=[。、…])(?:単位は|もちろん|当然)?(?:千|百万|万)円(?:です|でございます|だ|や|よ|ね|な|で|もちろん|っす|"
    r"、)*(?=$|[。!])"
)
NOISE = re.compile(
    rf"{_DECLARES}|"
    r"(?:https?://|www\.)[!-~]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|〒 ?\d{3}-?\d{4}|(?<![\d-])\d{3}-\d{4}(?![\d-])"
    r"|(?<!\d)\(?0\d{1,4}\)?[- ]?\d{1,4}[- ]\d{3,4}(?!\d)|(?<![\d,.])0\d{9,10}(?![\d,])"
    r"|(?<![\d/])(?:19|20)\d\d[/.-]\d{1,2}(?:[/.-]\d{1,2})?(?![\d/人名千百万億兆円割%])|(?<![\d:])\d{1,2}:\d{2}(?!\d)"
    r"|(?<![\d,])t?\d{13}(?![\d,万円])|(?<![\d-])\d{1,4}-\d{1,4}-\d{1,4}(?![\d人名])|^ ?\(?\d{1,2}(?:\)|\.) ?$|"
    r"その\d(?!人|名)"
    r"|(?:平均)?(?:年齢|年令)は?\d+|(?<![a-z])[a-z]+-?\d+(?:\.\d+)?(?![\d,.]*[万億円人名%])"
)
_BEFORE_ORDINAL = re.compile(
    r"(?:第|令和|平成|昭和|大正|no\.?|№|築|創業|設立|開業|創立|歴|勤続|満|#|番号は?|"
    r"[★☆§]|星|レベル|lv\.?|\bver\.?)$"
)

_PEOPLE = re.compile(
    r" ?(?:(?:full-?time |regular |permanent )?(?:employees?|people|persons?|staffs?|workers?)(?![a-z])|"
    r"(?<=[\d一二三四五六七八九十])任(?=$|[。、! ]|です|だ|お[るり]|い[るま]|ほど|くらい|ぐらい))"
    r"| ?余?(?:人(?!前(?!後)|数|員|手|事(?!務)|的|脈|民|月|日|分|工|件|材|気|生|格|口|間|物|類|家族|"
    r"乗|用|席|部屋|目|暮|組|"
    r"あたり|当|頭|様|につき|親方|一人|ひとり)|"
    r"名(?!前(?!後)|称|義|物|様|さま|古屋|目|分|刺|字)|にん(?!じん|き|げん)|めい(?!し|わく)|ニン|メイ(?![ァ-ヶ]))"
)
_DOZENS = re.compile(r" ?(?:ダース|だーす)(?![ァ-ヶのを])")
_MONEY = re.compile(r" ?(?:円|えん(?!じ|げ)|エン(?![ァ-ヶ])|yen|jpy)")
_FOREIGN = re.compile(r" ?(?:米?ドル|ユーロ|ウォン|ポンド|元(?!気|々|請)|usd|eur|どる)")
_SHARE = re.compile(
    r" ?(?:(?P<percent>%|パーセント|ぱーせんと|パーセン|プロセント|percent|パー(?![ァ-ヶト])|"
    r"パー(?=ダウン|アップ|マイナス)|ぱー(?![ぁ-んト]))"
    r"|(?P<left>掛け?|がけ|ガケ|かけ(?=$|[。、 でくのっ]))"
    r"|(?P<tenths>(?:(?<=[\d一二三四五六七八九])(?:悪|和り|輪利|割利)(?=[減落ダへ下くぐほ程弱強、です]|$))|"
    r"割り?(?!引|高|安|合|れ|当|り当|り引|り勘)|わり(?!びき|あい)|ワリ|割方)"
    r"|(?P<times>倍))"
)
_SMALL_SHARE = re.compile(
    r" ?([\d.]+|[一二三四五六七八九]) ?(分|ぶ(?!ん))(?: ?([\d.]+|"
    r"[一二三四五六七八九]) ?[厘り]?)?(?!の ?[\d一二三])"
)
_PART = re.compile(r" ?(?:分|ぶん|ブン)の ?")
_COUNTER = re.compile(
    r" ?(?:つ(?!て)|こ(?!え|す|と)|か[月所国年]|か?しょ|ねん|がつ|にち|じ(?!ゃ)|さい|"
    r"だい(?!た)|てん(?!で)|ばん|ごう|かい(?!$)|ほん(?!と)|けん(?!$))"
)
_BARE_FOLLOWERS = re.compile(
    r" ?(?:$|[^一-龥ァ-ヶa-z0-9々〆ヵヶ℃°²㎡]|以[上下内]|未満|超|弱|強|前後|程度|位|近|余|減|増|"
    r"掛|オーバー|アップ|ダウン|マイナス|プラス|規模|体制|予定|パート|バイト|アルバイト|非正規|非常勤|正社員|社員|"
    r"従業員|役員|派遣|契約)"
)
_MONEY_COUNTER = re.compile(
    r" ?(?:[個件本枚食部回点箱羽頭歩口杯筆坪平棟戸床足匹冊着基機票票世字語画店]|社(?!員)|株(?!式)|km|pv|"
    r"アクセス|トン|キロ|リットル|ダウンロード|フォロワー|ポイント|再生|"
    r"時間|ヘクタール|㎡|m2)"
)


class Unit(NamedTuple):
    """A unit that was read: up to ``end``, so many of ``kind``."""

    kind: Kind
    end: int
    times: Fraction = Fraction(1)
    form: str = ""
    flaw: Flaw | None = None
    plus: Fraction = Fraction(0)


def read_unit(text: str, numeral: Numeral) -> Unit:
    """What the numeral counts."""
    end = numeral.end
    if _BEFORE_ORDINAL.search(text, max(0, numeral.start - 4), numeral.start):
        return Unit(Kind.OTHER, end)
    if dozens := _DOZENS.match(text, end):
        return Unit(Kind.PEOPLE, dozens.end(), Fraction(12), "dozens")
    if people := _PEOPLE.match(text, end):
        return Unit(Kind.PEOPLE, people.end())
    return _share(text, end) or _money(text, numeral) or _other(text, numeral)


def _share(text: str, end: int) -> Unit | None:
    match = _SHARE.match(text, end)
    if not match:
        return None
    form = str(match.lastgroup)
    if form != "tenths":
        return Unit(
            Kind.SHARE, match.end(), {"percent": Fraction(1), "left": Fraction(10)}.get(form, Fraction(100)), form
        )
    return _tenths(text, match.end())


def _tenths(text: str, end: int) -> Unit:
    """割, with 分 and 厘 after it; 7割掛け is what is left."""
    if small := _SMALL_SHARE.match(text, end):
        plus = _small_value(small.group(1)) + (_small_value(small.group(3)) / 10 if small.group(3) else 0)
        return Unit(Kind.SHARE, small.end(), Fraction(10), "tenths", plus=plus)
    if text.startswith("掛", end):
        return Unit(Kind.SHARE, end + 1 + text.startswith("け", end + 1), Fraction(10), "left")
    return Unit(Kind.SHARE, end, Fraction(10), "tenths")


def _small_value(digits: str) -> Fraction:
    found = "〇一二三四五六七八九".find(digits)
    plain = str(found) if found > 0 else digits
    return Fraction(plain) if re.fullmatch(r"\d{1,4}(?:\.\d{1,4})?", plain) else Fraction(0)


def _money(text: str, numeral: Numeral) -> Unit | None:
    marked = re.search(r"(?:[¥\\]|jpy) ?-?$", text[max(0, numeral.start - 5) : numeral.start])
    if foreign := _FOREIGN.match(text, numeral.end):
        return Unit(Kind.MONEY, foreign.end(), flaw=Flaw.FOREIGN)
    if text[max(0, numeral.start - 2) : numeral.start].strip().endswith("$"):
        return Unit(Kind.MONEY, numeral.end, flaw=Flaw.FOREIGN)
    if yen := _MONEY.match(text, numeral.end):
        return Unit(Kind.MONEY, yen.end())
    if text.startswith(("単位", "円単位", "オーダー"), numeral.end):
        return Unit(Kind.MONEY, numeral.end, flaw=Flaw.VAGUE)
    if marked or (numeral.big and not _MONEY_COUNTER.match(text, numeral.end)):
        return Unit(Kind.MONEY, numeral.end)
    return None


_ATTACHED = re.compile(r"[一-龥々ァ-ヶー]$")


def _other(text: str, numeral: Numeral) -> Unit:
    """A number alone, or one that counts something else."""
    alone = _BARE_FOLLOWERS.match(text, numeral.end) and not _COUNTER.match(text, numeral.end) and not numeral.big
    inside = not numeral.arabic and _ATTACHED.search(text, max(0, numeral.start - 1), numeral.start)
    if not alone or (inside and not _CUE_END.search(text, max(0, numeral.start - 4), numeral.start)):
        return Unit(Kind.OTHER, numeral.end)
    return Unit(Kind.BARE, numeral.end)


_CUE_END = re.compile(r"(?:金|額|員|数|計|約|上|勤|ム|ト|者|フ|[十百千]|時間)$")


def part_after(text: str, numeral: Numeral) -> int | None:
    """Where the numerator of 「3分の1」 begins."""
    match = _PART.match(text, numeral.end)
    return match.end() if match else None


_DECLARED = re.compile(_DECLARES)
_DECLARED_UNIT = re.compile("百万|千|万|億")
_DECLARED_TIMES = {"千": 1000, "百万": 10**6, "万": 10**4, "億": 10**8}


def declared_unit(text: str) -> int | None:
    """Yen that one stands for, where the text says so once, as in 「（単位：千円）」."""
    units = [_DECLARED_UNIT.search(match.group()) for match in _DECLARED.finditer(text)]
    return next((_DECLARED_TIMES[unit.group()] for unit in units if unit), None)
