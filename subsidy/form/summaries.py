"""What a programme and a frame are, in a sentence made of the figures that were written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from subsidy.errors import words_of
from subsidy.form.layout import layout
from subsidy.wording import format_yen

Tree = Mapping[str, Any]
LISTED = 3


def programme_summary(costs: Sequence[str]) -> str:
    """What can be paid, which holds whatever share of it is paid."""
    said: Mapping[str, str] = layout()["summaries"]
    listed = said["between"].join(cost.rstrip("。") for cost in costs[:LISTED])
    return said["programme"].format(costs=said["others"].format(costs=listed) if len(costs) > LISTED else listed)


def frame_summary(tariff: Tree) -> str:
    """The share and the largest sum of a tariff as it is written; what is not known is said to be unknown."""
    said: Mapping[str, str] = layout()["summaries"]
    share = "flat" if tariff["rate"]["value"] is None else "share"
    code = f"{share}_to" if "cap" in tariff else share
    told = said[code].format(rate=_share(tariff["rate"]["value"], said), cap=cap_told(tariff))
    if "cap" in tariff:
        return told
    return told + said["bands" if "cap_bands" in tariff else "unknown"].format(cap=cap_told(tariff))


def cap_told(tariff: Tree) -> str:
    """The largest sum of a tariff as it is written: one, one for each headcount, or not known."""
    said = words_of("read_back")
    if "cap" in tariff:
        return format_yen(tariff["cap"]["yen"] or 0)
    bands = [_band(band, said) for band in tariff.get("cap_bands", ())]
    return said["between"].join(bands) if bands else str(said["unknown"])


def _share(value: str | int | None, said: Mapping[str, str]) -> str:
    top, _, bottom = str(value).partition("/")
    return said["part"].format(top=top, bottom=bottom) if bottom else said["whole"]


def _band(band: Tree, said: Mapping[str, Any]) -> str:
    low, high = band["employees_from"], band["employees_to"]
    code = "band_from" if high is None else "band" if low else "band_to"
    return str(said[code].format(low=low, high=high, yen=format_yen(band["yen"])))
