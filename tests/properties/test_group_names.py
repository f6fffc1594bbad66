"""Names of groups: each stands for one group of a run, says nothing that a member refuses, and does not change."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest

from simulation.coalitions import CoalitionHistory, main_axis, name_coalitions, short_label, track
from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from simulation.reasons import coalitions_of, session_sentences
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.schema import Scenario
from simulation.words import LANGUAGES, Said, Value, told_in
from tests.spoken_for import BY_CASE

SAMPLE = range(1, 3)
SEEDS = range(1, 41)
CASES = shipped_scenarios()
ROOMS = ("coalition.whole", "coalition.whole.decide", "coalition.whole.others")


@dataclass(frozen=True)
class Told:
    """The groups of one run."""

    case: Scenario
    record: Record
    history: CoalitionHistory

    @property
    def names(self) -> list[str]:
        return [str(item.name) for item in self.history.coalitions]

    @property
    def called(self) -> dict[str, str]:
        return {item.key: item.short or item.name for item in self.case.delegations}


@cache
def told(case: str, seed: int) -> Told:
    record = negotiate(load_scenario(case), seed=seed)
    return Told(record.scenario, record, coalitions_of(record))


def named_until(run: Told, session: int) -> CoalitionHistory:
    """Return the groups as they were named when no more than so many sessions had been held."""
    record, history = run.record, run.history
    tableau = record.tableau
    return name_coalitions(
        track(history.label[:session], tableau.capability[0], tableau.decide),
        run.case,
        delegations=tableau.delegations,
        capability=tableau.capability[0],
        position=record.position[:session],
        weight=main_axis(tableau.given_salience[0]),
        platform=record.platform[:session],
    )


def check(run: Told) -> None:
    names, history = run.names, run.history
    assert len(set(names)) == len(names)
    assert len({str(item.short) for item in history.coalitions}) == len(names)
    assert [item.slot for item in history.coalitions] == list(range(len(names)))
    assert len({item.letter for item in history.coalitions}) == len(names)
    _check_members(run)
    _check_room(run)
    _check_told(run)
    _check_wordings(run)
    _check_sides(run)
    _check_sides_differ(run)
    _check_mergers(run)
    _check_languages(run)


def named_in(name: Said) -> set[str]:
    """Return the delegations that the name of a group tells, as the case calls them."""
    values = dict(name.values)
    if name.key == "coalition.again":
        return named_in(name.inner("name"))
    return {str(one) for one in name.inner("names").parts()} if "names" in values else set()


def inside(run: Told, number: int, session: int) -> set[str]:
    """Return what the members of a group in a session are called."""
    keys = run.record.tableau.delegations
    return {run.called[keys[row]] for row in run.history.members(session, number).tolist()}


def _check_members(run: Told) -> None:
    """Whoever a group is named after is in it in every session in which there is the group."""
    for number, item in enumerate(run.history.coalitions):
        for session in sessions_of(run, number):
            assert named_in(item.name) <= inside(run, number, session)


def sessions_of(run: Told, number: int) -> list[int]:
    """Return the sessions, counted from 1, in which there is a group."""
    return [at for at, now in enumerate(run.history.label, start=1) if number in now]


def _check_room(run: Told) -> None:
    """A group is called the whole room in no session but in those in which it holds everybody, and then always."""
    decides = run.record.tableau.decide
    for now in run.history.label:
        for number in np.unique(now[now >= 0]).tolist():
            holds = now == number
            everybody, deciders = holds.all(), decides.sum() > 1 and holds[decides].all()
            key = run.history.coalitions[number].name.key
            assert (key in ROOMS) is bool(everybody or deciders)
            assert key != "coalition.whole" or everybody
            assert key != "coalition.whole.decide" or not holds[~decides].any()


def groups_in(told: Value) -> Iterator[Said]:
    """Yield the names of groups that stand in what is told."""
    if isinstance(told, tuple):
        for part in told:
            yield from groups_in(part)
    elif isinstance(told, Said):
        if told.key.startswith("coalition."):
            yield told
        else:
            yield from groups_in(tuple(value for _, value in told.values))


def _check_told(run: Told) -> None:
    """What is told of a session names nobody with a group in which it is not; of one that ended, as it last was."""
    known = {item.name: number for number, item in enumerate(run.history.coalitions)}
    for sentence in session_sentences(run.record, run.history):
        for name in groups_in((sentence.head, sentence.sub, sentence.alt)):
            sofar = [at for at in sessions_of(run, known[name]) if at <= sentence.session]
            assert sofar
            assert sofar[-1] >= sentence.session - 1
            assert named_in(name) <= inside(run, known[name], sofar[-1])


def _check_wordings(run: Told) -> None:
    """No name quotes a wording, in any language, and what a group stands for crosses no red line of who is in it."""
    options = [option for issue in run.case.issues for option in issue.options]
    quotes = {label.casefold() for option in options for label in (option.label, short_label(option.label))}
    for code in LANGUAGES:
        with told_in(code):
            assert not any(quote in name.casefold() for quote in quotes for name in run.names)
    for number, item in enumerate(run.history.coalitions):
        if not item.text:
            continue
        where = [
            (place, at)
            for place, issue in enumerate(run.case.issues)
            for at, option in enumerate(issue.options)
            if option.label == item.text
        ]
        members = run.history.label == number
        assert any(not run.record.is_red[..., place, at][members].any() for place, at in where)


def _check_sides(run: Told) -> None:
    """What side a group is on is told after its founding as at the end."""
    sides = [side_in(item.name) for item in run.history.coalitions]
    for session in range(1, run.record.n_rounds):
        sofar = [side_in(item.name) for item in named_until(run, session).coalitions]
        assert sofar == sides[: len(sofar)]


def _check_sides_differ(run: Told) -> None:
    """Of at most three groups that live in one session no two are told to be on one side, if the case names sides."""
    for now in run.history.label:
        living = [run.history.coalitions[number].name for number in np.unique(now[now >= 0])]
        sides = [side_in(name) for name in living if side_in(name)[0] != "coalition.around"]
        assert len(set(sides)) == len(sides) or len(living) > 3


def _check_mergers(run: Told) -> None:
    """A group merges into another only with whoever it is named after, and with four fifths of its voice."""
    history = run.history
    voice = run.record.tableau.capability[0]
    for event in history.events:
        if event.kind == "merged":
            before = history.members(event.session - 1, event.source)
            went = list(event.members)
            assert (history.label[event.session - 1, went] == event.coalition).all()
            assert voice[went].sum() >= 0.8 * voice[before].sum() - 1e-6
            assert named_in(history.coalitions[event.source].name) <= inside(
                run, event.coalition, event.session
            )


def side_in(name: Said) -> tuple[str, Value]:
    """Return the side that the name of a group tells."""
    if name.key == "coalition.again":
        return side_in(name.inner("name"))
    kind = "whole" if name.key in ROOMS else name.key.removesuffix(".alone")
    return kind, dict(name.values).get("pole", "")


def _check_languages(run: Told) -> None:
    """A name is told in another language as if the run had been told in it."""
    english = run.names
    for code in LANGUAGES:
        with told_in(code):
            again = coalitions_of(run.record).coalitions
            assert again == run.history.coalitions
            assert (run.names == english) is (code == "en" or not english)
            assert len(set(run.names)) == len(english)


@pytest.mark.parametrize("case", BY_CASE)
def test_groups_have_names_that_mean_one_group_and_cross_no_red_line(case: str) -> None:
    for seed in SAMPLE:
        check(told(case, seed))


@pytest.mark.thorough
@pytest.mark.parametrize("case", BY_CASE)
def test_forty_runs_of_a_case_have_such_names(case: str) -> None:
    for seed in SEEDS:
        check(told(case, seed))
