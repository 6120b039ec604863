"""A bill of materials of the site build (CycloneDX): every package in its lock file, and nothing else.

cyclonedx-py knows two ways, and each knows half: from the lock file it takes the hashes of all that may be installed,
from an environment licences and who needs whom. This puts the halves together. The same lock files give the same bytes
on the same kind of machine: there is no time in it unless SOURCE_DATE_EPOCH says one, and its number follows from what
it says.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from watching.programs import PROJECT, output, program

SPECIFICATION = "1.6"
Component = dict[str, Any]


class BillError(Exception):
    """It could not be made; the text is why."""


def bill_of_materials(lock: Path) -> str:
    """The bill of a lock file, as JSON. Raises BillError, also where another release is installed than is locked."""
    locked = _made("requirements", str(lock))
    installed = _made("environment", program("python"), "--pyproject", str(PROJECT / "pyproject.toml"))
    known = {_package(component): component for component in installed["components"]}
    _check(locked["components"], known)
    components = [_together(component, known.get(_package(component))) for component in locked["components"]]
    named = {component["bom-ref"] for component in components}
    root = installed["metadata"]["component"]["bom-ref"]
    bill = {**installed, "components": sorted(components, key=lambda component: str(component["bom-ref"]))}
    bill["dependencies"] = [
        {**each, "dependsOn": [name for name in each.get("dependsOn", ()) if name in named]}
        for each in installed["dependencies"]
        if each["ref"] in named | {root}
    ]
    bill["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(bill, sort_keys=True)).urn
    return json.dumps(bill, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _made(*arguments: str) -> dict[str, Any]:
    options = ["--output-reproducible", "--spec-version", SPECIFICATION, "--output-format", "JSON"]
    # To check the halves takes a minute, for its schema has a costly rule for addresses; a test checks the whole.
    options += ["--no-validate"]
    done = output([program("cyclonedx-py"), arguments[0], *options, *arguments[1:]])
    if done.returncode:
        raise BillError(done.stderr.strip())
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def _check(locked: Sequence[Component], installed: Mapping[str, Component]) -> None:
    """Whether what is installed is what is locked; a package may be locked for other machines only, or twice."""
    allowed = {component["purl"] for component in locked}
    for component in locked:
        here = installed.get(_package(component))
        if here and here["purl"] not in allowed:
            raise BillError(f"{here['bom-ref']} is installed, but {component['version']} is locked")


def _together(locked: Component, installed: Component | None) -> Component:
    """What is known of a release, installed here or for other machines only."""
    if installed is None or installed["purl"] != locked["purl"]:
        # What cyclonedx-py says of a line of the lock file is the line itself.
        name = f"{locked['name']}=={locked['version']}"
        return {**locked, "bom-ref": name, "description": "for another Python or another system", "scope": "optional"}
    # Its authors' pages, of which an environment knows too, are for readers; here they would be five lines in six.
    return {**installed, "externalReferences": locked["externalReferences"]}


def _package(component: Component) -> str:
    return str(component["purl"]).partition("@")[0]
