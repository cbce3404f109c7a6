"""A programme or frame as text, and the catalogue in figures, for the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from subsidy.model import Criterion, Frame, Programme
from subsidy.schedule import Round
from subsidy.source import Source
from subsidy.tariff import Amount, CapBand, Tariff
from subsidy.whole import Catalog
from subsidy.wording import format_date, format_yen

Words = dict[str, str]


def describe(catalog: Catalog, name: str) -> str | None:
    """The text on the programme or frame with an id, or None."""
    for programme in catalog.programmes:
        frames = programme.frames if programme.id == name else tuple(f for f in programme.frames if f.id == name)
        if frames:
            return "\n".join(_Describer(catalog).programme(programme, frames))
    return None


def summary(catalog: Catalog) -> str:
    """One line on what a valid catalogue holds."""
    counts = {
        "editions": len(catalog.editions),
        "programmes": len(catalog.programmes),
        "frames": sum(len(programme.frames) for programme in catalog.programmes),
        "documents": len(catalog.documents),
        "offices": len(catalog.offices),
    }
    return catalog.wording["describe"]["summary"].format(**counts)


class _Describer:
    def __init__(self, catalog: Catalog) -> None:
        self._words = catalog.wording["describe"]
        self._gate = catalog.wording["call"]["gate_open"]
        self._documents = {document.id: document.title for document in catalog.documents}

    def programme(self, programme: Programme, frames: tuple[Frame, ...]) -> Iterator[str]:
        words = self._words
        title = words["title_alike" if programme.official_name == programme.name else "title"]
        yield title.format(name=programme.name, official=programme.official_name, id=programme.id)
        yield programme.summary
        for frame in frames:
            yield ""
            yield from self._frame(programme, frame)
        yield ""
        yield from self._dates(programme)
        yield from self._listed("costs", [(cost.text, cost.source) for cost in programme.costs.eligible])
        yield from self._listed("not_costs", [(cost.text, cost.source) for cost in programme.costs.ineligible])
        yield from self._listed("preparation", [(item.text, item.source) for item in programme.preparation])
        yield from self._background(programme)
        yield from self._listed(
            "notes", [(note.text, note.source) for note in (*programme.notes, *programme.successors)]
        )
        for conflict in programme.conflicts:
            yield words["conflict"].format(topic=conflict.topic, used=conflict.used, reason=conflict.reason)
            for place in conflict.places:
                yield self._line(place.says, place.source)

    def _background(self, programme: Programme) -> Iterator[str]:
        words = self._words
        yield from self._listed("plan_points", [(note.text, note.source) for note in programme.plan_points])
        yield from self._listed("review_points", [(note.text, note.source) for note in programme.review_points])
        yield from self._listed("examples", [(example.text, example.source) for example in programme.examples])
        yield from self._listed("goals", [(goal.text, goal.source) for goal in programme.goals])
        budgets = [(words["budget"].format(label=b.label, yen=format_yen(b.yen)), b.source) for b in programme.budget]
        yield from self._listed("budgets", budgets)
        contacts = [(words["contact"].format(name=c.name, phone=c.phone or ""), c.source) for c in programme.contacts]
        yield from self._listed("contacts", contacts)
        links = [(words["link"].format(title=link.title, url=link.url), link.source) for link in programme.links]
        yield from self._listed("links", links)

    def _frame(self, programme: Programme, frame: Frame) -> Iterator[str]:
        yield self._words["frame"].format(name=frame.name, id=frame.id)
        yield frame.summary
        yield self._words["criteria"]
        for criterion in (*programme.criteria, *frame.criteria):
            yield self._criterion(criterion)
        yield self._words["amount"]
        for tariff in frame.amount.tariffs:
            yield from self._tariff(tariff)
        yield from self._extras(frame.amount)
        for heading, extra in (("quota", frame.quota), ("bank", frame.bank), ("bonus", frame.bonus)):
            yield from self._listed(heading, [] if extra is None else [(extra.text, extra.source)])
        yield from self._listed("notes", [(note.text, note.source) for note in (*frame.amount.notes, *frame.notes)])
        yield from self._listed("relations", [(relation.text, relation.source) for relation in frame.relations])

    def _criterion(self, criterion: Criterion) -> str:
        kind = self._words[f"kind_{criterion.kind}"]
        return self._line(f"[{kind}] {criterion.label}: {criterion.text}", criterion.source)

    def _tariff(self, tariff: Tariff) -> Iterator[str]:
        words = self._words
        yield from self._rates(tariff)
        if tariff.floor is not None:
            code = "floor_above" if tariff.floor.exclusive else "floor"
            yield self._line(words[code].format(yen=format_yen(tariff.floor.yen)), tariff.floor.source)
        if tariff.cap is not None:
            code = "cap_below" if tariff.cap.exclusive else "cap"
            yield self._line(words[code].format(yen=format_yen(tariff.cap.yen)), tariff.cap.source)
        for band in tariff.cap_bands:
            yield self._line(self._band(band), band.source)
        if tariff.cap is None and not tariff.cap_bands:
            yield self._line(words["no_cap"], tariff.rate.source)

    def _rates(self, tariff: Tariff) -> Iterator[str]:
        words, rate = self._words, tariff.rate
        if rate.value is None:
            text = words["rate_text"].format(id=tariff.id, rate=rate.text or words["no_rate"])
        else:
            text = words["rate"].format(id=tariff.id, rate=f"{rate.value}{rate.text or ''}")
        yield self._line(text, rate.source)
        for step in tariff.steps:
            code = "step_unsure" if step.unsure else "step"
            yield self._line(words[code].format(yen=format_yen(step.above_subsidy_yen), rate=step.rate), step.source)
        for special in tariff.special_rates:
            yield self._line(words["special_rate"].format(rate=special.value, text=special.text), special.source)

    def _band(self, band: CapBand) -> str:
        words = self._words
        people = self._people(band.employees_from, band.employees_to)
        text = words["band"].format(people=people, yen=format_yen(band.yen))
        if band.special_yen is not None:
            text = words["band_special"].format(text=text, yen=format_yen(band.special_yen))
        if band.raised_from is None:
            return text
        return words["raised"].format(people=self._people(band.raised_from, band.raised_to), text=text)

    def _people(self, low: int, high: int | None) -> str:
        """A number of people from one end to the other."""
        ends = {(True, False): "people_to", (False, True): "people_from", (True, True): "people_any"}
        code = "people_one" if low == high else ends.get((low == 0, high is None), "people")
        return self._words[code].format(low=low, high=high)

    def _extras(self, amount: Amount) -> Iterator[str]:
        words = self._words
        for variant in amount.variants:
            text = words["variant"].format(name=variant.name, yen=format_yen(variant.cap_yen))
            yield self._line(text, variant.source)
        for special in amount.specials:
            for code, yen in (("special_add", special.add_yen), ("special_total", special.total_yen)):
                if yen is not None:
                    text = words[code].format(name=special.name, yen=format_yen(yen), text=special.text)
                    yield self._line(text, special.source)

    def _dates(self, programme: Programme) -> Iterator[str]:
        words = self._words
        for call in programme.rounds:
            opens, closes = self._end(call, "opens"), self._end(call, "closes")
            certainty = words[f"certainty_{call.certainty}"]
            text = words["round"].format(label=call.label, opens=opens, closes=closes, certainty=certainty)
            yield self._line(text, call.source)
            for gate in call.gates:
                yield self._line(self._gate.format(gate=gate.label, gate_closes=format_date(gate.closes)), gate.source)
        for end in programme.ended:
            yield self._line(end.text, end.source)
        for known in programme.last_known:
            yield self._line(known.text, known.source)
        if programme.standing:
            yield self._line(words["standing"], programme.source)
        yield from self._listed("project_period", [(note.text, note.source) for note in programme.project_period])
        for follow in programme.succession:
            text = words["succession"].format(relation=follow.relation, difference=follow.difference)
            yield self._line(text, follow.source)

    def _end(self, call: Round, key: Literal["opens", "closes"]) -> str:
        """A date of a call; what an official page does not tell yet is not settled yet."""
        day, confirmed = getattr(call, key), call.certainty_of(key) == "confirmed"
        if day is not None:
            return format_date(day)
        return self._words["unsettled_date" if confirmed else "unknown_date"]

    def _listed(self, heading: str, items: list[tuple[str, Source]]) -> Iterator[str]:
        if items:
            yield self._words[heading]
        for text, source in items:
            yield self._line(text, source)

    def _line(self, text: str, source: Source) -> str:
        return self._words["line"].format(text=text, document=self._documents[source.document], place=source.place)
