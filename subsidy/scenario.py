"""Scenario sheets: companies and expected verdicts in a spreadsheet (CSV) that staff can read and write.

A row states facts, a frame and what is expected of it. An empty cell takes the fact of the row named in もとの行;
不明 removes it. ``docs/scenarios.md`` describes the columns.
"""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from subsidy.assessment import CEILING_ID, FLOOR_ID, Verdict
from subsidy.calls import noon_of
from subsidy.cells import NONE, read, read_amount, wrong, wrong_cell
from subsidy.engine import Engine
from subsidy.errors import ProfileError, near, words_of
from subsidy.fields import Field
from subsidy.profile import Profile, parse_profile
from subsidy.render import FLAG, rate_text
from subsidy.sheet import read_sheet
from subsidy.state import State, Status
from subsidy.wording import format_yen

DEFAULT_DAY = dt.date(2021, 4, 15)
STATUSES = {"対象": Status.ELIGIBLE, "対象外": Status.INELIGIBLE, "未確定": Status.UNDETERMINED}
BANK = {"要": True, "不要": False}
BONUS = {"あり": True, "なし": False}
CHOICES: Mapping[str, Mapping[str, object]] = {"判定": STATUSES, "金融機関": BANK, "加点": BONUS}
EXTRA = "余り"
OF_ENGINE = (FLOOR_ID, CEILING_ID, "bank_joins_plan")
PLANS, MONTHS = "計画", "月ごとの売上"
FACTS = {
    "業種": "industry",
    "主たる業種": "main_industry",
    "業種の詳しい内容": "industry_detail",
    "法人形態": "legal_form",
    "資本金": "capital_yen",
    "従業員数": "employees",
    "3か月の売上減少": "sales_decline.any_3_of_last_6_months_vs_precovid_pct",
    "2021年1〜3月の売上減少": "sales_decline.one_month_2021_1to3_vs_prev_or_prevprev_pct",
    "緊急事態の影響": "sales_decline.affected_by_emergency",
    "投資額": "planned_investment_yen",
}
EXPECTED = (
    "判定",
    "補助率",
    "上限額",
    "見込額",
    "金融機関",
    "加点",
    "満たさない要件",
    "未確認の要件",
    "これからの準備",
)
HEADER = ("番号", "枠", "確かめること", "もとの行", *FACTS, PLANS, MONTHS, "判定日", *EXPECTED)


@dataclass(frozen=True)
class Scenario:
    """One row: the facts are complete (those of the base row are filled in)."""

    number: str
    frame: str
    purpose: str
    profile: Profile
    at: dt.datetime
    expected: Mapping[str, str]


class ScenarioError(ValueError):
    """A sheet that cannot be read: the message names file, line and column."""


def read_scenarios(path: Path, fields: Sequence[Field]) -> list[Scenario]:
    """The rows of one sheet. Raises ScenarioError for the first cell that cannot be understood."""
    try:
        reader = read_sheet(path, EXTRA)
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path.name}:1: {wrong('encoding')}") from error
    found = tuple(reader.fieldnames or ())
    if found != HEADER:
        pairs = itertools.zip_longest(HEADER, found, fillvalue="")
        want, have = next((want, have) for want, have in pairs if want != have)
        raise ScenarioError(f"{path.name}:1: {wrong('header', want=want, have=have)}")
    return list(_Sheet(path.name, fields).read(reader))


class _Sheet:
    def __init__(self, name: str, fields: Sequence[Field]) -> None:
        self._name = name
        self._fields = fields
        self._by_label = {field.label: field for field in fields}
        self._facts: dict[str, dict[str, object]] = {}

    def read(self, reader: csv.DictReader[str]) -> Iterator[Scenario]:
        for row in reader:
            if not any(map(_written, row.values())):
                continue
            try:
                yield self._scenario(row)
            except (ValueError, KeyError, TypeError, ArithmeticError) as error:
                raise ScenarioError(f"{self._name}:{reader.line_num}: {row.get('番号')}: {error}") from error

    def _scenario(self, row: Mapping[str, str]) -> Scenario:
        number = row["番号"]
        if None in row.values() or _written(row.get(EXTRA)):
            raise wrong("cells", count=len(HEADER))
        if number in self._facts or not number:
            raise wrong("number_used" if number else "no_number", text=number)
        base = row["もとの行"]
        if base and base not in self._facts:
            raise wrong("no_base", text=base, near=_proposed(near(base, [*self._facts])))
        facts = dict(self._facts[base]) if base else {}
        for key, value in self._changes(row):
            facts[key] = value
        self._facts[number] = facts
        day = dt.date.fromisoformat(str(read("判定日", "date", row["判定日"]))) if row["判定日"] else DEFAULT_DAY
        expected = {name: row[name].strip() for name in EXPECTED}
        profile = parse_profile(_nested(facts), self._fields)
        _check_expected(expected)
        return Scenario(number, row["枠"], row["確かめること"], profile, noon_of(day), expected)

    def _changes(self, row: Mapping[str, str]) -> Iterator[tuple[str, object]]:
        kinds = {field.key: field.kind for field in self._fields}
        for column, key in FACTS.items():
            if row[column]:
                yield key, read(column, kinds[key], row[column])
        for part in filter(None, re.split("[；;]", row[PLANS])):
            label, is_pair, value = part.partition("=")
            if not is_pair:
                raise wrong("no_pair", text=part)
            field = self._by_label.get(label.strip())
            if field is None:
                raise wrong("no_field", text=label.strip(), near=_proposed(near(label.strip(), [*self._by_label])))
            yield field.key, read(f"{PLANS} {field.label}", field.kind, value.strip())
        if row[MONTHS]:
            yield "monthly_sales", read(MONTHS, "months", row[MONTHS])


def _written(cell: object) -> bool:
    """Whether there is anything in a cell, or in any of the cells beyond the header."""
    return any(map(_written, cell)) if isinstance(cell, list) else bool(cell)


def _proposed(name: str) -> str:
    return str(words_of("common")["near"].format(near=name)) if name else ""


def _check_expected(expected: Mapping[str, str]) -> None:
    """Every expectation can be compared. Raises ValueError with column and words."""
    for column, words in CHOICES.items():
        if expected[column] not in words and (expected[column] or column == "判定"):
            raise wrong_cell(column, expected[column], column)
    for column, kind in (("補助率", "rate"), ("上限額", "money"), ("見込額", "money")):
        if expected[column] not in ("", NONE):
            read(column, kind, expected[column])


def _nested(facts: Mapping[str, object]) -> dict[str, object]:
    profile: dict[str, object] = {}
    for key, value in facts.items():
        group, _, name = key.partition(".")
        if not name:
            profile[key] = value
        else:
            part = profile.setdefault(group, {})
            assert isinstance(part, dict)
            part[name] = value
    return profile


def differences(scenario: Scenario, engine: Engine) -> list[str]:
    """What the engine says otherwise than the row expects, one line each; criteria are named."""
    verdict = engine.assess_frame(scenario.profile, scenario.at, scenario.frame)
    if verdict is None:
        raise ProfileError("unknown_frame", value=scenario.frame)
    labels = {result.id: result.criterion.label for result in verdict.criteria}
    return [
        _told(column, wanted, found, labels)
        for column, wanted, found in _compared(scenario.expected, verdict)
        if wanted != found
    ]


def _told(column: str, wanted: object, found: object, labels: Mapping[str, str]) -> str:
    """What a row expects and what the rules say, in words; a requirement that the frame has not is named."""
    said = words_of("cells")
    both = [_said(column, value, labels) for value in (wanted, found)]
    told = said["difference"].format(column=column, wanted=both[0], found=both[1])
    strange = sorted(wanted - labels.keys() - {*OF_ENGINE}) if isinstance(wanted, set) else []
    names = [*labels.values(), *labels]
    listed = "・".join(labels.values())
    hints = [said["no_criterion"].format(text=n, near=_proposed(near(n, names)), listed=listed) for n in strange]
    return "".join([told, *hints])


def _said(column: str, value: object, labels: Mapping[str, str]) -> str:
    """A value of a row as people write it in its column."""
    if isinstance(value, set):
        return "・".join(sorted(labels.get(name, name) for name in value)) or NONE
    if column in CHOICES:
        fitting = [word for word, meaning in CHOICES[column].items() if meaning is value]
        return fitting[0] if fitting else str(words_of("cells")["undecided"])
    if isinstance(value, int):
        return format_yen(value)
    return NONE if value is None else str(value)


def _compared(expected: Mapping[str, str], verdict: Verdict) -> Iterator[tuple[str, object, object]]:
    fits = verdict.status is Status.ELIGIBLE
    yield "判定", STATUSES[expected["判定"]], verdict.status
    computed = verdict.computed
    amounts = (rate_text(computed.rate), computed.cap_yen, computed.estimate_yen) if fits else (None, None, None)
    for column, found in zip(("補助率", "上限額", "見込額"), amounts, strict=True):
        text = expected[column]
        yield column, None if text in ("", NONE) else text if column == "補助率" else read_amount(text), found
    if expected["金融機関"]:
        yield "金融機関", BANK[expected["金融機関"]], verdict.bank_required
    if expected["加点"]:
        yield "加点", BONUS[expected["加点"]], None if verdict.bonus is None else FLAG[verdict.bonus]
    yield "満たさない要件", _names(expected["満たさない要件"], verdict), _in_state(verdict, State.UNMET)
    yield "未確認の要件", _names(expected["未確認の要件"], verdict), _in_state(verdict, State.UNKNOWN)
    yield "これからの準備", _names(expected["これからの準備"], verdict), set(verdict.todo)


def _names(text: str, verdict: Verdict) -> set[str]:
    """Criteria by label, or by id."""
    labels = {result.criterion.label: result.id for result in verdict.criteria}
    return {labels.get(name, name) for name in text.split("・") if name}


def _in_state(verdict: Verdict, state: State) -> set[str]:
    return {
        result.id
        for result in verdict.criteria
        if result.state is state and (state is State.UNMET or result.criterion.kind != "commitment")
    }
