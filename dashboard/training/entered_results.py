"""What groups agreed on paper, as it was entered in this session, by case; the browser keeps it over a reload."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from dashboard.frame.session_state import Memory, memory
from dashboard.library import cases
from dashboard.library.cases import MAX_UPLOAD
from simulation.scenario import (
    GroupResult,
    GroupResults,
    Problem,
    Scenario,
    parse_groups,
    plain_groups,
    with_group,
)
from simulation.study import yaml_text

__all__ = [
    "FILE",
    "State",
    "as_text",
    "enter",
    "remove",
    "results_of",
    "state",
    "take_back",
    "take_file",
    "texts",
]

FILE: Final = "groups.yaml"
"""What the file of results is called."""
_PAGE: Final = "training"
_MOST: Final = 8
"""Cases whose results a session holds; the oldest go first."""


@dataclass(slots=True, kw_only=True)
class State:
    """What the visitor has here."""

    case: str = ""
    """Key of the case; empty: the first there is."""
    at_hand: str = ""
    """Key of the case at hand when the page was last shown: one that was taken into use since is chosen."""
    results: dict[str, GroupResults] = field(default_factory=dict)
    """What groups agreed, by key of the case."""
    place: int = 0
    """Group that is told of, counted from 0."""
    correct: str = ""
    """Name of the group that is being corrected; empty: a new one is entered."""
    problems: tuple[str, ...] = ()
    """What was wrong with what was entered last."""
    is_asked: bool = False
    """Runs of agents are to begin."""
    has_failed: bool = False
    """They could not, for others have too much under way."""
    entered: int = 0
    """How many forms were taken: each one after another is a form of its own."""


def state(kept: Memory | None = None) -> State:
    """Return what the visitor has here."""
    pages = (memory() if kept is None else kept).pages
    found: State = pages.setdefault(_PAGE, State())
    return found


def results_of(own: State, key: str, case: Scenario) -> GroupResults:
    """Return what groups agreed on a case, given by key; nothing yet where nobody entered anything."""
    return own.results.get(key) or GroupResults(outcome=1, case=case.key, instance=case.instance)


def enter(own: State, key: str, case: Scenario, group: GroupResult) -> None:
    """Add a group, or put it in the place of the one that is being corrected.

    Raises:
        ScenarioError: if there are as many as a file holds.
    """
    results = results_of(own, key, case)
    if own.correct:
        kept = tuple(group if one.name == own.correct else one for one in results.groups)
        results = results.model_copy(update={"groups": kept})
    else:
        results = with_group(results, group)
    _keep(own, key, results)
    names = [one.name for one in results.groups]
    own.place, own.correct, own.problems = names.index(group.name), "", ()
    own.entered += 1


def remove(own: State, key: str, name: str) -> None:
    """Take a group out."""
    results = own.results[key]
    kept = tuple(one for one in results.groups if one.name != name)
    _keep(own, key, results.model_copy(update={"groups": kept}))
    own.place, own.correct = 0, ""


def take_file(own: State, key: str, case: Scenario, text: str, name: str) -> list[Problem]:
    """Take the groups of a file in place of those that were entered, or return what is wrong with it."""
    found, problems = parse_groups(text, name, case)
    if found is not None:
        _keep(own, key, found)
        own.place, own.correct, own.problems = 0, "", ()
    return problems


def as_text(results: GroupResults) -> str:
    """Return results as the text of a file, which the command line takes."""
    return yaml_text(plain_groups(results))


def texts(own: State) -> dict[str, str]:
    """Return the results of every case as a browser keeps them."""
    return {key: as_text(results) for key, results in own.results.items()}


def take_back(found: Any, kept: Memory) -> None:  # noqa: ANN401 - anybody can send anything
    """Take in what a browser kept: read as a file is, and only of cases that are here."""
    if not isinstance(found, Mapping):
        return
    own = state(kept)
    for key, text in list(found.items())[-_MOST:]:
        is_text = isinstance(key, str) and isinstance(text, str) and len(text) <= MAX_UPLOAD
        if is_text and key not in own.results and cases.is_here(key, kept.uploads):
            take_file(own, key, cases.scenario_of(key, kept.uploads, kept.language), text, FILE)


def _keep(own: State, key: str, results: GroupResults) -> None:
    own.results.pop(key, None)
    own.results[key] = results
    while len(own.results) > _MOST:
        own.results.pop(next(iter(own.results)))
