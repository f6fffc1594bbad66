"""Opens a play: a new one, as it is wanted, or one that was saved."""

from dataclasses import dataclass
from pathlib import Path

import typer

from simulation.called import COMMAND
from simulation.cli import languages
from simulation.cli.seat_page import find_seat
from simulation.cli.told_texts import told_case
from simulation.errors import DelegationSimError
from simulation.live import LiveLog, LiveLogError, LiveNegotiation, OtherVersionError
from simulation.protocols.parameter_sets import MEDIAN
from simulation.scenario import resolve_forum
from simulation.state import has_say
from simulation.storage import load_live
from simulation.training import seats_apart
from simulation.words import Said, listed, numbered, said, say

__all__ = ["Wanted", "opened", "parameters_of", "resumed"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A new play, as it was asked for."""

    case: str | None
    seat: str | None
    seed: int
    skill: str
    parameters: str
    instance: int | None = None


def opened(wanted: Wanted) -> LiveNegotiation:
    """Return a new negotiation with a person in the seat.

    Raises:
        DelegationSimError: if case, seat or skill cannot be used; a message says what can.
    """
    if wanted.case is None:
        raise typer.BadParameter(say("play.no_case"), param_hint="CASE")
    scenario = told_case(wanted.case, {"instance": wanted.instance or 0})
    if wanted.seat is None:
        forum = resolve_forum(scenario)
        there = [f"{one.key} {one.short or one.name}" for one in scenario.delegations if has_say(forum, one)]
        told = Said.joined(said("play.no_seat", there=listed(there)), *seats_apart(scenario))
        raise DelegationSimError(str(told))
    seats = (find_seat(scenario, wanted.seat).key,)
    return LiveNegotiation(
        scenario, seed=wanted.seed, seats=seats, level=wanted.skill, parameters=wanted.parameters
    )


def parameters_of(log: LiveLog) -> str:
    """Return what `--parameters` was: the medians, or where the set was drawn from."""
    return MEDIAN if log.drawn is None else log.drawn.source


def resumed(
    file: Path, case: str | None = None, seat: str | None = None, instance: int | None = None
) -> LiveNegotiation:
    """Return the negotiation in a file.

    Raises:
        LiveLogError: if it cannot be used, is of another instance, or people sit in other seats of it.
    """
    try:
        live = load_live(file, case)
    except OtherVersionError as error:
        read = languages.to_type([COMMAND, "show", str(file)])
        raise OtherVersionError(say("play.other_version", problem=error, read=read)) from error
    if instance is not None and instance != live.log.instance:
        raise LiveLogError(say("play.other_instance", file=file, instance=live.log.instance))
    if len(live.log.seats) != 1 or (seat is not None and seat.casefold() != live.log.seats[0].casefold()):
        seats = listed(live.log.seats)
        raise LiveLogError(numbered("play.other_seats", len(live.log.seats), file=file, seats=seats))
    return live
