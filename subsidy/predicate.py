"""The closed set of predicates that criteria are written in.

Each class is one key of a ``test:`` in the catalogue. ``short`` names the attribute that a plain
value stands for, so that ``is_true: plans.equipment`` needs no inner mapping.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from subsidy.schema import Min


@dataclass(frozen=True)
class Test:
    """A condition on the answers of a profile."""

    __test__ = False  # keeps pytest from collecting the class
    key: ClassVar[str] = ""
    short: ClassVar[str] = ""

    def children(self) -> tuple[Test, ...]:
        """Tests this one is built of."""
        return ()

    def fields(self) -> tuple[str, ...]:
        """Profile fields that this test reads itself; what it is built of is not included."""
        return ()


Absent = Literal["met", "unknown"]
AbsentFact = Literal["unknown", "unmet"]


@dataclass(frozen=True)
class All(Test):
    """Every one of the tests."""

    key: ClassVar[str] = "all"
    short: ClassVar[str] = "tests"
    tests: tuple[Test, ...]

    def children(self) -> tuple[Test, ...]:
        return self.tests


@dataclass(frozen=True)
class Any(Test):
    """At least one of the tests."""

    key: ClassVar[str] = "any"
    short: ClassVar[str] = "tests"
    tests: tuple[Test, ...]

    def children(self) -> tuple[Test, ...]:
        return self.tests


@dataclass(frozen=True)
class Not(Test):
    """The opposite of a test."""

    key: ClassVar[str] = "not"
    short: ClassVar[str] = "test"
    test: Test

    def children(self) -> tuple[Test, ...]:
        return (self.test,)


@dataclass(frozen=True)
class _OneField(Test):
    field: str

    def fields(self) -> tuple[str, ...]:
        return (self.field,)


@dataclass(frozen=True)
class IsTrue(_OneField):
    """A yes/no answer is yes; ``absent`` says what a missing answer means."""

    key: ClassVar[str] = "is_true"
    short: ClassVar[str] = "field"
    absent: Absent = "unknown"


@dataclass(frozen=True)
class IsFalse(_OneField):
    """A yes/no answer is no; ``absent`` says what a missing answer means."""

    key: ClassVar[str] = "is_false"
    short: ClassVar[str] = "field"
    absent: Absent = "unknown"


@dataclass(frozen=True)
class _Comparison(_OneField):
    """``absent`` says what a missing number means."""

    value: Fraction
    absent: AbsentFact = "unknown"


@dataclass(frozen=True)
class AtLeast(_Comparison):
    """A number is ``value`` or more (以上)."""

    key: ClassVar[str] = "at_least"


@dataclass(frozen=True)
class MoreThan(_Comparison):
    """A number is above ``value`` (超)."""

    key: ClassVar[str] = "more_than"


@dataclass(frozen=True)
class AtMost(_Comparison):
    """A number is ``value`` or less (以下)."""

    key: ClassVar[str] = "at_most"


@dataclass(frozen=True)
class LessThan(_Comparison):
    """A number is below ``value`` (未満)."""

    key: ClassVar[str] = "less_than"


@dataclass(frozen=True)
class OneOf(_OneField):
    """A choice is one of ``values``; ``absent`` says what a missing choice means."""

    key: ClassVar[str] = "one_of"
    values: tuple[str, ...]
    absent: AbsentFact = "unknown"


@dataclass(frozen=True)
class DateFrom(_OneField):
    """A date is ``date`` or later; ``absent`` says what a missing date means."""

    key: ClassVar[str] = "date_from"
    date: dt.date
    absent: Absent = "unknown"


@dataclass(frozen=True)
class BeforeDeadline(_OneField):
    """A date lies within ``months`` before the deadline of the call of ``frame``, both ends included.

    The call is the one that is open, else the next one, else the last one that is known.
    """

    key: ClassVar[str] = "before_deadline"
    frame: str
    months: Annotated[int, Min(1)]


@dataclass(frozen=True)
class CodesAtLeast(Test):
    """At least ``count`` different codes, of those in ``among`` if given; ``count_field``: their plain number."""

    key: ClassVar[str] = "codes_at_least"
    field: str
    count_field: str | None
    count: int
    among: tuple[str, ...] = ()

    def fields(self) -> tuple[str, ...]:
        return (self.field,) if self.count_field is None else (self.field, self.count_field)


@dataclass(frozen=True)
class ClassIn(Test):
    """The company's size class, as ``definition`` draws it, is one of ``classes``."""

    key: ClassVar[str] = "class_in"
    definition: str
    classes: tuple[str, ...]


@dataclass(frozen=True)
class OpenQuestion(Test):
    """A question the sources leave open (要確認): unknown whatever the answers are."""

    key: ClassVar[str] = "open_question"
    short: ClassVar[str] = "reason"
    reason: str


PREDICATES: dict[str, type[Test]] = {
    cls.key: cls
    for cls in (
        All, Any, Not, IsTrue, IsFalse, AtLeast, MoreThan, AtMost, LessThan,
        OneOf, DateFrom, BeforeDeadline, CodesAtLeast, ClassIn, OpenQuestion,
    )
}  # fmt: skip


def walk(test: Test) -> Iterator[Test]:
    """The test and everything it is built of, parts first."""
    for child in test.children():
        yield from walk(child)
    yield test
