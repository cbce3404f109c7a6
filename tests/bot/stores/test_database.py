"""A transaction is stored as a whole or not at all, and who asked for it knows which."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.stores.connection import Connection, OutcomeUnknown, StoreError
from bot.stores.database import Database
from tests.bot.stores.conftest import Place
from tests.faults.proxy import Proxy

ROWS = "SELECT id, channel FROM conversations ORDER BY id"
INSERT = "INSERT INTO conversations (id, channel, created_at, updated_at) VALUES (?, ?, 0, 0)"


def insert(name: str, channel: str = "web") -> Callable[[Connection], None]:
    def work(connection: Connection) -> None:
        connection.execute(INSERT, (name, channel))

    return work


@pytest.fixture
def database(place: Place) -> Database:
    return place.open()


def test_what_fails_leaves_nothing(database: Database, place: Place) -> None:
    def work(connection: Connection) -> None:
        insert("a")(connection)
        raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(database.write(work))
    asyncio.run(database.write(insert("b")))
    assert place.run(ROWS) == [("b", "web")]


def test_every_failure_of_the_database_is_an_error_of_the_store_and_the_next_work_goes_on(database: Database) -> None:
    with pytest.raises(StoreError) as caught:
        asyncio.run(database.write(lambda connection: connection.execute("SELECT secret FROM nowhere")))
    assert isinstance(caught.value, OSError)
    asyncio.run(database.write(insert("a")))
    with pytest.raises(StoreError):
        asyncio.run(database.write(insert("a")))
    assert asyncio.run(database.read(lambda connection: connection.execute(ROWS).fetchall())) == [("a", "web")]


def test_rows_that_bring_nothing_back_are_seen_by_the_next_statement_and_stored(
    database: Database, place: Place
) -> None:
    def work(connection: Connection) -> list[object]:
        connection.executemany(INSERT, [("a", "web"), ("b", "line")])
        seen = connection.execute(ROWS).fetchall()
        connection.executemany("UPDATE conversations SET channel = ? WHERE id = ?", [("slack", "a")])
        return seen

    assert asyncio.run(database.write(work)) == [("a", "web"), ("b", "line")]
    assert place.run(ROWS) == [("a", "slack"), ("b", "line")]


def test_a_row_that_fails_at_the_end_leaves_nothing(database: Database, place: Place) -> None:
    def work(connection: Connection) -> None:
        connection.executemany(INSERT, [("a", "web")])
        connection.executemany(INSERT, [("b", "web"), ("b", "web")])

    with pytest.raises(StoreError):
        asyncio.run(database.write(work))
    asyncio.run(database.write(insert("c")))
    assert place.run(ROWS) == [("c", "web")]


def test_a_read_cannot_write_on_postgresql(postgres_place: Place) -> None:
    with pytest.raises(StoreError):
        asyncio.run(postgres_place.open().read(insert("a")))


def test_both_kinds_of_placeholders_and_values_of_all_kinds_are_taken(database: Database) -> None:
    def work(connection: Connection) -> list[object]:
        connection.execute(
            "INSERT INTO conversations (id, channel, created_at, updated_at, last_message) VALUES (:a, :b, :c, 0, :d)",
            {"a": "50% ?:x", "b": "改\0行", "c": 1.5, "d": True},
        )
        connection.executemany(INSERT, [("b", "?"), ("c", ":d")])
        like = connection.execute("SELECT id FROM conversations WHERE id LIKE '50%' AND channel != ?", ("?",))
        return [like.fetchone(), connection.execute("SELECT last_message, created_at FROM conversations").fetchone()]

    assert asyncio.run(database.write(work)) == [("50% ?:x",), (1, 1.5)]


def test_who_cancels_before_the_commit_finds_nothing_stored(database: Database, place: Place) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(connection: Connection) -> None:
        insert("slow")(connection)
        begun.set()
        go_on.wait(5)

    async def scenario() -> None:
        await database.write(insert("first"))
        writing = asyncio.ensure_future(database.write(slow))
        await asyncio.to_thread(begun.wait, 5)
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
        go_on.set()
        await database.write(insert("last"))

    asyncio.run(scenario())
    assert place.run(ROWS) == [("first", "web"), ("last", "web")]


def test_a_transaction_whose_connection_broke_before_the_commit_is_run_again(postgres_place: Place) -> None:
    runs = []

    def work(connection: Connection) -> None:
        runs.append(connection.execute("SELECT pg_backend_pid()").fetchone()[0])
        insert("a")(connection)
        if len(runs) == 1:
            postgres_place.run(f"SELECT pg_terminate_backend({runs[0]}, 1000)")
        insert("b")(connection)

    asyncio.run(postgres_place.open().write(work))
    assert len(set(runs)) == 2
    assert postgres_place.run(ROWS) == [("a", "web"), ("b", "web")]


def test_connections_that_broke_while_nobody_used_them_are_replaced_unnoticed(postgres_place: Place) -> None:
    database = postgres_place.open()

    async def scenario() -> None:
        await asyncio.gather(*(database.write(insert(f"{n}")) for n in range(8)))
        await asyncio.to_thread(
            postgres_place.run,
            "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity "
            "WHERE application_name = 'hojo-navi' AND datname = current_database()",
        )
        await asyncio.gather(*(database.write(insert(f"again {n}")) for n in range(8)))

    asyncio.run(scenario())
    assert postgres_place.count("conversations") == 16


@pytest.fixture
def proxy(postgres_place: Place) -> Iterator[Proxy]:
    made = Proxy(str(postgres_place.location))
    yield made
    made.close()


def test_a_commit_whose_answer_was_lost_is_told_as_unknown(postgres_place: Place, proxy: Proxy) -> None:
    database = Database(proxy.address)
    asyncio.run(database.write(insert("a")))
    proxy.cut_after = b"COMMIT\0"
    with pytest.raises(OutcomeUnknown):
        asyncio.run(database.write(insert("b")))
    assert proxy.cuts == 1
    assert postgres_place.run(ROWS) == [("a", "web"), ("b", "web")]


def test_a_server_that_does_not_answer_is_given_up_and_used_again(
    postgres_place: Place, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.stores.patience.STATEMENT_S", 0.6)
    database = Database(proxy.address)
    asyncio.run(database.write(insert("a")))
    proxy.mute = True
    start = time.monotonic()
    with pytest.raises(StoreError):
        asyncio.run(database.write(insert("b")))
    assert time.monotonic() - start < 4
    proxy.mute = False
    asyncio.run(database.write(insert("c")))
    assert postgres_place.run(ROWS) == [("a", "web"), ("c", "web")]


def test_one_slow_statement_does_not_hold_up_the_others(postgres_place: Place) -> None:
    database = postgres_place.open()

    async def scenario() -> bool:
        slow = asyncio.ensure_future(database.read(lambda connection: connection.execute("SELECT pg_sleep(1.5)")))
        await asyncio.sleep(0.1)
        await asyncio.gather(*(database.write(insert(f"{n}")) for n in range(6)))
        ahead = not slow.done()
        await slow
        return ahead

    assert asyncio.run(scenario())


def test_processes_that_start_together_make_the_tables_once(postgres_place: Place) -> None:
    async def scenario() -> None:
        databases = [postgres_place.open() for _ in range(4)]
        await asyncio.gather(*(database.write(insert(f"{n}")) for n, database in enumerate(databases)))

    asyncio.run(scenario())
    assert postgres_place.count("conversations") == 4


def test_a_database_that_was_made_anew_gets_its_tables(postgres_place: Place) -> None:
    database = postgres_place.open()
    asyncio.run(database.write(insert("a")))
    tables = postgres_place.run("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    for (table,) in tables:
        postgres_place.run(f"DROP TABLE {table}")
    with pytest.raises(StoreError):
        asyncio.run(database.write(insert("b")))
    asyncio.run(database.write(insert("c")))
    assert postgres_place.run(ROWS) == [("c", "web")]


def test_a_file_that_is_locked_for_a_moment_is_waited_for(path: Path) -> None:
    place = Place(path)
    database = place.open()

    async def scenario() -> None:
        await database.write(insert("a"))
        held, release = threading.Event(), threading.Event()

        def hold(connection: Connection) -> None:
            held.set()
            release.wait(5)

        holding = asyncio.ensure_future(place.open().write(hold))
        await asyncio.to_thread(held.wait, 5)
        waiting = asyncio.ensure_future(database.write(insert("b")))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        release.set()
        await asyncio.gather(holding, waiting)

    asyncio.run(scenario())
    assert place.run(ROWS) == [("a", "web"), ("b", "web")]


def test_a_full_disk_stores_nothing_and_what_fits_again_is_stored(path: Path) -> None:
    place = Place(path)
    database = place.open()

    async def scenario() -> None:
        await database.write(insert("a"))
        await database.read(lambda connection: connection.execute("PRAGMA max_page_count = 1").fetchone())
        with pytest.raises(StoreError):
            await database.write(lambda connection: [insert(f"{n}", "x" * 5000)(connection) for n in range(99)])
        # The connection was closed with the error; the next one has no limit, as after making room.
        await database.write(insert("b"))

    asyncio.run(scenario())
    assert place.run(ROWS) == [("a", "web"), ("b", "web")]


def test_what_was_erased_is_in_no_page_that_was_reordered(path: Path) -> None:
    database = Place(path).open()
    mark = "ひみつ8192736455"

    async def scenario() -> None:
        for n in range(400):
            text = (mark if n % 7 == 0 else "other") + "x" * (n * 37 % 900)
            await database.write(lambda connection, n=n, text=text: connection.execute(INSERT, (f"{n % 60} {n}", text)))
        await database.write(
            lambda connection: connection.execute("DELETE FROM conversations WHERE channel LIKE ?", (f"{mark}%",))
        )
        await database.checkpoint()

    asyncio.run(scenario())
    assert not [file.name for file in path.parent.iterdir() if mark.encode() in file.read_bytes()]


@pytest.mark.parametrize(("settings", "warned"), [("terse", True), ("terse panic", False), ("default panic", True)])
def test_a_server_whose_log_would_hold_what_visitors_say_is_warned_about(
    postgres_place: Place, caplog: pytest.LogCaptureFixture, settings: str, warned: bool
) -> None:
    verbosity, _, least = settings.partition(" ")
    options = f"%20-clog_error_verbosity%3D{verbosity}%20-clog_min_error_statement%3D{least or 'error'}"
    asyncio.run(Database(f"{postgres_place.location}{options}").write(insert("a")))
    assert ("PostgreSQL writes statements to its log" in caplog.text) is warned
