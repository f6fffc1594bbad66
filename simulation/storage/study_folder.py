"""Study folders: manifest first, then part by part, each whole or not there, so that work can always go on."""

import hashlib
import json
import re
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from simulation.errors import RecordError, StudyError
from simulation.scenario.folder_kinds import what_it_holds
from simulation.storage.lock import LOCK, hold
from simulation.storage.parquet import read_columns, read_rows, read_words_about, write_columns
from simulation.storage.run_columns import Kind
from simulation.storage.sealed_tables import file_hash, format_of, json_text
from simulation.storage.study_manifest import (
    MANIFEST,
    STUDY_FORMAT,
    VERSION,
    identity,
    read_manifest,
    refuse_another,
    rest,
    sealed,
)
from simulation.storage.written_whole import SCRATCH, clear_held, put_file, put_held, write_file
from simulation.words import listed, reason, say

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ANALYSIS", "PAIRS", "REPLICATIONS", "RUNS", "Columns", "StudyFolder", "is_study"]

REPLICATIONS: Final = "replications"
PAIRS: Final = "pairs"
ANALYSIS: Final = "analysis.json"
"""What was made of the values of a sweep or a sensitivity analysis, beside the tables."""
_NAMED: Final = 3
"""Files that are told by name if more were changed."""
RUNS: Final = "runs"
"""Where full records of a few replications may stand, each a run folder."""
_NUMBERED: Final = re.compile(r"part-(\d{6,})\.parquet")
_OWN_FOLDERS: Final = (REPLICATIONS, PAIRS, RUNS)
_OWN_FILES: Final = ("*.parquet", "study.yaml", ANALYSIS, "report.html")
"""What a study that is written over takes along, beside its manifest; anything else in the folder stays."""
_PLAIN: Final[Mapping[str, Any]] = {"integer": np.int64, "number": np.float64, "flag": np.bool_}
_EMPTY: Final[Mapping[str, Any]] = {"number": np.nan, "word": ""}
"""What stands in a column that one variant has and another has not."""

type Columns = Mapping[str, tuple[Kind, Any]]
"""By name, what a column holds and its values."""


def is_study(folder: str | PathLike[str]) -> bool:
    """Return whether a folder holds a study."""
    return format_of(Path(folder) / MANIFEST) == STUDY_FORMAT


class StudyFolder:
    """A folder that a study is written to, one part after the other, in any order."""

    def __init__(self, path: Path, manifest: Mapping[str, Any]) -> None:
        self.path = path
        self.manifest = manifest
        self.identity = identity(manifest)

    @staticmethod
    @contextmanager
    def held(folder: str | PathLike[str], command: str) -> Iterator[None]:
        """Hold a folder for a study, so that nobody else writes one there meanwhile; it is made if it is not there.

        Raises:
            FolderHeldError: if another process holds it.
            StudyError: if something else is there, or it cannot be written.
        """
        path = Path(folder)
        with ExitStack() as stack:
            try:
                _refuse_what_is_not_ours(path)
                path.mkdir(parents=True, exist_ok=True)
                stack.enter_context(hold(path, command, or_nobody=True))
            except OSError as error:
                raise StudyError(say("folder.study.unwritten", folder=path, why=reason(error))) from error
            yield

    @classmethod
    def begin(
        cls, folder: str | PathLike[str], manifest: Mapping[str, Any], *, resume: bool, overwrite: bool
    ) -> "StudyFolder":
        """Return the folder with its manifest in place; nothing else is written yet. Hold it (`held`) meanwhile.

        Args:
            folder: Where to; it must not exist or be empty, unless it is gone on with or written over.
            manifest: What the study is, as plain data.
            resume: Go on with what is there; a folder without a manifest, from a crash at the very start, will do.
            overwrite: Throw away a study that is there.

        Raises:
            StudyError: if something else is there, or another study, or one begun by other code, or it cannot be
                written.
        """
        if resume and overwrite:
            raise StudyError(say("folder.study.both"))
        path = Path(folder)
        whole = {"format": STUDY_FORMAT, "format_version": VERSION, **manifest, "state": "running"}
        try:
            found = cls._found(path, resume=resume, overwrite=overwrite)
            if found is not None:
                refuse_another(path, found.manifest, json.loads(json.dumps(whole)))
                found.clear_away()
                return found
            path.mkdir(parents=True, exist_ok=True)
            made = cls(path, whole)
            made.clear_away()
            made._write_manifest(whole)
        except OSError as error:
            raise StudyError(say("folder.study.unwritten", folder=path, why=reason(error))) from error
        return made

    @classmethod
    def _found(cls, path: Path, *, resume: bool, overwrite: bool) -> "StudyFolder | None":
        _refuse_what_is_not_ours(path)
        if not is_study(path):
            return None
        if resume:
            return cls.open(path)
        if not overwrite:
            raise StudyError(say("folder.study.taken", folder=path))
        _empty(path)
        return None

    @classmethod
    def open(cls, folder: str | PathLike[str]) -> "StudyFolder":
        """Return a folder that is there.

        Raises:
            StudyError: if it holds no study, or one of another version of the format, or its manifest was changed.
        """
        path = Path(folder)
        if not is_study(path):
            told = say("folder.study.no_manifest", folder=path, file=MANIFEST)
            raise StudyError(" ".join(filter(None, (told, what_it_holds(path)))))
        return cls(path, read_manifest(path))

    @property
    def is_complete(self) -> bool:
        """Whether everything that was asked for is there."""
        return bool(self.manifest.get("state") == "complete")

    def clear_away(self) -> None:
        """Remove files that a crash left half written."""
        for place in (self.path, *(self.path / name for name in _OWN_FOLDERS)):
            clear_held(place)

    def refuse_replaced(self) -> None:
        """Refuse to go on if the folder holds another study by now.

        Raises:
            StudyError: if so.
        """
        if not is_study(self.path) or identity(read_manifest(self.path)) != self.identity:
            raise StudyError(say("folder.study.replaced", folder=self.path))

    def begin_again(self) -> None:
        """Mark in the manifest of a finished study that part of it has to be done again."""
        if self.is_complete:
            self._write_manifest({**rest(self.manifest), "state": "running"})

    def done(self, numbers: Sequence[int], *, with_pairs: bool) -> set[int]:
        """Return the parts among these that are complete and belong to this study."""
        tables = [PAIRS, REPLICATIONS] if with_pairs else [REPLICATIONS]
        is_whole = self._is_as_finished if self.is_complete else self._is_whole
        return {n for n in numbers if all(is_whole(table, n) for table in tables)}

    def check(self, *, but: Collection[str] = ()) -> None:
        """Check that the files of a complete study are as they were when it was finished; `but` says which not.

        Raises:
            RecordError: if not; its text names them.
        """
        if not self.is_complete:
            return
        known: Mapping[str, str] = self.manifest["parts"]
        found = {
            f"{table}/{self._file(table, n).name}"
            for table in (REPLICATIONS, PAIRS)
            for n in self.parts(table)
        }
        wrong = [say("folder.part.added", file=name) for name in sorted(found - known.keys())]
        for name in sorted(known.keys() - set(but)):
            try:
                is_same = file_hash(self.path / name) == known[name]
            except OSError:
                wrong.append(say("folder.part.gone", file=name))
            else:
                wrong += [] if is_same else [say("folder.part.changed", file=name)]
        if wrong:
            more = [say("report.more", n=len(wrong) - _NAMED)] if len(wrong) > _NAMED else []
            found_wrong = listed([*wrong[:_NAMED], *more])
            raise RecordError(say("folder.study.altered", wrong=found_wrong, folder=self.path))

    def write_part(self, number: int, rows: Sequence[Columns], pairs: Sequence[Columns]) -> None:
        """Write a part; the rows of the replications come last, so that where they are, all is.

        Raises:
            StudyError: if it cannot be written.
        """
        try:
            if pairs:
                self._write(PAIRS, number, _joined(pairs))
            self._write(REPLICATIONS, number, _joined(rows))
        except OSError as error:
            raise StudyError(
                say("folder.study.part", number=number, folder=self.path, why=reason(error))
            ) from error

    def read_part(self, table: str, number: int, names: Sequence[str]) -> dict[str, Any]:
        """Return columns of a part.

        Raises:
            RecordError: if it is missing or damaged, or of another study.
        """
        columns, about = read_columns(self._file(table, number), names)
        if about.get("study") != self.identity:
            raise RecordError(say("folder.study.foreign", part=number, folder=self.path))
        return columns

    def rows(self, table: str = REPLICATIONS) -> "pa.Table":
        """Return the rows of all parts that are there, in the order in which they are played, as a table of Arrow.

        What one variant has and another has not is null in it.

        Raises:
            RecordError: if a part is damaged.
        """
        return read_rows([self._file(table, number) for number in self.parts(table)])

    def parts(self, table: str = REPLICATIONS) -> list[int]:
        """Return the numbers of the parts that are there, in order."""
        files = (self.path / table).glob("part-*.parquet")
        return sorted(int(match[1]) for file in files if (match := _NUMBERED.fullmatch(file.name)))

    def write_table(self, name: str, columns: Columns) -> None:
        """Write a table of results beside the parts."""
        put_file(self.path / f"{name}.parquet", lambda new: write_columns(columns, new, {}))

    def write_text(self, name: str, text: str) -> None:
        """Write a file of text beside the manifest."""
        write_file(self.path / name, text)

    def finish(self, tables: Mapping[str, str]) -> None:
        """Say in the manifest that all is there: each table with what it holds, and the hash of every part."""
        parts = {
            f"{table}/{file.name}": file_hash(file)
            for table in (REPLICATIONS, PAIRS)
            for file in (self._file(table, number) for number in self.parts(table))
        }
        if (self.path / ANALYSIS).is_file():
            parts[ANALYSIS] = file_hash(self.path / ANALYSIS)
        end = {"state": "complete", "tables": dict(tables), "parts": parts}
        self._write_manifest(rest(self.manifest) | end)

    def _write_manifest(self, plain: Mapping[str, Any]) -> None:
        self.manifest = sealed(plain)
        write_file(self.path / MANIFEST, json_text(self.manifest))

    def _write(self, table: str, number: int, columns: Columns) -> None:
        about = {"study": self.identity, "part": str(number), "sha256": _digest(columns)}
        about |= {name: str(self.manifest[name]) for name in ("case", "scenario_hash", "seed", "version")}
        file = self._file(table, number)
        file.parent.mkdir(exist_ok=True)
        put_held(file, lambda new: write_columns(columns, new, about))

    def _is_as_finished(self, table: str, number: int) -> bool:
        """Return whether a part of a complete study is the file that was there when it was finished."""
        file = self._file(table, number)
        listed = self.manifest["parts"].get(f"{table}/{file.name}")
        return file.is_file() and file_hash(file) == listed

    def _is_whole(self, table: str, number: int) -> bool:
        """Return whether a part is there, of this study, and holds what was written: reads it in full."""
        file = self._file(table, number)
        try:
            about = read_words_about(file)
            if about.get("study") != self.identity or about.get("part") != str(number):
                return False
            columns, _ = read_columns(file)
        # Bytes that were changed may read as anything.
        except (RecordError, OSError, ValueError, TypeError, KeyError):
            return False
        return about.get("sha256") == _digest({name: ("", values) for name, values in columns.items()})

    def _file(self, table: str, number: int) -> Path:
        return self.path / table / f"part-{number:06d}.parquet"


def _refuse_what_is_not_ours(path: Path) -> None:
    """Refuse a place that is neither a study nor empty, but for what a crash leaves."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise StudyError(say("folder.no_folder", folder=path))
    names = [item.name for item in path.iterdir()] if path.exists() else []
    foreign = [name for name in names if name != LOCK and not (name[0] == "." and name.endswith(SCRATCH))]
    if foreign and not is_study(path):
        raise StudyError(say("folder.foreign", folder=path, files=listed(sorted(foreign)[:3])))


def _empty(path: Path) -> None:
    """Remove what a study wrote, but for its manifest: whatever interrupts it, the folder is still known as one."""
    for name in _OWN_FOLDERS:
        if (path / name).is_dir():
            shutil.rmtree(path / name)
    for pattern in _OWN_FILES:
        for file in path.glob(pattern):
            file.unlink()


def _digest(columns: Mapping[str, tuple[str, Any]]) -> str:
    """Return the SHA-256 of what columns hold, the same before they are written and after they are read."""
    whole = hashlib.sha256()
    for name, (kind, values) in columns.items():
        whole.update(f"\0{name}\0{len(values)}\0".encode())
        if len(values) and isinstance(values[0], str):
            whole.update("\0".join(values).encode())
        elif len(values) and isinstance(values[0], np.ndarray):
            whole.update(np.array([len(value) for value in values]).tobytes())
            whole.update(np.concatenate(values).astype(np.int64, copy=False).tobytes())
        else:
            whole.update(np.asarray(values, dtype=_PLAIN.get(kind)).tobytes())
    return whole.hexdigest()


def _joined(parts: Sequence[Columns]) -> Columns:
    """Return the columns of all parts with their values one after the other; what a part lacks is empty there."""
    kinds = {name: kind for part in parts for name, (kind, _) in part.items()}
    return {name: (kind, _one_after_the_other(parts, name, kind)) for name, kind in kinds.items()}


def _one_after_the_other(parts: Sequence[Columns], name: str, kind: Kind) -> Any:  # noqa: ANN401 - an array or a list
    values = []
    for part in parts:
        _, like = next(iter(part.values()))
        values.append(part[name][1] if name in part else [_EMPTY[kind]] * len(like))
    if kind in _PLAIN:
        return np.concatenate([np.asarray(value, dtype=_PLAIN[kind]) for value in values])
    return [item for value in values for item in value]
