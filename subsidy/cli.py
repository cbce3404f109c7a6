"""The commands of the rules module: one clear sentence and exit status 2 for what is wrong."""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import io
import json
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from subsidy.calls import noon_of
from subsidy.catalog import DEFAULT_FOLDER, load_catalog
from subsidy.engine import Engine
from subsidy.errors import CatalogError, ProfileError, help_texts, one_line, words_of
from subsidy.profile import Profile, parse_profile
from subsidy.render import render_assessment

DEFAULT_SCENARIOS = DEFAULT_FOLDER.parent / "scenarios"
WRONG_INPUT = 2
LONGEST = 30
CALL = ("label", "opens", "closes", "place", "certainty", "document", "gates", "title", "publisher", "url")
JAPAN = ZoneInfo("Asia/Tokyo")


class Parser(argparse.ArgumentParser):
    """Reports wrong arguments in one line."""

    def error(self, message: str) -> NoReturn:
        """Print one sentence and leave with status 2."""
        self.exit(WRONG_INPUT, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except ProfileError as error:
        print(one_line(str(error)), file=sys.stderr)
    except CatalogError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return WRONG_INPUT


def _parser() -> Parser:
    words = help_texts()
    parser = Parser(prog="python -m subsidy", description=words["description"])
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    assess = _add(commands, "assess", _assess)
    assess.add_argument("--edition", default="all", metavar="YEAR", help=words["edition"])
    assess.add_argument("--on", metavar="DATE", help=words["on"])
    validate = _add(commands, "validate", _validate)
    validate.add_argument("--schema", action="store_true", help=words["schema"])
    validate.add_argument("--strict-dates", action="store_true", help=words["strict_dates"])
    validate.add_argument("--on", metavar="DATE", help=words["review_on"])
    diff = commands.add_parser(
        "diff",
        help=words["diff"],
        description=words["diff_long"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    diff.add_argument("old", type=Path, metavar="OLD", help=words["old"])
    diff.add_argument("new", type=Path, metavar="NEW", help=words["new"])
    diff.add_argument(
        "--scenarios", type=Path, default=DEFAULT_SCENARIOS, metavar="FOLDER", help=words["scenarios_folder"]
    )
    diff.set_defaults(run=_diff)
    _add(commands, "explain", _explain).add_argument("id", metavar="ID", help=words["id"])
    _add(commands, "fields", _fields).add_argument("words", nargs="*", metavar="WORD", help=words["field_words"])
    new = _add(commands, "new", _new)
    new.add_argument("names", nargs="+", metavar="NAME", help=words["new_names"])
    new.add_argument("--edition", metavar="YEAR", help=words["new_edition"])
    new.add_argument("--from", dest="form", type=Path, metavar="SHEET", help=words["new_from"])
    for name in CALL:
        new.add_argument(f"--{name}", metavar="TEXT", help=words[f"new_{name}"])
    scenarios = _add(commands, "scenarios", _scenarios)
    scenarios.add_argument("--empty", metavar="ID", help=words["empty"])
    scenarios.add_argument("sheets", nargs="*", type=Path, metavar="SHEET", help=words["sheets"])
    return parser


def _add(commands: Any, name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    words = help_texts()
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=words[name], description=words[f"{name}_long"], formatter_class=argparse.RawDescriptionHelpFormatter
    )
    command.add_argument("--catalog", type=Path, default=DEFAULT_FOLDER, metavar="FOLDER", help=words["catalog"])
    command.set_defaults(run=run)
    return command


def _assess(options: argparse.Namespace) -> int:
    at = _moment(options.on)
    catalog = load_catalog(options.catalog)
    engine = Engine(catalog)
    editions = _editions(options.edition, [edition.id for edition in catalog.editions])
    data = _read_json(sys.stdin.buffer.read())
    profiles = _profiles(data, engine)
    # The catalogue's many objects are not to be looked at again while a list is judged.
    gc.freeze()
    results = [render_assessment(engine.assess(profile, at, editions)) for profile in profiles]
    _write(results if isinstance(data, list) else results[0])
    return 0


def _write(result: object) -> None:
    text = json.dumps(result, ensure_ascii=False, indent=1)
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def _profiles(data: object, engine: Engine) -> list[Profile]:
    fields = engine.catalog.fields
    if not isinstance(data, list):
        return [parse_profile(data, fields)]
    profiles = []
    for number, item in enumerate(data, start=1):
        try:
            profiles.append(parse_profile(item, fields))
        except ProfileError as error:
            raise ProfileError("in_list", number=str(number), detail=str(error)) from error
    return profiles


def _editions(wanted: str, known: Sequence[str]) -> Sequence[str]:
    if wanted == "all":
        return known
    if wanted not in known:
        raise ProfileError("no_edition", value=wanted)
    return [wanted]


def _moment(text: str | None) -> dt.datetime:
    if text is None:
        return dt.datetime.now(JAPAN).replace(tzinfo=None)
    try:
        if len(text) == len("YYYY-MM-DD"):
            return noon_of(dt.date.fromisoformat(text))
        if len(text) == len("YYYY-MM-DDTHH:MM") and text[10] == "T":
            return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    raise ProfileError("bad_moment", "--on", value=text)


def _read_json(raw: bytes) -> object:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProfileError("not_utf8") from None
    try:
        return json.loads(
            text, parse_float=_decimal, parse_int=_whole, parse_constant=Decimal, object_pairs_hook=_no_duplicates
        )
    except (ValueError, RecursionError) as error:
        if isinstance(error, ProfileError):
            raise
        detail = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise ProfileError("not_json", detail=detail) from None


def _decimal(text: str) -> Decimal:
    """A number as it is written; one that cannot be held is none, so that its field is named later."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _whole(text: str) -> int | Decimal:
    return int(text) if len(text) <= LONGEST else _decimal(text)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ProfileError("duplicate_field", key)
        found[key] = value
    return found


def _validate(options: argparse.Namespace) -> int:
    if options.schema:
        from subsidy.catalog.json_schema import catalog_schemas

        _write(catalog_schemas())
        return 0
    from subsidy.describe import summary
    from subsidy.review import findings

    on = _moment(options.on).date()
    try:
        catalog = load_catalog(options.catalog)
    except CatalogError as error:
        print(error, file=sys.stderr)
        print(words_of("validate")["count"].format(count=len(error.problems)))
        return WRONG_INPUT
    found = findings(catalog, on)
    also = [words_of("validate")["also"]] if found else []
    print("\n".join([summary(catalog), *also, *map(str, found)]))
    return WRONG_INPUT if options.strict_dates and any(finding.is_dated for finding in found) else 0


def _diff(options: argparse.Namespace) -> int:
    from subsidy.changes import changes, flips

    words = words_of("diff")
    old, new = load_catalog(options.old), load_catalog(options.new)
    found = [*map(str, changes(old, new))] or [words["none"]]
    flipped = [*map(str, flips(Engine(old), Engine(new), options.scenarios))]
    print("\n".join([*found, "", *([words["flips"], *flipped] if flipped else [words["no_flips"]])]))
    return 0


def _explain(options: argparse.Namespace) -> int:
    from subsidy.describe import describe
    from subsidy.keeping import told_of_others

    try:
        catalog = load_catalog(options.catalog)
    except CatalogError as error:
        print("\n".join(told_of_others(error, options.catalog, options.id)), file=sys.stderr)
        return WRONG_INPUT
    text = describe(catalog, options.id)
    if text is None:
        raise ProfileError("unknown_frame", value=options.id)
    print(text)
    return 0


def _fields(options: argparse.Namespace) -> int:
    from subsidy.keeping import fields_in, fields_told

    told = fields_told(fields_in(options.catalog), options.words)
    if not told:
        raise ProfileError("no_such_words", value=" ".join(options.words))
    print("\n".join(told))
    return 0


def _new(options: argparse.Namespace) -> int:
    from subsidy.form.slips import FormError
    from subsidy.keeping import Wanted, write
    from subsidy.round_filing import Call

    call = Call(*(getattr(options, name) for name in CALL))
    words = words_of("filed")
    try:
        filed = write(options.catalog, Wanted(options.names, options.edition, options.form, call, _moment(None).date()))
    except FormError as error:
        print(error, file=sys.stderr)
        print(words["form_count"].format(count=len(error.slips)))
        return WRONG_INPUT
    except CatalogError as error:
        print(error, file=sys.stderr)
        print(words["taken_back"])
        return WRONG_INPUT
    print("\n".join(filed.lines))
    return 0 if filed.sound else WRONG_INPUT


def _scenarios(options: argparse.Namespace) -> int:
    from subsidy.keeping import compare_sheets, write_empty_sheet

    if options.empty is not None:
        print(write_empty_sheet(options.catalog, options.empty, options.sheets))
        return 0
    sheets = options.sheets or sorted(DEFAULT_SCENARIOS.glob("*.csv"))
    lines, agree = compare_sheets(Engine(load_catalog(options.catalog)), sheets)
    print("\n".join(lines))
    return 0 if agree else WRONG_INPUT
