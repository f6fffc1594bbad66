"""What one agent of the user's own costs: `python -m benchmarks.agents`.

Whole games with and without an agent in one seat: one that looks at nothing and leaves all to its instructions, one
that answers a wording on the floor, and one that reads all that was heard besides. Times are of the processor, so that
what else the machine does counts little; the least of some runs.
"""

import time
from collections.abc import Iterable, Mapping
from typing import Final

from benchmarks._timing import versions
from simulation.abm import DelegationAgent, NegotiationModel
from simulation.abm.seating import Seat
from simulation.engine.simulate import load_scenario
from simulation.live import SeatMove, SeatView
from simulation.scenario.schema import Scenario

__all__ = ["main"]

_SEATS: Final = {"first_hour": "SAB", "wtpf13_training": "LUM", "unga_cyber": "ARG", "wtpf13": "USA"}
"""One that decides, by case."""
_RUNS: Final = 7


class _Silent(DelegationAgent):
    """Leaves all to its instructions."""

    def act(self, view: SeatView) -> None:
        """Return nothing."""


class _Mover(DelegationAgent):
    """Supports the first wording on the floor."""

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Return one move, if a wording waits for an answer."""
        asked = view.request.asked if view.request else ()
        return [SeatMove(seat=self.key, move="support", issue=i, option=o) for i, o in asked[:1]]


class _Listener(_Mover):
    """Reads what was heard before it moves."""

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Return the same, after reading."""
        return [] if not all(move for session in view.heard for move in session) else super().act(view)


def main() -> None:
    """Print the table."""
    print(f"{versions()}\n")
    print(
        "A session takes at most 10 ms more with an agent that does not read what was heard; milliseconds.\n"
    )
    kinds = [kind.__name__.strip("_").lower() for kind in (_Silent, _Mover, _Listener)]
    print(f"| case | delegations | sessions | without, ms a session | {' | '.join(kinds)} | games, ms |")
    print(f"| --- | --- | --- | --- | {' | '.join('---' for _ in kinds)} | --- |")
    for name, seat in _SEATS.items():
        case = load_scenario(name)
        (plain, held), *others = [
            _least(case, seats) for seats in ({}, {seat: _Silent}, {seat: _Mover}, {seat: _Listener})
        ]
        a_session = [1_000 * seconds / sessions for seconds, sessions in ((plain, held), *others)]
        more = " | ".join(f"+{each - a_session[0]:.1f}" for each in a_session[1:])
        games = " / ".join(f"{1_000 * seconds:.0f}" for seconds, _ in ((plain, held), *others))
        sizes = f"{len(case.delegations)} | {held}"
        print(f"| {name} ({seat}) | {sizes} | {a_session[0]:.1f} | {more} | {games} |", flush=True)


def _least(case: Scenario, seats: Mapping[str, Seat]) -> tuple[float, int]:
    """Return the least time of a game, in seconds, and the sessions that it took."""
    seconds = list[float]()
    for _ in range(_RUNS):
        model = NegotiationModel(case, seed=3, seats=seats)
        begun = time.process_time()
        model.run()
        seconds.append(time.process_time() - begun)
    return min(seconds), model.session


if __name__ == "__main__":
    main()
