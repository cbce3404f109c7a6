"""Every row of every scenario sheet, and whether the sheets show every way in which a frame is decided."""

from pathlib import Path
from typing import NamedTuple

import pytest

from subsidy import Engine, State, Status, Verdict, load_catalog
from subsidy import predicate as p
from subsidy.assessment import CEILING_ID, FLOOR_ID
from subsidy.model import Frame, Programme
from subsidy.scenario import STATUSES, Scenario, differences, read_scenarios

FOLDER = Path(__file__).resolve().parents[2] / "data" / "scenarios"
CATALOG = load_catalog()
FIELDS = {field.key: field for field in CATALOG.fields}
SHEETS = {sheet.name: read_scenarios(sheet, CATALOG.fields) for sheet in sorted(FOLDER.glob("*.csv"))}
ROWS = [row for rows in SHEETS.values() for row in rows]
FRAMES = [pytest.param(programme, frame, id=frame.id) for programme in CATALOG.programmes for frame in programme.frames]
each_frame = pytest.mark.parametrize(("programme", "frame"), FRAMES)


@pytest.mark.parametrize("row", ROWS)
def test_the_row_is_judged_as_expected(engine: Engine, row: Scenario) -> None:
    found = differences(row, engine)
    if found:
        sheet = next(name for name, rows in SHEETS.items() if row in rows)
        pytest.fail("\n".join([f"{sheet}: {row.number} ({row.frame}): {row.purpose}", *found]), pytrace=False)


def test_there_are_rows_and_a_number_stands_for_one_of_them() -> None:
    numbers = [row.number for row in ROWS]
    assert numbers
    assert sorted(set(numbers)) == sorted(numbers)


class Shown(NamedTuple):
    """How the rules judge one row."""

    status: Status
    unmet: frozenset[str]
    unknown: frozenset[str]


@pytest.fixture(scope="module")
def shown(engine: Engine) -> dict[str, list[Shown]]:
    """What the rows show, by frame."""

    def ids(verdict: Verdict, state: State) -> frozenset[str]:
        return frozenset(result.id for result in verdict.criteria if result.state is state)

    found: dict[str, list[Shown]] = {}
    for row in ROWS:
        verdict = engine.assess(row.profile, row.at).verdicts[row.frame]
        judged = Shown(verdict.status, ids(verdict, State.UNMET), ids(verdict, State.UNKNOWN))
        found.setdefault(row.frame, []).append(judged)
    return found


def what_decides(programme: Programme, frame: Frame) -> dict[str, p.Test]:
    """The tests of a frame by the ids of their criteria; those that people judge have none."""
    criteria = (*programme.criteria, *frame.criteria)
    return {criterion.id: criterion.test for criterion in criteria if criterion.test is not None}


def can_be_unknown(test: p.Test) -> bool:
    """Not where every answer that may be absent counts as met then."""
    if test.children():
        return any(can_be_unknown(child) for child in test.children())
    return getattr(test, "absent", "unknown") == "unknown"


def can_fail(test: p.Test) -> bool:
    """Not where any answer will do, once there is one."""
    if isinstance(test, p.OneOf):
        return not set(FIELDS[test.field].values) <= set(test.values)
    if isinstance(test, p.Any):
        return all(can_fail(child) for child in test.tests) and not _is_certain(test)
    return not isinstance(test, p.OpenQuestion)


def _is_certain(test: p.Any) -> bool:
    """Whether one part is the opposite of another."""
    return any(p.Not(child) in test.tests for child in test.tests)


def can_fail_alone(test: p.Test, others: list[p.Test]) -> bool:
    """Not where a stricter bound on the same number fails with it."""
    if isinstance(test, p.AtLeast):
        return not any(
            isinstance(other, p.AtLeast) and other.field == test.field and other.value > test.value for other in others
        )
    return can_fail(test)


def labelled(programme: Programme, frame: Frame, names: set[str]) -> str:
    """Criteria as the sheets may name them, with their ids."""
    labels = {criterion.id: criterion.label for criterion in (*programme.criteria, *frame.criteria)}
    return "、".join(f"「{labels[name]}」（{name}）" if name in labels else name for name in sorted(names))


def asked_for(frame: Frame, rows: str) -> str:
    """What a keeper who added a frame has to write yet."""
    return f"data/scenarios に、枠「{frame.name}」（{frame.id}）の行が足りません。足す行: {rows}"


@each_frame
def test_rows_show_each_verdict(shown: dict[str, list[Shown]], programme: Programme, frame: Frame) -> None:
    lacking = set(Status) - {row.status for row in shown.get(frame.id, [])}
    words = "、".join(word for word, status in STATUSES.items() if status in lacking)
    assert not lacking, asked_for(frame, f"判定が {words} になる行")


@each_frame
def test_rows_show_each_criterion_failing_alone(
    shown: dict[str, list[Shown]], programme: Programme, frame: Frame
) -> None:
    tests = what_decides(programme, frame)
    wanted = {name for name, test in tests.items() if can_fail_alone(test, list(tests.values()))}
    if any(tariff.floor is not None for tariff in frame.amount.tariffs):
        wanted.add(FLOOR_ID)
    lacking = wanted - {name for row in shown.get(frame.id, []) if len(row.unmet) == 1 for name in row.unmet}
    rows = f"{labelled(programme, frame, lacking)} のそれぞれについて、それだけを満たさない行（対象外）"
    assert not lacking, asked_for(frame, rows)


@each_frame
def test_rows_show_each_criterion_unknown(shown: dict[str, list[Shown]], programme: Programme, frame: Frame) -> None:
    wanted = {name for name, test in what_decides(programme, frame).items() if can_be_unknown(test)}
    if any(tariff.floor is not None for tariff in frame.amount.tariffs):
        wanted.add(FLOOR_ID)
    if any(tariff.cap is not None and tariff.cap.excess == "open" for tariff in frame.amount.tariffs):
        wanted.add(CEILING_ID)
    lacking = wanted - {name for row in shown.get(frame.id, []) for name in row.unknown}
    rows = f"{labelled(programme, frame, lacking)} のそれぞれが分からない行（事実を 不明 にした行）"
    assert not lacking, asked_for(frame, rows)
