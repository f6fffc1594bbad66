"""Writes a folder of one kind, such as that of a run: whole or not at all, and never over the files of others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulation.errors import RecordError
from simulation.scenario.folder_kinds import MANIFEST
from simulation.storage.lock import LOCK, hold
from simulation.storage.written_whole import settle, write_whole
from simulation.words import listed, reason, say

__all__ = ["MANIFEST", "OwnFolder"]


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """What a folder of one kind may hold."""

    files: Sequence[str]
    """Names, that of the manifest among them."""

    def write(self, target: Path, fill: Callable[[Path], None], *, command: str, overwrite: bool) -> Path:
        """Fill a folder and return its path.

        Args:
            target: Where to; it must not exist, or be empty, or be of this kind and to be overwritten.
            fill: Writes what belongs into the empty folder that it is given.
            command: What makes it, told to whoever asks for the folder meanwhile.
            overwrite: Replace what is there.

        Raises:
            RecordError: if something else is there, or it cannot be written. Nothing is changed then.
        """
        self.refuse_what_is_not_ours(target, overwrite=overwrite)
        try:
            if target.exists() and not _names_in(target):
                self._fill_empty(target, fill, command)
            else:
                write_whole(target, fill, what="run", overwrite=overwrite)
        except OSError as error:
            raise RecordError(say("folder.run.unwritten", folder=target, why=reason(error))) from error
        return target

    def refuse_foreign(self, folder: Path) -> None:
        """Refuse a folder that holds anything which none of this kind holds.

        Raises:
            RecordError: names some of it.
        """
        foreign = sorted(_names_in(folder) - set(self.files))
        if foreign:
            raise RecordError(say("folder.foreign", folder=folder, files=listed(foreign[:3])))

    def _fill_empty(self, target: Path, fill: Callable[[Path], None], command: str) -> None:
        """Write into a folder that is there: the one we stand in, or a volume, which cannot be replaced."""
        with hold(target, command, or_nobody=True):
            self.refuse_what_is_not_ours(target, overwrite=False)
            try:
                fill(target)
                settle(target)
            except BaseException:
                for name in self.files:
                    (target / name).unlink(missing_ok=True)
                raise

    def refuse_what_is_not_ours(self, target: Path, *, overwrite: bool) -> None:
        """Refuse a place where nothing of this kind can be written.

        Raises:
            RecordError: if something else is there, or one of this kind that is not to be overwritten.
        """
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            raise RecordError(say("folder.no_folder", folder=target))
        if not target.exists():
            return
        found = _names_in(target)
        if not found:
            return
        self.refuse_foreign(target)
        if MANIFEST not in found:
            raise RecordError(say("folder.run.untouched", folder=target, file=MANIFEST))
        if not overwrite:
            raise RecordError(say("folder.run.taken", folder=target))
        if target.samefile("."):
            raise RecordError(say("folder.run.inside", folder=target))


def _names_in(target: Path) -> set[str]:
    return {path.name for path in target.iterdir()} - {LOCK}
