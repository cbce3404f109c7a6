"""``python -m bot.preview NAME``: what visitors are shown of a frame, or of a programme, on each channel."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from subsidy import Catalog, CatalogError, Engine, ProfileError, load_catalog
from subsidy.catalog import DEFAULT_FOLDER
from subsidy.form.company import read_company
from subsidy.keeping import told_of_others

JAPAN = ZoneInfo("Asia/Tokyo")
NOON = dt.time(12)


def main(arguments: list[str] | None = None) -> int:
    """Print the preview, or write it to a file; exit status 2 for what is wrong."""
    from bot.keeping import preview

    given = _parser(preview.CHANNELS).parse_args(arguments)
    try:
        catalog = load_catalog(given.catalog)
        facts = _facts(given, catalog)
        at = dt.datetime.combine(given.on, NOON) if given.on else dt.datetime.now(JAPAN).replace(tzinfo=None)
        shown = preview.frames_of(Engine(catalog), given.name, facts, at)
    except CatalogError as error:
        print("\n".join(told_of_others(error, given.catalog, given.name)), file=sys.stderr)
        return 2
    except (ProfileError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    page = given.out is not None and given.out.suffix == ".html"
    shown = preview.without_details(shown) if given.cards else shown
    wanted = [given.channel] if given.channel else preview.CHANNELS
    text = preview.all_as_page(given.name, facts, shown, wanted) if page else preview.all_as_text(shown, wanted)
    if given.out is None:
        print(text)
        return 0
    return _write(given.out, text, preview.written(given.out))


def _write(path: Path, text: str, told: str) -> int:
    """Write a preview to a file, and tell where; exit status 2 where there is no writing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        print(ProfileError("sheet_unwritable", value=str(path)), file=sys.stderr)
        return 2
    print(told)
    return 0


def _parser(channels: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.preview", description=__doc__)
    parser.add_argument("name", metavar="NAME", help="id of a frame, or of a programme for all its frames")
    company = parser.add_mutually_exclusive_group()
    company.add_argument("--company", metavar="WORDS", help='facts in words: "業種=製造業 従業員数=12 設備投資=はい"')
    company.add_argument("--profile", type=Path, metavar="FILE", help="facts of a company as JSON (docs/profile.md)")
    parser.add_argument("--channel", choices=channels, help="the one channel to show (default: all three)")
    parser.add_argument("--cards", action="store_true", help="the cards only, without the details behind them")
    parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="day to judge on (default: today)")
    parser.add_argument("--catalog", type=Path, default=DEFAULT_FOLDER, metavar="FOLDER")
    parser.add_argument("--out", type=Path, metavar="FILE", help="file to write: .html is a page, anything else text")
    return parser


def _facts(given: argparse.Namespace, catalog: Catalog) -> dict[str, Any]:
    """The facts of a company in words or in a file. Raises ProfileError."""
    if given.company:
        return read_company(given.company, catalog.fields)
    return _read(given.profile) if given.profile else {}


def _read(path: Path) -> dict[str, Any]:
    try:
        facts = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ProfileError("no_profile", value=str(path)) from None
    except UnicodeDecodeError:
        raise ProfileError("not_utf8") from None
    except json.JSONDecodeError as error:
        at = {"line": str(error.lineno), "column": str(error.colno)}
        raise ProfileError("not_json_at", path=str(path), **at) from None
    if not isinstance(facts, dict):
        raise ProfileError("not_a_profile")
    return facts


if __name__ == "__main__":
    sys.exit(main())
