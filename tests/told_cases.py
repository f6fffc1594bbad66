"""Negotiations played once for all tests of what is told about them."""

from functools import cache

from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from simulation.reasons.explain import explain
from simulation.reasons.group_changes import Groups
from simulation.reasons.moves_logged import Log, Move
from simulation.reasons.record_log import build_log
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Event, Scenario
from tests.extent import at_a_desk

INSTRUCTED = "wtpf13_training with new instructions"
WITH_FORMS = "first_hour"
"""Its chair calls the clauses one by one and forms drafting groups."""
CASES = (
    "worked_clock",
    "worked_isolation",
    "worked_package",
    "wtpf13",
    "wtpf13_training",
    "unga_cyber",
    INSTRUCTED,
    WITH_FORMS,
)
EACH = at_a_desk(["worked_package", WITH_FORMS], CASES)
"""For a test that is asked of each: at a desk the small ones speak for the others."""


def scenario(case: str) -> Scenario:
    return instructed() if case == INSTRUCTED else load_scenario(case)


def explained(
    log: Log, delegation: str, session: int | None = None, *, groups: Groups | None = None
) -> list[str]:
    """Return the lines of what a delegation did and why, in the language that is told in."""
    return [str(line) for line in explain(log, delegation, session, groups=groups)]


@cache
def record(case: str) -> Record:
    return negotiate(scenario(case), seed=1)


def with_forms() -> Scenario:
    """Return a case whose chair calls the clauses one by one and forms drafting groups."""
    return load_scenario(WITH_FORMS)


def instructed() -> Scenario:
    """Return a case in which instructions of every kind arrive, some for all issues."""
    scenario = load_scenario("wtpf13_training")
    first, second, third = (item.key for item in scenario.delegations[:3])
    issue = scenario.issues[0].key
    events = (
        told(first, 2, issue, position=0.5, note="Be open."),
        told(first, 4, issue, red_line=(0.75, 1.0)),
        told(second, 3, position=0.25, salience=0.9),
        told(second, 5, flexibility=0.25),
        told(third, 1, issue, salience=0.1),
    )
    return scenario.model_copy(update={"events": events})


def told(
    delegation: str, session: int, issue: str | None = None, note: str = "Told.", **new: object
) -> Event:
    core = {"session": session, "kind": "instruction", "note": note, "delegation": delegation, "issue": issue}
    return Event.model_validate(core | new)


@cache
def log(case: str) -> Log:
    return build_log(record(case))


def made(case: str, *moves: str) -> list[Move]:
    return [move for move in log(case).moves if move.move in moves]
