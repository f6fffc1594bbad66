"""Live negotiations as files: written whole or not at all, and read back only onto the case they were played on."""

from os import PathLike
from pathlib import Path
from typing import Final

from simulation.engine.simulate import load_scenario
from simulation.live.errors import LiveLogError
from simulation.live.live_negotiation import LiveNegotiation
from simulation.live.log import FORMAT, LiveLog
from simulation.scenario.load import shipped_scenarios
from simulation.scenario.schema import Scenario
from simulation.scenario.translations.telling import in_language
from simulation.storage.sealed_tables import format_of
from simulation.storage.written_whole import write_file
from simulation.words import language, reason, say

__all__ = ["SUFFIX", "is_log", "load_live", "load_log", "save_log"]

SUFFIX: Final = ".live.json"
"""What the names of such files end with."""
_MOST_BYTES: Final = 32 * 2**20


def save_log(log: LiveLog, file: str | PathLike[str]) -> Path:
    """Write the log of a live negotiation and return the path; an interruption keeps the former file.

    Raises:
        LiveLogError: if it cannot be written.
    """
    target = Path(file)
    if target.is_dir():
        raise LiveLogError(say("live.file.folder", file=target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_file(target, log.to_text(), is_private=True)
    except OSError as error:
        raise LiveLogError(say("live.file.unwritten", file=target, why=reason(error))) from error
    return target


def load_log(file: str | PathLike[str]) -> LiveLog:
    """Return the log in a file.

    Raises:
        LiveLogError: if there is none, or it is damaged, no log, or of a newer version of the format.
    """
    source = Path(file)
    if not source.is_file():
        what = "folder" if source.is_dir() else "missing"
        raise LiveLogError(say(f"live.file.{what}", file=source))
    try:
        if source.stat().st_size > _MOST_BYTES:
            raise LiveLogError(say("live.file.large", file=source))
        text = source.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LiveLogError(say("live.file.encoding", file=source)) from error
    except OSError as error:
        raise LiveLogError(say("live.file.unread", file=source, why=reason(error))) from error
    try:
        return LiveLog.from_text(text)
    except LiveLogError as error:
        raise LiveLogError(f"{source}: {error}") from error


def load_live(
    file: str | PathLike[str], case: Scenario | str | PathLike[str] | None = None
) -> LiveNegotiation:
    """Return the negotiation in a file as it was left, its case in the current language.

    Args:
        file: Where it was saved.
        case: The case it was played on; None: the shipped case with the key that stands in the file.

    Raises:
        OtherVersionError: if another version played it; `load_log` reads it all the same.
        LiveLogError: if the file cannot be used, or the case is not the one that was played.
        ScenarioError: if the case cannot be loaded.
    """
    log = load_log(file)
    try:
        log.check_version()  # before its case is looked for, which may have changed with the version
        return LiveNegotiation.from_log(log, in_language(_case_of(log, case), language()))
    except LiveLogError as error:
        raise type(error)(f"{file}: {error}") from error


def is_log(file: str | PathLike[str]) -> bool:
    """Return whether a file is the log of a live negotiation, by its name or its content."""
    source = Path(file)
    try:
        if not source.is_file() or source.stat().st_size > _MOST_BYTES:
            return False
    except OSError:
        return False
    return source.name.endswith(SUFFIX) or format_of(source) == FORMAT


def _case_of(log: LiveLog, case: Scenario | str | PathLike[str] | None) -> Scenario:
    """Return the case of a log. A key from a file is looked up among the shipped cases and never taken for a path."""
    if isinstance(case, Scenario):
        return case
    if case is not None:
        return load_scenario(case, overrides={"instance": log.instance})
    if log.case not in shipped_scenarios():
        raise LiveLogError(say("agent.foreign_case", case=repr(log.case)))
    return load_scenario(log.case, overrides={"instance": log.instance})
