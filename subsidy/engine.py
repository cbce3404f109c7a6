"""The engine: a catalogue compiled once, that judges profiles at any instant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from subsidy.assessment import Assessment, FrameRule, Verdict
from subsidy.calls import Calls
from subsidy.classify import Classifier
from subsidy.criterion import CriterionRule
from subsidy.evaluate import Evaluator
from subsidy.explain import Explainer
from subsidy.model import Criterion, Programme
from subsidy.profile import Profile
from subsidy.source import Source
from subsidy.whole import Catalog


class Origins(dict[Source, dict[str, str]]):
    """Places of the catalogue with the titles of their documents; they are shared, so nobody may change one."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self._titles = {document.id: document.title for document in catalog.documents}

    def __missing__(self, source: Source) -> dict[str, str]:
        origin = self[source] = {"document": self._titles[source.document], "place": source.place}
        return origin


class Engine:
    """A catalogue, compiled once; assessing keeps no state."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.fields = {field.key: field for field in catalog.fields}
        self.origins = Origins(catalog)
        in_order = sorted(catalog.fields, key=lambda field: (field.order, field.key))
        self.ranks = {field.key: rank for rank, field in enumerate(in_order)}
        self._calls = {
            frame.id: Calls(programme, frame.id) for programme in catalog.programmes for frame in programme.frames
        }
        self.evaluator = Evaluator(self.fields, classifiers(catalog), catalog.definitions.applicants, self._calls)
        self.explainer = Explainer(catalog, self.evaluator)
        self._criteria: dict[object, CriterionRule] = {}
        self._rules = {rule.frame.id: rule for programme in catalog.programmes for rule in self._compiled(programme)}

    def _compiled(self, programme: Programme) -> Iterator[FrameRule]:
        """The frames of a programme."""
        parts, words = (self.evaluator, self.explainer), self.catalog.wording["call"]
        for frame in programme.frames:
            criteria = [self._criterion(criterion) for criterion in (*programme.criteria, *frame.criteria)]
            yield FrameRule(programme, frame, criteria, self._calls[frame.id], *parts, words)

    def _criterion(self, criterion: Criterion) -> CriterionRule:
        """A criterion compiled; those that say the same share one."""
        source = (criterion.source.document, criterion.source.place, criterion.source.confidence)
        same = (criterion.id, criterion.kind, criterion.label, criterion.text, criterion.test, criterion.note, source)
        rule = self._criteria.get(same)
        if rule is None:
            rule = self._criteria[same] = CriterionRule(criterion, self.evaluator, self.explainer)
        return rule

    def rules(self, editions: Iterable[str] | None = None) -> list[FrameRule]:
        """The compiled frames of some editions, or of all."""
        wanted = None if editions is None else frozenset(editions)
        return [rule for rule in self._rules.values() if wanted is None or rule.programme.edition in wanted]

    def assess(self, profile: Profile, at: dt.datetime, editions: Iterable[str] | None = None) -> Assessment:
        """Judge a profile at an instant (Japan time, without zone) on the frames of some editions, or of all."""
        return Assessment(self, profile, at, self.rules(editions))

    def assess_frame(self, profile: Profile, at: dt.datetime, frame_id: str) -> Verdict | None:
        """Judge a profile on one frame, or None where there is no such frame."""
        rule = self._rules.get(frame_id)
        return None if rule is None else Assessment(self, profile, at, [rule]).verdicts[frame_id]


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
