"""Whether a request comes from Slack.

slack_sdk's verifier raises where a timestamp is no number or a body is no UTF-8, so this one is our own.
https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence

WINDOW_S = 300
VERSION = b"v0"
TIMESTAMP = re.compile(r"\d{1,12}", re.ASCII)


def is_signed(secret: str, timestamps: Sequence[str], signatures: Sequence[str], body: bytes, now: float) -> bool:
    """Whether ``body`` was signed with ``secret`` within the last five minutes.

    ``timestamps`` and ``signatures`` are the values of the headers: exactly one of each is accepted.
    """
    if len(timestamps) != 1 or len(signatures) != 1 or TIMESTAMP.fullmatch(timestamps[0]) is None:
        return False
    given = signatures[0].encode("utf-8", "surrogateescape")
    fresh = abs(now - int(timestamps[0])) <= WINDOW_S
    return hmac.compare_digest(sign(secret, timestamps[0], body).encode("ascii"), given) and fresh


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a body."""
    base = b":".join((VERSION, timestamp.encode("ascii"), body))
    return f"v0={hmac.new(secret.encode('utf-8'), base, hashlib.sha256).hexdigest()}"
