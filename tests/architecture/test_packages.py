"""What the project depends on: pinned, current, and under licences that ask nothing of its users."""

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from simulation.version import version

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;]+)(?: ; (.+))? \\$", re.MULTILINE)
COPYLEFT = re.compile(r"\bA?GPL|General Public License|\bEUPL|\bSSPL|CC-BY-(?:NC|SA)", re.IGNORECASE)


def read_lock(path: Path) -> list[Requirement]:
    lines = (
        f"{name}=={pinned}" + (f"; {marker}" if marker else "")
        for name, pinned, marker in LOCKED.findall(path.read_text("utf-8"))
    )
    return [Requirement(line) for line in lines]


def read_asked(root: Path, *groups: str) -> list[Requirement]:
    """Return what `pyproject.toml` asks for: the dependencies of the product and those of the groups."""
    data: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    lines = list(data["project"]["dependencies"])
    for group in groups:
        lines += [line for line in data["dependency-groups"][group] if isinstance(line, str)]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(("lock", "groups"), [("runtime", ("build",)), ("dev", ("build", "docs", "dev"))])
def test_the_lock_answers_what_the_project_asks(root: Path, lock: str, groups: tuple[str, ...]) -> None:
    locked = read_lock(root / f"requirements/{lock}.txt")
    for asked in read_asked(root, *groups):
        versions = [str(next(iter(pin.specifier)).version) for pin in locked if pin.name == asked.name]
        assert versions, f"{asked.name} is not in requirements/{lock}.txt: run make lock"
        assert all(asked.specifier.contains(found) for found in versions), f"{asked}: run make lock"


def test_the_version_is_the_same_wherever_it_stands(root: Path) -> None:
    asked = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"\nversion: {asked}\n" in (root / "CITATION.cff").read_text("utf-8")
    headings = re.findall(r"^## \[([\d.]+)\]", (root / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    assert headings[0] == asked
    assert version() == asked, "the environment holds another version: make .venv/.dev"


def test_both_locks_pin_the_same_versions(root: Path) -> None:
    runtime, dev = (
        set(map(str, read_lock(root / f"requirements/{lock}.txt"))) for lock in ("runtime", "dev")
    )
    assert runtime - dev == set()


def test_every_pinned_file_has_its_hash(root: Path) -> None:
    for lock in sorted((root / "requirements").glob("*.txt")):
        blocks = re.split(r"^(?=\S)", lock.read_text("utf-8"), flags=re.MULTILINE)[1:]
        assert blocks
        assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_every_package_of_the_product_has_a_permissive_licence(root: Path) -> None:
    here = [
        pin.name
        for pin in read_lock(root / "requirements/runtime.txt")
        if not pin.marker or pin.marker.evaluate()
    ]
    found = {}
    for name in here:
        metadata = distribution(name).metadata
        short = metadata.get("License-Expression") or (metadata.get("License") or "")[:100]
        said = [short, *(line for line in metadata.get_all("Classifier", []) if line.startswith("License"))]
        if not any(said) or COPYLEFT.search(" ".join(said)):
            found[name] = said
    assert found == {}
