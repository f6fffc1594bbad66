"""A run at a glance in odd rooms: who can stop it, what was near failing, who was in the way, each by direct count."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Any, cast

import numpy as np
import pytest

from dashboard.editor.checking import check
from dashboard.editor.starting_case import About, starter
from dashboard.frame.language import words_in
from simulation.coalitions.power import can_block
from simulation.engine.batch import negotiate
from simulation.reasons import build_log, coalitions_of
from simulation.reasons.glance import glance_of
from simulation.reasons.opposition import Opposition
from simulation.reasons.run_ended import Ended
from simulation.storage import Run, make_run
from simulation.words import NOTHING, Said
from tests.extent import at_a_desk
from tests.told_cases import log, record

RULES = ("veto", "weighted", "simple_majority", "unanimity")
EVERY = [(rule, lot) for rule in RULES for lot in range(14, 38)]
FEW = [room for room in EVERY if room[1] < 19]
IN_TEXT = ("adopted", "clean_ad_ref")
ROOMS = at_a_desk(FEW, EVERY)


@cache
def played(rule: str, lot: int) -> Run:
    """Return a run of a room drawn by lot: 3 to 5 seats under one rule."""
    drawn = np.random.default_rng([RULES.index(rule), lot])
    data: dict[str, Any] = starter(
        About(n_points=drawn.choice([1, 2, 3]).item(), n_seats=drawn.choice([3, 4, 5]).item()),
        dict(words_in("en").part("editor.template.")),
    )
    keys = [one["key"] for one in data["delegations"]]
    extra: dict[str, dict[str, Any]] = {
        "veto": {"holders": keys[: drawn.choice([1, 2]).item()]},
        "weighted": {"weights": {key: drawn.choice([1, 2, 5, 10]).item() for key in keys}},
    }
    data["forum"]["decision"] = {"rule": rule, **extra.get(rule, {})}
    data["sessions"] = drawn.choice([1, 2, 3, 5, 8]).item()
    for one in data["delegations"]:
        one["capability"], one["flexibility"] = (
            round(drawn.uniform(0.1, 1), 2),
            drawn.choice([0.0, 0.2, 0.5]).item(),
        )
        for wish in one["mandate"].values():
            wish["position"] = {"mean": round(drawn.random(), 2), "sd": 0.05}
            wish["salience"], wish["red_line"] = (round(drawn.uniform(0.1, 1), 2) for _ in range(2))
    for issue in data["issues"]:
        issue["draft"] = str(drawn.choice(["first", "middle", "last"]))
    scenario = check(data).scenario
    assert scenario is not None
    found = negotiate(scenario, seed=lot)
    return make_run(found, build_log(found), coalitions_of(found), command=["delegation-sim", "run"])


def ended_of(run: Run) -> Ended:
    """Return the data of which the answers of a run are made."""
    assert run.gist.glance
    return cast("Ended", vars(run)["_ended"])


def told(run: Run, kind: str) -> tuple[Said, ...]:
    """Return the sentences of an answer."""
    answer = next(one for one in run.gist.glance if one.kind == kind).told
    return cast("tuple[Said, ...]", tuple(answer.parts())) if answer.key == "as.sentences" else (answer,)


def sets_that_block(run: Run, size: int) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield the sets of so many with a say, and whether each can stop the text."""
    conditions, rows = ended_of(run).deciding.conditions, np.array(run.delegations)
    voters = rows[(conditions.weights > 0).any(axis=0)].tolist()
    for keys in combinations(voters, size):
        yield keys, can_block(conditions, np.isin(rows, keys))


def able(run: Run) -> set[str]:
    return {keys[0] for keys, blocks in sets_that_block(run, 1) if blocks}


def names(run: Run, keys: set[str]) -> str:
    return str(Said.names(ended_of(run).by_voice(sorted(keys)), 3))


@pytest.mark.parametrize(("rule", "lot"), ROOMS)
def test_who_can_stop_the_text_is_counted_set_by_set(rule: str, lot: int) -> None:
    run = played(rule, lot)
    said = told(run, "pivotal")[0]
    total = len(list(sets_that_block(run, 1)))
    fewest = next(size for size in range(1, total + 1) if any(ok for _, ok in sets_that_block(run, size)))
    every = all(ok for _, ok in sets_that_block(run, fewest))
    if said.key == "glance.pivotal.each":
        assert (fewest, every, said["n"]) == (1, True, total)
    elif said.key == "glance.pivotal.only":
        assert (fewest, every) == (1, False)
        assert (said["n"], said["of"], str(said["names"])) == (len(able(run)), total, names(run, able(run)))
    else:
        assert (said["m"], said["n"]) == (fewest, total)
        assert fewest > 1
        assert said.key == ("glance.pivotal.some" if every else "glance.pivotal.least")


def failed(run: Run, said: Said, lost: list[Opposition]) -> None:
    """Check what is said of clauses that failed: which, and whom it names."""
    against = {key for one in lost for key in one.blocks}
    assert (said.key == "glance.closest.failed") == bool(against)
    assert not against or str(said["names"]) == names(run, against)
    titles = {one.key: one.name for one in run.scenario.issues}
    about = {one.key: titles[one.issue] for one in run.documents[-1].clauses}
    assert all(about[one.clause] in str(said["clauses"]) for one in lost)


@pytest.mark.parametrize(("rule", "lot"), ROOMS)
def test_what_was_closest_to_failing_is_counted_session_by_session(rule: str, lot: int) -> None:
    run = played(rule, lot)
    said, *need = told(run, "closest")
    issue_of = {one.key: one.issue for one in run.documents[-1].clauses if one.status in IN_TEXT}
    if not issue_of:
        assert said.key in ("glance.closest.left", "glance.closest.none")
        return
    lost = [one for one in run.oppositions[-1] if one.clause not in issue_of]
    assert bool(lost) == said.key.startswith("glance.closest.failed")
    if lost:
        failed(run, said, lost)
        of, *need = need
        said, *need = (of, *need) if of.key == "glance.closest.of.calm" else need
    closed = {issue: news.session for news in run.news for issue in news.agreed}
    on: dict[str, dict[int, list[tuple[set[str], set[str], bool]]]] = defaultdict(lambda: defaultdict(list))
    for session, standing in enumerate(run.oppositions):
        for one in standing:
            issue = issue_of.get(one.clause)
            if issue is not None and session < closed.get(issue, len(run.oppositions)):
                on[issue][session].append((set(one.blocks), set(one.waits), one.is_stopped))
    stopped = {
        s for sheet in on.values() for s, each in sheet.items() if any(enough for _, _, enough in each)
    }
    blocked = {s for sheet in on.values() for s, each in sheet.items() if any(who for who, _, _ in each)}
    if not on:
        assert said.key == ("glance.closest.of.calm" if lost else "glance.closest.calm")
        return
    issue = str(said["clause"]["issue"]) if isinstance(said["clause"], Said) else ""
    mine = on[next(one.key for one in run.scenario.issues if one.name == issue)]
    if stopped or blocked:
        assert said.key == ("glance.closest.blocked" if stopped else "glance.closest.few")
        assert said["s"] == max(stopped or blocked)
        against = set().union(*(who for who, _, _ in mine[max(stopped or blocked)]))
        assert str(said["names"]) == names(run, against)
    else:
        assert said.key == "glance.closest.waiting"
        assert said["n"] == len(set().union(*(waits for each in mine.values() for _, waits, _ in each)))
        assert said["u"] == min(max(mine) + 1, len(run.oppositions) - 1)
    for more in need:
        assert all(ok for _, ok in sets_that_block(run, int(str(more["n"]))))


def in_the_way(run: Run) -> tuple[str, str, int, bool]:
    """Return who stood in the way most, how many sessions, and whether voice decided between several."""
    alone: dict[str, set[int]] = defaultdict(set)
    every: dict[str, set[int]] = defaultdict(set)
    for session, standing in enumerate(run.oppositions):
        for one in standing:
            for key in one.blocks:
                every[key].add(session)
            if len(one.blocks) == 1 and set(one.blocks) <= able(run):
                alone[one.blocks[0]].add(session)
    found = alone or every
    if not found:
        return "glance.pivotal.nobody", "", 0, False
    most = max(map(len, found.values()))
    tied = [key for key in run.delegations if len(found.get(key, ())) == most]
    key = "glance.pivotal.alone" if alone else "glance.pivotal.most"
    return key, ended_of(run).by_voice(tied)[0], most, len(tied) > 1


@pytest.mark.parametrize(("rule", "lot"), ROOMS)
def test_who_stood_most_in_the_way_is_counted_and_of_equals_the_one_with_most_voice(
    rule: str, lot: int
) -> None:
    run = played(rule, lot)
    said = told(run, "pivotal")[-1]
    key, name, sessions, _ = in_the_way(run)
    assert said.key == key
    if name:
        assert (str(said["name"]), said["n"]) == (name, sessions)


def test_the_rooms_are_odd_enough() -> None:
    """Each kind of sentence occurs, and voice decides between equals."""
    runs = [played(*room) for room in FEW]
    kinds = {
        one.key.removeprefix("glance.")
        for run in runs
        for k in ("pivotal", "closest")
        for one in told(run, k)
    }
    assert kinds >= {f"pivotal.{kind}" for kind in ("each", "only", "some", "least", "alone", "most")}
    assert kinds >= {f"closest.{kind}" for kind in ("blocked", "few", "waiting", "failed", "of")}
    assert any(in_the_way(run)[3] for run in runs)
    lone = [one for run in runs for on in run.oppositions for one in on if len(one.blocks) == 1]
    assert any(not one.is_stopped for one in lone)


def test_an_answer_given_after_a_package_is_agreed_does_not_count_as_a_side_of_it() -> None:
    played_out = record("worked_package")
    run = make_run(played_out, log("worked_package"), coalitions_of(played_out), command="delegation-sim run")
    ended = ended_of(run)
    before = {one.kind: one for one in run.gist.glance}["traded"]
    last = [move for move in ended.log.moves if move.move == "support" and move.session <= before.session]
    later = [replace(move, move="object_formally", session=before.session + 1) for move in last]
    assert later
    again = replace(ended, log=replace(ended.log, moves=(*ended.log.moves, *later)))
    after = {one.kind: one for one in glance_of(again, NOTHING, 0)}["traded"]
    assert str(after.told) == str(before.told)
    at_once = [replace(move, session=before.session) for move in later]
    again = replace(ended, log=replace(ended.log, moves=(*ended.log.moves, *at_once)))
    assert str({one.kind: one for one in glance_of(again, NOTHING, 0)}["traded"].told) != str(before.told)
