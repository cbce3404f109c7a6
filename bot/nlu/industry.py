"""The trade of a company, from the words people have for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.nlu.lexicon import FOLDER, Hit, Lexicon, listed, load
from bot.nlu.text import hiragana, is_kana, normalise
from bot.nlu.words import reading

WHEN_ASKED = ("when_asked", "english")
"""Groups of words that say nothing of the trade where something else was asked."""
SHOP = "\u3084"
"""Ends the names of shops."""
PARTS = " 、。,/\nで"
ALWAYS_MADE, STILL_MADE = ("製造", "加工"), ("ゴム製品製造業", "情報通信業")
"""Whatever is processed is made in a factory, but for these."""
MAKERS = ("製造業", "ゴム製品製造業")
WHOLE = ("no_trade", "anything", "vague")
BLANK = "\u25a1"
"""Stands for the signs of nouns, which verbs are looked for beside."""
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


def detail_of(industry: str, text: str, trades: list[Trade]) -> str | None:
    """What a size table tells apart within an industry: tyres among rubber products, amusement among services.

    Some names are found by signs anywhere in the text, others where all words for the trade stand for them.
    """
    found = _details("details").get(industry, {}).items()
    by_sign = next((name for name, signs in found if any(sign in text for sign in signs.split())), None)
    told = {trade.word for trade in trades}
    by_word = (name for name, words in _detail_words().get(industry, {}).items() if told and told <= words)
    return by_sign or next(by_word, None)


@lru_cache(maxsize=2)
def _details(key: str) -> dict[str, dict[str, str]]:
    contents = [load(f"industries/{path.name}") for path in (FOLDER / "industries").glob("*.yml")]
    return {content["industry"]: content.get(key, {}) for content in contents}


@lru_cache(maxsize=1)
def _detail_words() -> dict[str, dict[str, frozenset[str]]]:
    """Words for trades, as they are spelt and as they sound, by the industry and the name that they stand for."""
    return {
        industry: {name: _spelt(words.split()) for name, words in names.items()}
        for industry, names in _details("details_by_word").items()
    }


def _spelt(words: list[str]) -> frozenset[str]:
    plain = [normalise(word) for word in words]
    return frozenset((*plain, *map(reading, plain)))


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
    names = (name for name in rules if name.endswith(("_after", "_before", "_near", "_between")) or name in WHOLE)
    return {name: re.compile(rules[name]) for name in names}


@lru_cache(maxsize=1)
def unstated() -> frozenset[str]:
    """Words that name a trade only in an answer to the question about it."""
    named = [words for groups in files().values() for group, words in groups.items() if group in WHEN_ASKED]
    listed_here = [load("industry_grammar.yml")["unstated"], *named]
    return frozenset(normalise(word.replace("_", " ")) for words in listed_here for word in words.split())


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


@lru_cache(maxsize=1)
def _deeds() -> frozenset[str]:
    return frozenset(load("industry_grammar.yml")["deeds"].split())


def _is_verb(text: str, hit: Hit) -> bool:
    """Whether a word in kana that ends like a shop goes on as a verb: 「なんでもやってます」."""
    return hit.word.endswith(SHOP) and bool(grammar()["verb_after"].match(text[hit.end :]))


def trades_in(text: str, *, asked: bool = True) -> list[Trade]:
    """Every trade that a text names, by a noun or by what somebody does; unasked, a sound must begin a part."""
    hits = lexicon().find(text)
    if not hits and not _KANJI.search(text):
        hits = _readings().find(hiragana(text))
        hits = [hit for hit in hits if asked or not hit.start or text[hit.start - 1] in PARTS]
    nouns = [_acted(text, Trade(hit.start, hit.end, hit.word, hit.value)) for hit in hits if not _is_verb(text, hit)]
    found = sorted([*nouns, *_done(text, nouns)], key=lambda trade: trade.start)
    return _heads(text, found)


def _done(text: str, nouns: list[Trade]) -> list[Trade]:
    """Trades told by verbs, outside the nouns; of expressions that overlap the longest, of equal ones the first."""
    rest = text
    for noun in nouns:
        rest = rest[: noun.start] + BLANK * (noun.end - noun.start) + rest[noun.end :]
    matches = [(match, industry) for industry, rule in _verbs() for match in rule.finditer(rest)]
    taken: set[int] = set()
    out: list[Trade] = []
    for match, industry in sorted(matches, key=lambda one: one[0].start() - one[0].end()):
        span = set(range(*match.span()))
        if not taken & span:
            taken |= span
            word = text[match.start() : match.end()]
            out.append(_with_object(text, Trade(*match.span(), word, industry, is_verb=True)))
    return out


def _with_object(text: str, trade: Trade) -> Trade:
    """The trade that the object of a verb makes of it."""
    head = re.split(r"[。、!?\n]", text[: trade.start])[-1][-14:]
    hits = [hit for hit in _objects().find(head) if not grammar()["material_after"].match(head[hit.end :])]
    changed = _changes().get(trade.industry, {}).get(hits[-1].value) if hits else None
    fixed = grammar()["fixed_near"].search(trade.word)
    made = trade.word.startswith(ALWAYS_MADE) and changed not in STILL_MADE
    return replace(trade, industry=changed) if changed and not fixed and not made else trade


def _acted(text: str, noun: Trade) -> Trade:
    """A noun for what is done (「タイヤを製造」), which takes an object like a verb."""
    is_deed = noun.word in _deeds() and grammar()["object_before"].search(text[: noun.start])
    return replace(_with_object(text, noun), is_verb=True) if is_deed else noun


def _heads(text: str, trades: list[Trade]) -> list[Trade]:
    """The heads of compounds, as the last word of 「ホテルの清掃」; where something is done tells more than what is."""
    out: list[Trade] = []
    for trade in trades:
        if out and trade.is_verb and grammar()["place_between"].fullmatch(text[out[-1].end : trade.start]):
            continue
        if out and out[-1].is_verb and _is_workplace(text, out[-1], trade):
            continue
        while out and _modifies(text, out[-1], trade):
            last = out.pop()
            if _keeps_modifier(last, trade):
                trade = replace(trade, word=last.word, industry=last.industry, start=last.start)
            elif last.end == trade.start:
                trade = replace(trade, start=last.start)
        out.append(trade)
    return out


def _is_workplace(text: str, deed: Trade, noun: Trade) -> bool:
    """Whether a noun only names the place where something is done."""
    named = noun.word in load("industry_grammar.yml")["workplaces"].split()
    return named and deed.industry in MAKERS and bool(grammar()["working_between"].match(text[deed.end : noun.start]))


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
    is_verb = right.is_verb and right.word not in _deeds()
    pairs = rules["modifier_wins" if is_verb else "modifier_wins_noun"].get(right.industry, "").split()
    return right.word in weak or left.industry in pairs


def readings_in(text: str) -> list[Trade]:
    """Trades by their sound, where no word is spelt as expected."""
    sound = reading(text)
    hits = [hit for hit in _readings().find(sound) if grammar()["alone_after"].fullmatch(sound[hit.end :])]
    return [Trade(0, len(text), hit.word, hit.value) for hit in hits if hit.start == 0]
