"""The second round: which game comes after one that is over, and what of the first goes along into it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from simulation.errors import DelegationSimError
from simulation.live.negotiation import LiveNegotiation
from simulation.scenario.forums import resolve_forum
from simulation.scenario.instances import LARGEST, with_instances
from simulation.scenario.load import load_scenario
from simulation.scenario.pack import load_pack
from simulation.scenario.schema import Delegation, Scenario
from simulation.state.instructions import has_say
from simulation.training.debrief import Debrief, debriefing
from simulation.training.notes import SeatNotes, keep_notes, notes_of
from simulation.training.rounds import Round, measured
from simulation.training.side_by_side import SideBySide
from simulation.words import say

__all__ = [
    "BY_DIFFICULTY",
    "Offer",
    "beside_first",
    "offers",
    "remember",
    "round_of",
    "round_played",
    "suggested",
]

BY_DIFFICULTY: Final = ("first_hour", "ai_oversight", "wtpf13_training")
"""The cases for training, the easiest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A game that can come second."""

    case: str
    """Key of a shipped case."""
    seat: str
    """Key of the seat that is suggested in it."""
    instance: int = 0
    """Which instance of the case; 0: the case as its author wrote it."""


def offers(case: str, seat: str, instance: int = 0) -> tuple[Offer, ...]:
    """Return the games that can come after one, the suggested one first.

    First the case next in difficulty, after the hardest the one before it; then the other cases for training; last the
    same seat in another instance of the same case.

    Args:
        case: Key of the case of the first game.
        seat: Key of the seat in it.
        instance: Which instance of the case it was.
    """
    others = tuple(Offer(case=key, seat=_seat(key, seat)) for key in _cases(case))
    return (*others, *_instances(case, seat, instance))


def suggested(case: str, seat: str) -> Offer:
    """Return the game that is suggested as second."""
    return offers(case, seat)[0]


def round_of(told: Debrief, notes: SeatNotes) -> Round:
    """Return a game in short, of its debriefing as far as it is worked out, and of what was noted down."""
    check = told.prediction
    return Round(
        case=told.case,
        title=told.title,
        seat=told.seat,
        name=told.name,
        instance=told.instance,
        measures=measured(told.score, hits=check.hits, predicted=check.predicted),
        principle=notes.principle,
        before=notes.before if notes.first is None else notes.first.after,
        after=notes.after,
    )


def beside_first(told: Debrief) -> SideBySide | None:
    """Return a game beside the first one, of its debriefing; None: it is no second round."""
    first = told.notes.first
    return None if first is None else SideBySide(first=first, second=round_of(told, told.notes))


def round_played(live: LiveNegotiation) -> Round:
    """Return a game of one person in short.

    Raises:
        DelegationSimError: if it is not over.
    """
    seat = live.log.seats[0]
    if live.phase != "over":
        raise DelegationSimError(say("second.not_over", session=live.session))
    return round_of(next(debriefing(live, seat)), notes_of(live.log, seat))


def remember(live: LiveNegotiation, seat: str, first: Round) -> None:
    """Keep the first game in the notes of the second one."""
    keep_notes(live.log, seat, replace(notes_of(live.log, seat), first=first))


def _cases(case: str) -> Iterator[str]:
    order = list(BY_DIFFICULTY)
    if case in order:
        place = order.index(case)
        order = [*order[place + 1 :], *reversed(order[:place])]
    yield from order


def _instances(case: str, seat: str, instance: int) -> Iterator[Offer]:
    if case in with_instances() and instance < LARGEST:
        yield Offer(case=case, seat=seat, instance=instance + 1)


def _seat(case: str, seat: str) -> str:
    """Return the same seat where it has a say, else the one of medium difficulty of the pack, else the first."""
    scenario = load_scenario(case)
    there = [one.key for one in _with_a_say(scenario)]
    if seat in there:
        return seat
    pack = load_pack(case, scenario=scenario)
    return there[0] if pack is None else pack.seats_by_difficulty.medium.seat


def _with_a_say(scenario: Scenario) -> Iterator[Delegation]:
    forum = resolve_forum(scenario)
    yield from (one for one in scenario.delegations if has_say(forum, one))
