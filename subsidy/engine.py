"""The engine: a catalogue compiled once, that judges profiles at any instant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from subsidy.assessment import Assessment, FrameRule, Verdict
from subsidy.classify import Classifier
from subsidy.evaluate import Evaluator
from subsidy.explain import Explainer
from subsidy.profile import Profile
from subsidy.whole import Catalog


class Engine:
    """A catalogue, compiled once; assessing keeps no state."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.fields = {field.key: field for field in catalog.fields}
        definitions = catalog.definitions
        self.evaluator = Evaluator(self.fields, classifiers(catalog), definitions.applicants)
        self.explainer = Explainer(catalog, self.evaluator)
        self._rules = [
            FrameRule(programme, frame, self.evaluator, self.explainer)
            for programme in catalog.programmes
            for frame in programme.frames
        ]

    def rules(self, editions: Iterable[str] | None = None) -> list[FrameRule]:
        """The compiled frames of some editions, or of all."""
        wanted = None if editions is None else frozenset(editions)
        return [rule for rule in self._rules if wanted is None or rule.programme.edition in wanted]

    def assess(self, profile: Profile, at: dt.datetime, editions: Iterable[str] | None = None) -> Assessment:
        """Judge a profile at an instant (Japan time, without zone) on the frames of some editions, or of all."""
        return Assessment(self, profile, at, self.rules(editions))

    def assess_frame(self, profile: Profile, at: dt.datetime, frame_id: str) -> Verdict | None:
        """Judge a profile on one frame, or None where there is no such frame."""
        rules = [rule for rule in self._rules if rule.frame.id == frame_id]
        return Assessment(self, profile, at, rules).verdicts.get(frame_id)


def classifiers(catalog: Catalog) -> dict[str, Classifier]:
    """The catalogue's class definitions with their tables looked up."""
    definitions = catalog.definitions
    tables = {table.id: table for table in definitions.size_tables}
    small = {table.id: table for table in definitions.small_tables}
    mid = {table.id: table for table in definitions.mid_tables}
    return {
        definition.id: Classifier(
            definition,
            tuple(tables[name] for name in definition.tables),
            None if definition.small is None else small[definition.small],
            None if definition.mid is None else mid[definition.mid],
        )
        for definition in definitions.classes
    }
