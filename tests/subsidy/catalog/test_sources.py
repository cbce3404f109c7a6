"""Every figure of the catalogue says where it comes from.

A figure is a whole number, a fraction or a date in an attribute of a programme, a definition, an office, the checklist
or an edition. It has a source where the object that holds it has one, or the object directly around that one; a test
is no object of its own, its figures are held by what states it (a criterion, a bonus). The source must name a
document of ``sources.yml`` and a place in it that is not blank. Fields (the questions to the user) and documents
(the sources themselves) state nothing about programmes.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import pytest

from subsidy.model import Criterion
from subsidy.predicate import All, AtLeast, Test
from subsidy.source import Source
from subsidy.whole import Catalog


class Figure(NamedTuple):
    where: str
    source: Source | None


def figures(value: Any, where: str, holders: tuple[Any, ...] = ()) -> Iterator[Figure]:
    """The figures inside a value; ``holders`` are the two objects around it."""
    if dataclasses.is_dataclass(value):
        holders = holders if isinstance(value, Test) else (*holders, value)[-2:]
        for field in dataclasses.fields(value):
            yield from figures(getattr(value, field.name), f"{where}.{field.name}", holders)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from figures(item, f"{where}[{index}]", holders)
    elif isinstance(value, int | Fraction | dt.date) and not isinstance(value, bool):
        sources = [getattr(holder, "source", None) for holder in reversed(holders)]
        yield Figure(where, next((source for source in sources if source is not None), None))


def without_source(found: Collection[Figure], documents: Collection[str]) -> list[str]:
    return [where for where, source in found if source is None or not is_complete(source, documents)]


def is_complete(source: Source, documents: Collection[str]) -> bool:
    return source.document in documents and bool(source.place.strip())


def stated(catalog: Catalog) -> dict[str, Any]:
    """What of a catalogue states something about programmes."""
    programmes = {programme.id: programme for programme in catalog.programmes}
    names = ("definitions", "offices", "checklists", "editions")
    return programmes | {name: getattr(catalog, name) for name in names}


def sources(value: Any) -> Iterator[Source]:
    if isinstance(value, Source):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from sources(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from sources(item)


def test_every_figure_has_a_source_with_a_document_and_a_place(catalog: Catalog) -> None:
    found = [figure for name, value in stated(catalog).items() for figure in figures(value, name)]
    assert len(found) > 200
    assert without_source(found, {document.id for document in catalog.documents}) == []


def test_every_source_names_a_document_and_a_place(catalog: Catalog) -> None:
    documents = {document.id for document in catalog.documents}
    found = [source for value in stated(catalog).values() for source in sources(value)]
    assert len(found) > 400
    assert [source for source in found if not is_complete(source, documents)] == []


GOOD = Source("paper", "page 1")


@dataclass(frozen=True)
class Part:
    yen: int | None = None
    rate: Fraction | None = None
    on: dt.date | None = None
    source: Source | None = None
    checked: bool = True
    parts: tuple[Part, ...] = ()


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(Part(yen=5), id="yen"),
        pytest.param(Part(yen=0), id="zero"),
        pytest.param(Part(rate=Fraction(2, 3)), id="rate"),
        pytest.param(Part(on=dt.date(2021, 1, 8)), id="date"),
        pytest.param(Part(on=dt.datetime(2021, 1, 8, 17)), id="time"),
        pytest.param(Part(yen=5, source=Source("nonesuch", "page 1")), id="unknown document"),
        pytest.param(Part(yen=5, source=Source("paper", " \n")), id="blank place"),
        pytest.param(Part(source=GOOD, parts=(Part(parts=(Part(yen=5),)),)), id="source too far out"),
        pytest.param(Part(parts=(Part(source=GOOD), Part(yen=5))), id="source of a neighbour"),
    ],
)
def test_a_figure_without_a_source_is_found(part: Part) -> None:
    assert len(without_source([*figures(part, "part")], {"paper"})) == 1


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(Part(yen=5, source=GOOD), id="source of its own"),
        pytest.param(Part(source=GOOD, parts=(Part(yen=5),)), id="source of the object around"),
        pytest.param(Part(), id="no figure"),
    ],
)
def test_a_figure_with_a_source_is_not_found(part: Part) -> None:
    assert without_source([*figures(part, "part")], {"paper"}) == []


def test_a_figure_in_a_nested_test_has_the_source_of_its_criterion() -> None:
    test = All((All((AtLeast("employees", Fraction(5)),)),))
    criterion = Criterion("size", "company", "label", "text", Source("nonesuch", "x"), test)
    assert without_source([*figures(criterion, "c")], {"paper"}) == ["c.test.tests[0].tests[0].value"]
    assert without_source([*figures(dataclasses.replace(criterion, source=GOOD), "c")], {"paper"}) == []
