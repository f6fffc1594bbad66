"""Plays the battery: every kind of room once, whoever asks for it, then the claims."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed

from simulation.experiments.facts.battery import find_facts
from simulation.experiments.facts.controls import CONTROLS
from simulation.experiments.facts.fact import Control, ControlResult, Fact, FactResult
from simulation.experiments.facts.play import Played, play
from simulation.experiments.facts.rooms import RoomSpec
from simulation.experiments.facts.verdict import judge, verdict_of
from simulation.version import version

__all__ = ["REPLICATIONS", "run_battery", "run_controls", "run_facts"]

type Progress = Callable[[int, int], None]
"""Told how many negotiations are played, of how many."""

REPLICATIONS = 400
"""Fewest pairs on which a verdict rests."""


def run_facts(
    facts: Sequence[str] | None = None,
    *,
    seed: int,
    replications: int = REPLICATIONS,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[FactResult, ...]:
    """Return the verdict on facts, such as `["F9"]`; None: on all. The same seed gives the same bytes.

    Args:
        facts: Keys.
        seed: Of all rooms and all that happens in them.
        replications: Pairs of each comparison; some facts take a multiple, since their effects are small.
        executor: Plays the kinds of rooms side by side; the results do not depend on it.
        progress: Told how many negotiations are played, of how many.

    Raises:
        UnknownComponentError: if there is no such fact.
    """
    return run_battery(
        find_facts(facts), (), seed=seed, replications=replications, executor=executor, progress=progress
    )[0]


def run_controls(
    *,
    seed: int,
    replications: int = REPLICATIONS,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[ControlResult, ...]:
    """Return whether the negative controls are null; arguments as for `run_facts`."""
    return run_battery(
        (), CONTROLS, seed=seed, replications=replications, executor=executor, progress=progress
    )[1]


def run_battery(
    facts: Sequence[Fact],
    controls: Sequence[Control],
    *,
    seed: int,
    replications: int = REPLICATIONS,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[FactResult, ...], tuple[ControlResult, ...]]:
    """Return what came out for these facts and controls; rooms that several of them need are played once."""
    longest: dict[RoomSpec, int] = {}
    wanted = [(fact.variants, replications * fact.times) for fact in facts]
    wanted += [(control.variants, replications) for control in controls]
    for variants, number in wanted:
        for spec in variants.values():
            longest[spec] = max(longest.get(spec, 0), number)
    played = _play_all(longest, seed, executor, progress)

    def rooms(variants: Mapping[str, RoomSpec], number: int) -> dict[str, Played]:
        return {name: played[spec].first(number) for name, spec in variants.items()}

    return (
        tuple(
            _judged(fact, rooms(fact.variants, replications * fact.times), seed, replications * fact.times)
            for fact in facts
        ),
        tuple(_checked(control, rooms(control.variants, replications), seed) for control in controls),
    )


def _judged(fact: Fact, rooms: Mapping[str, Played], seed: int, replications: int) -> FactResult:
    claims = tuple(judge(claim, claim.measure(rooms)) for claim in fact.claims)
    return FactResult(
        fact=fact,
        verdict=verdict_of(claims, by_construction=bool(fact.by_construction)),
        claims=claims,
        seed=seed,
        replications=replications,
        version=version(),
    )


def _checked(control: Control, rooms: Mapping[str, Played], seed: int) -> ControlResult:
    is_null, figures = control.check(rooms)
    replications = len(next(iter(rooms.values())).closed_at)
    return ControlResult(
        control=control,
        is_null=is_null,
        figures=figures,
        seed=seed,
        replications=replications,
        version=version(),
    )


def _play_all(
    longest: Mapping[RoomSpec, int], seed: int, executor: Executor | None, progress: Progress | None
) -> dict[RoomSpec, Played]:
    """Return every kind of room played as often as needed; the dearest first, so that workers end together."""
    order = sorted(longest, key=lambda spec: -longest[spec] * spec.delegations * spec.issues * spec.sessions)

    found: dict[RoomSpec, Played] = {}

    def note() -> None:
        if progress is not None:
            progress(sum(longest[spec] for spec in found), sum(longest.values()))

    note()
    if executor is None:
        for spec in order:
            found[spec] = play(spec, seed, range(longest[spec]))
            note()
        return found
    waiting: dict[Future[Played], RoomSpec] = {
        executor.submit(play, spec, seed, range(longest[spec])): spec for spec in order
    }
    for future in as_completed(waiting):
        found[waiting[future]] = future.result()
        note()
    return found
