"""A verdict that turned: what it was and what it is, with a word where nobody can apply any more."""

from __future__ import annotations

from actions.ranking import full_name
from actions.texts import Texts
from subsidy import Call, Status, Verdict


def flip(texts: Texts, before: Verdict, after: Verdict) -> dict[str, str]:
    """The frame's name with the words for both verdicts."""
    over = after.call.state is Call.CLOSED and after.status is not Status.INELIGIBLE
    new = texts.label(f"status_{after.status.value}")
    return {
        "name": full_name(after),
        "old": texts.label(f"status_{before.status.value}"),
        "new": texts.label("status_closed", status=new) if over else new,
    }
