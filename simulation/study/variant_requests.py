"""What variants of a case somebody asks for: read from the text of `--lever`, or taken from a mapping in Python."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from simulation.errors import StudyError
from simulation.scenario.levers import one_line
from simulation.scenario.problems import Mark, Problem
from simulation.study.pulling import lever_named
from simulation.study.study import Change
from simulation.study.written_values import as_written
from simulation.words import Said, are_levers, as_given, said, say

__all__ = ["Levers", "Request", "read_request", "refuse", "requests_from"]

type Levers = str | Mapping[str, object] | Iterable[str | Mapping[str, object]]
"""Changes of a case, as on the command line or as values: `"sessions=8 + extension=2"`, or the same as a mapping,
`{"sessions": 8, "extension": 2}`, is one variant; a list of these is several, and so is a mapping by name,
`{"short": {"sessions": 8}}`."""

_LONGEST: Final = 2000
_NAME: Final = re.compile(r"[^\s=:][^=:]{0,39}")
_JOINT: Final = re.compile(r"\s\+\s+(?=[A-Za-z][\w.-]*\s*=)")


@dataclass(frozen=True, slots=True)
class Request:
    """A variant that somebody asked for: its name, its changes, and where each of them was written."""

    mark: Mark
    changes: tuple[Change, ...]
    marks: tuple[Mark, ...]
    name: str = ""

    @property
    def key(self) -> str:
        """Its name, else the changes as written."""
        return self.name or " + ".join(map(str, self.changes))


def requests_from(levers: Levers, problems: list[Problem]) -> list[Request]:
    """Return the variants that somebody asks for; what cannot be read is added to the problems.

    >>> [one.key for one in requests_from({"sessions": 8, "extension": 2}, [])]
    ['sessions=8 + extension=2']
    >>> [(one.key, str(one.changes[0])) for one in requests_from({"short": {"sessions": 8}}, [])]
    [('short', 'sessions=8')]
    """
    if not are_levers(levers):
        values = {"name": "levers", "given": as_given(levers), "example": {"sessions": 3}}
        raise StudyError(say("notebook.argument.values", **values))
    if isinstance(levers, str):
        levers = (levers,)
    elif isinstance(levers, Mapping):
        named = {key: value for key, value in levers.items() if isinstance(value, Mapping) and _is_name(key)}
        if named and (others := [key for key in levers if key not in named]):
            raise StudyError(
                say("problem.lever.mixed", variant=repr(next(iter(named))), lever=repr(others[0]))
            )
        if named:
            return [_request(value, problems, name) for name, value in named.items()]
        levers = (levers,) if levers else ()
    found = (
        _request(one, problems) if isinstance(one, Mapping) else read_request(one, problems) for one in levers
    )
    return [one for one in found if one is not None]


def _is_name(text: str) -> bool:
    """Whether it can only be the name of a variant, since no lever and no path is called so."""
    return lever_named(text) is None and "." not in text and _NAME.fullmatch(text) is not None


def _pulls(lever: str, value: object) -> Sequence[object]:
    """Return the values that a lever is set to one after the other: several where it may be pulled again."""
    found = lever_named(lever)
    return (
        value if isinstance(value, list | tuple) and found is not None and found[0].may_repeat else (value,)
    )


def _request(levers: Mapping[str, object], problems: list[Problem], name: str = "") -> Request:
    changes = [
        Change(lever=lever, value=as_written(one)) for lever in levers for one in _pulls(lever, levers[lever])
    ]
    marks = tuple(Mark(f"levers {one_line(str(change))}") for change in changes)
    request = Request(Mark(f"levers {one_line(name or str(dict(levers)))}"), tuple(changes), marks, name)
    if not changes:
        refuse(problems, request.mark, Said("problem.lever.form"))
    return request


def read_request(text: str, problems: list[Problem]) -> Request | None:
    """Return the variant that one text asks for; None, and a problem, if it cannot be read.

    >>> read_request("short: sessions=8 + shock=BRA@6:Q1=0.2", []).changes
    (Change(lever='sessions', value='8'), Change(lever='shock', value='BRA@6:Q1=0.2'))
    """
    mark = Mark(f"--lever {one_line(text)}")
    if len(text) > _LONGEST:
        refuse(problems, mark, said("problem.lever.long", most=_LONGEST))
        return None
    head, colon, rest = text.partition(":")
    name = head.strip() if colon and "=" not in head else ""
    if colon and "=" not in head and _NAME.fullmatch(name) is None:
        refuse(problems, mark, Said("problem.lever.name"))
        return None
    parts = _JOINT.split(rest if name else text)
    pairs = [part.partition("=") for part in parts]
    if any(not equals or not lever.strip() for lever, equals, _ in pairs):
        refuse(problems, mark, Said("problem.lever.form"))
        return None
    written = [Change(lever=lever.strip(), value=value.strip()) for lever, _, value in pairs]
    # What repeats stands together, as it does in a study file.
    levers = [change.lever for change in written]
    changes = tuple(sorted(written, key=lambda change: levers.index(change.lever)))
    marks = tuple(Mark(f"--lever {one_line(str(change))}") for change in changes)
    return Request(mark, changes, marks, one_line(name))


def refuse(problems: list[Problem], mark: Mark, told: Said) -> None:
    """Add what is wrong at a place to the problems."""
    problems.append(Problem(mark.file, mark.line, mark.column, str(told)))
