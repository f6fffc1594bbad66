"""The work of a study, cut into slabs that any process can play: plain data in, rows out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from simulation.engine.batch import Batch, Negotiation, play_batch, prepare
from simulation.protocols.parameter_sets.asked_parameters import MEDIAN
from simulation.study.codings import batches_of
from simulation.study.replication_rows import Rows, joined_pairs, joined_rows, pairs_of, rows_of
from simulation.study.study import Study, Variant

__all__ = ["FEW_VARIANTS", "Part", "Slab", "play_slab", "play_variant", "slabs_of"]

FEW_VARIANTS: Final = 9
"""Up to so many, every slab holds all variants, so that whatever is finished can be compared."""
_SIZES: Final = ((4_096, 64), (65_536, 256), (1_000_000_000, 1_024))
"""Negotiations in a slab, by the most that a study of that size may have. Fixed, so that the files are, too."""
_HELD: Final = 16
"""Negotiations in a slab in which agents of the user's own play: each takes many times as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slab:
    """Some replications of some variants: what is played, written and, if lost, played again as one."""

    number: int
    variants: tuple[Variant, ...]
    seed: int
    start: int
    stop: int
    """Replications, from start up to but without stop."""
    with_pairs: bool
    """Whether to count who stands with whom."""

    @property
    def size(self) -> int:
        """Negotiations in it."""
        return len(self.variants) * (self.stop - self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What came of a slab."""

    number: int
    rows: tuple[Rows, ...]
    """By variant."""
    pairs: tuple[Rows, ...]
    """By variant; empty if they were not counted."""


def slabs_of(study: Study) -> Iterator[Slab]:
    """Yield the slabs of a study in order; they depend on nothing but the study."""
    size = _HELD if study.holders else next(slab for most, slab in _SIZES if study.size <= most)
    few = len(study.variants) <= FEW_VARIANTS
    per_slab = len(study.variants) if few else max(1, size // study.replications)
    length = max(1, size // per_slab)
    number = 0
    for first in range(0, len(study.variants), per_slab):
        for start in range(0, study.replications, length):
            yield Slab(
                number=number,
                variants=study.variants[first : first + per_slab],
                seed=study.seed,
                start=start,
                stop=min(start + length, study.replications),
                with_pairs=few,
            )
            number += 1


def play_slab(slab: Slab) -> Part:
    """Play a slab; the same bytes in any process."""
    rows, pairs = [], []
    for variant in slab.variants:
        found, stood = [], []
        for scenario, replications in batches_of(variant, slab.seed, range(slab.start, slab.stop)):
            negotiation = prepare(scenario, variant.parameters)
            one = replace(variant, scenario=scenario)
            batch = play_variant(one, negotiation, slab.seed, replications)
            fixed = negotiation.blueprint.fixed
            found.append(rows_of(scenario, fixed, batch, variant.key))
            if slab.with_pairs:
                stood.append(pairs_of(fixed, batch, variant.key))
        rows.append(joined_rows(found))
        if slab.with_pairs:
            pairs.append(joined_pairs(stood))
    return Part(number=slab.number, rows=tuple(rows), pairs=tuple(pairs))


def play_variant(variant: Variant, negotiation: Negotiation, seed: int, replications: Sequence[int]) -> Batch:
    """Return how these replications of a variant, made ready, end, whoever holds its seats.

    Raises:
        DelegationSimError: if an agent of the user's own fails or does what is not possible.
    """
    if not variant.holders:
        return play_batch(negotiation, seed=seed, replications=replications)
    from simulation.abm.held_replications import play_held

    return play_held(
        variant.scenario,
        seed=seed,
        replications=replications,
        holders=variant.holders,
        parameters=variant.parameters or MEDIAN,
    )
