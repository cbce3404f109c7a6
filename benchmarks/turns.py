"""Speed of the conversation: a turn, many visitors at once, memory, start and training, beside a stock Rasa project."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from benchmarks.servers import ROOT, BaselineTalk, ProductTalk, Server, Talk, free_port, start

FOLDER = Path(__file__).resolve().parent / "baseline"
ROUNDS = 12
USERS = 32
LOAD_S = 15


@dataclass
class Candidate:
    """One of the two, with what was measured."""

    name: str
    talk: Callable[[int], Talk]
    server: Server
    start_s: float
    training_s: float
    times_ms: list[float] = field(default_factory=list)
    turns_per_s: list[float] = field(default_factory=list)


def main() -> None:
    """Print the tables."""
    script = yaml.safe_load((FOLDER.parent / "interview.yml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        baseline = start_baseline(Path(name))
        product = start_product(Path(name))
        candidates = [baseline, product]
        try:
            for candidate in candidates:
                interview(candidate, script, [])
            for _ in range(ROUNDS):
                for candidate in candidates:
                    interview(candidate, script, candidate.times_ms)
            for _ in range(2):
                for candidate in candidates:
                    candidate.turns_per_s.append(crowd(candidate, script))
            print_results(baseline, product)
        finally:
            for candidate in candidates:
                candidate.server.stop()


def start_product(folder: Path) -> Candidate:
    """The product as ``make run`` serves it, on a store of its own."""
    model, port = folder / "product.tar.gz", free_port()
    training_s = timed(["-m", "bot.training", "--model", str(model)])
    server, start_s = start(
        ["-m", "bot.serve", "--model", str(model)],
        port,
        ProductTalk,
        PORT=str(port),
        HOJO_NAVI_DATA=str(folder / "data"),
    )
    return Candidate("product", ProductTalk, server, start_s, training_s)


def start_baseline(folder: Path) -> Candidate:
    """A stock Rasa project with the same intents and training data."""
    write_baseline(folder)
    model, port = folder / "baseline.tar.gz", free_port()
    training = [
        "-m",
        "rasa",
        "train",
        "--force",
        "--domain",
        str(folder / "domain.yml"),
        "--config",
        str(FOLDER / "config.yml"),
    ]
    training += ["--data", str(folder / "nlu"), str(folder / "rules.yml")]
    training_s = timed([*training, "--out", str(folder), "--fixed-model-name", "baseline"])
    serving = ["-m", "rasa", "run", "--model", str(model), "--credentials", str(FOLDER / "credentials.yml")]
    serving += ["--endpoints", str(folder / "endpoints.yml"), "--interface", "127.0.0.1", "--port", str(port)]
    server, start_s = start(serving, port, BaselineTalk)
    return Candidate("baseline", BaselineTalk, server, start_s, training_s)


def write_baseline(folder: Path) -> None:
    """The training data, and a domain and rules that answer every intent in it with one sentence."""
    (folder / "nlu").mkdir()
    blocks = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        # Stock Rasa answers an intent named restart itself, with nothing.
        text = path.read_text(encoding="utf-8").replace("intent: restart\n", "intent: begin_again\n")
        (folder / "nlu" / path.name).write_text(text, encoding="utf-8")
        blocks += yaml.safe_load(text)["nlu"]
    intents = sorted({block["intent"] for block in blocks if "intent" in block})
    domain = yaml.safe_load((FOLDER / "responses.yml").read_text(encoding="utf-8")) | {"intents": intents}
    steps = [[{"intent": intent}, {"action": "utter_next"}] for intent in intents]
    rules = [{"rule": f"answer {number}", "steps": step} for number, step in enumerate(steps)]
    for name, content in (("domain", domain), ("rules", {"version": "3.1", "rules": rules}), ("endpoints", {})):
        (folder / f"{name}.yml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def timed(arguments: list[str]) -> float:
    """How many seconds a run of a fresh interpreter takes."""
    began = time.monotonic()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
    return time.monotonic() - began


def interview(candidate: Candidate, script: list[str], times_ms: list[float]) -> None:
    """One visitor goes through the script; the time of each turn is appended."""
    visitor = candidate.talk(candidate.server.port)
    visitor.begin()
    for text in script:
        began = time.perf_counter()
        visitor.say(text)
        times_ms.append((time.perf_counter() - began) * 1000)


def crowd(candidate: Candidate, script: list[str]) -> float:
    """Turns a second with many visitors who never stop to think."""
    turns = [0] * USERS
    until = time.monotonic() + LOAD_S

    def visit(number: int) -> None:
        times: list[float] = []
        while time.monotonic() < until:
            interview(candidate, script, times)
        turns[number] = len(times)

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(USERS)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(turns) / (time.monotonic() - began)


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` of ``values`` lie."""
    return sorted(values)[int(len(values) * share)]


def print_results(baseline: Candidate, product: Candidate) -> None:
    """One line for each measure, with its goal."""
    p50 = [percentile(candidate.times_ms, 0.5) for candidate in (baseline, product)]
    p95 = [percentile(candidate.times_ms, 0.95) for candidate in (baseline, product)]
    rates = [max(candidate.turns_per_s) for candidate in (baseline, product)]
    rows = [
        ("one visitor, p50 ms", *p50, f"<= {p50[0] / 3:.1f} (a third)"),
        ("one visitor, p95 ms", *p95, f"<= {p50[1] * 3:.1f} (3 x p50)"),
        (f"{USERS} visitors, turns/s", *rates, f">= {rates[0] * 3:.0f} (3 x)"),
        ("memory after the load, MB", baseline.server.memory_mb(), product.server.memory_mb(), "<= 900"),
        ("start to first answer, s", baseline.start_s, product.start_s, "<= 25"),
        ("training, s (baseline: 5 epochs)", baseline.training_s, product.training_s, "<= 90"),
    ]
    print(f"\nA turn of the interview\n{'':36}{'baseline':>10}{'product':>10}  goal")
    for name, first, second, goal in rows:
        print(f"{name:36}{first:10.1f}{second:10.1f}  {goal}")


if __name__ == "__main__":
    main()
