"""What a catalogue holds, by name, and where in a file a part of it stands: the ground all checks stand on."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from subsidy.catalog.builder import Builder, Path, near
from subsidy.fields import Field
from subsidy.predicate import Test
from subsidy.size import ClassDefinition
from subsidy.whole import Catalog


class Known:
    """The names that parts of the catalogue may refer to. Not ``complete`` if some file could not be read."""

    def __init__(self, catalog: Catalog, complete: bool) -> None:
        self.catalog = catalog
        self.complete = complete
        self.documents = {document.id for document in catalog.documents}
        self.not_citable = {document.id for document in catalog.documents if not document.citable}
        self.programmes = {programme.id for programme in catalog.programmes}
        self.fields: dict[str, Field] = {field.key: field for field in catalog.fields}
        self.definitions: dict[str, ClassDefinition] = {item.id: item for item in catalog.definitions.classes}
        self.frames = {frame.id for programme in catalog.programmes for frame in programme.frames}
        self.editions = {edition.id for edition in catalog.editions}


class Place(NamedTuple):
    """Where a part stands: the path to it in the file of ``builder``."""

    path: Path
    builder: Builder

    def at(self, *inner: str | int) -> Place:
        """A place inside this one. Keys that a short form leaves out are left out here too."""
        path = self.path
        for part in inner:
            longer = (*path, part)
            if isinstance(part, int) or longer in self.builder.lines or not self.builder.is_short(path, part):
                path = longer
        return Place(path, self.builder)

    def report(self, code: str, **params: object) -> None:
        """Note a mistake here."""
        self.builder.problem(self.path, code, None, **{key: str(value) for key, value in params.items()})

    def unknown(self, code: str, name: str, known: Collection[str]) -> None:
        """Note a name that nothing has, with the one that was probably meant."""
        self.report(code, id=name, near=near(name, [*known]))


def parts_of(value: Any) -> Iterator[Any]:
    """A value and everything inside it."""
    return (part for _, part in parts(value, Place((), Builder(""))))


def parts(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    """A value and everything inside it, each with its place."""
    if isinstance(value, Test):
        place = Place((*place.path, value.key), place.builder)
    yield place, value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from parts(getattr(value, field.name), place.at(field.name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from parts(item, place.at(index))
