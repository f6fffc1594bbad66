"""Compares what the reference lists with what packages export: `python docs/inventory.py` after `make docs`."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Final

from sphinx.util.inventory import InventoryFile

import simulation

BUILT: Final = Path(__file__).with_name("_build") / "html" / "objects.inv"


def faces() -> list[str]:
    """Return the packages, and the modules that a package exports whole."""
    packages = ["simulation"]
    packages += [one.name for one in walk_packages(simulation.__path__, "simulation.") if one.ispkg]
    return [*packages, *(name for package in packages for name in _modules(package))]


def exported() -> set[str]:
    """Return the public names of every package and of the modules that it exports, with its name in front."""
    names = {f"{face}.{name}" for face in faces() for name in getattr(import_module(face), "__all__", ())}
    return names - set(faces()) - {"simulation.__version__"} - {f"simulation.{name}" for name in repeated()}


def repeated() -> dict[str, str]:
    """Return the names that the library exports at its top and a package exports too, each with that package."""
    top = {name: getattr(simulation, name) for name in simulation.__all__}
    return {
        name: face
        for face in reversed(faces()[1:])
        for name, thing in top.items()
        if name in getattr(import_module(face), "__all__", ()) and getattr(import_module(face), name) is thing
    }


def listed() -> set[str]:
    """Return the names that the reference has an entry for, without the members of classes."""
    inventory = InventoryFile.loads(BUILT.read_bytes(), uri="")
    found = set(faces())
    names = {name for kind, items in inventory.data.items() if kind.startswith("py:") for name in items}
    return {name for name in names - found if name.rpartition(".")[0] in found}


def _modules(package: str) -> Iterator[str]:
    face = import_module(package)
    for name in getattr(face, "__all__", ()):
        if isinstance(getattr(face, name), ModuleType):
            yield f"{package}.{name}"


def main() -> None:
    """Say what differs, and end with 1 if anything does."""
    public, entries = exported(), listed()
    for name in sorted(public - entries):
        print(f"{name}: exported, but not in the reference")
    for name in sorted(entries - public):
        print(f"{name}: in the reference, but not exported")
    sys.exit(public != entries)


if __name__ == "__main__":
    main()
