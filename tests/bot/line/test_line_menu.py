"""The rich menu, and how it gets to LINE."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.channels.delivery.keys import Keys
from bot.channels.line.menu import HEIGHT, PICTURE, WIDTH, cells, menu
from tests.bot.server import ROOT
from tests.bot.vendors.line import FakeLine, menu_faults


def run(line: FakeLine, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    everything = {**os.environ, "HOJO_NAVI_DATA": str(folder), **line.environment, **environment}
    command = [sys.executable, "-m", "bot.channels.line.menu"]
    return subprocess.run(command, cwd=ROOT, env=everything, capture_output=True, text=True, timeout=60)


def test_the_menu_is_installed_once_however_often_it_is_installed(line: FakeLine, tmp_path: Path) -> None:
    for _ in range(2):
        done = run(line, tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert list(line.menus) == [line.default_menu] == [done.stdout.strip()]
    assert line.refused == []


def test_without_a_token_nothing_is_tried(line: FakeLine, tmp_path: Path) -> None:
    done = run(line, tmp_path, LINE_CHANNEL_ACCESS_TOKEN="")
    assert (done.returncode, done.stderr) == (1, "LINE_CHANNEL_ACCESS_TOKEN is not set\n")
    assert line.calls == []


def test_a_menu_that_line_refuses_leaves_the_old_one(line: FakeLine, tmp_path: Path) -> None:
    run(line, tmp_path)
    before = line.default_menu
    done = run(line, tmp_path, LINE_CHANNEL_ACCESS_TOKEN="wrong")
    assert done.returncode == 1
    assert done.stderr.startswith("LINE did not take the menu: 401")
    assert len(done.stderr.splitlines()) == 1
    assert line.default_menu == before


def test_its_entries_are_those_of_the_product_and_fill_the_picture() -> None:
    made = menu(Keys(b"k", "line"))
    assert menu_faults(made) == []
    labels = [area["action"]["label"] for area in made["areas"]]
    assert labels == ["始める", "やり直す", "チェックリスト", "相談窓口", "データ削除"]
    assert sum(cell["width"] * cell["height"] for cell in cells()) == WIDTH * HEIGHT


def test_its_picture_is_as_large_as_it_says() -> None:
    content = PICTURE.read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")) == (WIDTH, HEIGHT)
    assert len(content) <= 1024 * 1024
