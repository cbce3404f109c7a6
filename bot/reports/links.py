"""Signed addresses of memos: whoever has one may read the memo until it expires or is revoked."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import time

LIFETIME_VARIABLE = "HOJO_NAVI_MEMO_HOURS"
PUBLIC_VARIABLE = "HOJO_NAVI_PUBLIC_URL"
LIFETIME_H = 24.0
MOST_H = 24.0 * 30
TOKEN = re.compile(r"([A-Za-z0-9_-]{22})\.(\d{1,12})\.([A-Za-z0-9_-]{43})", re.ASCII)
PUBLIC = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~/-]*)?", re.ASCII)


class BadSetting(ValueError):
    """A variable of the environment holds something else than it should."""


class LinkSigner:
    """Makes and checks tokens of the form report.expiry.signature."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.new(secret, b"hojo-navi memo link", hashlib.sha256).digest()

    def issue(self, report_id: str, expires_at: int) -> str:
        """A token for the report, good until ``expires_at`` (seconds since the epoch)."""
        claim = f"{report_id}.{expires_at}"
        return f"{claim}.{self._signature(claim)}"

    def report(self, token: str, now: float | None = None) -> str | None:
        """The report that the token opens; None where it is not ours, was altered or has expired."""
        match = TOKEN.fullmatch(token)
        if match is None:
            return None
        report_id, expires_at, signature = match.groups()
        if not hmac.compare_digest(self._signature(f"{report_id}.{expires_at}"), signature):
            return None
        return report_id if int(expires_at) > (time.time() if now is None else now) else None

    def _signature(self, claim: str) -> str:
        digest = hmac.new(self._key, claim.encode("ascii"), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def new_report_id() -> str:
    """128 random bits."""
    return secrets.token_urlsafe(16)


def lifetime_s() -> int:
    """How long a link opens, from ``HOJO_NAVI_MEMO_HOURS`` (24). Raises BadSetting."""
    given = os.environ.get(LIFETIME_VARIABLE, "").strip() or str(LIFETIME_H)
    try:
        hours = float(given)
    except ValueError:
        hours = 0.0
    if not 0 < hours <= MOST_H:
        raise BadSetting(f"{LIFETIME_VARIABLE}: {given!r} is no number of hours between 0 and {MOST_H:g}")
    return max(int(hours * 3600), 1)


def public_url() -> str:
    """Where visitors reach us, from ``HOJO_NAVI_PUBLIC_URL``; empty where that is not set. Raises BadSetting."""
    given = os.environ.get(PUBLIC_VARIABLE, "").strip().rstrip("/")
    if given and not PUBLIC.fullmatch(given):
        raise BadSetting(f"{PUBLIC_VARIABLE}: {given!r} is no address such as https://navi.example.jp")
    return given
