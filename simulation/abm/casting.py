"""Says who holds which seats in a run or a study: read as users write it, checked all at once, and told in records."""

import hashlib
import inspect
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from simulation.abm.own_agent import AgentFileError, OwnAgent, read_agent, why_no_agent
from simulation.abm.seating import Seat, seat_problem
from simulation.engine.batch import prepare
from simulation.errors import StudyError
from simulation.protocols.conference.conference import Conference
from simulation.scenario.schema import Scenario
from simulation.words import as_given, say

__all__ = ["Holders", "cast", "problems_in", "told", "where_written"]

type Holders = Mapping[str, Seat | str] | Iterable[tuple[str, Seat | str]]
"""Agents of the user's own by the key of their seat: a class, what makes an agent for a model and a row, or
`FILE.py:Class`."""

_PAIR: Final = 2
_NOT_TOLD: Final = ""
_ADDRESS: Final = re.compile(r" at 0x[0-9A-Fa-f]+")


def cast(scenario: Scenario, holders: Holders) -> dict[str, Seat]:
    """Return the user's own agents by seat, in the order of the case; agents named by file are loaded.

    Raises:
        StudyError: if a seat does not exist, has no say or is named twice, or an agent is none; lists all of it.
    """
    pairs = _pairs(holders)
    times = Counter(key for key, _ in pairs)
    problems = problems_in(scenario, times)
    problems += [
        f"{key}: {n} agents are to hold this seat. Valid: one a seat. Leave the others out."
        for key, n in times.items()
        if n > 1
    ]
    found = dict[str, Seat]()
    for key, agent in pairs:
        try:
            found[key] = read_agent(agent) if isinstance(agent, str) else agent
        except AgentFileError as error:
            problems.append(str(error))
            continue
        if not callable(agent) and not isinstance(agent, str):
            problems.append(say("agent.model.uncast", seat=key, given=as_given(agent)))
        elif isinstance(agent, type) and (why := why_no_agent(agent)):
            problems.append(f"{key}: {why}")
    if problems:
        raise StudyError("\n".join(dict.fromkeys(problems)))
    return {item.key: found[item.key] for item in scenario.delegations if item.key in found}


def _pairs(holders: Holders) -> list[tuple[str, Seat | str]]:
    """Return seats and their agents.

    Raises:
        StudyError: if they are nothing of the kind.
    """
    given: Any = (
        holders.items() if isinstance(holders, Mapping) else holders
    )  # whatever a caller in Python gives
    pairs = list(given) if isinstance(given, Iterable) else [given]
    if not all(isinstance(pair, tuple) and len(pair) == _PAIR and isinstance(pair[0], str) for pair in pairs):
        raise StudyError(say("notebook.argument.seats", given=as_given(holders)))
    return [(key, agent) for key, agent in pairs]


def problems_in(scenario: Scenario, seats: Iterable[str]) -> list[str]:
    """Return why agents of the user's own cannot hold these seats in this case; nothing if they can."""
    negotiation = prepare(scenario)
    watching = negotiation.blueprint.fixed.observers
    seats = list(seats)
    told = ((key, seat_problem(scenario, watching, key)) for key in seats)
    problems = [f"{key}: {problem}" for key, problem in told if problem is not None]
    if seats and not isinstance(negotiation.protocol, Conference):
        problems.append(say("live.protocol", protocol=negotiation.protocol.info.key))
    return problems


def told(seat: Seat) -> dict[str, str]:
    """Return the entry of a record about an agent: its name in the code, and the hash of its file if it is known."""
    if isinstance(seat, OwnAgent):
        return {"agent": str(seat), "sha256": seat.sha256}
    if isinstance(seat, partial):
        inner = told(seat.func)
        given = [
            *map(_shown, seat.args),
            *(f"{name}={_shown(value)}" for name, value in seat.keywords.items()),
        ]
        return {**inner, "agent": f"{inner['agent']}({', '.join(given)})"}
    name = f"{getattr(seat, '__module__', '')}:{getattr(seat, '__qualname__', type(seat).__qualname__)}"
    try:
        file = inspect.getsourcefile(seat)
        source = Path(file).read_bytes() if file else b""
    except (TypeError, OSError):  # such as a class of a notebook
        source = b""
    return {"agent": name, "sha256": hashlib.sha256(source).hexdigest() if source else _NOT_TOLD}


def _shown(value: object) -> str:
    """Return a value as a record shows it: the same in every process, so without where in the memory it lay."""
    text = f"{{{', '.join(sorted(map(repr, value)))}}}" if isinstance(value, set | frozenset) else repr(value)
    return _ADDRESS.sub("", text)


def where_written(seat: Seat) -> str | None:
    """Return an agent as the command line names it; None if it cannot, since it was read from no file."""
    return str(seat) if isinstance(seat, OwnAgent) else None
