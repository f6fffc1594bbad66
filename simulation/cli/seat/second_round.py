"""What is asked around a game on the terminal, and the second round after it: which game, and what goes along."""

from dataclasses import replace
from pathlib import Path

from simulation.called import COMMAND
from simulation.cli import languages
from simulation.cli.seat.asking import Asker
from simulation.cli.seat.opening import Wanted, opened, resumed
from simulation.cli.seat.rounds_page import print_first
from simulation.cli.seat.table import SeatAtTable
from simulation.cli.terminal import Page
from simulation.live import LiveNegotiation
from simulation.scenario import shipped_scenarios
from simulation.training import COACH_LEVELS, Offer, notes_of, offers, remember, round_played, suggested
from simulation.words import say

__all__ = [
    "ask_after",
    "ask_before",
    "ask_own_words",
    "depth_of_coach",
    "is_wanted",
    "opened_after",
    "print_offer",
]


def opened_after(file: Path, wanted: Wanted) -> LiveNegotiation:
    """Return a new negotiation that remembers the play in a file; what is not named of it is as suggested.

    Raises:
        LiveLogError: if the file cannot be used.
        DelegationSimError: if that play is not over, or case or seat cannot be used.
    """
    first = round_played(resumed(file))
    there = {one.case: one for one in offers(first.case, first.seat, first.instance)}
    case = wanted.case or next(iter(there))
    if offer := there.get(case):
        instance = offer.instance if wanted.instance is None else wanted.instance
        wanted = replace(wanted, seat=wanted.seat or offer.seat, instance=instance)
    live = opened(replace(wanted, case=case))
    remember(live, live.log.seats[0], first)
    return live


def depth_of_coach(live: LiveNegotiation, seat: str) -> str:
    """Return how far a hint goes where nobody said it: a second round has no coach."""
    return COACH_LEVELS[-1] if notes_of(live.log, seat).first is None else COACH_LEVELS[0]


def ask_before(table: SeatAtTable, asker: Asker | None) -> None:
    """Show before a second round what was learned in the first; ask before a first one the survey."""
    first = table.notes.first
    if first is not None:
        print_first(table.page, first)
    elif asker is not None and not (answered := asker.survey()).is_empty:
        table.note(replace(table.notes, before=answered))


def ask_own_words(table: SeatAtTable, asker: Asker) -> None:
    """Ask what the person takes away, last of all, unless it said so already."""
    if not table.notes.principle and (principle := asker.principle()):
        table.note(replace(table.notes, principle=principle))


def ask_after(table: SeatAtTable, asker: Asker) -> None:
    """Ask the survey once all is over and before any number is told, unless it was answered already."""
    if table.notes.after.is_empty and not (answered := asker.survey()).is_empty:
        table.note(replace(table.notes, after=answered))


def is_wanted(table: SeatAtTable, asker: Asker) -> bool:
    """Return whether the person wants to play the second round at once."""
    is_asked = _offer(table) is not None and table.notebook.file is not None
    return is_asked and asker.is_wanted(say("play.second.now"))


def print_offer(page: Page, table: SeatAtTable) -> None:
    """Print which game can come second, and how to begin it."""
    offer = _offer(table)
    if offer is None or table.notebook.file is None:
        return
    page.say(say("play.second.offer", case=offer.case, seat=offer.seat), indent=2)
    page.write(f"  {languages.to_type([COMMAND, 'play', '--after', str(table.notebook.file)])}")
    page.say(say("play.second.instance"), indent=2)
    page.write(
        f"  {languages.to_type([COMMAND, 'play', table.live.case.key, '--after', str(table.notebook.file)])}"
    )


def _offer(table: SeatAtTable) -> Offer | None:
    """Return the game that is suggested as second; None: this was the second, or its case cannot be remembered."""
    key = table.live.case.key
    if table.notes.first is not None or table.notebook.case not in shipped_scenarios():
        return None
    return suggested(key, table.seat)
