"""Which of several numbers is meant: corrections, before and now, totals and their parts."""

from __future__ import annotations

import re
from dataclasses import replace

from subsidy.quantity.found import Flaw
from subsidy.quantity.scene import Item

_ABOUT = r"(?:くらい|ぐらい|ほど|程度|程|前後|位)?"
_SAID = (
    r"(?:と|って|て)?(?:言|い[いうっ]|書|答え|入れ|送|打|入力|お伝え|申し)[^、。]{0,14}?(?:けど|が、?|"
    r"のは|のを|んですが)"
)
_NEGATED = re.compile(
    rf"{_ABOUT}(?:(?:の)?(?:減(?:少|った|り|)|増(?:加|えた|)|ダウン|落ち(?:た)?|下がった|アップ|マイナス))?(?:です|"
    rf"だ)?(?:じゃな[いくか]|んでね[ぇえー]|や(?:あらへん|おまへん)|(?:じゃ|では)(?:ありま|ござ|おま)|"
    rf"ではな[いくし]|でな[いくぐ]|じゃねえ?|じゃなし|じゃのうて|でのうて|"
    rf"や(?:な[いくし]|のうて|ねえ)|でね[ぇえぐくー]|ちゃう|とちゃう|とちが|と違[いうっ]|"
    rf"に(?:あらず|非ず)|ではのう|ではねえ|"
    rf"(?:は|って(?:いう)?の(?:は|が)|というの(?:は|が)|が|も)?、?[^、。0-9]{{0,6}}?(?:間違|まちが|"
    rf"誤り|うそ|嘘|勘違|打ちミス|入力ミス|ミス)|{_SAID}|は違|はちが)"
)
_ASSERTED = re.compile(
    rf"{_ABOUT}(?:(?:じゃな|ではな|やな|でね)[いんくえぇ]|(?:じゃ|では)なかった|(?:じゃ|では)(?:ありま|ござい)"
    rf"ませ[んぬ]|と?ちゃう)(?:です|でしょう|べ)?か"
)
_MISTAKE_FOR = re.compile(r"(?:円|人)?の(?:間違|まちが|誤)")
_IS_FOR = re.compile(rf"{_ABOUT}(?:は|が|じゃな|ではな|って|やな)")
_BELIEVED = re.compile(
    rf"{_ABOUT}(?:か)?と(?:ばっかり|ばかり)?思(?:って(?:い)?た|ってまし|ったら|いきや|っとっ|うて[たま]|いまし|"
    rf"っていまし)"
    r"|[^、。]{0,3}の?(?:はず|つもり|予定)(?:だった|でした|やった)?の?(?:が|けど|けれど|やけど|ですが)"
    r"|(?:を|は)?やめて"
)
_REPAIR = re.compile(
    r"^[、。. ]*あ[ーっ、。. ]*$|というより|"
    r"(?:^|[、。,.\s!?…・(〜ー]|(?<=[円人名%割減増落分すだやた]))(?:あ+っ?|え|ん+|えっと|あれ)?[、。. ]*(?:いや|"
    r"いえ|いいえ|あ[、。っ](?!あと)|違[いう]|違っ|ちが[いう]|ちゃう|間違|"
    r"まちが|訂正|もとい|やっぱ|すみません|すいません|ごめん|失礼|てか|つか|つーか|というか|"
    r"っていうか|"
    r"正しくは|正確に[はい]|ほんとは|本当は|実際は|じゃな[いくか]|じゃねえ|おっと|待って|まって|ちょっと待|っと、|"
    r"んにゃ|うんにゃ|ではなく|"
    r"でねえ|なく、|修正|ん+[ーっ]*[、。])|^(?:減少?|増加?|ダウン|アップ|落ち|くらい|ぐらい|ほど|だった|でした|いた|"
    r"が|の|円| )*(?:→|⇒)"
)
_PAST_BEFORE = re.compile(
    r"(?:前は|前が|まえは|以前|昔|もとは|元は|元々|もともと|当初|設立時|創業時|創業の?(?:頃|ころ)|"
    r"(?:去年|昨年)(?:まで|は|の)|先月まで|年前(?:は|に|まで|の)|かつて|ピーク|最盛期|全盛期|"
    r"コロナ前|旧|最初は)[^。]{0,12}$"
)
_PEAK_BEFORE = re.compile(r"(?:一時(?:期|的)?|当時|最悪|ひどい|最初)[^。]{0,8}$")
_PAST_AFTER = re.compile(
    r"(?:くらい|ほど|程|ぐらい|人|は|も)*(?:だった(?!か|と|よう|はず|気|$|[。])|でした(?:が|けど)|"
    r"い(?:た|てた|ました)(?:の|ん|け|が|時|頃)|おった(?:の|け|が|ん)|おりました(?:が|けど)|"
    r"あった|でしたが|やった(?:けど|ん|の))"
)
_PRESENT_BEFORE = re.compile(
    r"(?:今|現在|いま|今年|直近|最近|現状|(?:増資|減資)し?て|(?:減|へ)って|(?:増|ふ)えて|辞めて|"
    r"やめて|抜けて|入って|退職して|単体|単独)[^。]{0,12}$"
)
_PRESENT_AFTER = re.compile(
    rf"{_ABOUT}(?:ちょっと)?[にへ](?:なっ|増資|減資|なり|なる|減|増|へっ|ふえ|落|し(?:ま|た|て(?:くだ|"
    rf"ほし|もら|おいて|ちょ))|変更|変え|訂正|修正|直し?|なお)"
)
_FUTURE_BEFORE = re.compile(
    r"(?:来月|来年|来期|再来|今度|将来|今後|これから|いずれ|近々|近いうち|もうすぐ|来春|予定で|"
    r"(?<!\d)(?:春|夏|秋|冬)(?:に|から|には))[^。、]{0,12}$"
)
_FUTURE_AFTER = re.compile(
    r"[^、。]{0,12}(?:予定|つもり|(?<!直)(?<!訂正)(?<!修正)したい|しようと|する考え|見込み|計画|検討|雇いたい|増やしたい|"
    r"増やす)"
)
_TOTAL = re.compile(
    r"(?:計|合計|合わせ(?:て|ると|たら|れば)|あわせ(?:て|ると|たら)|足す?(?:と|して|したら|し)|"
    r"たして|たすと|トータル|全部|ぜんぶ|総額|総計|総勢|総員|しめて|締めて|都合|みんな|全員|全体|"
    r"全社|ひっくるめて|ひっくるめると|併せて|込み込み)"
    r"(?:は|が|、|で|だと|すると|の|では|して|したら|で約|で計)*(?:約|だいたい|ざっと|ちょうど|"
    r"[ 、:])*(?:社員|従業員|スタッフ|職員)?(?:は|が|数)?$"
)
_PART = re.compile(
    r"(?:[、。(（ ]|の)(?:その|この)?(?:うち|内)(?!は)[^。]{0,14}$|内訳|(?:その|この)(?:うち|中|"
    r"なか)[^。]{0,14}$"
)
_OR = re.compile(
    rf"{_ABOUT}(?:か|かも|または|もしくは|あるいは|or|かそれとも|それとも|か、)[、 ]?(?:それとも|"
    rf"もしくは|もしか(?:したら|すると))?、?$"
)
_CHANGED = re.compile(
    r"(?:くらい|ほど|人|名)*(?:だったの|だった|あったの|いたの|おったの)?(?:から|が|を|より|→|->|"
    r"=>)[、 ]*(?:今は?|現在は?|今年は?)?$"
)


def settle(items: list[Item], *, past: bool = False, future: bool = False) -> list[Item]:
    """The numbers still standing once corrected, former, coming and partial ones are out, unless told to stay."""
    standing = _unless_empty(
        [item for item in corrected(items) if item.found.flaw is not Flaw.SUBJECT], corrected(items)
    )
    standing = _unless_empty([item for item in standing if not is_part(item)], standing)
    standing = _present(standing, past=past, future=future)
    totals = [item for item in standing if is_total(item)]
    return _common(_sharpest(_distinct(totals[-1:] or standing)))


def _common(items: list[Item]) -> list[Item]:
    """The stretch that several ranges share: 「3千万は出せない、2千万まで」."""
    found = [item.found for item in items]
    plain = all(one.exact is None and one.bounded and not one.flaw for one in found)
    if len(items) < 2 or not plain or len({one.kind for one in found}) > 1:
        return items
    low = max((one.low for one in found if one.low is not None), default=None)
    high = min((one.high for one in found if one.high is not None), default=None)
    if low is not None and high is not None and low > high:
        return items
    return [replace(items[-1], found=replace(found[-1], low=low, high=high))]


def _sharpest(items: list[Item]) -> list[Item]:
    """The single number, where all others are ranges around it."""
    exact = [item for item in items if item.found.exact is not None]
    ranges = [item.found for item in items if item.found.exact is None]
    if len(exact) != 1 or any(one.flaw for one in ranges):
        return items
    value = exact[0].found.exact or 0
    around = all((one.low is None or one.low <= value) and (one.high is None or value <= one.high) for one in ranges)
    return exact if around else items


def corrected(items: list[Item]) -> list[Item]:
    """The items without those that the text takes back."""
    items = _decided(items)
    kept = [item for index, item in enumerate(items) if not _is_dropped(items, index)]
    if not kept:
        return [item.flawed(Flaw.SEVERAL) for item in items]
    return [item.flawed(Flaw.SEVERAL) if _is_choice(items, item) else item for item in kept]


_DECISION = re.compile(
    r"(?:かな?|だった)?[、。…・. 〜ーか]*(?:いや|うん|ん+ー*|たぶん|やっぱり?|えっ?と|まあ|あ|で(?:言う|いう)(?:と|"
    r"なら))?[、。…・. 〜ー]*"
)


def _decided(items: list[Item]) -> list[Item]:
    """「3人か4人か…いや4人だな」: the last number, where it is one of the two that were weighed before."""
    if len(items) < 3 or not _OR.match(items[-3].after) or _OR.match(items[-1].after):
        return items
    weighed = [item.found.exact for item in items[-3:-1]]
    settled = items[-1].found.exact in weighed and _DECISION.fullmatch(items[-2].after)
    return [*items[:-3], items[-1]] if settled else items


def is_taken_back(item: Item) -> bool:
    """Whether the words behind a number deny it: 「五人って言ったけど」."""
    return bool(_NEGATED.match(item.after) and not _ASSERTED.match(item.after))


def _is_dropped(items: list[Item], index: int) -> bool:
    """Whether the text takes the number back."""
    item, last = items[index], index == len(items) - 1
    if _MISTAKE_FOR.match(item.after) and (last or (index and _IS_FOR.match(items[index - 1].after))):
        return False
    if is_taken_back(item):
        return True
    if last:
        return False
    if _BELIEVED.match(item.after):
        return True
    changed = _CHANGED.match(item.after) and (
        re.search("→|->|=>", item.after) or _PRESENT_AFTER.match(items[index + 1].after)
    )
    return bool(_REPAIR.search(item.after) or changed)


def _is_choice(items: list[Item], item: Item) -> bool:
    index = items.index(item)
    before = items[index - 1].after if index else ""
    return bool((index + 1 < len(items) and _OR.match(item.after)) or (before and _OR.match(before)))


def _present(items: list[Item], *, past: bool, future: bool) -> list[Item]:
    """Numbers of now, where there are others beside them."""
    if not future:
        coming = [item for item in items if is_coming(item)]
        items = [item for item in items if item not in coming] or [item.flawed(Flaw.VAGUE) for item in coming]
    if len(items) < 2:
        return [item.flawed(Flaw.VAGUE) if _is_long_past(item) else item for item in items]
    now = [item for item in items if _is_present(item)]
    return now or _unless_empty([item for item in items if past or not is_past(item)], items)


def _is_present(item: Item) -> bool:
    told = _PRESENT_BEFORE.search(item.before) or _PRESENT_AFTER.match(item.after)
    return bool(told) and not _PEAK_BEFORE.search(item.before)


def is_past(item: Item) -> bool:
    """Whether the number is said to be a former one."""
    return bool(_PAST_BEFORE.search(item.before) or _PAST_AFTER.match(item.after))


_LONG_PAST = re.compile(
    r"(?:(?:昔|以前|かつて|(?:去年|昨年|前期|当時)の?時点(?:で)?)(?:は|、)?|(?<![年以])前は)[^。]{0,8}$"
)


def _is_long_past(item: Item) -> bool:
    return bool(_LONG_PAST.search(item.before))


def is_coming(item: Item) -> bool:
    """Whether the number is said to be a future one."""
    return bool(_FUTURE_BEFORE.search(item.before) or _FUTURE_AFTER.match(item.after))


def is_total(item: Item) -> bool:
    """Whether the number is said to be a sum."""
    return bool(_TOTAL.search(item.before))


def is_part(item: Item) -> bool:
    """Whether the number is said to be part of another."""
    return bool(_PART.search(item.before))


def _unless_empty(some: list[Item], all_of_them: list[Item]) -> list[Item]:
    return some or all_of_them


def _distinct(items: list[Item]) -> list[Item]:
    """Items of different values, or of the same value under different names."""
    out: list[Item] = []
    for item in items:
        same = [one for one in out if (one.found.low, one.found.high) == (item.found.low, item.found.high)]
        if not any(_name(one) in ("", _name(item)) or not _name(item) for one in same):
            out.append(item)
    return out


_NAME = re.compile(r"([\d一-龥々ァ-ヶーa-z]+)(?:は|が|も|に|で|の|:| )*$")


def _name(item: Item) -> str:
    """What the number is said to be of."""
    match = _NAME.search(item.before)
    return match.group(1) if match else ""
