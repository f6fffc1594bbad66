"""Games kept on this machine, each under an id that nobody can guess and that no page lists.

Whoever has the address of a game has the game: there are no names and no passwords. The folder is bounded in number,
size and age, as what anybody may fill has to be; a game that is played is not dropped for a new one: that is refused.
"""

import os
import re
import secrets
import threading
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from dashboard.frame.language import words_in
from dashboard.guard.shares import NOBODY, Client, Share, Shares
from simulation.errors import DelegationSimError
from simulation.live import LiveLog, LiveLogError
from simulation.storage import load_log, save_log
from simulation.words import language

__all__ = [
    "ADDRESS",
    "BROWSER",
    "IDLE",
    "LARGEST",
    "MOST",
    "NOWHERE",
    "Games",
    "NoRoomError",
    "Stamp",
    "is_id",
    "new_id",
]

type Stamp = tuple[int, int, int]
"""What differs once a game was played on: when it was written, how long it is, and which file it is."""
NOWHERE: Final[Stamp] = (0, 0, 0)
"""The stamp of a game that is not on disk."""

MOST: Final = 1_000
"""Games that are kept. For a new one goes one without a move, else the one that was idle for longest."""
IDLE: Final = 3 * 24 * 3600.0
"""Seconds after which a game may go for another one, since nobody played on."""
BROWSER: Final = 60
"""New games of one browser in a day."""
ADDRESS: Final = 300
"""New games from one address in a day: a class of a hundred begins anew twice."""
_OLDEST: Final = 30 * 24 * 3600.0
"""Seconds after which a game goes that nobody played on."""
LARGEST: Final = 1_000_000
"""Bytes of one game."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_SUFFIX: Final = ".json"
_DAY: Final = 24 * 3600.0
_UNPLAYED: Final = re.compile(rb'"entries":\s*\[\s*\]\s*\}\s*\Z')
_TAIL: Final = 64
_begun: Final = Shares(browser=BROWSER, address=ADDRESS, all=MOST)
_LOCKS: Final = tuple(threading.RLock() for _ in range(64))
"""Several games share a lock, so that there are not more of them the more games there are."""


class NoRoomError(DelegationSimError):
    """A new game is refused, so that no other has to go for it; in the current language."""

    def __init__(self, limit: str) -> None:
        values = {"browser": BROWSER, "address": ADDRESS, "all": MOST}
        super().__init__(words_in(language()).say(f"seat.full.{limit}", n=values[limit]))


def new_id() -> str:
    """Return an id: 128 bits of chance."""
    return secrets.token_urlsafe(16)


def is_id(text: str) -> bool:
    """Return whether this may be an id: it can name no other file."""
    return _ID.fullmatch(text) is not None


class Games:
    """The games of a server, in one folder."""

    def __init__(
        self, folder: Path, *, most: int = MOST, oldest: float = _OLDEST, begun: Shares = _begun
    ) -> None:
        self._folder = folder
        self._most = most
        self._oldest = oldest
        self._begun = begun

    def check_room(self, client: Client) -> None:
        """See whether a client may begin a game.

        Raises:
            NoRoomError: if it began too many of late, or others play all that there is room for.
        """
        limit = self._begun.limit(client) if client != NOBODY else None
        if limit is None and not self._has_room():
            limit = "all"
        if limit is not None:
            raise NoRoomError(limit)

    def save(self, key: str, log: LiveLog, client: Client = NOBODY) -> bool:
        """Keep a game as it stands; return whether it could be kept: a new one needs room."""
        try:
            if len(log.to_text().encode()) > LARGEST:
                return False
            if self._file(key).exists():
                save_log(log, self._file(key))
                return True
            return self._save_new(key, log, client)
        except (OSError, LiveLogError):
            return False

    def load(self, key: str) -> LiveLog:
        """Return a game.

        Raises:
            LiveLogError: if there is none with this id, or it is damaged; in the current language.
        """
        say = words_in(language()).say
        if not is_id(key) or not self._file(key).is_file():
            raise LiveLogError(say("seat.lost.gone", days=round(_OLDEST / _DAY)))
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

    def _save_new(self, key: str, log: LiveLog, client: Client) -> bool:
        """Keep a game for the first time; return whether there was room. One that is not kept does not count as begun.

        Raises:
            OSError, LiveLogError: if it cannot be written.
        """
        share = self._begun.take(client, seconds=_DAY) if client != NOBODY else None
        is_kept = False
        try:
            if (share is None or isinstance(share, Share)) and self._makes_room():
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                save_log(log, self._file(key))
                is_kept = True
        finally:
            if isinstance(share, Share) and not is_kept:
                self._begun.give_back(share)
        return is_kept

    def _makes_room(self) -> bool:
        """Make room for a new game and return whether there is some now."""
        found = self._aged()
        until = time.time() - self._oldest
        kept = [(when, path) for when, path in found if when >= until]
        may_go = self._may_go(kept) if len(kept) >= self._most else []
        excess = may_go[: max(0, len(kept) + 1 - self._most)]
        for _, path in [one for one in found if one[0] < until] + excess:
            Path(path).unlink(missing_ok=True)
        return len(kept) - len(excess) < self._most

    def _has_room(self) -> bool:
        found = self._aged()
        return len(found) < self._most or bool(self._may_go(found))

    def _aged(self) -> list[tuple[float, str]]:
        """Return when each game was played on last and its file, the one that was idle for longest first."""
        try:
            return sorted(
                (entry.stat().st_mtime, entry.path)
                for entry in os.scandir(self._folder)
                if is_id(entry.name.removesuffix(_SUFFIX)) and entry.name.endswith(_SUFFIX)
            )
        except OSError:
            return []

    def _may_go(self, found: list[tuple[float, str]]) -> list[tuple[float, str]]:
        """Return the games that may go for another one: those without a move, then those that nobody plays on."""
        until = time.time() - IDLE
        unplayed = [one for one in found if _is_unplayed(one[1])]
        return unplayed + [one for one in found if one[0] < until and one not in unplayed]


def _is_unplayed(path: str) -> bool:
    """Return whether a game has no moves, which stand last in its file."""
    try:
        with Path(path).open("rb") as file:
            file.seek(-min(_TAIL, os.fstat(file.fileno()).st_size), os.SEEK_END)
            return _UNPLAYED.search(file.read()) is not None
    except OSError:
        return False
