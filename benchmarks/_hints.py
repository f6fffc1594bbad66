"""A hint of the coach with all that it can be held against: what the seat sees, and what it does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from simulation.arrays import ATOL, FloatArray
from simulation.live.moves import SeatMove
from simulation.live.offers import Offer
from simulation.live.seen import IssueSeen, Neighbour, OptionSeen, PackageSeen, SeatView
from simulation.training.advice import Advice

__all__ = ["ACCEPTED", "Given"]

ACCEPTED: Final = ("support", "can_live_with")
"""Signals, and moves in the room, that accept a wording."""
_AGAINST: Final = ("object_formally", "request_brackets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A hint, the view on which it rests, and what the seat cannot see."""

    view: SeatView
    advice: Advice
    salience: Mapping[int, FloatArray]
    """How much each issue really mattered to each delegation in the sessions so far, `[A, I]`, by session from 1."""

    @property
    def move(self) -> SeatMove:
        """The move that is advised."""
        if self.advice.move is None:
            raise ValueError(f"{self.advice.key} has no move")
        return self.advice.move

    @property
    def issue(self) -> IssueSeen:
        """The issue of the move."""
        return self.at((self.move.issue, ""))[0]

    @property
    def option(self) -> OptionSeen:
        """The wording that the move is about; without one, that on the table."""
        if self.move.option:
            return self.at((self.move.issue, self.move.option))[1]
        return self.table

    @property
    def table(self) -> OptionSeen:
        """The wording on the table of the issue."""
        return next(option for option in self.issue.options if option.on_table)

    @property
    def other(self) -> Neighbour:
        """The delegation to which the move goes."""
        return next(one for one in self.view.others if one.key == self.move.to)

    @property
    def offer(self) -> Offer:
        """The offer that is answered."""
        return next(one for one in self.view.offers if one.id == self.move.offer)

    @property
    def about(self) -> IssueSeen:
        """The issue for whose sake a talk is held: of a question of what matters most, the hint alone names it."""
        return next(issue for issue in self.view.issues if issue.name == self.advice.values["issue"])

    def at(self, place: tuple[str, str]) -> tuple[IssueSeen, OptionSeen]:
        """Return issue and wording of a place; without a wording, the first of the issue."""
        issue = next(one for one in self.view.issues if one.key == place[0])
        return issue, next((one for one in issue.options if one.key == place[1]), issue.options[0])

    def points(self, gain: float) -> int:
        """Return what a gain on one clause counts in the document, in points."""
        return round(round(100 * gain / len(self.view.issues), 6))

    def stake(self, issue: IssueSeen) -> int:
        """Return how many points lie between the best and the worst wording of an issue inside the red lines."""
        inside = [self.points(one.gain) for one in issue.options if one.is_written and not one.is_red]
        inside += [0] if self.view.may_drop else []
        return max(inside) - min(inside)

    @property
    def trade(self) -> tuple[tuple[IssueSeen, OptionSeen], tuple[IssueSeen, OptionSeen]]:
        """What the seat gives in a trade, and what it gets."""
        give, get = (self.offer.get, self.offer.give) if self.move.offer else (self.move.give, self.move.get)
        if give is None or get is None:
            raise ValueError(f"{self.advice.key} is no trade")
        return self.at(give), self.at(get)

    @property
    def package(self) -> PackageSeen:
        """The package that is put to the seat."""
        if self.view.package is None:
            raise ValueError("no package is put")
        return self.view.package

    @property
    def own_package(self) -> float:
        """What the document is worth to the seat with the package that it is to put."""
        gains = [self.at(place)[1].gain for place in self.move.package.items()]
        return self.view.own.so_far + sum(gains) / len(self.view.issues)

    @property
    def promised(self) -> set[tuple[str, str]]:
        """What the seat has promised and still owes."""
        view = self.view
        return {
            (one.issue, one.option) for one in view.ledger if (one.by, one.state) == (view.own.key, "open")
        }

    def rank(self, others: Sequence[Neighbour], *, nearest: bool) -> int:
        """Return how many of others stand nearer to the seat, or further, than whom the move goes to."""
        key, ideal = self.about.key, self.about.ideal
        apart = {one.key: abs(one.place[key] - ideal) for one in others}
        own = apart[self.other.key]
        return sum(one < own - ATOL if nearest else one > own + ATOL for one in apart.values())

    def could(self, other: Neighbour) -> bool:
        """Return whether a delegation could live with the wording, by what it said last."""
        if other.key in self.option.holders:
            return True
        place = self.issue.key, self.option.key
        said = [
            (one.session, 0, one.says == "yes")
            for one in (() if other.told is None else other.told.answers)
            if (one.issue, one.option) == place and one.says != "evades"
        ]
        heard = [
            (number, 1, move.move in ACCEPTED)
            for number, moves in enumerate(self.view.heard, start=1)
            for move in moves
            if (move.delegation, move.issue, move.option) == (other.key, *place)
            and move.move in (*ACCEPTED, *_AGAINST)
        ]
        return max([*said, *heard], default=(0, 0, False))[2]
