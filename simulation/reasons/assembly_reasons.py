"""Why members signed a text in an assembly, and why it passed or fell: the numbers behind every step, worked out again.

Letters, beside those of `simulation.arrays`: here A members, K axes, N texts, C committees, S stages.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulation.arrays import FloatArray
from simulation.engine.assembly import AssemblyRecord, House
from simulation.models.stages import needed

__all__ = ["Joining", "Vote", "joinings", "row_of_text", "together_of", "voters", "votes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """How a member came to sign after others."""

    member: int
    """Row of the member."""
    chance: float
    """Of being drawn among those who had not signed."""
    rank: int
    """How many of those were at least as likely, the member included."""
    among: int
    """How many had not signed."""
    drawn: Mapping[str, float]
    """What drew it more (or less, below 0) than the average of those: `distance.KEY` of each axis, `bloc`, `committee`,
    `topic`, `signed`, in log-odds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What a text met at a stage."""

    stage: int
    """Column of the stage."""
    voters: int
    needed: int
    decides: int
    """Row of the member whose vote completes what is needed, or who stands nearest to the median."""
    mark: float
    """Where that is, on the first axis."""
    distance: float
    """Of the text from there."""
    beyond: float
    """What of it lies beyond the reach of the sponsors."""
    aside: float
    """Distance from the middle of the voters on the second axis."""
    score: float
    """Log-odds of passing."""
    chance: float
    came: bool
    """Whether the text came to this stage at all."""
    passed: bool


def row_of_text(house: House, key: str) -> int | None:
    """Return the row of a text by its key, or by its name; None if there is none."""
    names = {text.name.casefold(): row for row, text in enumerate(house.case.texts) if text.name}
    names |= {text.casefold(): row for row, text in enumerate(house.texts)}
    return names.get(key.casefold())


def voters(house: House, committee: int, stage: int) -> int:
    """Return the number of members that may vote at a stage on the texts of a committee."""
    if house.case.stages[stage].voters == "all":
        return len(house.case.members)
    return int((house.seat == committee).sum())


def joinings(record: AssemblyRecord, text: int) -> tuple[Joining, ...]:
    """Return how everybody after the first came to sign a text; nothing of one that came with its sponsors."""
    order = [row for row in record.order[text].tolist() if row >= 0]
    traits = _traits(record.house, int(record.house.committee[text]))
    return tuple(_joining(traits, order[:step], order[step]) for step in range(1, len(order)))


def _joining(traits: Mapping[str, FloatArray], signed: list[int], joins: int) -> Joining:
    """Return how a member joined those who had signed, from the traits `[A, A]` of each (column) for each signer."""
    drawn = {name: value[signed].mean(axis=0) for name, value in traits.items()}
    may = np.ones(len(next(iter(drawn.values()))), dtype=bool)
    may[signed] = False
    liking: FloatArray = np.sum(list(drawn.values()), axis=0)
    odds = np.where(may, np.exp(liking - liking[may].max()), 0.0)
    odds /= odds.sum()
    return Joining(
        member=joins,
        chance=float(odds[joins]),
        rank=int((odds[may] >= odds[joins]).sum()),
        among=int(may.sum()),
        drawn={name: float(value[joins] - value[may].mean()) for name, value in drawn.items()},
    )


def _traits(house: House, committee: int) -> dict[str, FloatArray]:
    """Return what draws each member (column) to each signer (row) of a text of a committee, by trait, each `[A, A]`."""
    weights, place = house.weights, house.place
    found: dict[str, FloatArray] = {
        f"distance.{axis.key}": -weights.distance[number] * np.abs(place[:, None, number] - place[:, number])
        for number, axis in enumerate(house.case.axes)
    }
    for name, group in (("bloc", house.bloc), ("committee", house.seat)):
        same = (group[:, None] == group) & (group >= 0)
        found[name] = getattr(weights, name) * same.astype(np.float64)
    found["topic"] = np.broadcast_to(house.suits[committee], house.pull.shape)
    found["signed"] = weights.signed * np.log1p(house.before)
    return found


def votes(record: AssemblyRecord, text: int) -> tuple[Vote, ...]:
    """Return what a text met at each stage, those included to which it never came."""
    from scipy.special import expit  # a third of a second: only when a text is asked about

    house = record.house
    committee = int(house.committee[text])
    passed = int(record.passed[text])
    place = record.place[text]
    found = []
    for stage, rule in enumerate(house.case.stages):
        distance = abs(float(place[0] - house.mark[committee, stage]))
        n = voters(house, committee, stage)
        found.append(
            Vote(
                stage=stage,
                voters=n,
                needed=needed(n, rule.share),
                decides=int(house.decides[committee, stage]),
                mark=float(house.mark[committee, stage]),
                distance=distance,
                beyond=max(0.0, distance - float(record.reach[text])),
                aside=abs(float(place[1] - house.middle[committee, stage])) if len(place) > 1 else 0.0,
                score=float(record.score[text, stage]),
                chance=float(expit(record.score[text, stage])),
                came=passed >= stage,
                passed=passed > stage,
            )
        )
    return tuple(found)


def together_of(record: AssemblyRecord) -> FloatArray:
    """Return how many texts two members signed together, `[A, A]`; with itself: how many a member signed."""
    signed = record.signed.astype(np.float64)
    found: FloatArray = signed.T @ signed
    return found
