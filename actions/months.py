"""Sales month by month, pasted or told one by one: the engine finds the months that count."""

from __future__ import annotations

import re
from typing import Any

from actions.answers import Answers
from actions.judging import Judge
from actions.messages import Message, say
from actions.month_list import months_told
from actions.state import VERDICT, State
from actions.texts import Texts
from actions.turn import Result, Turn
from subsidy.interval import exactly
from subsidy.wording import format_interval, format_yen

MONTHLY = "monthly_sales"
FEWEST = 2
# What an amount with a month is of, if not of sales.
OTHER_MONEY = re.compile(
    r"賞与|ボーナス|投資|設備|機械|工事|支払|融資|借り?入?れ?|返済|家賃|購入|買|着工|開業|創業|設立|資本|見積|発注|導入|給料|時給|手当"
)


class Months:
    """Stores monthly figures and tells what the sales tests make of them."""

    def __init__(self, texts: Texts, judge: Judge, answers: Answers) -> None:
        self._texts = texts
        self._judge = judge
        self._answers = answers

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether a text is a list of months with amounts, or adds one to those there are."""
        found = months_told(turn.text, 2000, 1).sales
        if not found:
            return not turn.slots and self._texts.cued("monthly_wish", turn.text)
        return len(found) >= FEWEST or MONTHLY in state.answers or self._means_sales(state, turn.text)

    def _means_sales(self, state: State, text: str) -> bool:
        """Whether one month with an amount can only be its sales."""
        if OTHER_MONEY.search(text):
            return False
        asked = str(state.asked or "")
        return "sales" in asked or "売上" in text or (state.stage == VERDICT and state.asked is None)

    def reply(self, state: State, turn: Turn) -> Result:
        """What was understood, and the declines that follow."""
        at = self._judge.at(state)
        told = months_told(turn.text, at.year, at.month)
        if not told.sales:
            return [say("utter_months_how")], True
        before = dict(state.answers.get(MONTHLY) or {})
        self._answers.store(state, {MONTHLY: {**before, **told.sales}}, {})
        rows = [
            {"month": _shown(month), "yen": format_yen(yen)} for month, yen in sorted(state.answers[MONTHLY].items())
        ]
        text = self._texts.render("months", rows=rows, tests=self._tests(state), unread=told.unread)
        return [Message(text=text)], True

    def _tests(self, state: State) -> list[dict[str, Any]]:
        """Each sales test that the figures allow, with the months that count."""
        facts, catalog = self._judge.interview(state).context.facts, self._judge.engine.catalog
        labels = {field.key: field.label for field in catalog.fields}
        return [
            {
                "label": labels[key],
                "value": format_interval("percent", exactly(best.decline.low or 0), catalog.wording["range"]),
                "months": [f"{_shown(pair.month)}（{_shown(pair.base_month)}）" for pair in best.pairs],
                "missing": [_shown(month) for month in best.missing],
            }
            for key, best in facts.best.items()
            if best is not None
        ]


def _shown(month: str) -> str:
    """「2026-08」 as people write it."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"
