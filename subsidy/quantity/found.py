"""What is found in a text: kinds of quantity and what can be wrong with one."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from fractions import Fraction

Number = Fraction | None


class Kind(enum.Enum):
    """What a number counts, as its unit tells."""

    MONEY = "money"
    PEOPLE = "people"
    SHARE = "share"
    BARE = "bare"
    OTHER = "other"


class Flaw(enum.Enum):
    """Why a number may not be stored without asking."""

    UNIT = "unit missing"
    VAGUE = "vague"
    BROKEN = "not a well-formed number"
    SIZE = "impossible size"
    FOREIGN = "foreign currency"
    RATE = "per month, piece or person"
    QUESTION = "in a question"
    CONDITION = "in a condition"
    SUBJECT = "subject unknown"
    DIRECTION = "decline or remainder unknown"
    INCLUDES = "includes people who do not count"
    SEVERAL = "several values"
    NO_VALUE = "no value given"


@dataclass(frozen=True)
class Found:
    """A number with its unit in folded text. An end that is None is open; money in yen, shares in percent."""

    kind: Kind
    start: int
    end: int
    """End of number and unit."""
    tail: int
    """End of the words that bound the number, such as 以上."""
    low: Number
    high: Number
    form: str = ""
    """How a share is written: percent, tenths, left, times, part, half, halved, doubled."""
    flaw: Flaw | None = None
    scale: Fraction = Fraction(1)
    """What a number without a unit takes over from this one in a range."""
    step: Fraction = Fraction(1)
    """Distance to the next number of this size, for 台."""
    bounded: bool = False

    @property
    def exact(self) -> Fraction | None:
        """The number, if it is a single one."""
        return self.low if self.low == self.high else None
