"""Which of the trades that a text names is the company's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.nlu.finding import Finding
from bot.nlu.industry import Trade, detail_of, grammar, readings_in, trades_in, unstated
from bot.nlu.text import joined

_SENTENCE = re.compile(r"[。!?\n;]+|(?<=です)、|ですが、?|ですけど、?|だけど、?")
_PIECE = re.compile(r"[。、!?\n;,]+|けど|ですが|で、")
_NEAR = 14
Guess = Callable[[str], Finding | None]


def read_industry(text: str, *, asked: bool, opening: bool = False, guess: Guess | None = None) -> Finding | None:
    """The trade that a normalised text states.

    ``asked``: the question was about it. ``opening``: no question was asked, so that somebody may tell of himself.
    """
    for spelt in dict.fromkeys((text, joined(text))):
        own = _own(spelt, trades_in(spelt))
        if not asked:
            own = [trade for trade in own if _is_stated(spelt, trade, opening=opening)]
        if own:
            return _decided(spelt, own)
    if not asked:
        return None
    heard = _own(text, readings_in(text))
    if heard:
        return _decided(text, heard)
    if grammar()["anything"].search(text):
        return Finding()
    return guess(text) if guess else None


def _own(text: str, trades: list[Trade]) -> list[Trade]:
    """Trades that are neither customers nor denied, former or planned; customers count where nothing else is named."""
    rules = grammar()
    present = [trade for trade in trades if not rules["denied_after"].match(text[trade.end :])]
    present = [trade for trade in present if not rules["planned_after"].match(text[trade.end :])]
    kept = [trade for trade in present if not rules["former_before"].search(text[: trade.start])] or present
    targets = [trade for trade in kept if rules["target_after"].match(text[trade.end :])]
    own = [_to_traders(text, trade, targets) for trade in kept if trade not in targets]
    return own or kept


def _to_traders(text: str, trade: Trade, targets: list[Trade]) -> Trade:
    """Selling to other companies is wholesale."""
    sells = trade.industry == "小売業" and any(grammar()["sold_after"].match(text[one.end :]) for one in targets)
    return replace(trade, industry="卸売業") if sells else trade


def _is_stated(text: str, trade: Trade, *, opening: bool) -> bool:
    rules, rest = grammar(), text[trade.end :]
    if trade.is_verb:
        return opening and bool(rules["done_after"].match(rest))
    if trade.word in unstated() and not (opening and rules["run_after"].match(rest)):
        return False
    return bool(rules["stated_after"].match(rest) and rules["stated_before"].search(text[: trade.start]))


def _decided(text: str, trades: list[Trade]) -> Finding | None:
    if not trades:
        return None
    for narrower in (_main, _without_side, _asserted, _first_sentence, _last_head):
        if len({trade.industry for trade in trades}) == 1:
            break
        trades = narrower(text, trades)
    industries = tuple(dict.fromkeys(trade.industry for trade in trades))
    start, end = trades[0].start, trades[-1].end
    if len(industries) > 1:
        return Finding(candidates=industries, start=start, end=end)
    return Finding(value=industries[0], start=start, end=end, detail=detail_of(industries[0], text))


def _piece(text: str, trade: Trade) -> str:
    """The words around a trade, up to the next punctuation."""
    start = max((match.end() for match in _PIECE.finditer(text, 0, trade.start)), default=0)
    match = _PIECE.search(text, trade.end)
    return text[start : match.start() if match else len(text)]


def _main(text: str, trades: list[Trade]) -> list[Trade]:
    marked = [trade for trade in trades if grammar()["main_near"].search(_piece(text, trade))]
    return marked or trades


def _without_side(text: str, trades: list[Trade]) -> list[Trade]:
    unmarked = [trade for trade in trades if not grammar()["side_near"].search(_piece(text, trade))]
    return unmarked or trades


def _asserted(text: str, trades: list[Trade]) -> list[Trade]:
    """What a sentence says outright counts before what it mentions."""
    rule = grammar()["asserted_after"]
    return [trade for trade in trades if rule.match(text[trade.end :])] or trades


def _first_sentence(text: str, trades: list[Trade]) -> list[Trade]:
    """What comes in later sentences explains the first."""
    match = _SENTENCE.search(text, trades[0].end)
    limit = match.start() if match else len(text)
    return [trade for trade in trades if trade.start < limit]


def _last_head(text: str, trades: list[Trade]) -> list[Trade]:
    """The last one, unless they stand side by side."""
    pairs = zip(trades, trades[1:], strict=False)
    if any(_side_by_side(text, left, right) for left, right in pairs if left.industry != right.industry):
        return trades
    return trades[-1:]


def _side_by_side(text: str, left: Trade, right: Trade) -> bool:
    between = text[left.end : right.start]
    return bool(grammar()["and_between"].fullmatch(between)) or (
        left.is_verb and right.is_verb and len(between) <= _NEAR
    )
