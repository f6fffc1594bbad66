"""A folder in place of a case, or of a run: what it holds is said, and which command shows it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

type Invoke = Callable[..., Result]

OF_A_CASE = (("show",), ("run",), ("why-not", "--issue", "Q1"))
KINDS = (
    ("delegation-sim run", "It holds a run. ", " explain kept --delegation KEY."),
    ("delegation-sim study", "It holds a study of many runs. ", " report kept, or "),
    ("delegation-sim assembly run", "It holds a run of an assembly. ", " explain kept --text KEY."),
    ("delegation-sim assembly ensemble", "It holds many runs of an assembly. ", " report kept, or "),
    ("delegation-sim tournament", "It holds a tournament. ", " export kept --out FILE.xlsx."),
)


@pytest.mark.parametrize("command", OF_A_CASE)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind[0])
def test_in_place_of_a_case_a_folder_is_called_what_it_is(
    invoke: Invoke, tmp_path: Path, command: tuple[str, ...], kind: tuple[str, str, str]
) -> None:
    form, held, shown = kind
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "manifest.json").write_text(json.dumps({"format": form}))
    done = invoke(command[0], "kept", *command[1:])
    assert done.exit_code == 1
    assert f"kept: This is a folder. Valid: the name of a file. {held}You can " in done.stderr
    assert shown in done.stderr


@pytest.mark.parametrize("command", ["report", "explain"])
@pytest.mark.parametrize(
    ("papers", "held"),
    [
        (
            ("index.html", "facilitator.html"),
            "It holds the papers of a training. You can open",
        ),
        ((), "It is empty."),
        (("notes.txt",), "it has no manifest.json.\n"),
    ],
)
def test_in_place_of_a_run_a_pack_or_an_empty_folder_is_called_that(
    invoke: Invoke, tmp_path: Path, command: str, papers: tuple[str, ...], held: str
) -> None:
    (tmp_path / "kept").mkdir()
    for name in papers:
        (tmp_path / "kept" / name).touch()
    done = invoke(command, "kept", *(("--delegation", "A") if command == "explain" else ()))
    assert done.exit_code == 1
    assert done.stderr.startswith("kept is not a run folder: it has no manifest.json.")
    assert held in done.stderr
