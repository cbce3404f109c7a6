"""The numbers of people in a text that can be those of employees."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from subsidy.quantity.choose import corrected, is_coming, is_past, is_taken_back
from subsidy.quantity.crew import make_a_sum, may_be_others, multiplied, name_of
from subsidy.quantity.cues import Topic
from subsidy.quantity.found import Flaw, Kind
from subsidy.quantity.guard import guard, is_plain
from subsidy.quantity.roles import Role, follows_role, role_of
from subsidy.quantity.scan import MOST
from subsidy.quantity.scene import Item, Scene


@dataclass(frozen=True)
class Count:
    """A number of people and whom it counts."""

    item: Item
    role: Role


_COUNTED_IN = re.compile(r"(?:も|を)?(?:入れて|いれて|含めて|込みで|足して)(?:[、 約計]|だいたい|全部で|合計)*$")
_EVENT = re.compile(
    r"(?:くらい|ほど|ばかり)?(?:が|を|も|ほど|新しく|新たに|だけ|新規|[ 、])*(?:入っ(?!て(?:い?る|"
    r"ます|おり))|入り|入る|入社|増え|増や|ふえ|加わ|雇った|雇い入れ|雇う|採用|採っ|採る|やめ|"
    r"辞め|退職|抜け|減っ|減り|減る|減らし|クビ|いなくな|独立|異動|定年|来てくれ(?:た|ること)|"
    r"来る|休職|育休|産休|募集|足り)"
)
_LEFT_FROM = re.compile(r"(?:くらい|ほど)*(?:から|に|い(?:た|まし)|おった|おりました|でした|だった|やった)")
_LESS = re.compile(r"[^、。]{0,8}(?:やめ|辞め|退職|抜け|減|クビ|いなくな|独立|定年)")
_BECOMES = re.compile(r"[^、。]{0,8}(?:にな(?:る|り|ん)|予定|体制)(?!ました)")
_PLAIN_RIGHT = re.compile(
    r"(?:くらい|ぐらい|ほど|程度|程|前後|ちょっと|弱|強|位|規模|体制|あまり|余り)*(?:$|"
    r"[。、!\s・,(（/|w笑]|[^\w\s]|です|でし|だ|の(?:会社|企業|零細|中小|工場|町工場|店|小さ|事業|"
    r"法人|所帯|従業|社員|スタッフ|陣容|チーム|規模|製|建|運|卸|小売|旅館|クリニック)|"
    r"で[^、。]{0,12}(?:やって|やっと|経営)|で(?:やっ|"
    r"回|まわ|す|営|経営|運営|$)|い(?:る|ます|て)|おり|おる|や|っす|雇|働|が(?:働|在籍|い)|在籍|"
    r"と|資|売|社|従|、|になっ|になり|抱え|でござ|で合っ|であっ|きり|こっきり|事務|パート|バイト|アルバイト|正|うち|女|男|"
    r"で(?:お(?:願|ねが)い|(?:頼|たの)(?:む|みま)|結構|いい(?:です|よ|わ|や|$)|"
    r"(?:計算|判定|登録|入力|進め)(?:を|し)?(?:お願|て(?:くだ|下さ|ほし|欲し|くれ|もら|おい|み(?:て|る|$)|$)))|"
    r"(?:たい|ばい)(?=$|[。、!]))"
)
_VISIT_BEFORE = re.compile(
    r"(?:(?<![月\d])[1一]日(?!時点|現在)|毎日|日に|月に|年間|週に|毎月|[1一]回|のべ|延べ|"
    r"累計)[^。、]{0,6}$"
)
_VISIT_AFTER = re.compile(
    r"(?:くらい|ぐらい|ほど|以上)?(?:が|は|も)?(?:来(?!月|年|春|期)|訪れ|集ま|利用|通って|泊ま|乗れ|"
    r"座れ|申し込|参加|待って|並ん|入れる|収容)|(?:だけ)?で(?:は|も)?(?:話|相談|決め|考え|"
    r"行[くきっけ]|無理|起業|始め|申[しす請]|悩|困|聞|調べ)"
)
_COUNTED = re.compile(
    r"(?:抜い|抜き|除い|除き|除く|入れ|含め|含む|含ん|合わせ|込み|足し)(?:て|で)?(?:は|も|"
    r"の)?[、 約]*$"
)
_LABEL = re.compile(
    r"(?:[員者数ト勤因院印フイ]|バイト|タイム|時間|常用|正規|\))(?:さん)?(?:だけ|のみ)?"
    r"(?:なら|は|が|も|って|:|、|の|を|で)?[ 、]?"
    r"(?:約|計|合計|全部で|今|現在|ちょうど|えっと|たぶん)?(?:\([^)]*\))?(?:[:=. ]|→)*$"
)
_SENTENCE = re.compile(r"[。!?\n]")
_THINGS = re.compile(r"(?:ベッド|病床|[席室屋舗台件口棟戸両点回本個床校])数(?:は|が|で|:|、| )?$")


def count_people(scene: Scene) -> tuple[list[Count], int]:
    """Numbers of people as of today, and by how many they are still to change to be that."""
    counts = [Count(item, role_of(item, first=not index)) for index, item in enumerate(_numbers(scene))]
    return _without_events(_corrected(counts))


def _numbers(scene: Scene) -> list[Item]:
    """People, and bare numbers where they can be people."""
    asked = scene.is_asked(Topic.EMPLOYEES)
    items = [item for item in scene.about(Topic.EMPLOYEES) if not _is_aside(item, asked=asked)]
    if not asked and all(is_coming(item) or _is_some(item) for item in items):
        return []
    people = any(item.found.kind is Kind.PEOPLE for item in items)
    kept = [item for item in items if _counts(item, asked=asked, people=people)]
    kept = _with_jobs(items, kept) if asked else kept
    left = [item for item in items if item not in kept and not is_taken_back(item) and not is_past(item)]
    unsure = any(item.found.kind is Kind.PEOPLE for item in left)
    doubtful = asked and any(item.found.kind is Kind.BARE for item in left)
    kept = [
        item.flawed(Flaw.SUBJECT) if _is_deed(item) or _is_some(item) else multiplied(scene, _possible(item))
        for item in kept
    ]
    return [guard(scene, item.flawed(Flaw.SEVERAL) if _is_unsure(item, unsure, doubtful) else item) for item in kept]


def _is_unsure(item: Item, unsure: bool, doubtful: bool) -> bool:
    """Whether a number may be one of several that count; ``doubtful``: another without a unit was left out."""
    return not item.cued and (unsure or (doubtful and item.found.kind is Kind.BARE))


def _with_jobs(items: list[Item], kept: list[Item]) -> list[Item]:
    """The numbers that count, with those of other jobs in the same list: 「工場9 店長6 外交2」."""
    bare = [item for item in kept if item.found.kind is Kind.BARE and role_of(item) is Role.SITE]
    listed = [item for item in items if item in kept or (item.found.kind is Kind.BARE and name_of(item))]
    jobs = all(role_of(item) is Role.SITE or not may_be_others(item) for item in listed)
    return listed if bare and jobs and make_a_sum(listed) else kept


def _possible(item: Item) -> Item:
    """The item, flawed where a number without a unit cannot be one of people."""
    ends = [end for end in (item.found.low, item.found.high) if end is not None]
    return (
        item if all(0 <= end <= MOST[Kind.PEOPLE] and end.denominator == 1 for end in ends) else item.flawed(Flaw.SIZE)
    )


_SOME = re.compile(
    r"(?:上げ(?:る|た)|対象の|該当する|低い|未満の)(?:予定の)?(?:人|者の?|従業員|社員|方の)数(?:が|は|も|を|:|、|って)?(?:約|だいたい|あと)?$|"
    r"(?:低い|高い|未満の|以下の|以上の|超の|超える|下回る|上回る|届かない|満たない|(?:引き)?上げ(?:る|た)|対象の|対象になる|該当する|"
    r"辞め(?:る|た|そうな)|定年の|休(?:む|んでいる|職中の)|残業(?:する|している))"
    r"(?:人|者|方|子|従業員|社員|スタッフ|もの)(?:が|は|も|、|って)?(?:約|だいたい|あと)?$"
    r"|^の(?:人|者|方|従業員|社員|スタッフ)(?:が|は|も)$"
)


def _is_some(item: Item) -> bool:
    """Whether a number counts those of the people of whom something is told: 「最低賃金より低い人が3人」."""
    return bool(_SOME.search(item.before))


def _is_deed(item: Item) -> bool:
    """Whether the text tells what some of the people do, 「社員が2人コロナになった」, or that some are so."""
    if _is_some(item):
        return True
    told = _PLAIN_RIGHT.match(item.after) or _EVENT.match(item.after)
    return item.before.endswith("が") and not told and bool(re.match("[一-龥ァ-ヶ]", item.after))


def _is_aside(item: Item, *, asked: bool) -> bool:
    """Whether the people come and go, are to come, or are counted among others."""
    visit = _VISIT_BEFORE.search(item.before) or _VISIT_AFTER.match(item.after)
    fingers = item.found.form in ("hands", "hand", "dozen", "dozens")
    return bool(visit or _is_detail(item) or (fingers and not asked and not item.cued))


def _is_detail(item: Item) -> bool:
    """「実習生3人入れて15人」: they are employees like the others."""
    return bool(_COUNTED_IN.match(item.after)) and role_of(item) in (Role.NONE, Role.REGULAR, Role.STAFF, Role.SITE)


def _counts(item: Item, *, asked: bool, people: bool) -> bool:
    """Whether the number can be one of employees."""
    if item.found.kind is Kind.PEOPLE:
        return item.cued or asked or bool(_PLAIN_RIGHT.match(item.after) or _EVENT.match(item.after))
    if _THINGS.search(item.before):
        return False
    if _LABEL.search(item.before) or follows_role(item) or is_plain(item.before, _SENTENCE.split(item.after)[0]):
        return True
    if item.found.form == "digits" or _COUNTED.search(item.before):
        return is_plain(item.after) or bool(_PLAIN_RIGHT.match(item.after))
    repaired = re.match(
        r"[、。. ]*(?:いや|じゃ|違|人|や(?:な|の)|でな|ではな|っていうか|というか|"
        r"あ[、っ ])",
        item.after,
    )
    return (people or is_plain(item.after)) and is_plain(item.before) and bool(repaired)


def _corrected(counts: list[Count]) -> list[Count]:
    """The numbers not taken back; what replaces one counts the same people."""
    kept = corrected([count.item for count in counts])
    out: list[Count] = []
    for index, count in enumerate(counts):
        standing = next((item for item in kept if item.found.start == count.item.found.start), None)
        replaced = index and out != counts[:index] and count.role is Role.NONE and not _stands(kept, counts[index - 1])
        if standing:
            out.append(Count(standing, counts[index - 1].role if replaced else count.role))
    return out


def _stands(kept: list[Item], count: Count) -> bool:
    return any(item.found.start == count.item.found.start for item in kept)


def _without_events(counts: list[Count]) -> tuple[list[Count], int]:
    """The numbers without those who come or go, and by how many the rest is still to change."""
    events = [
        count for count in counts if _EVENT.match(count.item.after) and not re.match(r"入れ|いれ", count.item.after)
    ]
    rest = [count for count in counts if count not in events]
    if events and (updated := _updated(events, rest)):
        return updated, 0
    return _before_event(events[0].item, rest[0]) if len(events) == len(rest) == 1 else (rest, 0)


_OWN = (Role.NONE, Role.REGULAR, Role.STAFF)


def _updated(events: list[Count], rest: list[Count]) -> list[Count] | None:
    """「社員18人、先月1人辞めたから17人」: the number after those who came or went, if it fits."""
    own = [count for count in rest if count.role in _OWN]
    start = events[0].item.found.start
    if len(own) != 2 or not own[0].item.found.start < start < own[1].item.found.start:
        return None
    old, new = own
    changes = [(-1 if _LESS.match(one.item.after) else 1) * (one.item.found.exact or 0) for one in events]
    others = [count for count in rest if count not in own]
    if (old.item.found.exact or 0) + sum(changes) != new.item.found.exact:
        return [*(Count(count.item.flawed(Flaw.SEVERAL), Role.NONE) for count in own), *others]
    told = replace(new.item, found=replace(new.item.found, flaw=None), before="", after="")
    return [Count(told, old.role), *others]


def _before_event(event: Item, rest: Count) -> tuple[list[Count], int]:
    """The number before the one change that is told with it."""
    if is_coming(event) and _BECOMES.match(rest.item.after):
        change = int(event.found.exact or 0)
        now = Count(replace(rest.item, before="", after=""), rest.role)
        return [now], change if _LESS.match(event.after) else -change
    if _LEFT_FROM.match(rest.item.after) and rest.item.found.start < event.found.start:
        return [Count(rest.item.flawed(Flaw.SEVERAL), rest.role)], 0
    return [rest], 0
