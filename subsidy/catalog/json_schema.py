"""JSON Schema of the catalogue's files for editors, made from the classes that the loader builds."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args, get_origin

from subsidy.catalog.builder import RATIO, hints_of, required_of
from subsidy.catalog.cuts import FRACTION
from subsidy.catalog.loader import PER_EDITION, SHARED
from subsidy.model import Programme
from subsidy.predicate import PREDICATES, Test
from subsidy.schema import Min, Pattern, Ratio

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DATE = r"\d{4}-\d{2}-\d{2}"
SCALARS: dict[Any, Schema] = {
    str: {"type": "string", "pattern": r"\S"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Fraction: {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{RATIO.pattern}$"}]},
    dt.date: {"type": "string", "pattern": f"^{DATE}$"},
}
MOMENT: Schema = {"type": "string", "pattern": f"^{DATE}(T\\d{{2}}:\\d{{2}}(:\\d{{2}})?)?$"}


def catalog_schemas() -> dict[str, Schema]:
    """One schema for each kind of file, by the file's name in the catalogue (programmes: ``programmes/*.yml``)."""
    kinds = {**SHARED, **{f"YEAR/{name}": cls for name, cls in PER_EDITION.items()}}
    return {name: file_schema(cls) for name, cls in (kinds | {"YEAR/programmes/*.yml": Programme}).items()}


def file_schema(cls: type) -> Schema:
    """The schema of a file whose top level is ``cls``."""
    writer = _Writer()
    top = writer.schema(cls)
    return {"$schema": DIALECT, "title": cls.__name__, **top, "$defs": dict(sorted(writer.definitions.items()))}


class _Writer:
    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def schema(self, hint: Any) -> Schema:
        origin = get_origin(hint)
        if origin is Annotated:
            return self._constrained(hint)
        if origin in (types.UnionType, typing.Union):
            return self._union(get_args(hint))
        if origin is tuple:
            return {"type": "array", "items": self.schema(get_args(hint)[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.schema(get_args(hint)[1])}
        if origin is Literal:
            return {"enum": list(get_args(hint))}
        if hint is Test:
            return self._reference("Test", lambda: {"oneOf": [self._predicate(cls) for cls in PREDICATES.values()]})
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            return self._reference(hint.__name__, lambda: self._object(hint))
        return dict(SCALARS[hint])

    def _reference(self, name: str, make: typing.Callable[[], Schema]) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def _object(self, cls: Any) -> Schema:
        return {
            "type": "object",
            "description": (cls.__doc__ or "").split("\n")[0],
            "properties": {name: self.schema(hint) for name, hint in hints_of(cls).items()},
            "required": sorted(required_of(cls)),
            "additionalProperties": False,
        }

    def _predicate(self, cls: Any) -> Schema:
        forms = [self._object(cls)]
        if cls.short:
            forms.insert(0, self.schema(hints_of(cls)[cls.short]))
        value = forms[0] if len(forms) == 1 else {"anyOf": forms}
        return {
            "type": "object",
            "description": (cls.__doc__ or "").split("\n")[0],
            "properties": {cls.key: value},
            "required": [cls.key],
            "additionalProperties": False,
        }

    def _constrained(self, hint: Any) -> Schema:
        base, *constraints = get_args(hint)
        schema = self.schema(base)
        for constraint in constraints:
            if isinstance(constraint, Pattern):
                schema["pattern"] = f"^({constraint.regex})$"
            if isinstance(constraint, Min):
                schema["minimum"] = constraint.value
            if isinstance(constraint, Ratio):
                schema = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": f"^{FRACTION.pattern}$"}]}
        return schema

    def _union(self, options: tuple[Any, ...]) -> Schema:
        if dt.datetime in options:
            kinds: list[Schema] = [MOMENT]
        else:
            kinds = [self.schema(option) for option in options if option is not types.NoneType]
        if types.NoneType in options:
            kinds.append({"type": "null"})
        return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
