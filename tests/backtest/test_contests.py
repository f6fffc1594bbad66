"""What back-tests hand to the table of the page on validation: paired with the same draws as their own sections."""

from pathlib import Path

import numpy as np
import pytest

from simulation.evidence.backtest import grouped
from simulation.evidence.backtest.contests import contests
from simulation.evidence.backtest.convention.aggregates import FEWEST, network_of
from simulation.evidence.backtest.convention.convention_files import Convention, read_convention
from simulation.evidence.backtest.convention.run_convention import ConventionBacktest, run_convention
from simulation.evidence.backtest.convention.signing_together import Pairs
from simulation.evidence.backtest.council_cases import Played
from simulation.evidence.backtest.decision_ends import ends_at, expected_at
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.backtest.disputes.run_disputes import run_disputes
from simulation.evidence.backtest.run_backtest import Backtest, run_backtest
from simulation.evidence.validation.contest import Contest
from simulation.scenario.disputes import read_disputes

INVENTED = Path(__file__).with_name("invented_convention")
DISPUTES = Path(__file__).with_name("invented_disputes.json")


@pytest.fixture(scope="module")
def table() -> Convention:
    return read_convention(INVENTED)


@pytest.fixture(scope="module")
def played(table: Convention) -> ConventionBacktest:
    return run_convention(table, seed=1, replications=5, plays=50, resamples=20, groups=2)


def by_key(found: tuple[Contest, ...]) -> dict[str, Contest]:
    return {one.key: one for one in found}


def test_the_outcome_layer_is_held_against_the_mean_on_the_half_that_nothing_is_fitted_to(
    ran: Backtest,
) -> None:
    found = by_key(ran.contests)["deu3.error.marks_3"]
    judged = ~grouped.is_for_fitting(ran.decisions.proposal)
    made = {one.model: one for one in ran.forecasts if one.capability in {"", "equal"}}
    errors = {name: np.abs(made[name].point - ran.decisions.outcome)[judged] for name in ("marks_3", "mean")}
    assert found.n == judged.sum() < len(judged)
    assert found.value.value == pytest.approx(errors["marks_3"].mean())
    assert found.beyond["mean"].value == pytest.approx((errors["marks_3"] - errors["mean"]).mean())
    score = ran.of("marks_3", "equal")
    assert score is not None
    assert found.value == score.by_half["judge"]


def test_where_all_may_be_fitted_to_there_are_no_contests(ran: Backtest) -> None:
    fitted = ran.decisions.only(np.flatnonzero(grouped.is_for_fitting(ran.decisions.proposal)))
    resampled = grouped.Resampled(grouped.groups(fitted.proposal), 1)
    assert contests(fitted, (), resampled, None) == ()


def test_without_the_conference_nothing_is_said_of_it(ran: Backtest) -> None:
    assert {one.ours for one in ran.contests} == {"marks_3"}


def test_whoever_ends_as_often_as_it_happened_is_nearer_than_whoever_never_does(invented: Decisions) -> None:
    exact = Played(outcome=invented.outcome[:, None], dropped=np.zeros((len(invented.issue), 1), dtype=bool))
    resampled = grouped.Resampled(grouped.groups(invented.proposal), 1)
    forecast = run_backtest(invented, seed=1, spreads=()).forecasts
    found = by_key(contests(invented, forecast, resampled, exact))
    commission = found["deu3.commission.conference"]
    assert commission.target is not None
    assert commission.n == (~grouped.is_for_fitting(invented.proposal)).sum() < len(invented.issue)
    assert commission.value.value == commission.target.value
    gap = commission.target.value - commission.simple["mean"].value
    assert commission.beyond["mean"].value == pytest.approx(-abs(gap))


def test_how_much_further_is_by_hand_and_nothing_for_the_same_values() -> None:
    resampled = grouped.Resampled(np.arange(4), seed=1)
    first, second, target = np.array([1.0, 1, 1, 0]), np.array([0.0, 0, 0, 0]), np.array([1.0, 0, 0, 0])
    found = resampled.further(first, second, target)
    assert found.value == pytest.approx(abs(0.75 - 0.25) - abs(0.0 - 0.25))
    assert found.low <= found.value <= found.high
    same = resampled.further(first, first, target)
    assert (same.value, same.low, same.high) == (0, 0, 0)


def test_a_distribution_on_one_mark_ends_where_the_point_does(invented: Decisions) -> None:
    point = np.rint(invented.outcome)
    sure = np.zeros((len(point), 101))
    sure[np.arange(len(point)), point.astype(int)] = 1.0
    expected, ended = expected_at(invented, sure), ends_at(invented, point[:, None])
    for name, (share, _) in ended.items():
        assert expected[name][0].tolist() == share.tolist()


def test_disputes_are_held_against_knowing_nothing_as_their_scores_are() -> None:
    ran = run_disputes(read_disputes(DISPUTES), "invented", seed=1, replications=4)
    found = by_key(ran.contests)
    scores = {one.model: one for one in ran.scores}
    conference = ("conference", "conference_layered", "conference_median", "conference_median_layered")
    for ours in (*conference, "marks"):
        one = found[f"dispute.log.{ours}"]
        assert one.value == scores[ours].log
        assert one.beyond["uniform"] == scores[ours].beyond_uniform
        assert ("marks" in one.simple) == (ours != "marks")
    assert ran.as_data()["contests"] == [one.as_data() for one in ran.contests]


def test_the_engine_is_held_against_models_that_know_what_it_knows(played: ConventionBacktest) -> None:
    found = by_key(played.contests)
    assert set(found["pairs.auc.ours_known"].simple) == {"joint_known", "separate_known"}
    assert not any(name.endswith("_known") for name in found["pairs.auc.ours"].simple)
    for ours in ("ours", "ours_known"):
        assert found[f"pairs.auc.{ours}_parts"].simple == found[f"pairs.auc.{ours}"].simple
    own = {one.model: one for one in played.pairs}
    assert own["ours"].beyond is not None
    assert found["pairs.auc.ours"].beyond["separate_group"].low == own["ours"].beyond["auc"].low
    texts = {one.model: one for one in played.texts}
    assert texts["ours"].beyond is not None
    assert found["texts.brier.ours"].beyond["gate"].high == texts["ours"].beyond["brier"].high


def test_networks_have_shares_of_pairs_and_no_list_in_which_somebody_could_be_recognised(
    table: Convention,
) -> None:
    found = network_of(Pairs(table, 1, 3, None), seed=1, groups=2)
    sizes = {name: table.bloc.count(name) for name in set(table.bloc)}
    assert {node.name: node.members for node in found.nodes} == {
        name: size for name, size in sizes.items() if name and size >= FEWEST
    }
    assert found.left_out == len(table.members) - sum(node.members for node in found.nodes)
    along = [node.place[0] for node in found.nodes]
    assert along == sorted(along)
    together = table.counts(table.late) > 0
    names = [node.name for node in found.nodes]
    for edge in found.edges:
        rows = [
            (a, b)
            for a in range(len(table.members))
            for b in range(a + 1, len(table.members))
            if sorted([table.bloc[a], table.bloc[b]]) == sorted(names[end] for end in edge.between)
        ]
        assert edge.pairs == len(rows)
        assert edge.data.value == pytest.approx(np.mean([together[a, b] for a, b in rows]))


def test_curves_count_every_text_once_and_name_nobody(played: ConventionBacktest) -> None:
    data = played.as_data()["figures"]
    assert set(data) == {"texts", "distance", "network"}
    for name in ("texts", "distance"):
        assert sum(row["n"] for row in data[name]) == len(played.data.survived)
        happened = sum(row["n"] * row["happened"]["value"] for row in data[name])
        assert happened == pytest.approx(played.data.survived.sum(), abs=0.01)
    assert not any(member in str(data) for member in played.data.members)
