"""The conference in the back-test: the Council's rules as they were, and where decisions end."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.arrays import FloatArray
from simulation.errors import StudyError
from simulation.evidence.backtest import council_cases, grouped
from simulation.evidence.backtest.backtest_told import told
from simulation.evidence.backtest.council_cases import case_of_council, play_decisions
from simulation.evidence.backtest.decision_ends import end_shares
from simulation.evidence.backtest.decision_tables import read_decisions
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.backtest.models import POINT_MODELS, SPREAD_MODELS
from simulation.evidence.backtest.run_backtest import run_backtest
from tests.backtest.conftest import Write, as_published

NAN = float("nan")


def decided(
    *positions: Sequence[float], rule: str = "QMV", reference: float = 0.0, salience: float = 1.0
) -> Decisions:
    """Return one proposal with an issue for each list of positions: of the Commission, the Parliament and states."""
    place: FloatArray = np.array(positions)
    n, size = place.shape
    return Decisions(
        proposal=("P",) * n,
        issue=tuple(f"I{row}" for row in range(n)),
        procedure=("COD",) * n,
        rule=(rule,) * n,
        reference=np.full(n, reference),
        delegations=("COM", "EP", *(f"S{number}" for number in range(size - 2))),
        position=place,
        salience=np.where(np.isnan(place), 0.0, salience),
        outcome=np.full(n, 50.0),
        capability={"equal": np.ones(place.shape)},
        left_out={},
    )


@pytest.mark.parametrize(
    ("procedure", "rule", "consents", "decision"),
    [
        ("COD", "QMV", {"EP"}, "veto"),
        ("CNS", "QMV", {"COM"}, "veto"),
        ("COD", "Unan", {"EP"}, "consensus"),
        ("CNS", "Unan", set(), "consensus"),
    ],
)
def test_states_decide_and_institutions_where_their_consent_is_needed(
    procedure: str, rule: str, consents: set[str], decision: str
) -> None:
    decisions = replace(decided([0, 100, 30, 60, NAN], rule=rule), procedure=(procedure,))
    case = case_of_council(decisions, np.array([0]))
    rights = {decisions.delegations[int(each.key[1:])]: each.rights for each in case.delegations}
    assert set(rights) == {"COM", "EP", "S0", "S1"}
    for name, right in rights.items():
        assert right is not None
        assert (right.speak, right.propose) == (True, True)
        assert right.object == right.vote == (name.startswith("S") or name in consents)
    assert case.forum.decision is not None
    assert case.forum.decision.rule == decision
    if decision == "veto":
        holders = {
            decisions.delegations[int(key[1:])] for key in (case.forum.decision.model_extra or {})["holders"]
        }
        assert holders == consents


def test_without_institutions_states_decide_by_a_qualified_majority() -> None:
    case = case_of_council(decided([NAN, NAN, 30, 60]), np.array([0]))
    assert case.forum.decision is not None
    assert (case.forum.decision.rule, case.forum.decision.model_extra) == (
        "qualified_majority",
        {"threshold": 0.71},
    )


@pytest.mark.parametrize(
    ("states", "votes", "majority"),
    [
        (("DE", "FR", "LU"), (10 / 87, 10 / 87, 2 / 87), 62 / 87),
        (("DE", "FR", "PL"), (29 / 345, 29 / 345, 27 / 345), 255 / 345),
        (("DE", "FR", "CR"), (29 / 352, 29 / 352, 7 / 352), 260 / 352),
    ],
)
@pytest.mark.parametrize(("procedure", "holder"), [("CNS", "d0"), ("COD", "d1")])
def test_members_of_the_union_vote_with_the_votes_of_the_day_and_institutions_with_none(
    states: tuple[str, ...],
    votes: tuple[float, ...],
    majority: float,
    procedure: str,
    holder: str,
) -> None:
    table = replace(
        decided([0, 100, 30, NAN, 60], [0, 100, 30, 60, NAN]),
        delegations=("COM", "EP", *states),
        procedure=(procedure,) * 2,
    )
    given = case_of_council(table, np.array([0, 1])).forum.decision
    assert given is not None
    assert given.rule == "veto"
    extra = given.model_extra or {}
    assert extra["threshold"] == pytest.approx(majority)
    assert list(extra["weights"].values()) == pytest.approx([0.0, 0.0, *votes])
    assert extra["holders"] == [holder]


def test_states_alone_vote_with_their_votes() -> None:
    table = replace(decided([NAN, NAN, 30, 60]), delegations=("COM", "EP", "DE", "MT"))
    given = case_of_council(table, np.array([0])).forum.decision
    assert given is not None
    assert given.rule == "weighted"
    assert (given.model_extra or {})["weights"] == pytest.approx({"d2": 29 / 345, "d3": 3 / 345})


def test_the_draft_is_of_the_commission_and_the_status_quo_the_reference() -> None:
    (issue,) = case_of_council(decided([70, 100, 30, 30, 0], reference=20), np.array([0])).issues
    drafted = next(option for option in issue.options if option.key == issue.draft)
    assert (drafted.position, issue.status_quo) == (0.7, 0.2)


def test_between_positions_lie_wordings_the_widest_gaps_are_halved_until_it_is_fine_or_a_case_is_full() -> (
    None
):
    few = council_cases.options_of(decided([10, 30, 49, 10, 10]), 0)
    assert few.tolist() == [10, 20, 30, 49]
    full = council_cases.options_of(decided([0, 100, 40, 40, 0]), 0)
    assert full.tolist() == [0, 10, 20, 30, 40, 55, 70, 85, 100]
    assert council_cases.options_of(decided([30, 30, 30, 30]), 0).tolist() == [30]


@holds_for(st.lists(st.integers(0, 100), min_size=4, max_size=11))
def test_an_axis_that_is_turned_round_has_the_same_wordings(positions: list[int]) -> None:
    there = council_cases.options_of(decided([float(place) for place in positions]), 0)
    turned = council_cases.options_of(decided([100.0 - place for place in positions]), 0)
    assert_allclose(np.sort(100 - turned), there, atol=1e-9)


def test_without_a_reference_the_median_holds_and_without_the_commission_most_are_the_draft() -> None:
    (issue,) = case_of_council(decided([NAN, 100, 30, 30, 0], reference=NAN), np.array([0])).issues
    drafted = next(option for option in issue.options if option.key == issue.draft)
    assert (drafted.position, issue.status_quo) == (0.3, 0.3)


def test_of_too_many_positions_the_ends_the_draft_and_the_most_held_are_kept() -> None:
    spread = [float(place) for place in range(0, 91, 6)]
    options = council_cases.options_of(decided([43, 90, *spread, 12, 12]), 0)
    assert len(options) == 12
    assert {0.0, 12.0, 43.0, 90.0} <= set(options.tolist())


def test_what_delegations_are_called_is_nothing_to_the_case() -> None:
    decisions = decided([0, 100, 30, 60])
    odd = replace(decisions, delegations=("COM", "EP", "S" * 300, "two\nlines"))
    assert case_of_council(odd, np.array([0])) == case_of_council(decisions, np.array([0]))


def test_a_proposal_with_more_issues_than_a_case_can_have_is_refused() -> None:
    with pytest.raises(StudyError, match="Proposal P has 61 issues under one rule"):
        play_decisions(decided(*[[0, 100, 30, 60]] * 61), seed=1, replications=1)


def test_one_against_all_is_outvoted_by_a_majority_and_heard_under_unanimity() -> None:
    lone = [100, 100, *[100] * 6, 0]
    by_majority, by_all = (
        play_decisions(decided(lone, rule=rule), seed=1, replications=4) for rule in ("QMV", "Unan")
    )
    assert_array_equal(by_majority.outcome, 100.0)
    assert by_all.outcome.mean() < 50.0


def test_where_the_council_is_unanimous_it_need_not_hear_the_commission() -> None:
    played = play_decisions(decided([0, 100, *[100] * 5], rule="Unan", reference=50), seed=1, replications=4)
    assert_array_equal(played.outcome, 100.0)
    assert not played.dropped.any()


def test_the_council_alone_cannot_move_a_proposal_against_the_commission_with_the_parliament_it_can() -> None:
    alone = replace(decided([0, 100, *[100] * 9], rule="QMV", reference=0), procedure=("CNS",))
    kept = play_decisions(alone, seed=1, replications=8).outcome
    with_parliament = replace(alone, procedure=("COD",))
    moved = play_decisions(with_parliament, seed=1, replications=8).outcome
    assert kept.mean() < moved.mean() - 10


def test_parameters_are_those_of_the_conference_that_plays() -> None:
    decisions = decided([0, 100, 30, 60, 80])
    plain = case_of_council(decisions, np.array([0]))
    given = case_of_council(decisions, np.array([0]), {"values": {"curve": 1.5}})
    council = case_of_council(decisions, np.array([0]), {"values": {"failure_cost": 0.2}})
    cost = council_cases.COUNCIL["values.failure_cost"]
    assert plain.protocol.model_extra == {"values": {"curve": 2.0, "failure_cost": cost}}
    assert given.protocol.model_extra == {"values": {"curve": 1.5, "failure_cost": cost}}
    assert council.protocol.model_extra == {"values": {"curve": 2.0, "failure_cost": 0.2}}


def test_what_is_not_agreed_ends_at_the_status_quo_and_all_else_on_an_option() -> None:
    apart = decided([100, 0, 0, 40, 100, 100], [70, 0, 0, 100, 70, 30], rule="Unan", reference=55)
    free = {"values": {"failure_cost": 0.0}, "signal": {"isolation": 0.0}}
    played = play_decisions(apart, seed=3, replications=6, parameters=free)
    assert played.dropped.any()
    assert_array_equal(played.outcome[played.dropped], 55.0)
    for row in range(len(apart.issue)):
        options = council_cases.options_of(apart, row).tolist()
        assert set(played.outcome[row, ~played.dropped[row]].tolist()) <= set(options)


def test_issues_under_two_rules_are_two_cases_of_one_proposal() -> None:
    both = replace(decided([0, 100, 30, 60], [0, 100, 60, 60]), rule=("QMV", "Unan"))
    noted: list[int] = []
    played = play_decisions(both, seed=1, replications=2, note=noted.append)
    assert np.isfinite(played.outcome).all()
    assert noted == [1]


def test_outcomes_are_not_looked_at(invented: Decisions) -> None:
    few = invented.only(np.arange(4))
    other = replace(few, outcome=100 - few.outcome)
    first, second = (play_decisions(given, seed=1, replications=2).outcome for given in (few, other))
    assert_array_equal(first, second)


def test_shares_of_ends_come_out_as_by_hand() -> None:
    table = replace(
        decided([70, 0, 0, 100], [50, 0, 0, 100], [20, 0, 30, 30]),
        reference=np.array([0.0, 0.0, NAN]),
        outcome=np.array([0.0, 50.0, 25.0]),
    )
    ended = np.array([[70.0, 0.0], [0.0, 0.0], [30.0, 20.0]])
    played = council_cases.Played(
        outcome=ended, dropped=np.array([[False, True], [True, True], [False, False]])
    )
    resampled = grouped.Resampled(np.arange(3), seed=1)
    data, model = end_shares(table, resampled, [], played)
    assert {name: value.value for name, value in data.share.items()} == pytest.approx(
        {"reference": 1 / 3, "reference_named": 1 / 2, "commission": 1 / 3, "position": 2 / 3}
    )
    assert {name: value.value for name, value in model.share.items()} == pytest.approx(
        {"reference": 1 / 2, "reference_named": 3 / 4, "commission": 1 / 3, "position": 1.0, "dropped": 1 / 2}
    )


def test_rule_and_reference_point_are_read_in_both_forms(write: Write, invented: Decisions) -> None:
    tidy = write(
        "proposal,issue,outcome,actor,position,salience,council_rule,reference_point\n"
        "P,I,50,COM,0,10,Unan,30\nP,I,50,AA,0,10,Unan,30\nP,I,50,BB,9,10,Unan,30\n"
    )
    found = read_decisions(tidy)
    assert (found.rule, found.reference.tolist()) == (("Unan",), [30.0])
    wide = read_decisions(write(as_published(invented)))
    assert (set(wide.rule), set(wide.reference.tolist())) == ({"QMV"}, {0.0})
    assert np.isnan(invented.reference).all()


def test_the_conference_is_one_row_more_and_a_layer_round_it_another(invented: Decisions) -> None:
    noted: list[tuple[int, int]] = []
    found = run_backtest(
        invented,
        seed=1,
        points=POINT_MODELS[:1],
        spreads=[model for model in SPREAD_MODELS if model.key == "mean_scaled"],
        replications=2,
        progress=lambda *told: noted.append(told),
    )
    # One point under two capabilities, twelve proposals, ten folds under two capabilities, ten of the layer.
    assert (noted[0], noted[-1]) == ((0, 44), (44, 44))
    row, layer = found.of("conference", ""), found.of("marks_3_conference", "")
    assert row is not None
    assert layer is not None
    assert (row.is_spread, layer.is_spread) == (False, True)
    mean = found.of("mean", "equal")
    assert mean is not None
    assert row.beyond_mean is not None
    assert row.beyond_mean.value == pytest.approx(row.error.value - mean.error.value)
    halves = [row.by_half[name] for name in ("fit", "judge")]
    assert sum(half.n for half in halves) == 18
    assert sum(half.n * half.value for half in halves) / 18 == pytest.approx(row.error.value)
    assert [end.model for end in found.ends] == ["data", "mean", "conference"]
    headings = {str(part.heading) for part in told(found)}
    assert {"Where decisions end", "How far off, by half of the proposals"} <= headings
