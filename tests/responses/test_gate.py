"""The ladders of `benchmarks.responses`: judged as they say, and held by a core of them."""

import json
from collections.abc import Sequence

import numpy as np
import pytest

from benchmarks._ladders import CASES, LADDERS, ROOMS, Ladder, Rung
from benchmarks._verdicts import LENGTH, SHARE, Asked, Direction, Verdict, judge, judge_together
from benchmarks.responses import AS_IT_IS, counted, main, play_ladders, told_as_text
from simulation.arrays import FloatArray

PAIRS = 100
UP = Asked(measure="adopted", direction="up")
DOWN = Asked(measure="adopted", direction="down")
FARTHER = Asked(measure="place.*", direction="up", scale=LENGTH)


def shares(*share: float) -> list[FloatArray]:
    """Return rungs on which so many of 100 replications are 1, always the first of them."""
    return [(np.arange(PAIRS) < round(one * PAIRS)).astype(np.float64) for one in share]


def apart(*mean: float) -> list[FloatArray]:
    """Return rungs with such means and so much noise of their own that little of it is clear."""
    noise = np.tile([1.0, -1.0], PAIRS // 2)
    return [one + 0.5 * (noise if place % 2 else -noise) for place, one in enumerate(mean)]


@pytest.mark.parametrize(
    ("asked", "values", "verdict"),
    [
        (UP, shares(0.3, 0.5, 0.5, 0.8), ("holds",)),
        (DOWN, shares(0.8, 0.5, 0.3), ("holds",)),
        (UP, shares(0.6, 0.4, 0.7), ("wrong way",)),
        (DOWN, shares(0.4, 0.6, 0.3), ("wrong way",)),
        (UP, shares(0.60, 0.57, 0.60), ("holds",)),  # within the slack
        (UP, apart(0.6, 0.5, 0.6), ("holds",)),  # within the noise
        (UP, shares(0.60, 0.58, 0.56), ("drifts",)),
        (UP, shares(0.60, 0.58, 0.57), ("holds",)),
        (UP, shares(0.3, 0.8), ("cliff",)),
        (DOWN, shares(0.8, 0.4, 0.3), ("holds",)),  # no more than .4
        (Asked(measure="adopted", direction="silent"), shares(0.1, 0.9, 0.1), ("no direction",)),
        (UP, shares(0.0, 0.0, 0.01), ("empty",)),
        (DOWN, shares(0.09, 0.0), ("empty",)),
        (UP, shares(0.7, 0.0, 0.6), ("wrong way", "drifts", "cliff")),
        (FARTHER, [value / 10 for value in shares(0.3, 0.4)], ("holds",)),
        (FARTHER, [value / 10 for value in shares(0.6, 0.4, 0.7)], ("wrong way",)),
    ],
)  # fmt: skip
def test_a_ladder_is_judged_by_direction_drift_step_and_level(
    asked: Asked, values: Sequence[FloatArray], verdict: tuple[Verdict, ...]
) -> None:
    assert judge(values, asked) == verdict


@pytest.mark.parametrize(
    ("values", "is_exact", "verdict"),
    [
        (shares(0.5, 0.5), True, "holds"),
        (shares(0.5, 0.51), True, "depends on order"),
        (shares(0.5, 0.51), False, "holds"),
        (shares(0.5, 0.6), False, "depends on order"),
        (apart(0.5, 0.6), False, "holds"),
    ],
)
def test_what_may_not_depend_on_order_is_the_same_within_noise_or_to_the_bit(
    values: Sequence[FloatArray], *, is_exact: bool, verdict: Verdict
) -> None:
    asked = Asked(measure="adopted", direction="same")
    assert judge(values, asked, is_exact=is_exact) == (verdict,)


@pytest.mark.parametrize(
    ("values", "direction", "verdict"),
    [
        (shares(0.5, 0.5, 0.5), "up", "moves nothing"),
        (shares(0.5, 0.6, 0.5), "up", "wrong way"),
        (shares(0.5, 0.52, 0.53), "up", "moves nothing"),  # within noise
        (shares(0.5, 0.6, 0.6), "up", "holds"),
        (shares(0.5, 0.4, 0.4), "down", "holds"),
    ],
)
def test_a_lever_that_must_move_something_and_does_not_is_told(
    values: Sequence[FloatArray], direction: Direction, verdict: Verdict
) -> None:
    asked = Asked(measure="adopted", direction=direction)
    assert judge_together([values], [asked], must_move=True) == [(verdict,)]


def test_a_lever_that_moves_one_of_its_measures_need_not_move_the_others() -> None:
    found = judge_together([shares(0.5, 0.5), shares(0.5, 0.8)], [UP, UP], must_move=True)
    assert found == [("holds",), ("holds",)]


def test_every_measure_of_a_lever_that_moves_nothing_is_told_but_those_without_direction() -> None:
    silent = Asked(measure="substance", direction="silent")
    found = judge_together([shares(0.5, 0.5), shares(0.2, 0.8)], [UP, silent], must_move=True)
    assert found == [("moves nothing",), ("no direction",)]


def test_at_least_twenty_levers_are_pulled_on_four_cases_that_are_no_worked_examples_and_four_kinds_of_rooms() -> (
    None
):
    assert len({ladder.lever for ladder in LADDERS}) >= 20
    assert {ladder.where for ladder in LADDERS} == {*CASES, *ROOMS}
    assert len(CASES) == len(ROOMS) == 4
    assert not any(case.startswith("worked") for case in CASES)


@pytest.mark.parametrize("ladder", LADDERS, ids=lambda ladder: ladder.key)
def test_a_ladder_climbs_asks_for_something_and_says_why(ladder: Ladder) -> None:
    assert len({rung.name for rung in ladder.rungs}) == len(ladder.rungs) >= 2
    assert any(asked.direction != "silent" for asked in ladder.asked)
    assert ladder.source


def test_the_share_of_text_stands_beside_every_share_of_adoptions() -> None:
    for ladder in LADDERS:
        measures = {asked.measure for asked in ladder.asked}
        assert "adopted" not in measures or "substance" in measures, ladder.key


def test_no_two_ladders_are_called_the_same() -> None:
    assert len({ladder.key for ladder in LADDERS}) == len(LADDERS)


def test_where_a_share_may_take_any_step_its_rungs_are_kinds_or_a_price_of_failure() -> None:
    free = {
        ladder.lever
        for ladder in LADDERS
        if any(one.scale.level == SHARE.level and one.scale.step > SHARE.step for one in ladder.asked)
    }
    assert free == {"blocs", "no deal", "package", "rule", "strategy of all", "vague wording"}


CORE = {
    "sessions@first_hour",
    "sessions@wtpf13_training",
    "red lines@first_hour",
    "polarisation@wtpf13_training",
    "threshold@wtpf13",
    "flexibility@wtpf13",
    "chair's wish 1@first_hour",
    "chair's wish 0@TXT",
    "penholder@first_hour",
    "penholder@unga_cyber",
    "capability of ALT@wtpf13_training",
    "talks@wtpf13_training",
    "isolation@wtpf13_training",
    "no deal@first_hour",
    "package@wtpf13_training",
    "obstructor@TXT",
    "order of clauses@first_hour",
    "order of the list@TXT",
    "strategy of all@TXT",
    "sessions@ALL",
    "first draft@TXT",
    "number of delegations@TXT",
    "distance of camps@TXT",
}
"""Ladders that are climbed at every change, one at least for each thing that was once found wrong with a response."""
LONG = {
    "threshold@wtpf13",
    "flexibility@wtpf13",
    "sessions@ALL",
    "sessions@wtpf13_training",
    "penholder@unga_cyber",
    "first draft@TXT",
    "distance of camps@TXT",
    "polarisation@wtpf13_training",
    "capability of ALT@wtpf13_training",
    "talks@wtpf13_training",
    "isolation@wtpf13_training",
    "package@wtpf13_training",
}
"""Ladders in large rooms, or of many: not climbed at a desk."""
FEW = 40
"""Pairs: the same draws every time, so that a verdict changes only if the engine does."""
FAILS = {
    "chair's wish 1@first_hour",
    "distance of camps@TXT",
    "penholder@first_hour",
}
"""What does not hold of the core on so few pairs. Whoever makes one hold takes it off this list."""


@pytest.mark.parametrize(
    "ladder",
    [
        pytest.param(one, id=one.key, marks=[pytest.mark.thorough] if one.key in LONG else [])
        for one in LADDERS
        if one.key in CORE
    ],
)
def test_a_ladder_of_the_core_holds_unless_it_is_known_not_to(ladder: Ladder) -> None:
    found = list(play_ladders([ladder], AS_IT_IS, pairs=FEW, seed=1))
    holds = all(each.holds for each in found)
    assert holds == (ladder.key not in FAILS), "\n".join(map(told_as_text, found))


def test_what_is_known_not_to_hold_belongs_to_the_core() -> None:
    keys = {ladder.key for ladder in LADDERS}
    assert keys >= CORE
    assert FAILS | LONG <= CORE


def test_what_cannot_be_played_says_why_and_does_not_hold() -> None:
    ladder = Ladder(lever="seats", where="first_hour", asked=(UP,), source="none",
                    rungs=(Rung(name="a"), Rung(name="b", levers=("penholder=NOBODY",))))  # fmt: skip
    (found,) = play_ladders([ladder], AS_IT_IS, pairs=2, seed=1)
    assert not found.holds
    assert "NOBODY" in found.told
    assert counted([found]) == (0, 1, 0)


def test_what_is_printed_has_a_line_for_every_measure_and_counts_ladders(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["--pairs", "2", "--only", "order of the list@first_hour", "chair's wish 1@first_hour"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:6]] == ["first_hour"] * 5
    assert lines[-1].startswith("1 of 2 ladders hold (0 of them flat); ")
    main(
        ["--pairs", "2", "--only", "order of the list@first_hour", "--json", "--set", "signal.isolation=0.2"]
    )
    data = json.loads(capsys.readouterr().out)
    assert (data["hold"], data["judged"]) == (1, 1)
    assert [ladder["measure"] for ladder in data["ladders"]] == ["adopted", "substance", "place.*"]
    assert "protocol.signal.isolation=0.2" in data["form"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--only", "nothing"], "no ladder is called so"),
        (["--pairs", "1"], "at least 2"),
        (["--set", "isolation"], "PATH=VALUE"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(
    words: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(words)
    assert why in capsys.readouterr().err


def test_a_parameter_that_the_conference_lacks_is_refused_before_anything_is_played() -> None:
    with pytest.raises(SystemExit, match="Unknown parameter 'warmth'"):
        main(["--set", "signal.warmth=1"])
