from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.reports.store import ReportStore
from bot.staff.password import PasswordHash
from bot.staff.store import CaseStore
from bot.stores.conversations import ConversationStore
from bot.stores.records import Offer, Outcome
from tests.bot.privacy.live import CONTACT, OPERATOR, House, new_metrics_port
from tests.bot.server import Server
from tests.bot.slack.conftest import environment_of
from tests.bot.staff.people import PASSWORD
from tests.bot.stores.conftest import Place, path, place, postgres, postgres_place, store
from tests.bot.vendors.line import FakeLine
from tests.bot.vendors.slack import FakeSlack

__all__ = ["path", "place", "postgres", "postgres_place", "store"]

TEXT = "秘密のメモ"
CONSENT = {"version": "1", "at": "2026-11-22T09:00:00+09:00"}
DIALOGUE = {"consent": True, "stage": "interview", "answers": {"employees": 5}, "held": [], "asked": "capital_yen"}


@dataclass(frozen=True)
class Past:
    """Conversations that were idle for a while, on a clock of the test's own."""

    store: ConversationStore
    place: Place
    now: float = 1_800_000_000.0

    async def has(
        self, name: str, days: float, channel: str = "line", consented: bool = True, extras: Sequence[str] = ()
    ) -> None:
        """A conversation whose last message was ``days`` ago; ``extras`` of memo, case."""
        snapshot: list[dict[str, Any]] = [{"event": "user", "text": TEXT}]
        if consented:
            snapshot += [_slot("consent", CONSENT), _slot("dialogue", DIALOGUE), _slot("employees", 5)]
        await self.store.create(name, channel)
        await self.store.close_turn(name, _outcome(snapshot))
        database = self.store.database
        if "memo" in extras:
            await ReportStore(database).add(f"r-{name}", name, self.now + 3600, {"title": TEXT})
        if "case" in extras:
            await CaseStore(database).take(name, channel, {"title": TEXT})
        at = self.now - days * 24 * 3600
        self.place.run(f"UPDATE conversations SET updated_at = {at}, created_at = {at} WHERE id = '{name}'")
        self.place.run(f"UPDATE messages SET at = {at} WHERE conversation_id = '{name}'")


def _slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value}


def _outcome(snapshot: list[dict[str, Any]]) -> Outcome:
    return Outcome(
        said={"text": TEXT},
        said_at=1.0,
        messages=[{"text": "では"}],
        offers=[Offer("b1", "赤", {"value": TEXT})],
        asked="capital_yen",
        events=[{"event": "user", "text": TEXT, "timestamp": 1.0}],
        snapshot=snapshot,
        client_message_id="x",
    )


@pytest.fixture
def past(store: ConversationStore, place: Place) -> Past:
    """Makes conversations of the past."""
    return Past(store, place)


@pytest.fixture(scope="session")
def house(bot_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The product with every channel, staff, JSON logs and metrics, for all tests of this folder."""
    line, slack, port = FakeLine(), FakeSlack().start(), new_metrics_port()
    line.server.start()
    settings = {
        **line.environment,
        **environment_of(slack),
        "CATALOG_AS_OF": "2021-04-15",
        "HOJO_NAVI_CONTACT": CONTACT,
        "HOJO_NAVI_METRICS_PORT": str(port),
        "HOJO_NAVI_OPERATOR": OPERATOR,
        "HOJO_NAVI_STAFF_PASSWORD_HASH": str(PasswordHash.of(PASSWORD)),
        "LOG_FORMAT": "json",
    }
    server = Server(tmp_path_factory.mktemp("house"), ["--model", str(bot_model)], **settings).start()
    yield House(server, line, slack, port)
    server.stop()
    slack.stop()
    line.server.stop()
