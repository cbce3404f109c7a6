"""The JSON Schema for editors says of the shape of a file what the loader says."""

from __future__ import annotations

import dataclasses
import json
import re
from functools import cache
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from subsidy import fields, model, reference, source, tariff
from subsidy.catalog.json_schema import catalog_schemas
from subsidy.predicate import PREDICATES
from tests.subsidy.catalog.catalogue_text import hints, texts
from tests.subsidy.catalog.faults import Fault
from tests.subsidy.catalog.shape_faults import predicate_faults, shape_faults

# What a JSON Schema cannot tell: days that no month has, quotes, YAML's own spellings of a number.
INVISIBLE = ("no day", "no month", "no hour", "a quoted", "a date", "underscore", "nan", "no number")
MODEL = [
    cls
    for module in (fields, model, reference, source, tariff)
    for cls in vars(module).values()
    if dataclasses.is_dataclass(cls) and cls.__module__ == module.__name__
]


class EditorLoader(yaml.CSafeLoader):
    """Reads as editors do, by YAML 1.2: a date is a text, and so are on, off, yes and no."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


@cache
def validators() -> dict[str, Draft202012Validator]:
    return {name: Draft202012Validator(schema) for name, schema in catalog_schemas().items()}


def validator_of(file: str) -> Draft202012Validator:
    year, _, rest = file.partition("/")
    name = file if not rest else "YEAR/programmes/*.yml" if rest.startswith("programmes/") else f"YEAR/{rest}"
    return validators()[name]


def read(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)  # a subclass of the safe loader


def visible_faults() -> list[Fault]:
    """Of the faults in the shape some of each file that is not long."""
    found = [f for f in shape_faults() + predicate_faults() if not any(word in f.name for word in INVISIBLE)]
    return [fault for fault in found if len(texts()[fault.file]) < 12_000][::4]


@pytest.mark.parametrize("name", catalog_schemas())
def test_a_schema_is_valid_and_can_be_written_as_json(name: str) -> None:
    Draft202012Validator.check_schema(catalog_schemas()[name])
    assert json.loads(json.dumps(catalog_schemas()[name])) == catalog_schemas()[name]


@pytest.mark.parametrize("file", texts())
def test_a_file_of_the_catalogue_fits_its_schema(file: str) -> None:
    assert [error.json_path for error in validator_of(file).iter_errors(read(texts()[file]))] == []


@pytest.mark.parametrize("fault", visible_faults(), ids=str)
def test_a_fault_in_the_shape_does_not_fit_the_schema(fault: Fault) -> None:
    assert not validator_of(fault.file).is_valid(read(fault.text))


@pytest.mark.parametrize("key", PREDICATES)
def test_a_predicate_is_in_the_schema_with_its_attributes(key: str) -> None:
    programme = catalog_schemas()["YEAR/programmes/*.yml"]
    (entry,) = [form for form in programme["$defs"]["Test"]["oneOf"] if form["required"] == [key]]
    assert entry["additionalProperties"] is False
    attributes = hints(PREDICATES[key])
    forms = entry["properties"][key].get("anyOf", [entry["properties"][key]])
    assert [form["properties"].keys() for form in forms if "properties" in form] == [attributes.keys()]


@pytest.mark.parametrize("cls", MODEL, ids=lambda cls: cls.__name__)
def test_a_class_of_the_model_is_in_a_schema_with_every_attribute(cls: type) -> None:
    found = [schema["$defs"][cls.__name__] for schema in catalog_schemas().values() if cls.__name__ in schema["$defs"]]
    assert found
    for definition in found:
        assert definition["properties"].keys() == hints(cls).keys()
        assert definition["additionalProperties"] is False


@pytest.mark.parametrize(
    ("value", "fits"), [("2/3", True), (0.5, False), (1, True), ("0.5", False), ("two thirds", False), ("66%", False)]
)
def test_a_rate_is_a_fraction(value: object, fits: bool) -> None:
    definitions = catalog_schemas()["YEAR/programmes/*.yml"]["$defs"]
    rate = Draft202012Validator({"$ref": "#/$defs/Rate", "$defs": definitions})
    assert rate.is_valid({"value": value, "source": {"document": "a", "place": "b"}}) is fits
