"""Fits what draws members to sign together, and how hard stages are, once more: to hold against what ships."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.engine.assembly import House, prepare_assembly
from simulation.evidence.backtest.convention.convention_case import survival_case
from simulation.evidence.backtest.convention.convention_files import KNOWN_FROM, Convention, Initiative
from simulation.models import stages
from simulation.models.sponsorship import ALONE, KNOWN, Choices, Pull, fit_pull
from simulation.models.stages import Hurdle
from simulation.rng import Streams

__all__ = [
    "ORDERS",
    "TERMS",
    "choices_of",
    "distances",
    "fit_weights",
    "hurdle_of",
    "shipped_weights",
    "traits",
]

ORDERS: Final = 3
"""Random orders of each initiative: who signed first, second and so on is not in the data."""
TERMS: Final = ("distance.1", "distance.2", "bloc", "committee", "topic", "signed")
_ORDER: Final = 5
"""Place in the stream `resample`."""


def fit_weights(data: Convention, *, known: bool, seed: int) -> FloatArray:
    """Return the weights `[6]` in the order of `TERMS`, fitted only to what was signed before history ends.

    A weight of distance is what one unit takes away. Without history the last is 0.
    """
    columns = list(range(len(TERMS) if known else len(TERMS) - 1))
    found = choices_of(data, data.early, since=KNOWN_FROM if known else "", seed=seed)
    some = Choices(trait=found.trait[:, columns], chosen=found.chosen, may=found.may)
    fitted = np.zeros(len(TERMS))
    fitted[columns] = fit_pull(some)
    fitted[:2] *= -1.0
    return fitted


def shipped_weights(*, known: bool) -> FloatArray:
    """Return the weights that ship, `[6]`, likewise."""
    pull: Pull = KNOWN if known else ALONE
    return np.array([*pull.distance, pull.bloc, pull.committee, pull.topic, pull.signed])


def choices_of(data: Convention, initiatives: Sequence[Initiative], *, since: str, seed: int) -> Choices:
    """Return who signed next in initiatives from a day on, each with all of earlier days as signed before."""
    generator = Streams(seed).generator("resample", _ORDER)
    signed = np.zeros((len(data.members), len(data.members)))
    trait, chosen, may = [], [], []
    for day in sorted({one.date for one in initiatives}):
        today = [one for one in initiatives if one.date == day]
        if day >= since:
            for one in today:
                pairwise = traits(data, signed)
                topic = np.array([name != "" and name == one.commission for name in data.commission])
                for _ in range(ORDERS):
                    order = generator.permutation(np.array(one.signers))
                    for step in range(1, len(order)):
                        trait.append(_next(pairwise, topic, order[:step]))
                        chosen.append(int(order[step]))
                        may.append(~np.isin(np.arange(len(data.members)), order[:step]))
        signed += data.counts(today)
    return Choices(
        trait=np.array(trait), chosen=np.array(chosen, dtype=np.int64), may=np.array(may, dtype=bool)
    )


def traits(data: Convention, signed: FloatArray) -> FloatArray:
    """Return what two members have between them, `[5, A, A]`: the terms but for the topic."""
    apart = np.abs(data.place[:, None] - data.place)
    return np.stack(
        [
            apart[..., 0],
            apart[..., 1],
            _same(data.bloc),
            _same(data.commission),
            np.log1p(signed),
        ]
    )


def _same(names: Iterable[str]) -> FloatArray:
    found = np.array(list(names))
    same: FloatArray = ((found[:, None] == found) & (found != "")).astype(np.float64)
    return same


def _next(pairwise: FloatArray, topic: np.ndarray, signers: IntArray) -> FloatArray:
    """Return the traits of each member with regard to those who signed, `[6, A]`."""
    mean = pairwise[:, signers].mean(axis=1)
    return np.stack([*mean[:4], topic.astype(np.float64), mean[4]])


def hurdle_of(data: Convention, rows: IntArray, house: House | None = None) -> Hurdle:
    """Return how hard stages are, fitted to these texts."""
    found = prepare_assembly(survival_case(data)) if house is None else house
    beyond, aside = distances(found)
    return stages.fit_hurdle(beyond[rows], aside[rows], data.survived[rows].astype(np.float64))


def distances(house: House) -> tuple[FloatArray, FloatArray]:
    """Return what lies beyond the reach of the sponsors of each text of the table, and aside, both `[n, S]`."""
    away = np.abs(house.given_place[:, :1] - house.mark[house.committee])
    aside = np.abs(house.given_place[:, 1:2] - house.middle[house.committee])
    return stages.hardness(away, house.given_reach), aside
