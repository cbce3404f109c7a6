"""A message of each kind as Slack gets it, to paste into Block Kit Builder: written by ``python -m`` of this module."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from bot.channels.delivery.keys import Keys
from bot.channels.slack.case import Case
from bot.channels.slack.commands import Commands
from bot.channels.slack.freeze import frozen
from bot.channels.slack.inbound import Place
from bot.channels.slack.memo import memo
from bot.channels.slack.render import render

Json = dict[str, Any]
HERE = Path(__file__).resolve()
NEUTRAL = HERE.with_name("neutral.json")
FOLDER = HERE.parents[3] / "docs" / "fixtures" / "slack"
KEYS = Keys(b"an example is no secret", "slack")


class NoCases:
    """Nobody has said anything."""

    async def look(self, _conversation_id: str) -> Case | None:
        """No case."""
        return None


def examples() -> dict[str, Json]:
    """File name to content."""
    spoken: dict[str, list[Json]] = json.loads(NEUTRAL.read_text("utf-8"))
    case = spoken.pop("memo")
    shown = {name: _blocks(messages) for name, messages in spoken.items()}
    shown["memo"] = [memo(Case(*case))]
    shown["help"] = [asyncio.run(Commands(NoCases(), KEYS).run("help", Place("C1")))]
    shown["frozen"] = [frozen({"blocks": shown["question_multi"][0]}, ["設備投資", "販路開拓"])["blocks"]]
    return {
        f"{name}{f'-{number}' if len(messages) > 1 else ''}.json": {"blocks": blocks}
        for name, messages in sorted(shown.items())
        for number, blocks in enumerate(messages, 1)
    }


def written(content: Json) -> str:
    """The content of a file."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _blocks(messages: list[Json]) -> list[list[Json]]:
    return [message["blocks"] for message in render(messages, lambda choice: KEYS.button("example", "c", choice))]


def main() -> None:
    """Write all files anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.json"):
        path.unlink()
    for name, content in examples().items():
        (FOLDER / name).write_text(written(content), "utf-8")


if __name__ == "__main__":
    main()
