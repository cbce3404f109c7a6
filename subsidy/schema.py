"""Constraints that a type annotation of the model can carry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pattern:
    """The whole string matches ``regex``."""

    regex: str


@dataclass(frozen=True)
class Min:
    """The number is ``value`` or more."""

    value: int


@dataclass(frozen=True)
class Ratio:
    """The number is a share that is written as a fraction, so that a third is exactly a third."""
