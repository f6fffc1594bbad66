"""What a calibration leaves: a table that replications can draw from, and where it comes from."""

import json
from pathlib import Path

import numpy as np
import pytest

from simulation.evidence.calibration.calibration_told import told
from simulation.evidence.calibration.fitted_sets import Calibration, as_table, write_outcome
from simulation.evidence.calibration.run_calibration import Plan, calibrate
from simulation.protocols.parameter_sets.sets_table import read_sets
from simulation.study.pool import InProcess
from simulation.words import told_in
from tests.calibration.conftest import question
from tests.told_parts import read

PLAN = Plan(budget=400, trajectories=3, wave=30, sets=60)


@pytest.fixture(scope="module")
def found() -> Calibration:
    """Return a calibration that came to something."""
    return calibrate(question(), PLAN, InProcess())


@pytest.fixture(scope="module")
def nothing() -> Calibration:
    """Return a calibration that ruled out everything."""
    return calibrate(question(observed=(0.2, 3.0)), PLAN, InProcess())


def test_the_table_is_one_that_replications_draw_from(found: Calibration, tmp_path: Path) -> None:
    assert [path.name for path in write_outcome(found, tmp_path)] == ["provenance.json", "sets.csv"]
    sets = read_sets(tmp_path, source="here")
    assert sets.names == ("concede.pace", "signal.isolation")
    assert len(sets.rows) == len(sets.weights) == 60
    for place, name in enumerate(sets.names):
        assert [row[place] for row in sets.rows] == found.sets()[name].tolist()
    assert sets.provenance["accepted"] == 60


def test_a_table_has_six_digits_and_nothing_else() -> None:
    sets = {"weight": np.array([0.25, 0.75]), "signal.size": np.array([1 / 3, 12345.678])}
    assert as_table(sets) == "weight,signal.size\n0.25,0.333333\n0.75,12345.7\n"


def test_what_was_played_is_what_the_table_says(found: Calibration) -> None:
    sets = found.sets()
    for values in list(sets.values())[1:]:
        assert values.tolist() == [float(f"{value:.6g}") for value in values]


def test_where_it_comes_from_is_told_whole(found: Calibration, tmp_path: Path) -> None:
    write_outcome(found, tmp_path)
    data = json.loads((tmp_path / "provenance.json").read_text("utf-8"))
    assert (data["format"], data["seed"]) == ("delegation-sim calibration 1", 1)
    assert data["files"] == {"table.csv": "0" * 64}
    assert data["frozen"] == {"signal.size": 0.5}
    assert [one["key"] for one in data["summaries"]] == ["council.unsettled", "council.position"]
    assert {one["key"]: one["fitted"] for one in data["screening"]["parameters"]} == {
        "concede.pace": True,
        "signal.isolation": True,
        "signal.size": False,
    }
    assert data["waves"][0]["implausibility"] == "second largest"
    assert {wave["implausibility"] for wave in data["waves"][1:]} == {"largest"}
    assert data["generations"][0]["threshold"] is None
    assert 0 < data["effective_sample_size"] <= data["accepted"] == 60
    quantile = data["quantiles"]["concede.pace"]
    assert quantile["5"] < quantile["50"] < quantile["95"]


def test_nothing_leaves_no_table_and_takes_an_earlier_one_away(nothing: Calibration, tmp_path: Path) -> None:
    (tmp_path / "sets.csv").write_text("weight\n", encoding="utf-8")
    assert [path.name for path in write_outcome(nothing, tmp_path)] == ["provenance.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["provenance.json"]
    data = json.loads((tmp_path / "provenance.json").read_text("utf-8"))
    assert (data["ruled_out"], data["accepted"], data["quantiles"]) == (True, 0, {})


def test_the_page_names_what_was_frozen_and_how_near_the_sets_came(found: Calibration) -> None:
    parts = {part.heading: part for part in read(told(found))}
    assert list(parts) == [
        "What was compared with what",
        "What moves it",
        "What is left",
        "How near the sets came",
        "The sets",
        "In words",
    ]
    fates = {row[0]: row[-1] for row in parts["What moves it"].rows}
    assert fates == {"concede.pace": "fitted", "signal.isolation": "fitted", "signal.size": "stays at 0.5"}
    assert "60 weighted sets were taken" in " ".join(parts["In words"].sentences)
    assert all(len(row) == len(part.heads) for part in parts.values() for row in part.rows)


def test_a_page_of_nothing_says_so_plainly_and_names_what_is_out_of_reach(nothing: Calibration) -> None:
    sentences = " ".join(read(told(nothing))[-1].sentences)
    assert "Everything is ruled out" in sentences
    assert "Out of reach at the nearest point: without agreement, at a position of somebody." in sentences
    assert "The sets" not in [part.heading for part in read(told(nothing))]


def test_it_is_told_in_french(found: Calibration) -> None:
    with told_in("fr"):
        assert read(told(found))[0].heading == "Ce qui a été comparé à quoi"
