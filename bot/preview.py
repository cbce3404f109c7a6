"""``python -m bot.preview FRAME``: what visitors are shown of a frame on the web, on LINE and on Slack."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from subsidy import CatalogError, Engine, ProfileError, load_catalog
from subsidy.catalog import DEFAULT_FOLDER

JAPAN = ZoneInfo("Asia/Tokyo")
NOON = dt.time(12)


def main(arguments: list[str] | None = None) -> int:
    """Print the preview, or write it to a file; exit status 2 for what is wrong."""
    given = _parser().parse_args(arguments)
    from bot.keeping import preview

    try:
        facts = json.loads(given.profile.read_text(encoding="utf-8-sig")) if given.profile else {}
        at = dt.datetime.combine(given.on, NOON) if given.on else dt.datetime.now(JAPAN).replace(tzinfo=None)
        messages = preview.messages_of(Engine(load_catalog(given.catalog)), given.frame, _object(facts), at)
    except (ProfileError, CatalogError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if given.out is None:
        print(preview.as_text(messages))
        return 0
    page = given.out.suffix == ".html"
    lead = preview.facts_line(facts)
    text = preview.as_page(given.frame, lead, messages) if page else preview.as_text(messages)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(text, encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.preview", description=__doc__)
    parser.add_argument("frame", metavar="FRAME", help="id of a frame")
    parser.add_argument("--profile", type=Path, metavar="FILE", help="facts of a company as JSON (docs/profile.md)")
    parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="day to judge on (default: today)")
    parser.add_argument("--catalog", type=Path, default=DEFAULT_FOLDER, metavar="FOLDER")
    parser.add_argument("--out", type=Path, metavar="FILE", help="file to write: .html is a page, anything else text")
    return parser


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ProfileError("not_a_profile")
    return value


if __name__ == "__main__":
    sys.exit(main())
