"""`python -m bot.understand`: what the bot makes of utterances. JSON lines in, JSON lines out.

The trained model is loaded and run by Rasa's own graph, as in a live conversation; only its dialogue half is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "models"
CONTRACT_SLOTS = (
    "industry",
    "capital_yen",
    "capital_range",
    "employees",
    "employees_range",
    "sales_change_pct",
    "sales_change_range",
    "prefecture",
    "legal_form",
    "investment_yen",
    "investment_range",
    "program",
)
NO_MODEL = "There is no trained model in {folder}: run `make train` first."


class Understanding:
    """The understanding half of a trained model."""

    def __init__(self, archive: Path, folder: Path) -> None:
        from rasa.engine.graph import ExecutionContext
        from rasa.engine.storage.local_model_storage import LocalModelStorage

        from bot.runner import OrderedGraphRunner

        storage, metadata = LocalModelStorage.from_model_archive(folder, archive)
        # Rasa's last step takes a text that starts with a slash for a command; a channel never lets one through.
        target = metadata.predict_schema.nodes[metadata.nlu_target].needs["messages"]
        schema = metadata.predict_schema.minimal_graph_schema([target])
        context = ExecutionContext(graph_schema=schema, model_id=metadata.model_id)
        self._target = target
        self._runner = OrderedGraphRunner.create(schema, storage, context)

    def parse(self, text: str, asked: str | None = None, metadata: dict[str, Any] | None = None) -> dict[str, Any]:
        """Intent and entities, as Rasa would put them on the tracker."""
        from rasa.core.channels.channel import UserMessage
        from rasa.engine.constants import PLACEHOLDER_MESSAGE

        message = UserMessage(text, metadata={"asked": asked, **(metadata or {})})
        outcome = self._runner.run(inputs={PLACEHOLDER_MESSAGE: [message]}, targets=[self._target])
        parsed: dict[str, Any] = outcome[self._target][0].as_dict(only_output_properties=True)
        return parsed

    def understand(self, text: str, asked: str | None) -> dict[str, Any]:
        """An utterance in the terms of the contract."""
        parsed = self.parse(text, asked)
        told = {entity["entity"]: entity["value"] for entity in parsed["entities"]}
        slots = {name: told[name] for name in CONTRACT_SLOTS if name in told}
        return {"act": parsed["intent"]["name"], "slots": slots, "confirm": told.get("confirm", {})}


def newest_model(folder: Path) -> Path | None:
    """The archive that was trained last."""
    found = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


def answers(lines: Iterable[str], understanding: Understanding) -> Iterator[dict[str, Any]]:
    """One answer for every line that is not blank."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield understanding.understand(*_read(line))
            except ValueError as error:
                yield {"error": f"line {number}: {error}"}


def _read(line: str) -> tuple[str, str | None]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError("not JSON") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError("expected an object with a string `text`")
    asked = row.get("asked")
    if not (asked is None or isinstance(asked, str)):
        raise ValueError("`asked` must be a string or null")
    return row["text"], asked or None


def main(arguments: list[str] | None = None) -> int:
    """Entry point; the exit status is 2 where there is no model."""
    parser = argparse.ArgumentParser(prog="python -m bot.understand", description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, help="archive of a trained model (default: the newest in models/)")
    model = parser.parse_args(arguments).model or newest_model(MODELS)
    if model is None or not model.is_file():
        print(NO_MODEL.format(folder=(model or MODELS / "-").parent), file=sys.stderr)
        return 2
    from bot.lean import leave_out_tensorflow
    from bot.logs import configure_logging

    leave_out_tensorflow()
    configure_logging()
    with tempfile.TemporaryDirectory() as folder:
        understanding = Understanding(model, Path(folder))
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        for answer in answers(sys.stdin, understanding):
            print(json.dumps(answer, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
