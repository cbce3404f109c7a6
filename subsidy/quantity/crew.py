"""People counted by job or by site: lists that make a sum, so many at each site, names that may not be of employees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy.quantity.found import Flaw, Found, Kind
from subsidy.quantity.scene import Item, Scene

_AND = re.compile(
    r"^(?:[、,。・/+& ]|と|に|や|が|で|は|です|あと|(?:その|この)?(?:ほか|他)|それと|それから|加えて|プラス|"
    r"(?:い|お)(?:て|り|って)(?:、|$)|もう)+"
)
_LINK = re.compile(
    r"(?:さん|たち|達|の(?:人|方|者|子|もん|おばちゃん|おばさん|おじさん|おっちゃん|姉ちゃん|兄ちゃん)|は|が|に|で|"
    r"も|→|[:=、… ]|"
    r"約|だけ|それぞれ|各|のほう|の方)*$"
)
_NAME = re.compile(
    r"[\d一-龥々ァ-ヶーa-z]{1,10}(?:の[一-龥々ァ-ヶー]{1,8})?"
    r"|若い(?:もん|者|衆|子|人|の|やつ)|おばちゃん|おばさん|見習い|手伝い|洗い場|下働き|賄い|仕込み|受付け"
)
_NO_JOB = re.compile(
    r"[年月日期時週春夏秋冬朝昼夜後]$|(?<!板)前$|今|昔|先|以前|現在|平均|最[大低高]|以上|合計|総勢|全[員体部]|数$|"
    r"別$|うち|本当|実際|予定|正解|"
    r"トラック|ダンプ|バス|トレーラー|ローリー|リフト|クレーン|ユンボ|ベッド|テーブル|カウンター|パソコン|ライン|車$|席|機械|台$|"
    r"従業|社[員印]|スタッフ|人員|職員|メンバー|人数|常[時勤]|正規|計$|多い|少ない|コロナ|ピーク|繁忙|閑散"
)


def name_of(item: Item) -> str | None:
    """What the people of a number are said to be, None where it is no plain name."""
    clause = re.split(r"[、。,!?\n]", item.before)[-1]
    name = _LINK.sub("", _AND.sub("", clause))
    return name if _NAME.fullmatch(name) else None


def make_a_sum(items: Sequence[Item]) -> bool:
    """Whether the numbers stand side by side, each with the name of another job or site and nothing else."""
    names = [name_of(item) for item in items]
    plain = all(item.found.exact is not None and not item.found.flaw for item in items)
    jobs = all(name and not _NO_JOB.search(name) for name in names)
    return len(items) > 1 and plain and jobs and len(set(names)) == len(names) and not _is_broken(items)


def _is_broken(items: Sequence[Item]) -> bool:
    """Whether more than a name stands between two of the numbers."""
    return any(len(item.before.strip("、, ")) > len(name_of(item) or "") + _LOOSE for item in items[1:])


_LOOSE = 8
_EACH_BEFORE = re.compile(r"(?:各|それぞれ|(?:どっち|どちら|どこ|いずれ|両方|2つ|二つ)(?:も|とも)|ともに)[、 に約]*$")
_EACH_AFTER = re.compile(r"(?:くらい|ぐらい|ほど)?ずつ")
_SITES = re.compile(
    r"(?:つ|軒|[かヶカヵケ]所|箇所|店舗?|支店|営業所|工場|拠点|事業所|出張所|園|校|教室|班|チーム)(?!目|号)"
)
_FAR = 24


def multiplied(scene: Scene, item: Item) -> Item:
    """The item times the number of sites, where so many are at each; flawed where that number is not told."""
    if not (_EACH_BEFORE.search(item.before) or _EACH_AFTER.match(item.after)):
        return item
    sites = [one for one in scene.found if _counts_sites(scene, one, item)]
    number = sites[-1].exact if sites else None
    if not number or item.found.exact is None:
        return item.flawed(Flaw.VAGUE)
    return replace(item, found=replace(item.found, low=item.found.exact * number, high=item.found.exact * number))


def _counts_sites(scene: Scene, one: Found, item: Item) -> bool:
    near = 0 <= item.found.start - one.end <= _FAR
    return near and one.kind in (Kind.OTHER, Kind.BARE) and bool(_SITES.match(scene.text, one.end))


_EMPLOYED = re.compile(
    r"(?:[員者師士手工人係職官夫婦番長社店所場部課班館業屋院園校室年月日期時点計約数私男女陣組名簿帳ー]|担当|助手|"
    r"見習い|スト|マン|レディ|"
    r"スタッフ|全体|総勢|現[在状]|うち|正味|実質|実働|実際|本当|常駐|体制|規模|社保|保険|確か|多分|大体|"
    r"最[大低高近]|以[上下]|"
    r"[ァ-ヶ]+|[今昔]|いま|只今|直近|当初|以前|正[確式]|人間|所帯|以?外|末|プラス|自分|俺|僕|合わせ|トータル|内訳|対象|元々|基本|通常|普段|一応|"
    r"感覚|概算|外交|外回り|番頭|渉外|工務|営繕|電話番|夜勤|日勤|早番|遅番)$"
)


def may_be_others(item: Item) -> bool:
    """Whether the number is said to be of people by a name that no employee has, such as 弟子 or 席."""
    name = name_of(item)
    return bool(name and not name[0].isdigit() and not name.isascii() and not _EMPLOYED.search(name))


_OFFICERS = r"(?:社長|専務|常務|役員|取締役|代表|オーナー|経営者|店主|所長|院長|大将|親方|女将)"
_WRITER = re.compile(
    rf"{_OFFICERS}[^、。\d]{{0,8}}(?:ほか|他|以外|除[いきくけ]|抜[いきくけ])[^。\d]{{0,14}}?"
    r"(?:私|わたし|わたくし|あたし|自分|俺|僕)と[^、。\d]{1,10}(?<!の)$"
)


def counts_without_writer(item: Item) -> bool:
    """Whether an employee writes and comes on top: 「社長のほかは、私と営業3名」."""
    return bool(_WRITER.search(item.before))
