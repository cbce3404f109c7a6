"""What a catalogue holds, by name, and where in a file a part of it stands: the ground all checks stand on."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from subsidy.catalog.builder import Builder, Path
from subsidy.errors import near
from subsidy.fields import Field
from subsidy.predicate import Test
from subsidy.size import ClassDefinition
from subsidy.whole import Catalog

# What has no parts.
PLAIN: frozenset[type] = frozenset((str, int, bool, type(None), Fraction, dt.date, dt.datetime, dict))


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
    """The objects that a value is made of, itself included."""
    return (part for _, part in parts(value, Place((), Builder(""))))


def parts(value: Any, place: Place) -> list[tuple[Place, Any]]:
    """The objects that a value is made of, itself included, each with its place; plain texts and numbers are none."""
    found: list[tuple[Place, Any]] = []
    _collect(value, place, found)
    return found


def _collect(value: Any, place: Place, found: list[tuple[Place, Any]]) -> None:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            if type(item) not in PLAIN:
                _collect(item, place.at(index), found)
        return
    if isinstance(value, Test):
        place = Place((*place.path, value.key), place.builder)
    found.append((place, value))
    for name in _attributes(value.__class__):
        inner = getattr(value, name)
        if type(inner) not in PLAIN and inner != ():
            _collect(inner, place.at(name), found)


@cache
def _attributes(cls: Any) -> tuple[str, ...]:
    """The attributes of a class of the model; none of others."""
    return tuple(field.name for field in dataclasses.fields(cls)) if dataclasses.is_dataclass(cls) else ()
