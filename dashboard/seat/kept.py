"""Games kept on this machine, each under an id that nobody can guess and that no page lists.

Whoever has the address of a game has the game: there are no names and no passwords. The folder is bounded in number,
size and age, as what anybody may fill has to be.
"""

import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from simulation.live import LiveLog, LiveLogError
from simulation.storage.live_log import load_log, save_log

__all__ = ["LARGEST", "MOST", "OLDEST", "Games", "is_id", "new_id"]

MOST: Final = 500
"""Games that are kept; the one that was not played on for longest goes first."""
OLDEST: Final = 30 * 24 * 3600.0
"""Seconds after which a game goes that nobody played on."""
LARGEST: Final = 1_000_000
"""Bytes of one game."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_SUFFIX: Final = ".json"


def new_id() -> str:
    """Return an id: 128 bits of chance."""
    return secrets.token_urlsafe(16)


def is_id(text: str) -> bool:
    """Return whether this may be an id: it can name no other file."""
    return _ID.fullmatch(text) is not None


class Games:
    """The games of a server, in one folder."""

    def __init__(self, folder: Path, *, most: int = MOST, oldest: float = OLDEST) -> None:
        self._folder = folder
        self._most = most
        self._oldest = oldest

    def save(self, key: str, log: LiveLog) -> bool:
        """Keep a game as it stands; return whether it could be kept."""
        try:
            if len(log.to_text().encode()) > LARGEST:
                return False
            is_new = not self._file(key).exists()
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            save_log(log, self._file(key))
        except (OSError, LiveLogError):
            return False
        if is_new:
            self._tidy()
        return True

    def load(self, key: str) -> LiveLog:
        """Return a game.

        Raises:
            LiveLogError: if there is none with this id, or it is damaged.
        """
        if not is_id(key):
            raise LiveLogError("This is no id of a game.")
        return load_log(self._file(key))

    def stamp(self, key: str) -> tuple[int, int]:
        """Return what differs once a game was played on."""
        try:
            found = self._file(key).stat()
        except OSError:
            return (0, 0)
        return found.st_mtime_ns, found.st_size

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"

    def _tidy(self) -> None:
        """Let go of games that are too old or too many."""
        with suppress(OSError):
            found = [
                (entry.stat().st_mtime, entry.path)
                for entry in os.scandir(self._folder)
                if is_id(entry.name.removesuffix(_SUFFIX)) and entry.name.endswith(_SUFFIX)
            ]
            found.sort(reverse=True)
            until = time.time() - self._oldest
            for place, (when, path) in enumerate(found):
                if place >= self._most or when < until:
                    Path(path).unlink(missing_ok=True)
