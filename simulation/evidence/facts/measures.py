"""What is measured in played rooms, and the estimates that compare them."""

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.evidence.facts.fact import LEVEL
from simulation.evidence.facts.play_rooms import Played
from simulation.state.tableau import TEXT, VAGUE
from simulation.stats import interval
from simulation.stats.interval import Estimate

__all__ = [
    "agreed",
    "all_text",
    "backs_another",
    "changed",
    "clean_share",
    "contrast",
    "difference",
    "difference_of_shares",
    "gain",
    "gained",
    "has_text",
    "is_changed",
    "last_closing",
    "lies",
    "moved",
    "share_less",
    "success",
    "text_share",
    "vague_share",
    "weighted_mean",
]


def agreed(rooms: Played) -> BoolArray:
    """Return in which rooms every clause was closed and a document adopted, `[R]`."""
    whole: BoolArray = (rooms.closed_at >= 0).all(axis=1) & (rooms.result.option >= 0).any(axis=1)
    return whole


def has_text(rooms: Played) -> BoolArray:
    """Return which clauses were adopted with wording that commits to something, `[R, I]`."""
    option = rooms.result.option
    found: BoolArray = (option >= 0) & rooms.commits[np.arange(option.shape[1]), np.maximum(option, 0)]
    return found


def text_share(rooms: Played) -> FloatArray:
    """Return the share of clauses adopted with committing text, `[R]`."""
    share: FloatArray = has_text(rooms).mean(axis=1)
    return share


def all_text(rooms: Played) -> BoolArray:
    """Return in which rooms every clause was adopted with wording that commits to something, `[R]`."""
    whole: BoolArray = has_text(rooms).all(axis=1)
    return whole


def changed(rooms: Played) -> BoolArray:
    """Return in which rooms the status quo was changed on at least one clause, `[R]`."""
    any_text: BoolArray = has_text(rooms).any(axis=1)
    return any_text


def _kind_share(rooms: Played, kind: int) -> FloatArray:
    option = rooms.result.option
    is_kind = rooms.kind[np.arange(option.shape[1]), np.maximum(option, 0)] == kind
    share: FloatArray = (is_kind & (option >= 0)).mean(axis=1)
    return share


def clean_share(rooms: Played) -> FloatArray:
    """Return the share of clauses adopted as plain text, `[R]`."""
    return _kind_share(rooms, TEXT)


def vague_share(rooms: Played) -> FloatArray:
    """Return the share of clauses adopted in vague words, `[R]`."""
    return _kind_share(rooms, VAGUE)


def lies(rooms: Played) -> FloatArray:
    """Return where each clause ends, `[R, I]`: its wording, or the status quo without one."""
    option = rooms.result.option
    place = rooms.place[np.arange(option.shape[1]), np.maximum(option, 0)]
    return np.where(option >= 0, place, rooms.spec.status_quo)


def gain(rooms: Played) -> FloatArray:
    """Return the gain of every decision-holder over no agreement, `[R, A]`."""
    return rooms.result.gain[:, rooms.decide]


def gained(rooms: Played) -> FloatArray:
    """Return the mean gain of those who decide, `[R]`."""
    mean: FloatArray = gain(rooms).mean(axis=1)
    return mean


def last_closing(rooms: Played) -> FloatArray:
    """Return the session, counted from 1, in which the last clause was closed, `[R]`; of those agreed."""
    return rooms.closed_at.max(axis=1).astype(np.float64) + 1.0


def moved(rooms: Played) -> FloatArray:
    """Return how far each delegation came from its opening position towards the text, `[R, A, I]`.

    By the time the clause closed, or the conference ended: from the ideal towards the red line on the side of the
    text, by the share released, and not beyond the text (see `preferences.values.reached`).
    """
    option = rooms.table
    text = rooms.place[np.arange(option.shape[1]), option][:, None]
    share = np.minimum(1.0, rooms.give + rooms.traded)
    way = np.where(text >= rooms.ideal, rooms.red_high - rooms.ideal, rooms.ideal - rooms.red_low)
    far: FloatArray = np.minimum(np.abs(text - rooms.ideal), share * np.maximum(way, 0.0))
    return far


def is_changed(rooms: Played) -> BoolArray:
    """Return whose position on a clause changed, `[R, A, I]`: another rung is nearest than at the opening."""
    option = rooms.table
    text = rooms.place[np.arange(option.shape[1]), option][:, None]
    now = rooms.ideal + np.sign(text - rooms.ideal) * moved(rooms)
    rungs = np.array(rooms.spec.rungs)
    first = np.abs(rooms.ideal[..., None] - rungs).argmin(axis=3)
    last: BoolArray = np.abs(now[..., None] - rungs).argmin(axis=3) != first
    return last


def backs_another(rooms: Played) -> BoolArray:
    """Return who stood on the platform of another wording at last than at first, `[R, A, I]`."""
    other: BoolArray = rooms.backed_last != rooms.backed_first
    return other


def success(rooms: Played, row: int = 0) -> FloatArray:
    """Return how near each clause ends to what a delegation opened with, `[R, I]`: 1 less the distance."""
    return 1.0 - np.abs(lies(rooms) - rooms.ideal[:, row])


def weighted_mean(rooms: Played, weight: FloatArray | None = None) -> FloatArray:
    """Return the mean of all ideals, `[R, I]`, plain or weighted by `[R, A, I]`."""
    weight = np.ones_like(rooms.ideal) if weight is None else weight
    mean: FloatArray = (weight * rooms.ideal).sum(axis=1) / weight.sum(axis=1)
    return mean


def difference(base: np.ndarray, variant: np.ndarray, where: BoolArray | None = None) -> Estimate:
    """Return variant less base, pair by pair; of shares if both are yes or no. `where` picks the pairs."""
    if where is not None:
        base, variant = base[where], variant[where]
    if not len(base):
        return _nothing()
    if base.dtype == np.bool_ and variant.dtype == np.bool_:
        return interval.paired_share(base, variant, level=LEVEL)
    return interval.paired_mean(base.astype(np.float64), variant.astype(np.float64), level=LEVEL)


def contrast(values: np.ndarray, where: BoolArray | None = None) -> Estimate:
    """Return the mean of values that should be off zero, one a replication."""
    picked = values if where is None else values[where]
    return interval.mean(picked.astype(np.float64), level=LEVEL) if len(picked) else _nothing()


def share_less(hits: BoolArray, chance: float) -> Estimate:
    """Return a share less what chance would give."""
    if not len(hits):
        return _nothing()
    found = interval.share(int(hits.sum()), len(hits), level=LEVEL)
    return Estimate(
        value=found.value - chance,
        low=found.low - chance,
        high=found.high - chance,
        n=found.n,
        level=LEVEL,
    )


def difference_of_shares(base: BoolArray, variant: BoolArray) -> Estimate:
    """Return the difference of shares among different rooms, variant less base (Newcombe 1998, method 10)."""
    if not len(base) or not len(variant):
        return _nothing()
    one = interval.share(int(base.sum()), len(base), level=LEVEL)
    two = interval.share(int(variant.sum()), len(variant), level=LEVEL)
    value = two.value - one.value
    return Estimate(
        value=value,
        low=value - float(np.hypot(two.value - two.low, one.high - one.value)),
        high=value + float(np.hypot(two.high - two.value, one.value - one.low)),
        n=min(one.n, two.n),
        level=LEVEL,
    )


def _nothing() -> Estimate:
    """Return the estimate of what could not be measured in a single room."""
    return Estimate(value=float("nan"), low=-np.inf, high=np.inf, n=0, level=LEVEL)
