"""The release check in short forms; `make release-check` runs the long ones."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.conftest import bot_model  # noqa: F401
from tests.release import authz, fuzz, fuzz_quantity, profile_types
from tests.release.fuzz import Site
from tests.release.outcome import Finding, as_table, none_of
from tests.release.targets import TARGETS
from tests.release.wire import Call, Wire

INPUTS = 1_000
USERS = 10
# How long an answer may take is for the release check, on a machine that does nothing else.
PATIENCE_S = 30


@pytest.fixture(scope="module")
def site(bot_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:  # noqa: F811
    """The product with every channel."""
    with fuzz.served(tmp_path_factory.mktemp("site")) as site:
        yield site


def check(findings: list[Finding]) -> None:
    assert all(finding.passed for finding in findings), as_table(findings)


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Length: -1\r\n\r\nx",
        b"Content-Length: \xc2\xb35\r\n\r\nx",
        b"Content-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n-5\r\n\r\n",
    ],
)
def test_a_body_without_a_sound_length_is_refused_and_holds_up_nobody(site: Site, rest: bytes) -> None:
    call = Call(b"POST /webhooks/web/session HTTP/1.1\r\nHost: x\r\n" + rest, clean=False)
    answer = asyncio.run(Wire(site.server.port, PATIENCE_S).send(call))
    assert answer is not None
    assert answer.status == 400
    assert site.server.health() == (200, '{"status":"ok"}')


def test_everybody_against_everybody_on_the_web(site: Site) -> None:
    check(authz.web(site.server, USERS))


def test_everybody_presses_the_buttons_of_everybody_in_line(site: Site) -> None:
    check(authz.line(site, USERS))


def test_a_thousand_requests_on_the_public_addresses_break_nothing(site: Site) -> None:
    check(fuzz.fuzz(site, INPUTS // len(TARGETS) + 1, PATIENCE_S))


def test_a_thousand_texts_are_read_without_a_fault() -> None:
    check(fuzz_quantity.run(INPUTS))


@pytest.mark.parametrize(
    "profile",
    [
        {"capital_yen": -1},
        {"capital_yen": 1.5},
        {"employees": True},
        {"employees": float("nan")},
        {"employees_range": [5, 3]},
        {"employees_range": [None, None]},
        {"sales_change_pct": -101},
        {"industry": "漁業"},
        {"plan": ["設備"]},
        {"prefecture": "x" * 501},
        {"monthly_sales": {"2021-01": float("inf")}},
    ],
)
def test_a_slot_outside_of_its_type_would_be_noticed(profile: dict[str, object]) -> None:
    assert len(profile_types.faults(profile)) == 1


def test_a_fault_makes_a_finding_fail_and_is_shown() -> None:
    finding = none_of("things", 3, ["the second one"])
    assert not finding.passed
    assert "the second one" in as_table([finding])
