"""Disputes: read strictly, played as cases of the conference, scored beside models that know less."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation.errors import ScenarioError
from simulation.evidence.backtest.disputes import odds
from simulation.evidence.backtest.disputes.dispute_cases import case_of_dispute
from simulation.evidence.backtest.disputes.dispute_rules import read_rule
from simulation.evidence.backtest.disputes.disputes_told import told_disputes
from simulation.evidence.backtest.disputes.run_disputes import MODELS, DisputeTest, run_disputes
from simulation.forecast.compared_models import CONFERENCE
from simulation.forecast.landed import land
from simulation.models.option_cells import CellForecast
from simulation.models.outcome_layer import MarkForecast
from simulation.protocols.parameter_sets.asked_parameters import DRAWN
from simulation.protocols.parameter_sets.sets_table import sets_for
from simulation.scenario.disputes import read_disputes
from simulation.stats.interval import Estimate, share
from simulation.study.codings import DRAWN_TOGETHER, codings_of, draw
from simulation.words import told_in
from tests.told_parts import read

INVENTED = Path(__file__).with_name("invented_disputes.json")
"""Three invented disputes; nothing in it ever happened."""
NOTED: list[tuple[int, int]] = []

type Change = Callable[[dict[str, Any]], None]


def written(tmp_path: Path, change: Change) -> Path:
    """Write the invented file with a change to its data."""
    data = json.loads(INVENTED.read_text("utf-8"))
    change(data)
    path = tmp_path / "disputes.json"
    path.write_text(json.dumps(data, indent=1), "utf-8")
    return path


@pytest.fixture(scope="module")
def ran() -> DisputeTest:
    """Return how the invented disputes end, played once for all tests."""
    return run_disputes(
        read_disputes(INVENTED),
        "invented",
        seed=1,
        replications=12,
        progress=lambda *told: NOTED.append(told),
    )


@pytest.fixture(scope="module")
def longer() -> DisputeTest:
    """Return the same in so many replications that it tells where the status quo was drawn."""
    return run_disputes(read_disputes(INVENTED), "invented", seed=1, replications=48)


@pytest.mark.parametrize(
    ("words", "preset"),
    [
        ("consensus of governments; others may speak, not decide", "itu_wtpf"),
        ("consensus of a group of governments and stakeholders", "cstd_wg"),
        ("consensus sought, majority vote of Member States possible", "unga_consensus"),
        ("rough consensus of chartering organizations; GAC consensus", "netmundial"),
        ("consensus of governments, stakeholder inputs", "itu_wtpf"),
        ("Majority of those present and voting", "unga_committee"),
    ],
)
def test_the_words_of_a_rule_name_a_preset(words: str, preset: str) -> None:
    read, is_read = read_rule(words)
    assert (read.preset, is_read) == (preset, True)


def test_two_thirds_after_consensus_is_a_vote_and_without_it_the_rule() -> None:
    assert dict(read_rule("consensus sought, two-thirds of those voting otherwise")[0].changes) == {
        "call_vote": 2 / 3
    }
    assert dict(read_rule("two-thirds of those present")[0].changes)["decision"] == {
        "rule": "qualified_majority"
    }


def test_words_that_name_no_rule_are_played_as_consensus_and_said_to_be(tmp_path: Path) -> None:
    def strange(data: dict[str, Any]) -> None:
        data["disputes"][1]["rule"] = "as ever"

    test = run_disputes(read_disputes(written(tmp_path, strange)), "x", seed=1, replications=2)
    assert test.cases[1].scenario.forum.preset == "itu_wtpf"
    assert any("These words name no rule" in sentence for sentence in read(told_disputes(test))[1].sentences)


def test_what_a_file_does_not_say_gets_the_defaults_and_what_it_says_counts(ran: DisputeTest) -> None:
    lights, horns, buoys = (each.scenario for each in ran.cases)
    first, second = lights.issues
    assert (first.status_quo, second.status_quo) == (0.5, 0.0)
    assert [issue.draft for issue in (first, second)] == ["o1", "o1"]  # two stand nearest to .5; .4 is named
    assert [option.position for option in first.options] == [0.0, 0.5, 1.0]
    assert [case.drafting for case in (lights, horns, buoys)] == [False] * 3
    mandate = {each.key: each.mandate["L1"] for each in lights.delegations}
    assert (mandate["DDD"].confidence, mandate["AAA"].confidence) == ("medium", "low")


def test_a_status_quo_that_no_file_names_may_lie_anywhere_and_one_that_is_named_stays(
    ran: DisputeTest,
) -> None:
    lights = ran.cases[0].scenario
    assert lights.judgement is not None
    marks = {part.issue: part.status_quo for part in lights.judgement.issues}
    assert marks == {"L1": (0.0, 1.0)}  # the file says of L2 where it lies
    codings = codings_of(lights)
    drawn = [codings.coded(lights, draw(codings.judgement, 1, 8 * part)) for part in range(40)]
    first, second = ([float(case.issues[place].status_quo) for case in drawn] for place in (0, 1))
    assert (min(first) < 0.1, max(first) > 0.9, len(set(first))) == (True, True, 40)
    assert set(second) == {0.0}


def test_where_a_file_says_all_only_parameters_are_drawn(tmp_path: Path) -> None:
    def told(data: dict[str, Any]) -> None:
        for dispute in data["disputes"]:
            for issue in dispute["issues"]:
                issue["status_quo"] = 0.0

    test = run_disputes(read_disputes(written(tmp_path, told)), "x", seed=1, replications=16)
    assert not any(part.issues for case in test.cases if (part := case.scenario.judgement) is not None)
    one, other = (
        [issue.probability[model].tolist() for issue in test.issues]
        for model in ("conference", "conference_median")
    )
    assert one != other


def test_at_the_medians_it_plays_what_nothing_is_drawn_in(ran: DisputeTest) -> None:
    for case in ran.cases:
        landed = land(case.scenario, CONFERENCE, seed=1, replications=range(12))
        for place, issue in enumerate(case.scenario.issues):
            found = next(each for each in ran.of(case.dispute.id) if each.issue.id == issue.key)
            shares = odds.shares(landed.option[:, place], len(issue.options))
            assert found.probability["conference_median"].tolist() == shares.tolist()


def test_each_part_of_the_replications_has_a_status_quo_of_its_own(longer: DisputeTest) -> None:
    given, played = list[list[float]](), list[list[float]]()
    for case in longer.cases:
        codings, option, sets = codings_of(case.scenario), [], sets_for(DRAWN)
        for begin in range(0, longer.replications, DRAWN_TOGETHER):
            coded = codings.coded(case.scenario, draw(codings.judgement, 1, begin))
            rows = range(begin, begin + DRAWN_TOGETHER)
            option.append(land(coded, CONFERENCE, seed=1, replications=rows, sets=sets).option)
        for place, issue in enumerate(case.scenario.issues):
            found = next(each for each in longer.of(case.dispute.id) if each.issue.id == issue.key)
            given.append(found.probability["conference"].tolist())
            ends = np.concatenate(option)[:, place]
            played.append(odds.shares(ends, len(issue.options)).tolist())
    assert given == played


def test_each_layer_lies_around_the_ends_that_it_is_named_after(ran: DisputeTest) -> None:
    around = [
        [issue.probability[f"{model}_layered"].tolist() for issue in ran.issues]
        for model in ("conference", "conference_median")
    ]
    assert around[0] != around[1]


def test_the_interval_of_a_share_holds_it_and_what_codings_do(longer: DisputeTest) -> None:
    wider = 0
    for issue in longer.issues:
        for place, one in enumerate(issue.played):
            assert one.low <= one.value <= one.high
            assert one.value == pytest.approx(issue.probability["conference"][place])
            alone = share(round(one.value * 48), 48, level=one.level)
            assert one.low <= alone.low
            assert one.high >= alone.high
            wider += one.high - one.low > alone.high - alone.low
    assert wider


def test_who_decides_and_who_may_only_speak_follow_rule_kind_and_file(ran: DisputeTest) -> None:
    told = [(case.deciders, case.speakers) for case in ran.cases]
    assert told == [
        (("AAA", "BBB", "CCC", "DDD"), ("CSO",)),
        (("AAA", "BBB", "ICC"), ()),
        (("AAA", "BBB", "GUILD"), ("ISOC",)),
    ]


def test_a_group_that_somebody_belongs_to_has_a_line_and_no_seat(ran: DisputeTest) -> None:
    (bloc,) = ran.cases[2].scenario.blocs
    assert (bloc.key, bloc.line["B1"].position) == ("NORTH", 1.0)
    assert [each.key for each in ran.cases[2].scenario.delegations if each.blocs == ("NORTH",)] == ["AAA"]


def test_probabilities_sum_to_one_and_do_not_depend_on_what_happened(
    ran: DisputeTest, tmp_path: Path
) -> None:
    def forget(data: dict[str, Any]) -> None:
        for dispute in data["disputes"]:
            dispute["outcome"] = None

    blind = run_disputes(read_disputes(written(tmp_path, forget)), "invented", seed=1, replications=12)
    for known, unknown in zip(ran.issues, blind.issues, strict=True):
        for model in MODELS:
            assert known.probability[model].sum() == pytest.approx(1.0)
            assert known.probability[model].tolist() == unknown.probability[model].tolist()
    assert (blind.scores, blind.scored) == ((), ())
    assert "No end is known, so nothing is scored." in read(told_disputes(blind))[-1].sentences


def test_a_log_score_mixes_in_a_little_of_a_uniform_forecast() -> None:
    # K = 4: -ln(.98 x .5 + .02 / 4), and of what was held impossible -ln(.005).
    probability = np.array([0.5, 0.5, 0.0, 0.0])
    assert odds.log_score(probability, 0) == pytest.approx(0.7032, abs=1e-4)
    assert odds.log_score(probability, 3) == pytest.approx(5.2983, abs=1e-4)


def test_the_scores_are_the_means_over_what_was_played_and_has_an_end(ran: DisputeTest) -> None:
    assert [(issue.issue.id, issue.ended) for issue in ran.scored] == [("F1", 2), ("L1", 1), ("L2", 1)]
    scores = {row.model: row for row in ran.scores}
    # Four, four and three things can happen.
    assert scores["uniform"].log.value == pytest.approx((2 * np.log(4) + np.log(3)) / 3)
    for model, row in scores.items():
        assert row.log.value == pytest.approx(np.mean([issue.log(model) for issue in ran.scored]))
        if row.beyond_uniform is not None:
            difference = row.log.value - scores["uniform"].log.value
            assert row.beyond_uniform.value == pytest.approx(difference)


def test_an_issue_without_positions_is_not_played_and_not_scored(ran: DisputeTest) -> None:
    form = next(issue for issue in ran.issues if issue.issue.id == "L3")
    assert (form.is_played, form.played, form.ended) == (False, (), 0)
    assert all(row.tolist() == [1 / 3] * 3 for row in form.probability.values())


def test_shares_count_what_draws_end_in_and_none_is_last() -> None:
    assert odds.shares(np.array([0, 1, 1, -1]), 2).tolist() == [0.25, 0.5, 0.25]


def test_what_lies_halfway_between_two_options_is_shared() -> None:
    grid = np.arange(101.0)
    probability = np.zeros(101)
    probability[[10, 25, 80]] = 0.5, 0.3, 0.2
    scale = MarkForecast(grid=grid, probability=probability, centre=50.0)
    cells = CellForecast(marks=grid, probability=probability, scale=scale)
    assert odds.of_scale(cells, [0.0, 0.5, 1.0]).tolist() == pytest.approx([0.65, 0.15, 0.2, 0.0])


def test_a_layer_leaves_draws_without_agreement_what_they_are() -> None:
    positions, influence = np.tile([0.2, 0.8], (4, 1)), np.ones((4, 2))
    never = odds.around(positions, influence, [0.0, 1.0], option=np.array([-1, -1, -1, -1]))
    half = odds.around(positions, influence, [0.0, 1.0], option=np.array([-1, -1, 0, 1]))
    assert never.tolist() == [0.0, 0.0, 1.0]
    assert half.tolist() == pytest.approx([0.25, 0.25, 0.5])


def test_the_same_seed_gives_the_same_data_and_progress_goes_from_nothing_to_all(ran: DisputeTest) -> None:
    again = run_disputes(read_disputes(INVENTED), "invented", seed=1, replications=12)
    assert again.as_data() == ran.as_data()
    assert (NOTED[0], NOTED[-1]) == ((0, 72), (72, 72))
    assert sorted(NOTED) == NOTED


def test_everything_that_is_wrong_is_said_at_once_where_it_stands(tmp_path: Path) -> None:
    def spoil(data: dict[str, Any]) -> None:
        first, second, third = data["disputes"]
        first["positions"]["L9"] = {"AAA": 0.5}
        first["issues"][1]["draft"] = 0.3
        first["documented"]["L1"]["EEE"] = "NOWHERE"
        second["issues"][0]["options"][1]["value"] = 1.0
        second["preset"] = "itu_wtfp"
        third["rule"] = 3

    path = written(tmp_path, spoil)
    with pytest.raises(ScenarioError) as refused:
        read_disputes(path)
    lines = path.read_text("utf-8").splitlines()
    told = [line.removeprefix(f"{path}:").split(":", 2) for line in str(refused.value).splitlines()]
    assert [lines[int(line) - 1].strip().split(":")[0] for line, _, _ in told] == [
        '"draft"',
        '"L9"',
        '"EEE"',
        '"value"',
        '"preset"',
        '"rule"',
    ]
    assert told[4][2] == (
        " No forum is called 'itu_wtfp'. Did you mean 'itu_wtpf'? Valid: itu_wtpf, itu_treaty, unga_committee, "
        "unga_consensus, cstd_wg, ietf_wg, icann_gac, netmundial. Correct the name."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]", "The file holds a list."),
        ('{"disputes": []}', "disputes"),
        (
            '{"disputes": [{"id": "A", "title": "A", "rule": "consensus", "issues": 3, "positions": {}}]}',
            "issues",
        ),
        ('{"disputes": [', "A value is missing"),
    ],
)
def test_what_is_no_file_of_disputes_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ScenarioError, match=rf"bad\.json:1:\d+: .*{said}"):
        read_disputes(path)


def test_notes_of_the_author_are_left_and_told_and_a_slip_of_the_pen_is_refused(tmp_path: Path) -> None:
    def extra(data: dict[str, Any]) -> None:
        data["disputes"][0]["archive_box"] = 12

    def slip(data: dict[str, Any]) -> None:
        data["disputes"][0]["outcomes"] = data["disputes"][0].pop("outcome")

    assert read_disputes(written(tmp_path, extra)).not_read == ("archive_box",)
    with pytest.raises(ScenarioError, match="Did you mean 'outcome'"):
        read_disputes(written(tmp_path, slip))


def test_a_dispute_in_which_nobody_decides_is_refused_by_its_name(tmp_path: Path) -> None:
    def mute(data: dict[str, Any]) -> None:
        data["disputes"][1]["delegations"] = {name: {"decides": False} for name in ("AAA", "BBB", "ICC")}

    read = read_disputes(written(tmp_path, mute))
    with pytest.raises(ScenarioError, match=r"disputes\.json: FOGHORNS-1903"):
        case_of_dispute(read.disputes[1], "disputes.json")


def test_it_is_told_in_french(ran: DisputeTest) -> None:
    with told_in("fr"):
        parts = read(told_disputes(ran))
    assert parts[0].heads[:2] == ("question", "se termine par")
    assert "Non jouée, car personne n’y a de position connue\u00a0: L3." in parts[0].sentences


@pytest.mark.parametrize(
    ("high", "said"),
    [(0.1, "None of that is beyond noise"), (-0.1, "Only for these is that beyond noise: ")],
)
def test_a_difference_to_knowing_nothing_is_noise_where_its_interval_holds_0(
    high: float, said: str, ran: DisputeTest
) -> None:
    apart = Estimate(value=-0.4, low=-0.9, high=high, n=2)
    scores = tuple(
        row if row.model == "uniform" else replace(row, beyond_uniform=apart) for row in ran.scores
    )
    told = read(told_disputes(replace(ran, scores=scores)))
    assert said in " ".join(sentence for part in told for sentence in part.sentences)
