"""What was read from a form, frame by frame, so that what was lost is seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from subsidy.errors import words_of
from subsidy.form.entry import Entry
from subsidy.form.requirements import Requirement
from subsidy.form.summaries import cap_told
from subsidy.wording import format_date, format_yen

Tree = Mapping[str, Any]


def read_back(entry: Entry) -> list[str]:
    """The lines on a programme as it was written: the whole, each frame with its requirements, each call.

    What nobody wrote stands below what it belongs to.
    """
    said, programme = words_of("read_back"), entry.tree
    known = {one.tree["id"]: one for one in entry.read}
    own = {of: [(one.item, one.text) for one in entry.filled if one.of == of] for of in {o.of for o in entry.filled}}
    whole = said["programme"].format(size=entry.size, checked_on=format_date(programme["checked_on"]))
    lines = [said["head"], whole, *_filled(own.get("", ()), "  ", said)]
    lines += _conditions(programme.get("criteria", ()), known, said)
    for frame in programme["frames"]:
        tariff = frame["amount"]["tariffs"][0]
        figures = {"rate": _rate(tariff, said), "cap": cap_told(tariff), "floor": _floor(tariff, said)}
        lines.append(said["frame"].format(name=frame["name"], **figures))
        lines += _filled(own.get(frame["id"], ()), "    ", said)
        lines += _conditions(frame["criteria"], known, said)
    lines += _costs(programme["costs"], said)
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


def _costs(costs: Mapping[str, Sequence[Tree]], said: Mapping[str, Any]) -> Iterator[str]:
    """What is paid and what is not, with their numbers."""
    for key in ("eligible", "ineligible"):
        if texts := [cost["text"] for cost in costs.get(key, ())]:
            yield said[key].format(count=len(texts), listed=said["listed"].join(texts))


def _conditions(criteria: Sequence[Tree], known: Mapping[str, Requirement], said: Mapping[str, Any]) -> Iterator[str]:
    for tree in criteria:
        one = known.get(tree["id"])
        if one is None:
            continue
        yield said["condition"].format(label=tree["label"], read=one.read, kind=said["kinds"][tree["kind"]])
        if tree["text"] not in (text for _, text in one.filled):
            yield said["sentence"].format(text=tree["text"])
        yield from _filled(one.filled, "      ", said)


def _filled(rows: Sequence[tuple[str, str]], indent: str, said: Mapping[str, Any]) -> Iterator[str]:
    """What rows say that nobody wrote."""
    if rows:
        parts = said["between"].join(said["filled_row"].format(item=item, text=text) for item, text in rows)
        yield indent + said["filled"].format(rows=parts)


def _rate(tariff: Tree, said: Mapping[str, Any]) -> str:
    rate = tariff["rate"]
    return str(rate.get("text") or rate["value"] or said["nothing"])


def _floor(tariff: Tree, said: Mapping[str, Any]) -> str:
    return format_yen(tariff["floor"]["yen"]) if "floor" in tariff else str(said["nothing"])
