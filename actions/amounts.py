"""What two sets of verdicts pay differently: estimates and caps of frames that fit either way."""

from __future__ import annotations

from actions.ranking import Relevance, full_name, relevance
from actions.texts import Texts
from subsidy import Assessment, Status, Verdict

KINDS = ("estimate", "cap")


def moved(texts: Texts, before: Assessment, after: Assessment, edition: str | None = None) -> list[dict[str, str]]:
    """Rows of name, kind and both amounts, the estimate before the cap; of one edition where it is given."""
    rows = []
    for key, new in after.verdicts.items():
        old = before.verdicts[key]
        if edition in (None, new.programme.edition) and _fits_both(old, new):
            rows += _row(texts, old, new)
    return rows


def _row(texts: Texts, old: Verdict, new: Verdict) -> list[dict[str, str]]:
    """The estimate where it differs, else the cap; not both: what is paid is what counts."""
    estimates = old.computed.estimate_yen, new.computed.estimate_yen
    caps = old.computed.cap_yen, new.computed.cap_yen
    for kind, (was, now) in zip(KINDS, (estimates, caps), strict=True):
        if was is not None and now is not None and was != now:
            label = texts.label(f"moved_{kind}")
            return [{"name": full_name(new), "label": label, "old": texts.yen(was), "new": texts.yen(now)}]
    return []


def _fits_both(old: Verdict, new: Verdict) -> bool:
    """Whether a frame fits either way, and is not one that nobody spoke of."""
    return new.status is old.status is Status.ELIGIBLE and relevance(new) is not Relevance.UNTOLD
