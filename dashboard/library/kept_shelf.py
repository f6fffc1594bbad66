"""Runs and studies kept in one folder of this machine: what is there, and each of them by its name.

The folder is the one the server was started with. A browser sends a name, never a path: only what is listed opens.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from dashboard.frame.language import Words
from simulation.errors import RecordError
from simulation.storage import FORMAT as RUN_FORMAT
from simulation.storage import MANIFEST, STUDY_FORMAT, Run, load_run, run_in_language
from simulation.words import NOTHING, Said, say, told_in

__all__ = ["MAX_LISTED", "Kept", "kept", "report_of", "run_named"]

MAX_LISTED: Final = 100
"""The newest are listed; older ones stay where they are."""
MAX_MANIFEST: Final = 20_000_000
"""Bytes; what is larger was not written by this program."""

_LOADED: Final = 4
"""Runs that stay loaded: ten megabytes each, about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A run or a study in the folder."""

    name: str
    """Of its folder."""
    kind: Literal["run", "study"]
    title: str
    """Of the case."""
    case: str
    """Key of the case."""
    seed: int
    version: str
    written: datetime
    told: Said
    """How the run ended, in a sentence; of a study, nothing."""
    runs: int
    """Replications of each variant; 1 for a run."""
    variants: int
    is_complete: bool


def kept(folder: Path) -> tuple[Kept, ...]:
    """Return what is in a folder, the newest first; what is neither a run nor a study is left out."""
    found = _listed(folder)
    return tuple(sorted(found, key=lambda row: (-row.written.timestamp(), row.name))[:MAX_LISTED])


def run_named(folder: Path, name: str, code: str) -> Run:
    """Return a run by its name, told in a language.

    Raises:
        RecordError: if none of this name is listed, or it was changed since it was written.
    """
    place = _place(folder, name, "run")
    return _loaded(place, code, _stamps(place))


@lru_cache(maxsize=_LOADED)
def _loaded(place: Path, code: str, stamps: tuple[tuple[str, int, int, int], ...]) -> Run:
    """Return a run, loaded once for all who look at it while nothing in its folder changes; nobody changes it."""
    del stamps
    return run_in_language(load_run(place), code)


def _stamps(place: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Return what differs once a file of a folder was written anew."""
    try:
        found = [(entry.name, entry.stat()) for entry in os.scandir(place)]
    except OSError:
        return ()  # loading it says why
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size, stat.st_ino) for name, stat in found))


def report_of(folder: Path, name: str, words: Words) -> str:
    """Return the page about a run or a study in the language of some words, as HTML that needs nothing else.

    Raises:
        RecordError: if none of this name is listed, or a run was changed.
        StudyError: if a study was changed or is not complete.
    """
    found = next((row for row in kept(folder) if row.name == name), None)
    if found is not None and found.kind == "study":
        return _study_report(_place(folder, name, "study"), words)
    from simulation.report import render_report

    with told_in(words.language):
        return render_report(run_named(folder, name, words.language))


def _study_report(place: Path, words: Words) -> str:
    from simulation.report.study import study_page
    from simulation.storage import StudyFolder, refuse_held
    from simulation.study import kept_study

    refuse_held(place)
    with told_in(words.language):
        return study_page(kept_study(StudyFolder.open(place)))


def _place(folder: Path, name: str, kind: str) -> Path:
    if not any(row.name == name and row.kind == kind for row in kept(folder)):
        raise RecordError(say(f"folder.{kind}.unknown", name=repr(name)))
    return folder / name


def _listed(folder: Path) -> Iterator[Kept]:
    try:
        entries = [entry for entry in os.scandir(folder) if _is_plain(entry)]
    except OSError:
        return
    for entry in entries:
        manifest = Path(entry.path, MANIFEST)
        try:
            status = manifest.lstat()
        except OSError:
            continue
        if status.st_size <= MAX_MANIFEST and not manifest.is_symlink():
            row = _row(manifest, status.st_mtime_ns)
            if row is not None:
                yield row


def _is_plain(entry: os.DirEntry[str]) -> bool:
    """Return whether this is a folder that stands here, neither hidden nor a link to elsewhere."""
    return not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)


@lru_cache(maxsize=4 * MAX_LISTED)
def _row(manifest: Path, written: int) -> Kept | None:
    """Return what a manifest says; what it holds is only believed once the run is opened."""
    try:
        data = json.loads(manifest.read_text(encoding="utf-8"))
        when = datetime.fromtimestamp(written / 1e9, tz=UTC)
        return _told(manifest.parent.name, data, when)
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None


def _told(name: str, data: dict[str, Any], written: datetime) -> Kept | None:
    if data["format"] == RUN_FORMAT:
        return Kept(
            name=name,
            kind="run",
            title=str(data["title"]),
            case=str(data["key"]),
            seed=int(data["seed"]),
            version=str(data["versions"]["delegation-sim"]),
            written=written,
            told=Said.from_plain(data["outcome"]["sentence"]),
            runs=1,
            variants=1,
            is_complete=True,
        )
    if data["format"] == STUDY_FORMAT:
        return Kept(
            name=name,
            kind="study",
            title=str(data["scenario"]["title"]),
            case=str(data["scenario"]["key"]),
            seed=int(data["seed"]),
            version=str(data["version"]),
            written=written,
            told=NOTHING,
            runs=int(data["replications"]),
            variants=len(data["variants"]),
            is_complete=data["state"] == "complete",
        )
    return None
