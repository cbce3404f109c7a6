"""The dashboard asks for what the bot tells, and for nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import generate_latest

from bot.observe.metrics import READ, Metrics

DASHBOARD = Path(__file__).resolve().parents[3] / "deploy/grafana/hojo-navi.json"
FUNCTIONS = {"sum", "max", "rate", "increase", "histogram_quantile", "topk", "time"}
WORDS = {"by"}


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    return found


QUERIES = [(panel["title"], target["expr"]) for panel in panels() for target in panel["targets"]]


def told() -> dict[str, set[str]]:
    """Every series that the metrics have once something happened -> its labels."""
    metrics = Metrics()
    for one in vars(metrics).values():
        names = getattr(one, "_labelnames", None)
        if names is not None:
            child = one.labels(*("x" for _ in names)) if names else one
            (child.observe if hasattr(child, "observe") else child.inc)(1)
    series: dict[str, set[str]] = {}
    for line in generate_latest(metrics.registry).decode().splitlines():
        if not line.startswith("#"):
            name, labels = re.fullmatch(r"(\w+)(?:\{(.*)\})? .*", line).groups()  # type: ignore[union-attr]
            series.setdefault(name, set()).update(re.findall(r'(\w+)="', labels or ""))
    return series


@pytest.mark.parametrize(("title", "query"), QUERIES)
def test_a_query_names_series_and_labels_that_exist(title: str, query: str) -> None:
    series = told()
    names = set(re.findall(r"\bhojo_navi_\w+", query))
    assert names
    assert names <= set(series), title
    labels = {label for group in re.findall(r"by \(([^)]*)\)", query) for label in re.split(r",\s*", group)}
    # Prometheus adds which process it asked.
    assert labels <= {"instance", *(label for name in names for label in series[name])}, title
    rest = re.sub(r"by \([^)]*\)|\bhojo_navi_\w+|\[\d+[mhd]\]", "", query)
    assert set(re.findall(r"[a-z_]+", rest)) <= FUNCTIONS | WORDS, title
    assert query.count("(") == query.count(")")


def test_every_metric_of_ours_is_on_the_dashboard() -> None:
    named = {name for _, query in QUERIES for name in re.findall(r"hojo_navi_\w+", query)}
    shown = {re.sub(r"_(total|bucket)$", "", name) for name in named}
    ours = {re.sub(r"_(total|bucket|count|sum)$", "", name) for name in told()}
    assert {name for name in ours if not name.startswith("hojo_navi_process_")} - shown == set()


def test_legends_name_labels_that_the_query_keeps() -> None:
    for panel in panels():
        for target in panel["targets"]:
            for label in re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]):
                assert label == "instance" or re.search(rf"by \([^)]*\b{label}\b", target["expr"]), panel["title"]


def test_panels_do_not_overlap_and_have_names_of_their_own() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in panels():
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not taken & cells, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells
    assert len({panel["title"] for panel in panels()}) == len({panel["id"] for panel in panels()}) == len(panels())


def test_metrics_of_a_new_process_can_be_read() -> None:
    metrics = Metrics()
    metrics.store_seconds.labels(READ).observe(0.002)
    text = generate_latest(metrics.registry).decode()
    assert 'hojo_navi_store_seconds_bucket{kind="read",le="0.0025"} 1.0' in text
