"""The catalogue's files as text, and where in that text each attribute of the model is written.

The places come from PyYAML's marks and from the annotations of the model, not from the loader that is under test.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, NamedTuple

import yaml

from subsidy.catalog import DEFAULT_FOLDER
from subsidy.catalog.loader import PER_EDITION, SHARED
from subsidy.model import Programme
from subsidy.predicate import PREDICATES, Test

Path = tuple[str | int, ...]


class Place(NamedTuple):
    """One attribute where it is written: ``path`` are the keys to it as they stand in the file."""

    file: str
    path: Path
    owner: type
    attribute: str
    hint: Any
    mapping: yaml.MappingNode
    key: yaml.ScalarNode
    node: yaml.Node

    @property
    def value(self) -> str:
        """The text of a scalar."""
        assert isinstance(self.node, yaml.ScalarNode)
        return str(self.node.value)

    @property
    def number(self) -> int:
        """The position of the attribute in its mapping."""
        return next(index for index, (key, _) in enumerate(self.mapping.value) if key is self.key)


@cache
def texts() -> dict[str, str]:
    """Every file of the catalogue by its path in the folder."""
    names = sorted(path.relative_to(DEFAULT_FOLDER).as_posix() for path in DEFAULT_FOLDER.rglob("*.yml"))
    return {name: (DEFAULT_FOLDER / name).read_text("utf-8") for name in names}


def class_of(name: str) -> type:
    """The class of the model that a file holds."""
    return SHARED.get(name) or PER_EDITION.get(name.rpartition("/")[2]) or Programme


@cache
def places() -> tuple[Place, ...]:
    """Every attribute that is written in the catalogue, once where an alias repeats it."""
    found: list[Place] = []
    for name, text in texts().items():
        walker = _Walker(name)
        root: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
        found += walker.walk(root, class_of(name), ())
    return tuple(found)


def places_of(owner: type, attribute: str, file: str = "") -> list[Place]:
    """The places of one attribute of a class, in all files or those whose path contains ``file``."""
    return [p for p in places() if p.owner is owner and p.attribute == attribute and file in p.file]


@cache
def hints(owner: type) -> dict[str, Any]:
    """The annotations of a class of the model, with their constraints."""
    found = typing.get_type_hints(owner, include_extras=True)
    return {field.name: found[field.name] for field in dataclasses.fields(owner)}


def is_required(owner: type, attribute: str) -> bool:
    """Whether a mapping without this attribute is wrong."""
    field = next(field for field in dataclasses.fields(owner) if field.name == attribute)
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def base_of(hint: Any) -> tuple[Any, bool, tuple[Any, ...]]:
    """What an annotation is about, whether it may be null, and its constraints."""
    constraints: tuple[Any, ...] = ()
    nullable = False
    while True:
        if typing.get_origin(hint) is Annotated:
            hint, *more = typing.get_args(hint)
            constraints += tuple(more)
        elif typing.get_origin(hint) in (types.UnionType, typing.Union) and type(None) in typing.get_args(hint):
            nullable = True
            hint = typing.Union[tuple(arg for arg in typing.get_args(hint) if arg is not type(None))]  # noqa: UP007
        else:
            return hint, nullable, constraints


class _Walker:
    def __init__(self, file: str) -> None:
        self.file = file
        self.seen: set[int] = set()

    def walk(self, node: yaml.Node, hint: Any, path: Path) -> Iterator[Place]:
        base, _, _ = base_of(hint)
        if isinstance(node, yaml.SequenceNode):
            item_hint = typing.get_args(base)[0]
            for index, item in enumerate(node.value):
                if self._is_new(item):
                    yield from self.walk(item, item_hint, (*path, index))
        elif isinstance(node, yaml.MappingNode) and isinstance(base, type):
            yield from self._test(node, path) if base is Test else self._object(node, base, path)

    def _object(self, node: yaml.MappingNode, owner: type, path: Path) -> Iterator[Place]:
        if not dataclasses.is_dataclass(owner):
            return
        for key, value in node.value:
            if self._is_new(value):
                hint = hints(owner)[key.value]
                yield Place(self.file, (*path, key.value), owner, key.value, hint, node, key, value)
                yield from self.walk(value, hint, (*path, key.value))

    def _test(self, node: yaml.MappingNode, path: Path) -> Iterator[Place]:
        ((key, value),) = node.value
        owner: Any = PREDICATES[key.value]
        inner = (*path, key.value)
        if isinstance(value, yaml.MappingNode) and value.value[0][0].value in hints(owner):
            yield from self._object(value, owner, inner)
        elif self._is_new(value):
            hint = hints(owner)[owner.short]
            yield Place(self.file, inner, owner, owner.short, hint, node, key, value)
            yield from self.walk(value, hint, inner)

    def _is_new(self, node: yaml.Node) -> bool:
        if id(node) in self.seen:
            return False
        self.seen.add(id(node))
        return True
