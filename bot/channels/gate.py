"""The rate limits of the web channel."""

from __future__ import annotations

from bot.channels.errors import ChannelError
from bot.channels.rate_limit import RateLimit, SharedRateLimit


class Gate:
    """Rate limits: new sessions by address, messages and reads by session and by address.

    With ``redis`` all processes count together, else each for itself. Its keys are hashed with ``secret``.
    """

    def __init__(self, enabled: bool, redis: str | None = None, secret: bytes = b"") -> None:
        self._enabled = enabled

        def limit(name: str, burst: int, per_second: float) -> SharedRateLimit:
            return SharedRateLimit(name, RateLimit(burst, per_second), redis, secret)

        self._sessions = limit("sessions", 60, 0.5)
        self._messages = limit("messages", 60, 1)
        self._reads = limit("reads", 120, 4)
        self._addresses = limit("addresses", 600, 20)

    async def open_session(self, address: str) -> None:
        """Raises ChannelError where the address opens too many sessions."""
        await self._check(self._sessions, address)

    async def address(self, address: str) -> None:
        """Raises ChannelError where the address calls too often."""
        await self._check(self._addresses, address)

    async def message(self, conversation_id: str) -> None:
        """Raises ChannelError where the conversation has too many messages."""
        await self._check(self._messages, conversation_id)

    async def read(self, conversation_id: str) -> None:
        """Raises ChannelError where the conversation is read too often."""
        await self._check(self._reads, conversation_id)

    async def _check(self, limit: SharedRateLimit, key: str) -> None:
        wait = await limit.take(key) if self._enabled else 0
        if wait:
            raise ChannelError("rate_limited", retry_after=wait)
