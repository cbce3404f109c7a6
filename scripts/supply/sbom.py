"""``sbom.py COMPONENTS BOM``: a CycloneDX 1.6 bill of materials, checked against its schema before it is written."""

from __future__ import annotations

import json
import sys
import uuid
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

NAMESPACE = uuid.UUID("8d3dd8a6-30a5-4f2c-9c3c-1f6f2f6f4a11")


def bill(known: dict[str, Any]) -> Bom:
    """The project and its packages with what needs what."""
    own = Component(
        type=ComponentType.APPLICATION,
        name=known["name"],
        version=known["version"],
        bom_ref=known["name"],
        licenses=[LicenseFactory().make_from_string(known["licence"])],
        properties=[Property(name="requirements.lock:sha256", value=known["lock_sha256"])],
    )
    bom = Bom(serial_number=uuid.uuid5(NAMESPACE, known["lock_sha256"] + known["version"]))
    bom.metadata.component = own
    packages = {name: _component(name, package) for name, package in known["packages"].items()}
    for name, component in packages.items():
        bom.components.add(component)
        bom.register_dependency(component, [packages[need] for need in known["packages"][name]["needs"]])
    bom.register_dependency(own, [packages[need] for need in known["needs"]])
    return bom


def _component(name: str, package: dict[str, Any]) -> Component:
    licence = package["licence"]
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        version=package["version"],
        purl=PackageURL("pypi", None, name, package["version"]),
        bom_ref=f"pkg:pypi/{name}@{package['version']}",
        scope=ComponentScope.REQUIRED if package["runtime"] else ComponentScope.EXCLUDED,
        licenses=[LicenseFactory().make_from_string(licence)] if licence else [],
    )


def main(source: str, target: str) -> int:
    """Write the bill; 1 if it does not fit its schema."""
    known = json.loads(Path(source).read_text("utf-8"))
    text = JsonV1Dot6(bill(known)).output_as_string(indent=1)
    mistake = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if mistake:
        print(f"The bill does not fit the schema: {mistake}", file=sys.stderr)
        return 1
    Path(target).write_text(text + "\n", "utf-8")
    runtime = sum(package["runtime"] for package in known["packages"].values())
    print(f"{target}: {len(known['packages'])} packages, {runtime} of them at run time")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
