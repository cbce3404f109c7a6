"""「先に発注してもいいですか」: what the catalogue says of orders before the grant is decided."""

from __future__ import annotations

from typing import Any

from actions.chosen import Chosen
from actions.messages import Button, Message, command
from actions.ranking import full_name
from actions.state import State
from actions.steps import Steps
from actions.texts import Texts
from actions.turn import Result, Turn
from subsidy import Verdict

CUES = QUOTE, ORDER = "quote_first", "early_order"
ABOUT_FRAMES = frozenset(("program", "programme", "frame", "frames"))
MOST = 6


class Ordering:
    """Warns of ordering early, and names the exceptions with their dates."""

    def __init__(self, texts: Texts, chosen: Chosen, steps: Steps) -> None:
        self._texts = texts
        self._chosen = chosen
        self._steps = steps

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether somebody asks about ordering early or has done so; not in answer to a question of yes or no."""
        if turn.slots.keys() - ABOUT_FRAMES or not any(self._texts.cued(cue, turn.text) for cue in CUES):
            return False
        answers = state.asked is not None and "." in state.asked
        return not answers or self._texts.cued("asks", turn.text) or self._texts.cued("asks_permission", turn.text)

    def reply(self, state: State, turn: Turn) -> Result:
        """The rule, by what is said of it, and the exceptions; then the open question again."""
        grants = [one for one in self._chosen.frames(state, turn) if one.programme.support == "grant"]
        rules: dict[tuple[str, str], dict[str, Any]] = {}
        for verdict in grants:
            for order in self._steps.orders(verdict):
                key = order["text"], order["source"]["document"]
                row = rules.setdefault(
                    key, {"text": key[0], "is_cost": order["is_cost"], "source": key[1], "names": []}
                )
                row["names"].append(verdict.programme.name)
        text = self._texts.render(
            "ordering",
            ordered=self._texts.cued("ordered", turn.text) and not self._texts.cued("may_order", turn.text),
            rules=list(rules.values())[:MOST],
            exceptions=[
                {"name": full_name(one), "text": item["text"], "source": item["source"]["document"]}
                for one in grants
                for item in self._steps.exceptions(one)
            ],
            quotes=self._quotes(grants) if self._texts.cued(QUOTE, turn.text) else None,
            silent=[one.programme.name for one in grants if not self._steps.orders(one)],
        )
        return [Message(text=text, buttons=self._buttons(grants))], True

    def _quotes(self, grants: list[Verdict]) -> list[dict[str, Any]]:
        """What of the papers to prepare is a quotation, by programme."""
        found = [(one.programme.name, item) for one in grants for item in self._steps.quotations(one)]
        return [{"name": name, **item} for name, item in dict(found).items()]

    def _buttons(self, grants: list[Verdict]) -> tuple[Button, ...]:
        return (Button(self._texts.label("ask_contact"), command("ask_contact")),) if grants else ()
