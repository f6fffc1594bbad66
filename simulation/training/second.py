"""The second round: which game comes after one that is over, and what of the first goes along into it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from simulation.errors import DelegationSimError
from simulation.live.live_negotiation import LiveNegotiation
from simulation.scenario.forums import resolve_forum
from simulation.scenario.instances import LARGEST, with_instances
from simulation.scenario.load import load_scenario
from simulation.scenario.pack import load_pack
from simulation.scenario.schema import Delegation, Scenario
from simulation.state.instructions import has_say
from simulation.training.debrief import Debrief, debriefing
from simulation.training.notes import SeatNotes, keep_notes, notes_of
from simulation.training.rounds import MEASURES, Round, measured
from simulation.training.survey import Survey
from simulation.training.worths import signed
from simulation.words import NOTHING, Said, said, say

__all__ = [
    "BY_SIZE",
    "Beside",
    "Offer",
    "SideBySide",
    "beside_first",
    "offers",
    "remember",
    "round_of",
    "round_played",
    "suggested",
]

BY_SIZE: Final = ("first_hour", "ai_oversight", "wtpf13_training")
"""The cases for training, the smallest first: in clauses, seats and sessions. How hard they are is measured apart."""
type Went = Literal["rose", "fell", "same", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One line of the profile in both games."""

    key: str
    """One of `MEASURES`."""
    label: Said
    first: Said
    second: Said
    """With its unit; a dash where it is not known."""
    change: Said
    """With its sign; empty where one of the two is not known."""
    went: Went
    """It says nothing of good or bad: fewer hints are fewer, and fewer promises broken too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """The first game and the second one."""

    first: Round
    second: Round

    @property
    def heads(self) -> tuple[Said, Said]:
        """Which case and seat each of the two was."""
        first, second = self.first, self.second
        return (
            said("rounds.first", title=first.title, name=first.name),
            said("rounds.second", title=second.title, name=second.name),
        )

    @property
    def rows(self) -> tuple[Beside, ...]:
        """The lines that are known of one of the two at least."""
        known = {**self.first.measures, **self.second.measures}
        return tuple(_beside(name, self.first, self.second) for name in MEASURES if name in known)

    @property
    def sentences(self) -> tuple[Said, ...]:
        """What rose, what fell, what stayed; then what two games cannot show."""
        is_other = (self.first.case, self.first.instance) != (self.second.case, self.second.instance)
        return (*self._went(), *([said("rounds.points")] if is_other else []), said("rounds.chance"))

    @property
    def surveys(self) -> tuple[Survey, Survey, Survey]:
        """Before the first game, after it, and after the second one."""
        return self.first.before, self.first.after, self.second.after

    def _went(self) -> Iterator[Said]:
        for went in ("rose", "fell", "same"):
            found = [row for row in self.rows if row.went == went]
            if found:
                yield said(f"rounds.{went}", what=Said.listed(_told(row) for row in found))


def _beside(name: str, first: Round, second: Round) -> Beside:
    was, now = first.measures.get(name), second.measures.get(name)
    change = NOTHING
    went: Went = "unknown"
    if was is not None and now is not None:
        places = _places(name)
        by = round(now, places) - round(was, places)  # as the two are shown, so that the line adds up
        change = signed(by, places)
        went = "same" if not round(by, places) else "rose" if by > 0 else "fell"
    return Beside(
        key=name,
        label=said(f"rounds.{name}"),
        first=_shown(name, was),
        second=_shown(name, now),
        change=change,
        went=went,
    )


def _places(name: str) -> int:
    return 2 if MEASURES[name] == "share" else 0


def _shown(name: str, value: float | None) -> Said:
    return said("term.none") if value is None else Said.decimal(value, f".{_places(name)}f")


def _told(row: Beside) -> Said:
    """Return a line within a sentence, without what its numbers run from and to."""
    what = said(f"rounds.{row.key}.within")
    return (
        what if row.went == "same" else said("rounds.from_to", what=what, first=row.first, second=row.second)
    )


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

    First the next larger case, after the largest the one before it; then the other cases for training; last the
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
    order = list(BY_SIZE)
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
