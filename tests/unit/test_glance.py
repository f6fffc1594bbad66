"""A run at a glance: each answer against what the arrays of the record say."""

from collections import Counter
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from simulation.engine.record import Record
from simulation.reasons import Glance, build_log, coalitions_of, deals_of, oppositions
from simulation.reasons.glance import GlanceKind
from simulation.reasons.movement import largest_step
from simulation.reasons.opposition import deciding_of
from simulation.reasons.record_reading import document_at, final_document
from simulation.storage import make_run
from simulation.words import LANGUAGES, Said, catalogue, told_in
from tests.extent import at_a_desk
from tests.told_cases import CASES, log, record


def answers(case: str) -> dict[str, Glance]:
    played = record(case)
    run = make_run(played, log(case), coalitions_of(played), command=["delegation-sim", "run", case])
    assert [one.kind for one in run.gist.glance] == list(get_args(GlanceKind.__value__))
    return {one.kind: one for one in run.gist.glance}


def deals_in(played: Record) -> Counter[frozenset[int]]:
    """Return how often two issues were traded for each other, from the arrays."""
    give, get = played.trade_give, played.trade_get
    pairs = zip(give[give >= 0].tolist(), get[give >= 0].tolist(), strict=True)
    return Counter(frozenset(pair) for pair in pairs)


@pytest.fixture(params=at_a_desk(["unga_cyber", "first_hour"], CASES))
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def test_it_names_who_moved_furthest_on_one_issue(name: str) -> None:
    played, told = record(name), answers(name)["moved"]
    way = np.abs(played.position[-1] - played.tableau.ideal[0])
    row, issue = np.unravel_index(int(np.argmax(np.round(way, 9))), way.shape)
    names = {item.key: item.short or item.name for item in played.scenario.delegations}
    if told.told.key != "gist.moved":
        assert way.max() <= 0.005
        return
    furthest = {
        (names[played.tableau.delegations[who]], played.scenario.issues[what].name)
        for who, what in np.argwhere(way > way[row, issue] - 1e-9)
    }
    assert (told.told["who"], told.told["issue"]) in furthest


def test_it_leads_to_the_session_of_the_largest_step_that_way(name: str) -> None:
    played, told = record(name), answers(name)["moved"]
    if told.told.key != "gist.moved":
        assert told.session == 0
        return
    rows = [item.short or item.name for item in played.scenario.delegations].index(str(told.told["who"]))
    column = [issue.name for issue in played.scenario.issues].index(str(told.told["issue"]))
    places = np.concatenate([played.tableau.ideal[:1, rows, column], played.position[:, rows, column]])
    way = np.sign(places[-1] - places[0])
    steps = np.diff(places) * way
    assert steps[told.session - 1] == pytest.approx(steps.max())


def test_the_largest_step_is_one_in_the_direction_of_the_move() -> None:
    step = next(move for move in log("first_hour").moves if move.move == "change_position")
    back, on = replace(step, amount=-0.3, session=1), replace(step, amount=0.2, session=2)
    assert largest_step([back, on], 0.1) is on
    assert largest_step([back, on], -0.1) is back


def test_it_counts_the_deals_and_tells_the_two_issues_traded_most_with_both_sides(name: str) -> None:
    played, told = record(name), str(answers(name)["traded"].told)
    pairs = deals_in(played)
    assert pairs.total() == len(list(deals_of(log(name).moves)))
    if not pairs:
        assert "deal" not in told or "there was no deal" in told
        return
    most = max(pairs.values())
    best = [pair for pair, times in pairs.items() if times == most]
    assert told.count(f"{pairs.total()} deals") == 1 or pairs.total() == 1
    assert f"{most} times" in told or most == pairs.total()
    issues = [issue.name for issue in played.scenario.issues]
    assert any(all(f"to move on {issues[place]}" in told for place in pair) for pair in best)


def test_no_clause_in_the_text_was_blocked_later_than_the_one_closest_to_failing(name: str) -> None:
    played, closest = record(name), answers(name)["closest"]
    documents = [document_at(played, session) for session in range(played.n_rounds + 1)]
    standing = oppositions(documents, build_log(played).moves, deciding_of(played))
    final = {clause.key: clause for clause in final_document(played).clauses}
    kept = {key for key, clause in final.items() if clause.status in ("adopted", "clean_ad_ref")}
    blocked = [
        session
        for session, told in enumerate(standing)
        if any(one.is_stopped and one.clause in kept for one in told)
    ]
    kinds = ["blocked"] if blocked else ["few", "waiting", "calm"] if kept else ["left", "none"]
    told_parts = [part for part in closest.told.parts() if isinstance(part, Said)]
    told_first = next(
        one for one in told_parts if ".closest.failed" not in one.key and one.key != "glance.closest.of"
    )
    assert told_first.key.removeprefix("glance.closest.").removeprefix("of.") in kinds
    if blocked:
        assert closest.session == blocked[-1]


def test_the_chair_called_as_many_issues_as_it_is_told_to_have(name: str) -> None:
    called = {move.issue for move in log(name).moves if move.move == "call_clause"}
    told = str(answers(name)["chair"].told)
    expected = "called one issue" if len(called) == 1 else f"called {len(called)} issues"
    assert (expected in told) == bool(called)


def test_a_package_is_told_with_who_gave_way_on_each_side() -> None:
    told = answers("worked_package")["traded"]
    assert str(told.told) == (
        "The Chair put Seats of governments and Agenda items of governments into one package, agreed in session 4: "
        "on Seats of governments “Two of ten”, wanted by Openland and refused until then by Stateland; "
        "on Agenda items of governments “Eight of ten”, wanted by Stateland and refused until then by Openland."
    )
    assert told.session == 4


def test_every_question_is_there_in_every_language() -> None:
    for language in LANGUAGES:
        assert all(f"glance.ask.{kind}" in catalogue(language) for kind in get_args(GlanceKind.__value__))
        with told_in(language):
            assert all(str(one.told) for one in answers("first_hour").values())
