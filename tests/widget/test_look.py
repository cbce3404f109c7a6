"""The page does not jump while the widget comes, and keeps its layout on small screens."""

from __future__ import annotations

import pytest

from tests.widget.conftest import OpenChat
from tests.widget.stage import Stage

SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("path", ["/", "/plain", "/widget/embed"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_layout_does_not_shift(open_chat: OpenChat, stage: Stage, path: str, width: int) -> None:
    chat = open_chat(path, show=False, viewport={"width": width, "height": 740})
    chat.page.evaluate(SHIFTS)
    if path != "/widget/embed":
        chat.open()
    chat.settled()
    chat.say("一")
    assert chat.page.evaluate("window.shift") <= 0.1


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_sample_page_never_scrolls_sideways(open_chat: OpenChat, stage: Stage, width: int) -> None:
    chat = open_chat("/", show=False, viewport={"width": width, "height": 740})
    chat.launcher.wait_for()
    assert chat.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
