"""Where a play is kept: the file that it is saved in after every move, and how to go on from there."""

from pathlib import Path

from simulation.called import COMMAND
from simulation.cli import languages
from simulation.errors import RecordError
from simulation.live import LiveLog
from simulation.storage import SUFFIX, save_log
from simulation.words import say

__all__ = ["Notebook", "file_for"]


class Notebook:
    """The file of a play; without one nothing is kept.

    Args:
        file: Where to; None: nowhere.
        case: What the person called the case.
        seat: Key of the delegation.
    """

    def __init__(self, file: Path | None, case: str, seat: str) -> None:
        self.file = file
        self.case = case
        self._seat = seat
        self._stands = _read(file)

    @property
    def is_left_behind(self) -> bool:
        """Whether the play was gone on with elsewhere: its file is not as it was left here."""
        return _read(self.file) != self._stands

    def check(self) -> None:
        """Refuse to go on with a play that was gone on with elsewhere, in another window say.

        Raises:
            RecordError: if it was.
        """
        if self.is_left_behind:
            raise RecordError(say("play.left_behind", file=self.file, again=self.how_to_go_on))

    def keep(self, log: LiveLog, file: Path | None = None) -> None:
        """Save the log, whole or not at all; under another name from now on if one is given.

        Raises:
            LiveLogError: if it cannot be written.
            RecordError: if the other name is taken, or the play was gone on with elsewhere.
        """
        if file is not None and file != self.file:
            self.file, self._stands = _free(file), None
        if self.file is not None:
            self.check()
            save_log(log, self.file)
            self._stands = _read(self.file)

    @property
    def how_to_go_on(self) -> str:
        """The command that goes on with it."""
        if self.file is None:
            return ""
        return languages.to_type([COMMAND, "play", self.case, "--resume", str(self.file)])


def file_for(case: str, seat: str, seed: int, named: Path | None) -> Path:
    """Return the file for a new play: the one that was named, else the first free one in `runs`.

    Raises:
        RecordError: if the one that was named is taken.
    """
    if named is not None:
        return _free(named)
    stem, folder, number = f"{case}-{seat}-{seed}", Path("runs"), 1
    file = folder / f"{stem}{SUFFIX}"
    while file.exists():
        number += 1
        file = folder / f"{stem}-{number}{SUFFIX}"
    return file


def _read(file: Path | None) -> bytes | None:
    """Return what stands in a file; None: there is none."""
    try:
        return None if file is None else file.read_bytes()
    except OSError:
        return None


def _free(file: Path) -> Path:
    if file.exists():
        raise RecordError(say("play.taken", file=file))
    return file
