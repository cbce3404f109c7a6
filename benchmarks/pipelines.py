"""Pipelines side by side: how well they understand, and what that costs.

All end in the same recognisers and the same interpreter, so that only the classifier and what it needs differ. Each is
trained and measured in a process of its own. `python -m benchmarks.pipelines [NAME ...]`
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
HELD_OUT = ("utterances_heldout.jsonl", "utterances_regression.jsonl", "utterances_voices.jsonl")
WARM_UP = 20
EPOCHS = 30
OURS = "bot.nlu.pipeline."
HEAD: list[dict[str, Any]] = [{"name": OURS + "Normaliser"}, {"name": OURS + "Tokenizer"}]
DIET: list[dict[str, Any]] = [
    {"name": "SpacyNLP", "model": "ja_ginza"},
    {"name": "SpacyTokenizer"},
    {"name": "SpacyFeaturizer"},
    {"name": "DIETClassifier", "epochs": EPOCHS, "entity_recognition": False, "ranking_length": 0},
    {"name": "SpacyEntityExtractor", "dimensions": ["Province", "City", "Company"]},
    {"name": OURS + "Normaliser"},
]
CANDIDATES: dict[str, list[dict[str, Any]]] = {
    "ja_ginza + DIET": DIET,
    "chosen": [*HEAD, {"name": OURS + "ActClassifier", "vectors": True}],
    "without vectors": [*HEAD, {"name": OURS + "ActClassifier", "vectors": False}],
    "character n-grams alone": [*HEAD, {"name": OURS + "ActClassifier", "vectors": False, "words": False}],
}


def config_of(name: str) -> dict[str, Any]:
    """The configuration of a candidate: the product's, with another classifier."""
    config: dict[str, Any] = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    rest = config["pipeline"][next(at for at, one in enumerate(config["pipeline"]) if "Quantity" in one["name"]) :]
    return {**config, "pipeline": [*CANDIDATES[name], *rest]}


def measure(name: str) -> dict[str, float]:
    """Train a candidate and measure it; to be called in a process that has done nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "benchmarks.pipelines", "--train", name, folder], check=True)
        trained = time.perf_counter() - start
        return {"training s": trained, **_measured(Path(folder))}


def train(name: str, folder: Path) -> None:
    """Train a candidate into a folder."""
    _prepare(name)
    from rasa.model_training import train_nlu

    config = folder / "config.yml"
    config.write_text(yaml.safe_dump(config_of(name), allow_unicode=True), encoding="utf-8")
    train_nlu(str(config), str(ROOT / "data" / "nlu"), str(folder), fixed_model_name="model")


def _prepare(name: str) -> None:
    """Without TensorFlow, unless the candidate needs it."""
    # Without a cache: it does not see a change in the code of a component.
    os.environ.update(
        RASA_TELEMETRY_ENABLED="false", LOG_LEVEL="ERROR", RASA_MAX_CACHE_SIZE="0", TF_CPP_MIN_LOG_LEVEL="3"
    )
    from bot.lean import leave_out_tensorflow

    if CANDIDATES[name] is not DIET:
        leave_out_tensorflow()


def _measured(folder: Path) -> dict[str, float]:
    from bot.understand import Understanding
    from tests.bot.nlu.scoring import labelled, score

    start = time.perf_counter()
    understanding = Understanding(folder / "model.tar.gz", Path(tempfile.mkdtemp(dir=folder)))
    loaded = time.perf_counter() - start
    rows = [row for file in HELD_OUT for row in labelled(ROOT / "tests" / "data" / file)]
    for row in rows[:WARM_UP]:
        understanding.parse(row["text"], row["asked"])
    answers, times = [], []
    for row in rows:
        begin = time.perf_counter()
        answers.append(understanding.understand(row["text"], row["asked"]))
        times.append((time.perf_counter() - begin) * 1000)
    # What was said in the warm-up is remembered.
    times = times[WARM_UP:]
    got = score(rows, answers)
    return {
        "act %": got.act * 100,
        "slots %": got.stored * 100,
        "p50 ms": statistics.median(times),
        "p95 ms": statistics.quantiles(times, n=20)[-1],
        "load s": loaded,
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main(names: list[str] | None = None) -> None:
    """Print the table."""
    rows = {}
    for name in names or list(CANDIDATES):
        command = [sys.executable, "-m", "benchmarks.pipelines", "--measure", name]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        rows[name] = json.loads(done.stdout.splitlines()[-1])
    columns = list(next(iter(rows.values())))
    print(f"\n| pipeline | {' | '.join(columns)} |\n|---{'|---' * len(columns)}|")
    for name, row in rows.items():
        print(f"| {name} | {' | '.join(f'{row[column]:.1f}' for column in columns)} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--train"]:
        train(sys.argv[2], Path(sys.argv[3]))
    elif sys.argv[1:2] == ["--measure"]:
        _prepare(sys.argv[2])
        print(json.dumps(measure(sys.argv[2])))
    else:
        main(sys.argv[1:])
