"""``python -m bot.learning``: the review queue on the command line, and the way from labels to training data."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from bot.learning import table
from bot.learning.examples import FOLDER, Example
from bot.learning.store import IGNORED, ReviewStore
from bot.learning.words import words

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")
MODEL = ROOT / "models" / "hojo-navi.tar.gz"
REFUSED, WRONG = 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Exit status 1: the labels are refused; 2: something is missing or cannot be read."""
    given = _parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except (table.BadTable, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.learning", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    out = commands.add_parser("export", help="write the utterances that wait for a label to a CSV file")
    out.add_argument("file", type=Path)
    out.set_defaults(run=_export)
    back = commands.add_parser("import", help="read labels from a CSV file")
    back.add_argument("file", type=Path)
    back.set_defaults(run=_import)
    learn = commands.add_parser("learn", help="add what has a label to data/nlu, unless that makes the model worse")
    learn.add_argument("--model", type=Path, default=MODEL, help="the model in use")
    learn.add_argument("--examples", type=Path, default=FOLDER, help="folder of training examples")
    learn.add_argument("--held-out", type=Path, help="folder of labelled utterances to compare by")
    learn.add_argument("--candidate", type=Path, help="where to leave the model that was tried")
    learn.add_argument("--sure", action="store_true", help="learn labels that the model in use finds hard to believe")
    learn.set_defaults(run=_learn)
    return parser


def _export(given: argparse.Namespace) -> int:
    utterances = _with_store(lambda store: store.waiting())
    given.file.write_text(table.as_csv(utterances), encoding="utf-8", newline="")
    print(words()["report"]["exported"].format(count=len(utterances), file=given.file))
    return 0


def _import(given: argparse.Namespace) -> int:
    labels = table.read_labels(given.file)
    count = _with_store(lambda store: store.label(labels))
    print(words()["report"]["imported"].format(count=count))
    return 0


def _learn(given: argparse.Namespace) -> int:
    from bot.lean import leave_out_tensorflow
    from bot.logs import configure_logging

    if not given.model.is_file():
        raise FileNotFoundError(words()["report"]["no_model"])
    os.environ["LOG_LEVEL"] = "ERROR"
    leave_out_tensorflow()
    configure_logging()
    from bot.learning.loop import Place, learn

    labelled = _with_store(lambda store: store.labelled())
    wanted = [one for one in labelled if one.label != IGNORED]
    labels = [Example(one.text, str(one.label)) for one in wanted]
    place = Place(given.model, given.examples, given.held_out, given.candidate, given.sure)
    added = learn(labels, place, lambda line: print(line, flush=True))
    if added is None:
        return REFUSED
    # What was learned, or says nothing, no longer has to be kept with its conversation.
    _with_store(lambda store: store.forget(one.id for one in labelled))
    return 0


def _with_store(work: Callable[[ReviewStore], Awaitable[T]]) -> T:
    from bot.stores.conversations import open_store

    async def run() -> T:
        conversations = open_store()
        try:
            return await work(ReviewStore(conversations.database))
        finally:
            await conversations.close()

    return asyncio.run(run())


if __name__ == "__main__":
    sys.exit(main())
