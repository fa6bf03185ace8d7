"""What netcompose is made of: a bill of materials in CycloneDX 1.6, from the libraries installed beside it.

    python scripts/sbom.py > sbom.json

Only what netcompose needs to run is listed, with what that needs in turn. The same libraries give the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any, Final

PROJECT: Final = "netcompose"
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")


def normal(name: str) -> str:
    """A name as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needs(found: Distribution) -> list[str]:
    """What a distribution needs and what is installed of it; its extras are left out."""
    names = []
    for line in found.requires or ():
        wanted, _, marker = line.partition(";")
        match = _NAME.match(wanted)
        if match is None or "extra" in marker:
            continue
        try:
            distribution(match[0])
        except PackageNotFoundError:
            continue  # for another system or another Python
        names.append(normal(match[0]))
    return sorted(set(names))


def gathered(root: str) -> dict[str, Distribution]:
    """The project and everything below it."""
    found: dict[str, Distribution] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = distribution(name)
            waiting += needs(found[name])
    return dict(sorted(found.items()))


def component(name: str, found: Distribution) -> dict[str, Any]:
    """One library, with the licence that it declares."""
    licence = found.metadata.get("License-Expression") or next(
        (line.rpartition(" :: ")[2] for line in found.metadata.get_all("Classifier", []) if line.startswith("License")),
        None,
    )
    entry: dict[str, Any] = {
        "type": "application" if name == PROJECT else "library",
        "bom-ref": name,
        "name": name,
        "version": found.version,
        "purl": f"pkg:pypi/{name}@{found.version}",
    }
    if licence is not None:
        entry["licenses"] = [{"license": {"name": licence}}]
    return entry


def bill() -> dict[str, Any]:
    """The whole document."""
    found = gathered(PROJECT)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": component(PROJECT, found[PROJECT])},
        "components": [component(name, found[name]) for name in found if name != PROJECT],
        "dependencies": [{"ref": name, "dependsOn": needs(found[name])} for name in found],
    }


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=2, ensure_ascii=False)
    print()
