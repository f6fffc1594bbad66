"""What a seat can believe of the others: the case without their secrets, these drawn again to fit what was said."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import ClassVar, Final, Self

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.engine.simulate import MAX_SEED
from simulation.live import SeatView
from simulation.live.request import Told
from simulation.live.seen import Neighbour
from simulation.protocols.conference.conference import Conference
from simulation.protocols.registry import PROTOCOLS
from simulation.protocols.room import Room, Setting
from simulation.registry import ComponentInfo
from simulation.rng import Streams
from simulation.scenario.forums import Forum, resolve_forum
from simulation.scenario.schema import Brief, Chair, Delegation, Mandate, Scenario, Uniform
from simulation.state.compile import Blueprint, compile_scenario, relative
from simulation.state.instructions import centre
from simulation.state.tableau import Rows, Tableau
from simulation.strategies.strategy import Cohort
from simulation.training.explained import Explained, explain
from simulation.training.particles import Moods, pick
from simulation.training.placed import put_at_level, put_where_seen

__all__ = ["Belief", "DrawnPace", "ListedTableau", "public_case"]

_SALIENCE: Final = Uniform(low=0.2, high=1.0)
_HALF_WIDTH: Final = Uniform(low=0.3, high=1.0)
_FLEXIBILITY: Final = Uniform(low=0.5, high=1.0)
_RESERVATION: Final = Uniform(low=-0.3, high=0.0)
"""What is believed of anybody's instructions before anything is heard (judgement: as wide as cases make them; red lines
from the narrow ones of a training to none at all). Flexibility is drawn clause by clause."""
_LISTED: Final = 0.65
"""In this share of the drawings a delegation has a list of fallbacks on each clause, which may end before its limit."""
_CARES: Final = Uniform(low=0.85, high=1.0)
_SPARES: Final = Uniform(low=0.05, high=0.3)
"""The same of the issues that a delegation has named as mattering most to it, or as one of two that may, and least."""
_ALIKE: Final = 0.6
"""The same of all issues where it said that they matter alike: how much that is, changes nothing."""
_ONE_DEAR: Final = 0.8
_DEAR: Final = (0.8, 1.0)
_CHEAP: Final = (0.15, 0.45)
_FROM_OTHERS: Final = 16.0
"""In this share of the drawings a delegation that said nothing of it came for one clause, and the others are coin:
rather for that on which it opened far from the rest of the room, by a factor of e to this for a length of the axis."""
_EXPONENTS: Final = (1 / 3, 1.0, 3.0, 8.0)
_ROOMS: Final = ((0.7, 0.2, 0.05, 0.05), (0.1, 0.5, 0.3, 0.1), (0.02, 0.13, 0.4, 0.45))
"""Powers of the pressure of time with which others let go, early, with the clock or late, and how likely each is in a
room that is quick, goes with the clock or is slow (judgement); a room is of each kind as likely as of another."""
_DRAWINGS: Final = 200
"""Drawings of everybody's instructions of which futures are made."""
_LONGEST: Final = 2
"""Wordings on a list at the most (judgement): the next best ones after the favourite, one or two of them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnPace(Rows):
    """Release the pressure of time to a power that each replication draws: of who lets go early, at once or late."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="drawn_pace",
        label="Early or late, as drawn",
        summary="Lets go early, with the clock or late: what a seat believes of others, each future anew.",
        promises=frozenset({"deterministic", "within_unit", "monotone_in_pressure"}),
    )
    holds: ClassVar[bool] = False
    firm: ClassVar[bool] = False
    refuses: ClassVar[bool] = False
    bridges: ClassVar[bool] = False
    follows: ClassVar[bool] = False
    watches: ClassVar[bool] = False
    exponent: FloatArray
    """Of each delegation of the cohort, `[R, a]`: 1 goes with the clock, above 1 later, below 1 earlier."""

    PER_REPLICATION = frozenset({"exponent"})

    def target(self, cohort: Cohort) -> FloatArray:
        """Return the pressure to the power that was drawn."""
        return np.broadcast_to(cohort.pressure, self.exponent.shape) ** self.exponent


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ListedTableau(Tableau):
    """A tableau in which `release` and `has_fallbacks` have the replications as their first axis."""

    PER_REPLICATION = Tableau.PER_REPLICATION | {"release", "has_fallbacks"}

    @classmethod
    def of(cls, tableau: Tableau) -> Self:
        """Return a tableau with the same lists in each replication."""
        same = {field.name: getattr(tableau, field.name) for field in fields(tableau)}
        n = len(tableau.replications)
        for name in ("release", "has_fallbacks"):
            if name not in tableau.PER_REPLICATION:
                same[name] = np.repeat(same[name][None], n, axis=0)
        return cls(**same)

    @classmethod
    def drawn(cls, tableau: Tableau, listed: BoolArray, chance: np.random.Generator) -> Self:
        """Return a tableau in which whoever is `listed`, `[R, A]`, has a list on every clause.

        It names the wordings that come next to its favourite by how far they lie from its ideal.
        """
        own = cls.of(tableau)
        apart = np.abs(tableau.option_position - tableau.ideal[..., None])
        place = np.where(tableau.valid, apart, np.inf).argsort(axis=3).argsort(axis=3)
        length = chance.integers(1, _LONGEST, size=tableau.ideal.shape, endpoint=True)[..., None]
        is_on = (place >= 1) & (place <= length) & tableau.valid
        new = np.where(is_on, place / (length + 1), np.inf)
        same = {field.name: getattr(own, field.name) for field in fields(own)}
        same["release"] = np.where(listed[..., None, None], new, own.release)
        same["has_fallbacks"] = listed[..., None] | own.has_fallbacks
        return cls(**same)


def public_case(case: Scenario, view: SeatView) -> Scenario:
    """Return the case as a seat knows it: its own instructions, and of the others what is public.

    Left out are red lines, saliences, flexibility, no-deal values, fallbacks, strategies, reasons, confidential briefs,
    the chair's taste, what capitals will send, the notes for trainers and what they have prepared. What a delegation
    told the seat in a talk is used.
    """
    by_key = {other.key: other for other in view.others}
    delegations = tuple(
        _own(item, view) if item.key == view.own.key else _seen(item, case, by_key.get(item.key))
        for item in case.delegations
    )
    known = case.model_copy(
        update={
            "delegations": delegations,
            "blocs": tuple(
                bloc.model_copy(update={"discipline": None, "line": {}, "salience": None, "rationale": ""})
                for bloc in case.blocs
            ),
            "chair": Chair(name=case.chair.name, powers=case.chair.powers),
            "events": (),
            "notes": "",
            "trainer_notes": "",
            "injects": (),
            "sessions": max(view.sessions, 1),
        }
    )
    return known.with_translations({})  # in them the rest would stand again


def _own(item: Delegation, view: SeatView) -> Delegation:
    """Return the seat's own delegation with its numbers as they are now, and with the fallbacks on its card."""
    highest = max((issue.salience for issue in view.issues), default=1.0) or 1.0
    mandate = {
        issue.key: Mandate(
            position=min(max(issue.ideal, issue.red_line[0]), issue.red_line[1]),
            salience=issue.salience / highest,
            red_line=issue.red_line,
            acceptable=item.mandate[issue.key].acceptable if issue.key in item.mandate else None,
            flexibility=_plain(item, issue.key),
            fallbacks=tuple(view.own.fallbacks.get(issue.key, ())),
        )
        for issue in view.issues
    }
    return item.model_copy(update={"mandate": mandate, "reservation": view.own.no_deal, "brief": Brief()})


def _plain(item: Delegation, issue: str) -> float:
    """Return the middle of the seat's own flexibility on an issue."""
    own = item.mandate.get(issue)
    return centre(own.flexibility if own is not None and own.flexibility is not None else item.flexibility)


def _seen(item: Delegation, case: Scenario, other: Neighbour | None) -> Delegation:
    """Return a delegation of which only what is public is known; an observer stays one."""
    told = None if other is None else other.told
    mandate = {
        issue.key: Mandate(
            position=0.5 if other is None else other.opening[issue.key],
            salience=_salience(issue.key, told),
            red_line=_HALF_WIDTH,
            flexibility=_FLEXIBILITY,
        )
        for issue in case.issues
    }
    return Delegation(
        key=item.key,
        name=item.name,
        kind=item.kind,
        seat=item.seat,
        standing=item.standing,
        rights=item.rights,
        blocs=item.blocs,
        capability=item.capability if other is None else other.capability,
        salience=_SALIENCE,
        reservation=_RESERVATION,
        mandate=mandate,
    )


def _salience(issue: str, told: Told | None) -> Uniform | float:
    if told is None:
        return _SALIENCE
    if told.alike:
        return _ALIKE
    if issue in told.cares:
        return _CARES
    return _SPARES if issue == told.spares else _SALIENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What a seat can believe of everybody before the session it is in.

    Instructions, paces, moods and the kind of room are drawn from what is believed of anybody before a word is said.
    The sessions held are held again under each drawing of instructions, by the rules of the room; what a delegation
    would have said in them is set against what it said, in each mood that the room and the clause may be in. Futures
    take those that fit.
    """

    view: SeatView
    protocol: Conference
    forum: Forum
    seed: int
    """Of all chance in it, made of that of the game: no future of it is one that the game itself can have."""
    blueprint: Blueprint
    drawn: ListedTableau
    """Instructions, one drawing to a replication."""
    exponent: FloatArray
    """How early or late each goes, `[N, A]`: see `DrawnPace`."""
    lean: FloatArray
    """How likely each drawing of a pace is in each of `_ROOMS`, as a logarithm, `[K, A, N]`."""
    capital: FloatArray
    """How quickly each capital answers, as in `Draws`, `[N, A]`."""
    moods: Moods
    explained: Explained

    @classmethod
    def of(cls, case: Scenario, view: SeatView) -> Self:
        """Return the beliefs that the seat can hold. Nothing of the case is read that the seat does not know."""
        seed = int(Streams(view.seed).generator("forecast", 0).integers(MAX_SEED, endpoint=True))
        known = public_case(case, view)
        protocol = PROTOCOLS.create(known.protocol.key, known.protocol.model_extra or {})
        if not isinstance(protocol, Conference):
            raise TypeError("only a conference asks people, and only people have a view")
        forum, blueprint = resolve_forum(known), compile_scenario(known, protocol.defaults)
        chance = Streams(seed).generator("forecast", 0)
        drawn = _listed(_dear(blueprint.draw(seed, range(_DRAWINGS)), view, chance), view, chance)
        exponent, lean = _paces(drawn.n_delegations, chance)
        moods = Moods(protocol.concede.temperature if protocol.concede.enabled else 0.0)
        held = known.model_copy(
            update={"sessions": view.session}
        )  # no later one is held again, so none is drawn
        room = protocol.open(replace(drawn, scenario=held), forum)
        room.setting = _paced(room.setting, view, exponent)
        put_at_level(room, view)
        return cls(
            view=view,
            protocol=protocol,
            forum=forum,
            seed=seed,
            blueprint=blueprint,
            drawn=drawn,
            exponent=exponent,
            lean=lean,
            capital=room.draws.capital[:, 0],
            moods=moods,
            explained=explain(room, view, protocol, top=moods.top),
        )

    def room(self, replications: Sequence[int]) -> Room:
        """Return a room of futures that all fit what the seat knows, before the session it is in."""
        chance = Streams(self.seed).generator("room", replications[0])
        picked = pick(
            self.explained.fit, self.moods, lean=self.lean, futures=len(replications), chance=chance
        )
        seats = np.arange(self.drawn.n_delegations)

        def of(values: FloatArray) -> FloatArray:
            each: FloatArray = values[picked.drawing, seats]
            return each

        drawn = self.drawn
        tableau = replace(
            ListedTableau.of(self.blueprint.draw(self.seed, replications)),
            ideal=of(drawn.ideal),
            salience=of(drawn.salience),
            given_salience=of(drawn.given_salience),
            red_low=of(drawn.red_low),
            red_high=of(drawn.red_high),
            flexibility=of(drawn.flexibility),
            release=of(drawn.release),
            has_fallbacks=drawn.has_fallbacks[picked.drawing, seats],
            failure_cost=of(drawn.failure_cost),
        )
        room = self.protocol.open(tableau, self.forum)
        room.draws = replace(room.draws, capital=of(self.capital)[:, None])
        room.setting = _paced(room.setting, self.view, of(self.exponent))
        room.state.mood = picked.mood
        give, punctual = of(self.explained.give), of(self.explained.punctual)
        put_where_seen(room, self.view, self.protocol, give=give, punctual=punctual)
        return room


def _dear(tableau: Tableau, view: SeatView, chance: np.random.Generator) -> Tableau:
    """Return a tableau in which some of the others, in some drawings, came for one clause: see `_ONE_DEAR`."""
    given, ideal = tableau.given_salience, tableau.ideal
    apart = _FROM_OTHERS * np.abs(ideal - ideal.mean(axis=1, keepdims=True))
    dear = (apart + chance.gumbel(size=apart.shape)).argmax(axis=2)[..., None]
    new = chance.uniform(*_CHEAP, size=given.shape)
    np.put_along_axis(new, dear, chance.uniform(*_DEAR, size=dear.shape), axis=2)
    came = (chance.random(given.shape[:2]) < _ONE_DEAR) & _said_nothing(view)
    given = np.where(came[..., None] & tableau.speaks, new, given)
    return replace(tableau, given_salience=given, salience=relative(given))


def _listed(tableau: Tableau, view: SeatView, chance: np.random.Generator) -> ListedTableau:
    """Return a tableau in which some of the others, in some drawings, have a list of fallbacks: see `_LISTED`."""
    size = tableau.flexibility.shape[:2]
    is_listed = (chance.random(size) < _LISTED) & (np.array(view.delegations) != view.own.key)
    return ListedTableau.drawn(tableau, is_listed, chance)


def _paces(delegations: int, chance: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Return how early or late each goes in each drawing, `[N, A]`, and how likely that is in each kind of room."""
    rooms = np.array(_ROOMS)
    either = rooms.mean(axis=0)
    pace = chance.choice(len(_EXPONENTS), p=either, size=(_DRAWINGS, delegations))
    weight = (rooms / either)[:, pace.T]
    lean: FloatArray = np.log(weight / weight.sum(axis=2, keepdims=True))
    return np.array(_EXPONENTS)[pace], lean


def _said_nothing(view: SeatView) -> BoolArray:
    """Return who has not told the seat what matters to it, `[A]`."""
    rest = [other.key for other in view.others if other.told is None or other.told.priorities is None]
    return np.isin(view.delegations, rest)


def _paced(setting: Setting, view: SeatView, exponent: FloatArray) -> Setting:
    """Return a setting in which the others let go as drawn, `[R, A]`; who has put a package builds bridges."""
    own = view.delegations.index(view.own.key)
    others: IntArray = np.array([row for row in range(len(view.delegations)) if row != own], dtype=np.int64)
    mine = tuple((one, np.array([own])) for one, rows in setting.strategies if own in rows)
    authors = [move.delegation for moves in view.heard for move in moves if move.move == "propose_package"]
    return replace(
        setting,
        strategies=(*mine, (DrawnPace(exponent=exponent[:, others]), others)),
        bridges=setting.bridges | np.isin(view.delegations, authors),
    )
