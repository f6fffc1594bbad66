"""How agents bargain with whoever sits at the table: `python -m benchmarks.bargaining [--seeds 4] [--case first_hour]`.

Games of some delegates of the library, of one that talks and trades and of one that asks, in every seat that decides:
which offers of agents make sense to both sides, which talks tell a limit, who objects to a wording of its own, and who
stands by a document that is worth less to it than none; that last one also in rooms of agents alone.
"""

import time
from collections.abc import Sequence
from typing import Final

from benchmarks._bargaining import Counts, Talker, objections, refusals, signatures, talks, watched
from benchmarks._talks import Asker
from benchmarks._timing import versions
from benchmarks._training import CASES, options
from simulation.abm import DelegationAgent, NegotiationModel
from simulation.delegates import DELEGATES
from simulation.engine.simulate import load_scenario
from simulation.tournament import tournament_of

__all__ = ["main", "play"]

HOLDERS: Final[dict[str, type[DelegationAgent]]] = {
    **{name: DELEGATES[name] for name in ("honest", "reciprocal", "junk trader", "promise breaker")},
    "talker": Talker,
    "asker": Asker,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    asked = options(__doc__).parse_args(arguments)
    print(f"{versions()}\n")
    for case in asked.case or CASES:
        begun = time.perf_counter()
        counts, broken = play(case, seeds=asked.seeds, seed=asked.seed, skill=asked.skill)
        seconds = time.perf_counter() - begun
        print(f"## {case}, {asked.seeds} seeds, {asked.skill} ({seconds:.0f} s)\n")
        _print(counts, broken)


def play(case: str, *, seeds: int, seed: int = 1, skill: str = "standard") -> tuple[Counts, dict[str, float]]:
    """Return what is counted in the games of a case, and how many promises each way to play breaks in a game."""
    counts, broken = Counts(), dict[str, float]()
    scenario = load_scenario(case)
    seats = tournament_of(scenario, seed=seed, skill=skill).seats
    for name, agent in HOLDERS.items():
        lost = 0
        for seat in seats:
            for replication in range(seeds):
                model = NegotiationModel(
                    scenario,
                    seed=seed,
                    replication=replication,
                    seats={seat: watched(agent, counts)},
                    skill=skill,
                )
                lost += _game(counts, model, seat)
        broken[name] = lost / max(len(seats) * seeds, 1)
    for replication in range(seeds * len(seats)):
        model = NegotiationModel(scenario, seed=seed, replication=replication, skill=skill)
        model.run()
        signatures(counts, model, "rooms of agents")
    return counts, broken


def _game(counts: Counts, model: NegotiationModel, seat: str) -> int:
    """Play a game, count, and return how many promises the seat broke."""
    while model.running:
        model.step()
        talks(counts, model, seat)
        objections(counts, model)
    signatures(counts, model, "beside a holder")
    refusals(counts, model)
    promises = () if model.live is None else model.live.ledger
    return sum(one.by == seat and one.state == "broken" for one in promises)


def _print(counts: Counts, broken: dict[str, float]) -> None:
    print("| measure | share |\n| --- | --- |")
    for measure, share in sorted(counts.shares.items()):
        print(f"| {measure} | {share} |")
    print("\n| promises broken in a game | |\n| --- | ---: |")
    for name, mean in broken.items():
        print(f"| {name} | {mean:.1f} |")
    for title, found in (
        ("why a trade is refused", counts.refusals),
        ("unforced objections to own wordings", counts.causes),
    ):
        print(f"\n| {title} | times |\n| --- | ---: |")
        for words, times in found.most_common():
            print(f"| {words} | {times} |")
    print()


if __name__ == "__main__":
    main()
