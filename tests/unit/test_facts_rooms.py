"""Generated rooms: drawn once for all levers, each the same in any company."""

from dataclasses import fields

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from simulation.engine.batch import play_batch
from simulation.evidence.facts.blueprint import negotiation_of
from simulation.evidence.facts.controls import differing
from simulation.evidence.facts.measures import backs_another
from simulation.evidence.facts.play_rooms import play, play_negotiation
from simulation.evidence.facts.rooms import ALL, TXT, RoomSpec
from simulation.protocols.result import Result
from simulation.protocols.room import Room, Turn
from simulation.state.tableau import Tableau


def drawn(spec: RoomSpec, *, replications: int = 5) -> Tableau:
    return negotiation_of(spec).blueprint.draw(1, range(replications))


def test_every_replication_is_another_room() -> None:
    ideal = drawn(ALL).ideal
    assert ideal.shape == (5, 12, 4)
    assert len(np.unique(ideal)) == ideal.size
    assert ideal.min() >= 0.0
    assert ideal.max() <= 1.0


def test_a_larger_room_holds_the_smaller_one() -> None:
    small, large = drawn(ALL), drawn(ALL.but(delegations=48, issues=8))
    assert_array_equal(large.ideal[:, :12, :4], small.ideal)
    assert_array_equal(large.capability[:, :12], small.capability)
    assert_array_equal(large.red_high[:, :12, :4], small.red_high[:, :12])


def test_saliences_of_fewer_issues_keep_their_proportions() -> None:
    small, large = drawn(ALL).given_salience, drawn(ALL.but(issues=8)).given_salience[:, :, :4]
    assert_allclose(large / large.sum(axis=2, keepdims=True), small)


@pytest.mark.parametrize(
    "lever",
    [
        {"rule": "simple_majority"},
        {"failure_cost": 0.8},
        {"draft": 0.0},
        {"stakeholders": 8},
        {"blocs": 4},
        {"specials": ()},
        {"strategy": "boulware"},
        {"chair_ideal": 1.0},
    ],
)
def test_a_lever_that_is_not_about_wishes_leaves_them_alone(lever: dict[str, object]) -> None:
    plain, pulled = drawn(ALL), drawn(ALL.but(**lever))
    for name in ("ideal", "salience", "red_low", "red_high", "capability"):
        assert_array_equal(getattr(pulled, name), getattr(plain, name))


def test_the_first_rooms_of_many_are_those_of_few() -> None:
    many = play(ALL, 3, range(40))
    assert differing(many.first(7), play(ALL, 3, range(7))) == ()
    assert differing(many.first(7), play(ALL, 4, range(7))) != ()


def test_rooms_do_not_depend_on_the_chunk() -> None:
    negotiation = negotiation_of(TXT)
    whole, parts = (
        play_negotiation(negotiation, TXT, seed=2, replications=range(9), chunk=n) for n in (9, 2)
    )
    assert differing(whole, parts) == ()


def test_rooms_go_as_the_engine_lets_them_go() -> None:
    played = play(ALL, 1, range(10))
    batch = play_batch(negotiation_of(ALL), seed=1, replications=range(10))
    for field in fields(Result):
        assert_array_equal(getattr(played.result, field.name), getattr(batch.result, field.name))
    assert_array_equal(played.closed_at, batch.closed_at)
    assert_array_equal(played.brackets, np.maximum(batch.brackets, 0))


def test_the_median_takes_the_first_row() -> None:
    plain, moved = drawn(ALL.but(common=1.0)), drawn(ALL.but(common=1.0, seating="median first"))
    bent = np.sort(plain.ideal[:, :, 0], axis=1)
    assert_array_equal(moved.ideal[:, 0, 0], bent[:, 6])
    assert_array_equal(np.sort(moved.ideal[:, :, 0], axis=1), bent)


def test_seated_by_bent_neighbours_are_like_minded() -> None:
    ideal = drawn(ALL.but(common=1.0, seating="by bent")).ideal[:, :, 0]
    assert (np.diff(ideal, axis=1) > 0).all()


def test_like_minded_blocs_are_neighbours_and_mixed_ones_are_not() -> None:
    spec = ALL.but(delegations=6, blocs=2)
    assert drawn(spec).member.argmax(axis=1).tolist() == [0, 0, 0, 1, 1, 1]
    assert drawn(spec.but(like_minded=False)).member.argmax(axis=1).tolist() == [0, 1, 0, 1, 0, 1]


def test_camps_stand_as_far_apart_as_they_should() -> None:
    ideal = drawn(ALL.but(camps=0.6)).ideal
    assert np.abs(ideal[:, :6] - 0.2).max() <= 0.1
    assert np.abs(ideal[:, 6:] - 0.8).max() <= 0.1


def test_mirrored_rooms_are_symmetric() -> None:
    ideal = drawn(ALL.but(ideals="mirrored")).ideal
    assert_array_equal(ideal[:, 1::2], 1.0 - ideal[:, ::2])


def test_delegations_that_want_the_same_want_a_rung() -> None:
    ideal = drawn(ALL.but(ideals="same")).ideal
    assert_array_equal(ideal, np.broadcast_to(ideal[:, :1], ideal.shape))
    assert set(np.unique(ideal)) <= {0.0, 0.25, 0.5, 0.75, 1.0}


@pytest.mark.parametrize("away", [0.0, 0.4])
def test_one_delegation_can_stand_apart(away: float) -> None:
    ideal = drawn(ALL.but(first_away=away)).ideal
    assert_allclose(np.abs(ideal[:, 0] - ideal[:, 1:].mean(axis=1)), away, atol=1e-12)


def test_top_issues_are_shared_or_different_at_one_concentration() -> None:
    shared, different = (
        drawn(ALL.but(salience=law, top=0.7)).given_salience for law in ("shared", "different")
    )
    assert_allclose(np.sort(shared, axis=2), np.sort(different, axis=2))
    assert_allclose(shared.max(axis=2), 0.7)
    assert (shared.argmax(axis=2) == shared[:, :1].argmax(axis=2)).all()
    assert [len(set(row)) for row in different.argmax(axis=2)] == [4] * 5


def test_stakeholders_stand_where_they_are_put() -> None:
    tableau = drawn(ALL.but(stakeholders=8, standing="persuade", stakeholders_at=0.15))
    assert tableau.persuade.tolist() == [False] * 12 + [True] * 8
    assert np.abs(tableau.ideal[:, 12:] - 0.15).max() <= 0.1


def test_parameters_of_the_conference_are_set_by_path() -> None:
    spec = ALL.with_protocol(signal__isolation=0.3, clock__enabled=False)
    protocol = negotiation_of(spec).protocol
    assert (protocol.signal.isolation, protocol.clock.enabled) == (0.3, False)  # type: ignore[attr-defined] # a conference


def test_a_position_has_changed_if_the_last_platform_is_another_than_the_first() -> None:
    spec = TXT.but(delegations=6, issues=2, sessions=8)
    seen: list[np.ndarray] = []

    class Watch:
        def __init__(self, room: Room) -> None:
            self.shape = room.state.platform.shape

        def note(self, room: Room, _turn: Turn) -> None:
            whole = np.full(self.shape, -1)
            whole[room.rows] = room.state.platform
            seen.append(whole)

    play_batch(negotiation_of(spec), seed=1, replications=range(20), watch=Watch)
    played = play(spec, 1, range(20))
    assert backs_another(played).any()
    for where in np.ndindex(played.backed_first.shape):
        stood = [int(platform[where]) for platform in seen if platform[where] >= 0]
        assert played.backed_first[where] == (stood[0] if stood else -1)
        assert played.backed_last[where] == (stood[-1] if stood else -1)
        assert backs_another(played)[where] == (bool(stood) and stood[0] != stood[-1])
