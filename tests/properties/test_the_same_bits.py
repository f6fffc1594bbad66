"""A case and a seed fix every bit, whoever plays it: Mesa, one alone, many at once, in any order and process."""

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.abm import NegotiationModel
from simulation.engine.batch import Batch, negotiate, prepare, simulate_batch
from simulation.engine.record import Outcome, Record
from simulation.engine.round import play_round
from simulation.protocols.registry import PROTOCOLS
from simulation.protocols.result import OUTCOME_CLASSES, Result
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Mandate, Scenario
from tests.extent import at_a_desk
from tests.properties.generated import cases, make_case

SHIPPED = ("wtpf13", "wtpf13_training")
few = settings(max_examples=12)


@pytest.fixture(scope="module", params=at_a_desk(["wtpf13_training"], SHIPPED))
def shipped(request: pytest.FixtureRequest) -> Scenario:
    return load_scenario(request.param)


def arrays(thing: object, name: str = "") -> Iterable[tuple[str, object]]:
    """Yield every array and plain value in a dataclass, however deep."""
    if isinstance(thing, Scenario):
        return
    if dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from arrays(getattr(thing, field.name), f"{name}.{field.name}")
    else:
        yield name, thing


def assert_same(one: object, other: object) -> None:
    """Compare bit for bit; NaN equals NaN."""
    for (name, a), (_, b) in zip(arrays(one), arrays(other), strict=True):
        if isinstance(a, np.ndarray):
            assert isinstance(b, np.ndarray)
            assert (a.dtype, a.shape) == (b.dtype, b.shape), name
            assert a.tobytes() == b.tobytes(), name
        else:
            assert a == b, name


def assert_alike(outcome: Outcome, result: Result, row: int) -> None:
    """Compare a recorded outcome with a row of a batch, bit for bit."""
    assert outcome.outcome_class == OUTCOME_CLASSES[result.outcome_class[row]]
    for field in dataclasses.fields(Result):
        if field.name != "outcome_class":
            recorded, batched = np.asarray(getattr(outcome, field.name)), getattr(result, field.name)[row]
            assert np.array_equal(recorded, batched), field.name


def assert_batch_holds(batch: Batch, records: Iterable[Record]) -> None:
    for row, record in enumerate(records):
        assert record.replication == batch.replications[row]
        assert_alike(record.outcome, batch.result, row)
        assert batch.sessions[row] == record.n_rounds
        closed = np.where(record.closed_by >= 0, np.arange(record.n_rounds)[:, None], -1).max(axis=0)
        assert np.array_equal(batch.closed_at[row], closed)


@few
@given(case=cases(), seed=st.integers(0, 99), replication=st.integers(0, 3))
def test_a_mesa_model_plays_what_the_engine_plays(case: Scenario, seed: int, replication: int) -> None:
    model = NegotiationModel(case, seed=seed, replication=replication)
    assert_same(model.run(), negotiate(case, seed=seed, replication=replication))


@few
@given(case=cases(), seed=st.integers(0, 99), ids=st.permutations(range(4)), chunk=st.integers(1, 4))
def test_a_batch_is_what_its_replications_are_alone(
    case: Scenario, seed: int, ids: list[int], chunk: int
) -> None:
    batch = simulate_batch(case, seed=seed, replications=ids, chunk=chunk)
    assert_batch_holds(batch, [negotiate(case, seed=seed, replication=r) for r in ids])


def assert_company_changes_nothing(case: Scenario, seed: int, ids: list[int]) -> None:
    """Play replications together and each alone; compare what moves and what was asked, bit for bit, every session."""
    negotiation = prepare(case)
    together = negotiation.open(seed, ids)
    alone = {r: negotiation.open(seed, [r]) for r in ids}
    while len(together.rows):
        turn = play_round(case, negotiation.protocol, together)
        for row, r in enumerate(together.tableau.replications.tolist()):
            own = play_round(case, negotiation.protocol, alone[r])
            assert turn.asked[row].tobytes() == own.asked[0].tobytes()
            assert turn.own_margin[row].tobytes() == own.own_margin[0].tobytes()
            assert_same(together.state.take(slice(row, row + 1)), alone[r].state)
        together = together.take(~together.state.is_over)
    assert all(room.state.is_over.all() for room in alone.values())


@few
@given(case=cases(), seed=st.integers(0, 99), ids=st.permutations(range(3)))
def test_company_changes_nothing_in_any_session(case: Scenario, seed: int, ids: list[int]) -> None:
    assert_company_changes_nothing(case, seed, ids)


@few
@given(case=cases(), n=st.integers(1, 4), chunk=st.integers(1, 6))
def test_the_first_of_a_larger_batch_are_a_smaller_batch(case: Scenario, n: int, chunk: int) -> None:
    larger = simulate_batch(case, seed=7, replications=range(6), chunk=chunk)
    smaller = simulate_batch(case, seed=7, replications=range(n))
    first = dataclasses.replace(
        larger,
        result=Result(**{f.name: getattr(larger.result, f.name)[:n] for f in dataclasses.fields(Result)}),
        **{f.name: getattr(larger, f.name)[:n] for f in dataclasses.fields(Batch) if f.name != "result"},
    )
    assert_same(first, smaller)


@few
@given(case=cases(), data=st.data())
def test_a_fork_goes_on_as_its_original_would(case: Scenario, data: st.DataObject) -> None:
    expected = negotiate(case, seed=5)
    model = NegotiationModel(case, seed=5)
    steps = data.draw(st.integers(0, expected.n_rounds))
    for _ in range(steps):
        model.step()
    twin = model.fork()
    assert (twin.time, twin.session, twin.running) == (model.time, model.session, model.running)
    assert_same(twin.run(), expected)
    assert model.session == steps
    assert_same(model.run(), expected)


@few
@given(case=cases(), other=cases())
def test_two_models_never_touch_each_other(case: Scenario, other: Scenario) -> None:
    one, two = NegotiationModel(case, seed=1), NegotiationModel(other, seed=2)
    while one.running or two.running:
        one.step()
        two.step()
    assert_same(one.record, negotiate(case, seed=1))
    assert_same(two.record, negotiate(other, seed=2))


@few
@given(case=cases(), data=st.data())
def test_a_changed_fork_leaves_its_original_alone(case: Scenario, data: st.DataObject) -> None:
    model = NegotiationModel(case, seed=5)
    twin = model.fork()
    told = data.draw(st.sampled_from(model.tableau.delegations))
    twin.instruct(told, position=0.35, red_line=(0.1, 0.6))
    twin.run()
    assert_same(model.run(), negotiate(case, seed=5))
    assert_same(twin.record, negotiate(twin.case, seed=5))


def test_shipped_cases_are_the_same_in_mesa_in_a_batch_and_after_a_fork(shipped: Scenario) -> None:
    expected = negotiate(shipped, seed=11, replication=2)
    model = NegotiationModel(shipped, seed=11, replication=2)
    model.run_for(3)
    twin = model.fork()
    assert_same(model.run(), expected)
    assert_same(twin.run(), expected)
    batch = simulate_batch(shipped, seed=11, replications=[3, 2, 0], chunk=2)
    assert_alike(expected.outcome, batch.result, 1)


def test_company_changes_nothing_in_shipped_cases(shipped: Scenario) -> None:
    assert_company_changes_nothing(shipped, 2, [4, 0, 1])


def test_the_order_of_replications_does_not_matter(shipped: Scenario) -> None:
    there = simulate_batch(shipped, seed=3, replications=[0, 1, 2], chunk=3)
    back = simulate_batch(shipped, seed=3, replications=[2, 1, 0], chunk=2)
    for field in dataclasses.fields(Result):
        assert np.array_equal(getattr(there.result, field.name), getattr(back.result, field.name)[::-1])


def test_two_persuaders_on_one_issue_pull_the_same_in_company() -> None:
    case = make_case(
        seed=10162,
        deciding=5,
        others=["persuades", "persuades"],
        issues=1,
        blocs=2,
        sessions=2,
        uncertain=False,
        rule={"rule": "consensus"},
        package=False,
        leftover="fail",
        call_vote=0.5,
        refer=False,
        signing=True,
        off=[],
        events=2,
    )
    assert_company_changes_nothing(case, 5, [2, 0, 1])


PLAY = """
import json, sys
from simulation.engine.batch import negotiate
from simulation.scenario.schema import Mandate, Scenario
case = Scenario.model_validate_json(sys.stdin.read())
record = negotiate(case, seed=4)
print(json.dumps({name: getattr(record, name).tobytes().hex() for name in ("margin", "trust", "table")}))
"""


def test_another_process_plays_the_same() -> None:
    case = make_case(
        seed=8,
        deciding=6,
        others=["persuades"],
        issues=3,
        blocs=2,
        sessions=5,
        uncertain=True,
        rule={"rule": "consensus"},
        package=True,
        leftover="drop",
        call_vote=None,
        refer=True,
        signing=False,
        off=[],
        events=1,
    )
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", PLAY],
        input=case.model_dump_json(by_alias=True),
        capture_output=True,
        text=True,
        check=True,
    )
    record = negotiate(case, seed=4)
    for name, value in json.loads(done.stdout).items():
        assert getattr(record, name).tobytes().hex() == value, name


@pytest.mark.parametrize("key", PROTOCOLS.keys())
def test_a_replication_is_the_same_in_any_chunk_under_every_protocol(key: str) -> None:
    drawn = load_scenario("worked_clock", overrides={"protocol": f"{{key: {key}}}", "sessions": "3"})
    case = drawn.model_copy(
        update={
            "delegations": tuple(
                seat.model_copy(update={"mandate": {q: _unsure(m) for q, m in seat.mandate.items()}})
                for seat in drawn.delegations
            )
        }
    )
    whole = simulate_batch(case, seed=3, replications=range(5))
    parts = simulate_batch(case, seed=3, replications=range(5), chunk=2)
    assert_same(whole, parts)
    assert_batch_holds(whole, [negotiate(case, seed=3, replication=replication) for replication in range(5)])


def _unsure(mandate: Mandate) -> Mandate:
    return mandate.model_copy(update={"confidence": "low"})
