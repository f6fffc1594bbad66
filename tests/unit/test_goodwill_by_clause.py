"""What a person says on one clause counts there for goodwill: where it said nothing, its instructions count."""

import numpy as np

from simulation.engine.batch import prepare
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.signal import CAN_LIVE_WITH
from simulation.protocols.people import People
from simulation.protocols.room import Room
from tests.small_cases import case, delegation, issue, options

DUE = 0.1
"""What the clock asks on either clause."""


def spoken_on_the_first(instructed: float) -> Room:
    """Return a room in which a person accepted its best wording on the first of two called clauses, and no more.

    Its instructions would have gone so far on both. All others go with the clock.
    """
    issues = [issue(f"q{k}", choices=options(0.0, 0.5, 1.0)) for k in range(2)]
    rows = [delegation(f"d{k}", 0.5, 0.5) for k in range(3)]
    negotiation = prepare(case(rows, issues=issues, protocol={"goodwill": True}))
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, [0])
    turn, state = negotiation.protocol.begin(room), room.state
    turn.due, state.flexibility = np.full((1, 3, 2), DUE), np.ones((1, 3, 2))
    state.ease = np.full((1, 3, 2), DUE)
    state.ease[0, 0] = instructed
    state.short = np.broadcast_to([0.0, 0.5, 1.0], (1, 3, 2, 3)).copy()
    state.called[:] = True
    people = room.people = People.nobody(3, 2, 3)
    people.seated[0], people.said[0, 0, 0] = True, CAN_LIVE_WITH
    people.heard(0, 0)
    negotiation.protocol.goodwill.apply(room, turn)
    return room


def test_a_person_has_given_on_a_clause_of_which_it_said_nothing_what_its_instructions_give_there() -> None:
    # On the first clause it goes with the clock. On the second it is .1 ahead: half a measure in the mean of the two.
    np.testing.assert_allclose(spoken_on_the_first(0.2).state.earned, [[0.5, 0.0, 0.0]], atol=1e-12)


def test_a_person_is_owed_all_of_a_clause_of_which_it_said_nothing() -> None:
    unmet = spoken_on_the_first(0.2).state.unmet
    np.testing.assert_allclose(unmet, [[[1.0 - DUE, 1.0], [1.0, 1.0], [1.0, 1.0]]], atol=1e-12)
