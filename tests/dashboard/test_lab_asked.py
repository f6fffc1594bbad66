"""What the lab asks before it plays, says beside its inputs, and opens first."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.axis_wordings import nearest_wording
from dashboard.frame.language import words_in
from dashboard.lab.changing import change_told
from dashboard.lab.delegations_grid import Cell, change_of
from dashboard.lab.lab_state import view_of
from dashboard.lab.results import measured
from simulation.engine.simulate import load_scenario
from simulation.scenario import Delegation, Issue, Option, Scenario
from simulation.study.levers import LEVERS
from simulation.study.weighty import looked_for, number_tested, stands_out, weight
from tests.dashboard.lab_page import click, finished, lab_of, played, texts_of, title_of
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]

CASE = "worked_clock"
MAJORITY = "rule=simple_majority"
RIGHTS = ("rule", "rights", "chair_powers", "leftover")
"""Levers that give or take rights."""


def test_nothing_is_played_until_somebody_asks_for_it_and_the_page_says_how_long_it_takes(
    opened: Opened,
) -> None:
    at = opened("lab", query={"case": "wtpf13_training", "seed": "901"})  # that nobody has asked for
    assert lab_of(at).job is None
    assert lab_of(at).ran is None
    assert title_of(at) == "How does this case end?"
    assert re.search(r"200 runs .* about \d+\s(?:s|min) on this computer", texts_of(at))
    at = opened("lab", query={"case": CASE, "change": "rule=simple_majority", "seed": "902"})
    assert lab_of(at).job is None
    assert title_of(at) == "With the rule “simple majority”: what changes?"


def test_what_is_known_already_is_shown_without_being_played_again(opened: Opened) -> None:
    query = {"case": CASE, "change": "sessions=4", "seed": "903"}
    first = lab_of(finished(click(opened("lab", query=query), "lab.quick"))).ran
    again = opened("lab", query=query)
    assert lab_of(again).job is None
    assert first is not None
    assert lab_of(again).ran == first


def test_results_open_on_what_changes_most_until_the_visitor_chooses(opened: Opened) -> None:
    at = played(opened("lab", query={"case": "first_hour", "change": MAJORITY}))
    ran = lab_of(at).ran
    assert ran is not None
    clear = {
        kind: [
            one
            for one in measured(ran.summary, kind)
            if stands_out(one, 1, number_tested(looked_for(ran.summary)))
        ]
        for kind in ("usual", "options", "gains")
    }
    heaviest = max(clear, key=lambda kind: max((weight(one, 1) for one in clear[kind]), default=0.0))
    tabs = at.segmented_control(key="lab.shown")
    assert tabs.value == heaviest
    assert heaviest != "usual"  # what always stood first
    names = {kind: words_in("en").say(f"lab.else.show.{kind}") for kind in clear}
    assert tabs.options == [f"{names[kind]} ({len(clear[kind])})" for kind in clear]
    assert view_of(lab_of(at)) == "A"
    tabs.set_value("usual").run()
    assert at.segmented_control(key="lab.shown").value == "usual"
    assert view_of(lab_of(at)) == "A-usual"


def test_who_chooses_an_outcome_or_a_version_finds_the_same_control_again(opened: Opened) -> None:
    at = played(opened("lab", query={"case": "first_hour", "change": MAJORITY}))
    chosen = at.selectbox(key="lab.outcome")
    assert chosen.value != "from_draft"
    chosen.set_value("from_draft").run()
    assert not at.exception
    assert (lab_of(at).outcome, at.selectbox(key="lab.outcome").value) == ("from_draft", "from_draft")
    click(at, "lab.version.add")
    assert at.segmented_control(key="lab.letter").value == "B"
    at.segmented_control(key="lab.letter").set_value("A").run()
    assert not at.exception
    assert (lab_of(at).letter, at.segmented_control(key="lab.letter").value) == ("A", "A")


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_a_result_of_drawn_parameters_says_how_the_replay_differs(opened: Opened, language: str) -> None:
    at = played(opened("lab", query={"case": "first_hour", "lang": language}))
    ran = lab_of(at).ran
    assert ran is not None
    n = ran.summary.parameters["drawn"]
    assert n > 1
    assert words_in(language).say("lab.drawn.replay", n=n) in texts_of(at)


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("key", RIGHTS)
def test_every_choice_that_gives_or_takes_rights_is_explained_in_a_line_where_it_is_made(
    opened: Opened, key: str, language: str
) -> None:
    words, lever = words_in(language), LEVERS[key]
    part = "report.rule_summary" if key == "rule" else f"lab.help.{key}"
    told = {one: words.maybe(f"{part}.{one}") for one in lever.takes.choices}
    assert all(told.values()), told
    at = opened("lab", query={"case": CASE, "lang": language})
    at.selectbox(key="lab.group").select(lever.group).run()
    at.selectbox(key=f"lab.lever.{lever.group}").select(key).run()
    last = lever.takes.choices[-1]
    if key == "chair_powers":
        at.multiselect[0].set_value(list(lever.takes.choices)).run()
        assert all(str(one) in texts_of(at) for one in told.values())
    else:
        at.selectbox(key=f"lab.value.{key}").select(last).run()
        assert str(told[last]) in texts_of(at)


def test_one_more_wording_is_offered_only_where_a_delegation_rules_it_out(opened: Opened) -> None:
    case, query = load_scenario("first_hour"), {"case": "first_hour"}
    at = opened("lab", query=query)
    at.selectbox(key="lab.group").select(LEVERS["accepts"].group).run()
    at.selectbox(key=f"lab.lever.{LEVERS['accepts'].group}").select("accepts").run()
    offered = 0
    for seat in case.delegations:
        at.selectbox(key="lab.accepts.who").select(seat.key).run()
        for issue in case.issues:
            labels = [option.label for option in issue.options if _refuses(case, seat, issue, option)]
            if labels:
                at.selectbox(key="lab.accepts.issue").select(issue.key).run()
                key = f"lab.accepts.option.first_hour.{seat.key}.{issue.key}"
                assert at.selectbox(key=key).options == labels
                offered += len(labels)
    assert 0 < offered < sum(len(issue.options) for issue in case.issues) * len(case.delegations)


def _refuses(case: Scenario, seat: Delegation, issue: Issue, option: Option) -> bool:
    """Return whether the lever would change anything."""
    changed = LEVERS["accepts"].apply(case, f"{seat.key}:{issue.key}={option.key}", None).case
    return changed != case


def test_every_place_is_nearest_to_one_wording_and_each_wording_to_its_own_place() -> None:
    for issue in load_scenario("wtpf13").issues:
        written = {one.label: one.position for one in issue.options if not one.drafted}
        assert all(nearest_wording(issue, place) == label for label, place in written.items())
        for place in (step / 100 for step in range(101)):
            off = abs(written[nearest_wording(issue, place)] - place)
            assert all(off <= abs(other - place) + 1e-9 for other in written.values())


def test_a_position_is_told_with_the_wordings_that_it_stood_for_and_stands_for() -> None:
    case, words = load_scenario("first_hour"), words_in("en")
    issue, seat = case.issues[0], case.delegations[0]
    cell = Cell(delegation=seat.key, issue=issue.key, field="position")
    for option in (one for one in issue.options if not one.drafted):
        change = change_of(case, cell, option.position)
        if change is not None:
            assert f"“{option.label}”" in change_told(words, case, change).means
    capability = change_of(case, Cell(delegation=seat.key, issue=issue.key, field="capability"), 0.11)
    assert capability is not None
    assert change_told(words, case, capability).means == ""
