"""Judging the answers of a conversation: on which day, by which editions of the catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from actions.slots import to_profile
from actions.state import State
from subsidy import Assessment, Engine, parse_profile
from subsidy import State as Criterion
from subsidy.reference import Edition

NOON = 12


class Judge:
    """The engine on a conversation's day. An edition is in use from the year that it is named after."""

    def __init__(self, engine: Engine, now: Callable[[], dt.datetime]) -> None:
        self.engine = engine
        self._now = now

    def now(self) -> dt.datetime:
        """The instant now, whatever day a user asked for."""
        return self._now()

    def at(self, state: State) -> dt.datetime:
        """The instant judged at: the day the user asked for (its noon), else now."""
        if state.as_of is None:
            return self._now()
        return dt.datetime.combine(dt.date.fromisoformat(state.as_of), dt.time(NOON))

    def editions(self, state: State) -> list[Edition]:
        """The editions in use, the newest first; the oldest of all where the day is before every edition."""
        year = self.at(state).year
        newest_first = sorted(self.engine.catalog.editions, key=lambda edition: edition.id, reverse=True)
        return [edition for edition in newest_first if int(edition.id[:4]) <= year] or newest_first[-1:]

    def focus(self, state: State) -> str:
        """The edition whose questions are asked: the one the user asked for, else the newest in use."""
        in_use = [edition.id for edition in self.editions(state)]
        return state.focus if state.focus in in_use else in_use[0]

    def assess(self, state: State) -> Assessment:
        """The verdicts on every edition in use, for what is known now."""
        return self._judge(state, [edition.id for edition in self.editions(state)])

    def criteria(self, state: State, supposed: Mapping[str, Any]) -> list[Criterion]:
        """The state of every criterion, with some answers supposed to be others."""
        verdicts = self.assess(replace(state, answers=state.answers | supposed)).verdicts.values()
        return [criterion.state for verdict in verdicts for criterion in verdict.criteria]

    def interview(self, state: State) -> Assessment:
        """The verdicts that the questions are chosen for."""
        return self._judge(state, [self.focus(state)])

    def _judge(self, state: State, editions: list[str]) -> Assessment:
        profile = parse_profile(to_profile(state.answers, state.ticked), self.engine.catalog.fields)
        return self.engine.assess(profile, self.at(state), editions)
