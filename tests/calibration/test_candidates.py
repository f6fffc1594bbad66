"""Candidates are numbers that the conference has, looked for where it takes them."""

from dataclasses import fields
from typing import get_type_hints

import pytest
from annotated_types import Interval

from simulation.errors import StudyError
from simulation.evidence.calibration.candidates import (
    CANDIDATES,
    Candidate,
    candidates_named,
    check_candidates,
    default_of,
    under,
)
from simulation.protocols.conference.conference import Conference
from simulation.protocols.parameter_sets.sets import DRAWABLE
from simulation.protocols.registry import PROTOCOLS
from simulation.scenario.load import load_scenario
from tests.kept_cases import TWELVE_SEATS


def _made(key: str, low: float = 0, high: float = 1) -> Candidate:
    return Candidate(key=key, low=low, high=high, reason="a test")


@pytest.mark.parametrize("candidate", CANDIDATES, ids=lambda one: one.key)
def test_each_is_looked_for_where_the_conference_takes_it_and_its_default_lies(candidate: Candidate) -> None:
    group, name = candidate.key.split(".")
    hints = get_type_hints(type(getattr(Conference(), group)), include_extras=True)
    interval = next(item for item in hints[name].__metadata__ if isinstance(item, Interval))
    least = interval.ge if interval.ge is not None else interval.gt
    assert isinstance(least, int | float)
    assert isinstance(interval.le, int | float)
    assert least <= candidate.low < candidate.high <= interval.le
    default = default_of(candidate.key)
    assert default is not None
    assert candidate.low <= default <= candidate.high
    assert candidate.reason.endswith(".")


def test_they_stand_in_the_order_of_their_keys_each_once() -> None:
    keys = [one.key for one in CANDIDATES]
    assert keys == sorted(set(keys))
    check_candidates(CANDIDATES)


def test_the_conference_is_built_with_every_candidate_at_its_ends() -> None:
    case = load_scenario("wtpf13")
    for place in (0.0, 1.0):
        played = under(case, {one.key: one.at(place) for one in CANDIDATES})
        built = PROTOCOLS.create(played.protocol.key, played.protocol.model_extra or {})
        for one in CANDIDATES:
            group, name = one.key.split(".")
            assert getattr(getattr(built, group), name) == pytest.approx(one.at(place))


def test_candidates_that_the_conference_lacks_are_all_named_with_what_there_is() -> None:
    wrong = [
        _made("signal.isolatoin"),
        _made("tide.height"),
        _made("coalesce.bloc_line"),
        _made("concede.pace"),
    ]
    with pytest.raises(StudyError) as refused:
        check_candidates(wrong)
    lines = str(refused.value).splitlines()
    assert lines[0] == (
        "signal.isolatoin: The conference has no such number. Valid: signal.isolation, signal.fatigue, signal.size. "
        "Correct the list of candidates."
    )
    assert lines[1].startswith(
        "tide.height: The conference has no such number. Valid: values, clock, programme,"
    )
    assert lines[2].startswith("coalesce.bloc_line: ")
    assert len(lines) == 3


def test_ranges_and_repetitions_are_checked() -> None:
    with pytest.raises(StudyError) as refused:
        check_candidates([_made("signal.size"), _made("signal.size"), _made("clock.lead", 3, 3)])
    assert str(refused.value).splitlines() == [
        "signal.size: This candidate is listed more than once. Valid: each once. Remove one.",
        "clock.lead: The range 3 to 3 does not run from low to high. Valid: low below high. Correct it.",
    ]


def test_a_parameter_that_is_not_among_them_is_answered_with_the_nearest() -> None:
    with pytest.raises(
        StudyError, match=r"^signal\.isolaton: .* Did you mean 'signal\.isolation'\? Valid: clock"
    ):
        candidates_named(["signal.isolaton"])
    assert [one.key for one in candidates_named(["signal.size", "clock.lead"])] == [
        "clock.lead",
        "signal.size",
    ]
    assert candidates_named([]) == CANDIDATES


def test_a_case_keeps_its_own_parameters_and_what_it_switched_off() -> None:
    case = load_scenario("wtpf13_training")
    own = under(case, {"signal.size": 0.25}).protocol.model_extra
    given = case.protocol.model_extra
    assert given is not None
    assert own == {**given, "signal": {"size": 0.25}}
    assert "signal" not in given
    clock = load_scenario("worked_clock")
    assert clock.protocol.model_extra is not None
    assert clock.protocol.model_extra["coalesce"] is False
    played = under(clock, {"coalesce.veto": 1.0, "clock.lead": 2.0, "signal.size": 0.0}).protocol.model_extra
    assert played is not None
    assert played["coalesce"] is False
    assert played["clock"] == clock.protocol.model_extra["clock"]
    assert played["signal"]["size"] == 0.0


def test_a_candidate_reads_a_value_and_its_place_both_ways() -> None:
    for one in CANDIDATES:
        names = {each.name for each in fields(getattr(Conference(), one.key.split(".")[0]))}
        assert one.key.split(".")[1] in names
        assert one.unit(one.at(0.3)) == pytest.approx(0.3, abs=1e-5)


def test_all_that_is_fitted_can_be_drawn_but_for_what_is_the_councils_own() -> None:
    fitted = {one.key for one in CANDIDATES if not one.is_of_council}
    assert fitted <= set(DRAWABLE)


def test_a_case_keeps_what_it_names_itself() -> None:
    kept = load_scenario(TWELVE_SEATS)
    own = kept.protocol.model_extra or {}
    played = (
        under(kept, {"concede.pace": 0.5, "clock.lead": 1.0, "concede.shade": 0.7}).protocol.model_extra or {}
    )
    assert (played["concede"]["pace"], played["clock"]["lead"]) == (
        own["concede"]["pace"],
        own["clock"]["lead"],
    )
    assert played["concede"]["shade"] == 0.7
