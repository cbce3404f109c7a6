"""Size and speed of the chat widget in a headless Chromium: bytes, first paint, layout shift, work of the page."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.servers import ROOT, ProductTalk, free_port, start
from widget.build import build

ROUNDS = 9
GOAL_KB, GOAL_PAINT_MS, GOAL_SHIFT = 25.0, 300.0, 0.1
# Notes when a frame with the panel, and one with the first answer in it, has been drawn.
WATCH = """
window.seen = {}; window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
const look = () => {
  const root = document.querySelector("hojo-navi")?.shadowRoot;
  const at = performance.now();
  if (root?.querySelector(".panel")?.getClientRects().length) window.seen.panel ??= at;
  if (root?.querySelector(".entry")) window.seen.answer ??= at;
  if (!window.seen.answer) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
METRICS = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration", "TaskDuration")


def main() -> None:
    """Print the table."""
    _sizes()
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        print("\nThe widget in a browser: Chromium is not on PATH, nothing was measured")
        return
    with tempfile.TemporaryDirectory() as data:
        subprocess.run([ROOT / "scripts" / "train"], check=True, capture_output=True)
        port = free_port()
        server, _ = start(["-m", "bot.serve"], port, ProductTalk, PORT=str(port), HOJO_NAVI_DATA=data)
        try:
            _measure(path, f"http://127.0.0.1:{port}")
        finally:
            server.stop()


def _sizes() -> None:
    print(f"\nThe widget's files{'':26}{'bytes':>10}{'gzipped':>10}")
    assets = [asset for asset in build().values() if asset.name.endswith((".js", ".json"))]
    for asset in assets:
        print(f"{asset.name:44}{len(asset.content):10}{len(asset.compressed):10}")
    total = sum(len(asset.compressed) for asset in assets) / 1024
    print(f"{'all, in KB (goal: ' + str(GOAL_KB) + ')':44}{'':10}{total:10.1f}")


def _measure(path: str, url: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        rounds = [_visit(browser, url) for _ in range(ROUNDS)]
        print(f"\nThe open widget, {browser.version}{'':18}{'median':>12}{'worst':>10}{'goal':>9}")
        browser.close()
    goals = {"panel painted, ms": GOAL_PAINT_MS, "layout shift": GOAL_SHIFT}
    for name in rounds[0]:
        values = [one[name] for one in rounds]
        goal = f"{goals[name]:9.1f}" if name in goals else ""
        print(f"{name:44}{statistics.median(values):12.3f}{max(values):10.3f}{goal}")


def _visit(browser: Browser, url: str) -> dict[str, float]:
    """One visitor with an empty cache, from the start of the navigation to the first answer."""
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    page.add_init_script(WATCH)
    page.goto(f"{url}/widget/embed")
    page.wait_for_function("() => window.seen.answer")
    page.wait_for_timeout(200)
    seen: dict[str, Any] = page.evaluate("({ ...window.seen, shift: window.shift })")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    work = {metric["name"]: metric["value"] for metric in devtools.send("Performance.getMetrics")["metrics"]}
    page.context.close()
    figures = {
        "first contentful paint, ms": paint,
        "panel painted, ms": seen["panel"],
        "first answer shown, ms": seen["answer"],
    }
    figures |= {"layout shift": seen["shift"]}
    return figures | {f"{name}, ms": work[name] * 1000 for name in METRICS}


if __name__ == "__main__":
    main()
