"""Power indices: how much each member of a voting body counts, whoever the others vote with."""

import math
from dataclasses import dataclass

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.coalitions.bodies import VotingBody
from simulation.coalitions.every_set import MOST_MEMBERS, EverySet, every_set, who_counts
from simulation.coalitions.swings import Tally, expected_swings, expected_wins, swings_by_size, tallies_of

__all__ = [
    "PowerIndices",
    "chance_by_set",
    "chance_by_state",
    "chance_to_decide",
    "indices_by_set",
    "indices_by_state",
    "power_indices",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerIndices:
    """Power indices of each member of a voting body."""

    shapley_shubik: FloatArray
    """`[A]`; share of the orders of arrival in which the member decides. Sums to 1 unless nobody decides."""
    penrose_banzhaf: FloatArray
    """`[A]`; share of the sets of others that the member turns from losing to winning. Does not sum to 1."""
    is_exact: bool
    """False where weights were rounded for want of a common unit, in a body of more than twenty."""


def power_indices(body: VotingBody) -> PowerIndices:
    """Return the indices of Shapley and Shubik [ShapleyShubik1954]_ and of Penrose and Banzhaf [Penrose1946]_.

    Sets are counted one by one where a body is small and that is less work than summing over the states of its weights,
    or more exact.

    Raises:
        VotingBodyError: if the body has too many members to look at every set, and too many states to sum over.
    """
    return indices_by_set(body) if _sets_are_better(body) else indices_by_state(body)


def indices_by_set(body: VotingBody) -> PowerIndices:
    """Return the same from every set of the members that count, up to twenty; weights need no common unit.

    Raises:
        ValueError: if more members count.
    """
    sets = _all_sets(body)
    shapley, banzhaf = np.zeros(body.n_members), np.zeros(body.n_members)
    if len(sets.rows):
        by_size = sets.swings() / 2.0 ** (len(sets.rows) - 1)
        shapley[sets.rows] = _per_arrival(len(sets.rows)) @ by_size
        banzhaf[sets.rows] = by_size.sum(axis=0)
    return PowerIndices(shapley_shubik=shapley, penrose_banzhaf=banzhaf, is_exact=True)


def indices_by_state(body: VotingBody) -> PowerIndices:
    """Return the same from distributions over whole weights, for any number of members.

    Let every other member join with the same chance t, and f_i(t) be how likely member i then decides. Then
    `beta_i = f_i(1/2)` and `phi_i` is the integral of `f_i` over t from 0 to 1 [Owen1972]_. `f_i` is a polynomial of
    degree n - 1 in t, so Gauss-Legendre quadrature with n / 2 nodes is exact up to rounding. Nothing is counted
    in integers that could overflow. Where one majority counts heads, the state of the sum tells the size of
    the set, and the sums over sizes take the place of nodes if that is less work.

    Raises:
        VotingBodyError: if the body has too many states to sum over.
    """
    shapley, banzhaf = np.zeros(body.n_members), np.zeros(body.n_members)
    tallies = tallies_of(body) or ()
    heads = tallies[0].heads if len(tallies) == 1 else None
    if heads is not None and _sizes_are_cheaper(tallies[0], heads):
        rows, by_size = tallies[0].rows, swings_by_size(tallies[0], heads)
        shapley[rows] = _per_arrival(len(rows)) @ by_size
        banzhaf[rows] = by_size.sum(axis=0)
    elif tallies:
        node, weight = _quadrature(sum(len(tally.rows) for tally in tallies))
        decides = _decides(tallies, np.append(node, 0.5), body.n_members)
        shapley, banzhaf = weight @ decides[:-1], decides[-1]
    return PowerIndices(shapley_shubik=shapley, penrose_banzhaf=banzhaf, is_exact=body.is_exact)


def chance_to_decide(body: VotingBody, joining: FloatArray) -> FloatArray:
    """Return each member's chance to decide, `[P, A]`, if all others are in favour with chance `joining`, `[P]`.

    At 1/2 it is the index of Penrose and Banzhaf. Under consensus `1 - joining` is the share of others that object,
    and the figure is how likely one's own objection is the one that stops a text.

    Raises:
        VotingBodyError: if the body has too many members to look at every set, and too many states to sum over.
    """
    return chance_by_set(body, joining) if _sets_are_better(body) else chance_by_state(body, joining)


def chance_by_set(body: VotingBody, joining: FloatArray) -> FloatArray:
    """Return the same from every set of the members that count, up to twenty; weights need no common unit.

    Raises:
        ValueError: if more members count.
    """
    sets = _all_sets(body)
    found = np.zeros((len(joining), body.n_members))
    size = np.arange(len(sets.rows))
    t = joining[:, None]
    found[:, sets.rows] = (t**size * (1.0 - t) ** size[::-1]) @ sets.swings()
    return found


def chance_by_state(body: VotingBody, joining: FloatArray) -> FloatArray:
    """Return the same from distributions over whole weights, for any number of members.

    Raises:
        VotingBodyError: if the body has too many states to sum over.
    """
    return _decides(tallies_of(body) or (), joining, body.n_members)


def _all_sets(body: VotingBody) -> EverySet:
    sets = every_set(body)
    if sets is None:
        raise ValueError(f"more than {MOST_MEMBERS} members count: there are too many sets to look at each")
    return sets


def _sets_are_better(body: VotingBody) -> bool:
    """Return whether to look at every set: where weights would be rounded, and where it is less work."""
    members = len(who_counts(body))
    if members > MOST_MEMBERS:
        return False
    if not body.is_exact:
        return True
    states = sum(tally.n_states * len(tally.rows) for tally in tallies_of(body) or ())
    return (members << members) <= states * (members // 2 + 2)


def _decides(tallies: tuple[Tally, ...], chance: FloatArray, n_members: int) -> FloatArray:
    found = np.zeros((len(chance), n_members))
    wins = [expected_wins(tally, chance) for tally in tallies] if len(tallies) > 1 else []
    for place, tally in enumerate(tallies):
        others = np.ones(len(chance))
        for win in (*wins[:place], *wins[place + 1 :]):
            others = others * win
        found[:, tally.rows] = expected_swings(tally, chance) * others[:, None]
    return found


def _quadrature(size: int) -> tuple[FloatArray, FloatArray]:
    node, weight = np.polynomial.legendre.leggauss((size + 1) // 2 + 1)
    return (node + 1.0) / 2.0, weight / 2.0


def _per_arrival(size: int) -> FloatArray:
    """Return the weight of each size of set, `[S]`, on the share of sets of this size: `2^(n-1) s!(n-1-s)!/n!`."""
    sizes: IntArray = np.arange(size)
    return np.array([2 ** (size - 1) / (size * math.comb(size - 1, taken)) for taken in sizes.tolist()])


def _sizes_are_cheaper(tally: Tally, heads: int) -> bool:
    sizes, cap = len(tally.rows) + 1, tally.caps[heads] + 1
    return sizes <= cap * (sizes // 2 + 2)
