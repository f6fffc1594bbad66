"""What the project imports is what it declares."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

OURS = {"simulation", "scenarios", "dashboard"}
COMES_WITH = {"pydantic-core": "pydantic"}
"""What another one brings along in one version only."""

packages_distributions = cache(metadata.packages_distributions)


@pytest.fixture(scope="module")
def imported(tracked_files: tuple[Path, ...], root: Path) -> dict[str, str]:
    """Return every package beyond the standard library that is imported, each with a place."""
    found: dict[str, str] = {}
    for file in tracked_files:
        path = file.relative_to(root)
        if path.suffix != ".py" or path.parts[0] not in OURS:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            else:
                continue
            for name in names:
                found.setdefault(name.partition(".")[0], f"{path}:{node.lineno}")
    return {name: place for name, place in found.items() if name not in OURS | sys.stdlib_module_names}


def declared(root: Path) -> set[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    return {re.split(r"[\[<>=!~; ]", one)[0].lower() for one in wanted} - {"delegation-sim"}


def test_every_package_that_is_imported_is_declared(imported: dict[str, str], root: Path) -> None:
    known, distributions = declared(root), packages_distributions()
    missing = {}
    for package, place in imported.items():
        names = {re.sub("[-_.]+", "-", name).lower() for name in distributions[package]}
        if not {COMES_WITH.get(name, name) for name in names} & known:
            missing[package] = place
    assert missing == {}


def test_every_package_that_is_declared_is_imported(imported: dict[str, str], root: Path) -> None:
    distributions, optional = (
        packages_distributions(),
        {"ipywidgets", "psycopg", "salib", "scikit-learn"},
    )  # imported by their names in text
    used = {re.sub("[-_.]+", "-", name).lower() for package in imported for name in distributions[package]}
    assert declared(root) - used - optional == set()
