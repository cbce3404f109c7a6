"""Names for people and buttons that tell nothing and cannot be forged."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

PART = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
NAME_BYTES = 24
MARK_BYTES = 12


class Keys:
    """Keyed hashes of one channel: conversation ids made from a vendor's ids, and short signed keys for buttons."""

    def __init__(self, secret: bytes, channel: str) -> None:
        self._channel = channel
        self._names = hmac.new(secret, f"hojo-navi {channel} names".encode(), hashlib.sha256).digest()
        self._buttons = hmac.new(secret, f"hojo-navi {channel} buttons".encode(), hashlib.sha256).digest()

    def pseudonym(self, *parts: str) -> str:
        """The conversation id for a vendor's ids: the channel's name and 192 bits that lead back to nobody."""
        return f"{self._channel}-{_short(self._names, parts, NAME_BYTES)}"

    def button(self, conversation_id: str, *parts: str) -> str:
        """A signed key: the parts and a mark, joined by dots. Parts have letters, digits, ``_`` and ``-`` only."""
        if not parts or not all(PART.fullmatch(part) for part in parts):
            raise ValueError("a part of a key has other characters than A-Z a-z 0-9 _ -")
        return ".".join((*parts, _short(self._buttons, (conversation_id, *parts), MARK_BYTES)))

    def read_button(self, conversation_id: str, key: str) -> tuple[str, ...] | None:
        """The parts of a key; None where it was altered, or signed for another conversation."""
        *parts, mark = key.split(".")
        if not parts or not key.isascii():
            return None
        expected = _short(self._buttons, (conversation_id, *parts), MARK_BYTES)
        return tuple(parts) if hmac.compare_digest(expected, mark) else None


def _short(key: bytes, parts: tuple[str, ...], size: int) -> str:
    text = "".join(f"{len(part)}:{part}" for part in parts)
    digest = hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:size]).decode("ascii").rstrip("=")
