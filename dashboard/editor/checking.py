"""Checks a case in the making as the command line would check its file, and says where in the editor to mend it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from dashboard.editor.edits import get
from dashboard.editor.opening_case import Data
from dashboard.editor.writing_case import file_name, to_yaml
from simulation.engine import check_components
from simulation.scenario import (
    Mark,
    Path,
    Problem,
    Problems,
    Scenario,
    Source,
    UnreadableError,
    check_case,
    parse_yaml,
)
from simulation.words import language

__all__ = ["STEPS", "Checked", "Placed", "Step", "check", "step_of", "whose"]

type Step = Literal["meeting", "issues", "seats", "wants", "save"]
STEPS: Final[tuple[Step, ...]] = ("meeting", "issues", "seats", "wants", "save")


@dataclass(frozen=True, slots=True)
class Placed:
    """A problem, and where in the case it stands."""

    problem: Problem
    path: Path

    @property
    def step(self) -> Step:
        """The step of the editor where it can be mended."""
        return step_of(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the loader says of the file that the editor would write now."""

    text: str
    """The file."""
    scenario: Scenario | None
    """The case; None as long as there is a problem."""
    problems: tuple[Placed, ...]

    def in_step(self, step: Step) -> int:
        """Return how many problems can be mended in a step."""
        return sum(placed.step == step for placed in self.problems)


def check(data: Data) -> Checked:
    """Return the file of a case and everything that keeps it from being played, found once for equal cases.

    What is wrong is said in the current language.
    """
    return _check(json.dumps(data, ensure_ascii=False), language())


@lru_cache(maxsize=16)
def _check(content: str, told: str) -> Checked:  # noqa: ARG001 - the language, by which the cache tells answers apart
    data: Data = json.loads(content)
    text, name = to_yaml(data), file_name(data)
    problems = Problems()
    try:
        raw, source = parse_yaml(text, name, problems)
    except UnreadableError:
        return Checked(text=text, scenario=None, problems=tuple(_at(problems, {})))
    scenario = check_case(raw, source, problems, checks=(check_components,))
    places: dict[tuple[int | None, int | None], Path] = {}
    if problems:
        for mark, path in _marks(source, ()):
            places.setdefault((mark.line, mark.column), path)
    return Checked(text=text, scenario=None if problems else scenario, problems=tuple(_at(problems, places)))


def _at(problems: Problems, places: dict[tuple[int | None, int | None], Path]) -> Iterator[Placed]:
    for problem in problems.sorted():
        yield Placed(problem, places.get((problem.line, problem.column), ()))


def _marks(source: Source, path: Path) -> Iterator[tuple[Mark, Path]]:
    """Yield where everything stands: keys before values, what is inside last."""
    if source.key is not None:
        yield source.key, path
    if source.key is None or not source.inside:
        yield source.mark, path
    for step, inner in source.inside.items():
        yield from _marks(inner, (*path, step))


def step_of(path: Path) -> Step:
    """Return the step of the editor where what stands at a path is shown.

    >>> step_of(("delegations", 2, "mandate", "Q1")), step_of(("sessions",))
    ('wants', 'meeting')
    """
    match path:
        case ("issues" | "document", *_):
            return "issues"
        case ("delegations", _, "mandate", *_):
            return "wants"
        case ("delegations" | "blocs", *_):
            return "seats"
    return "meeting"


def whose(data: Data, path: Path) -> list[str]:
    """Return the names of the delegation and of the issue in which what stands at a path is; none if in neither.

    >>> case = {"issues": [{"key": "Q1", "name": "Roles"}], "delegations": [{"key": "A", "name": "Aldoria"}]}
    >>> whose(case, ("delegations", 0, "mandate", "Q1", "position")), whose(case, ("sessions",))
    (['Aldoria', 'Roles'], [])
    """
    match path:
        case ("delegations", int(place), "mandate", str(key), *_):
            issues = [issue["name"] for issue in data["issues"] if issue["key"] == key]
            names = [get(data, ("delegations", place, "name")), *issues]
        case ("issues" | "delegations" as kind, int(place), *_):
            names = [get(data, (kind, place, "name"))]
        case _:
            names = []
    return [name for name in names if name]
