"""Two processes, many conversations, four messages at the same moment to either: nothing lost, nothing doubled."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bot.mini.build import train_mini
from tests.faults.bots import Bot, start_all
from tests.faults.harness import Trial
from tests.faults.parts import PostgresCluster, RedisServer
from tests.release.outcome import Finding, none_of, scaled

FULL = 10_000
PARALLEL = 4


def run() -> list[Finding]:
    """10,000 conversations times SCALE with PostgreSQL's locks, and as many with those of Redis."""
    findings = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # PostgreSQL runs as somebody else, who has to be let through.
        folder.chmod(0o755)
        for part in ("postgres", "redis", "bots"):
            (folder / part).mkdir()
        model = train_mini(folder / "mini.tar.gz")
        postgres, redis = PostgresCluster(folder / "postgres"), RedisServer(folder / "redis")
        try:
            postgres.start()
            redis.start()
            for locks in ("", redis.address):
                settings = {"HOJO_NAVI_DATABASE": postgres.address, "HOJO_NAVI_LOCKS": locks}
                findings.append(_trial(folder / "bots", model, settings, scaled(FULL)))
        finally:
            postgres.stop()
            redis.stop()
    return findings


def _trial(folder: Path, model: Path, settings: dict[str, str], number: int) -> Finding:
    bots = [Bot(folder, model, **settings) for _ in range(2)]
    try:
        tally = Trial(start_all(bots), conversations=number, parallel=PARALLEL).run()
    finally:
        for bot in bots:
            bot.stop()
    print(f"{number} conversations: {tally.row()}", flush=True)
    faults = tally.faults if tally.acknowledged == number * PARALLEL else [*tally.faults, "not all were answered"]
    locks = "Redis" if settings["HOJO_NAVI_LOCKS"] else "PostgreSQL"
    return none_of(f"2 processes, {PARALLEL} messages at once, locks in {locks}", tally.acknowledged, faults)
