"""Without the libraries that only some users install: refused before anything is played, or left out and said."""

import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.study import extras

type Invoke = Callable[..., Result]
type Without = Callable[[str], None]

ROOT = Path(__file__).parents[2]
SWEEP = ("sweep", "worked_clock", "--over", "sessions=3,6", "-n", "20", "--out", "kept")
SENSITIVITY = ("sensitivity", "worked_clock", "--over", "sessions=3..6", "-n", "20", "--out", "kept")
ENSEMBLE = ("ensemble", "worked_clock", "-n", "20", "--out", "kept")


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Without:
    """Return a function that takes a library away, by what it is installed as."""

    def take(library: str) -> None:
        package = extras.LIBRARIES[library]
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, package, None)

    return take


def test_a_sweep_is_shown_without_its_conditions_and_says_how_to_get_them(
    invoke: Invoke, without: Without
) -> None:
    without("scikit-learn")
    done = invoke(*SWEEP)
    assert done.exit_code == 0
    assert "A text is adopted, by point" in done.stdout
    (line,) = [line for line in done.stderr.splitlines() if "scikit-learn" in line]
    assert line.startswith("Left out: the conditions under which no text is adopted.")
    assert line.endswith(f"To add it: {extras.adding('scikit-learn')}")
    assert invoke("report", "kept").exit_code == 0


def test_a_sweep_with_the_library_leaves_nothing_out(invoke: Invoke) -> None:
    done = invoke(*SWEEP)
    assert "Left out" not in done.stderr
    assert "conditions" in done.stdout


@pytest.mark.parametrize(
    ("library", "arguments"),
    [
        ("scikit-learn", (*SWEEP, "--when", "adopted")),
        ("scikit-learn", (*SENSITIVITY, "--when", "adopted")),
        ("scikit-learn", (*ENSEMBLE, "--when", "adopted")),
        ("SALib", SENSITIVITY),
        ("distributed", (*ENSEMBLE, "--cluster", "tcp://127.0.0.1:1")),
    ],
)
def test_what_was_asked_for_and_cannot_be_done_is_refused_before_anything_is_played(
    invoke: Invoke, without: Without, library: str, arguments: tuple[str, ...]
) -> None:
    without(library)
    done = invoke(*arguments)
    assert done.exit_code == 1
    assert f"To add it: {extras.adding(library)}" in done.stderr
    assert not Path("kept").exists()


def test_after_make_the_advice_is_a_target_of_make(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(extras, "_ROOT", tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    (tmp_path / "Makefile").touch()
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.chdir(tmp_path)
    assert extras.adding("SALib") == "make extras"
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    assert extras.adding("SALib") == f"make -C {tmp_path} extras"


@pytest.mark.parametrize(
    ("pip", "advice"),
    [(object(), r".*python\S* -m pip install SALib"), (None, r"uv pip install --python \S+ SALib")],
)
def test_elsewhere_it_is_what_the_environment_was_made_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pip: object, advice: str
) -> None:
    monkeypatch.setattr(extras, "_ROOT", tmp_path)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: pip)
    assert re.fullmatch(advice, extras.adding("SALib"))


def test_every_optional_library_is_one_that_the_project_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {
        re.split("[<>=]", one)[0] for extra in declared["optional-dependencies"].values() for one in extra
    }
    assert names == set(extras.LIBRARIES)
