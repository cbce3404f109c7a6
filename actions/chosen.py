"""Which verdicts a question is about: those named, the one looked at, or the best fitting ones."""

from __future__ import annotations

from actions.judging import Judge
from actions.naming import Naming
from actions.ranking import Relevance, relevance
from actions.state import State
from actions.turn import Turn
from actions.verdicts import AT_A_TIME, Verdicts
from subsidy import Call, Status, Verdict


class Chosen:
    """Picks one verdict of each programme that is meant."""

    def __init__(self, judge: Judge, naming: Naming, verdicts: Verdicts) -> None:
        self._judge = judge
        self._naming = naming
        self._verdicts = verdicts

    def frames(self, state: State, turn: Turn, most: int = AT_A_TIME) -> list[Verdict]:
        """Of each programme the best verdict; without a name or a frame looked at, of the ``most`` that serve best."""
        assessment, focus = self._judge.assess(state), self._judge.focus(state)
        order = self._verdicts.ranked(assessment, focus)
        named = self._naming.frames(turn.slots, turn.text, focus)
        if named:
            return best_of_each([one for one in order if one.frame.id in named])
        if state.frame in assessment.verdicts:
            return [assessment.verdicts[state.frame]]
        own = [one for one in order if one.programme.edition == focus and one.status is not Status.INELIGIBLE]
        alive = [one for one in own if one.call.state is not Call.CLOSED] or own
        meant = [one for one in alive if relevance(one) is not Relevance.UNTOLD] or alive
        return best_of_each([one for one in meant if one.programme.support == "grant"] or meant)[:most]

    def is_named(self, state: State, turn: Turn) -> bool:
        """Whether a frame or a programme is named."""
        return bool(self._naming.frames(turn.slots, turn.text, self._judge.focus(state)))


def best_of_each(ranked: list[Verdict]) -> list[Verdict]:
    """The first verdict of each programme, in their order."""
    best: dict[str, Verdict] = {}
    for verdict in ranked:
        best.setdefault(verdict.programme.id, verdict)
    return list(best.values())
