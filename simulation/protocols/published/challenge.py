"""The expected-utility challenge model as a protocol: delegations make one another offers that they cannot refuse."""

from dataclasses import dataclass, fields, replace
from typing import Annotated, ClassVar, Literal

import numpy as np
from annotated_types import Interval

from simulation.arrays import FloatArray
from simulation.models.challenge import challenge_round
from simulation.models.challenge_rules import ChallengeRules, preset
from simulation.protocols.positional import Positional, heard, lines, spoken
from simulation.protocols.room import Room
from simulation.registry import ComponentInfo

__all__ = ["Challenge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge(Positional):
    """Each weighs a contest with each other, by capability, salience and taste for risk, and takes the best offer.

    Known as: Bueno de Mesquita's expected utility model, group decision model, as published by [Scholz2011]_. The
    printed formulas do not give the published numbers; `preset` says whose reading is meant, and every switch can be
    set by itself: `scholz-published` gives the published table, `scholz-fixed` mends two slips of it,
    `scholz-printed` takes the printed chance to win, `masad` is the reading of D. Masad's replication. Where positions
    go round in a cycle, it ends where the rounds end.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="challenge",
        label="Challenge model",
        summary="Each challenges those it expects to win against; the weaker side moves.",
        references=("Scholz2011",),
        promises=frozenset({"deterministic", "ends_in_text", "in_hull"}),
        cost="A2I",
    )
    preset: Literal["scholz-fixed", "scholz-published", "scholz-printed", "masad"] = "scholz-fixed"
    rounds: Annotated[int, Interval(ge=1, le=200)] = 10
    denominator: Literal["global", "pairwise"] | None = None
    numerator: Literal["gross", "net"] | None = None
    support: Literal["linear", "risk"] | None = None
    capitulation: bool | None = None
    compromise_key: Literal["move", "position"] | None = None
    span: Literal["fixed", "each_round"] | None = None
    view: Literal["own", "sender"] | None = None
    pooling: Literal["kind", "strongest"] | None = None
    status_quo: Annotated[float, Interval(gt=0, le=1)] | None = None
    improves: Annotated[float, Interval(ge=0, le=1)] | None = None

    @property
    def rules(self) -> ChallengeRules:
        """The switches of the preset, but for those that are set by themselves."""
        given = {field.name: getattr(self, field.name) for field in fields(ChallengeRules)}
        return replace(
            preset(self.preset), **{name: value for name, value in given.items() if value is not None}
        )

    def moved(self, room: Room, now: int) -> FloatArray:
        """Return the positions after one round of challenges on every issue by itself, `[R, A, I]`."""
        tableau, rules = room.tableau, self.rules
        line, salience = lines(spoken(room)), lines(tableau.given_salience)
        span = None if rules.span == "each_round" else _span(room)
        found = challenge_round(line, tableau.capability[:, None], salience, rules, span=span)
        moved = np.moveaxis(found, 1, 2)
        return np.where(np.isnan(moved), room.state.ideal, moved)


def _span(room: Room) -> FloatArray:
    """Return the range of the positions at the opening, `[R, I]`, and of those that new instructions led to."""
    start = np.concatenate([room.tableau.ideal, room.state.ideal], axis=1)
    there = np.concatenate([heard(room.tableau)] * 2)
    high, low = np.where(there, start, 0.0).max(axis=1), np.where(there, start, 1.0).min(axis=1)
    span: FloatArray = high - low
    return span
