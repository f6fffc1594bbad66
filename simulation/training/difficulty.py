"""How hard the seats of a training case are: in how many games a delegate that negotiates honestly closes a text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario
from simulation.stats import interval
from simulation.stats.interval import Estimate
from simulation.words import Said, names_joined, said

__all__ = [
    "DELEGATE",
    "FILE",
    "GAMES",
    "IDLE",
    "SEED",
    "SKILL",
    "Difficulty",
    "published",
    "seats_apart",
    "text_of",
]

DELEGATE: Final = "honest"
"""Who sits in the seat that is measured; built-in agents sit in the others."""
IDLE: Final = "nothing"
"""Who sits there in other games under the same chance, to be held against."""
SEED: Final = 1
GAMES: Final = 40
"""In each seat: replications 0 to 39 of the seed."""
LEVEL: Final = 0.95
"""Confidence of the intervals."""
FILE: Final = Path(__file__).with_name("difficulty.json")
"""What was measured of the cases that ship, and of their first instances."""
SKILL: Final = "standard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """How often the delegate closes a text in each seat of a case that decides."""

    case: str
    instance: int
    case_hash: str
    """Of what was played, see `scenario_hash`."""
    games: int
    """In each seat."""
    seed: int
    version: str
    """Of delegation-sim, by which it was measured."""
    closed: Mapping[str, int]
    """Games that ended with a text, by seat."""
    place: Mapping[str, float] = field(default_factory=dict)
    """The place at the end of `DELEGATE` and of `IDLE`, see `places_of`, mean over seats and games; empty: it was not
    measured."""

    @property
    def always_closes(self) -> bool:
        """Whether every game ended with a text, in every seat: then that says nothing of how hard the case is."""
        return all(closed == self.games for closed in self.closed.values())

    @property
    def sentences(self) -> tuple[Said, ...]:
        """Sentences on the limits of the share and the value of skill; empty where there are none."""
        told = [said("difficulty.always")] if self.always_closes else []
        if {DELEGATE, IDLE} <= set(self.place):
            places = {
                name: Said.percent(self.place[key]) for name, key in (("skill", DELEGATE), ("idle", IDLE))
            }
            told.append(said("difficulty.pays", **places))
        return tuple(told)

    def share(self, seat: str) -> Estimate:
        """Return the share of games in a seat that ended with a text."""
        return interval.share(self.closed[seat], self.games, level=LEVEL)

    @property
    def apart(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The seats whose games end with a text clearly less, and clearly more often than those of the others."""
        every, less, more = sum(self.closed.values()), list[str](), list[str]()
        for seat, closed in self.closed.items():
            others = self.games * (len(self.closed) - 1)
            rest = interval.share(every - closed, others, level=LEVEL) if others else None
            own = self.share(seat)
            if rest is not None and own.high < rest.low:
                less.append(seat)
            if rest is not None and rest.high < own.low:
                more.append(seat)
        return tuple(less), tuple(more)

    def apart_in_words(self, case: Scenario) -> tuple[Said, ...]:
        """Return sentences on the seats of the case that are clearly harder or easier than the others."""
        names = {seat.key: seat.short or seat.name for seat in case.delegations}
        return tuple(
            said(f"difficulty.{way}", names=names_joined([names[seat] for seat in seats], len(seats)))
            for way, seats in zip(("less", "more"), self.apart, strict=True)
            if seats
        )

    @property
    def over_seats(self) -> Estimate:
        """The share of all games that ended with a text; seats meet the same chance, so the interval is a guide."""
        return interval.share(sum(self.closed.values()), self.games * len(self.closed), level=LEVEL)


def published(case: Scenario) -> Difficulty | None:
    """Return the measured difficulty of a case or instance; None if there is none, or the case changed since."""
    found = _published().get((case.key, case.instance))
    return found if found is not None and found.case_hash == scenario_hash(case) else None


def seats_apart(case: Scenario) -> tuple[Said, ...]:
    """Return sentences on the seats that are clearly harder or easier than the others; none if nobody measured it."""
    found = published(case)
    return () if found is None else found.apart_in_words(case)


@cache
def _published() -> Mapping[tuple[str, int], Difficulty]:
    data = json.loads(FILE.read_text(encoding="utf-8"))
    common = {"games": data["games"], "seed": data["seed"], "version": data["version"]}
    return {
        (one["case"], one["instance"]): Difficulty(
            case=one["case"],
            instance=one["instance"],
            case_hash=one["case_hash"],
            closed=one["closed"],
            place=one.get("place", {}),
            **common,
        )
        for one in data["measured"]
    }


def text_of(measured: list[Difficulty]) -> str:
    """Return what the file holds of what was measured, all by the same version with the same games."""
    first = measured[0]
    plain: dict[str, Any] = {
        "about": (
            "Games that ended with a text, by seat: the delegate in that seat, built-in agents in the others. Place: 0 "
            "the worst and 1 the best document within the red lines of those who decide, mean over seats and games."
        ),
        "command": "python -m benchmarks.difficulty --write",
        "delegate": DELEGATE,
        "skill": SKILL,
        "version": first.version,
        "seed": first.seed,
        "games": first.games,
        "measured": [
            {
                "case": one.case,
                "instance": one.instance,
                "case_hash": one.case_hash,
                "closed": dict(one.closed),
                **(
                    {"place": {name: round(value, 4) for name, value in one.place.items()}}
                    if one.place
                    else {}
                ),
            }
            for one in measured
        ],
    }
    return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"
