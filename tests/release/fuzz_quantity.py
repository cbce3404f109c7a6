"""The reader of numbers on a million inputs: it never fails, never hangs, and stores only what its slots may hold."""

from __future__ import annotations

import os
import random
import time
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal

from subsidy.quantity import Reading, read_quantities
from tests.release.garble import WORDS, text
from tests.release.outcome import Finding, none_of, scaled

FULL = 1_000_000
HANG_S = 2.0
PARTS: list[str] = WORDS["quantity"].split()
LIMITS = {"capital_yen": 10**15, "investment_yen": 10**15, "employees": 10**7, "sales_change_pct": 10**6}
ASKED = (None, *LIMITS, "confirm", "plan", "industry", "choice")
FAMILIES = {"capital_range": "capital_yen", "investment_range": "investment_yen", "employees_range": "employees"}
FAMILIES["sales_change_range"] = "sales_change_pct"


def run(full: int = FULL) -> list[Finding]:
    """Read as many texts as SCALE says, on every core."""
    number, cores = scaled(full), os.cpu_count() or 1
    shares = [(seed, number // cores + (seed < number % cores)) for seed in range(cores)]
    with ProcessPoolExecutor(cores) as pool:
        wrong = [fault for faults in pool.map(_share, shares) for fault in faults]
    return [none_of("inputs to the reader of numbers", number, wrong)]


def faults_of(said: str, asked: str | None) -> list[str]:
    """What is wrong with the reading of a text."""
    began = time.thread_time()
    try:
        reading = read_quantities(said, asked)
    except Exception as error:
        return [f"{type(error).__name__} on {said!r}, asked {asked}"]
    if time.thread_time() - began > HANG_S:
        return [f"slow on {said!r}, asked {asked}"]
    return [f"{fault} on {said!r}, asked {asked}" for fault in faults_in(reading)]


def faults_in(reading: Reading) -> list[str]:
    """What a reading stores that its slots may not hold."""
    faults = []
    for slot, stored in reading.slots.items():
        family = FAMILIES.get(slot, slot)
        ends = stored if isinstance(stored, tuple) else (stored,)
        known = [end for end in ends if end is not None]
        shaped = family in LIMITS and (slot in FAMILIES) == isinstance(stored, tuple) and known
        if not shaped or known != sorted(known) or not all(_fits(family, end) for end in known):
            faults.append(f"{slot} holds {stored}")
    return faults


def _fits(family: str, value: object) -> bool:
    if family == "sales_change_pct":
        return isinstance(value, int | Decimal) and Decimal(value).is_finite() and -100 <= value <= LIMITS[family]
    return type(value) is int and 0 <= value <= LIMITS[family]


def _share(work: tuple[int, int]) -> list[str]:
    seed, number = work
    chance = random.Random(seed)
    faults: list[str] = []
    for _ in range(number):
        said = text(chance) if chance.random() < 0.5 else "".join(chance.choices(PARTS, k=chance.randrange(1, 16)))
        faults += faults_of(said, chance.choice(ASKED))
    return faults
