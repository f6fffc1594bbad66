"""Why a delegation is in another group than before: told for every change, from what groups are read from."""

import re
from dataclasses import replace
from functools import cache

import networkx as nx
import numpy as np
import pytest

from simulation.arrays import FloatArray
from simulation.coalitions.detection import agreement, apart_by_issue, fit
from simulation.coalitions.tracking import track
from simulation.engine.simulate import simulate
from simulation.reasons import Groups, Log, build_log, coalitions_of
from simulation.reasons.group_changes import tenths
from simulation.reasons.news import STAYED, news_in
from simulation.storage import Run, make_run
from simulation.words import Said, told_in
from tests.extent import WHOLE
from tests.spoken_for import BY_LANGUAGE
from tests.straight import STRAIGHT
from tests.told_cases import CASES, EACH, explained, log, record

SHIPPED = ("wtpf13", "wtpf13_training")


@cache
def run(case: str) -> Run:
    played = record(case)
    return make_run(played, log(case), coalitions_of(played), command=[])


@cache
def kept(case: str, seed: int = 1) -> tuple[Groups, Log]:
    """Return the groups and the log of a run of a case by the rules of which the sentences below were told."""
    played = simulate(case, seed=seed, overrides=STRAIGHT)
    moves = build_log(played)
    return make_run(played, moves, coalitions_of(played), command=[]).groups, moves


def distances(groups: Groups, row: int, moment: int) -> FloatArray:
    """Return how far everybody stands from one at a moment, weighted by what issues mean to both, `[A]`."""
    place, weight = groups.position[moment], groups.salience[moment - 1]
    both = weight + weight[row]
    far: FloatArray = (both * abs(place - place[row])).sum(axis=1) / both.sum(axis=1)
    return far


def first_told(begins: str) -> tuple[Groups, int, int, tuple[str, ...]]:
    """Return groups, row, session and reasons of the first change that is told of so, run after run."""
    for seed in range(1, 40 if WHOLE else 14):
        groups, _ = kept("first_hour", seed)
        for row, session in changes(groups):
            told = tuple(map(str, groups.why(row, session) if session > 1 else ()))
            if any(text.startswith(begins) for text in told):
                return groups, row, session, told
    raise AssertionError(begins)


def changes(groups: Groups) -> list[tuple[int, int]]:
    return [
        (row, session)
        for session in range(1, len(groups.label))
        for row in range(len(groups.keys))
        if groups.has_changed(row, session)
    ]


@pytest.mark.parametrize("code", BY_LANGUAGE)
@pytest.mark.parametrize("case", EACH)
def test_every_change_of_group_has_a_told_cause(case: str, code: str) -> None:
    groups = run(case).groups
    found = changes(groups)
    assert found or case not in SHIPPED
    with told_in(code):
        for row, session in found:
            told = [str(line) for line in groups.why(row, session)]
            assert told, (row, session)
            assert re.search(r"\d[\u00a0\u202f]?%", told[0]), told[0]  # by how much, in shares of the way
            assert all("{" not in text and text.endswith(".") for text in told)
            assert groups.names[row] in str(groups.headline(row, session))


@pytest.mark.parametrize("case", EACH)
def test_nothing_is_told_of_a_group_that_stays(case: str) -> None:
    groups = run(case).groups
    rows, sessions = range(len(groups.keys)), range(1, len(groups.label))
    stay = [(r, s) for s in sessions for r in rows if groups.label[s, r] == groups.label[s - 1, r]]
    assert all(groups.why(row, session) == () for row, session in stay)


@pytest.mark.parametrize("case", SHIPPED)
def test_the_distances_told_are_those_that_groups_are_read_from(case: str) -> None:
    groups, played = run(case).groups, record(case)
    for row, session in changes(groups):
        now = groups.label[session]
        if session < 2 or now[row] < 0 or groups.label[session - 1, row] < 0:
            continue
        inside = (now == now[row]) & (np.arange(len(now)) != row)
        there = inside & (groups.label[session - 1] != groups.label[session - 1, row])
        members = np.flatnonzero(there if there.any() else inside)
        place, weight = played.position[session - 1], played.salience[session - 1]
        both = weight[members] + weight[row]
        far = (both * abs(place[members] - place[row])).sum(axis=1) / both.sum(axis=1)
        assert str(tenths(far.mean())) in str(groups.why(row, session)[0]), (row, session)
        left = int(groups.label[session - 1, row])
        old = now == left if left in now else groups.label[session - 1] == left
        members = np.flatnonzero(old & (np.arange(len(now)) != row))
        both = weight[members] + weight[row]
        far = (both * abs(place[members] - place[row])).sum(axis=1) / both.sum(axis=1)
        assert str(tenths(far.mean())) in str(groups.why(row, session)[0]), (row, session)


def test_a_line_that_was_redrawn_is_told_alike_of_those_who_moved_and_those_who_did_not() -> None:
    moved = set()
    for seed in range(1, 40 if WHOLE else 14):
        groups, _ = kept("first_hour", seed)
        for row, session in changes(groups):
            told = [str(line) for line in groups.why(row, session)]
            if not any(line.startswith("This session did not bring it nearer") for line in told):
                continue
            assert not [line for line in told if "stayed" in line]
            steps = abs(groups.position[session, row] - groups.position[session - 1, row])
            moved.add(bool(steps.max() > STAYED))
    assert True in moved


@pytest.mark.parametrize("case", EACH)
def test_that_somebody_stayed_put_is_said_only_where_nobody_concerned_moved(case: str) -> None:
    played = record(case)
    place = np.concatenate([played.tableau.ideal, played.position])
    for one in news_in(played, coalitions_of(played)):
        if one.event is not None and one.is_redrawn:
            members = list(one.event.members)
            assert abs(place[one.session, members] - place[one.session - 1, members]).max() <= STAYED


def test_malaysia_in_session_5_stands_nearer_to_the_new_group_by_a_close_call() -> None:
    groups, _ = kept("wtpf13", seed=2)
    row = groups.keys.index("MYS")
    assert str(groups.headline(row, 5)) == (
        "Malaysia now stands with the intergovernmental side (China, Russia), "
        "and no longer with the middle group (Korea (Rep.), Mexico)."
    )
    near, issues, edge, company, turned = tuple(map(str, groups.why(row, 5)))
    assert near == (
        "Over all issues, weighted by how much they matter to both sides, it stands 16.8% of the way "
        "between the extremes away from the China–Russia group and 17.5% from the Korea (Rep.)–Mexico group. "
        "Before this session it was 18.2% and 17.9%."
    )
    assert issues == (
        "It stands with the China–Russia group rather than the Korea (Rep.)–Mexico group most on "
        "Mechanism (17% from the first, 46% from the other) "
        "and Boundary (8% from the first, 30% from the other)."
    )
    assert edge == (
        "A close call: if it and the one other that changed with it still counted as the Korea (Rep.)–Mexico "
        "group, the groups would fit "
        "all positions worse by only 0.5% of the agreement in the room. This may change again."
    )
    assert company == (
        "Ghana changed in the same way and stands 10.8% of the way between the extremes away from it."
    )
    assert turned == (
        "This session brought it 1.1% of the way between the extremes nearer to the China–Russia group than to the "
        "Korea (Rep.)–Mexico group, most on Roles of stakeholders, where others moved."
    )


def test_who_leaves_a_group_that_is_no_more_is_told_of_that_group_and_of_the_one_it_is_in() -> None:
    groups, _ = kept("wtpf13", seed=6)
    row = groups.keys.index("KEN")
    assert str(groups.headline(row, 12)) == (
        "Kenya now stands with the multi-stakeholder side (United States, Germany), "
        "and no longer with the middle group (Korea (Rep.), Mexico)."
    )
    near, edge, company, turned = tuple(map(str, groups.why(row, 12)))
    assert near == (
        "The Korea (Rep.)–Mexico group is no more: its members now count with the China–Russia group (4) "
        "and with the United States–Germany group (3). Over all issues, "
        "weighted by how much they matter to both sides, it stands 12% of the way between the extremes "
        "away from the United States–Germany group and 10.1% from "
        "those who were in the Korea (Rep.)–Mexico group with it. Before this session it was 16.1% and 11.6%."
    )
    assert edge == (
        "No close call: if it and the 2 others that changed with it still counted as the Korea (Rep.)–Mexico "
        "group, the groups would fit "
        "all positions worse by 1.8% of the agreement in the room."
    )
    assert company == (
        "2 others changed in the same way (Korea (Rep.) and Mexico), on average 6.7% of the way between the "
        "extremes away from it."
    )
    assert turned == (
        "This session brought it 4.1% of the way between the extremes nearer to the United States–Germany group, "
        "most on Diagnosis, where it moved itself."
    )


@pytest.mark.parametrize("case", EACH)
def test_no_group_is_told_of_but_those_left_joined_or_named_as_where_others_went(case: str) -> None:
    groups = run(case).groups
    for row, session in changes(groups):
        before, now = (groups.label[moment] for moment in (session - 1, session))
        if before[row] < 0 or now[row] < 0:
            continue
        known = {int(before[row]), int(now[row]), *now[before == before[row]].tolist()} - {-1}
        others = [item.short for number, item in enumerate(groups.history.coalitions) if number not in known]
        for text in map(str, groups.why(row, session)):
            assert not [short for short in others if f"{short} group" in text], (
                row,
                session,
                text,
            )


def test_brazil_changed_with_others_although_it_stands_nearer_to_the_group_it_was_in() -> None:
    groups, _ = kept("wtpf13", seed=8)
    told = [str(line) for line in groups.why(groups.keys.index("BRA"), 12)]
    assert told[0].startswith(
        "By itself it stands nearer to the Korea (Rep.)–Mexico group (6.8% of the way between the extremes; "
        "8.4% before this session) than to the China–Russia group (11.7%; 15.7%)"
    )
    assert told[2].startswith("A close call: if it and the 2 others")
    assert told[3].startswith("2 others changed in the same way (Ghana and Indonesia)")


def test_a_call_that_fits_as_well_the_other_way_is_told_without_a_figure() -> None:
    # Halfway between two pairs, and read with the one and then with the other.
    place = np.array([0.0, 0.0, 0.2, 0.4, 0.4])[None, :, None]
    pairs = track(np.array([[0, 0, 0, 1, 1], [0, 0, 1, 1, 1]]), np.ones(5))
    groups = Groups(
        keys=tuple("abcde"),
        names=tuple("abcde"),
        issues=("Venue",),
        position=np.repeat(place, 3, axis=0),
        salience=np.ones((2, 5, 1)),
        history=replace(
            pairs, coalitions=tuple(replace(one, name=Said.verbatim("pair")) for one in pairs.coalitions)
        ),
    )
    assert str(groups.why(2, 2)[1]) == (
        "A close call: if it still counted as the pair group, the groups would fit all positions as well. "
        "This may change again."
    )
    with told_in("fr"):
        assert str(groups.why(2, 2)[1]).endswith(
            "les groupes rendraient aussi bien compte de l’ensemble des positions. Cela peut encore changer."
        )


def test_no_share_of_nothing_is_told() -> None:
    for case in CASES:
        groups = run(case).groups
        told = [str(text) for at in changes(groups) for text in groups.why(*at)]
        assert not [text for text in told if re.search(r"\b0\.0%", text)]


def test_the_same_is_told_in_french() -> None:
    groups, _ = kept("wtpf13", seed=2)
    with told_in("fr"):
        told = [str(line) for line in groups.why(groups.keys.index("MYS"), 5)]
    assert told[0] == (
        "Sur l’ensemble des questions, pondérées selon leur importance pour les deux côtés, sa distance "
        "au groupe China–Russia est de 16,8\N{NO-BREAK SPACE}% du chemin entier entre les deux extrêmes, contre "
        "17,5\N{NO-BREAK SPACE}% au groupe Korea (Rep.)–Mexico. Avant cette séance, elle était de "
        "18,2\N{NO-BREAK SPACE}% et 17,9\N{NO-BREAK SPACE}%."
    )
    assert told[2].startswith(
        "Il s’en faut de peu\N{NO-BREAK SPACE}: si elle et celle qui a changé avec elle"
    )
    groups, _ = kept("wtpf13", seed=6)
    with told_in("fr"):
        (edge,) = (
            text
            for text in map(str, groups.why(groups.keys.index("KEN"), 12))
            if text.startswith("Le changement")
        )
    assert edge.startswith("Le changement est net\N{NO-BREAK SPACE}: si elle et les 2 autres")


def test_who_is_left_alone_is_told_how_far_the_nearest_stands() -> None:
    groups, row, session, told = first_told("It no longer agrees with anybody")
    now, before = (distances(groups, row, moment) for moment in (session, session - 1))
    now[row] = np.inf
    nearest = int(now.argmin())
    assert now[nearest] >= 0.25
    (sentence,) = told
    assert sentence == (
        f"It no longer agrees with anybody. The nearest, {groups.names[nearest]}, stands {tenths(now[nearest])} of the "
        f"way between the extremes away from it ({tenths(before[nearest])} before this session), "
        "over all issues weighted by how much they matter to both. Two delegations 25% apart "
        "or more do not count as agreeing."
    )


def test_who_comes_to_a_group_from_none_is_told_with_whom_it_agrees() -> None:
    groups, row, session, told = first_told("It now agrees with at least one of them")
    now, before = (distances(groups, row, moment) for moment in (session, session - 1))
    others = groups.label[session] != groups.label[session, row]
    now[others] = now[row] = np.inf
    nearest = int(now.argmin())
    assert now[nearest] < 0.25
    assert told[-1] == (
        f"It now agrees with at least one of them: {groups.names[nearest]} stands {tenths(now[nearest])} of the "
        f"way between the extremes away from it ({tenths(before[nearest])} before this session). "
        "Two delegations less than 25% apart count as agreeing."
    )


@pytest.mark.parametrize(
    ("mover", "who"), [(2, "it moved itself"), (3, "others moved"), (4, "it moved and so did others")]
)
def test_who_moved_is_told_apart(mover: int, who: str) -> None:
    # Delegation 2 stands with 0 and 1 at first; then it goes to where 3 and 4 are, they come to where it is, or all go
    # where only those meet that moved.
    first = np.array([0.4, 0.4, 0.5, 0.9, 0.9])
    then = {
        2: np.array([0.4, 0.4, 0.9, 0.9, 0.9]),
        3: np.array([0.4, 0.4, 0.5, 0.5, 0.5]),
        4: np.array([0.4, 0.4, 0.1, 0.1, 0.1]),
    }[mover]
    position = np.stack([first, first, then])[..., None]
    history = track(np.array([[0, 0, 0, 1, 1], [0, 0, 1, 1, 1]]), np.ones(5))
    groups = Groups(
        keys=tuple("ABCDE"),
        names=tuple("ABCDE"),
        issues=("Issue",),
        position=position,
        salience=np.ones((2, 5, 1)),
        history=history,
    )
    assert any(str(text).endswith(f"most on Issue, where {who}.") for text in groups.why(2, 2))


def test_explain_tells_the_change_first_and_the_summary_names_its_sessions() -> None:
    groups, moves = kept("wtpf13", seed=5)
    row = groups.keys.index("EGY")
    lines = explained(moves, "EGY", 12, groups=groups)
    told = tuple(map(str, groups.why(row, 12)))
    assert lines[0] == str(groups.headline(row, 12))
    assert lines[1 : len(told) + 1] == [f"  {text}" for text in told]
    assert lines[len(told) + 1].startswith(
        "  Groups are read after each session from where all delegations stand"
    )
    assert lines[len(told) + 2 :] == explained(moves, "EGY", 12)
    summary = explained(moves, "EGY", groups=groups)
    assert "It changed group once, in session 12." in summary
    assert "It changed group 2 times, in sessions 17 and 19." in explained(moves, "PHL", groups=groups)


def test_explain_tells_nothing_of_the_group_of_a_delegation_that_took_no_part() -> None:
    seated = {seat.key for seat in record("wtpf13").scenario.delegations}
    for key in seated - set(run("wtpf13").groups.keys):
        assert explained(log("wtpf13"), key, 4, groups=run("wtpf13").groups) == explained(
            log("wtpf13"), key, 4
        )


@pytest.mark.parametrize("case", EACH)
def test_a_kept_run_knows_the_saliences_of_every_session(case: str) -> None:
    assert np.allclose(run(case).salience, record(case).salience, atol=1e-12)


def test_the_fit_is_the_modularity_of_the_graph() -> None:
    random = np.random.default_rng(3)
    edges = agreement(random.random((12, 2)), np.ones((12, 2)), reach=0.6)
    label = np.array([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, -1, -1])
    parts = [set(range(4)), set(range(4, 8)), {8, 9}, {10}, {11}]
    expected = nx.algorithms.community.modularity(nx.from_numpy_array(edges), parts)
    assert fit(edges, label) == pytest.approx(expected)
    assert fit(np.zeros((3, 3)), np.zeros(3, dtype=np.int64)) == 0.0


def test_distances_by_issue_add_up_to_the_distance_that_agreement_falls_with() -> None:
    random = np.random.default_rng(4)
    position, salience = random.random((9, 3)), random.random((9, 3))
    edges = agreement(position, salience, reach=2.0)
    for row in range(9):
        far = apart_by_issue(position, salience, row).sum(axis=1)
        others = np.arange(9) != row
        assert np.allclose(edges[row][others], 1 - far[others] / 2.0)
