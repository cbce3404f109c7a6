"""Encryption of what a vendor knows a person by, while it is stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

from cryptography.fernet import Fernet

from bot.stores.records import Json


class Sealer:
    """Encrypts and authenticates JSON objects with a key made from the secret of this installation."""

    def __init__(self, secret: bytes) -> None:
        key = hmac.new(secret, b"hojo-navi sealed columns", hashlib.sha256).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def seal(self, value: Json) -> str:
        """``value`` as a text that only this installation can read."""
        return self._fernet.encrypt(json.dumps(value).encode("ascii")).decode("ascii")

    def unseal(self, text: str) -> Json:
        """The value in ``text``. Raises cryptography.fernet.InvalidToken where it was sealed by another secret."""
        value: Json = json.loads(self._fernet.decrypt(text.encode("ascii")))
        return value
