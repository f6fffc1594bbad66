"""The strategies that come with the library."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from annotated_types import Interval

from simulation.arrays import FloatArray
from simulation.registry import ComponentInfo, Registry
from simulation.strategies.strategy import Cohort, Strategy

__all__ = [
    "STRATEGIES",
    "Boulware",
    "BridgeBuilder",
    "Conceder",
    "FollowBloc",
    "Hold",
    "Linear",
    "Obstructor",
    "Reciprocal",
    "Scripted",
]

_SHAPE = frozenset({"deterministic", "within_unit", "monotone_in_pressure"})


class _Ordinary:
    """What most strategies have in common: they trade, table what they like, and judge for themselves."""

    __slots__ = ()
    holds: ClassVar[bool] = False
    firm: ClassVar[bool] = False
    refuses: ClassVar[bool] = False
    bridges: ClassVar[bool] = False
    follows: ClassVar[bool] = False
    watches: ClassVar[bool] = False


def _spread(value: FloatArray, cohort: Cohort) -> FloatArray:
    return np.broadcast_to(value, (len(cohort.give), len(cohort.rows)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear(_Ordinary):
    """Release in step with the pressure of time.

    Known as: linear time-dependent tactic [Faratin1998]_.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="linear",
        label="In step with the clock",
        summary="Lets go in proportion to the pressure of time.",
        references=("Faratin1998",),
        promises=_SHAPE,
    )

    def target(self, cohort: Cohort) -> FloatArray:
        """Return the pressure itself."""
        return _spread(cohort.pressure, cohort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Boulware(_Ordinary):
    """Hold until late, then let go.

    Known as: Boulware tactic [Faratin1998]_.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="boulware",
        label="Late",
        summary="Gives nearly nothing until the pressure is high.",
        references=("Faratin1998", "Raiffa1982"),
        promises=_SHAPE,
    )
    exponent: Annotated[float, Interval(gt=1, le=20)] = 3.0

    def target(self, cohort: Cohort) -> FloatArray:
        """Return the pressure to a power above 1."""
        return _spread(cohort.pressure**self.exponent, cohort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conceder(_Ordinary):
    """Let go early.

    Known as: conceder tactic [Faratin1998]_.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="conceder",
        label="Early",
        summary="Gives most of what it can as soon as there is any pressure.",
        references=("Faratin1998", "Pruitt1981"),
        promises=_SHAPE,
    )
    exponent: Annotated[float, Interval(gt=0, lt=1)] = 1 / 3

    def target(self, cohort: Cohort) -> FloatArray:
        """Return the pressure to a power below 1."""
        return _spread(cohort.pressure**self.exponent, cohort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(_Ordinary):
    """Hold the line: release nothing and trade nothing."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="hold",
        label="Holds its line",
        summary="Releases nothing, whatever the clock says.",
        promises=_SHAPE,
    )
    holds: ClassVar[bool] = True
    firm: ClassVar[bool] = True

    def target(self, cohort: Cohort) -> FloatArray:
        """Return 0."""
        return np.zeros((len(cohort.give), len(cohort.rows)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstructor(_Ordinary):
    """Come for no outcome: every text that commits to anything costs it something [Depledge2008]_."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="obstructor",
        label="Obstructs",
        summary="Wants no text that commits to anything, and lets one pass only where it is small and alone.",
        references=("Depledge2008",),
        promises=_SHAPE,
    )
    holds: ClassVar[bool] = True
    firm: ClassVar[bool] = True
    refuses: ClassVar[bool] = True
    stake: Annotated[float, Interval(gt=0, le=2)] | None = 0.2
    """What any text that commits costs it, in lengths of the axis times how much it cares about the issue: whoever is
    alone and small enough lets it pass. None (`null` in a case): nothing moves it."""

    def target(self, cohort: Cohort) -> FloatArray:
        """Return 0."""
        return np.zeros((len(cohort.give), len(cohort.rows)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reciprocal(_Ordinary):
    """Give as others give, as far as it knows, and one step more to keep things moving.

    Known as: tit-for-tat, behaviour-dependent tactic [Faratin1998]_.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="reciprocal",
        label="Gives as others give",
        summary="Matches what it knows others have given, and one step more.",
        references=("Faratin1998",),
        promises=frozenset({"deterministic", "within_unit"}),
    )
    watches: ClassVar[bool] = True

    def target(self, cohort: Cohort) -> FloatArray:
        """Return the mean of what others have given, weighted by how well it knows them, plus one pace."""
        known = cohort.known.copy()
        known[:, np.arange(len(cohort.rows)), cohort.rows] = 0.0
        total = known.sum(axis=2)
        seen = (known @ cohort.give[..., None])[..., 0]
        mean = np.divide(seen, total, out=np.zeros_like(seen), where=total > 0)
        return np.minimum(mean + cohort.pace, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowBloc(_Ordinary):
    """Go as far as the bloc goes and let its line count in full; without bloc-mates, follow the clock."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="follow_bloc",
        label="Follows its bloc",
        summary="Goes as far as its bloc has gone and signals the bloc's line.",
        promises=frozenset({"deterministic", "within_unit"}),
    )
    follows: ClassVar[bool] = True

    def target(self, cohort: Cohort) -> FloatArray:
        """Return the capability-weighted mean of what the bloc-mates have given."""
        alone = cohort.mates.sum(axis=2) <= 0
        return np.where(alone, cohort.pressure, (cohort.mates @ cohort.give[..., None])[..., 0])


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeBuilder(_Ordinary):
    """Look for the wording that joins the camps, even one it does not prefer itself."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="bridge_builder",
        label="Builds bridges",
        summary="Tables wordings that most could accept and puts packages together.",
        references=("Zartman1994",),
        promises=_SHAPE,
    )
    bridges: ClassVar[bool] = True

    def target(self, cohort: Cohort) -> FloatArray:
        """Return the pressure itself."""
        return _spread(cohort.pressure, cohort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripted(_Ordinary):
    """Follow a list: the share to have released by each session; the last value holds on."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="scripted",
        label="Follows a script",
        summary="Releases what a list says for each session.",
        promises=frozenset({"deterministic", "within_unit"}),
    )
    firm: ClassVar[bool] = True
    give: tuple[Annotated[float, Interval(ge=0, le=1)], ...] = (0.0,)

    def target(self, cohort: Cohort) -> FloatArray:
        """Return the entry for this session."""
        now = self.give[min(cohort.session, len(self.give) - 1)] if self.give else 0.0
        return np.full((len(cohort.give), len(cohort.rows)), now)


STRATEGIES: Registry[Strategy] = Registry(
    "strategy",
    (Linear, Boulware, Conceder, Hold, Obstructor, Reciprocal, FollowBloc, BridgeBuilder, Scripted),
)
