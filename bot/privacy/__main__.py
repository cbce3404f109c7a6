"""``python -m bot.privacy``: the retention job by hand, what is kept how long, receipts, and a visitor's data."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timezone
from typing import TypeVar

from bot.privacy.export import export_of_case
from bot.privacy.settings import DAY_S, Limits, limits
from bot.privacy.sweep import kept_tables, sweep
from bot.reports.links import BadSetting
from bot.stores.connection import StoreError
from bot.stores.database import BadDatabase, Database, database_location
from bot.stores.erasures import erased_at
from bot.stores.kept import Kept, Rule

T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 1 where the database cannot be used or nothing is found, 2 where a setting is wrong."""
    parser = argparse.ArgumentParser(prog="python -m bot.privacy", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("sweep", help="delete what is due")
    commands.add_parser("tables", help="list what is kept how long")
    commands.add_parser("receipt", help="tell when an erasure took place").add_argument("receipt")
    commands.add_parser("export", help="print the data behind a case of staff").add_argument("case", type=int)
    given = parser.parse_args(arguments)
    try:
        return COMMANDS[given.command](given, limits())
    except (BadSetting, BadDatabase) as error:
        print(error, file=sys.stderr)
        return 2
    except StoreError as error:
        print(f"The database cannot be used: {type(error).__name__}", file=sys.stderr)
        return 1


def _sweep_now(_given: argparse.Namespace, allowed: Limits) -> int:
    swept = _with_database(lambda database: sweep(database, time.time(), allowed))
    for table, count in sorted(swept.items()):
        print(f"{table}: {count}")
    return 0


def _list_tables(_given: argparse.Namespace, allowed: Limits) -> int:
    for kept in kept_tables():
        print(f"{kept.table}: {_told(kept, allowed)}")
    return 0


def _look_up(given: argparse.Namespace, _allowed: Limits) -> int:
    receipt = given.receipt.strip().upper()
    at = _with_database(lambda database: database.read(lambda connection: erased_at(connection, receipt)))
    print("not known" if at is None else datetime.fromtimestamp(at, timezone.utc).isoformat(timespec="seconds"))
    return 1 if at is None else 0


def _export(given: argparse.Namespace, _allowed: Limits) -> int:
    content = _with_database(lambda database: export_of_case(database, given.case, time.time()))
    print("not known" if content is None else json.dumps(content, ensure_ascii=False, indent=2))
    return 1 if content is None else 0


def _with_database(work: Callable[[Database], Awaitable[T]]) -> T:
    async def run() -> T:
        database = Database(database_location())
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(run())


def _told(kept: Kept, allowed: Limits) -> str:
    """In words how long the rows of a table are kept."""
    told = {
        Rule.TEXT: f"until its conversation was idle for {allowed.text_s / DAY_S:g} days",
        Rule.CONVERSATION: f"with its conversation, at most {allowed.answers_s / DAY_S:g} days after its last message",
        Rule.EXPIRES: f"until {kept.column}",
        Rule.DAYS: f"{kept.days} days from {kept.column}",
        Rule.IMPERSONAL: f"always: {kept.why}",
    }
    return told[kept.rule]


COMMANDS = {"sweep": _sweep_now, "tables": _list_tables, "receipt": _look_up, "export": _export}

if __name__ == "__main__":
    sys.exit(main())
