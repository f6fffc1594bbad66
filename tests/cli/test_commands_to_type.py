"""A command that is printed for the reader to type tells on in the language in which it was told."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.called import called
from simulation.cli.languages import VARIABLE
from simulation.words import LANGUAGES

type Invoke = Callable[..., Result]

LINES = (
    ("run", "worked_package"),
    ("run", "worked_package", "--full"),
    ("run", "worked_package", "--protocol", "compromise"),
    ("run", "worked_package", "--out", "KEPT"),
    ("run", "worked_assembly"),
    ("run", "worked_assembly", "--quiet"),
    ("--help",),
    ("ensemble", "worked_package", "-n", "3"),
    ("ensemble", "worked_assembly", "-n", "3"),
    ("compare", "worked_package", "--lever", "package=off", "-n", "3"),
    ("show", "worked_package"),
    ("list",),
)
FEW = (LINES[0], LINES[5], ("--help",), ("show", "worked_package"))
"""At a desk a run, an assembly, help and a case speak for the others."""


def commands_in(text: str) -> list[str]:
    """Return the lines and the parts of sentences that call this command with another word after it."""
    name = re.escape(" ".join(called()))
    return re.findall(rf"(?:^|\s)(?:{name}|delegation-sim) [a-z][^\n]*", text)


@pytest.mark.parametrize(
    "line",
    [pytest.param(line, marks=() if line in FEW else pytest.mark.thorough) for line in LINES],
    ids=" ".join,
)
def test_every_command_that_is_printed_in_french_tells_in_french(
    invoke: Invoke, line: tuple[str, ...], tmp_path: Path
) -> None:
    words = [str(tmp_path / "run") if word == "KEPT" else word for word in line]
    result = invoke(*words, "--language", "fr", columns=500)
    assert result.exit_code == 0, result.stderr
    found = commands_in(result.stdout)
    assert found
    assert [one for one in found if "--language fr" not in one] == []


def test_what_is_wrong_with_a_line_points_to_help_in_the_same_language(invoke: Invoke) -> None:
    assert "run -h --language fr\n" in invoke("run", "--nosuch", "--language", "fr").stderr
    assert "run -h'" in invoke("run", "--nosuch").stderr


def test_no_command_names_a_language_that_the_environment_names(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "fr")
    found = commands_in(invoke("run", "worked_package", columns=500).stdout)
    assert found
    assert not [one for one in found if "--language" in one]
    english = commands_in(invoke("run", "worked_package", "--language", "en", columns=500).stdout)
    assert [one for one in english if "--language en" not in one] == []


def test_a_page_prints_its_command_in_the_language_of_its_reader(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    assert invoke("run", "worked_package", "--out", str(folder), "--language", "fr").exit_code == 0
    told = {}
    for language in LANGUAGES:
        page = tmp_path / f"{language}.html"
        result = invoke("report", str(folder), "--out", str(page), "--language", language)
        assert result.exit_code == 0, result.stderr
        found = re.search(r'<p class="command"><code>(.*?)</code>', page.read_text(encoding="utf-8"))
        assert found is not None
        told[language] = found[1]
    assert told["en"].startswith("delegation-sim run worked_package")
    assert told["fr"] == f"{told['en']} --language fr"
    assert "--language" not in told["en"]
