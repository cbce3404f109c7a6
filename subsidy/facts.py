"""A profile as the engine sees it: derived answers filled in, the axes of size tests drawn."""

from __future__ import annotations

import calendar
import datetime as dt
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from subsidy.classify import Axes, Judged
from subsidy.fields import Field
from subsidy.interval import Interval, exactly
from subsidy.profile import Profile, Value
from subsidy.reference import SalesTest
from subsidy.sales import BestMonths, best_months, shift
from subsidy.size import COMPANY, INDIVIDUAL, ApplicantForms

MONTHLY = "monthly_sales"


class Facts:
    """Answers of one profile at one instant.

    What is worked out from them is kept here: which tests they touch, which of all fail or are unknown, open fields by
    test, the applicant by definition of size, and answers as text.
    """

    __slots__ = (
        "_axes", "answers", "best", "failed", "figures", "judged", "on", "open", "profile", "touched", "undecided",
        "values",
    )  # fmt: skip

    def __init__(
        self, profile: Profile, on: dt.datetime, fields: Mapping[str, Field], sales_tests: tuple[SalesTest, ...]
    ) -> None:
        self.profile = profile
        self.on = on
        self.values: dict[str, Value] = dict(profile.values)
        self.best: dict[str, BestMonths] = {}
        self._axes: Axes | None = None
        self.touched: AbstractSet[int] = frozenset()
        self.failed: AbstractSet[int] = frozenset()
        self.undecided: AbstractSet[int] = frozenset()
        self.judged: dict[str, Judged | None] = {}
        self.open: dict[int, frozenset[str]] = {}
        self.answers: dict[str, str] = {}
        self.figures: dict[str, str] = {}
        if MONTHLY in self.values:
            self._derive_declines(sales_tests)
        for field in fields.values():
            if field.false_when:
                self._derive_false(field)

    def _derive_declines(self, tests: tuple[SalesTest, ...]) -> None:
        monthly = self.values[MONTHLY]
        if not isinstance(monthly, dict):
            return
        this_month = f"{self.on.year:04d}-{self.on.month:02d}"
        is_over = self.on.day == calendar.monthrange(self.on.year, self.on.month)[1]
        last_month = this_month if is_over else shift(this_month, -1)
        for test in tests:
            if test.field not in self.values:
                best = best_months(test, monthly, last_month)
                if best is not None:
                    self.best[test.field] = best
                    self.values[test.field] = best.decline

    def _derive_false(self, field: Field) -> None:
        """An answer elsewhere can mean no, also where the field itself says yes: without partners there is none."""
        if any(self.values.get(rule.field) == exactly(rule.value) for rule in field.false_when):
            self.values[field.key] = False

    def interval(self, key: str) -> Interval | None:
        """The number or range given for a field."""
        value = self.values.get(key)
        return value if isinstance(value, Interval) else None

    def is_settled(self, key: str) -> bool:
        """Whether asking for the field could not tell more than is known."""
        value = self.values.get(key)
        return value is not None and (not isinstance(value, Interval) or value.is_exact)

    def axes(self, known: ApplicantForms) -> Axes:
        """What the answers leave possible for a size test."""
        if self._axes is not None:
            return self._axes
        detail = self.values.get("industry_detail")
        self._axes = Axes(
            forms=self._forms(known),
            trades=self._trades(known),
            detail=unicodedata.normalize("NFKC", detail) if isinstance(detail, str) else None,
            capital=_span(self.interval("capital_yen")),
            employees=_span(self.interval("employees")),
        )
        return self._axes

    def _forms(self, known: ApplicantForms) -> tuple[str, ...]:
        industry, legal = self.values.get("industry"), self.values.get("legal_form")
        for name in (industry, legal):
            name = known.same_as.get(name, name) if isinstance(name, str) else None
            if name == known.individual:
                return (INDIVIDUAL,)
            if name in known.bodies:
                return (str(name),)
        if legal in known.companies:
            return (COMPANY,)
        without_capital = () if self._has_capital() else (INDIVIDUAL,)
        return (COMPANY, *without_capital, *(known.bodies if industry is None else ()))

    def _has_capital(self) -> bool:
        """Capital is a thing of companies; an individual has none, which people write as 0."""
        capital = self.interval("capital_yen")
        return capital is not None and capital.low is not None and capital.low > 0

    def _trades(self, known: ApplicantForms) -> tuple[str, ...]:
        for key in ("industry", "main_industry"):
            name = self.values.get(key)
            if isinstance(name, str) and name in known.trades:
                return (name,)
        return known.trades


def _span(interval: Interval | None) -> tuple[int, int | None]:
    if interval is None:
        return (0, None)
    low, high = interval
    return (0 if low is None else int(low), None if high is None else int(high))
