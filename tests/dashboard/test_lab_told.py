"""What the lab says: changes and headlines in words."""

import pytest

from dashboard.frame.language import words_in
from dashboard.lab import study_told
from dashboard.lab.case_versions import (
    Inputs,
    Version,
)
from dashboard.lab.changing import change_told
from dashboard.lab.results import measured
from dashboard.lab.study_asked import ask
from simulation.engine.simulate import load_scenario
from simulation.stats.interval import Estimate
from simulation.study import pull_all
from simulation.study.change_phrase import phrase_of
from simulation.study.levers.registry import LEVERS
from simulation.study.study import Change
from simulation.study.study_running import play_study
from simulation.study.study_summary import Finding
from simulation.words import Said, told_in
from tests.kept_cases import TWELVE_SEATS
from tests.spoken_for import BY_LANGUAGE

ENGLISH, FRENCH = words_in("en"), words_in("fr")
RULE = Change(lever="rule", value="simple_majority")
SHORT = Change(lever="sessions", value="5")


def _inputs(*changes: Change, case: str = "worked_clock") -> Inputs:
    return Inputs(case=case, versions=(Version(letter="A", changes=changes),))


def _finding(
    change: tuple[float, float, float], *, unit: str = "share", key: str = "adopted", n: int = 200
) -> Finding:
    base, now = 0.5, 0.5 + change[0]
    own = tuple(Estimate(value=value, low=value - 0.05, high=value + 0.05, n=n) for value in (base, now))
    return Finding(
        key=key,
        label=Said.verbatim("a text is adopted"),
        group="ending",
        unit="share" if unit == "share" else "number",
        estimates=own,
        differences=(Estimate(value=change[0], low=change[1], high=change[2], n=n),),
        same=(False,),
    )


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_lever_is_told_in_words(language: str) -> None:
    words, case = words_in(language), load_scenario("wtpf13_training")
    who, issue = case.delegations[0].key, case.issues[0].key
    for lever in LEVERS.values():
        text = (
            next(part for part in lever.example.split(" + ") if part.startswith(lever.key))
            .replace("BRA", who)
            .replace("Q1", issue)
        )
        name, _, value = text.partition("=")
        change = Change(lever=name, value=value)
        for made in pull_all(case, [change]).words:  # the rule of the case has no threshold
            told = change_told(words, case, change, made)
            with told_in(words.language):
                assert str(phrase_of(change.lever, made))
            assert all((told.title, told.was))
            assert "_" not in told.title.replace(issue, "")
        asked = change_told(words, case, change)
        assert asked.title == f"{asked.title.partition(value)[0]}{value}"
        assert asked.was == ""


def test_a_change_is_told_with_what_it_was_in_both_languages() -> None:
    case = load_scenario("wtpf13_training")
    (library,) = pull_all(case, [RULE]).words
    english, french = (change_told(words, case, RULE, library) for words in (ENGLISH, FRENCH))
    assert (english.title, english.was) == ("Decision rule: simple majority", "consensus")
    assert (french.title, french.was) == ("Règle de décision\u00a0: majorité simple", "consensus")


def test_a_value_of_a_delegation_is_told_with_its_name() -> None:
    case = load_scenario("wtpf13")
    change = Change(lever="delegations.BRA.mandate.Q1.position", value="0.4")
    (library,) = pull_all(case, [change]).words
    told = change_told(FRENCH, case, change, library)
    assert told.title == "Brazil, Q1\u00a0: position 0,40"
    assert told.was.startswith("0,")


def test_how_many_runs_would_show_a_difference_is_reckoned_from_its_interval() -> None:
    change = Estimate(value=0.02, low=-0.02, high=0.06, n=1000)
    assert study_told.runs_needed(change) == 4000
    assert study_told.runs_needed(Estimate(value=0.14, low=0.10, high=0.18, n=1000)) == 0
    assert study_told.runs_needed(Estimate(value=0.0, low=-0.02, high=0.02, n=1000)) == 0
    assert study_told.runs_needed(Estimate(value=0.0001, low=-0.02, high=0.02, n=1000)) == 0


def test_the_headline_tells_the_ending_that_changes() -> None:
    case = load_scenario(TWELVE_SEATS)
    asked = ask(_inputs(RULE, case=TWELVE_SEATS), case, replications=60)
    summary = play_study(asked.study)
    found = study_told.headline(ENGLISH, summary, 1)
    assert found.finding.group == "ending"
    endings = [one for one in summary.findings if one.group == "ending" and one.key.startswith("class.")]
    assert found.sentence.startswith("With the rule “simple majority”, ")
    most = sorted(endings, key=lambda one: -abs(one.differences[0].value))[:2]
    assert found.finding in most
    for one in most:
        after, before = (f"{100 * each.value:.0f}%" for each in reversed(one.estimates))
        told = f"in {after} of runs instead of {before}", f"in {after} instead of {before}"
        assert any(words in found.sentence for words in told)
    assert "60 pairs of runs" in found.lead[0]


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_figure_beside_the_endings_is_explained(language: str) -> None:
    case = load_scenario("wtpf13_training")
    summary = play_study(ask(_inputs(RULE, case="wtpf13_training"), case, replications=2).study)
    for kind in ("usual", "gains"):
        found = measured(summary, kind)
        assert found
        assert [one.key for one in found if not study_told.explained(words_in(language), one)] == []


def test_the_headline_tells_the_outcome_that_was_asked_for() -> None:
    case = load_scenario("worked_clock")
    summary = play_study(ask(_inputs(SHORT), case, replications=60).study)
    found = study_told.headline(ENGLISH, summary, 1, asked="sessions")
    assert found.finding.key == "sessions"
    assert found.sentence.startswith("With 5 sessions, “sessions held” is ")


def test_a_change_without_any_effect_is_told_as_that() -> None:
    case = load_scenario("worked_clock")
    nothing = Change(lever="chair_powers", value="agenda,text")
    summary = play_study(ask(_inputs(nothing), case, replications=20).study)
    found = study_told.headline(ENGLISH, summary, 1)
    assert found.sentence == (
        "With a Chair who may only set the agenda and put texts, "
        "nothing changes in how it ends, in what is in the text, or in who gains."
    )


def test_what_else_is_measured_leaves_out_how_it_ends_and_what_never_happens() -> None:
    case = load_scenario("wtpf13_training")
    summary = play_study(ask(_inputs(RULE, case="wtpf13_training"), case, replications=20).study)
    kinds = {kind: {one.group for one in measured(summary, kind)} for kind in ("usual", "options", "gains")}
    assert "ending" not in kinds["usual"]
    assert kinds["options"] == {"option"}
    assert kinds["gains"] == {"gain"}
    assert all(any(e.value for e in one.estimates) for one in measured(summary, "options"))
