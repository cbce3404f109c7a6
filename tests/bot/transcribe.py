"""``python -m tests.bot.transcribe``: plays every hand-written company and writes docs/transcripts/."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bot.conversations.companies import TRANSCRIPTS, companies, instant, play, transcript
from tests.bot.server import ROOT, Server


def main() -> int:
    """Start the product once for each day, play the companies of that day, write what was said."""
    subprocess.run([ROOT / "scripts" / "train"], check=True)
    TRANSCRIPTS.mkdir(parents=True, exist_ok=True)
    everybody = companies()
    for moment in sorted({instant(company) for company in everybody.values()}):
        with served(moment) as server:
            for name, company in everybody.items():
                if instant(company) == moment:
                    path = TRANSCRIPTS / f"{name}.md"
                    path.write_text(transcript(play(company, server.port)), encoding="utf-8")
                    print(path.relative_to(ROOT))
    return 0


@contextmanager
def served(moment: str) -> Iterator[Server]:
    """The product, judging at an instant, with a data folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), CATALOG_AS_OF=moment).start()
        try:
            yield server
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
