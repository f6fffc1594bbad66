"""Plays the battery: every kind of room once in each family, whoever asks for it, then the claims."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import islice
from typing import Final

from simulation.evidence.facts.fact import Control, ControlResult, Fact, FactResult, InFamily
from simulation.evidence.facts.families import FAMILIES, Family, changes_rooms, variants_in
from simulation.evidence.facts.play_rooms import Played, play
from simulation.evidence.facts.rooms import RoomSpec
from simulation.evidence.facts.verdict import judge, verdict_of, verdict_over
from simulation.evidence.work_counted import Counted, Progress
from simulation.study.first_back import first_back
from simulation.study.pool import InProcess, slabs_out
from simulation.version import version

__all__ = ["REPLICATIONS", "run_battery"]

type Kind = tuple[RoomSpec, int]
"""A kind of room and the replication that its draws begin with."""

REPLICATIONS: Final = 400
"""Fewest pairs on which a verdict rests."""


def run_battery(
    facts: Sequence[Fact],
    controls: Sequence[Control],
    *,
    seed: int,
    replications: int = REPLICATIONS,
    families: Sequence[Family] = FAMILIES,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[FactResult, ...], tuple[ControlResult, ...]]:
    """Return the results of these facts in these families, and of the controls, which are played once.

    Rooms that several of them need are played once, and let go of when the last of them is judged. The same seed gives
    the same bytes.

    Args:
        facts: What is to be judged.
        controls: What must change nothing.
        seed: Of all rooms and all that happens in them.
        replications: Pairs of each comparison; some facts take a multiple, since their effects are small.
        families: The families of rooms that the facts are played in.
        executor: Plays the kinds of rooms side by side; the results do not depend on it.
        progress: Told how many negotiations are played, of how many.
    """
    asked = [
        _Asked(family=family, of=fact, variants=variants_in(family, fact), number=replications * fact.times)
        for family in families
        for fact in facts
    ]
    asked += [
        _Asked(family=None, of=control, variants=control.variants, number=replications)
        for control in controls
    ]
    found: dict[str, list[InFamily]] = {fact.key: [] for fact in facts}
    checked: list[ControlResult] = []
    for each, rooms in _played(asked, seed, executor, progress):
        if isinstance(each.of, Control):
            checked.append(_checked(each.of, rooms, seed))
        elif each.family is not None:
            found[each.of.key].append(_judged(each.of, each.family, rooms))
    return tuple(_over_all(fact, found[fact.key], seed, replications) for fact in facts), tuple(checked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A fact in a family of rooms, or a control, with the rooms that it needs."""

    family: Family | None
    of: Fact | Control
    variants: Mapping[str, RoomSpec]
    number: int

    @property
    def first(self) -> int:
        return 0 if self.family is None else self.family.first

    @property
    def kinds(self) -> set[Kind]:
        return {(spec, self.first) for spec in self.variants.values()}


def _judged(fact: Fact, family: Family, rooms: Mapping[str, Played]) -> InFamily:
    claims = tuple(judge(claim, claim.measure(rooms)) for claim in fact.claims)
    return InFamily(
        family=family.key,
        verdict=verdict_of(claims, by_construction=bool(fact.by_construction)),
        claims=claims,
        is_changed=changes_rooms(family, fact),
    )


def _over_all(fact: Fact, found: Sequence[InFamily], seed: int, replications: int) -> FactResult:
    return FactResult(
        fact=fact,
        verdict=verdict_over([one.verdict for one in found]),
        families=tuple(found),
        seed=seed,
        replications=replications * fact.times,
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


def _played(
    asked: Sequence[_Asked], seed: int, executor: Executor | None, progress: Progress | None
) -> Iterator[tuple[_Asked, dict[str, Played]]]:
    """Yield everything asked for, in order, as soon as its rooms are played, and keep them no longer than needed."""
    longest: dict[Kind, int] = {}
    for each in asked:
        for spec in each.variants.values():
            longest[spec, each.first] = max(longest.get((spec, each.first), 0), each.number)
    users = Counter(kind for each in asked for kind in each.kinds)
    rooms: dict[Kind, Played] = {}
    waiting, note = list(asked), Counted(progress, sum(longest.values()))
    note(0)
    for kind, played in _each(longest, seed, executor or InProcess()):
        rooms[kind] = played
        note(longest[kind])
        while waiting and waiting[0].kinds <= rooms.keys():
            each = waiting.pop(0)
            yield (
                each,
                {name: rooms[spec, each.first].first(each.number) for name, spec in each.variants.items()},
            )
            users.subtract(each.kinds)
            for used in [used for used in each.kinds if not users[used]]:
                del rooms[used]


def _each(kinds: Mapping[Kind, int], seed: int, executor: Executor) -> Iterator[tuple[Kind, Played]]:
    """Yield each kind of room as it is played, in any order; no more are handed out than keep the workers busy."""
    left, out = iter(kinds.items()), dict[Future[Played], Kind]()
    while True:
        for (spec, first), number in islice(left, slabs_out(executor) - len(out)):
            out[executor.submit(play, spec, seed, range(first, first + number))] = spec, first
        if not out:
            return
        for future in first_back(out):
            yield out.pop(future), future.result()
