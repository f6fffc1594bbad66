"""How quickly simulated delegations answer a person: `python -m benchmarks.live`.

A person in one seat of the training case, and in one of plenaries of 50 and of 200 delegations, plays every session
with a talk, a wording and an offer in it. What is timed is what the person waits for: the answer to each move, the way
from one phase to the next with all that the others do in it, and the first and the last estimate of how a wording would
land.
"""

import statistics
import time
from collections.abc import Callable, Sequence

from benchmarks._cases import plenary
from benchmarks._timing import versions
from simulation import load_scenario
from simulation.live import IllegalMoveError, LiveNegotiation, SeatMove, view_of
from simulation.scenario.schema import Scenario
from simulation.training.forecast import landing

__all__ = ["main"]

type Row = tuple[str, str, str]


def main() -> None:
    """Print the table."""
    rows = [
        *_measured(load_scenario("wtpf13_training"), "wtpf13_training", "LUM", "150 ms"),
        *_measured(plenary(delegations=50, issues=9, sessions=20), "50 delegations", "", "300 ms"),
        *_measured(plenary(delegations=200, issues=9, sessions=20), "200 delegations", "", "1 s"),
    ]
    print(f"{versions()}\n")
    print("| what | target | found |\n| --- | --- | --- |")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def _measured(case: Scenario, name: str, seat: str, target: str) -> list[Row]:
    live = LiveNegotiation(case)
    seat = seat or next(
        key
        for key, decides in zip(
            live.live.room.tableau.delegations, live.live.room.tableau.decide, strict=True
        )
        if decides
    )
    live = LiveNegotiation(case, seats=(seat,))
    moves, phases, views = list[float](), list[float](), list[float]()
    estimates: list[float] = []
    while live.phase != "over":
        views.append(_timed(lambda: view_of(live, seat)))
        if live.phase == "talks":
            moves += [_timed(lambda move=move: _try(live, move)) for move in _moves(live, seat)]  # type: ignore[misc]
            if live.session == case.sessions // 2:
                estimates = _estimates(live, seat)
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        phases.append(_timed(live.advance))
    return [
        (f"{name}: answer to a move", f"p95 at most {target}", _two(moves)),
        (f"{name}: on to the next phase, all others moving", f"p95 at most {target}", _two(phases)),
        (f"{name}: what the seat sees, made anew", "", _two(views)),
        (
            f"{name}: how would this land, first estimate / all 200",
            "first within 2 s",
            f"{estimates[0]:.1f} s / {estimates[-1]:.1f} s",
        ),
    ]


def _moves(live: LiveNegotiation, seat: str) -> list[SeatMove]:
    """Return a talk, a wording and a trade."""
    view = view_of(live, seat)
    others = [other.key for other in view.others if other.decides]
    to = others[live.session % len(others)]
    first, *_, last = [issue for issue in view.issues if issue.is_open] * 2
    option = next(o.key for o in first.options if not o.on_table)
    return [
        SeatMove(seat=seat, move="consult_bilaterally", to=to),
        SeatMove(seat=seat, move="propose_option", issue=first.key, option=option),
        SeatMove(
            seat=seat,
            move="offer_trade",
            to=to,
            give=(first.key, option),
            get=(last.key, last.options[0].key),
        ),
    ]


def _try(live: LiveNegotiation, move: SeatMove) -> None:
    try:
        live.submit(move)
    except IllegalMoveError:
        return


def _estimates(live: LiveNegotiation, seat: str) -> list[float]:
    """Return when each estimate of a landing came, in seconds."""
    view = view_of(live, seat)
    issue = next(issue for issue in view.issues if issue.on_agenda)
    option = next(option for option in issue.options if not option.on_table)
    begun = time.perf_counter()
    return [
        time.perf_counter() - begun
        for _ in landing(view, live.case, issue=issue.key, option=option.key, replications=200)
    ]


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _two(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"p50 {1_000 * statistics.median(ordered):.0f} ms, p95 {1_000 * p95:.0f} ms"


if __name__ == "__main__":
    main()
