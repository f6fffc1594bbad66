"""Small rooms under rules that no shipped case has: some hold a veto, some objections are tolerated, all or nothing."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulation.abm import NegotiationModel
from simulation.arrays import ATOL
from simulation.delegates import Honest
from simulation.engine.batch import negotiate
from simulation.engine.record import OUTCOME_CLASSES
from simulation.protocols.result import SIGNATURES
from simulation.reasons import build_log, coalitions_of, explain
from simulation.report import render_report
from simulation.scenario.schema import Scenario
from simulation.storage import make_run
from tests.properties.generated import make_case
from tests.properties.test_the_same_bits import assert_same

SIGNS = [SIGNATURES.index("signs"), SIGNATURES.index("signs_with_reservation")]


@st.composite
def rooms(draw: st.DrawFn) -> Scenario:
    """Draw a room of two to six that decide, and up to two who advise, on one to four clauses with packages."""
    deciding = draw(st.integers(2, 6))
    keys = [f"d{row}" for row in range(deciding)]
    vetoes = st.fixed_dictionaries(
        {
            "rule": st.just("veto"),
            "holders": st.lists(st.sampled_from(keys), max_size=deciding, unique=True),
            "threshold": st.sampled_from([0.5, 2 / 3, 1.0]),
        }
    )
    tolerant = st.fixed_dictionaries({"rule": st.just("consensus"), "tolerated": st.integers(1, deciding)})
    return make_case(
        seed=draw(st.integers(0, 2**32 - 1)),
        deciding=deciding,
        others=draw(st.lists(st.sampled_from(["persuades", "proposes"]), max_size=2)),
        issues=draw(st.integers(1, 4)),
        blocs=draw(st.integers(0, 2)),
        sessions=draw(st.integers(1, 6)),
        uncertain=draw(st.booleans()),
        rule=draw(st.one_of(vetoes, tolerant)),
        package=draw(st.booleans()),
        leftover=draw(st.sampled_from(["fail", "fail", "drop"])),
        call_vote=draw(st.sampled_from([None, 0.5])),
        refer=draw(st.booleans()),
        signing=True,
        off=[],
        events=draw(st.integers(0, 1)),
    )


few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(case=rooms(), seed=st.integers(0, 99))
def test_it_ends_in_a_document_or_none_and_nobody_signs_of_its_own_what_is_worse_than_none(
    case: Scenario, seed: int
) -> None:
    record = negotiate(case, seed=seed)
    assert_same(record, negotiate(case, seed=seed))
    ended = record.outcome
    assert ended.outcome_class in OUTCOME_CLASSES
    there = ended.option >= 0
    assert (ended.joins >= 0).any() == there.any()
    if case.forum.leftover == "fail" and there.any():
        assert ended.voted or record.is_clean[-1].all()
    signs = np.isin(ended.signature, SIGNS)
    assert not signs.any() or there.any()
    signs &= ~np.array([bool(each.blocs) for each in case.delegations])  # a member of a bloc follows its line
    assert (ended.gain[signs] >= -record.tableau.failure_cost[0, signs] - ATOL).all()


@few
@given(case=rooms(), seed=st.integers(0, 99))
def test_it_is_told_explained_and_reported(case: Scenario, seed: int) -> None:
    record = negotiate(case, seed=seed)
    run = make_run(record, build_log(record), coalitions_of(record), command="delegation-sim run case")
    for delegation in case.delegations:
        assert explain(run.log, delegation.key, groups=run.groups)
    assert str(run.manifest.sentence) in render_report(run)


@few
@given(case=rooms(), seed=st.integers(0, 99), data=st.data())
def test_an_honest_delegate_plays_any_seat_to_the_end(case: Scenario, seed: int, data: st.DataObject) -> None:
    seat = data.draw(st.sampled_from([agent.key for agent in NegotiationModel(case).agents]))
    record = NegotiationModel(case, seed=seed, seats={seat: Honest}).run()
    assert record.outcome.outcome_class in OUTCOME_CLASSES
