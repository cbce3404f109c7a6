"""Frames of the form, with their amounts, as the catalogue writes them."""

from __future__ import annotations

from typing import Any

from subsidy.form.cells import Cells
from subsidy.form.conditions import Conditions
from subsidy.form.requirements import Requirement, requirements
from subsidy.form.summaries import frame_summary
from subsidy.form.values import FLAT_RATE, fold, is_nothing, is_unsettled, read_bands, read_cap, read_floor, read_rate
from subsidy.form.yaml_text import Flow

TARIFF = "standard"


def frame_of(cells: Cells, frame_id: str, conditions: Conditions) -> tuple[dict[str, Any], list[Requirement]]:
    """One frame as it is written into the catalogue, and its requirements as they were read.

    Its summary is made of its figures where none is written.
    """
    found = requirements(cells, conditions, lambda number: f"{frame_id}_plan{'' if number == 1 else number}")
    tariff = _tariff(cells)
    tree = {
        "id": frame_id,
        "name": cells.text("name"),
        "summary": cells.text("summary") or frame_summary(tariff),
        "source": cells.source(),
        "criteria": [one.tree for one in found],
        "amount": {"tariffs": [tariff]},
    }
    return tree, found


def _tariff(cells: Cells) -> dict[str, Any]:
    rate, rate_cell = cells.read("rate", read_rate), cells.one("rate")
    share = Flow(value=int(rate) if rate is not None and rate.isdigit() else rate)
    if rate_cell is not None and fold(rate_cell.text) == FLAT_RATE:
        share["text"] = FLAT_RATE
    tariff: dict[str, Any] = {"id": TARIFF, "rate": Flow(**share, source=cells.source(rate_cell))}
    caps = _caps(cells)
    floor, floor_cell = cells.read("floor", read_floor), cells.one("floor")
    if floor is not None and floor_cell is not None:
        _check_floor(cells, floor, caps, "text" in share)
        tariff["floor"] = Flow(yen=floor, source=cells.source(floor_cell))
    return tariff | caps


def _caps(cells: Cells) -> dict[str, Any]:
    """The largest subsidy: one for all, one for each headcount, or not known."""
    cap, bands = cells.one("cap"), cells.one("bands")
    if bands is not None and is_nothing(bands.text):
        bands = None
    if cap is not None and bands is not None:
        cells.report(bands, "cap_twice", row=cap.row)
    if cap is None and bands is None:
        cells.report_empty("cap", "cap_none")
    if bands is not None:
        read = cells.read("bands", read_bands) or []
        source = cells.source(bands)
        return {"cap_bands": [Flow(employees_from=b.low, employees_to=b.high, yen=b.yen, source=source) for b in read]}
    if cap is None or is_unsettled(cap.text):
        return {"cap_unknown": True}
    return {"cap": Flow(yen=cells.read("cap", read_cap), source=cells.source(cap))}


def _check_floor(cells: Cells, floor: int, caps: dict[str, Any], flat: bool) -> None:
    cell = cells.one("floor")
    assert cell is not None
    if flat:
        cells.report(cell, "floor_of_flat_rate")
    figures = [caps["cap"]["yen"]] if "cap" in caps else [band["yen"] for band in caps.get("cap_bands", ())]
    lowest = min((yen for yen in figures if yen is not None), default=None)
    if lowest is not None and floor > lowest:
        cells.report(cell, "floor_above_cap", floor=f"{floor:,}円", cap=f"{lowest:,}円")
