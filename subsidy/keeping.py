"""What the keeper of the catalogue does on the command line besides checking: drafts, and sheets to compare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from subsidy import new
from subsidy.catalog.loader import read_folder
from subsidy.catalog.proposals import UNFILLED
from subsidy.engine import Engine
from subsidy.errors import ProfileError, words_of
from subsidy.model import Programme
from subsidy.scenario import Scenario, ScenarioError, differences, read_scenarios


def write_draft(folder: Path, names: Sequence[str], edition: str | None, today: dt.date) -> str:
    """Write a draft into the catalogue in ``folder``; returns what to tell. Raises ProfileError."""
    kind, *rest = names
    if kind in new.LISTS and 1 <= len(rest) <= 2:
        path = _file_of(folder, rest[0])
        text = new.with_draft(path.read_text(encoding="utf-8"), kind, rest[1] if rest[1:] else None)
    elif edition is not None and not rest:
        new.check_id(kind)
        path = folder / edition / "programmes" / f"{kind}.yml"
        text = _new_programme(folder, path, edition, today)
    else:
        raise ProfileError("new_usage")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    told: str = words_of("new")["done"]
    return told.format(path=path, count=text.count(UNFILLED))


def _file_of(folder: Path, programme_id: str) -> Path:
    found = sorted(folder.glob(f"*/programmes/{programme_id}.yml")) if new.ID.fullmatch(programme_id) else []
    if not found:
        raise ProfileError("new_no_file", value=programme_id)
    return found[-1]


def _new_programme(folder: Path, path: Path, edition: str, today: dt.date) -> str:
    if not (folder / edition / "edition.yml").is_file():
        raise ProfileError("no_edition", value=edition)
    # Drafts of others that are not finished do not stand in the way.
    programmes = [one.value for one in read_folder(folder)[0].values() if isinstance(one.value, Programme)]
    if path.exists() or path.stem in new.used_ids(programmes):
        raise ProfileError("new_exists", value=path.stem)
    orders = [programme.order for programme in programmes if programme.edition == edition]
    return new.programme_draft(path.stem, edition, new.next_order(orders), today)


def compare_sheets(engine: Engine, sheets: Sequence[Path]) -> tuple[list[str], bool]:
    """What the rules say otherwise than the sheets, row by row with a sum for each sheet, and whether all agree."""
    words = words_of("sheets")
    lines: list[str] = []
    agree = True
    for sheet in sheets:
        try:
            rows = read_scenarios(sheet, engine.catalog.fields)
        except ScenarioError as error:
            lines, agree = [*lines, words["unreadable"].format(detail=error)], False
            continue
        except OSError:
            lines, agree = [*lines, words["missing"].format(sheet=sheet)], False
            continue
        wrong = [line for row in rows for line in _told(row, engine)]
        lines += [*wrong, words["sum"].format(sheet=sheet.name, rows=len(rows), wrong=len(wrong))]
        agree = agree and not wrong
    return lines, agree


def _told(row: Scenario, engine: Engine) -> Iterator[str]:
    words = words_of("sheets")
    try:
        found = differences(row, engine)
    except ProfileError as error:
        found = [str(error)]
    if found:
        yield words["row"].format(number=row.number, frame=row.frame, purpose=row.purpose, found=" / ".join(found))
