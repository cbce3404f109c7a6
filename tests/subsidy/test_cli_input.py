"""What is wrong with the input of `python -m subsidy`: exit status 2, one line that names the field, nothing judged."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DECLINE = "sales_decline.any_3_of_last_6_months_vs_precovid_pct"
GROWTH = "plans.value_added_growth_pct"


def refusal(*arguments: str, given: bytes = b"{}") -> str:
    """What the command says of a mistake, checked to be one line of plain text on stderr alone."""
    command = [sys.executable, "-m", "subsidy", *arguments]
    done = subprocess.run(command, cwd=ROOT, input=given, capture_output=True)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert said.endswith("\n")
    assert len(said.splitlines()) == 1
    assert said.strip()
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize(
    ("text", "field"),
    [
        # a field that does not exist
        ('{"colour": "red"}', "colour"),
        ('{"plans": {"colour": true}}', "plans.colour"),
        ('{"a\\nb": 1}', "a b"),
        # a wrong type
        ('{"employees": "5"}', "employees"),
        ('{"employees": true}', "employees"),
        ('{"plans": {"overseas": "はい"}}', "plans.overseas"),
        ('{"plans": []}', "plans"),
        ('{"sales_decline": 10}', "sales_decline"),
        # a number that cannot be
        ('{"employees": -1}', "employees"),
        ('{"planned_investment_yen": [-1, 5]}', "planned_investment_yen"),
        ('{"monthly_sales": {"2021-01": -1}}', "monthly_sales"),
        ('{"capital_yen": NaN}', "capital_yen"),
        ('{"capital_yen": Infinity}', "capital_yen"),
        ('{"plans": {"value_added_growth_pct": NaN}}', GROWTH),
        ('{"employees": 1e999}', "employees"),
        ('{"capital_yen": 1e400}', "capital_yen"),
        ('{"capital_yen": 1e400000000}', "capital_yen"),
        ('{"capital_yen": [0, 1e400000000]}', "capital_yen"),
        ('{"capital_yen": 1e-400000000}', "capital_yen"),
        ('{"monthly_sales": {"2021-01": 1e400000000}}', "monthly_sales"),
        pytest.param(f'{{"capital_yen": {10**18}}}', "capital_yen", id="19 digits"),
        pytest.param(f'{{"capital_yen": {10**4000}}}', "capital_yen", id="4001 digits"),
        pytest.param(f'{{"capital_yen": {"9" * 6000}}}', "capital_yen", id="6000 digits"),
        pytest.param('{"capital_yen": 1e99999999999999999999999}', "capital_yen", id="an exponent beyond all"),
        pytest.param(f'{{"plans": {{"value_added_growth_pct": 1.{"1" * 90000}}}}}', GROWTH, id="90000 decimals"),
        ('{"a\\rb\\u2028c": 1}', "a b c"),
        # ranges
        ('{"employees": [20, 10]}', "employees"),
        (f'{{"sales_decline": {{"{DECLINE.split(".")[1]}": [30, 10]}}}}', DECLINE),
        # values that are not listed
        ('{"industry": "農業"}', "industry"),
        ('{"industry": "{field}"}', "industry"),
        ('{"plans": {"it_tool_process_codes": ["P-08"]}}', "plans.it_tool_process_codes"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(text: str, field: str) -> None:
    assert refusal("assess", given=text.encode()).startswith(f"{field}: ")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"employees": 5, "employees": 5}', "employees"),
        ('{"plans": {"overseas": true, "overseas": false}}', "overseas"),
        ('{"monthly_sales": {"2021-01": 1, "2021-01": 2}}', "2021-01"),
    ],
)
def test_a_field_that_is_written_twice_is_named(text: str, field: str) -> None:
    assert field in refusal("assess", given=text.encode())


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xef\xbb\xbf", id="only a byte order mark"),
        pytest.param(b'{"employees": 5', id="cut off"),
        pytest.param('{"industry": "小売業"}'.encode("cp932"), id="Shift_JIS"),
        pytest.param(b'{"industry": "\xff"}', id="no encoding"),
        pytest.param(b'{"industry\x00": 1}', id="NUL"),
        pytest.param(b"null", id="null"),
        pytest.param(b"5", id="number"),
        pytest.param(b"[" * 100_000, id="deep lists"),
        pytest.param(b'{"plans":' * 100_000, id="deep objects"),
    ],
)
def test_what_is_no_profile_is_refused(given: bytes) -> None:
    refusal("assess", given=given)


@pytest.mark.parametrize("item", [b"null", b"5", b"[]", b'{"employees": -1}'])
def test_a_mistake_in_a_list_names_the_company_and_nothing_is_judged(item: bytes) -> None:
    said = refusal("assess", given=b"[{}, {}, " + item + b"]")
    assert "3" in said
    assert ("employees" in said) is (b"employees" in item)


@pytest.mark.parametrize(
    "on",
    [
        "2021-4-15",
        "2021-02-29",
        "2021-04-15T24:00",
        "2021-04-15 12:00",
        "2021-04-15T12:00Z",
        "",
    ],
)
def test_a_moment_that_is_none_is_refused(on: str) -> None:
    assert refusal("assess", "--on", on).startswith("--on: ")


@pytest.mark.parametrize("edition", ["1999", ""])
def test_an_edition_that_does_not_exist_is_refused(edition: str) -> None:
    assert f"「{edition}」" in refusal("assess", "--edition", edition)


@pytest.mark.parametrize("name", ["nothing", "saikouchiku_"])
def test_an_id_that_does_not_exist_is_refused(name: str) -> None:
    assert f"「{name}」" in refusal("explain", name)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((), "COMMAND"),
        (("judge",), "judge"),
        (("assess", "--colour"), "--colour"),
        (("assess", "--on"), "--on"),
        (("assess", "profile.json"), "profile.json"),
        (("explain",), "ID"),
        (("validate", "--edition", "2021"), "--edition"),
    ],
)
def test_arguments_that_do_not_fit_are_named(arguments: tuple[str, ...], named: str) -> None:
    assert named in refusal(*arguments)
