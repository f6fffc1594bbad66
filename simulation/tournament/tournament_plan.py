"""What is played in a tournament: which entrants, in which seats of which case, how often."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulation.abm import NegotiationModel, OwnAgent, read_agent
from simulation.abm.seating import Seat, seat_problem
from simulation.delegates import DELEGATES
from simulation.engine.simulate import load_scenario
from simulation.errors import DelegationSimError
from simulation.rng import as_seed
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario
from simulation.study.pool import what_plays
from simulation.version import version
from simulation.words import as_given, check_whole, say, texts_of

__all__ = ["BASE", "Entrant", "Tournament", "tournament_of"]

BASE: Final = next(iter(DELEGATES))
"""The entrant against which the others are measured: the built-in agent answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrant:
    """A delegate that takes part."""

    name: str
    """No two of a tournament have the same."""
    agent: Seat
    """What makes it for a model and a row; workers import it, or run what was read from its file."""

    @property
    def file(self) -> str:
        """File and class as the user named them; empty if it is shipped, or comes from a Python program."""
        return str(self.agent) if isinstance(self.agent, OwnAgent) else ""

    @property
    def sha256(self) -> str:
        """Hash of what stands in that file; empty where there is none."""
        return self.agent.sha256 if isinstance(self.agent, OwnAgent) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tournament:
    """Every entrant in every seat, alone among built-in agents, in the same replications of one seed."""

    case: Scenario
    entrants: tuple[Entrant, ...]
    """The first is `BASE`."""
    seats: tuple[str, ...]
    """Keys, in the order of the case."""
    replications: int
    """Games of each entrant in each seat, numbered from 0."""
    seed: int
    skill: str
    """Of the built-in agents, one of `LEVELS`."""

    @property
    def games(self) -> int:
        """How many are played in all."""
        return len(self.entrants) * len(self.seats) * self.replications

    def manifest(self) -> dict[str, Any]:
        """Return all that decides on the games, as plain data: two tournaments with the same are the same."""
        return {
            "case": self.case.key,
            "case_hash": scenario_hash(self.case),
            "seed": self.seed,
            "replications": self.replications,
            "skill": self.skill,
            "version": version(),
            "plays": dict(what_plays()),
            "seats": list(self.seats),
            "entrants": [{"name": one.name, "file": one.file, "sha256": one.sha256} for one in self.entrants],
        }


def tournament_of(
    case: Scenario | str | os.PathLike[str],
    *,
    entrants: Iterable[str | Entrant | Seat] | str | Entrant | type = (),
    seats: Sequence[str] = (),
    replications: int = 40,
    seed: int = 1,
    skill: str = "standard",
    overrides: Mapping[str, object] | None = None,
) -> Tournament:
    """Return a tournament of the reference delegates and of these entrants.

    Args:
        case: A case, the name of a shipped one, or a file.
        entrants: `FILE.py:Class`, whose file is executed, classes of agents, or entrants.
        seats: Keys of the delegations in whose seats they are put; every decision-holder if left out.
        replications: Games of each entrant in each seat.
        seed: Fixes all that is left to chance: game n of each entrant in each seat is replication n of it.
        skill: How well the built-in agents know and bargain, one of `LEVELS`.
        overrides: Changes of the case, by path; only with a case that is loaded here.

    Raises:
        ScenarioError: if the case cannot be used.
        UnknownComponentError: if there is no such skill.
        DelegationSimError: if it cannot be played otherwise; the text says all that is wrong with entrants and seats.
    """
    scenario = case if isinstance(case, Scenario) else load_scenario(case, overrides=overrides)
    model = NegotiationModel(scenario, seed=as_seed(seed), skill=skill)
    replications = check_whole("replications", replications)
    problems = list[str]()
    offered = _seats(model, texts_of("seats", seats), problems)
    references = [Entrant(name=name, agent=agent) for name, agent in DELEGATES.items()]
    own = _read(entrants, problems)
    problems += _twice([*references, *own])
    if not problems:
        problems += _cannot_sit(scenario, seed, offered, own or references[1:2])
    if problems:
        raise DelegationSimError("\n".join(problems))
    return Tournament(
        case=scenario,
        entrants=(*references, *own),
        seats=offered,
        replications=replications,
        seed=seed,
        skill=skill,
    )


def _seats(model: NegotiationModel, wanted: Sequence[str], problems: list[str]) -> tuple[str, ...]:
    """Return the seats that are offered, in the order of the case; what is wrong with them is added to the problems."""
    keys, decide = model.tableau.delegations, model.tableau.decide
    if not wanted:
        return tuple(key for key, decides in zip(keys, decide, strict=True) if decides)
    told = ((key, seat_problem(model.case, model.tableau.observers, key)) for key in dict.fromkeys(wanted))
    problems += [f"{key}: {problem}" for key, problem in told if problem is not None]
    return tuple(key for key in keys if key in wanted)


def _cannot_sit(
    scenario: Scenario, seed: int, seats: Iterable[str], entrants: Iterable[Entrant]
) -> Iterator[str]:
    """Yield why entrants cannot sit here at all: that is told now, and not by a worker."""
    for entrant in entrants:
        try:
            NegotiationModel(scenario, seed=seed, seats=dict.fromkeys(seats, entrant.agent))
        except DelegationSimError as error:
            yield f"{entrant.file or entrant.name}: {error}"


def _read(
    entrants: Iterable[str | Entrant | Seat] | str | Entrant | type, problems: list[str]
) -> list[Entrant]:
    """Return the entrants, read from their files; what is wrong with them is added to the problems."""
    found = list[Entrant]()
    if isinstance(entrants, str | type | Entrant):
        entrants = [entrants]
    if not isinstance(entrants, Iterable):
        problems.append(say("notebook.argument.entrants", given=as_given(entrants)))
        return []
    for one in entrants:
        if isinstance(one, Entrant):
            found.append(one)
            continue
        if not isinstance(one, str):
            found.append(Entrant(name=getattr(one, "__name__", str(one)), agent=one))
            continue
        try:
            agent = read_agent(one)
        except DelegationSimError as error:
            problems.append(str(error))
        else:
            found.append(Entrant(name=agent.name, agent=agent))
    names = Counter(one.name for one in found)
    return [
        Entrant(name=one.file, agent=one.agent) if one.file and names[one.name] > 1 else one for one in found
    ]


def _twice(entrants: Sequence[Entrant]) -> list[str]:
    """Return a sentence on each name that several entrants have."""
    names = Counter(one.name for one in entrants)
    return [
        say("problem.tournament.called", n=times, name=repr(name))
        for name, times in names.items()
        if times > 1
    ]
