"""What is asked around a game on the terminal, and the second round after it: which game, and what goes along."""

from dataclasses import dataclass, replace
from pathlib import Path

from simulation.called import COMMAND
from simulation.cli import languages
from simulation.cli.seat.opening_play import Wanted, opened, parameters_of, resumed
from simulation.cli.seat.rounds_page import print_first
from simulation.cli.seat.survey_asker import Asker
from simulation.cli.seat.table import SeatAtTable
from simulation.cli.terminal import Page
from simulation.cli.told_texts import told_case
from simulation.live import LiveLogError, LiveNegotiation, OtherVersionError
from simulation.scenario import Scenario, load_scenario, resolve_forum, shipped_scenarios
from simulation.scenario.instances import LARGEST
from simulation.state import has_say
from simulation.storage import load_log
from simulation.training import COACH_LEVELS, Round, notes_of, offers, remember, round_played, suggested
from simulation.words import say

__all__ = [
    "Second",
    "ask_after",
    "ask_before",
    "ask_own_words",
    "depth_of_coach",
    "is_wanted",
    "opened_after",
    "print_offer",
    "second_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """The game that is offered as second: what `play` is to be given, beside the file of the first."""

    case: str | None = None
    """What the person called its own case; None: a shipped case, which `--after` finds by itself."""
    instance: int | None = None
    seed: int = 1
    skill: str
    parameters: str
    """Both as in the first game."""

    @property
    def typed(self) -> list[str]:
        """What is typed after the file of the first game, all that is fixed with it."""
        return ["--seed", str(self.seed), "--skill", self.skill, "--parameters", self.parameters]


def opened_after(file: Path, wanted: Wanted) -> LiveNegotiation:
    """Return a new negotiation that remembers the play in a file; what is not named of it is as suggested.

    Raises:
        LiveLogError: if the file cannot be used.
        DelegationSimError: if that play is not over, or case or seat cannot be used.
    """
    first = round_played(_first(file, wanted.case))
    there = {one.case: one for one in offers(first.case, first.seat, first.instance)}
    case = wanted.case or next(iter(there))
    if offer := there.get(case):
        instance = offer.instance if wanted.instance is None else wanted.instance
        wanted = replace(wanted, seat=wanted.seat or offer.seat, instance=instance)
    else:
        wanted = _as_first(wanted, case, first)
    live = opened(replace(wanted, case=case))
    remember(live, live.log.seats[0], first)
    return live


def _first(file: Path, case: str | None) -> LiveNegotiation:
    """Return the first game; one on a case of the person's own is read with the file of the case to play now.

    Raises:
        LiveLogError: if it cannot be used, or was played on another own case than the one to play now.
    """
    key = load_log(file).case
    is_own = case is not None and case not in shipped_scenarios() and load_scenario(case).key == key
    if key in shipped_scenarios():
        try:
            return resumed(file)
        except OtherVersionError:
            raise
        except LiveLogError:
            if not is_own:
                raise
    elif not is_own:
        raise LiveLogError(say("play.second.foreign", file=file, case=key))
    return resumed(file, case)


def _as_first(wanted: Wanted, case: str, first: Round) -> Wanted:
    """Return an own case as it is wanted: else in the seat of the first game, if it is there, and the next instance."""
    scenario = told_case(case, {})
    forum, seat, instance = resolve_forum(scenario), wanted.seat, wanted.instance
    if seat is None and any(one.key == first.seat and has_say(forum, one) for one in scenario.delegations):
        seat = first.seat
    if instance is None and scenario.key == first.case:
        instance = _next_instance(scenario, first.instance)
    return replace(wanted, seat=seat, instance=instance)


def _next_instance(case: Scenario, instance: int) -> int | None:
    """Return the number of the next instance of a case; None: it has no other."""
    return instance + 1 if case.instances is not None and instance < LARGEST else None


def depth_of_coach(live: LiveNegotiation, seat: str) -> str:
    """Return how far a hint goes where nobody said it: a second round has no coach."""
    return COACH_LEVELS[-1] if notes_of(live.log, seat).first is None else COACH_LEVELS[0]


def ask_before(table: SeatAtTable, asker: Asker | None) -> None:
    """Show what the game is about, before the survey; before a second round first what was learned in the first."""
    first = table.notes.first
    if first is not None:
        print_first(table.page, first)
    table.introduce()
    if first is None and asker is not None and not (answered := asker.survey()).is_empty:
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
    return second_of(table) is not None and asker.is_wanted(say("play.second.now"))


def print_offer(page: Page, table: SeatAtTable) -> None:
    """Print which game can come second, and how to begin it."""
    second = second_of(table)
    if second is None:
        return
    after = ["--after", str(table.notebook.file), *second.typed]
    if second.case is not None:
        page.say(say("play.second.own", seat=table.seat), indent=2)
        page.write(f"  {languages.to_type([COMMAND, 'play', second.case, *after])}")
        return
    offer = suggested(table.live.case.key, table.seat)
    page.say(say("play.second.offer", case=offer.case, seat=offer.seat), indent=2)
    page.write(f"  {languages.to_type([COMMAND, 'play', *after])}")
    page.say(say("play.second.instance"), indent=2)
    page.write(f"  {languages.to_type([COMMAND, 'play', table.live.case.key, *after])}")


def second_of(table: SeatAtTable) -> Second | None:
    """Return the game that is offered as second; None: this was the second, or its file is not kept."""
    case, log = table.notebook.case, table.live.log
    if table.notes.first is not None or table.notebook.file is None:
        return None
    skill, parameters = log.level, parameters_of(log)
    if case in shipped_scenarios():
        return Second(skill=skill, parameters=parameters)
    instance = _next_instance(table.live.case, log.instance)
    seed = 1 if instance is not None else log.seed + 1
    return Second(case=case, instance=instance, seed=seed, skill=skill, parameters=parameters)
