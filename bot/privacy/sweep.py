"""Deletes what has been kept for long enough. The instant is a parameter; nothing here reads the clock."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Sequence

from bot.channels.session_token import LIFETIME_S
from bot.privacy.profile import consent_of, read_snapshot, without_texts
from bot.privacy.settings import DAY_S, Limits
from bot.stores.connection import Connection
from bot.stores.database import Database
from bot.stores.kept import Kept, Rule
from bot.stores.schemas import TOPICS, tables_of_conversation

CONVERSATIONS = "conversations"
WEB = "web"
AT_ONCE = 200
# A reply by staff is a message, too: whoever waits for one has not gone.
IDLE = (
    "SELECT id, channel, updated_at, snapshot FROM conversations c WHERE updated_at < ? AND id > ? "
    "AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = c.id AND m.at >= ?) ORDER BY id LIMIT ?"
)
# Nothing should leave such rows; what did would keep them for ever.
ORPHANS = "DELETE FROM {table} WHERE conversation_id NOT IN (SELECT id FROM conversations)"
Row = tuple[str, str, float, str]
Swept = Counter[str]


def kept_tables() -> tuple[Kept, ...]:
    """Every table of the schema with what ends the life of its rows."""
    return tuple(kept for topic in TOPICS for kept in topic.keeps)


async def sweep(database: Database, now: float, limits: Limits) -> Swept:
    """Delete everything whose time has passed at ``now`` (seconds since the epoch); rows deleted by table.

    A few conversations at a time, so that visitors do not wait for it.
    """
    swept: Swept = Counter()
    for kept in kept_tables():
        statement = _by_age(kept)
        if statement is not None:
            before = now - kept.days * DAY_S
            swept[kept.table] += await database.write(functools.partial(_run, statement, (before,)))
    await _sweep_conversations(database, now, limits, swept)
    for kept in kept_tables():
        if kept.table in tables_of_conversation() and kept.rule is not Rule.DAYS:
            swept[kept.table] += await database.write(functools.partial(_run, ORPHANS.format(table=kept.table), ()))
    # Also where nothing was deleted: what another process deleted may linger in the log of writes.
    await database.checkpoint(thoroughly=True)
    return swept


def _run(statement: str, parameters: tuple[float, ...], connection: Connection) -> int:
    return connection.execute(statement, parameters).rowcount


def _by_age(kept: Kept) -> str | None:
    """The statement that deletes the rows of a table whose instant lies before its parameter."""
    if kept.rule not in (Rule.EXPIRES, Rule.DAYS):
        return None
    unless = f" AND NOT ({kept.unless})" if kept.unless else ""
    return f"DELETE FROM {kept.table} WHERE {kept.column} < ?{unless}"


async def _sweep_conversations(database: Database, now: float, limits: Limits, swept: Swept) -> None:
    shortest = min(limits.without_consent_s, limits.text_s)
    last = ""
    while True:
        rows = await database.read(_idle_after(last, now - shortest))
        if not rows:
            return
        last = rows[-1][0]
        swept += await database.write(_ending(rows, now, limits))


def _idle_after(last: str, before: float) -> Callable[[Connection], list[Row]]:
    return lambda connection: connection.execute(IDLE, (before, last, before, AT_ONCE)).fetchall()


def _ending(rows: Sequence[Row], now: float, limits: Limits) -> Callable[[Connection], Swept]:
    """Deletes what is due of these conversations, as they are by then."""

    def work(connection: Connection) -> Swept:
        swept: Swept = Counter()
        for row in rows:
            conversation_id, _, updated_at, _ = row
            found = connection.execute(
                "SELECT updated_at FROM conversations WHERE id = ?", (conversation_id,)
            ).fetchone()
            if found is not None and found[0] == updated_at:
                swept += _end(connection, row, now, limits)
        return swept

    return work


def _end(connection: Connection, row: Row, now: float, limits: Limits) -> Swept:
    conversation_id, channel, updated_at, snapshot = row
    idle_s = now - updated_at
    if idle_s > _lifetime_s(channel, snapshot, limits):
        swept = _delete(connection, tables_of_conversation(), conversation_id)
        done = connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
        swept[CONVERSATIONS] += done.rowcount
        return swept
    if idle_s <= limits.text_s:
        return Counter()
    texts = [kept.table for kept in kept_tables() if kept.rule is Rule.TEXT]
    connection.execute("UPDATE conversations SET snapshot = ? WHERE id = ?", (without_texts(snapshot), conversation_id))
    return _delete(connection, texts, conversation_id)


def _lifetime_s(channel: str, snapshot: str, limits: Limits) -> float:
    """After how long without a message nothing of a conversation is kept."""
    if consent_of(read_snapshot(snapshot)) is None:
        return min(limits.without_consent_s, limits.answers_s)
    if channel == WEB:
        # By then its token opens nothing any more, and nobody can come back to it.
        return min(limits.answers_s, max(limits.text_s, LIFETIME_S))
    return limits.answers_s


def _delete(connection: Connection, tables: Sequence[str], conversation_id: str) -> Swept:
    swept: Swept = Counter()
    for table in tables:
        done = connection.execute(f"DELETE FROM {table} WHERE conversation_id = ?", (conversation_id,))
        swept[table] += done.rowcount
    return swept
