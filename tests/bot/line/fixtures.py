"""``python -m tests.bot.line.fixtures``: writes docs/fixtures/line/*.json anew."""

from __future__ import annotations

import json
from pathlib import Path

from bot.channels.line.render import choices_again, render
from bot.channels.line.words import words
from bot.stores.records import Json
from tests.bot.line.samples import SIGNER, samples

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "fixtures" / "line"


def rendered() -> dict[str, list[Json]]:
    """The messages of each fixture by its name."""
    made = {name: render(messages, SIGNER, words()) for name, messages in samples().items()}
    plans = samples()["question_multi"][0]
    industries = samples()["question_choice"][0]
    made["question_multi_picked"] = choices_again(plans, SIGNER, words(), mask=0b101, page=0)
    made["question_choice_more"] = choices_again(industries, SIGNER, words(), mask=0, page=1)
    return made


def write() -> None:
    """Write every fixture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, messages in rendered().items():
        text = json.dumps({"messages": messages}, ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
