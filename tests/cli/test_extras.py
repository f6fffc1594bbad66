"""Without the libraries that only some users install: refused before anything is played, or left out and said."""

import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation import extras

type Invoke = Callable[..., Result]
type Without = Callable[[str], None]

ROOT = Path(__file__).parents[2]
SWEEP = ("sweep", "worked_clock", "--over", "sessions=3,6", "-n", "20", "--out", "kept")
SENSITIVITY = ("sensitivity", "worked_clock", "--over", "sessions=3..6", "-n", "20", "--out", "kept")
ENSEMBLE = ("ensemble", "worked_clock", "-n", "20", "--out", "kept")


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Without:
    """Return a function that takes a package away."""

    def take(package: str) -> None:
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, package, None)

    return take


def test_a_sweep_is_shown_without_its_conditions_and_says_how_to_get_them(
    invoke: Invoke, without: Without
) -> None:
    without("sklearn")
    done = invoke(*SWEEP)
    assert done.exit_code == 0
    assert "A text is adopted, by point" in done.stdout
    (line,) = [line for line in done.stderr.splitlines() if "sklearn" in line]
    assert line.startswith("Left out: the conditions under which no text is adopted.")
    assert line.endswith(f"To add it: {extras.adding('sklearn')}")
    assert invoke("report", "kept").exit_code == 0


@pytest.mark.thorough  # tests/unit/test_discovery.py finds conditions with the library
def test_a_sweep_with_the_library_leaves_nothing_out(invoke: Invoke) -> None:
    done = invoke(*SWEEP)
    assert "Left out" not in done.stderr
    assert "conditions" in done.stdout


@pytest.mark.parametrize(
    ("library", "arguments"),
    [
        ("sklearn", (*SWEEP, "--when", "adopted")),
        ("sklearn", (*SENSITIVITY, "--when", "adopted")),
        ("sklearn", (*ENSEMBLE, "--when", "adopted")),
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


@pytest.mark.parametrize(
    ("pip", "advice"),
    [
        (object(), r".*python\S* -m pip install 'delegation-sim\[analysis\]'"),
        (None, r"uv pip install --python \S+ 'delegation-sim\[analysis\]'"),
    ],
)
def test_the_advice_is_what_the_environment_was_made_with(
    monkeypatch: pytest.MonkeyPatch, pip: object, advice: str
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: pip)
    assert re.fullmatch(advice, extras.adding("SALib"))


@pytest.mark.parametrize(
    ("package", "arguments"),
    [("streamlit", ("dashboard",)), ("starlette", ("class", "first_hour", "--no-browser"))],
)
def test_a_command_without_its_extra_names_the_line_that_adds_it(
    invoke: Invoke,
    without: Without,
    monkeypatch: pytest.MonkeyPatch,
    package: str,
    arguments: tuple[str, ...],
) -> None:
    for name in [name for name in sys.modules if name.startswith(("dashboard.frame", "dashboard.classroom"))]:
        monkeypatch.delitem(sys.modules, name)
    without(package)
    done = invoke(*arguments)
    assert done.exit_code == 1
    assert (
        done.stderr
        == f"This command needs {package}, which is not installed. To add it: {extras.adding(package)}\n"
    )


def test_every_package_of_an_extra_is_one_that_the_project_declares_there() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    known = {"scikit-learn": "sklearn"}
    found = {
        known.get(name, name): extra
        for extra, wanted in declared.items()
        for name in (re.split(r"[\[<>=]", one)[0] for one in wanted)
        if name != "delegation-sim"
    }
    assert found == dict(extras.EXTRAS)
    assert declared["all"] == [
        "delegation-sim[analysis,cluster,hosted,notebook]"
    ]  # hosted brings the dashboard


def test_a_workbook_is_told_to_need_its_extra_on_the_way_in_and_out(
    invoke: Invoke, without: Without, tmp_path: Path
) -> None:
    assert invoke("export", "worked_package", "--out", "case.xlsx").exit_code == 0
    without("openpyxl")
    told = f"A workbook needs openpyxl, which is not installed. To add it: {extras.adding('openpyxl')}\n"
    assert invoke("import", "case.xlsx").stderr == f"case.xlsx: {told}"
    assert invoke("export", "worked_package", "--out", "other.xlsx").stderr == told
    assert [path.name for path in tmp_path.iterdir()] == ["case.xlsx"]
