from __future__ import annotations

import html
from pathlib import Path

import pytest

from bot.reports.links import BadSetting
from bot.staff.password import PasswordHash
from tests.bot.server import Server
from tests.bot.staff.people import FORM, PASSWORD, TOKEN, Owner, Staff
from tests.bot.visitor import request

ATTACKS = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><svg onload=alert(1)>")


@pytest.fixture
def case(owner: Owner, staff: Staff) -> str:
    """The address of a case."""
    owner.hands_over()
    return staff.opens_newest()


def addresses(case: str) -> list[tuple[str, str]]:
    posts = [f"{case}/reply", f"{case}/status", "/staff/logout"]
    return [("GET", "/staff"), ("GET", case), *(("POST", path) for path in posts)]


@pytest.mark.parametrize("cookie", ["", "x", "é", "0" * 43])
def test_without_a_login_every_page_leads_to_the_login(cookie: str, case: str, stranger: Staff, owner: Owner) -> None:
    for method, path in addresses(case):
        headers = {"Content-Type": FORM}
        if cookie:
            headers["Cookie"] = f"hojo_navi_staff={cookie}"
        reply = request(
            stranger.port,
            method,
            path,
            b"text=x&status=done",
            {name: value.encode("utf-8").decode("latin-1") for name, value in headers.items()},
        )
        assert (reply.status, reply.headers.get("location")) == (303, "/staff/login"), path
        assert reply.body == b""
    assert owner.heard_from_staff() == []


def test_a_visitors_token_opens_no_page_of_staff(case: str, owner: Owner, stranger: Staff) -> None:
    headers = {"Authorization": f"Bearer {owner.visitor.token}", "Cookie": f"hojo_navi_staff={owner.visitor.token}"}
    assert request(stranger.port, "GET", case, headers=headers).status == 303


def test_an_id_that_is_guessed_finds_no_case(case: str, staff: Staff) -> None:
    real = case.rpartition("/")[2]
    for guess in ("1", "0", "x" * 22, real[:-1], real[::-1], real + "x", "..%2f" + real, "' OR 1=1 --"):
        assert staff.opens("/staff/cases/" + guess.replace(" ", "%20")).status in (303, 404), guess


@pytest.mark.parametrize("path", ["reply", "status"])
@pytest.mark.parametrize("token", [None, "", "x", "é"])
def test_a_form_without_its_token_changes_nothing(
    path: str, token: str | None, case: str, staff: Staff, owner: Owner
) -> None:
    fields = {"text": "偽の返事", "status": "done"} | ({} if token is None else {"token": token})
    assert staff.posts(f"{case}/{path}", **fields).status == 403
    assert owner.heard_from_staff() == []
    staff.opens(case)
    assert 'value="new" selected' in staff.page


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_another_site_changes_nothing(
    headers: dict[str, str], case: str, staff: Staff, owner: Owner
) -> None:
    staff.opens(case)
    token = html.unescape(TOKEN.findall(staff.page)[0])
    assert staff.posts(f"{case}/reply", headers, token=token, text="偽の返事").status == 403
    assert staff.posts("/staff/login", headers, password=PASSWORD).status == 403
    assert owner.heard_from_staff() == []


def test_a_status_that_is_none_is_refused(case: str, staff: Staff) -> None:
    assert staff.sends(f"{case}/status", status="gone").status == 404


@pytest.mark.parametrize("status", ["in_progress", "done", "new"])
def test_a_case_can_be_moved_on(status: str, case: str, staff: Staff) -> None:
    assert staff.sends(f"{case}/status", status=status).status == 303
    staff.opens(case)
    assert f'value="{status}" selected' in staff.page


@pytest.mark.parametrize("text", ["", " \n", "x" * 1001, "\u0000"])
def test_a_reply_that_is_blank_or_too_long_is_not_sent(text: str, case: str, staff: Staff, owner: Owner) -> None:
    assert staff.sends(f"{case}/reply", text=text).status == 400
    assert owner.heard_from_staff() == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_visitors_write_is_text_on_the_pages_of_staff(attack: str, owner: Owner, staff: Staff) -> None:
    owner.says(attack).hands_over()
    staff.opens_newest()
    assert attack not in staff.page
    assert html.escape(attack) in staff.page
    assert "<script" not in staff.page


def test_the_pages_run_no_script_and_are_kept_by_nobody(case: str, staff: Staff) -> None:
    for path in ("/staff", case, "/staff/login"):
        headers = staff.opens(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none';")
        assert "form-action 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert headers["cache-control"] == "no-store"


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(bot_model: Path, tmp_path: Path) -> None:
    secret = str(PasswordHash.of(PASSWORD))
    server = Server(
        tmp_path,
        ["--model", str(bot_model)],
        HOJO_NAVI_STAFF_PASSWORD_HASH=secret,
        HOJO_NAVI_PUBLIC_URL="https://navi.example.jp",
    ).start()
    try:
        browser = Staff(server.port)
        reply = browser.logs_in(PASSWORD)
        assert reply.headers["location"] == "/staff"
        parts = reply.headers["set-cookie"].split("; ")
        assert {"HttpOnly", "SameSite=Strict", "Secure", "Path=/staff"} <= set(parts)
        _logging_out_ends_the_login(browser)
        _guessing_is_stopped(server)
    finally:
        server.stop()
    log = server.log.read_text()
    assert PASSWORD not in log
    assert secret not in log


def _logging_out_ends_the_login(browser: Staff) -> None:
    browser.opens("/staff")
    old = browser.cookie
    assert "Max-Age=0" in browser.sends("/staff/logout").headers["set-cookie"]
    browser.cookie = old
    assert browser.opens("/staff").status == 303


def _guessing_is_stopped(server: Server) -> None:
    """Also the right password is no longer taken then, so that nobody learns from the answer."""
    stranger = Staff(server.port)
    statuses = [stranger.logs_in(f"guess {number}").status for number in range(12)]
    assert set(statuses) == {403, 429}
    assert statuses == sorted(statuses)
    refused = stranger.logs_in(PASSWORD)
    assert refused.status == 429
    assert int(refused.headers["retry-after"]) > 0
    assert "set-cookie" not in refused.headers


def test_without_a_password_there_is_no_page_of_staff(in_process_bot: Server) -> None:
    assert request(in_process_bot.port, "GET", "/staff").status == 404
    assert request(in_process_bot.port, "GET", "/staff/login").status == 404


def test_a_hash_fits_its_password_only() -> None:
    kept = PasswordHash.read(str(PasswordHash.of(PASSWORD)))
    assert kept.fits(PASSWORD)
    assert not kept.fits(PASSWORD + " ")
    assert not kept.fits("")
    assert str(PasswordHash.of(PASSWORD)) != str(kept)


@pytest.mark.parametrize("text", ["password", "scrypt.x.y", "scrypt..", "scrypt.AAAA.AAAA", "é.é.é"])
def test_a_setting_that_is_no_hash_is_refused(text: str) -> None:
    with pytest.raises(BadSetting):
        PasswordHash.read(text)
