"""Counts, clause by clause, where the tables of a class, runs of agents and history ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulation.classroom.debrief.history import Happened
from simulation.scenario.schema import Scenario
from simulation.training.group.agent_runs import AgentRuns

__all__ = ["Clause", "Wording", "beside_agents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A wording of a clause, and who ended with it."""

    option: int
    """-1: the clause is not in the text, or there is no text."""
    label: str
    """As the case has it; empty for -1."""
    tables: tuple[str, ...]
    """Keys of tables."""
    runs: int
    """Runs of agents."""
    predicted: int
    """People who expected it."""
    happened: bool
    """It is what history has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause with its wordings in the order of the case; the last entry is that the clause is not in the text."""

    issue: str
    """Key."""
    name: str
    wordings: tuple[Wording, ...]
    runs: int
    """Of agents, in all; 0: not played yet."""
    predictions: int
    """People who expected anything on it."""


def beside_agents(
    case: Scenario,
    tables: Mapping[str, Sequence[int]],
    runs: AgentRuns | None,
    history: Mapping[str, Happened],
    predictions: Sequence[Mapping[str, str]] = (),
) -> tuple[Clause, ...]:
    """Return each clause with who ended with which wording.

    Args:
        case: The case.
        tables: By key, the text of each table, option by issue; -1: not in it.
        runs: Of agents; None: not played yet.
        history: What happened, by issue.
        predictions: What people expected: option by issue, empty for none.
    """
    found = []
    for place, issue in enumerate(case.issues):
        counts = {} if runs is None else runs.wordings(place)
        expected = [one[issue.key] for one in predictions if issue.key in one]
        wordings = tuple(
            Wording(
                option=option,
                label=issue.options[option].label if option >= 0 else "",
                tables=tuple(table for table, text in tables.items() if text[place] == option),
                runs=counts.get(option, 0),
                predicted=expected.count(key),
                happened=bool(key) and issue.key in history and history[issue.key].option == key,
            )
            for option, key in [*((at, one.key) for at, one in enumerate(issue.options)), (-1, "")]
        )
        found.append(
            Clause(
                issue=issue.key,
                name=issue.name,
                wordings=wordings,
                runs=0 if runs is None else runs.n,
                predictions=len(expected),
            )
        )
    return tuple(found)
