"""A text with its quantities, each bound to what it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cached_property

from subsidy.quantity.bounds import bound
from subsidy.quantity.cues import TAKES, Cue, Topic, find_cues
from subsidy.quantity.found import Flaw, Found, Kind
from subsidy.quantity.scan import scan

REACH = 60
ASKED = {
    "capital_yen": Topic.CAPITAL,
    "employees": Topic.EMPLOYEES,
    "sales_change_pct": Topic.SALES,
    "investment_yen": Topic.INVESTMENT,
    "plan": Topic.INVESTMENT,
}


@dataclass(frozen=True)
class Item:
    """A quantity and the topic it was bound to; ``cued`` where a word of the text says so."""

    found: Found
    topic: Topic | None
    cued: bool
    before: str
    """Text since the quantity before it."""
    after: str
    """Text up to the next quantity."""

    def flawed(self, flaw: Flaw) -> Item:
        """The item, not to be stored for this reason unless it has another already."""
        return self if self.found.flaw else replace(self, found=replace(self.found, flaw=flaw))


@dataclass(frozen=True)
class Scene:
    """A folded text and what was asked."""

    text: str
    asked: str | None
    found: list[Found] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)

    @cached_property
    def items(self) -> list[Item]:
        """The quantities that can answer something, in their order."""
        found = [one for one in self.found if one.kind is not Kind.OTHER]
        out: list[Item] = []
        for index, one in enumerate(found):
            before = found[index - 1].tail if index else 0
            after = found[index + 1].start if index + 1 < len(found) else len(self.text)
            meant = _replacement(self, one, found[index + 1]) if index + 1 < len(found) else one
            topic, cued = _topic(self, meant, out)
            head, tail = (
                self.text[max(before, one.start - REACH) : one.start],
                self.text[one.tail : min(after, one.tail + REACH)],
            )
            out.append(Item(one, topic, cued, head, tail))
        return out

    def about(self, topic: Topic) -> list[Item]:
        """Quantities bound to a topic."""
        return [item for item in self.items if item.topic is topic]

    def mentions(self, topic: Topic) -> bool:
        """Whether a word of the text names the topic."""
        return any(cue.topic is topic for cue in self.cues)

    def is_asked(self, topic: Topic) -> bool:
        """Whether the topic was just asked about."""
        return ASKED.get(self.asked or "") is topic


def read_scene(text: str, asked: str | None) -> Scene:
    """Scene of a folded text."""
    return Scene(text, asked, bound(text, scan(text)), find_cues(text))


def _replacement(scene: Scene, one: Found, following: Found) -> Found:
    """The number that takes back a number without a unit and tells what it counts: 「10、いや11人」."""
    between = scene.text[one.end : following.start]
    if one.kind is Kind.BARE and following.kind is not Kind.BARE and _REPAIR.fullmatch(between):
        return following
    return one


_REPAIR = re.compile(
    r"[、。….・ 〜ー]*(?:いや|いえ|違|あ(?!と|る|り)|じゃな|じゃの|ではな|でなく|やな|やの|ちが|ちゃう|間違|"
    r"もとい|訂正|っていうか|というか|"
    r"っと、|おっと|ごめん|失礼|すみません)[^、。]{0,8}[、。 ]*"
)
_END = re.compile(r"[。!?\n]")
_TIGHT = 6
_LINK = re.compile(r"円?(?:くらい|ぐらい|ほど|程度|程|前後|弱|強|以上|以下|規模)?(?:の|を|(?P<by>で)|の予定で)?")
_SINCE = re.compile(
    r"(?:なく|[っいえけせてれしきり来無])て|ので|ため|せいで|影響で|おかげ|から、|たら|けど|けれど|"
    r"ですが|まして|ますが"
)
_NOISE = (Topic.MONEY, Topic.CROWD)


def _topic(scene: Scene, one: Found, earlier: list[Item]) -> tuple[Topic | None, bool]:
    """What a quantity is about, and whether a word says so."""
    if earlier and (topic := _retracted(scene, one, earlier[-1])):
        return topic, True
    left, right = _left(scene, one, earlier), _right(scene, one)
    if left and (right is None or one.start - left.end <= _TIGHT):
        return left.topic, True
    if right:
        return right.topic, True
    asked, other = ASKED.get(scene.asked or ""), _elsewhere(scene, one, earlier)
    if other and (one.kind is Kind.BARE or _PUTS_RIGHT.search(scene.text[: one.start])):
        return other, True
    if asked and one.kind in TAKES[asked]:
        return asked, False
    return (Topic.EMPLOYEES if one.kind is Kind.PEOPLE else Topic.SALES if one.kind is Kind.SHARE else None), False


_PUTS_RIGHT = re.compile("間違|まちが|訂正|修正|[桁ケけ]た?[をがは]|ゼロ|正しく|違って|違い")
_TAKEN_BACK = re.compile(
    r"(?:と|って)(?:言|い[いうっ]|書|答え|入れ|打|お伝え|申し)[^、。]{0,10}(?:けど|が|けれど)|"
    r"いや(?![しす])|いえ|違[いうっえ]|ちが[いうっえ]|ちゃう|ちゃいま|間違|まちが|もとい|訂正|失礼|ごめん|"
    r"すみません|すいません|待って|やっぱ|"
    r"っていうか|というか|じゃな|じゃねえ|ではな|や(?:な[いくし]|のうて)|でな[いくぐ]|でのうて|じゃのうて|"
    r"でね[ぇえぐ]|おっと|っと、|あっ|あ、"
)
_FAR = 18


def _retracted(scene: Scene, one: Found, last: Item) -> Topic | None:
    """The topic of the number before, where the words between take that number back."""
    gap = scene.text[last.found.tail : one.start]
    named = any(last.found.tail <= cue.start < one.start for cue in scene.cues)
    same = one.kind in (last.found.kind, Kind.BARE) or last.found.kind is Kind.BARE
    if named or not same or not last.topic or len(gap) > _FAR or not _TAKEN_BACK.search(gap):
        return None
    return last.topic if one.kind in TAKES[last.topic] else None


def _left(scene: Scene, one: Found, earlier: list[Item]) -> Cue | None:
    """The nearest cue before a quantity in the same sentence, or that of its neighbour."""
    index = bisect_left([cue.start for cue in scene.cues], one.start)
    for cue in reversed(scene.cues[max(0, index - 6) : index]):
        gap = scene.text[cue.end : one.start]
        if len(gap) > REACH or _END.search(gap):
            break
        if one.kind in TAKES[cue.topic] and not _is_over(scene, cue, gap, earlier):
            return cue
    return None


def _is_over(scene: Scene, cue: Cue, gap: str, earlier: list[Item]) -> bool:
    """Whether a cue has nothing to say of the quantity any more."""
    if cue.topic in _NOISE:
        return bool(_SINCE.search(gap) or (len(gap) > _TIGHT and re.search("[、,]", gap)) or _used(cue, earlier))
    if not _used(cue, earlier) or not ASKED.get(scene.asked or "") or scene.is_asked(cue.topic):
        return False
    since = gap[max(0, earlier[-1].found.tail - cue.end) :]
    return "、" in since and not _REPAIR.search(since)


def _used(cue: Cue, earlier: list[Item]) -> bool:
    return any(item.found.start >= cue.end for item in earlier[-3:])


def _elsewhere(scene: Scene, one: Found, earlier: list[Item]) -> Topic | None:
    """Another topic than the one asked about, named before in another sentence and given no number yet."""
    index = bisect_left([cue.start for cue in scene.cues], one.start)
    for cue in reversed(scene.cues[max(0, index - 3) : index]):
        if (
            cue.topic not in _NOISE
            and not scene.is_asked(cue.topic)
            and one.kind in TAKES[cue.topic]
            and not _given(cue, earlier)
        ):
            return cue.topic
    return None


def _given(cue: Cue, earlier: list[Item]) -> bool:
    return any(item.found.start >= cue.end and item.topic is not cue.topic for item in earlier[-3:])


def _right(scene: Scene, one: Found) -> Cue | None:
    """The cue that a quantity stands before, as in 「10人の従業員」."""
    index = bisect_left([cue.start for cue in scene.cues], one.end)
    for cue in scene.cues[index : index + 1]:
        gap = scene.text[one.end : cue.start]
        link = _LINK.fullmatch(gap) if len(gap) <= 12 else None
        if link and one.kind in TAKES[cue.topic] and not (link.group("by") and cue.topic is not Topic.INVESTMENT):
            return cue
    return None
