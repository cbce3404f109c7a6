"""What a field is compared with, as the test that the catalogue writes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping

from subsidy.catalog.proposals import NO, YES, proposal
from subsidy.errors import near
from subsidy.fields import NUMERIC, Field
from subsidy.form.labels import squeezed
from subsidy.form.slips import Unreadable
from subsidy.form.values import BARE_BELOW, check_digits, read_day
from subsidy.form.yaml_text import Flow

DOES, DOES_NOT = YES | {"する", "した", "している"}, NO | {"しない", "していない"}
BOUNDS: Mapping[str, str] = {
    "以上": "at_least",
    "以下": "at_most",
    "以内": "at_most",
    "まで": "at_most",
    "未満": "less_than",
    "を超える": "more_than",
    "超": "more_than",
}
NUMBER = "[0-9][0-9,.億万千百]*"
UNIT = "(?:円|人|名|%|社|者|件|種類|つ|個)?"
ENDS = "|".join(BOUNDS)
BOUND = re.compile(f"({NUMBER})({UNIT})({ENDS})")
SPAN = re.compile(f"({NUMBER})({UNIT})(?:以上|から|[〜~])({NUMBER})({UNIT})(以下|まで|未満)?")
KINDS = re.compile("([0-9]+)(?:種類|つ|個)?以上")
SINCE = re.compile("(.+?)(?:以降|以後|から)")
UNTIL = re.compile("(.+?)(以前|まで|より前)")
BEFORE = "より前"
UNITS = {
    "money": ("円", ""),
    "count": ("人", "名", ""),
    "percent": ("%", ""),
    "number": ("社", "者", "件", "種類", "つ", "個", ""),
}
LISTED = 20
SEPARATORS = re.compile("[・/、,]")


def comparison(field: Field, value: str) -> Flow:
    """The test that compares a field with what is written behind it. Raises Unreadable."""
    return (_number if field.kind in NUMERIC else READERS.get(field.kind, _none))(field, value)


def _flag(field: Field, value: str) -> Flow:
    said = squeezed(value)
    if said not in DOES | DOES_NOT:
        raise Unreadable("not_a_flag", value=value, label=field.label)
    return Flow({"is_true" if said in DOES else "is_false": field.key})


def _number(field: Field, value: str) -> Flow:
    said = squeezed(value)
    if found := BOUND.fullmatch(said):
        return _compared(field, found[1], found[2], BOUNDS[found[3]], value)
    if found := SPAN.fullmatch(said):
        upper = BOUNDS[found[5] or "以下"]
        low = _compared(field, found[1], found[2] or found[4], "at_least", value)
        return Flow({"all": [low, _compared(field, found[3], found[4], upper, value)]})
    check_digits(said)
    raise Unreadable("no_bound", value=value, label=field.label)


def _compared(field: Field, number: str, unit: str, predicate: str, value: str) -> Flow:
    fitting = UNITS[field.kind]
    if unit not in fitting:
        raise Unreadable("other_unit", value=value, label=field.label, unit=unit, fitting=fitting[0])
    wanted = "number" if "." in number and not re.search("[億万千百]", number) else "integer"
    read = proposal(wanted, number)
    if not read:
        raise Unreadable("no_bound", value=value, label=field.label)
    if field.kind == "money" and number.isdigit() and not unit and int(number) < BARE_BELOW:
        raise Unreadable("yen_without_unit", value=value)
    return Flow({predicate: Flow({"field": field.key, "value": int(read) if read.isdigit() else float(read)})})


def _choice(field: Field, value: str) -> Flow:
    return Flow({"one_of": Flow({"field": field.key, "values": chosen(field, value)})})


def _codes(field: Field, value: str) -> Flow:
    parts: dict[str, object] = {"field": field.key, "count_field": None, "count": 1}
    if found := KINDS.fullmatch(squeezed(value)):
        return Flow({"codes_at_least": Flow(parts | {"count": int(found[1])})})
    return Flow({"codes_at_least": Flow(parts | {"among": chosen(field, value)})})


def _date(field: Field, value: str) -> Flow:
    if found := SINCE.fullmatch(value.strip()):
        return Flow({"date_from": Flow({"field": field.key, "date": read_day(found[1])})})
    if found := UNTIL.fullmatch(value.strip()):
        first_beyond = read_day(found[1]) + dt.timedelta(days=found[2] != BEFORE)
        return Flow({"not": Flow({"date_from": Flow({"field": field.key, "date": first_beyond})})})
    raise Unreadable("no_since", value=value, label=field.label)


def _none(field: Field, value: str) -> Flow:
    raise Unreadable("no_test", label=field.label)


def chosen(field: Field, value: str) -> list[str]:
    """The values of a field that are listed, with any sign between them. Raises Unreadable for others."""
    return [*_chosen(field, value)]


def _chosen(field: Field, value: str) -> Iterator[str]:
    known = {squeezed(one): one for one in sorted(field.values, key=len, reverse=True)}
    rest = squeezed(value)
    while rest:
        found = next((one for one in known if re.match(f"{re.escape(one)}(?:{SEPARATORS.pattern}|$)", rest)), None)
        if found is None:
            word = SEPARATORS.split(rest)[0]
            meant = near(word, [*known])
            allowed = "・".join(field.values[:LISTED]) + ("など" if len(field.values) > LISTED else "")
            raise Unreadable("unknown_value", value=word, label=field.label, allowed=allowed, near=known.get(meant, ""))
        yield known[found]
        rest = rest[len(found) + 1 :]


READERS: Mapping[str, Callable[[Field, str], Flow]] = {"flag": _flag, "choice": _choice, "codes": _codes, "date": _date}
