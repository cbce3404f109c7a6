"""The trade of a company, from the words people have for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.nlu.lexicon import FOLDER, Lexicon, listed, load
from bot.nlu.text import hiragana, is_kana, normalise
from bot.nlu.words import reading

SHOP = "\u3084"
"""Ends the names of shops."""
_KANJI = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Trade:
    """A trade named in a text."""

    start: int
    end: int
    word: str
    industry: str
    is_verb: bool = False


@lru_cache(maxsize=1)
def files() -> dict[str, dict[str, str]]:
    """The word lists of all industries, by industry."""
    names = sorted(path.name for path in (FOLDER / "industries").glob("*.yml"))
    contents = [load(f"industries/{name}") for name in names]
    return {content["industry"]: content["words"] for content in contents}


def detail_of(industry: str, text: str) -> str | None:
    """What a size table tells apart within an industry, such as tyres among rubber products."""
    details = load("industries/rubber.yml")
    if industry != details["industry"]:
        return None
    found = details["details"].items()
    return next((name for name, signs in found if any(sign in text for sign in signs.split())), None)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """All words for trades."""
    pairs = [(word, name) for name, groups in files().items() for word, _ in listed(groups)]
    return Lexicon(pairs)


@lru_cache(maxsize=1)
def _readings() -> Lexicon:
    """Words for trades as they sound, for texts in kana and for homophones."""
    pairs = [(reading(word), name) for word, name in lexicon()]
    return Lexicon((word, name) for word, name in pairs if is_kana(word) and len(word) + word.endswith(SHOP) >= 4)


@lru_cache(maxsize=1)
def grammar() -> dict[str, re.Pattern[str]]:
    """What surrounds a trade."""
    rules = load("industry_grammar.yml")
    names = (name for name in rules if name.endswith(("_after", "_before", "_near", "_between")) or name == "anything")
    return {name: re.compile(rules[name]) for name in names}


@lru_cache(maxsize=1)
def unstated() -> frozenset[str]:
    """Words that name a trade only in an answer to the question about it."""
    return frozenset(normalise(word) for word in load("industry_grammar.yml")["unstated"].split())


@lru_cache(maxsize=1)
def shops() -> frozenset[str]:
    """Words among them that name a trade where nothing else stands beside them."""
    return frozenset(normalise(word) for word in load("industry_grammar.yml")["shops"].split())


@lru_cache(maxsize=1)
def _verbs() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(rule)) for name, rule in load("industry_grammar.yml")["verbs"].items()]


@lru_cache(maxsize=1)
def _objects() -> Lexicon:
    return Lexicon(listed(load("industry_grammar.yml")["objects"]))


@lru_cache(maxsize=1)
def _changes() -> dict[str, dict[str, str]]:
    """Per trade of a verb: the objects that make it another trade."""
    return load("industry_grammar.yml")["objects_change"]


def trades_in(text: str) -> list[Trade]:
    """Every trade that a text names, by a noun or by what somebody does."""
    hits = lexicon().find(text) or ([] if _KANJI.search(text) else _readings().find(hiragana(text)))
    nouns = [Trade(hit.start, hit.end, hit.word, hit.value) for hit in hits]
    found = sorted([*nouns, *_done(text, nouns)], key=lambda trade: trade.start)
    return _heads(text, found)


def _done(text: str, nouns: list[Trade]) -> list[Trade]:
    """Trades told by verbs, outside the nouns."""
    taken = {at for noun in nouns for at in range(noun.start, noun.end)}
    out: dict[int, Trade] = {}
    for industry, rule in _verbs():
        for match in rule.finditer(text):
            if not taken.intersection(range(*match.span())):
                out.setdefault(match.start(), _with_object(text, match, industry))
    return list(out.values())


def _with_object(text: str, match: re.Match[str], industry: str) -> Trade:
    head = re.split(r"[。、!?\n]", text[: match.start()])[-1][-14:]
    hits = _objects().find(head)
    changed = _changes().get(industry, {}).get(hits[-1].value) if hits else None
    return Trade(match.start(), match.end(), match.group(), changed or industry, is_verb=True)


def _heads(text: str, trades: list[Trade]) -> list[Trade]:
    """The heads of compounds, as the last word of 「ホテルの清掃」; where something is done tells more than what is."""
    out: list[Trade] = []
    for trade in trades:
        if out and trade.is_verb and grammar()["place_between"].fullmatch(text[out[-1].end : trade.start]):
            continue
        while out and _modifies(text, out[-1], trade):
            last = out.pop()
            if _keeps_modifier(last, trade):
                trade = replace(trade, word=last.word, industry=last.industry, start=last.start)
        out.append(trade)
    return out


def _modifies(text: str, left: Trade, right: Trade) -> bool:
    if left.is_verb:
        return False
    between = text[left.end : right.start]
    return between in ("", "の", "系の", "系", "用", "用の") or (
        right.is_verb and between in ("を", "の", "", "なんかを", "とかを", "などを")
    )


def _keeps_modifier(left: Trade, right: Trade) -> bool:
    rules = load("industry_grammar.yml")
    weak = set(rules["weak_heads"].split())
    pairs = rules["modifier_wins"].get(right.industry, "").split()
    return right.word in weak or left.industry in pairs


def readings_in(text: str) -> list[Trade]:
    """Trades by their sound, where no word is spelt as expected."""
    sound = reading(text)
    hits = [hit for hit in _readings().find(sound) if grammar()["alone_after"].fullmatch(sound[hit.end :])]
    return [Trade(0, len(text), hit.word, hit.value) for hit in hits if hit.start == 0]
