"""The folder of a tournament: what is played, the games that were, and the table once all are there."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Any, Final

from simulation.errors import StudyError
from simulation.scenario.folder_kinds import MANIFEST, TOURNAMENT_FORMAT
from simulation.storage.lock import hold, refuse_held
from simulation.storage.sealed_tables import format_of, json_text
from simulation.storage.written_whole import write_file
from simulation.words import listed, reason, say

__all__ = ["GAMES", "LEAGUE", "TournamentFolder", "is_tournament"]

GAMES: Final = "games.jsonl"
"""One game a line."""
LEAGUE: Final = "league.json"

type Row = Any
"""What stands in a line, or in the table; who asks for games sees to it that it is one."""


def is_tournament(folder: str | PathLike[str]) -> bool:
    """Return whether a folder holds a tournament."""
    return format_of(Path(folder) / MANIFEST) == TOURNAMENT_FORMAT


class TournamentFolder:
    """A folder in which the games of one tournament are kept as they come back, so that it can be gone on with."""

    def __init__(self, path: Path, rows: list[Row]) -> None:
        self.path = path
        self.rows = rows
        """The games that were there when it was opened."""

    @classmethod
    @contextmanager
    def opened(
        cls, path: Path, manifest: Mapping[str, Any], *, resume: bool = False
    ) -> Iterator["TournamentFolder"]:
        """Give the folder, held by nobody else meanwhile: a new one, or one that is gone on with.

        Args:
            path: Where it is, or is made.
            manifest: All that decides on the games.
            resume: Go on with what is there; it must be of the same manifest.

        Raises:
            StudyError: if something else is there, or nothing to go on with, or it cannot be written.
            FolderHeldError: if another process writes to it.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            with hold(path):
                there = (path / MANIFEST).exists()
                if resume and there:
                    _refuse_another(path, manifest)
                elif there or _others(path):
                    _refuse_what_is_there(path, is_tournament=there)
                else:
                    write_file(
                        path / MANIFEST,
                        json_text({"format": TOURNAMENT_FORMAT, "format_version": 1, **manifest}),
                    )
                rows = list(_games(path / GAMES))
                write_file(path / GAMES, "".join(map(_line, rows)))  # without a line that was cut off
                yield cls(path, rows)
        except OSError as error:
            raise StudyError(f"{error.filename or path}: {reason(error)}.") from error

    @classmethod
    def read(cls, path: Path) -> "TournamentFolder":
        """Return a folder to read, as far as its games were played.

        Raises:
            StudyError: if a line of its games is none, or cannot be read.
            FolderHeldError: if another process writes to it.
        """
        refuse_held(path)
        try:
            return cls(path, list(_games(path / GAMES)))
        except OSError as error:
            raise StudyError(f"{error.filename or path}: {reason(error)}.") from error

    @property
    def league(self) -> Row:
        """The league table; None: not all games are played.

        Raises:
            StudyError: if it cannot be read.
        """
        file = self.path / LEAGUE
        try:
            return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None
        except (OSError, ValueError, RecursionError) as error:
            raise StudyError(say("folder.unread", file=file, why=error)) from error

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Keep some more games; a line that is cut off is left out when it is read again."""
        with (self.path / GAMES).open("a", encoding="utf-8") as stream:
            stream.write("".join(map(_line, rows)))

    def finish(self, rows: Iterable[Mapping[str, Any]], league: Mapping[str, Any]) -> None:
        """Write all games in their order, which does not depend on who played which first, and the table."""
        write_file(self.path / GAMES, "".join(map(_line, rows)))
        write_file(self.path / LEAGUE, json_text(league))


def _games(file: Path) -> Iterator[Row]:
    """Yield the games of a file; what an interruption cut off is played again."""
    if not file.exists():
        return
    *lines, _ = file.read_bytes().split(b"\n")  # of a text alone: other separators may stand within a name
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line.decode())
            _line(row).encode()  # as it will be written again
        except (ValueError, RecursionError) as error:
            shown = repr(line[:40].decode(errors="replace"))
            raise StudyError(say("folder.tournament.no_game", file=file, line=number, text=shown)) from error
        yield row


def _refuse_another(path: Path, manifest: Mapping[str, Any]) -> None:
    """Refuse to go on with games of another tournament."""
    try:
        there = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise StudyError(say("folder.tournament.unread", file=path / MANIFEST, why=error)) from error
    if not isinstance(there, dict) or there.get("format") != TOURNAMENT_FORMAT:
        raise StudyError(say("folder.tournament.no_manifest", file=path / MANIFEST))
    wanted = json.loads(json.dumps(manifest))
    differs = [key for key, value in wanted.items() if there.get(key) != value]
    if differs == ["plays"]:
        what = listed(_told(there.get("plays"), wanted["plays"]))
        raise StudyError(say("folder.tournament.other_code", folder=path, what=what))
    if differs:
        raise StudyError(say("folder.tournament.other", folder=path, what=listed(differs)))


def _told(there: object, wanted: Mapping[str, str]) -> list[str]:
    """Return in what the code differs; where other packages play, nobody looks at the sources."""
    old = there if isinstance(there, dict) else {}
    differs = [name for name in wanted if old.get(name) != wanted[name]]
    shown = [name for name in differs if name != "sources"] or differs
    unknown = say("folder.tournament.unknown")
    return [
        say("workers.version", name=name, there=old.get(name, unknown), here=wanted[name]) for name in shown
    ]


def _others(path: Path) -> list[str]:
    return sorted(one.name for one in path.iterdir() if not one.name.startswith("."))


def _refuse_what_is_there(path: Path, *, is_tournament: bool) -> None:
    """Refuse a folder that is not empty."""
    if is_tournament:
        raise StudyError(say("folder.tournament.there", folder=path))
    raise StudyError(say("folder.tournament.not_empty", folder=path, file=_others(path)[0]))


def _line(row: object) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"
