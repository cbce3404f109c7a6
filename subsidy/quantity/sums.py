"""Amounts of which one is told to be the sum, the product or the price without tax."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from subsidy.quantity.found import Flaw, Kind
from subsidy.quantity.scene import Item, Scene

_CLEARED = (None, Flaw.RATE, Flaw.SEVERAL)
_WITHOUT_TAX, _WITH_TAX = re.compile("税(?:抜|別)|本体価格"), re.compile("税込|込み込み")
_NEAR = 8


def stated_total(scene: Scene, items: list[Item]) -> Item | None:
    """The amount that is the sum of all others, or the product of another and a count: 「12万を8人分で96万円」."""
    for item in (items[-1:] + items[:1]) if len(items) > 1 or len(_money(scene)) > 1 else []:
        if item.found.flaw in _CLEARED and (_is_sum(scene, item) or _is_product(scene, item)):
            return replace(item, found=replace(item.found, flaw=None))
    return None


def without_tax(items: list[Item]) -> list[Item]:
    """Of two prices, one with and one without tax, the latter."""
    bare = [item for item in items if _is_near(_WITHOUT_TAX, item)]
    rest = [item for item in items if item not in bare]
    return bare if len(bare) == len(rest) == 1 and _is_near(_WITH_TAX, rest[0]) else items


def _money(scene: Scene) -> list[Item]:
    return [item for item in scene.items if item.found.kind is Kind.MONEY and item.found.exact]


def _is_sum(scene: Scene, item: Item) -> bool:
    others = [one.found.exact or Fraction(0) for one in _money(scene) if one.found.start != item.found.start]
    return len(others) > 1 and sum(others) == item.found.exact


def _is_product(scene: Scene, item: Item) -> bool:
    """Whether a price before the amount, times a count told with it, is the amount."""
    prices = [one for one in _money(scene) if one.found.start < item.found.start]
    counts = [one for one in scene.found if one.start < item.found.start and one.kind is not Kind.MONEY and one.exact]
    if len(prices) != 1 or not item.found.exact:
        return False
    price = prices[0].found.exact or Fraction(0)
    return any((count.exact or 0) > 1 and price * (count.exact or 0) == item.found.exact for count in counts)


def _is_near(word: re.Pattern[str], item: Item) -> bool:
    head = item.before[-_NEAR:]
    return bool(word.search(head) if "税" in head else word.match(item.after.lstrip("円 (、")))
