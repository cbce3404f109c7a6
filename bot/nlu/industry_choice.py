"""Which of the trades that a text names is the company's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from bot.nlu.finding import Finding
from bot.nlu.industry import BLANK, Trade, detail_of, grammar, readings_in, shops, trades_in, unstated
from bot.nlu.lexicon import load
from bot.nlu.text import joined

_SENTENCE = re.compile(r"[。!?\n;]+|(?<=です)、|ですが、?|ですけど、?|だけど、?")
_PIECE = re.compile(r"[。、!?\n;,]+|けど|ですが|で、")
_NEAR = 14
FARMING = "農林水産業"
SHOPS = "小売業"
MAKING = frozenset(("製造業", FARMING))
OBJECT = "\u3092"
"""Stands behind what is made or sold."""
SELLING = frozenset(("\u5378", "\u5378\u3057", "\u5378\u58f2", "\u8ca9\u58f2"))
"""Nouns for selling, to others or to all."""
Guess = Callable[[str], Finding | None]


def read_industry(
    text: str,
    *,
    asked: bool = False,
    opening: bool = False,
    listing: bool = False,
    corrected: bool = False,
    guess: Guess | None = None,
) -> Finding | None:
    """The trade that a normalised text states.

    ``asked``: the question was about it. ``opening``: no question was asked, so that somebody may tell of himself.
    ``listing``: facts may be told side by side. ``corrected``: the text puts an earlier answer right.
    """
    if grammar()["request_near"].search(text):
        return None
    text = grammar()["company_near"].sub(lambda found: BLANK * len(found[0]), text)
    for spelt in dict.fromkeys((text, joined(text))):
        field = _field(spelt) if asked else None
        trades = trades_in(spelt, asked=asked)
        own = _own(spelt, trades, asked=asked)
        if corrected:
            own = [one for one in own if not one.is_verb and grammar()["corrected_after"].match(spelt[one.end :])]
        elif not asked:
            own = [one for one in own if _is_stated(spelt, one, opening=opening, listing=listing)]
        if field or own:
            return field or _decided(spelt, own)
        if asked and trades and all(_is_rejected(spelt, trade, trades) for trade in trades):
            return Finding()
    return _unlisted(text, guess) if asked else None


def _is_rejected(text: str, trade: Trade, trades: list[Trade]) -> bool:
    """Whether the text says that a trade is not, or not yet, the company's."""
    rest = text[trade.end :]
    return bool(grammar()["denied_after"].match(rest)) or _is_planned(text, trade, trades) or _is_priced(rest, trade)


def _unlisted(text: str, guess: Guess | None) -> Finding | None:
    """The trade by its sound or by likeness."""
    if grammar()["no_trade"].fullmatch(text):
        return None
    heard = _own(text, readings_in(text), asked=True)
    if heard:
        return _decided(text, heard)
    if grammar()["anything"].search(text):
        return Finding()
    if grammar()["circumstances_near"].search(text):
        return None
    return guess(text) if guess else None


def _field(text: str) -> Finding | None:
    """A field in which there are several trades, or none, told without more: 「車関係です」, 「小さい会社です」."""
    if grammar()["vague"].fullmatch(text):
        return Finding()
    for words, rule in _fields():
        if match := rule.fullmatch(text):
            return Finding(candidates=words, start=match.start(1), end=match.end(1))
    return None


@lru_cache(maxsize=1)
def _fields() -> list[tuple[tuple[str, ...], re.Pattern[str]]]:
    fields = load("industry_grammar.yml")["fields"]
    around = load("industry_grammar.yml")["field_around"]
    return [(tuple(trades.split()), re.compile(around.replace("#", words))) for words, trades in fields.items()]


def _own(text: str, trades: list[Trade], *, asked: bool) -> list[Trade]:
    """Trades that are neither customers nor denied, former or planned; customers count where nothing else is named."""
    rules = grammar()
    present = [trade for trade in trades if not rules["denied_after"].match(text[trade.end :])]
    present = [trade for trade in present if not _is_planned(text, trade, trades)]
    present = _without_bought(text, present)
    kept = [trade for trade in present if not rules["former_before"].search(text[: trade.start])] or present
    others = [trade for trade in kept if rules["others_before"].search(text[: trade.start])]
    kept = [trade for trade in kept if trade not in others] or (kept if asked else [])
    targets = [trade for trade in kept if not trade.is_verb and rules["target_after"].match(text[trade.end :])]
    own = [_to_traders(text, trade, targets) for trade in kept if trade not in targets]
    leading = [trade for trade in own if not _goes_with(text, trade)]
    return _made(text, leading or [*_sellers(text, own), *own] or kept)


def _without_bought(text: str, trades: list[Trade]) -> list[Trade]:
    """The trades without what is only bought for them: 「旅館、システムを300万円で入れる」."""
    rule = grammar()["bought_after"]
    trades = [one for one in trades if not _is_priced(text[one.end :], one)]
    kept = [one for one in trades if one.is_verb or not rule.match(text[one.end :])]
    return kept if any(not one.is_verb for one in kept) else trades


def _is_priced(rest: str, trade: Trade) -> bool:
    return not trade.is_verb and bool(grammar()["priced_after"].match(rest))


def _is_planned(text: str, trade: Trade, trades: list[Trade]) -> bool:
    """Whether a trade is wished for; of several the last before the wish is: 「旅館 予約システムを導入したい」."""
    rest = text[trade.end :]
    wish = grammar()["planned_after"].match(rest)
    if wish is None or (grammar()["company_before"].search(trade.word) and grammar()["wanted_after"].match(rest)):
        return False
    return not any(trade.end <= one.start < trade.end + wish.end() for one in trades)


def _sellers(text: str, trades: list[Trade]) -> list[Trade]:
    """Selling, where only the mending that goes with it is known: what is sold has no word in the lists."""
    found = [grammar()["mends_before"].search(text[: trade.start]) for trade in trades]
    return [Trade(match.start(), match.end(1), match[1], SHOPS) for match in found if match]


def _goes_with(text: str, trade: Trade) -> bool:
    """Whether a trade is only what goes with the one before it: mending with selling, selling with developing."""
    rule = {"サービス業": "mends_before", "小売業": "made_before"}.get(trade.industry)
    return rule is not None and bool(grammar()[rule].search(text[: trade.start]))


def _made(text: str, trades: list[Trade]) -> list[Trade]:
    """Who sells what he makes is a maker; who sells on what he buys is a wholesaler if he delivers."""
    makes = [one for one in trades if one.industry in MAKING and (one.is_verb or text[one.end : one.end + 1] != OBJECT)]
    shops = [trade for trade in trades if trade.is_verb and grammar()["own_shop_near"].search(trade.word)]
    if shops and not any(trade.industry == FARMING for trade in makes):
        return _sold_in_shop(text, trades, makes)
    if not makes or grammar()["buys_near"].search(text):
        return trades
    sells = ("\u5378\u58f2\u696d", "\u5c0f\u58f2\u696d")
    sold = [one for one in trades if one.industry in sells and one.start > makes[0].start]
    return [one for one in trades if one not in sold or not (one.is_verb or _is_market(one, makes[0]))]


def _is_market(trade: Trade, maker: Trade) -> bool:
    """Whether a noun tells only where or how a maker sells."""
    grown = maker.industry == FARMING and grammar()["market_near"].search(trade.word)
    return maker.is_verb and (trade.word in SELLING or bool(grown))


def _sold_in_shop(text: str, trades: list[Trade], makes: list[Trade]) -> list[Trade]:
    """Who imports for a shop of his own keeps a shop, and so does a baker; of other makers it is not clear."""
    bakes = bool(grammar()["baked_near"].search(text))
    return [one for one in trades if not (one.is_verb and _yields(one)) and not (bakes and one in makes)]


def _yields(trade: Trade) -> bool:
    return bool(grammar()["imports_near"].search(trade.word))


def _to_traders(text: str, trade: Trade, targets: list[Trade]) -> Trade:
    """Selling to other companies is wholesale."""
    sells = trade.industry == "小売業" and any(grammar()["sold_after"].match(text[one.end :]) for one in targets)
    return replace(trade, industry="卸売業") if sells else trade


def _is_stated(text: str, trade: Trade, *, opening: bool, listing: bool) -> bool:
    rules, rest = grammar(), text[trade.end :]
    if trade.is_verb:
        return opening and bool(rules["done_after"].match(rest))
    if trade.word in unstated():
        alone = trade.word in shops() and _stands_alone(text, trade)
        return listing and (alone or bool(rules["run_after"].match(rest)))
    if rules["counted_after"].match(rest) and not rules["company_before"].search(trade.word):
        return False
    return bool(rules["stated_after"].match(rest) and rules["stated_before"].search(text[: trade.start]))


def _stands_alone(text: str, trade: Trade) -> bool:
    """Whether a word that can also be a part of something is all that is said between two signs."""
    rules = grammar()
    return bool(rules["alone_before"].search(text[: trade.start]) and rules["shop_after"].match(text[trade.end :]))


def _decided(text: str, trades: list[Trade]) -> Finding | None:
    if not trades:
        return None
    if len({trade.industry for trade in trades}) > 1 and _undecided(text, trades):
        return _open(trades)
    for narrower in (_main, _without_side, _asserted, _first_sentence, _last_head):
        if len({trade.industry for trade in trades}) == 1:
            break
        trades = narrower(text, trades)
    industries = tuple(dict.fromkeys(trade.industry for trade in trades))
    start, end = trades[0].start, trades[-1].end
    # Both are meant, whatever the other one is.
    if len(industries) > 1 or grammar()["both_near"].search(text):
        return _open(trades)
    detail = detail_of(industries[0], text, _telling(text, trades))
    return Finding(value=industries[0], start=start, end=end, detail=detail)


def _telling(text: str, trades: list[Trade]) -> list[Trade]:
    """What tells more of a trade than its name, in the first sentence that does, without what is done besides."""
    named = [one for one in trades if one.word not in one.industry and one.industry not in one.word]
    named = [one for one in named if not grammar()["excepted_after"].match(text[one.end :])]
    return _first_sentence(text, _without_side(text, _main(text, named))) if named else []


def _undecided(text: str, trades: list[Trade]) -> bool:
    """Whether the text puts its trades side by side, or one besides another, and calls none of them the main one."""
    rules = grammar()
    if rules["balance_near"].search(text):
        return True
    trades = _main_ones(text, trades)
    weighed = rules["main_near"].search(text) or rules["side_near"].search(text)
    return not weighed and any(rules["also_after"].match(text[trade.end :]) for trade in trades)


def _open(trades: list[Trade]) -> Finding:
    industries = tuple(dict.fromkeys(trade.industry for trade in trades))
    return Finding(candidates=industries, start=trades[0].start, end=trades[-1].end)


def _piece(text: str, trade: Trade) -> str:
    """The words around a trade, up to the next punctuation."""
    start = max((match.end() for match in _PIECE.finditer(text, 0, trade.start)), default=0)
    match = _PIECE.search(text, trade.end)
    return text[start : match.start() if match else len(text)]


def _main(text: str, trades: list[Trade]) -> list[Trade]:
    marked = [trade for trade in trades if grammar()["main_near"].search(_piece(text, trade))]
    return marked or trades


def _without_side(text: str, trades: list[Trade]) -> list[Trade]:
    trades = _main_ones(text, trades)
    unmarked = [trade for trade in trades if not grammar()["side_near"].search(_piece(text, trade))]
    return unmarked or trades


def _main_ones(text: str, trades: list[Trade]) -> list[Trade]:
    """The trades without those that are told to be done besides."""
    return [trade for trade in trades if not grammar()["aside_after"].match(text[trade.end :])] or trades


def _asserted(text: str, trades: list[Trade]) -> list[Trade]:
    """What a sentence says outright counts before what it mentions."""
    rule = grammar()["asserted_after"]
    said = [trade for trade in trades if rule.match(text[trade.end :])]
    beside = [
        left
        for left, right in zip(trades, trades[1:], strict=False)
        if right in said and grammar()["with_between"].fullmatch(text[left.end : right.start])
    ]
    return [trade for trade in trades if trade in said or trade in beside] or trades


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
