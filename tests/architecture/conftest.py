"""What the tests of the house rules look at: the files that git tracks, and the modules among them."""

import ast
import gc
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def tracked_files() -> tuple[Path, ...]:
    """Return every file under version control, and every new one that is not ignored."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(ROOT / name for name in sorted(set(names.split("\0"))) if (ROOT / name).is_file())


@pytest.fixture(scope="module")
def modules(tracked_files: tuple[Path, ...]) -> dict[Path, ast.Module]:
    """Return the syntax tree of every Python file, by its path: half a gigabyte, for one file of tests."""
    gc.disable()  # no tree is garbage: searching them while they grow takes twice as long as they do
    try:
        return {
            path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8"))
            for path in tracked_files
            if path.suffix == ".py"
        }
    finally:
        gc.enable()


@pytest.fixture(scope="module")
def nodes(modules: Mapping[Path, ast.Module]) -> dict[Path, tuple[ast.AST, ...]]:
    """Return all that stands in each of these trees."""
    return {path: tuple(ast.walk(tree)) for path, tree in modules.items()}
