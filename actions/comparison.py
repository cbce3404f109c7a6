"""Frames side by side: what each asks, gives and rules out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from actions.cards import Cards
from actions.messages import Button, Message, command, custom
from actions.money import working
from actions.ranking import full_name
from actions.texts import Texts
from subsidy import Engine, Status, Verdict
from subsidy import State as Criterion
from subsidy.render import call_reason

FEWEST, MOST = 2, 4
# Rows that are called otherwise where a loan or a guarantee is among the frames.
OF_LOANS = {"rate": "row_rate_or_terms", "cap": "row_cap_or_limit"}


class Comparison:
    """Draws two to four frames as one table, and says how they relate."""

    def __init__(self, texts: Texts, engine: Engine, cards: Cards) -> None:
        self._texts = texts
        self._engine = engine
        self._cards = cards
        self._rows: tuple[tuple[str, Callable[[Verdict], str]], ...] = (
            ("status", lambda verdict: self._texts.label(f"status_{verdict.status.value}")),
            ("call", lambda verdict: call_reason(verdict.call, self._engine.catalog)),
            ("rate", lambda verdict: self._cards.rate(verdict) or self._texts.label("unsettled")),
            ("cap", lambda verdict: self._yen(verdict.computed.cap_yen)),
            ("estimate", self._estimate),
            ("own_share", self._own_share),
            ("failed", self._failed),
            ("missing", self._missing),
            (
                "to_settle",
                lambda verdict: self._texts.join(self._cards.to_settle(verdict)) or self._texts.label("nothing"),
            ),
        )

    def message(self, verdicts: Sequence[Verdict]) -> Message:
        """The table, for two to four verdicts."""
        grants = all(verdict.programme.support == "grant" for verdict in verdicts)
        table = [(key, [cell(verdict) for verdict in verdicts]) for key, cell in self._rows]
        rows = [
            {
                "label": self._texts.label(f"row_{key}" if grants or key not in OF_LOANS else OF_LOANS[key]),
                "cells": cells,
            }
            for key, cells in table
            if self._says(cells)
        ]
        frames = [{"id": verdict.frame.id, "name": full_name(verdict)} for verdict in verdicts]
        names, notes = [frame["name"] for frame in frames], self._notes(verdicts)
        buttons = [
            Button(self._texts.label("detail", name=frame["name"]), command("detail", frame=frame["id"]))
            for frame in frames
        ]
        return Message(
            text=self._texts.render(
                "comparison", names=names, rows=rows, notes=notes, nothing=self._texts.label("nothing")
            ),
            buttons=tuple(buttons),
            custom=custom("comparison", frames=frames, rows=rows, notes=notes),
        )

    def _says(self, cells: Sequence[str]) -> bool:
        """Whether a row tells anything; one that does not is left out."""
        return not set(cells) <= {self._texts.label("nothing"), self._texts.label("no_grant")}

    def _yen(self, yen: int | None) -> str:
        return self._texts.label("unsettled") if yen is None else self._texts.yen(yen)

    def _own_share(self, verdict: Verdict) -> str:
        if verdict.programme.support != "grant":
            return self._texts.label("nothing")
        return str((working(verdict) or {}).get("own_share") or self._texts.label("unsettled"))

    def _estimate(self, verdict: Verdict) -> str:
        if verdict.programme.support != "grant":
            return self._texts.label("no_grant")
        return self._yen(verdict.computed.estimate_yen if verdict.status is Status.ELIGIBLE else None)

    def _failed(self, verdict: Verdict) -> str:
        failed = [result.criterion.label for result in verdict.criteria if result.state is Criterion.UNMET]
        return self._texts.join(failed) or self._texts.label("nothing")

    def _missing(self, verdict: Verdict) -> str:
        missing = [self._engine.fields[key].label for key in verdict.missing]
        return self._texts.join(missing) or self._texts.label("nothing")

    def _notes(self, verdicts: Sequence[Verdict]) -> list[str]:
        """What the catalogue says of these frames' relations, each once."""
        ids = {verdict.frame.id for verdict in verdicts}
        relations: list[Any] = [
            relation for verdict in verdicts for relation in verdict.frame.relations if relation.to in ids
        ]
        return list(dict.fromkeys(relation.text for relation in relations))
