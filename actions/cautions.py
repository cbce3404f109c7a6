"""What an owner has to know beside a verdict that the requirements do not show: not opened yet, over where he is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from actions.texts import Texts
from subsidy import Verdict
from subsidy.amount import HEADCOUNT_FIELD, RAISED_FIELD
from subsidy.calls import end_of
from subsidy.wording import format_date

FOUNDED, PREFECTURE = "company.founded_on", "prefecture"
SURE = "confirmed"


class Cautions:
    """Reads them off the catalogue and the answers; the verdict stays."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def of(self, verdict: Verdict) -> list[str]:
        """The cautions of a frame, the gravest first."""
        return [*self.on_dates(verdict), *self._too_many(verdict)]

    def on_dates(self, verdict: Verdict) -> list[str]:
        """Those that bear on when the owner can apply."""
        return [*self.not_open(verdict), *self._over_here(verdict)]

    def not_open(self, verdict: Verdict) -> list[str]:
        """That a business which opens after the day judged for cannot apply yet, where the catalogue says so."""
        facts = verdict.context.facts
        founded = facts.values.get(FOUNDED)
        if not isinstance(founded, dt.date) or founded <= facts.on.date():
            return []
        needed = [one.criterion.text for one in verdict.criteria if one.criterion.needs_opening]
        return [self._texts.label("not_open", day=format_date(founded), text=text) for text in needed]

    def _over_here(self, verdict: Verdict) -> Iterable[str]:
        """When the call ends in the owner's prefecture, where every prefecture has an end of its own."""
        call, facts = verdict.call.round, verdict.context.facts
        if call is None or call.by_prefecture is None:
            return []
        ends = [end for end in call.by_prefecture.ends if end.prefecture == facts.values.get(PREFECTURE)]
        return [
            self._texts.label(
                "local_over" if facts.on >= end_of(end.closes) else "local_end",
                prefecture=end.prefecture,
                day=format_date(end.closes),
                doubt="" if end.certainty == SURE else self._texts.label("local_doubt"),
            )
            for end in ends
        ]

    def _too_many(self, verdict: Verdict) -> Iterable[str]:
        """That no more people can have their wage raised than there are."""
        bands = [band for tariff in verdict.frame.amount.tariffs for band in tariff.cap_bands]
        facts = verdict.context.facts
        raised, staff = facts.interval(RAISED_FIELD), facts.interval(HEADCOUNT_FIELD)
        if not any(band.raised_from for band in bands) or raised is None or staff is None:
            return []
        if raised.low is None or staff.high is None or raised.low <= staff.high:
            return []
        return [self._texts.label("too_many_raised", raised=f"{raised.low:,}", staff=f"{staff.high:,}")]
