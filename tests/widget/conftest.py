from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bot.server import ROOT, Server
from tests.widget.chat import Chat
from tests.widget.stage import Stage

RequireService = Callable[[str, bool], None]
OpenChat = Callable[..., Chat]
# One message of each kind and more, by name.
MESSAGES: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("messages.json").read_text("utf-8"))
DESKTOP = {"width": 1280, "height": 800}
TIMEOUT_MS = 15_000
# On a machine without user namespaces (most containers) Chromium's own sandbox cannot start.
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


# Of this package only: while Playwright runs, this thread has an event loop, which other tests do not expect.
@pytest.fixture(scope="module")
def browser(require_service: RequireService) -> Iterator[Browser]:
    """A headless Chromium: $CHROMIUM, or the one on PATH."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    require_service("Chromium", path is not None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts: separate visitors with separate storage."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        settings = {"locale": "ja-JP", "timezone_id": "Asia/Tokyo", "viewport": DESKTOP, **options}
        made.append(browser.new_context(**settings))
        made[-1].set_default_timeout(TIMEOUT_MS)
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture(scope="package")
def staged() -> Iterator[Stage]:
    """The stand-in for the bot, as the last test left it."""
    stage = Stage()
    yield stage
    stage.close()


@pytest.fixture
def stage(staged: Stage) -> Stage:
    """The stand-in for the bot, without a memory."""
    staged.reset()
    return staged


@pytest.fixture
def open_chat(context: Callable[..., BrowserContext], stage: Stage) -> OpenChat:
    """Opens a page of the stage, or of ``url``, with the widget in it; what goes wrong in the page fails the test."""

    def start(path: str = "/plain", url: str | None = None, show: bool = True, **options: Any) -> Chat:
        return visit(context(**options).new_page(), (url or stage.url) + path, show)

    return start


@pytest.fixture
def shown(stage: Stage, open_chat: OpenChat) -> Any:
    """Shows messages by name, or as they are."""

    def show(*messages: str | dict[str, Any]) -> Chat:
        given = [MESSAGES[message] if isinstance(message, str) else message for message in messages]
        stage.reset(lambda said: given if "event" in said else [{"text": "はい。"}])
        chat = open_chat()
        assert chat.errors == []
        return chat

    return show


def visit(page: Page, address: str, show: bool = True) -> Chat:
    """Load a page and open the widget."""
    chat = Chat(page)
    page.goto(address)
    if show:
        chat.open()
    return chat


@pytest.fixture(scope="package")
def product(staged: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product on a day on which programmes of its catalogue are open; pages of the stage may use it."""
    subprocess.run([ROOT / "scripts" / "train"], check=True, capture_output=True)
    model = ROOT / "models" / "hojo-navi.tar.gz"
    data: Path = tmp_path_factory.mktemp("widget")
    origins = f"https://www.example.jp, {staged.url}"
    server = Server(data, ["--model", str(model)], CATALOG_AS_OF="2021-03-15", HOJO_NAVI_ORIGINS=origins).start()
    yield server
    if server.process is not None and server.process.poll() is None:
        server.stop()
