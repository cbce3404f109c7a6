from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.lexicon import Lexicon
from bot.nlu.text import LONGEST, hiragana, is_kana, joined, normalise, without_symbols
from bot.nlu.words import reading, words


@pytest.mark.parametrize(
    ("raw", "plain"),
    [("ＩＴ導入", "it導入"), ("ｼﾎﾝｷﾝ", "シホンキン"), ("あ\x00い", "あい"), ("龍ヶ崎", "龍ケ崎"), ("  a　 b ", "a b")],
)
def test_one_way_to_write_each_sign(raw: str, plain: str) -> None:
    assert normalise(raw) == plain


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert len(once) <= LONGEST * 18


@given(st.text(alphabet="あいうアイウ漢字ab "))
def test_hiragana_keeps_every_sign_in_its_place(text: str) -> None:
    assert len(hiragana(text)) == len(text)


def test_spaces_of_voice_input_are_dropped_but_not_those_of_latin_words() -> None:
    assert joined("しほんきん は 300万 go tech") == "しほんきんは 300万 go tech"


def test_emoji_are_dropped() -> None:
    assert without_symbols("ありがと😊") == "ありがと"


def test_kana() -> None:
    assert is_kana("ラーメンや")
    assert not is_kana("床屋")
    assert not is_kana("")


def test_words_have_places_and_readings() -> None:
    first = words("製造業です")[0]
    assert (first.surface, first.start, first.end, first.reading) == ("製造業", 0, 3, "せいぞうぎょう")
    assert reading("製像業") == "せいぞうぎょう"


@given(st.text(max_size=50))
def test_words_cover_the_text(text: str) -> None:
    plain = normalise(text)
    assert "".join(word.surface for word in words(plain)) == plain


def test_the_longest_word_wins() -> None:
    hits = Lexicon([("運送", 1), ("運送業", 2)]).find("運送業です")
    assert [(hit.word, hit.value) for hit in hits] == [("運送業", 2)]


def test_kana_words_match_either_script_at_the_start_of_a_word_only() -> None:
    lexicon = Lexicon([("ラーメン", 1)])
    assert lexicon.find("らーめん")
    assert not lexicon.find("あらーめん")


def test_latin_words_match_whole() -> None:
    lexicon = Lexicon([("EC", 1)])
    assert lexicon.find(normalise("EC運営"))
    assert not lexicon.find(normalise("record"))
