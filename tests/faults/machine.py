"""The servers that this machine has: PostgreSQL, Redis and RabbitMQ on their usual ports."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

POSTGRES = os.environ.get("HOJO_NAVI_TEST_POSTGRES") or "postgresql://postgres@127.0.0.1:5432/postgres"
RABBIT = os.environ.get("HOJO_NAVI_TEST_RABBIT") or "amqp://guest:guest@127.0.0.1:5672"


def is_listening(address: str) -> bool:
    """Whether somebody listens where an address points."""
    parts = urlsplit(address)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=2).close()
    except OSError:
        return False
    return True


@contextmanager
def new_database(server: str = POSTGRES) -> Iterator[str]:
    """The address of an empty database, which is dropped in the end."""
    name = f"hojo_navi_{os.getpid()}_{secrets.token_hex(3)}"
    run(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        run(server, f"DROP DATABASE {name} WITH (FORCE)")


def run(address: str, statement: str) -> list[Any]:
    """Run a statement outside of any transaction; the rows that it gives."""
    with closing(psycopg2.connect(address)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
