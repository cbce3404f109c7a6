"""How long things are kept, from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass

from bot.reports.links import BadSetting

TEXT_VARIABLE = "HOJO_NAVI_KEEP_TEXT_DAYS"
ANSWERS_VARIABLE = "HOJO_NAVI_KEEP_ANSWERS_DAYS"
# The same figures stand in actions/notice.py, which tells visitors of them; a test compares the two.
TEXT_DAYS = 30
ANSWERS_DAYS = 90
MOST_DAYS = 3650
DAY_S = 24 * 3600
# Somebody who never agreed has told us nothing that we may keep; a day is for coming back from lunch.
WITHOUT_CONSENT_S = float(DAY_S)


@dataclass(frozen=True)
class Limits:
    """After how many seconds without a message the texts, and all that is left of a conversation, are deleted."""

    text_s: float = TEXT_DAYS * DAY_S
    answers_s: float = ANSWERS_DAYS * DAY_S
    without_consent_s: float = WITHOUT_CONSENT_S


def limits() -> Limits:
    """The limits of this installation. Raises BadSetting."""
    text = _days(TEXT_VARIABLE, TEXT_DAYS)
    answers = _days(ANSWERS_VARIABLE, ANSWERS_DAYS)
    if answers < text:
        raise BadSetting(f"{ANSWERS_VARIABLE} ({answers}) is less than {TEXT_VARIABLE} ({text})")
    return Limits(text * DAY_S, answers * DAY_S)


def _days(variable: str, default: int) -> int:
    given = os.environ.get(variable, "").strip()
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or not 0 < int(given) <= MOST_DAYS:
        raise BadSetting(f"{variable}: {given!r} is no number of days from 1 to {MOST_DAYS}")
    return int(given)
