"""``python -m bot.training``: train the model, without TensorFlow unless the pipeline needs it."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import tempfile
import time
from pathlib import Path

from bot.lean import leave_out_tensorflow
from bot.logs import configure_logging
from bot.model_file import put

ROOT = Path(__file__).resolve().parents[1]
DATA = ("data/nlu", "data/rules", "data/stories")


def train(domain: Path, config: Path, data: list[Path], model: Path) -> None:
    """Train and put the result at ``model``, its hash beside it; what stood there stays until the new one is whole."""
    # Rasa reads the level from the environment for its progress bars, too.
    os.environ.update(RASA_TELEMETRY_ENABLED="false", LOG_LEVEL="ERROR")
    configure_logging()
    leave_out_tensorflow()
    from rasa.model_training import train as rasa_train

    model.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=model.parent) as folder:
        # Always from scratch: Rasa's cache does not see a change in what a component imports or reads.
        with contextlib.redirect_stdout(io.StringIO()):
            result = rasa_train(
                domain=str(domain),
                config=str(config),
                training_files=[str(path) for path in data if path.exists()],
                output=folder,
                fixed_model_name="model",
                force_training=True,
            )
        if result.code or result.model is None:
            raise RuntimeError("Rasa could not train the model")
        put(Path(result.model), model)


def main(arguments: list[str] | None = None) -> int:
    """Train with the project's files, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m bot.training", description=__doc__)
    parser.add_argument("--domain", type=Path, default=ROOT / "bot" / "domain")
    parser.add_argument("--config", type=Path, default=ROOT / "config.yml")
    parser.add_argument("--data", type=Path, nargs="+", default=[ROOT / folder for folder in DATA])
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "hojo-navi.tar.gz")
    given = parser.parse_args(arguments)
    start = time.monotonic()
    train(given.domain, given.config, given.data, given.model)
    print(f"Trained {given.model} in {time.monotonic() - start:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
