"""What a person gives earns goodwill by how much the others who decide care about the clause, worked out on paper."""

import numpy as np
import pytest

from simulation.arrays import FloatArray
from simulation.engine.batch import prepare
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.signal import CAN_LIVE_WITH
from simulation.protocols.people import People
from simulation.scenario.schema import Scenario
from tests.small_cases import case, delegation, issue, options

DUE = 0.1
"""What the clock asks of all on either clause: with half the way accepted, a person is .4 ahead."""
CARES = ((5.0, 0.6), (0.5, 1.0), (2.0, 1.4), (9.0, 9.0))
"""How much each cares about either clause; the last has no decision."""


def room_of(
    capability: tuple[float, ...] = (1.0, 1.0, 0.5), *, decide: tuple[bool, ...] = (True,) * 3
) -> Scenario:
    """Return a case in which three delegations and one that only watches are to agree on two clauses."""
    rows = [
        delegation(f"d{k}", 0.5, 0.5, capability=weight) | ({} if decides else {"rights": {"propose": True}})
        for k, (weight, decides) in enumerate(zip((*capability, 1.0), (*decide, False), strict=True))
    ]
    issues = [issue(f"q{k}", choices=options(0.0, 0.5, 1.0)) for k in range(2)]
    return case(rows, issues=issues, protocol={"goodwill": {"ahead": 1.0}})


def earned(
    small: Scenario,
    *cares: tuple[tuple[float, float], ...],
    spoken: tuple[tuple[int, int], ...] = ((0, 0),),
    given: float = DUE,
) -> FloatArray:
    """Return what all have earned, `[R, A]`, if people went half the way on clauses: pairs of who and where.

    Who cares how much may differ from replication to replication. Where nobody spoke, all have gone as far as `given`.
    """
    negotiation = prepare(small)
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, list(range(len(cares))))
    turn, state, whole = negotiation.protocol.begin(room), room.state, (len(cares), 4, 2)
    turn.due, state.flexibility, state.ease = np.full(whole, DUE), np.ones(whole), np.full(whole, given)
    turn.limited = np.zeros(whole[:2], dtype=bool)
    state.salience = np.array(cares)
    state.short = np.broadcast_to([0.0, 0.5, 1.0], (*whole, 3)).copy()
    state.is_red = np.zeros((*whole, 3), dtype=bool)
    state.called[:] = True
    people = room.people = People.nobody(4, 2, 3)
    for who, where in spoken:
        people.seated[who], people.said[who, where, 1] = True, CAN_LIVE_WITH
        people.heard(where, 1)
    negotiation.protocol.goodwill.apply(room, turn)
    return state.earned


def test_what_was_said_counts_by_the_mean_of_the_others_who_decide_by_capability_and_in_each_replication() -> (
    None
):
    # (1 x .5 + .5 x 2) / 1.5 = 1 against its own .6 where it said nothing: .4 x 1 / 1.6. Then .4 x .4 / 1.
    less = (CARES[0], (0.2, 1.0), (0.8, 1.4), CARES[3])
    np.testing.assert_allclose(earned(room_of(), CARES, less)[:, 0], [0.25, 0.16], atol=1e-12)


def test_where_it_said_nothing_its_own_care_counts_and_so_it_does_for_all_who_said_nothing_at_all() -> None:
    # Instructions went .3 ahead: of the person on the second clause, of the others on both.
    found = earned(room_of(), CARES, given=0.4)
    np.testing.assert_allclose(found, [[(0.4 + 0.6 * 0.3) / 1.6, 0.3, 0.3, 0.0]], atol=1e-12)


def test_people_count_among_the_others_for_each_other() -> None:
    # Of the second, on the second clause: (1 x .6 + .5 x 1.4) / 1.5 = 13/15, against its own .5 on the first.
    found = earned(room_of(), CARES, spoken=((0, 0), (1, 1)))
    np.testing.assert_allclose(found[0, :2], [0.25, 0.4 * (13 / 15) / (13 / 15 + 0.5)], atol=1e-12)


@pytest.mark.parametrize("capability", [(1.0, 0.0, 0.0), (0.0, 0.0, 0.0)])
def test_where_no_other_has_a_voice_what_was_said_counts_for_nothing(capability: tuple[float, ...]) -> None:
    assert earned(room_of(capability), CARES, spoken=((0, 0), (0, 1)))[0, 0] == 0.0


def test_where_nobody_else_decides_what_was_said_counts_for_nothing() -> None:
    alone = room_of(decide=(True, False, False))
    assert earned(alone, CARES, spoken=((0, 0), (0, 1)))[0].tolist() == [0.0] * 4


def test_where_all_care_alike_it_counts_as_among_those_who_follow_instructions() -> None:
    alike = tuple((1.0, 1.0) for _ in CARES)
    np.testing.assert_allclose(earned(room_of(), alike)[0, 0], 0.2, atol=1e-12)
