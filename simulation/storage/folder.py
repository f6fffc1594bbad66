"""Run folders: a run written whole or not at all, and read back only if nothing in it was changed."""

import json
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from simulation.coalitions import CoalitionHistory
from simulation.engine.record import Record
from simulation.errors import RecordError
from simulation.reasons import Log
from simulation.scenario.folder_kinds import kind_of, what_it_holds
from simulation.storage.kept_run import Run, make_run
from simulation.storage.manifest import PROSE_VERSION, Manifest
from simulation.storage.own_folder import MANIFEST, OwnFolder
from simulation.storage.parquet import read_table
from simulation.storage.run_columns import TABLES
from simulation.storage.sealed_tables import check_seal, table_file, write_sealed
from simulation.text import render_changes, render_markdown
from simulation.words import as_given, is_path, say

__all__ = ["MANIFEST", "REPORT", "TEXT", "load_run", "refuse_foreign", "save_run", "write_run"]

TEXT: Final = "text.md"
"""The text at the end and what became of the first draft, for a reader."""
REPORT: Final = "report.html"
"""Where a report of the run may stand: replaced with the run."""
_KIND: Final = OwnFolder((MANIFEST, TEXT, REPORT, *(f"{table}.parquet" for table in TABLES)))


def save_run(
    record: Record,
    log: Log,
    history: CoalitionHistory,
    folder: str | PathLike[str],
    *,
    command: Sequence[str] | str,
    overwrite: bool = False,
    holders: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Path:
    """Write a negotiation as a run folder and return its path.

    Args:
        record: The negotiation.
        log: Its moves.
        history: Its detected coalitions.
        folder: Where to; it must not exist, or be empty, or be a run to overwrite.
        command: What made the run, as a line or word by word.
        overwrite: Replace a run that is there.
        holders: The agents of the user's own that played, by seat; see `Manifest.holders`.

    Raises:
        RecordError: if something else is there, or it cannot be written. Nothing is changed then.
    """
    return write_run(
        make_run(record, log, history, command=command, holders=holders), folder, overwrite=overwrite
    )


def write_run(run: Run, folder: str | PathLike[str], *, overwrite: bool = False) -> Path:
    """Write a run as a folder and return its path; see `save_run`."""
    return _KIND.write(
        Path(folder),
        lambda place: _fill(run, place),
        command=run.manifest.command_line,
        overwrite=overwrite,
    )


def load_run(folder: str | PathLike[str]) -> Run:
    """Return the run in a folder, after checking that it is complete and unchanged.

    Raises:
        RecordError: if there is none, or something in it is missing, damaged or of another version.
    """
    if not is_path(folder):
        raise RecordError(say("notebook.argument.file", given=as_given(folder)))
    source = Path(folder)
    path = source / MANIFEST
    if not source.is_dir():
        raise RecordError(say("folder.run.none", folder=source))
    if not path.is_file():
        told = say("folder.run.no_manifest", folder=source, file=MANIFEST)
        raise RecordError(" ".join(filter(None, (told, what_it_holds(source)))))
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise RecordError(say("folder.unread", file=path, why=error)) from error
    try:
        run = _checked_run(source, data)
    except RecordError as error:
        raise RecordError(say("folder.in", folder=source, problem=error)) from error
    return run


def _checked_run(folder: Path, data: Any) -> Run:  # noqa: ANN401 - parsed JSON
    if kind_of(folder) not in (None, "run"):
        raise RecordError(say("folder.run.held", held=what_it_holds(folder)))
    manifest = Manifest.from_json(data)
    check_seal(data)
    is_prose = data["format_version"] == PROSE_VERSION
    tables = {name: read_table(name, table_file(folder, name, data), is_prose=is_prose) for name in TABLES}
    run = Run(manifest=manifest, tables=tables)
    _hold_together(run)
    return run


def _hold_together(run: Run) -> None:
    """Refuse tables that do not fit the case, whoever wrote them."""
    try:
        _ = run.opening, run.position, run.history, run.documents, run.log
        _ = run.manifest.sentence, run.manifest.left_over
    except (KeyError, ValueError, IndexError, TypeError, RecursionError) as error:
        raise RecordError(say("folder.run.misfit", kind=type(error).__name__, why=error)) from error


def refuse_foreign(folder: Path) -> None:
    """Refuse a folder that holds anything which no run folder holds.

    Raises:
        RecordError: names some of it.
    """
    _KIND.refuse_foreign(folder)


def _fill(run: Run, folder: Path) -> None:
    (folder / TEXT).write_text(_text(run), encoding="utf-8")
    write_sealed(folder, run.manifest.to_json(), run.tables, TABLES)


def _text(run: Run) -> str:
    """Return the text at the end as Markdown, first as it reads, then as an edit of the first draft."""
    final = run.documents[-1]
    names = {item.key: item.short or item.name for item in run.scenario.delegations}
    note = "" if run.manifest.asked else str(run.manifest.sentence)
    changes = render_changes(run.scenario, final)
    return f"{render_markdown(final, names, note)}\n## Against the first draft\n\n{changes}"
