"""The verdicts of a memo: fitting, open and failed frames with their reasons, amounts and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from actions.date_notes import date_notes
from actions.memo_words import memo_words
from actions.money import working
from actions.offices import name_of, one_of_each_first
from actions.texts import Texts
from actions.verdicts import Verdicts
from subsidy import Assessment, Call, Engine, Status, Verdict
from subsidy import State as Criterion
from subsidy.render import call_reason, rate_text
from subsidy.wording import format_yen

MOST_SHOWN = {Status.ELIGIBLE: 3, Status.UNDETERMINED: 3}
MOST_FAILED = 6
# Loans and guarantees have no amount to work out.
GRANT = "grant"
Card = dict[str, Any]


class MemoVerdicts:
    """Draws verdicts as cards of labelled lines."""

    def __init__(self, texts: Texts, engine: Engine, verdicts: Verdicts) -> None:
        self._texts = texts
        self._engine = engine
        self._verdicts = verdicts
        self._documents = {document.id: document for document in engine.catalog.documents}

    def shown(self, assessment: Assessment) -> list[Verdict]:
        """The frames told with their reasons, the best first."""
        return [one for status in MOST_SHOWN for one in self._of(status, assessment)[: MOST_SHOWN[status]]]

    def named(self, assessment: Assessment) -> list[Verdict]:
        """The frames that the memo names at all: those told, and those that failed."""
        return [*self.shown(assessment), *self._of(Status.INELIGIBLE, assessment)[:MOST_FAILED]]

    def groups(self, assessment: Assessment) -> list[dict[str, Any]]:
        """What fits, what is open, what does not fit; the first two in full as far as there is room."""
        told = [self._group(status, self._of(status, assessment)) for status in MOST_SHOWN]
        failed = self._of(Status.INELIGIBLE, assessment)
        lines = [self._failed(verdict) for verdict in failed[:MOST_FAILED]]
        return [*told, self._grouped(Status.INELIGIBLE, len(failed), [], [*lines, *_more(len(failed) - MOST_FAILED)])]

    def sources(self, assessment: Assessment) -> list[str]:
        """The documents that the frames named rest on, each with the day it was read."""
        ids = dict.fromkeys(self._document_of(verdict) for verdict in self.named(assessment))
        form = memo_words()["source"]
        return [
            form.format(title=self._documents[key].title, checked_on=self._documents[key].checked_on.isoformat())
            for key in ids
        ]

    def _of(self, status: Status, assessment: Assessment) -> list[Verdict]:
        return one_of_each_first([one for one in self._verdicts.ranked(assessment) if one.status is status])

    @staticmethod
    def _document_of(verdict: Verdict) -> str:
        return str(verdict.frame.source.document)

    def _group(self, status: Status, verdicts: Sequence[Verdict]) -> dict[str, Any]:
        most = MOST_SHOWN[status]
        card = self._fitting if status is Status.ELIGIBLE else self._open
        return self._grouped(status, len(verdicts), [card(one) for one in verdicts[:most]], _more(len(verdicts) - most))

    @staticmethod
    def _grouped(status: Status, count: int, cards: list[Card], lines: list[str]) -> dict[str, Any]:
        words = memo_words()
        heading = words["groups"][status.value].format(count=count)
        return {"heading": heading, "cards": cards, "lines": lines if count else [words["nothing"]]}

    def _fitting(self, verdict: Verdict) -> Card:
        return self._card(
            verdict,
            call=self._call(verdict),
            amount=self._amount(verdict),
            met=self._labels(verdict, Criterion.MET),
            todo=self._labels(verdict, Criterion.UNKNOWN),
            human=self._labels(verdict, Criterion.HUMAN),
        )

    def _open(self, verdict: Verdict) -> Card:
        missing = [self._engine.fields[key].label for key in verdict.missing]
        return self._card(
            verdict,
            call=self._call(verdict),
            missing=self._texts.join(missing or self._unknown(verdict)),
            human=self._labels(verdict, Criterion.HUMAN),
        )

    def _call(self, verdict: Verdict) -> str:
        """The state of the calls, with what the owner is warned of, else with what is noted on their dates."""
        beside = self._verdicts.cards.cautions(verdict) or date_notes(self._texts, verdict.programme, (verdict.call,))
        return "".join((call_reason(verdict.call, self._engine.catalog), *beside))

    def _card(self, verdict: Verdict, **lines: str) -> Card:
        document = self._documents[self._document_of(verdict)]
        form = memo_words()["place"]
        lines["source"] = form.format(
            title=document.title, place=verdict.frame.source.place, checked_on=document.checked_on.isoformat()
        )
        labels = memo_words()["lines"]
        shown = [{"label": labels[name], "text": text} for name, text in lines.items() if text]
        return {"name": name_of(verdict), "closed": verdict.call.state is Call.CLOSED, "lines": shown}

    def _amount(self, verdict: Verdict) -> str:
        words, sums = memo_words(), working(verdict)
        if sums is not None:
            steps = "".join(words["working_step"].format(**step) for step in sums.pop("steps"))
            cap = words["working_cap"].format(cap=sums["cap"]) if sums["cap"] else ""
            return str(words["working"].format(**sums | {"steps": steps, "cap": cap}))
        computed = verdict.computed
        parts = [words["rate"].format(rate=rate_text(computed.rate))] if computed.rate is not None else []
        parts += [words["cap"].format(cap=format_yen(computed.cap_yen))] if computed.cap_yen is not None else []
        if not parts and verdict.programme.support != GRANT:
            return ""
        missing = [self._engine.fields[key].label for key in verdict.amount_missing]
        doubt = words["no_amount_missing"].format(missing=self._texts.join(missing)) if missing else words["no_amount"]
        return self._texts.join([*parts, doubt])

    def _labels(self, verdict: Verdict, state: Criterion) -> str:
        return self._texts.join(_labels(one.criterion.label for one in verdict.criteria if one.state is state))

    def _unknown(self, verdict: Verdict) -> list[str]:
        return _labels(one.criterion.label for one in verdict.criteria if one.state is Criterion.UNKNOWN)

    def _failed(self, verdict: Verdict) -> str:
        text: str = memo_words()["failed_frame"]
        return text.format(name=name_of(verdict), failed=self._labels(verdict, Criterion.UNMET))


def _labels(labels: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(labels))


def _more(count: int) -> list[str]:
    return [memo_words()["more"].format(count=count)] if count > 0 else []
