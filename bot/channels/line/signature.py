"""The signature of a webhook.

Source: https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/ : Base64 of HMAC-SHA256 over the raw
body, with the channel secret as key, in the header ``x-line-signature``.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

HEADER = "x-line-signature"


def signature(secret: bytes, body: bytes) -> str:
    """The signature of ``body``."""
    return base64.b64encode(hmac.new(secret, body, hashlib.sha256).digest()).decode("ascii")


def is_signed(secret: bytes, body: bytes, given: str | None) -> bool:
    """Whether ``given`` is the signature of ``body``, found out in constant time."""
    if given is None:
        return False
    return hmac.compare_digest(signature(secret, body).encode("ascii"), given.encode("utf-8", "surrogateescape"))
