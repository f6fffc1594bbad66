"""Prints a play that was saved: what was done in it and noted down, without playing it again."""

from simulation.called import COMMAND
from simulation.cli import languages
from simulation.cli.terminal import Page
from simulation.live import LiveLog, OtherVersionError
from simulation.scenario import Scenario
from simulation.training import tell_log
from simulation.words import Said, say

__all__ = ["print_log"]


def print_log(page: Page, log: LiveLog, case: Scenario | None, file: str) -> None:
    """Print a log, and whether it can be played on here.

    Args:
        page: What to print on.
        log: The log.
        case: The shipped case with its key, if there is one.
        file: Where it stands.
    """
    told = tell_log(log, case)
    page.title(told.about[0])
    for line in told.about[1:]:
        page.say(line)
    _part(page, say("classdebrief.part.outcome"), told.result)
    for session, moves in told.sessions:
        _part(page, session, moves)
    _part(page, say("term.notes"), told.notes)
    page.write()
    try:
        log.check_version()
    except OtherVersionError as error:
        page.note(str(error))
    else:
        page.note(say("play.log.again", command=languages.to_type([COMMAND, "play", "--resume", file])))


def _part(page: Page, heading: str | Said, lines: tuple[Said, ...]) -> None:
    if lines:
        page.heading(heading)
    for line in lines:
        page.say(line, indent=2, hang=2)
