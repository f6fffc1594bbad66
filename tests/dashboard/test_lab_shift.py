"""What one figure would hide: runs that move between endings, and shares that look like counts."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from dashboard.frame.language import words_in
from dashboard.lab import study_told
from dashboard.lab.case_versions import Inputs, Version
from dashboard.lab.study_asked import ask
from simulation.engine.simulate import load_scenario
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.stats.interval import Estimate
from simulation.study.study import Change
from simulation.study.study_lead import lead_of
from simulation.study.study_measures import ADOPTED
from simulation.study.study_running import play_study
from simulation.study.study_summary import Finding, StudySummary

ENGLISH, FRENCH = words_in("en"), words_in("fr")
RULE = Change(lever="rule", value="simple_majority")


@pytest.fixture(scope="module")
def played() -> StudySummary:
    inputs = Inputs(case="worked_clock", versions=(Version(letter="A", changes=(RULE,)),))
    return play_study(ask(inputs, load_scenario("worked_clock"), replications=20).study)


def _share(finding: Finding, base: float, now: float) -> Finding:
    own = tuple(Estimate(value=one, low=one, high=one, n=200) for one in (base, now))
    change = now - base
    clear = Estimate(value=change, low=change - 0.02, high=change + 0.02, n=200)
    return replace(finding, estimates=own, differences=(clear,), same=(base == now,))


def _with(played: StudySummary, base: Mapping[str, float], now: Mapping[str, float]) -> StudySummary:
    """Return a summary with these shares of endings, and nothing else."""
    found = [
        _share(played.finding(f"class.{one}"), base.get(one, 0.0), now.get(one, 0.0))
        for one in OUTCOME_CLASSES
    ]
    adopted = [sum(shares.get(one, 0.0) for one in ADOPTED) for shares in (base, now)]
    return replace(played, findings=(_share(played.finding("adopted"), *adopted), *found))


def _sentence(summary: StudySummary, language: str = "en", asked: str | None = None) -> str:
    return study_told.headline(words_in(language), summary, 1, asked=asked).sentence


def test_another_most_frequent_ending_is_told_with_both_endings(played: StudySummary) -> None:
    now = {"adopted_low_participation": 0.87, "deferred_or_referred": 0.13}
    summary = _with(played, {"partial": 1.0}, now)
    assert _sentence(summary) == (
        "With the rule “simple majority”, the text is adopted with low participation in 87% of runs instead of 0%, "
        "and the text is adopted in part in 0% instead of 100%."
    )
    assert _sentence(summary, "fr") == (
        "Avec la règle «\u00a0majorité simple\u00a0», "
        "le texte est adopté avec une faible participation dans 87\u00a0% des simulations au lieu de 0\u00a0%, "
        "et le texte est adopté en partie dans 0\u00a0% au lieu de 100\u00a0%."
    )
    assert (
        study_told.headline(ENGLISH, summary, 1)
        .lead[0]
        .startswith(
            "Adopted with low participation: 87% (87 to 87) of runs with it, 0% (0 to 0) without. "
            "The difference is +87 points (+85 to +89), from 200 pairs of runs"
        )
    )


def test_runs_that_move_between_two_endings_are_told_where_the_sum_hardly_moves(played: StudySummary) -> None:
    before = {"partial": 0.9, "adopted_by_vote": 0.0, "no_outcome": 0.1}
    summary = _with(played, before, {"partial": 0.6, "adopted_by_vote": 0.35, "no_outcome": 0.05})
    assert _sentence(summary) == (
        "With the rule “simple majority”, the text is adopted over objections in 35% of runs instead of 0%, "
        "and the text is adopted in part in 60% instead of 90%."
    )


def test_the_sum_is_told_where_runs_move_into_adoption(played: StudySummary) -> None:
    summary = _with(played, {"partial": 0.6, "no_outcome": 0.4}, {"partial": 0.9, "no_outcome": 0.1})
    assert (
        _sentence(summary)
        == "With the rule “simple majority”, a text is adopted in 90% of runs instead of 60%."
    )


def test_runs_that_move_are_no_more_than_those_that_leave_their_ending(played: StudySummary) -> None:
    before = {"adopted_by_vote": 0.5, "partial": 0.1, "no_outcome": 0.3, "deferred_or_referred": 0.1}
    now = {"adopted_by_vote": 0.5, "consensus_clean": 0.4, "no_outcome": 0.05, "deferred_or_referred": 0.05}
    told = _sentence(_with(played, before, now))
    assert told == "With the rule “simple majority”, a text is adopted in 90% of runs instead of 60%."


def _wider(summary: StudySummary, key: str, half: float) -> StudySummary:
    """Return a summary in which the interval of one difference is as wide to either side."""
    found = []
    for one in summary.findings:
        value = one.differences[0].value
        wide = Estimate(value=value, low=value - half, high=value + half, n=200)
        found.append(replace(one, differences=(wide,)) if one.key == key else one)
    return replace(summary, findings=tuple(found))


def test_where_the_runs_go_is_told_though_only_what_they_leave_stands_out(played: StudySummary) -> None:
    now = {"adopted_low_participation": 0.6, "adopted_by_vote": 0.4}
    summary = _wider(_with(played, {"partial": 1.0}, now), "class.adopted_low_participation", 0.5)
    told = "With the rule “simple majority”, the text is adopted {} 100%."
    assert _sentence(summary) == told.format(
        "with low participation in 60% of runs instead of 0%, and the text is adopted in part in 0% instead of"
    )
    assert lead_of(summary, 1).kind == "clear"


def test_a_rarer_ending_is_told_with_what_is_now_most_frequent(played: StudySummary) -> None:
    now = {"adopted_low_participation": 0.6, "adopted_by_vote": 0.4}
    summary = _wider(_with(played, {"partial": 1.0}, now), "class.adopted_low_participation", 0.7)
    assert _sentence(summary) == (
        "With the rule “simple majority”, the text is adopted in part in 0% of runs instead of 100%; "
        "most often now the text is adopted with low participation (60%)."
    )
    summary = _with(played, {"partial": 0.9, "no_outcome": 0.1}, {"partial": 0.3, "no_outcome": 0.7})
    assert _sentence(summary, asked="adopted") == (
        "With the rule “simple majority”, a text is adopted in 30% of runs instead of 90%; "
        "most often now there is no outcome (70%)."
    )


def test_the_ending_that_was_asked_for_is_told_alone(played: StudySummary) -> None:
    summary = _with(played, {"partial": 1.0}, {"adopted_by_vote": 0.9, "no_outcome": 0.1})
    assert (
        _sentence(summary, asked="adopted")
        == "With the rule “simple majority”, a text is adopted in 90% of runs instead of 100%."
    )


def test_no_clear_effect_is_told_with_what_was_changed(played: StudySummary) -> None:
    summary = _with(played, {"partial": 0.9, "no_outcome": 0.1}, {"partial": 0.91, "no_outcome": 0.09})
    assert (
        _sentence(summary, asked="adopted")
        == "With the rule “simple majority”, there is no clear effect on “a text is adopted”."
    )
