"""Tables of size classes as the catalogue writes them: 中小企業, 小規模事業者, 中堅企業."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from subsidy.schema import Min, Pattern
from subsidy.source import Source

Id = Annotated[str, Pattern(r"[a-z0-9]+(_[a-z0-9]+)*")]
Limit = Annotated[int, Min(0)]
COMPANY = "company"
INDIVIDUAL = "individual"


@dataclass(frozen=True, eq=False)
class SizeRow:
    """Limits for some trades, or for bodies without capital; ``employees_at_most`` None is that of the body's trade."""

    id: Id
    label: str
    source: Source
    employees_at_most: Limit | None
    capital_at_most_yen: Limit | None = None
    trades: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Reclassify:
    """A trade that counts as another one when its detail contains one of the first words and none of the second."""

    trade: str
    detail_contains: tuple[str, ...]
    to_trade: str
    source: Source
    unless_contains: tuple[str, ...] = ()

    def applies_to(self, detail: str) -> bool:
        """Whether the detail (NFKC) names what is meant."""
        return any(word in detail for word in self.detail_contains) and not any(
            word in detail for word in self.unless_contains
        )


def _counted_as(trade: str, detail: str | None, rules: tuple[Reclassify, ...]) -> str:
    """The trade under which a detail (NFKC) puts another one."""
    for rule in rules:
        if rule.trade == trade and detail is not None and rule.applies_to(detail):
            trade = rule.to_trade
    return trade


@dataclass(frozen=True, eq=False)
class SizeTable:
    """Who is 中小企業: capital or headcount at most the row's limits."""

    id: Id
    title: str
    source: Source
    rows: tuple[SizeRow, ...]
    reclassify: tuple[Reclassify, ...] = ()

    def row_of(self, trade: str, detail: str | None) -> SizeRow | None:
        """The row for a trade, after what its detail makes of it."""
        counted = _counted_as(trade, detail, self.reclassify)
        return next((row for row in self.rows if counted in row.trades), None)

    def row_of_body(self, body: str) -> SizeRow | None:
        """The row that names a body."""
        return next((row for row in self.rows if body in row.bodies), None)

    def limits(self, form: str, trade: str, detail: str | None) -> tuple[SizeRow | None, int | None]:
        """The row that judges an applicant, and its headcount limit (that of the trade where the row has none)."""
        trade_row = self.row_of(trade, detail)
        row = trade_row if form in (COMPANY, INDIVIDUAL) else self.row_of_body(form)
        if row is not None and row.employees_at_most is None:
            return row, None if trade_row is None else trade_row.employees_at_most
        return row, None if row is None else row.employees_at_most


@dataclass(frozen=True, eq=False)
class SmallRow:
    """Headcount limit of 小規模事業者 for some trades."""

    label: str
    employees_at_most: Limit
    source: Source
    trades: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class SmallBody:
    """How bodies count: never, or a second headcount limit that another place gives (None: never)."""

    bodies: tuple[str, ...]
    treatment: Literal["excluded", "second_reading"]
    source: Source
    employees_at_most: Limit | None = None


@dataclass(frozen=True, eq=False)
class SmallTable:
    """Who is 小規模事業者; capital plays no part."""

    id: Id
    title: str
    source: Source
    rows: tuple[SmallRow, ...]
    reclassify: tuple[Reclassify, ...] = ()
    bodies: tuple[SmallBody, ...] = ()

    def row_of(self, trade: str, detail: str | None) -> SmallRow | None:
        """The row for a trade, after what its detail makes of it."""
        counted = _counted_as(trade, detail, self.reclassify)
        return next((row for row in self.rows if counted in row.trades), None)

    def rule_of(self, body: str) -> SmallBody | None:
        """The rule that names a body."""
        return next((rule for rule in self.bodies if body in rule.bodies), None)


@dataclass(frozen=True, eq=False)
class MidTable:
    """Who is 中堅企業: a company that is not 中小企業 with capital below the limit.

    ``individual_employees_at_most``: up to here another source counts individuals in, so that the question is open.
    """

    id: Id
    title: str
    capital_below_yen: Limit
    source: Source
    individual_employees_at_most: Limit | None = None
    individual_source: Source | None = None


@dataclass(frozen=True, eq=False)
class ClassDefinition:
    """How a programme draws the line. Several ``tables`` are readings: where they differ, the question is open.

    ``bodies_unnamed``: an applicant whose form is not known may be a body; otherwise only one that is called a body is.
    """

    id: Id
    title: str
    source: Source
    tables: tuple[str, ...] = ()
    bodies: Literal["by_row", "by_trade", "open_within_row", "open_within_trade", "open"] = "by_row"
    bodies_unnamed: bool = True
    mid: str | None = None
    small: str | None = None


@dataclass(frozen=True, eq=False)
class ApplicantForms:
    """Which answers to 業種 and 法人形態 are trades, companies, bodies without a trade, or a sole proprietor."""

    trades: tuple[str, ...]
    companies: tuple[str, ...]
    bodies: tuple[str, ...]
    individual: str
    same_as: dict[str, str]
