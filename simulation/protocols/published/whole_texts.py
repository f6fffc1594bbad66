"""Protocols over whole texts: offers that alternate, and a mediator's single text."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, Literal

import numpy as np
from annotated_types import Interval

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.models import package_texts as texts
from simulation.models import single_text, stacked_offers
from simulation.protocols.conference.session_sheet import blank_turn
from simulation.protocols.positional import Positional, gathered, nearest_option
from simulation.protocols.room import Room, Turn
from simulation.registry import ComponentInfo
from simulation.rng import Streams
from simulation.state.tableau import Tableau

__all__ = ["AlternatingOffers", "SingleText", "WholeText"]

_PER_RED_LINE: Final = 1e3
"""More than any text can be worth: so red lines are counted before gains are."""
_MOST_PROPOSALS: Final = 1_000
"""Under a majority a text can go in circles; it ends there."""


class WholeText(Positional):
    """A protocol whose model looks for one text, an option for each issue, or for none.

    What a text is worth to a delegation is the sum of its gains over no agreement; a red line comes before any gain.
    Whoever has no say in the decision is not asked.
    """

    __slots__ = ()

    @property
    def rounds(self) -> int:
        """One session: the rounds of the model are its own affair."""
        return 1

    @abstractmethod
    def found(
        self, room: Room, row: int, gain: FloatArray, red: BoolArray, generator: np.random.Generator
    ) -> IntArray | None:
        """Return the text, `[I]`, that one replication settles on; None: none.

        Args:
            room: Everything about it.
            row: Of the replication.
            gain: What each option is worth to those who decide, `[A, I, O]`.
            red: Which options cross a red line of theirs, `[A, I, O]`.
            generator: All chance comes from it.
        """

    def moved(self, room: Room, now: int) -> FloatArray:
        """Return the positions as they are."""
        return room.state.ideal

    def play(self, room: Room) -> Turn:
        """Look for a text; everybody stands where it does, or where they stood if there is none."""
        state, tableau = room.state, room.tableau
        full = np.ones(len(room.rows))
        turn = blank_turn(room, pressure=full, endgame=full, places=tableau.n_issues, speakers=1)
        turn.is_opened = np.ones_like(turn.is_opened)
        streams = Streams(tableau.seed)
        option = np.full_like(state.table, -1)
        # Each replication has worths, texts and chance of its own: they are looked for one after the other.
        for row, replication in enumerate(tableau.replications.tolist()):
            gain, red = state.gain[row][tableau.decide], state.is_red[row][tableau.decide]
            text = None
            if len(gain):
                text = self.found(room, row, gain, red, streams.generator("model", replication))
            option[row] = -1 if text is None else text
        there = option >= 0
        place = tableau.option_position[np.arange(tableau.n_issues), np.maximum(option, 0)]
        state.ideal = np.where(there[:, None], gathered(room, place), state.ideal)
        state.table = np.where(there, option, state.table)
        self._end_session(room, turn, there.all(axis=1))
        return turn


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternatingOffers(WholeText):
    """One delegation after the other accepts the text on the table or puts its own there; aspirations fall with time.

    Known as: stacked alternating offers protocol [Aydogan2017]_ with time-dependent tactics [Faratin1998]_. The room's
    decision rule says when enough accept, unless `everybody` must. Where there are too many texts to list, those
    looked at are a sample: see `texts_to_consider`.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="alternating_offers",
        label="Alternating offers",
        summary="In turn each accepts the text on the table or offers its own, and asks for less as time passes.",
        references=("Aydogan2017", "Faratin1998"),
        promises=frozenset({"ends_in_text"}),
        cost="A2I",
    )
    pace: Literal["late", "evenly", "early"] = "evenly"
    """When delegations give way: Boulware, linear, conceder."""
    everybody: bool = False
    """All who decide must accept, whatever the rule of the room."""
    offers: Annotated[int, Interval(ge=1, le=1000)] = 50
    """Turns that each delegation has."""
    texts: Annotated[int, Interval(ge=1, le=20_000)] = 1_000
    """Drawn at random where there are more texts than this."""

    def found(
        self, room: Room, row: int, gain: FloatArray, red: BoolArray, generator: np.random.Generator
    ) -> IntArray | None:
        """Return the text agreed on; None: the turns ran out, or nothing on offer is better than none for all."""
        tableau, gain = room.tableau, np.where(red, -np.inf, gain)
        sizes = tableau.valid.sum(axis=1)
        always = np.stack([room.state.table[row], _mean_text(room, row)])
        choice = texts.texts_to_consider(
            gain, sizes, generator=generator, always=always, most=self.texts, drawn=self.texts
        )
        exponent = {
            "late": stacked_offers.BOULWARE,
            "evenly": stacked_offers.LINEAR,
            "early": stacked_offers.CONCEDER,
        }[self.pace]
        agreed = stacked_offers.alternating_offers(
            texts.worth(gain, choice),
            rounds=self.offers,
            reservation=-tableau.failure_cost[row, tableau.decide] * tableau.n_issues,
            exponent=exponent,
            answers="at_once",
            wins=stacked_offers.unanimous if self.everybody else _wins(room),
        )
        place = int(agreed.outcome)
        return None if place < 0 else choice[place]


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleText(WholeText):
    """A mediator puts one text before all; what they refuse is amended, what passes replaces it.

    Known as: mediated single negotiating text [Klein2003]_, [Raiffa1982]_. It begins with the wordings nearest to the
    status quo among those that cross fewest red lines, so that what passes is an improvement on it to the room, or with
    the first draft. The mediator goes towards those who object, then tries every single change; with `temperature`
    above 0 it anneals, so that it can leave a text that no single change improves. In the end the room takes the text
    or none, by its rule.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="single_text",
        label="Single text",
        summary="A mediator amends one text as long as the room lets each change pass.",
        references=("Klein2003", "Raiffa1982"),
        promises=frozenset({"ends_in_text"}),
        cost="A2I",
    )
    start: Literal["status_quo", "draft"] = "status_quo"
    vetoes: Annotated[int, Interval(ge=-1, le=1000)] = -1
    """So many may lose by a change; -1: the rule of the room says how many."""
    temperature: Annotated[float, Interval(ge=0, le=10)] = 0.0
    """How readily the mediator goes on from a refused change at first, in shares of the room."""

    def found(
        self, room: Room, row: int, gain: FloatArray, red: BoolArray, generator: np.random.Generator
    ) -> IntArray | None:
        """Return the best text that the room let pass, if the room then takes it rather than none."""
        tableau = room.tableau
        # A red line comes before any gain: of two texts the one that crosses fewer is better, whatever else it says.
        worth = np.where(tableau.valid, gain - _PER_RED_LINE * red, -np.inf)
        start = room.state.table[row]
        if self.start == "status_quo":
            start = _nearest_to_the_status_quo(tableau, red)
        sizes = tableau.valid.sum(axis=1)
        influence = (tableau.capability[row, :, None] * tableau.given_salience[row])[tableau.decide]
        towards = single_text.towards_objectors(
            room.state.ideal[row, tableau.decide],
            influence,
            tableau.option_position,
            sizes,
            shares=single_text.LINE,
        )
        text = single_text.mediate(
            worth,
            start=start,
            proposals=single_text.in_order(towards, single_text.neighbours_in_turn(sizes)),
            verdict=_verdict(room) if self.vetoes < 0 else single_text.at_most_against(self.vetoes),
            generator=generator,
            most_refusals=int(sizes.sum()) + len(single_text.LINE),
            most_proposals=_MOST_PROPOSALS,
            temperature=self.temperature,
        ).text
        return text if text is not None and self._is_taken(room, row, gain, red, text) else None

    def _is_taken(self, room: Room, row: int, gain: FloatArray, red: BoolArray, text: IntArray) -> bool:
        """Return whether the room takes a text rather than none; it hurts whose red line it crosses."""
        decide = room.tableau.decide
        against = texts.worth(gain, text) < -room.tableau.failure_cost[row, decide] * len(text) - ATOL
        against |= texts.worth(red.astype(np.float64), text) > 0
        if self.vetoes >= 0:
            return int(against.sum()) <= self.vetoes
        objecting = np.zeros((len(decide), 1), dtype=np.bool_)
        objecting[decide, 0] = against
        return bool(room.setting.conditions.passes(objecting, objecting)[0])


def _nearest_to_the_status_quo(tableau: Tableau, red: BoolArray) -> IntArray:
    """Return the wording of each issue, `[I]`, nearest to the status quo of those that cross fewest red lines.

    A text that starts beyond somebody's red line never leaves it where all must agree: any single change leaves others
    worse off, or the line crossed.
    """
    crossed = np.where(tableau.valid, red.sum(axis=0), np.inf)
    fewest = crossed == crossed.min(axis=1, keepdims=True)
    start: IntArray = nearest_option(tableau, tableau.status_quo[None], fewest)[0]
    return start


def _mean_text(room: Room, row: int) -> IntArray:
    tableau = room.tableau
    influence = tableau.capability[row, :, None] * tableau.given_salience[row]
    sizes = tableau.valid.sum(axis=1)
    return texts.mean_text(room.state.ideal[row], influence, tableau.option_position, sizes)


def _wins(room: Room) -> stacked_offers.Wins:
    """Return which sets of those who accept, `[R, D]` of D who decide, carry a text under the rule of the room."""

    def wins(accepting: BoolArray) -> BoolArray:
        against = np.zeros((room.tableau.n_delegations, len(accepting)), dtype=np.bool_)
        against[room.tableau.decide] = ~accepting.T
        return room.setting.conditions.passes(against, against)

    return wins


def _verdict(room: Room) -> single_text.Verdict:
    """Return the rule of the room on a change: those who lose by it are against, the indifferent are not for it."""

    def verdict(gains: BoolArray, loses: BoolArray) -> bool:
        objecting, unwilling = np.zeros((2, room.tableau.n_delegations, 1), dtype=np.bool_)
        objecting[room.tableau.decide, 0] = loses
        unwilling[room.tableau.decide, 0] = ~gains
        return bool(gains.any()) and bool(room.setting.conditions.passes(objecting, unwilling)[0])

    return verdict
