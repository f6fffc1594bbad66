"""What must change nothing changes nothing: the controls of the specification, section 10."""

import copy
from dataclasses import fields
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from simulation.engine.batch import negotiate, simulate_batch
from simulation.protocols.result import Result
from simulation.scenario.schema import Scenario
from tests import small_cases
from tests.small_cases import SPECIAL, Data, case, data, delegation, issue, options

SEED = st.integers(0, 1000)
few = settings(max_examples=15)
cases = partial(small_cases.cases, forms=True)
ALL_ON: Data = {"clock": {"floor": 2}}


def _ending(drawn: Data, seed: int) -> list[object]:
    """Return all that a run leaves behind in the eyes of those in the room."""
    record = negotiate(Scenario.model_validate(drawn), seed=seed)
    seen = (
        record.table,
        record.is_clean,
        record.closed_by,
        record.brackets,
        record.give,
        record.trust,
        record.platform,
        record.signal,
        record.ideal,
        record.outcome.option,
        record.outcome.joins,
        record.outcome.gain,
    )
    return [record.outcome.outcome_class, *(array.tobytes() for array in seen)]


def _with_protocol(drawn: Data, **mechanisms: Data | bool) -> Data:
    """Return a case with these parameters over those it has, name by name."""
    other = copy.deepcopy(drawn)
    for name, changed in mechanisms.items():
        has = other["protocol"].get(name)
        both = isinstance(has, dict) and isinstance(changed, dict)
        other["protocol"][name] = has | changed if both else changed
    return other


@few
@given(drawn=cases(), seed=SEED, count=st.integers(1, 4))
def test_observers_who_cannot_persuade_change_nothing(drawn: Data, seed: int, count: int) -> None:
    other = copy.deepcopy(drawn)
    places = [1.0] * len(drawn["issues"])
    other["delegations"] += [delegation(f"w{k}", *places, rights={"speak": True}) for k in range(count)]
    assert _ending(other, seed) == _ending(drawn, seed)


@few
@given(drawn=cases(), seed=SEED, ideal=st.sampled_from((0.0, 0.5, 1.0)))
def test_a_chair_without_powers_is_no_chair_whatever_its_ideal(drawn: Data, seed: int, ideal: float) -> None:
    drawn["protocol"]["decide"] = {"voice": 1.5, "lean": 5.0}
    nobody, partisan = copy.deepcopy(drawn), copy.deepcopy(drawn)
    nobody["chair"] = {"powers": []}
    partisan["chair"] = {"powers": [], "ideal": {"q0": ideal}, "impartiality": 0.0}
    assert _ending(partisan, seed) == _ending(nobody, seed)


@few
@given(drawn=cases(), seed=SEED, ideal=st.sampled_from((0.0, 0.5, 1.0)))
def test_the_ideal_of_an_impartial_chair_changes_nothing(drawn: Data, seed: int, ideal: float) -> None:
    drawn["chair"]["impartiality"] = 1.0
    other = copy.deepcopy(drawn)
    other["chair"]["ideal"] = {"q0": ideal}
    assert _ending(other, seed) == _ending(drawn, seed)


@few
@given(drawn=cases(), seed=SEED)
def test_isolation_off_is_a_price_of_nothing(drawn: Data, seed: int) -> None:
    free = _with_protocol(drawn, signal={"isolation": 0.0})
    off = _with_protocol(drawn, signal={"enabled": False})  # and all else of it as drawn
    assert _ending(off, seed) == _ending(free, seed)


@few
@given(drawn=cases(), seed=SEED)
def test_a_caucus_without_blocs_does_nothing(drawn: Data, seed: int) -> None:
    for row in drawn["delegations"]:
        row["blocs"] = []
    assert _ending(_with_protocol(drawn, caucus=False), seed) == _ending(drawn, seed)


@few
@given(drawn=cases(), seed=SEED)
def test_no_caucus_is_no_blocs(drawn: Data, seed: int) -> None:
    alone = copy.deepcopy(drawn)
    for row in alone["delegations"]:
        row["blocs"] = []
    assert _ending(_with_protocol(drawn, caucus=False), seed) == _ending(alone, seed)


def _take_out(drawn: Data, *kinds: str) -> None:
    """Take the options of these kinds out of a case, and the lists of mandates that may name them."""
    for part in drawn["issues"]:
        part["options"] = [choice for choice in part["options"] if choice.get("kind") not in kinds]
    for row in drawn["delegations"]:
        for mandate in row["mandate"].values():
            mandate.pop("acceptable", None)
            mandate.pop("fallbacks", None)
    drawn["document"] = data([], issues=drawn["issues"])["document"]


@few
@given(drawn=cases(), seed=SEED)
def test_the_last_resort_means_nothing_without_deletion_and_referral(drawn: Data, seed: int) -> None:
    _take_out(drawn, "delete", "refer")
    patient, hasty = (_with_protocol(drawn, propose={"patience": n}) for n in (10, 0))
    assert _ending(patient, seed) == _ending(hasty, seed)


@few
@given(drawn=cases(), seed=SEED, precision=st.sampled_from((0.0, 0.5, 1.0)))
def test_what_vague_and_referred_mean_is_nothing_without_them(
    drawn: Data, seed: int, precision: float
) -> None:
    _take_out(drawn, *SPECIAL)
    other = _with_protocol(drawn, values={"vague_precision": precision, "refer_precision": precision})
    assert _ending(other, seed) == _ending(drawn, seed)


@few
@given(drawn=cases(is_drawn=False), seed=SEED)
def test_red_lines_beyond_the_ladder_are_no_red_lines(drawn: Data, seed: int) -> None:
    wide, none = copy.deepcopy(drawn), copy.deepcopy(drawn)
    for row in wide["delegations"]:
        for mandate in row["mandate"].values():
            mandate["red_line"] = 1.0
            mandate.pop("acceptable", None)
    for row in none["delegations"]:
        for key, mandate in row["mandate"].items():
            part = next(part for part in none["issues"] if part["key"] == key)
            mandate["red_line"] = [0.0, 1.0]
            mandate["acceptable"] = [option["key"] for option in part["options"]]
    assert _ending(wide, seed) == _ending(none, seed)


@few
@given(drawn=cases(), seed=SEED)
def test_persuasion_without_strength_is_none(drawn: Data, seed: int) -> None:
    weak = _with_protocol(drawn, persuade={"strength": 0.0})
    assert _ending(_with_protocol(drawn, persuade=False), seed) == _ending(weak, seed)


@few
@given(drawn=cases(), seed=SEED)
def test_trade_in_steps_of_nothing_is_none(drawn: Data, seed: int) -> None:
    free = _with_protocol(drawn, trade={"step": 0.0})
    assert _ending(_with_protocol(drawn, trade=False), seed) == _ending(free, seed)


@few
@given(drawn=cases(), seed=SEED)
def test_a_chair_text_off_is_a_chair_without_the_text(drawn: Data, seed: int) -> None:
    drawn["chair"]["powers"] = ["text", "agenda"]
    other = copy.deepcopy(drawn)
    other["chair"]["powers"] = ["agenda"]
    # The class of a failed conference names the power itself, so only what happened is compared.
    assert _ending(_with_protocol(drawn, chair_text=False), seed)[1:] == _ending(other, seed)[1:]


@few
@given(drawn=cases(), seed=SEED)
def test_an_agenda_off_is_a_chair_without_the_agenda(drawn: Data, seed: int) -> None:
    drawn["chair"]["powers"] = ["text", "agenda"]
    other = copy.deepcopy(drawn)
    other["chair"]["powers"] = ["text"]
    assert _ending(_with_protocol(drawn, agenda=False), seed) == _ending(other, seed)


@few
@given(drawn=cases(), seed=SEED)
def test_a_clock_that_is_always_pressing_is_no_clock(drawn: Data, seed: int) -> None:
    drawn["protocol"]["clock"] = {"floor": 1, "work": 10}
    drawn["protocol"]["programme"] = False  # no clock, no calendar
    drawn["sessions"] = 1
    off = _with_protocol(drawn, clock={"enabled": False, "floor": 1})
    assert _ending(off, seed) == _ending(drawn, seed)


@few
@given(drawn=cases(), seed=SEED)
def test_exclusion_and_ones_own_channel_cost_nothing_unless_a_case_says_so(drawn: Data, seed: int) -> None:
    neutral = _with_protocol(drawn, values={"own_channel": 0.0}, chair_text={"exclusion": 0.0})
    for part in neutral["issues"]:
        part["options"][0]["own_channel"] = True
    assert _ending(neutral, seed) == _ending(drawn, seed)


@pytest.mark.parametrize("rule", ["consensus", "simple_majority"])
def test_a_symmetric_room_does_not_drift_to_one_pole(rule: str) -> None:
    rows = [delegation(f"d{k}", place) for k, place in enumerate((0.0, 0.25, 0.5, 0.75, 1.0))]
    small = case(
        rows,
        issues=[issue(draft="o2"), issue("q1", draft="o2")],
        protocol=ALL_ON,
        forum={"decision": {"rule": rule}},
    )
    batch = simulate_batch(small, seed=1, replications=range(100))
    rungs = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
    drift = np.where(batch.result.option >= 0, rungs[batch.result.option], 0.5) - 0.5
    assert abs(drift.mean()) <= 0.02


def test_a_symmetric_room_moves_as_often_up_as_down() -> None:
    """The draft stands at a pole and half the rooms are turned round: what is left is drift by construction."""

    def mean(places: tuple[float, ...], draft: str) -> float:
        rows = [delegation(f"d{k}", place) for k, place in enumerate(places)]
        small = case(rows, issues=[issue(draft=draft)], protocol=ALL_ON)
        option = simulate_batch(small, seed=1, replications=range(60)).result.option
        return float(np.where(option >= 0, option * 0.25, 0.5).mean() - 0.5)

    up, down = mean((0.25, 0.5, 0.75), "o4"), mean((0.75, 0.5, 0.25), "o0")
    assert abs(up + down) <= 0.02


@pytest.mark.parametrize("seed", range(5))
def test_a_clause_that_nobody_cares_about_closes_at_its_first_reading(seed: int) -> None:
    rows = [
        delegation(f"d{k}", place, place, salience=(0.0, 1.0), red_line=1.0)
        for k, place in enumerate((0.0, 0.4, 1.0))
    ]
    small = case(rows, issues=[issue(), issue("q1")], protocol={"clock": {"floor": 1}})
    assert negotiate(small, seed=seed).is_clean[1].tolist() == [True, False]


@pytest.mark.parametrize("is_package", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_delegations_that_agree_close_text_as_fast_as_the_floor_allows(
    *, seed: int, is_package: bool
) -> None:
    rows = [delegation(f"d{k}", 0.75, 0.25, 0.75, 0.25) for k in range(5)]
    issues = [issue(f"q{k}") for k in range(4)]
    small = case(rows, issues=issues, protocol=ALL_ON, forum={"package": is_package})
    record = negotiate(small, seed=seed)
    assert record.n_rounds == 2
    assert record.outcome.outcome_class == "consensus_clean"
    # In a package what was won on the first clauses may be spent on the draft of the others.
    assert is_package or record.outcome.option.tolist() == [3, 1, 3, 1]


def test_a_deletion_that_all_want_waits_for_its_readings() -> None:
    rows = [delegation(f"d{k}", 0.5) for k in range(3)]
    choices = options(0.0, 1.0, delete=0.5)
    record = negotiate(case(rows, issues=[issue(choices=choices)], protocol={"clock": {"floor": 1}}), seed=1)
    assert record.n_rounds == 4
    assert record.outcome.outcome_class == "deferred_or_referred"


def test_the_order_of_replications_does_not_matter() -> None:
    rows = [delegation(f"d{k}", {"mean": 0.5, "sd": 0.3}, red_line=None) for k in range(4)]
    small = case(rows, protocol=ALL_ON)
    upwards = simulate_batch(small, seed=3, replications=range(6))
    downwards = simulate_batch(small, seed=3, replications=list(reversed(range(6))))
    for field in fields(Result):
        forth, back = getattr(upwards.result, field.name), getattr(downwards.result, field.name)
        assert_array_equal(forth, back[::-1])
