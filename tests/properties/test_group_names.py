"""Names of groups: each stands for one group of a run, says nothing that a member refuses, and does not change."""

from dataclasses import dataclass
from functools import cache

import pytest

from simulation.coalitions import CoalitionHistory, main_axis, name_coalitions, track
from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from simulation.reasons import coalitions_of
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.schema import Scenario
from simulation.words import LANGUAGES, told_in

SAMPLE = range(1, 3)
SEEDS = range(1, 41)
CASES = shipped_scenarios()


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
    return name_coalitions(
        track(history.label[:session], record.tableau.capability[0]),
        run.case,
        delegations=record.tableau.delegations,
        capability=record.tableau.capability[0],
        position=record.position[:session],
        weight=main_axis(record.tableau.given_salience[0]),
        platform=record.platform[:session],
    )


def check(run: Told) -> None:
    names, history = run.names, run.history
    assert len(set(names)) == len(names)
    assert len({item.short for item in history.coalitions}) == len(names)
    assert [item.slot for item in history.coalitions] == list(range(len(names)))
    assert len({item.letter for item in history.coalitions}) == len(names)
    _check_members(run)
    _check_wordings(run)
    _check_sides(run)
    _check_languages(run)


def _check_members(run: Told) -> None:
    """A group is named after founders."""
    keys = run.record.tableau.delegations
    for number, item in enumerate(run.history.coalitions):
        founders = {run.called[keys[row]] for row in run.history.members(item.founded, number).tolist()}
        named = str(item.short).removesuffix(" (2)").split("–")
        assert set(named) <= founders
        assert named


def _check_wordings(run: Told) -> None:
    """No name quotes a wording, and what a group stands for crosses no red line of who is in it."""
    options = {option.label for issue in run.case.issues for option in issue.options}
    assert not any(option in name for option in options for name in run.names)
    for number, item in enumerate(run.history.coalitions):
        if not item.text:
            continue
        where = [
            (place, at)
            for place, issue in enumerate(run.case.issues)
            for at, option in enumerate(issue.options)
            if option.label == item.text
        ]
        inside = run.history.label == number
        assert any(not run.record.is_red[..., place, at][inside].any() for place, at in where)


def _check_sides(run: Told) -> None:
    """What side a group is on is told after its founding as at the end."""
    first = [name.split(" around ")[0] for name in run.names]
    for session in range(1, run.record.n_rounds):
        sofar = named_until(run, session)
        assert [str(item.name).split(" around ")[0] for item in sofar.coalitions] == first[
            : len(sofar.coalitions)
        ]


def _check_languages(run: Told) -> None:
    """A name is told in another language as if the run had been told in it."""
    english = run.names
    for code in LANGUAGES:
        with told_in(code):
            again = coalitions_of(run.record).coalitions
            assert again == run.history.coalitions
            assert (run.names == english) is (code == "en" or not english)
            assert len(set(run.names)) == len(english)


@pytest.mark.parametrize("case", CASES)
def test_groups_have_names_that_mean_one_group_and_cross_no_red_line(case: str) -> None:
    for seed in SAMPLE:
        check(told(case, seed))


@pytest.mark.thorough
@pytest.mark.parametrize("case", CASES)
def test_forty_runs_of_a_case_have_such_names(case: str) -> None:
    for seed in SEEDS:
        check(told(case, seed))
