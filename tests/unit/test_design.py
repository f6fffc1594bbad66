"""Factors as users write them, and the designs that are laid out over them."""

import json
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from simulation.errors import StudyError
from simulation.study.design import LARGEST, Design, grid, latin_hypercube
from simulation.study.factor import Factor, figure
from simulation.study.factor_text import parse_factor, parse_factors
from simulation.study.sensitivity import morris_design, sobol_design

SESSIONS = Factor(key="sessions", kind="integer", low=5, high=8)
ISOLATION = Factor(key="isolation", kind="continuous", low=0.0, high=0.3)
RULE = Factor(key="rule", kind="choices", choices=("consensus", "majority"))


def test_values_between_commas_are_choices() -> None:
    factor = parse_factor("sessions=5, 10,20")
    assert (factor.kind, factor.choices, factor.has_order) == ("choices", ("5", "10", "20"), True)


def test_commas_within_brackets_belong_to_a_value() -> None:
    factor = parse_factor("mandate.Q1={low: 0, high: 1},[0.2, 0.4]")
    assert factor.choices == ("{low: 0, high: 1}", "[0.2, 0.4]")
    assert not factor.has_order


@pytest.mark.parametrize(
    ("text", "kind"),
    [("x=5..20", "integer"), ("x=0.0..1", "continuous"), ("x=-3..3", "integer"), ("x=0..0.3", "continuous")],
)
def test_a_range_is_of_whole_numbers_if_both_ends_are_written_so(text: str, kind: str) -> None:
    assert parse_factor(text).kind == kind


def test_what_the_caller_knows_of_a_lever_goes_before_how_it_is_written() -> None:
    assert parse_factor("pace=0..1", kinds={"pace": "continuous"}).kind == "continuous"
    assert parse_factor("pace=0.0..4.0", kinds={"pace": "integer"}).kind == "integer"
    assert parse_factor("pace=0..1", labels={"pace": "the pace"}).name == "the pace"


def test_a_range_can_be_cut_into_even_steps() -> None:
    assert parse_factor("isolation=0..0.3/4").choices == ("0", "0.1", "0.2", "0.3")
    assert parse_factor("sessions=5..20/4").choices == ("5", "10", "15", "20")


def test_all_that_is_wrong_is_said_at_once() -> None:
    texts = ["a", "b=", "c=1", "d=3..1", "e=x..y", "f=0..3/5", "g=1,,2,1", "h=1,2", "h=1..4", "i=0..1/1"]
    with pytest.raises(StudyError) as raised:
        parse_factors([*texts, "j=0.5..3"], kinds={"j": "integer"})
    lines = str(raised.value).splitlines()
    assert [line.split(":")[0].split(" ")[0] for line in lines] == [
        "'a'", "'b='", "c", "d", "e", "f", "g", "g", "i", "j", "h",
    ]  # fmt: skip
    assert "c: has one value only, so nothing moves; set it in the case instead." in lines
    assert "d: the range 3..1 does not run from low to high." in lines
    assert "h: is given more than once." in lines


def test_a_factor_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(StudyError, match=r"kind 'normal' is unknown\. Valid: continuous, integer, choices"):
        Factor.from_plain({"key": "x", "kind": "normal", "label": ""})


def test_values_are_written_without_powers_of_ten() -> None:
    assert Factor(key="x", kind="continuous", low=0, high=1e-6).text(0.1) == "0.0000001"
    assert figure(100.0, 0) == "100"


def test_the_ends_of_a_range_are_reached_and_never_passed() -> None:
    third = Factor(key="x", kind="continuous", low=1 / 3, high=2 / 3)
    assert float(third.text(0.0)) == pytest.approx(1 / 3, abs=1e-6)
    assert [SESSIONS.text(place) for place in (0.0, 0.2499, 0.25, 1.0)] == ["5", "5", "6", "8"]
    assert [RULE.text(place) for place in (0.0, 0.5, 1.0)] == ["consensus", "majority", "majority"]


def test_a_grid_holds_every_combination_and_the_last_factor_moves_fastest() -> None:
    design = grid([SESSIONS, RULE])
    assert len(design.points) == design.size == 8
    assert design.points[:3] == (
        {"sessions": "5", "rule": "consensus"},
        {"sessions": "5", "rule": "majority"},
        {"sessions": "6", "rule": "consensus"},
    )
    assert design.values[-1].tolist() == [8.0, 1.0]


def test_a_grid_over_a_range_is_refused_with_a_way_out() -> None:
    with pytest.raises(StudyError, match=r"Write isolation=0\.\.0\.3/4 for four of them"):
        grid([ISOLATION, RULE])


def test_too_large_a_grid_is_refused_before_it_is_built() -> None:
    factors = [Factor(key=f"x{k}", kind="integer", low=0, high=9999) for k in range(6)]
    with pytest.raises(StudyError, match="points, and 20,000 is the most: 10000 x 10000 x"):
        grid(factors)


def test_too_many_points_and_no_factors_are_said_together() -> None:
    with pytest.raises(StudyError, match=r"There are no factors(.|\n)*ask for fewer"):
        latin_hypercube([], LARGEST + 1, seed=1)
    with pytest.raises(StudyError, match="at least one point, not 0"):
        latin_hypercube([RULE], 0, seed=1)
    with pytest.raises(StudyError, match="rule: is given more than once"):
        grid([RULE, RULE])


def test_a_latin_hypercube_has_one_point_in_each_slice_of_each_factor() -> None:
    unit = latin_hypercube([SESSIONS, ISOLATION, RULE], 40, seed=3).unit
    for column in unit.T:
        assert sorted((column * 40).astype(int)) == list(range(40))


def test_values_of_a_latin_hypercube_are_taken_equally_often() -> None:
    design = latin_hypercube([SESSIONS, ISOLATION, RULE], 40, seed=3)
    sessions = [point["sessions"] for point in design.points]
    assert {value: sessions.count(value) for value in "5678"} == dict.fromkeys("5678", 10)
    assert all(0 <= float(point["isolation"]) <= 0.3 for point in design.points)


def test_the_same_seed_gives_the_same_points_whatever_else_was_drawn() -> None:
    first = latin_hypercube([SESSIONS, ISOLATION], 16, seed=7)
    np.random.seed(99)  # noqa: NPY002 - the global state is what must not matter
    again = latin_hypercube([SESSIONS, ISOLATION], 16, seed=7)
    assert first.unit.tobytes() == again.unit.tobytes()
    assert latin_hypercube([SESSIONS, ISOLATION], 16, seed=8).points != first.points


@pytest.mark.parametrize(
    "design", [grid([SESSIONS, RULE]), latin_hypercube([SESSIONS, ISOLATION, RULE], 9, seed=2)]
)
def test_a_design_comes_back_from_plain_data_to_the_bit(design: Design) -> None:
    back = Design.from_plain(json.loads(json.dumps(design.to_plain())))
    assert back.unit.tobytes() == design.unit.tobytes()
    assert (back.points, back.factors, back.method, back.seed, back.size) == (
        design.points,
        design.factors,
        design.method,
        design.seed,
        design.size,
    )


def test_damaged_data_of_a_design_is_refused() -> None:
    plain = grid([SESSIONS, RULE]).to_plain()
    with pytest.raises(StudyError, match="damaged"):
        Design.from_plain({**plain, "unit": [[1.0]]})
    with pytest.raises(StudyError, match="damaged"):
        Design.from_plain({})


def test_points_that_come_again_need_be_played_once() -> None:
    design = latin_hypercube([SESSIONS, RULE], 64, seed=1)
    points, index = design.distinct()
    assert len(points) == 8
    assert all(points[place] == point for place, point in zip(index, design.points, strict=True))


def test_points_of_a_latin_hypercube_and_of_a_grid_stand_alone() -> None:
    cube = latin_hypercube((SESSIONS, ISOLATION), 20, 1)
    assert sorted(cube.tied()) == list(range(20))
    assert not cube.is_exhaustive
    assert grid((SESSIONS, RULE)).tied().tolist() == list(range(8))
    assert grid((SESSIONS, RULE)).is_exhaustive


@pytest.mark.parametrize(
    ("make", "step"), [(morris_design, 4), (sobol_design, 5), (partial(sobol_design, second_order=True), 8)]
)
def test_points_of_a_trajectory_or_a_sample_belong_together(
    make: Callable[[tuple[Factor, ...], int, int], Design], step: int
) -> None:
    trust = Factor(key="trust", kind="continuous", low=0.0, high=1.0)
    patience = Factor(key="patience", kind="continuous", low=0.0, high=1.0)
    design = make((trust, ISOLATION, patience), 4, 1)
    tied = design.tied()[design.distinct()[1]].reshape(4, step)
    assert (tied == tied[:, :1]).all()


def test_a_point_of_several_samples_ties_them_together() -> None:
    whole = sobol_design((SESSIONS, RULE), 64, 1)
    assert set(whole.tied()) == {0}
    assert whole.is_exhaustive
    apart = sobol_design((ISOLATION, RULE), 8, 1)
    assert len(set(apart.tied())) == 8
