"""Futures from the true state of a session: nothing changed gives nothing, and only the chance ahead differs."""

from dataclasses import astuple, replace
from typing import Final

import numpy as np
import pytest

from simulation import load_scenario
from simulation.engine.batch import prepare, simulate_batch
from simulation.engine.round import play_round
from simulation.live import LiveNegotiation, SeatMove
from simulation.stats.interval import Estimate
from simulation.training.branches import as_played, branches_at
from simulation.training.counterfactual import compare, compare_all, find
from simulation.training.course_of_play import Course, course_of
from simulation.training.futures import Chance, futures, tried
from simulation.training.progress import finished
from simulation.training.score import compared
from simulation.training.worths import amount
from simulation.words import told_in
from tests.training.played import negotiated

ALIKE: Final = {"protocol.concede.temperature": "0", "protocol.concede.unevenness": "0"}
"""Futures keep the mood of the room that was played and the pace of its capitals, runs beside it draw their own:
without them both are one."""


@pytest.fixture(scope="module")
def course() -> Course:
    return course_of(negotiated(load_scenario("wtpf13_training"), "LUM"))


def test_futures_from_the_first_session_are_what_any_batch_plays_in_the_mood_of_the_room() -> None:
    course = course_of(negotiated(load_scenario("wtpf13_training", overrides=ALIKE), "LUM"))
    chance = Chance(course=course, first=1, n=12)
    found = finished(futures(course, course.stages[0], "LUM", chance))
    batch = simulate_batch(course.case, seed=course.log.seed, replications=range(1, 13))
    left = course.ending.room.tableau.falling.left(batch.result.option)
    np.testing.assert_array_equal(found.option, left)
    np.testing.assert_array_equal(found.outcome_class, batch.result.outcome_class)
    np.testing.assert_array_equal(found.closed_at, batch.closed_at + 1)
    np.testing.assert_array_equal(found.value, batch.result.gain[:, course.row("LUM")])
    np.testing.assert_allclose(found.part.sum(axis=1), found.shown, atol=1e-12)
    np.testing.assert_allclose(100 * found.part, np.rint(100 * found.part), atol=1e-9)
    np.testing.assert_allclose(found.shown, found.value, atol=0.005 * found.part.shape[1])


def test_a_future_differs_in_what_is_drawn_from_now_on_and_not_in_the_mood_of_the_room_nor_in_capitals() -> (
    None
):
    slow = {"protocol.concede.pace": "0.1", "protocol.concede.unevenness": "1"}
    course = course_of(negotiated(load_scenario("wtpf13_training", overrides=slow), "LUM"))
    room = prepare(course.case).open(course.log.seed, range(1, 9))
    assert len(np.unique(room.state.mood[:, 0])) == len(np.unique(room.draws.capital[:, 0, 0])) == 8
    played = course.stages[0].state.room
    room.state.mood = np.repeat(played.state.mood, 8, axis=0)
    room.draws = replace(room.draws, capital=np.repeat(played.draws.capital, 8, axis=0))
    kept: dict[int, tuple[list[int], list[int]]] = {}
    while len(room.rows):
        play_round(course.case, course.ending.protocol, room)
        if (over := room.state.is_over).any():
            done = room.take(over)
            ended = done.tableau.falling.left(course.ending.protocol.close(done).option).tolist()
            when = (done.state.closed_at + 1).tolist()
            kept |= dict(zip(done.rows.tolist(), zip(ended, when, strict=True), strict=True))
            room = room.take(~over)
    found = finished(futures(course, course.stages[0], "LUM", Chance(course=course, first=1, n=8)))
    ends = zip(found.option.tolist(), found.closed_at.tolist(), strict=True)
    assert list(ends) == [kept[row] for row in range(8)]


@pytest.mark.parametrize("level", ["hard", "easy"])
def test_runs_and_futures_beside_a_game_are_of_its_level(level: str) -> None:
    short = load_scenario("wtpf13_training", overrides=ALIKE | {"sessions": "6"})
    live = LiveNegotiation(short, seed=3, seats=("LUM",), level=level)
    live.submit(SeatMove(seat="LUM", move="hand_over"))
    live.play_out()
    course = course_of(live)
    found = finished(futures(course, course.stages[0], "LUM", Chance(course=course, first=1, n=200)))
    for value in (np.median(found.value), 99.0):
        beside = finished(compared(course, "LUM", float(value)))
        assert beside.better.value == (found.value < value - 1e-12).mean()
        assert beside.same == (np.abs(found.value - value) <= 1e-12).sum()
    uninformed = simulate_batch(course.case, seed=3, replications=range(1, 201))
    differs = (found.value != uninformed.result.gain[:, course.row("LUM")]).any()
    assert differs or level == "easy"  # here nobody who stands alone at the end has little enough to lose


def test_the_runs_of_one_level_are_not_taken_for_those_of_another_that_knows_as_much() -> None:
    shares = []
    for level in ("standard", "easy"):
        live = LiveNegotiation("first_hour", seed=3, seats=("LUM",), level=level)
        live.submit(SeatMove(seat="LUM", move="hand_over"))
        live.play_out()
        shares.append(finished(compared(course_of(live), "LUM", 0.1)).better.value)
    assert shares[1] < shares[0] - 0.05  # fewer runs end with less, for more end with a document


def test_futures_do_not_depend_on_how_many_there_are(course: Course) -> None:
    stage = course.stages[4]
    few = finished(futures(course, stage, "LUM", Chance(course=course, first=1, n=3)))
    more = finished(futures(course, stage, "LUM", Chance(course=course, first=1, n=7)))
    np.testing.assert_array_equal(few.value, more.value[:3])


def test_the_replication_that_was_played_is_none_of_the_futures() -> None:
    live = LiveNegotiation("worked_package", replication=2)
    live.play_out()
    chance = Chance(course=course_of(live), first=1, n=4)
    assert chance.room.tableau.replications.tolist() == [1, 3, 4, 5]


@pytest.mark.parametrize("session", [1, 6, 10])
def test_a_branch_that_changes_nothing_differs_by_nothing_at_all(course: Course, session: int) -> None:
    same = finished(compare(course, "LUM", as_played(course.stages[session - 1]), n=20))
    assert (same.change.value, same.change.low, same.change.high) == (0.0, 0.0, 0.0)
    assert same.verdict == "none"
    assert "no clear difference" in str(same.sentence).lower()
    assert all(ending.change.value == 0 for ending in same.endings)
    assert same.path == ()


def test_playing_futures_leaves_the_course_as_it_was(course: Course) -> None:
    stage = course.stages[5]
    before = astuple(stage.state.room.state)
    finished(compare_all(course, "LUM", branches_at(stage, "LUM"), n=5))
    for was, now in zip(before, astuple(stage.state.room.state), strict=True):
        np.testing.assert_array_equal(was, now)


def test_every_branch_is_possible_where_it_is_offered_and_is_not_what_was_done(course: Course) -> None:
    read = load_scenario(
        "wtpf13_training", overrides={"protocol.programme": "false"}
    )  # so that packages come up
    kinds = set()
    for stage in (*course.stages, *course_of(negotiated(read, "LUM")).stages):
        made = [*stage.talks, *stage.floor]
        for branch in branches_at(stage, "LUM"):
            kinds.add(branch.key)
            assert any(move not in made for move in (*branch.script.talks, *branch.script.floor))
            last = branch.script.talks[-1]
            assert tried(stage, (last,), before=branch.script.talks[:-1]) is not None
            assert str(stage.session) in str(branch.sentence)
    assert {"soften", "bridge", "firm", "offer", "chair_text", "cite", "package", "group"} <= kinds


def test_no_branch_asks_for_a_text_of_the_chair_before_a_clause_that_it_called_has_stayed_open(
    course: Course,
) -> None:
    waits = [
        bool(
            (
                stage.state.turn.called
                & ~stage.state.room.state.is_clean
                & (stage.state.room.state.waited > 0)
            ).any()
        )
        for stage in course.stages[:-1]  # in the last session it puts a text at once
    ]
    asks = [
        any(branch.key == "chair_text" for branch in branches_at(stage, "LUM"))
        for stage in course.stages[:-1]
    ]
    assert {True, False} <= set(waits)
    assert asks == waits


def test_a_seat_that_an_agent_held_can_be_branched_too() -> None:
    live = LiveNegotiation("wtpf13_training", seed=4)
    live.play_out()
    course = course_of(live)
    branches = branches_at(course.stages[3], "LUM")
    assert branches
    assert all(branch.script.talks[0].move == "take_over" for branch in branches)
    same = finished(compare(course, "LUM", as_played(course.stages[3]), n=5))
    assert same.change.value == 0.0


def test_what_is_found_is_told_by_its_interval(course: Course) -> None:
    found = finished(find(course, "LUM", [7], n=40))
    assert found.tried == len(branches_at(course.stages[6], "LUM"))
    assert found.told
    for item in found.told:
        assert item.n == 40
        assert item.verdict == (
            "none"
            if item.change.low <= 0 <= item.change.high
            else "better"
            if item.change.low > 0
            else "worse"
        )
    assert found.better is None or found.better.verdict == "better"
    assert found.worse is None or found.worse.verdict == "worse"
    assert found.equal is None or found.equal.verdict == "none"


def test_what_the_person_got_and_what_an_agent_got_stand_side_by_side(course: Course) -> None:
    branch = branches_at(course.stages[6], "LUM")[0]
    found = finished(compare(course, "LUM", branch, n=10))
    assert found.own == course.shown[course.row("LUM")]
    assert f"You got {amount(found.own)}." in str(found.sentence)
    assert f"from session 7 as it was played got {amount(found.base.value)} on average" in str(found.sentence)
    with told_in("fr"):
        assert f"Vous avez obtenu {amount(found.own)}." in str(found.sentence)


def test_the_change_of_the_own_value_is_the_sum_over_its_clauses(course: Course) -> None:
    stage = course.stages[6]
    chance = Chance(course=course, first=1, n=10)
    one = finished(futures(course, stage, "LUM", chance, as_played(stage).script))
    other = finished(futures(course, stage, "LUM", chance, branches_at(stage, "LUM")[0].script))
    np.testing.assert_allclose((other.part - one.part).sum(axis=1), other.value - one.value, atol=1e-12)


def test_a_branch_that_changes_nothing_says_so_of_all_futures(course: Course) -> None:
    same = finished(compare(course, "LUM", as_played(course.stages[6]), n=20))
    assert "no change in all 20 futures" in str(same.sentence)
    assert "nine times in ten" not in str(same.sentence)
    with told_in("fr"):
        assert "aucun changement dans les 20 futurs" in str(same.sentence)


def test_the_last_bit_of_a_sum_is_no_clear_difference() -> None:
    noise = -2.8e-17
    assert not Estimate(value=noise, low=noise, high=noise, n=200).is_clear
    assert Estimate(value=-0.15, low=-0.15, high=-0.15, n=200).is_clear


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            (0.002, -0.01, 0.014),
            "got −7 points on average, and with this move the same to less than a point: no clear",
        ),
        (
            (0.003, 0.001, 0.006),
            "got −7 points on average, and with this move less than a point more: better, but",
        ),
        (
            (-0.003, -0.006, -0.001),
            "got −7 points on average, and with this move less than a point less: worse, but",
        ),
        (
            (0.012, 0.001, 0.023),
            "got −7 points on average, and with this move −6 points: better (+1 point on average",
        ),
    ],
)
def test_what_is_told_of_a_branch_adds_up(
    course: Course, change: tuple[float, float, float], told: str
) -> None:
    found = finished(compare(course, "LUM", as_played(course.stages[6]), n=10))
    value, low, high = change
    base = -0.066 if value < 0.01 else -0.0655
    changed = replace(
        found,
        base=Estimate(value=base, low=base, high=base, n=200),
        value=Estimate(value=base + value, low=base, high=base, n=200),
        change=Estimate(value=value, low=low, high=high, n=200),
    )
    assert told in str(changed.sentence)
    with told_in("fr"):
        french = str(changed.sentence)
    assert ("moins d’un point" in french) is ("less than a point" in told)


def test_an_interval_of_one_whole_point_is_told_as_that_point(course: Course) -> None:
    found = finished(compare(course, "LUM", as_played(course.stages[6]), n=10))
    changed = replace(found, change=Estimate(value=-0.2, low=-0.203, high=-0.198, n=200))
    assert "nine times in ten, chance alone would leave that at −20)" in str(changed.sentence)
    with told_in("fr"):
        assert "le seul hasard laisserait cela à −20)" in str(changed.sentence)
