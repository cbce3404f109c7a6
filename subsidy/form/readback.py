"""What was read from a form, frame by frame, so that what was lost is seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from subsidy.errors import words_of
from subsidy.form.requirements import Requirement
from subsidy.wording import format_date, format_yen

Tree = Mapping[str, Any]


def read_back(programme: Tree, read: Sequence[Requirement], size: str) -> list[str]:
    """The lines on a programme as it was written: the whole, each frame with its requirements, each call."""
    said = words_of("read_back")
    known = {one.tree["id"]: one for one in read}
    lines = [said["head"], said["programme"].format(size=size)]
    lines += _conditions(programme.get("criteria", ()), known, said)
    for frame in programme["frames"]:
        tariff = frame["amount"]["tariffs"][0]
        figures = {"rate": _rate(tariff, said), "cap": _cap(tariff, said), "floor": _floor(tariff, said)}
        lines.append(said["frame"].format(name=frame["name"], **figures))
        lines += _conditions(frame["criteria"], known, said)
    rounds = programme.get("rounds", ())
    lines += [line for call in rounds for line in round_told(call)]
    return lines if rounds else [*lines, said["standing" if programme.get("standing") else "no_rounds"]]


def round_told(call: Tree) -> Iterator[str]:
    """A call as it was written, with what has to be done first."""
    said = words_of("read_back")
    ends = {key: said["unsettled"] if call[key] is None else format_date(call[key]) for key in ("opens", "closes")}
    yield said["round"].format(label=call["label"], certainty=said["certainties"][call["certainty"]], **ends)
    for gate in call.get("gates", ()):
        yield said["gate"].format(label=gate["label"], closes=format_date(gate["closes"]))


def _conditions(criteria: Sequence[Tree], known: Mapping[str, Requirement], said: Mapping[str, Any]) -> Iterator[str]:
    for tree in criteria:
        one = known.get(tree["id"])
        if one is not None:
            yield said["condition"].format(label=tree["label"], read=one.read, kind=said["kinds"][tree["kind"]])


def _rate(tariff: Tree, said: Mapping[str, Any]) -> str:
    rate = tariff["rate"]
    return str(rate.get("text") or rate["value"] or said["nothing"])


def _cap(tariff: Tree, said: Mapping[str, Any]) -> str:
    if "cap" in tariff:
        return format_yen(tariff["cap"]["yen"])
    bands = [_band(band, said) for band in tariff.get("cap_bands", ())]
    return said["between"].join(bands) if bands else str(said["unknown"])


def _band(band: Tree, said: Mapping[str, Any]) -> str:
    low, high = band["employees_from"], band["employees_to"]
    code = "band_from" if high is None else "band" if low else "band_to"
    return str(said[code].format(low=low, high=high, yen=format_yen(band["yen"])))


def _floor(tariff: Tree, said: Mapping[str, Any]) -> str:
    return format_yen(tariff["floor"]["yen"]) if "floor" in tariff else str(said["nothing"])
