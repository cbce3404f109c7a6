"""Headcount: those regularly employed, without owner, officers, temps and part-timers."""

from __future__ import annotations

import re
from fractions import Fraction

from subsidy.quantity.answer import Answer, Ask, Stored, ask, exactly
from subsidy.quantity.choose import is_part, is_total, settle
from subsidy.quantity.crew import counts_without_writer, make_a_sum, may_be_others
from subsidy.quantity.cues import Topic
from subsidy.quantity.found import Flaw
from subsidy.quantity.phrases import says_nobody
from subsidy.quantity.roles import (
    Role,
    includes_owner,
    is_included,
    is_owner_alone,
    may_include_others,
    names_others,
    names_owner_only,
)
from subsidy.quantity.scene import Item, Scene
from subsidy.quantity.staff import Count, count_people

_APART = (Role.REGULAR, Role.OUTSIDE, Role.PART, Role.FAMILY)


def read_people(scene: Scene) -> Answer | None:
    """What the text says of the number of employees, if anything."""
    counts, shift = count_people(scene)
    if counts:
        return _shifted(_decide(scene, counts), shift)
    return _without_numbers(scene)


def _shifted(answer: Answer | None, shift: int) -> Answer | None:
    if not isinstance(answer, Stored) or not shift:
        return answer
    moved = Stored(*(None if end is None else end + shift for end in (answer.low, answer.high)))
    return moved if (moved.low or 0) >= 0 else Ask()


def _decide(scene: Scene, counts: list[Count]) -> Answer | None:
    """The number that counts regular employees."""
    if len(counts) == 1 and counts[0].role is Role.OUTSIDE and _is_owner(counts[0].item):
        return exactly(0)
    counts = _without_total(counts)
    own = [count for count in counts if count.role is Role.REGULAR]
    others = [count for count in counts if count.role not in _APART]
    contract = [count for count in counts if count.role is Role.CONTRACT]
    if own and any(is_part(one.item) and one.role in (Role.OUTSIDE, Role.FAMILY) for one in counts):
        return ask([count.item.found for count in counts], Flaw.INCLUDES)
    if own and not contract and not _only_part_timers(own, counts):
        return _one(scene, own, counts)
    family = any(count.role is Role.FAMILY for count in counts)
    if contract or not others or own or (family and all(count.role is Role.NONE for count in others)):
        return ask([count.item.found for count in counts], Flaw.INCLUDES)
    return _included(counts, others) or _one(scene, others, counts)


def _is_owner(item: Item) -> bool:
    return item.found.exact == 1 and is_owner_alone(item)


def _without_total(counts: list[Count]) -> list[Count]:
    """The counts without the sum of them all: 「役員3人従業員22人計25人」 has 22."""
    apart = any(count.role in (Role.OUTSIDE, Role.PART) for count in counts)
    staff = any(count.role in (Role.STAFF, Role.REGULAR) for count in counts)
    whole = next((count for count in (counts[-1], counts[0]) if count.role is Role.NONE), None)
    if whole is None or not (apart and staff):
        return counts
    rest = [count for count in counts if count is not whole]
    total = sum((count.item.found.exact or Fraction(0) for count in rest), Fraction(0))
    return rest if total == whole.item.found.exact else counts


def _only_part_timers(own: list[Count], counts: list[Count]) -> bool:
    """Whether there are part-timers and nobody else."""
    return all(count.item.found.exact == 0 for count in own) and any(count.role is Role.PART for count in counts)


def _included(counts: list[Count], others: list[Count]) -> Answer | None:
    """「役員2名含む10名」 is 8; part-timers counted in must be asked about."""
    rest = [count for count in counts if count not in others]
    inside = any(is_included(count.item) or is_part(count.item) for count in rest)
    if not rest or len(others) != 1 or not (inside or is_total(others[0].item)):
        return None
    whole = others[0].item.found.exact
    parts = sum((count.item.found.exact or Fraction(0) for count in rest), Fraction(0))
    if whole is None or parts >= whole:
        return ask([count.item.found for count in counts], Flaw.INCLUDES)
    outside = all(count.role is Role.OUTSIDE for count in rest)
    return exactly(whole - parts) if outside else Ask((whole - parts, whole), Flaw.INCLUDES)


def _one(scene: Scene, chosen: list[Count], counts: list[Count]) -> Answer | None:
    if make_a_sum([count.item for count in chosen]):
        return exactly(sum((count.item.found.exact or Fraction(0) for count in chosen), Fraction(0)))
    standing = settle([count.item for count in chosen])
    if len(standing) > 1:
        return _several(scene, standing, [count for count in chosen if count.item in standing])
    item = standing[0]
    if item.found.flaw or (item.found.low is None and item.found.high is None):
        return ask([item.found], item.found.flaw or Flaw.VAGUE)
    role = next((count.role for count in chosen if count.item.found.start == item.found.start), Role.NONE)
    return _without_owner(scene, item, role, alone=len(counts) == 1)


def _several(scene: Scene, items: list[Item], counts: list[Count]) -> Answer:
    """Several numbers: sites make a sum, and a number that is the sum of the others is the whole."""
    values = [item.found.exact for item in items]
    found = [item.found for item in items]
    if any(value is None for value in values) or any(one.flaw for one in found):
        return ask(found, Flaw.SEVERAL)
    if len(items) == 2 and any(_is_without_owner(items[one], items[1 - one]) for one in (0, 1)):
        return exactly(min(value or Fraction(0) for value in values))
    total = sum((value or Fraction(0) for value in values), Fraction(0))
    outer = next((values[end] for end in (0, -1) if _is_unlabelled(items[end], counts)), None)
    if len(values) > 2 and outer and total == 2 * outer:
        return exactly(outer)
    if len(counts) == len(items) and all(count.role is Role.SITE for count in counts):
        return exactly(total)
    return ask(found, Flaw.SEVERAL)


def _is_without_owner(item: Item, whole: Item) -> bool:
    """Whether the one is the other less the owner: 「私を入れて5人、従業員としては4人」."""
    return includes_owner(whole) and (whole.found.exact or 0) - (item.found.exact or 0) == 1


def _is_unlabelled(item: Item, counts: list[Count]) -> bool:
    return any(count.item is item and count.role in (Role.NONE, Role.STAFF) for count in counts)


def _without_owner(scene: Scene, item: Item, role: Role, *, alone: bool) -> Answer | None:
    """The number, less the owner where he is counted in."""
    found = item.found
    if found.exact == 1 and role in (Role.NONE, Role.OUTSIDE) and is_owner_alone(item):
        return exactly(0)
    if may_include_others(item, role, scene.text):
        return ask([found], Flaw.INCLUDES)
    if includes_owner(item):
        return _less_one(item)
    if counts_without_writer(item):
        return Stored(*(None if end is None else end + 1 for end in (found.low, found.high)))
    if role is Role.NONE and not item.cued and may_be_others(item):
        return ask([found], Flaw.SUBJECT)
    if found.form == "alone" and found.exact == 1 and alone and role is Role.NONE and not _EMPLOYS.match(item.after):
        return Ask((Fraction(1), Fraction(0)), Flaw.INCLUDES)
    return Stored(found.low, found.high)


_EMPLOYS = re.compile("(?:だけ|のみ)?(?:を)?(?:雇|従業員|社員|使って|に来て|に手伝)")


def _less_one(item: Item) -> Answer:
    found = item.found
    if found.low is not None and found.low < 1:
        return ask([found], Flaw.INCLUDES)
    return Stored(*(None if end is None else end - 1 for end in (found.low, found.high)))


def _without_numbers(scene: Scene) -> Answer | None:
    """Nobody, the owner alone, or people without a number."""
    asked, others = scene.is_asked(Topic.EMPLOYEES), names_others(scene.text)
    if says_nobody(scene):
        return Ask((Fraction(0),), Flaw.INCLUDES) if others else exactly(0)
    if asked and not others and names_owner_only(scene.text):
        return exactly(0)
    unread = others or any(item.topic is Topic.EMPLOYEES for item in scene.items)
    return Ask() if asked and unread else None
