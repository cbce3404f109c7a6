"""Calls for applications as the catalogue writes them: rounds, their gates, and how programmes end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from subsidy.source import Confidence, Source
from subsidy.tariff import Id

Moment = dt.datetime | dt.date
Certainty = Literal["confirmed", "reported", "approximate", "unconfirmed", "unknown"]


@dataclass(frozen=True, eq=False)
class Gate:
    """A step that must be done before the deadline of its round (such as 様式4)."""

    label: str
    closes: Moment
    source: Source


@dataclass(frozen=True, eq=False)
class LocalEnd:
    """The last day in one prefecture of a round that ends differently in each."""

    prefecture: str
    closes: Moment
    certainty: Certainty
    source: Source


@dataclass(frozen=True, eq=False)
class ByPrefecture:
    """The rule by which a round ends in each prefecture, at the latest on its last day, with the ends known."""

    rule: str
    source: Source
    ends: tuple[LocalEnd, ...] = ()


@dataclass(frozen=True, eq=False)
class Round:
    """One call for applications; ``frames`` None is every frame of the programme. A date that is not known is None.

    ``certainty`` holds for both dates unless ``opens_certainty`` or ``closes_certainty`` says otherwise. ``result``
    is when results are to be told, in words. A round without ``opens`` follows the dated round before it; where
    there is none, it counts from ``opens_not_before``. One without ``closes`` is known to be open until
    ``closes_not_before``.
    """

    id: Id
    label: str
    opens: Moment | None
    closes: Moment | None
    certainty: Certainty
    source: Source
    frames: tuple[Id, ...] | None = None
    gates: tuple[Gate, ...] = ()
    note: str | None = None
    announced: dt.date | None = None
    opens_certainty: Certainty | None = None
    closes_certainty: Certainty | None = None
    opens_not_before: dt.date | None = None
    closes_not_before: dt.date | None = None
    confidence: Confidence | None = None
    result: str | None = None
    by_prefecture: ByPrefecture | None = None

    def certainty_of(self, key: Literal["opens", "closes"]) -> Certainty:
        """How sure one of the dates is."""
        own = self.opens_certainty if key == "opens" else self.closes_certainty
        return own or self.certainty


@dataclass(frozen=True, eq=False)
class Ended:
    """The last day on which a frame could be open; None where only the fact is known, not the day."""

    on: dt.date | None
    certainty: Certainty
    text: str
    source: Source
    frames: tuple[Id, ...] | None = None


@dataclass(frozen=True, eq=False)
class LastKnown:
    """The state of a frame once no round is open or ahead, as the sources tell it; without one it is unknown."""

    state: Literal["closed", "unknown"]
    text: str
    source: Source
    frames: tuple[Id, ...] | None = None
