"""Refuses requests whose body has no sound length, before anything of it is read."""

from __future__ import annotations

import re

from sanic import Sanic
from sanic.exceptions import InvalidUsage
from sanic.request import Request

LENGTH = re.compile(r"[0-9]{1,12}", re.ASCII)


def add_length_check(app: Sanic) -> None:
    """Check every request as soon as its headers are there.

    Sanic 21.12 takes any integer for the length of a body: with ``Content-Length: -1`` it reads for ever and answers
    nobody else. Two lengths, or a length beside chunks, are how requests are smuggled past a proxy.
    """

    @app.signal("http.lifecycle.request")
    async def check(request: Request) -> None:
        lengths = request.headers.getall("content-length", [])
        codings = request.headers.getall("transfer-encoding", [])
        if len(lengths) + len(codings) > 1 or not all(map(LENGTH.fullmatch, lengths)) or set(codings) - {"chunked"}:
            raise InvalidUsage("Bad length")
