from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.links import BadSetting, LinkSigner, lifetime_s, new_report_id, public_url

SIGNER = LinkSigner(b"a secret of this installation")
REPORT = new_report_id()
NOW = 1_000_000
TOKEN = SIGNER.issue(REPORT, NOW + 60)


def test_a_link_opens_its_report() -> None:
    assert SIGNER.report(TOKEN, NOW) == REPORT


@pytest.mark.parametrize("now", [NOW + 60, NOW + 61, NOW + 10**9])
def test_a_link_that_has_expired_opens_nothing(now: int) -> None:
    assert SIGNER.report(TOKEN, now) is None


def test_a_link_of_another_installation_opens_nothing() -> None:
    assert LinkSigner(b"another secret").report(TOKEN, NOW) is None


def test_the_signature_of_one_report_does_not_open_another() -> None:
    signature = TOKEN.rpartition(".")[2]
    assert SIGNER.report(f"{new_report_id()}.{NOW + 60}.{signature}", NOW) is None


def test_the_expiry_cannot_be_put_off() -> None:
    report, _, signature = TOKEN.split(".")
    assert SIGNER.report(f"{report}.{NOW + 6000}.{signature}", NOW) is None


@given(place=st.integers(0, len(TOKEN) - 1), letter=st.characters())
def test_a_changed_letter_opens_nothing(place: int, letter: str) -> None:
    forged = TOKEN[:place] + letter + TOKEN[place + 1 :]
    assert (SIGNER.report(forged, NOW) == REPORT) == (forged == TOKEN)


@given(st.text())
def test_no_text_opens_anything(text: str) -> None:
    assert SIGNER.report(text, NOW) is None


@pytest.mark.parametrize(("hours", "seconds"), [("", 86400), ("1", 3600), ("0.5", 1800), ("720", 2592000)])
def test_the_lifetime_is_set_in_hours(hours: str, seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOJO_NAVI_MEMO_HOURS", hours)
    assert lifetime_s() == seconds


@pytest.mark.parametrize("hours", ["0", "-1", "nan", "inf", "721", "a day"])
def test_a_lifetime_that_is_none_is_refused(hours: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOJO_NAVI_MEMO_HOURS", hours)
    with pytest.raises(BadSetting):
        lifetime_s()


def test_the_public_address_loses_its_last_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOJO_NAVI_PUBLIC_URL", "https://navi.example.jp/")
    assert public_url() == "https://navi.example.jp"


@pytest.mark.parametrize("address", ["navi.example.jp", "ftp://navi.example.jp", "https://a b", "javascript:alert(1)"])
def test_an_address_that_is_none_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOJO_NAVI_PUBLIC_URL", address)
    with pytest.raises(BadSetting):
        public_url()
