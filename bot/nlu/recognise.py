"""All recognisers in one call each, by slot; the components and the tests share them."""

from __future__ import annotations

from bot.nlu.correction import corrects
from bot.nlu.finding import Finding
from bot.nlu.industry_choice import Guess, read_industry
from bot.nlu.legal_form import read_legal_form
from bot.nlu.linear import LinearModel
from bot.nlu.place import read_prefecture
from bot.nlu.programme import read_programme
from bot.nlu.text import parted, unspaced, without_symbols
from bot.nlu.words import words

SURE = 0.6
REST, SURE_OF_REST = "サービス業", 0.9
"""The trade that texts are likened to that tell of none."""
CANDIDATES = 3
LONGEST_GUESS = 40
_LISTING = frozenset(("employees", "capital_yen", "prefecture", "legal_form", "sales_change_pct"))
UNKNOWN = "x"
"""A text that no list has, so that all of them are searched."""


def guesser(model: LinearModel) -> Guess:
    """A guess of the trade by words that look or mean alike, for what no list has."""

    def guess(text: str) -> Finding | None:
        if len(text) > LONGEST_GUESS or not _says_something(text):
            return None
        ranking = model.rank(text)
        if ranking[0][1] >= (SURE_OF_REST if ranking[0][0] == REST else SURE):
            return Finding(value=ranking[0][0], end=len(text), guessed=True)
        candidates = tuple(industry for industry, _ in ranking[:CANDIDATES])
        return Finding(candidates=candidates, end=len(text), guessed=True)

    return guess


_CONTENT = ("名詞-普通名詞", "名詞-固有名詞", "動詞-一般", "形状詞")


def _says_something(text: str) -> bool:
    """Whether there is a Japanese word in the text that can tell of a trade."""
    return any(word.kind.startswith(_CONTENT) and not word.surface.isascii() for word in words(text))


def industry(text: str, asked: str | None, guess: Guess | None) -> Finding | None:
    """The trade of a normalised text; only an answer to the question about it is guessed at."""
    text = unspaced(text)
    if asked in ("industry", "main_industry"):
        return read_industry(without_symbols(text), asked=True, guess=guess)
    if _may_correct(text, asked):
        return read_industry(text, corrected=True)
    return read_industry(parted(text), opening=asked is None, listing=asked is None or asked in _LISTING)


def prefecture(text: str, asked: str | None) -> Finding | None:
    """The prefecture of a normalised text."""
    return read_prefecture(text, asked=asked == "prefecture" or _may_correct(text, asked))


def legal_form(text: str, asked: str | None) -> Finding | None:
    """The legal form of a normalised text."""
    return read_legal_form(text, asked=asked == "legal_form", corrected=_may_correct(text, asked))


def _may_correct(text: str, asked: str | None) -> bool:
    """Whether short words may be an earlier answer put right."""
    return asked != "choice" and corrects(text)


def program(text: str, asked: str | None) -> Finding | None:
    """The programme of a normalised text; what somebody plans may sound like one."""
    return read_programme(text, question=asked != "plan")


def warm_up() -> None:
    """Read all word lists."""
    for asked in ("industry", "prefecture", "legal_form", None):
        for recognise in (prefecture, legal_form, program):
            recognise(UNKNOWN, asked)
        industry(UNKNOWN, asked, None)
