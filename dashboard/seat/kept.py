"""Games kept on this machine, each under an id that nobody can guess and that no page lists.

Whoever has the address of a game has the game: there are no names and no passwords. The folder is bounded in number,
size and age, as what anybody may fill has to be.
"""

import os
import re
import secrets
import threading
import time
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Final

from dashboard.words import words_in
from simulation.live import LiveLog, LiveLogError
from simulation.storage.live_log import load_log, save_log
from simulation.words import language

__all__ = ["LARGEST", "MOST", "NOWHERE", "OLDEST", "Games", "Stamp", "is_id", "new_id"]

type Stamp = tuple[int, int, int]
"""What differs once a game was played on: when it was written, how long it is, and which file it is."""
NOWHERE: Final[Stamp] = (0, 0, 0)
"""The stamp of a game that is not on disk."""

MOST: Final = 500
"""Games that are kept; one without a move goes first, then the one that was not played on for longest."""
OLDEST: Final = 30 * 24 * 3600.0
"""Seconds after which a game goes that nobody played on."""
LARGEST: Final = 1_000_000
"""Bytes of one game."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_SUFFIX: Final = ".json"
_DAY: Final = 24 * 3600.0
_UNPLAYED: Final = re.compile(rb'"entries":\s*\[\s*\]\s*\}\s*\Z')
_TAIL: Final = 64
_LOCKS: Final = tuple(threading.RLock() for _ in range(64))
"""Several games share a lock, so that there are not more of them the more games there are."""


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
            LiveLogError: if there is none with this id, or it is damaged; in the language that is told in.
        """
        say = words_in(language()).say
        if not is_id(key) or not self._file(key).is_file():
            raise LiveLogError(say("seat.lost.gone", days=round(OLDEST / _DAY)))
        try:
            return load_log(self._file(key))
        except LiveLogError as error:
            raise LiveLogError(say("seat.lost.damaged")) from error

    def held(self, key: str) -> AbstractContextManager[object]:
        """Return a block in which no other window of this server writes a game."""
        return _LOCKS[hash(key) % len(_LOCKS)]

    def stamp(self, key: str) -> Stamp:
        """Return what differs once a game was played on; `NOWHERE`: it is not there."""
        try:
            found = self._file(key).stat()
        except OSError:
            return NOWHERE
        return found.st_mtime_ns, found.st_size, found.st_ino

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
            if len(found) > self._most:
                found[1:] = sorted(
                    found[1:], key=lambda one: _is_unplayed(one[1])
                )  # the one just begun stays
            until = time.time() - self._oldest
            for place, (when, path) in enumerate(found):
                if place >= self._most or when < until:
                    Path(path).unlink(missing_ok=True)


def _is_unplayed(path: str) -> bool:
    """Return whether a game has no moves, which stand last in its file."""
    try:
        with Path(path).open("rb") as file:
            file.seek(-min(_TAIL, os.fstat(file.fileno()).st_size), os.SEEK_END)
            return _UNPLAYED.search(file.read()) is not None
    except OSError:
        return False
