"""Writes parts down as a bill of materials: CycloneDX 1.6, JSON, checked against its schema."""

from __future__ import annotations

import datetime
import hashlib
import uuid
from collections.abc import Iterable
from pathlib import Path

from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from notices.parts import NotAccountedFor, Part

SCHEMA = SchemaVersion.V1_6
PROGRAM = "radvaluer-desktop"


def bill_of_materials(parts: Iterable[Part], version: str, date: int) -> str:
    """Return the bill of the program's ``version``; equal parts and dates give equal texts.

    Raises NotAccountedFor where it breaks the rules of its own format.
    """
    program = Component(
        name=PROGRAM,
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref=PROGRAM,
        licenses=[LicenseExpression("Apache-2.0")],
    )
    moment = datetime.datetime.fromtimestamp(date, datetime.UTC)
    bom = Bom(metadata=BomMetaData(component=program, timestamp=moment))
    others = [part for part in parts if part.name != PROGRAM]
    components = {part: _component(part) for part in others}
    for part in others:
        hosted = [components[other] for other in others if other.host == part.name]
        bom.components.add(components[part])
        bom.register_dependency(components[part], [*hosted, *components[part].components])
    direct = [components[part] for part in others if not part.host]
    bom.register_dependency(program, direct)
    for nested in (inner for outer in components.values() for inner in outer.components):
        bom.register_dependency(nested)
    contents = "\n".join(sorted(f"{part.name} {part.version}" for part in others))
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_OID, f"{version} {date}\n{contents}")
    text = make_outputter(bom, OutputFormat.JSON, SCHEMA).output_as_string(indent=1)
    check_bill(text)
    return f"{text}\n"


def check_bill(text: str) -> None:
    """Check a bill against CycloneDX's schema, offline. Raises NotAccountedFor."""
    error = JsonStrictValidator(SCHEMA).validate_str(text)
    if error:
        raise NotAccountedFor(f"the bill of materials is no CycloneDX: {error}")


def _component(part: Part) -> Component:
    # By name: two libraries of one project have one purl, and equal references get random ones.
    reference = f"{part.name}@{part.version}" + (f"#{part.host}" if part.host else "")
    component = Component(
        name=part.name,
        version=part.version or None,
        type=ComponentType.LIBRARY,
        bom_ref=reference,
        scope=ComponentScope.REQUIRED if part.has_code else ComponentScope.EXCLUDED,
        licenses=[_licence(part.licence)],
        purl=PackageURL.from_string(f"{part.purl}@{part.version}" if part.version else part.purl),
        components=[*_files(part, reference), *_compiled_in(part, reference)],
    )
    if part.source:
        component.external_references.add(
            ExternalReference(
                type=ExternalReferenceType.SOURCE_DISTRIBUTION, url=XsUri(part.source)
            )
        )
    if part.host:
        component.properties.add(Property(name="radvaluer:linked-into", value=part.host))
    if part.version_note:
        component.properties.add(Property(name="radvaluer:version", value=part.version_note))
    return component


def _licence(expression: str) -> LicenseExpression | DisjunctiveLicense:
    if expression.startswith("LicenseRef-"):
        return DisjunctiveLicense(name=expression.removeprefix("LicenseRef-"))
    return LicenseExpression(expression)


def _files(part: Part, reference: str) -> list[Component]:
    return [
        Component(
            name=native.name,
            type=ComponentType.FILE,
            bom_ref=f"{reference}/{native.name}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=_sha256(native.file))],
        )
        for native in part.files
    ]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _compiled_in(part: Part, reference: str) -> list[Component]:
    return [
        Component(
            name=inner.name,
            version=inner.version or None,
            type=ComponentType.LIBRARY,
            bom_ref=f"{reference}/{inner.name}@{inner.version}",
            licenses=[_licence(inner.licence)],
            purl=PackageURL.from_string(inner.purl) if inner.purl else None,
        )
        for inner in part.compiled_in
    ]
