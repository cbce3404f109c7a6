"""Requests written byte by byte, so that anything can be sent, and read by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

HANG_S = 2.0


class Hang(Exception):
    """A request got no answer in time."""


@dataclass(frozen=True)
class Answer:
    """An answer; header names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Call:
    """A request. A ``clean`` one is well-formed HTTP, whose connection can be used again."""

    raw: bytes
    clean: bool = True


def http(method: str, path: str, headers: Mapping[str, bytes | str] | None = None, body: bytes | None = None) -> Call:
    """A well-formed request, whatever its values are."""
    lines = [f"{method} {path} HTTP/1.1".encode(), b"Host: localhost"]
    for name, value in (headers or {}).items():
        lines.append(name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()))
    if body is not None:
        lines.append(b"Content-Length: %d" % len(body))
    return Call(b"\r\n".join(lines) + b"\r\n\r\n" + (body or b""))


class Wire:
    """One connection to the server at a port, opened anew whenever it has ended."""

    def __init__(self, port: int, hang_s: float = HANG_S) -> None:
        self._port = port
        self._hang_s = hang_s
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, call: Call) -> Answer | None:
        """The answer; None where the server ended the connection instead. Raises Hang and OSError."""
        try:
            return await asyncio.wait_for(self._exchange(call), self._hang_s)
        except asyncio.TimeoutError:
            self.close()
            raise Hang(call.raw[:300]) from None
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            self.close()
            return None

    def close(self) -> None:
        """End the connection."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def _exchange(self, call: Call) -> Answer | None:
        for is_new in (self._streams is None, True):
            if self._streams is None:
                self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)
            reader, writer = self._streams
            try:
                writer.write(call.raw)
                if not call.clean:
                    writer.write_eof()
                answer = await _read(reader, is_head=call.raw.startswith(b"HEAD "))
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                self.close()
                # A connection that was kept may have been closed meanwhile: that says nothing of this request.
                if is_new or getattr(error, "partial", b""):
                    raise
                continue
            if not call.clean or answer.headers.get("connection", "").lower() == "close":
                self.close()
            return answer
        raise AssertionError("a new connection raises or answers")


async def _read(reader: asyncio.StreamReader, is_head: bool) -> Answer:
    while True:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split(" ")[1])
        if status >= 200:
            break
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    if is_head or status in (204, 304):
        return Answer(status, headers, b"")
    if headers.get("transfer-encoding") == "chunked":
        return Answer(status, headers, await _chunks(reader))
    return Answer(status, headers, await reader.readexactly(int(headers.get("content-length", "0"))))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readuntil(b"\r\n")
    return body
