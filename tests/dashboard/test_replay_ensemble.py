"""How usual a run is comes from real runs, counted."""

import numpy as np
import pytest

from dashboard.components.packing import unpack
from dashboard.frame.language import words_in
from dashboard.replay.ensemble import PLACES, Ensemble, chunks, join, play_ensemble, play_part
from dashboard.replay.played_runs import play_run
from dashboard.replay.replay_data import make_replay
from dashboard.replay.typicality import FEWEST
from simulation.arrays import IntArray
from simulation.engine.batch import CHUNK, prepare, simulate_batch
from simulation.report.axes import choose_axes
from simulation.scenario.load import load_scenario
from simulation.stats.interval import share
from simulation.storage import Run
from tests.extent import WHOLE, at_a_desk


def played(name: str, runs: int) -> tuple[Run, Ensemble]:
    scenario = load_scenario(name)
    run = play_run(scenario, seed=1, language="en")
    weight = choose_axes(run).weight
    ensemble = play_ensemble(scenario, seed=1, runs=runs, sessions=run.manifest.sessions, weight=weight)
    return run, ensemble


def _pairs(label: IntArray) -> list[list[bool]]:
    together: list[list[bool]] = ((label[:, None] == label) & (label >= 0)).tolist()
    return together


@pytest.mark.parametrize(
    "name", at_a_desk(["worked_package"], ["wtpf13_training", "worked_package", "wtpf13"])
)
def test_the_first_run_of_an_ensemble_is_the_run_that_is_shown(name: str) -> None:
    run, ensemble = played(name, 1)
    places = np.rint(1000 * np.clip(choose_axes(run).main, 0, 1))
    assert np.abs(ensemble.main[0] - places).max() <= 1
    assert ensemble.bracketed[0].tolist() == [0, *run.tables["sessions"]["clauses_in_brackets"]]
    assert (ensemble.held[0] > 0).sum(axis=1).tolist() == [0, *run.tables["sessions"]["holders"]]
    replay = make_replay(run, words_in("en"))
    sole = np.array([unpack(packed) for packed in replay["power"]["sole"]]).T
    assert (ensemble.sole[0] == (sole > 0)).all()
    for found, known in zip(ensemble.label[0, 1:], run.history.label, strict=True):
        assert _pairs(found) == _pairs(known)


def test_an_ensemble_is_the_same_in_whatever_parts_it_is_played() -> None:
    scenario = load_scenario("wtpf13_training")
    weight = np.full(len(scenario.issues), 1 / len(scenario.issues))
    ready = prepare(scenario)
    parts = [
        play_part(ready, seed=3, replications=ids, sessions=9, weight=weight) for ids in ([0, 1], [2], [3, 4])
    ]
    whole = play_part(ready, seed=3, replications=[0, 1, 2, 3, 4], sessions=9, weight=weight)
    joined = join(parts)
    for name in ("main", "label", "held", "sole", "bracketed", "closed", "outcome"):
        assert np.array_equal(getattr(joined, name), getattr(whole, name)), name


def test_outcomes_and_closings_are_those_of_the_batch() -> None:
    scenario = load_scenario("wtpf13_training")
    _, ensemble = played("wtpf13_training", 40)
    batch = simulate_batch(scenario, seed=1, replications=range(40))
    assert ensemble.outcome.tolist() == batch.result.outcome_class.tolist()
    assert ensemble.closed.tolist() == (batch.closed_at + 1).tolist()


def test_chunks_are_no_larger_than_what_fits_the_cache() -> None:
    parts = chunks(100, load_scenario("wtpf13"), 20)
    assert [run for part in parts for run in part] == list(range(100))
    assert max(map(len, parts)) == CHUNK


@pytest.mark.parametrize(("sessions", "largest"), [(1_000, 8), (10_000, 1), (100_000, 1)])
def test_chunks_of_a_large_room_are_smaller_so_that_their_notes_stay_bounded(
    sessions: int, largest: int
) -> None:
    scenario = load_scenario("wtpf13")  # 53 delegations x 9 issues
    parts = chunks(20, scenario, sessions)
    assert [run for part in parts for run in part] == list(range(20))
    assert max(map(len, parts)) == largest
    assert largest == 1 or largest * sessions * 53 * 9 <= PLACES


def test_the_share_in_a_sentence_is_counted_and_has_its_interval() -> None:
    run, ensemble = played("wtpf13_training", 60)
    replay = make_replay(run, words_in("en"), ensemble=ensemble)
    last = replay["sentences"][-1]
    hits = int((ensemble.outcome == ensemble.outcome[0]).sum())
    found = share(hits, 60)
    told = f"in {round(100 * hits / 60)}% of 60 runs ({round(100 * found.low)} to {round(100 * found.high)})"
    assert told in last["usual"]


def test_of_few_runs_no_share_is_told() -> None:
    run, ensemble = played("wtpf13_training", FEWEST - 1)
    replay = make_replay(run, words_in("en"), ensemble=ensemble)
    assert {sentence["usual"] for sentence in replay["sentences"]} == {""}
    assert replay["power"]["hits"] is None


def test_bands_hold_ninety_of_a_hundred_runs() -> None:
    _, ensemble = played("wtpf13_training", 200 if WHOLE else 50)
    low, high = ensemble.band[..., 0], ensemble.band[..., 1]
    inside = ((ensemble.main >= low) & (ensemble.main <= high)).mean(axis=0)
    assert inside.min() >= 0.9
    counts = ensemble.brackets
    inside = ((ensemble.bracketed >= counts[:, 0]) & (ensemble.bracketed <= counts[:, 1])).mean(axis=0)
    assert inside.min() >= 0.9
