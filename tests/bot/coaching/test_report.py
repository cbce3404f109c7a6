"""The debrief in words: sentences that can be read aloud, without ids and gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from bot.coaching.data import words
from bot.coaching.debrief import WEIGHTS
from bot.coaching.persona import Persona
from bot.coaching.report import report
from subsidy import Engine
from tests.bot.coaching.trainee import held, perfect

# Names with Latin letters that a reader knows; anything else in Latin letters would be an id.
KNOWN = re.compile(r"GビズID|SECURITY ACTION|IT|AI|M&A|PMI|Go-Tech|DX|GitHub|https?://\S+|[A-DVP]|V-?字")
READ_ALOUD = ("press", "big_line", "bar", "angry_diner", "foundry")


@pytest.mark.parametrize("name", READ_ALOUD)
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_debrief_can_be_read_aloud(name: str, share: float, personas: Mapping[str, Persona], engine: Engine) -> None:
    owner = personas[name]
    lines = perfect(owner, engine).lines
    told = report(held(owner, engine, lines[: int(len(lines) * share)])[1], owner, engine)
    for one in [*told["bad"], *told["good"]]:
        assert one["text"].endswith("。")
        assert "。。" not in one["text"]
        assert not re.search(r"[A-Za-z]{2,}", KNOWN.sub("", one["text"])), one["text"]
        assert all(reason["source"].startswith("出典：") for reason in one["reasons"])


def test_the_points_of_the_parts_add_up_to_the_score(personas: Mapping[str, Persona], engine: Engine) -> None:
    for owner in personas.values():
        lines = perfect(owner, engine).lines[::2]
        told = report(held(owner, engine, lines)[1], owner, engine)
        assert abs(sum(told["parts"].values()) - told["minus"] - told["score"]) <= 1.5 or told["score"] == 0
        assert {*told["parts"]} | {*told["missing_parts"]} == {*WEIGHTS}
        assert abs(sum(told["weights"].values()) - 100) < 0.5


def test_every_sentence_of_the_findings_is_one() -> None:
    for kind, text in words()["findings"].items():
        assert text.endswith(("。", "{call}")), kind
