"""A study is the same to the last byte, whoever plays it and in which order; each row is what a run alone gives."""

from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.abm.seating import Seat
from simulation.engine.batch import play_batch, prepare
from simulation.engine.simulate import simulate
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.storage.study_folder import REPLICATIONS
from simulation.study import ensemble_of, pool
from simulation.study.replication_rows import DROPPED, rows_of
from simulation.study.study import Study
from simulation.study.work import play_slab, slabs_of
from tests.own_agents import Stubborn
from tests.properties.generated import cases
from tests.small_studies import begun, conducted, contents, study

few = settings(max_examples=5)
_MOODY = """
from simulation.abm import DelegationAgent
from simulation.live import SeatMove


class Moody(DelegationAgent):
    def act(self, view):
        for issue, option in view.request.asked:
            if self.rng.random() < 0.25:
                yield SeatMove(seat=self.key, move="object_formally", issue=issue, option=option)
"""


@pytest.fixture(scope="module")
def two_processes() -> Iterator[Executor]:
    """Return two workers; pytest has threads, so that they start from nothing."""
    with pool.processes(2) as executor:
        yield executor


def played(asked: Study, executor: Executor | None = None) -> dict[str, bytes]:
    with TemporaryDirectory() as place:
        conducted(asked, Path(place) / "study", executor)
        return contents(Path(place) / "study")


@few
@given(case=cases(), seed=st.integers(0, 99))
def test_two_processes_write_what_one_writes(two_processes: Executor, case: Scenario, seed: int) -> None:
    asked = study(case, replications=130, seed=seed)
    assert played(asked, two_processes) == played(asked)


def test_two_processes_compare_as_one_compares(two_processes: Executor) -> None:
    short = load_scenario("worked_clock", overrides={"sessions": "3"})
    asked = study(load_scenario("worked_clock"), short, replications=100)
    assert played(asked, two_processes) == played(asked)


@pytest.mark.thorough
def test_two_processes_play_agents_of_ones_own_as_one_does(two_processes: Executor, tmp_path: Path) -> None:
    (tmp_path / "agents.py").write_text(_MOODY, encoding="utf-8")
    holders: dict[str, Seat | str] = {"SAB": f"{tmp_path}/agents.py:Moody", "TAM": Stubborn}
    asked = ensemble_of("first_hour", replications=33, holders=holders)
    (tmp_path / "agents.py").unlink()
    assert played(asked, two_processes) == played(asked)


@few
@given(case=cases(), data=st.data())
def test_the_order_in_which_parts_come_back_leaves_no_trace(case: Scenario, data: st.DataObject) -> None:
    asked = study(case, replications=200)
    slabs = data.draw(st.permutations(list(slabs_of(asked))))
    with TemporaryDirectory() as place:
        folder = begun(asked, Path(place) / "study")
        for slab in slabs:
            part = play_slab(slab)
            folder.write_part(part.number, part.rows, part.pairs)
        conducted(asked, folder.path, resume=True)
        assert contents(folder.path) == played(asked)


@few
@given(case=cases(), seed=st.integers(0, 99), replication=st.integers(0, 69))
def test_a_replication_alone_is_what_its_row_says(case: Scenario, seed: int, replication: int) -> None:
    asked = study(case, replications=70, seed=seed)
    with TemporaryDirectory() as place:
        conducted(asked, Path(place) / "study")
        folder = begun(asked, Path(place) / "study", resume=True)
        record = simulate(case, seed=seed, replication=replication)
        keys = [item.key for item in case.delegations]
        options = [f"option.{issue.key}" for issue in case.issues]
        names = ["replication", "outcome_class", "sessions", *options, *(f"gain.{key}" for key in keys)]
        part, row = divmod(replication, 64)
        told = folder.read_part(REPLICATIONS, part, names)
    assert told["replication"][row] == replication
    assert told["outcome_class"][row] == record.outcome.outcome_class
    assert told["sessions"][row] == record.n_rounds
    for issue, name, option in zip(case.issues, options, record.outcome.option.tolist(), strict=True):
        assert told[name][row] == (DROPPED if option < 0 else issue.options[option].key)
    place_of = {key: place for place, key in enumerate(record.tableau.delegations)}
    for key in keys:
        own = record.outcome.gain[place_of[key]] if key in place_of else np.nan
        assert np.array_equal(told[f"gain.{key}"][row], own, equal_nan=True), key


@few
@given(case=cases(), seed=st.integers(0, 99), replication=st.integers(0, 63))
def test_a_batch_of_one_gives_the_whole_row(case: Scenario, seed: int, replication: int) -> None:
    (slab,) = slabs_of(study(case, replications=64, seed=seed))
    (together,) = play_slab(slab).rows
    negotiation = prepare(case)
    batch = play_batch(negotiation, seed=seed, replications=[replication])
    alone = rows_of(case, negotiation.blueprint.fixed, batch, "base")
    assert alone.keys() == together.keys()
    for name, (kind, values) in alone.items():
        whole = together[name][1][replication]
        assert np.array_equal(values[0], whole, equal_nan=kind == "number"), name


def test_worked_cases_are_the_same_from_one_worker_and_from_none() -> None:
    asked = study(load_scenario("worked_package"), replications=70)
    with pool.processes(1) as executor:
        assert played(asked, executor) == played(asked)
