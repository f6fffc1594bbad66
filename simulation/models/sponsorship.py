"""Sponsorship as a generative step: a first signer asks others to sign a text, one after the other.

Whoever signs next is drawn with a probability that grows with its pull to those who signed already, a sequential
conditional logit [McFadden1974]_: near places, the same bloc, the same committee and earlier signatures in common pull,
and so does sitting in the committee that the text is for. No member may sign twice.

Letters, beside those of `simulation.arrays`: here A members, K axes, N texts, C committees, X the steps of a text.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray

__all__ = ["ALONE", "KNOWN", "PARTS", "Choices", "Gathered", "Pull", "fit_pull", "gather", "pulls"]

PARTS: Final = ("founded_here", "founded_elsewhere", "joined_here", "joined_elsewhere")
"""What two members sign together, in parts: texts that one of them founded and texts that both joined, each for a
committee in which one of them sits and for any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """What draws members to those who signed before: weights of a liking, on the scale of standard Gumbel noise."""

    distance: tuple[float, ...]
    """What one unit apart on each axis takes away, `[K]`."""
    bloc: float
    """Of the share of the signers who belong to the same bloc."""
    committee: float
    """Of the share of the signers who sit in the same committee."""
    topic: float
    """Of sitting in the committee that the text is for."""
    signed: float
    """Of the mean of log(1 + W) over the signers, W the texts signed together before."""


ALONE = Pull(distance=(4.70, 1.31), bloc=2.17, committee=0.86, topic=0.80, signed=0.0)
"""Where nothing is known of what was signed before. Fitted to the 253 initiatives with 2 to 16 signers that Chile's
Constitutional Convention had from 3 November 2021 to 14 January 2022; places are ideal points from -1 to 1."""
KNOWN = Pull(distance=(2.94, 0.57), bloc=1.22, committee=0.48, topic=0.60, signed=1.58)
"""Where it is known. Fitted to those of the same initiatives that came from 1 January 2022 on (154), each with all
earlier ones as what was signed before. The day was chosen among four with later scores in view."""


def pulls(
    place: FloatArray, bloc: IntArray, committee: IntArray, signed: FloatArray, pull: Pull
) -> FloatArray:
    """Return what draws each member (column) to each signer (row), `[A, A]`, but for the topic.

    Args:
        place: Of each member, `[A, K]`.
        bloc: Number of the bloc, `[A]`; -1: none.
        committee: Number of the committee, `[A]`; -1: none.
        signed: Texts that two members signed together before, `[A, A]`.
        pull: The weights.
    """
    apart = np.abs(place[:, None] - place)
    found: FloatArray = pull.signed * np.log1p(signed) - apart @ np.array(pull.distance)
    for weight, group in ((pull.bloc, bloc), (pull.committee, committee)):
        found = found + weight * ((group[:, None] == group) & (group >= 0))
    return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gathered:
    """Who signed what."""

    signed: BoolArray
    """`[N, A]`."""
    order: IntArray
    """Who signed first, second and so on, `[N, X + 1]`; -1 where nobody signed any more."""
    together: FloatArray
    """Texts that two members are expected to sign together, `[A, A]`: at each step the chance of whoever might have
    signed next is counted, and not only who did, which tells as much as many times the replications."""
    parts: FloatArray | None
    """The same in `PARTS`, `[4, A, A]`; None: not asked for."""


def gather(
    pull: FloatArray,
    suits: FloatArray,
    first: IntArray,
    size: IntArray,
    chance: FloatArray,
    *,
    here: BoolArray | None = None,
) -> Gathered:
    """Return who signs texts, grown from their first signers.

    Args:
        pull: Of each member (column) to each signer (row), `[A, A]`.
        suits: What the topic of each text adds for each member, `[N, A]`.
        first: First signer of each text, `[N]`.
        size: Signers that each text will have, the first included, `[N]`; at most A.
        chance: Uniform numbers, `[N, X]`, X at least the largest size less 1.
        here: Who sits in the committee that each text is for, `[N, A]`, to tell parts; None: they are not asked for.
    """
    n, a = suits.shape
    signed = np.zeros((n, a), dtype=bool)
    signed[np.arange(n), first] = True
    drawn = pull[first].copy()
    together = np.zeros((a, a))
    parts = None if here is None else np.zeros((len(PARTS), a, a))
    most = int(size.max(initial=1))
    order = np.full((n, most), -1, dtype=np.int64)
    order[:, 0] = first
    for step in range(1, most):
        open_ = np.flatnonzero(size > step)
        liking = drawn[open_] / step + suits[open_]
        liking[signed[open_]] = -np.inf
        odds = np.exp(liking - liking.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        together += signed[open_].T.astype(np.float64) @ odds
        if here is not None and parts is not None:
            parts += _parts(signed[open_], first[open_], here[open_], odds)
        total = odds.cumsum(axis=1)
        # The last sum may end short of 1 by rounding: nobody who has signed is reached that way.
        reached = total > chance[open_, step - 1, None] * total[:, -1:]
        joins = reached.argmax(axis=1)
        signed[open_, joins] = True
        order[open_, step] = joins
        drawn[open_] += pull[joins]
    return Gathered(
        signed=signed,
        order=order,
        together=together + together.T,
        parts=None if parts is None else parts + parts.transpose(0, 2, 1),
    )


def _parts(signed: BoolArray, first: IntArray, here: BoolArray, odds: FloatArray) -> FloatArray:
    """Return what signers (row) and those who may sign next (column) are to sign together, `[4, A, A]`, by `PARTS`."""
    founder = np.zeros_like(signed)
    founder[np.arange(len(first)), first] = True
    found = []
    for signer in (founder, signed & ~founder):
        at_home, away = ((signer & side).T.astype(np.float64) for side in (here, ~here))
        found += [at_home @ odds + away @ (odds * here), away @ (odds * ~here)]
    return np.stack(found)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choices:
    """Who signed next, again and again, and what spoke for everybody who might have."""

    trait: FloatArray
    """`[X, F, A]`: each trait of each member with regard to those who signed before."""
    chosen: IntArray
    """Who signed next, `[X]`."""
    may: BoolArray
    """Who had not signed yet, `[X, A]`."""

    def only(self, rows: IntArray) -> "Choices":
        """Return these choices only."""
        return Choices(trait=self.trait[rows], chosen=self.chosen[rows], may=self.may[rows])


def fit_pull(choices: Choices) -> FloatArray:
    """Return the weights `[F]` under which what was chosen is likeliest: a conditional logit, which has one maximum."""
    from scipy.optimize import minimize  # what plays an assembly fits nothing

    rows = np.arange(len(choices.chosen))
    taken = choices.trait[rows, :, choices.chosen]

    def loss(weight: FloatArray) -> tuple[float, FloatArray]:
        liking = np.where(choices.may, np.einsum("xfa,f->xa", choices.trait, weight), -np.inf)
        top = liking.max(axis=1, keepdims=True)
        odds = np.exp(liking - top)
        total = odds.sum(axis=1, keepdims=True)
        mean = np.einsum("xfa,xa->xf", choices.trait, odds / total)
        value = (liking[rows, choices.chosen] - top[:, 0] - np.log(total[:, 0])).mean()
        return -float(value), -(taken - mean).mean(axis=0)

    found: FloatArray = minimize(loss, np.zeros(choices.trait.shape[1]), jac=True, method="L-BFGS-B").x
    return found
