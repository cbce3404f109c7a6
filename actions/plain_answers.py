"""Questions with a short answer, or an honest none: 「採択率は？」, 「返さなくていいの」, 「赤字だったら」."""

from __future__ import annotations

from typing import Any

from actions.chosen import Chosen
from actions.judging import Judge
from actions.messages import Button, Message, command
from actions.ranking import full_name
from actions.state import State
from actions.texts import Texts
from actions.turn import Result, Turn
from subsidy import Verdict

ABOUT_FRAMES = frozenset(("program", "programme", "frame", "frames", "supposed"))
RED = "red"
TOPICS = ("odds", "payback", RED)


class PlainAnswers:
    """Says what the catalogue knows of them, and that it knows no more."""

    def __init__(self, texts: Texts, judge: Judge, chosen: Chosen) -> None:
        self._texts = texts
        self._judge = judge
        self._chosen = chosen
        self._documents = {document.id: document.title for document in judge.engine.catalog.documents}

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether one of these is asked, and nothing is told."""
        if not turn.text or turn.slots.keys() - ABOUT_FRAMES:
            return False
        topic = self._topic(turn.text)
        # Said in answer to a question, it may be the answer.
        return topic is not None and (topic != RED or state.asked is None or self._texts.cued("asks", turn.text))

    def reply(self, state: State, turn: Turn) -> Result:
        """The answer, and the way to the office."""
        topic = str(self._topic(turn.text))
        frames = self._chosen.frames(state, turn)
        facts: dict[str, Any] = {
            "supports": sorted({one.programme.support for one in frames}),
            "returns": [
                {"name": full_name(one), "text": result.criterion.text, "note": result.criterion.note}
                for one in frames
                for result in one.criteria
                if result.criterion.note and self._texts.cued("plain_payback", result.criterion.note)
            ],
        }
        facts |= {"red": self._rates_in_the_red(state), "decisive": self._requirements_on_the_red(state)}
        text = self._texts.render(f"plain_{topic}", **facts)
        return [Message(text=text, buttons=(Button(self._texts.label("ask_contact"), command("ask_contact")),))], True

    def _topic(self, text: str) -> str | None:
        asks = self._texts.cued("asks", text) or self._texts.cued("asks_shortly", text)
        named = (topic for topic in TOPICS if self._texts.cued(f"plain_{topic}", text))
        topic = next(named, None)
        return topic if asks or topic in ("odds", "red") else None

    def _rates_in_the_red(self, state: State) -> list[dict[str, str]]:
        """Rates that are better for a company in the red."""
        verdicts = self._judge.interview(state).verdicts.values()
        return [
            {"name": full_name(one), "text": rate.text, "source": self._documents[rate.source.document]}
            for one in verdicts
            for tariff in one.frame.amount.tariffs
            for rate in tariff.special_rates
            if self._texts.cued("red", rate.text)
        ]

    def _requirements_on_the_red(self, state: State) -> list[dict[str, str]]:
        """Requirements that speak of being in the red."""
        verdicts = self._judge.interview(state).verdicts.values()
        criteria = [(one, result.criterion) for one in verdicts for result in one.criteria]
        return [self._row(one, item) for one, item in criteria if self._texts.cued("red", item.text)]

    def _row(self, verdict: Verdict, said: Any) -> dict[str, str]:
        return {"name": full_name(verdict), "text": said.text, "source": self._documents[said.source.document]}
