"""Whether the coach says true things: `python -m benchmarks.coach [--seeds 17] [--skill standard] [--case first_hour]`.

It plays each suggested seat with the coach's moves and with the honest delegate, listens to every hint that the coach
has at the beginning of each phase, and looks up what the hint claims: in what the seat sees, and in the room.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks._claims import false_claims
from benchmarks._hints import Given
from benchmarks._seats import Coached
from benchmarks._training import CASES, options
from simulation.abm import DelegationAgent, NegotiationModel
from simulation.arrays import FloatArray
from simulation.delegates import Honest
from simulation.live import SeatMove, SeatView
from simulation.scenario.load import load_scenario
from simulation.scenario.pack import load_pack
from simulation.training.coach import fitting

__all__ = ["WAYS", "Heard", "heard_in", "main", "seats_of"]

WAYS: Final[dict[str, type[DelegationAgent]]] = {"coach": Coached, "honest": Honest}
"""How the seat is played while the coach is listened to."""


@dataclass(slots=True)
class Heard:
    """How many hints of each kind were given, how many were wrong, and what was wrong with them."""

    hints: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    claims: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By kind and claim."""

    def take(self, given: Given) -> None:
        """Count a hint."""
        found = list(false_claims(given))
        self.hints[given.advice.key] += 1
        self.wrong[given.advice.key] += bool(found)
        self.claims.update((given.advice.key, claim) for claim in found)


def heard_in(case: str, seat: str, way: type[DelegationAgent], *, seed: int, skill: str, into: Heard) -> None:
    """Play a game and count all hints that the coach has for a seat in it."""
    salience = dict[int, FloatArray]()

    class Listening(way):  # type: ignore[valid-type, misc] # a class that is chosen as the game begins
        """Plays so, and hears the coach before each of its turns."""

        def act(self, view: SeatView) -> list[SeatMove]:
            """Listen, then move."""
            salience.setdefault(view.session, self.model.state.salience[0].copy())
            for advice in fitting(view):
                into.take(Given(view=view, advice=advice, salience=salience))
            return list(super().act(view) or ())

    NegotiationModel(load_scenario(case), seed=seed, skill=skill, seats={seat: Listening}).run()


def seats_of(case: str) -> tuple[str, ...]:
    """Return the seats that are suggested to people in a case."""
    pack = load_pack(case)
    suggested = None if pack is None else pack.seats_by_difficulty
    return () if suggested is None else (suggested.easy.seat, suggested.medium.seat, suggested.hard.seat)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, then what was wrong."""
    asked = options(__doc__).parse_args(arguments)
    games, heard = 0, Heard()
    for case in asked.case or CASES:
        for seat in seats_of(case):
            for way in WAYS.values():
                for seed in range(asked.seed, asked.seed + asked.seeds):
                    heard_in(case, seat, way, seed=seed, skill=asked.skill, into=heard)
                    games += 1
    print("\n".join(_lines(heard, games)))


def _lines(heard: Heard, games: int) -> Iterator[str]:
    yield f"{games} games, {heard.hints.total():,} hints, {heard.wrong.total():,} wrong\n"
    yield "| kind of hint | n | wrong | share |"
    yield "| --- | ---: | ---: | ---: |"
    for kind, n in sorted(heard.hints.items()):
        yield f"| {kind} | {n:,} | {heard.wrong[kind]:,} | {heard.wrong[kind] / n:.2f} |"
    for (kind, claim), n in heard.claims.most_common():
        yield f"{kind}, {n:,} times not so: {claim}"


if __name__ == "__main__":
    main()
