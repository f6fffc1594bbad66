"""The command calibrate: what it leaves in its folder, what it prints, and mistakes answered in words."""

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.cli.calibrate import stopped_words

type Invoke = Callable[..., Result]

INVENTED = Path(__file__).parents[1] / "calibration" / "invented_council.csv"
"""Nothing in it ever happened."""
QUICK = (
    *("--parameter", "values.failure_cost", "--parameter", "signal.isolation"),
    *("--wave", "20", "--sets", "20", "--budget", "75", "--workers", "1"),
)


@pytest.mark.thorough
def test_it_leaves_sets_with_where_they_come_from_and_goes_on(invoke: Invoke, tmp_path: Path) -> None:
    done = invoke("calibrate", "--deu3", str(INVENTED), *QUICK, "--out", "fit")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("What was compared with what\n")
    assert max(map(len, done.stdout.splitlines())) <= 100
    provenance = json.loads((tmp_path / "fit" / "provenance.json").read_text("utf-8"))
    assert provenance["format"] == "delegation-sim calibration 1"
    assert provenance["files"] == {INVENTED.name: hashlib.sha256(INVENTED.read_bytes()).hexdigest()}
    assert set(provenance["cases"]) == {"wtpf13", "unga_cyber", "wtpf13_training"}
    assert provenance["points"] <= 75
    table = tmp_path / "fit" / "sets.csv"
    assert table.exists() == (not provenance["ruled_out"] and provenance["accepted"] > 0)
    if table.exists():
        rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
        assert set(provenance["of_council"]) <= {"values.failure_cost"}  # each other case has its own
        assert list(rows[0]) == [
            "weight",
            *sorted(set(provenance["fitted"]) - {"values.failure_cost"}),
        ]
        assert len(rows) == provenance["accepted"]
        assert sum(float(row["weight"]) for row in rows) == pytest.approx(1, abs=1e-4)
    before = {path: path.read_bytes() for path in (tmp_path / "fit").rglob("*") if path.is_file()}
    again = invoke("calibrate", "--deu3", str(INVENTED), *QUICK, "--out", "fit", "--json")
    assert json.loads(again.stdout) == provenance
    assert {path: path.read_bytes() for path in (tmp_path / "fit").rglob("*") if path.is_file()} == before


def test_a_budget_too_small_is_refused_before_anything_is_played(invoke: Invoke, tmp_path: Path) -> None:
    done = invoke("calibrate", "--deu3", str(INVENTED), "--budget", "100", "--out", "fit")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("The budget is 100 points. Valid: ")
    assert not list((tmp_path / "fit").glob("points/*"))


def test_a_parameter_that_is_not_fitted_is_answered_with_the_nearest(invoke: Invoke) -> None:
    done = invoke("calibrate", "--deu3", str(INVENTED), "--parameter", "signal.isolaton")
    assert done.exit_code == 1
    assert "Did you mean 'signal.isolation'?" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_table_without_the_commission_or_reference_points_is_refused(
    invoke: Invoke, tmp_path: Path
) -> None:
    rows = ["proposal,issue,outcome,actor,position,salience"]
    rows += [
        f"P{n},I{n},50,{code},{place},50"
        for n in range(8)
        for code, place in (("A", 0), ("B", 50), ("C", 99))
    ]
    (tmp_path / "table.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = invoke("calibrate", "--deu3", "table.csv")
    assert (done.exit_code, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert lines[0].startswith("The table has no delegation COM.")
    assert lines[1].startswith("Of the decisions in the table ")


@pytest.mark.parametrize("place", ["letter.txt", "."])
def test_it_writes_only_where_nothing_else_is(place: str, invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague", encoding="utf-8")
    done = invoke("calibrate", "--deu3", str(INVENTED), "--out", place)
    assert done.exit_code == 1
    assert "Valid: a folder, new, empty or of a calibration. Name another." in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_table_has_to_be_named(invoke: Invoke) -> None:
    assert invoke("calibrate").exit_code == 2


@pytest.mark.parametrize(
    ("out", "done", "told"),
    [
        (None, 0, "nothing was kept. With --out FOLDER points are kept"),
        (None, 7, "nothing was kept. With --out FOLDER points are kept"),
        (Path("fit"), 7, "7 points are kept in fit; the same command goes on"),
        (Path("fit"), 0, "before the first point was whole; the same command begins anew"),
    ],
)
def test_whoever_stops_it_is_told_what_was_kept_and_not_to_name_a_folder_twice(
    out: Path | None, done: int, told: str
) -> None:
    assert told in stopped_words(out, done)
