"""The staff's password as a hash: ``python -m bot.staff.password`` asks for a password and prints its hash."""

from __future__ import annotations

import base64
import binascii
import getpass
import hashlib
import hmac
import os
import secrets
import sys
from dataclasses import dataclass

from bot.reports.links import BadSetting

VARIABLE = "HOJO_NAVI_STAFF_PASSWORD_HASH"
# https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html: 32 MiB, three times.
COST, BLOCK, TIMES = 2**15, 8, 3
MEMORY = 64 * 1024 * 1024
SALT_BYTES, KEY_BYTES = 16, 32
SHORTEST = 12
LONGEST = 1024


@dataclass(frozen=True)
class PasswordHash:
    """A salted scrypt hash, written as ``scrypt.SALT.KEY`` in URL-safe Base64."""

    salt: bytes
    key: bytes

    @classmethod
    def of(cls, password: str) -> PasswordHash:
        """The hash of a password, with a new salt."""
        salt = secrets.token_bytes(SALT_BYTES)
        return cls(salt, _key(password, salt))

    @classmethod
    def read(cls, text: str) -> PasswordHash:
        """The hash in a text. Raises BadSetting."""
        name, *parts = text.strip().split(".")
        try:
            salt, key = (base64.b64decode(part, b"-_", validate=True) for part in parts)
        except (ValueError, binascii.Error):
            salt, key = b"", b""
        if name != "scrypt" or len(salt) != SALT_BYTES or len(key) != KEY_BYTES:
            raise BadSetting(f"{VARIABLE} holds no hash: make one with python -m bot.staff.password")
        return cls(salt, key)

    def __str__(self) -> str:
        return ".".join(("scrypt", *(base64.urlsafe_b64encode(part).decode("ascii") for part in (self.salt, self.key))))

    def fits(self, password: str) -> bool:
        """Whether a password is the one; takes a tenth of a second or more, whatever comes."""
        return hmac.compare_digest(_key(password[:LONGEST], self.salt), self.key)


def staff_password() -> PasswordHash | None:
    """The hash in the environment; None where there is no staff. Raises BadSetting."""
    given = os.environ.get(VARIABLE, "").strip()
    return PasswordHash.read(given) if given else None


def _key(password: str, salt: bytes) -> bytes:
    secret = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=COST, r=BLOCK, p=TIMES, maxmem=MEMORY, dklen=KEY_BYTES)


def main() -> int:
    """Ask for a password, or read it from standard input, and print its hash."""
    password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(password) < SHORTEST:
        print(f"The password needs {SHORTEST} characters or more.", file=sys.stderr)
        return 2
    print(PasswordHash.of(password))
    return 0


if __name__ == "__main__":
    sys.exit(main())
