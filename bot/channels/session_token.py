"""Signed tokens: the only key to a conversation."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import time
from pathlib import Path

from bot.stores.database import VARIABLE as DATABASE_VARIABLE

SECRET_VARIABLE = "HOJO_NAVI_SECRET"
SECRET_FILE = "secret"
VERSION = "1"
TOKEN = re.compile(r"1\.([A-Za-z0-9_-]{22})\.(\d{1,12})\.([A-Za-z0-9_-]{43})", re.ASCII)
LIFETIME_S = 30 * 24 * 3600


class BadSecret(ValueError):
    """There is no secret that can be used."""


class TokenSigner:
    """Makes and checks tokens of the form version.conversation.expiry.signature."""

    def __init__(self, secret: bytes, lifetime_s: int = LIFETIME_S) -> None:
        self.lifetime_s = lifetime_s
        self._key = hmac.new(secret, b"hojo-navi web session token", hashlib.sha256).digest()

    def issue(self, conversation_id: str, now: float | None = None) -> str:
        """A token for the conversation."""
        expiry = int(time.time() if now is None else now) + self.lifetime_s
        claim = f"{VERSION}.{conversation_id}.{expiry}"
        return f"{claim}.{self._signature(claim)}"

    def conversation(self, token: str, now: float | None = None) -> str | None:
        """The conversation that the token opens; None where it is not ours, was altered or has expired."""
        match = TOKEN.fullmatch(token)
        if match is None:
            return None
        conversation_id, expiry, signature = match.groups()
        expected = self._signature(f"{VERSION}.{conversation_id}.{expiry}")
        if not hmac.compare_digest(expected, signature):
            return None
        return conversation_id if int(expiry) > (time.time() if now is None else now) else None

    def _signature(self, claim: str) -> str:
        digest = hmac.new(self._key, claim.encode("ascii"), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def new_conversation_id() -> str:
    """128 random bits."""
    return secrets.token_urlsafe(16)


def load_secret(folder: Path) -> bytes:
    """``HOJO_NAVI_SECRET``, else the secret in ``folder``, which is made once and readable by its owner only.

    On PostgreSQL, which other processes may share, there is no else. Raises BadSecret.
    """
    given = os.environ.get(SECRET_VARIABLE, "")
    if given:
        if len(given) < 16:
            raise BadSecret(f"{SECRET_VARIABLE} is shorter than 16 characters")
        return given.encode("utf-8")
    if os.environ.get(DATABASE_VARIABLE):
        raise BadSecret(f"{DATABASE_VARIABLE} needs {SECRET_VARIABLE}, the same for all processes")
    path = folder / SECRET_FILE
    if not path.exists():
        _write_once(path, secrets.token_bytes(32).hex())
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < 32:
        raise BadSecret(f"{path} holds no secret: delete it to have a new one made")
    return secret.encode("ascii")


def _write_once(path: Path, text: str) -> None:
    """Write ``text`` to a new file; where another process is faster, its file stays."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
