"""Writes the papers of a training into a folder, whole or not at all."""

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Final

from simulation.errors import RecordError
from simulation.report.pack.pack_pages import INDEX, PAPERS, SEATS
from simulation.storage.written_whole import write_whole
from simulation.words import listed, reason, say

__all__ = ["write_pack"]

_OURS: Final = frozenset({*PAPERS, SEATS})


def write_pack(pages: Mapping[str, str], folder: str | PathLike[str], *, overwrite: bool = False) -> Path:
    """Write the pages of a training (see `pack_pages`) as a folder and return its path.

    Args:
        pages: the pages by their paths in the folder.
        folder: where to; it must not exist, or be empty, or hold papers to overwrite.
        overwrite: replace papers that are there.

    Raises:
        RecordError: if something else is there, or it cannot be written. Nothing is changed then.
    """
    target = Path(folder)
    _refuse_what_is_not_ours(target, overwrite=overwrite)

    def fill(new: Path) -> None:
        for name, page in pages.items():
            path = new / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(page, encoding="utf-8")

    try:
        write_whole(target, fill, what="pack", overwrite=overwrite)
    except OSError as error:
        raise RecordError(say("folder.pack.unwritten", folder=target, why=reason(error))) from error
    return target


def _refuse_what_is_not_ours(target: Path, *, overwrite: bool) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise RecordError(say("folder.no_folder", folder=target))
    if not target.exists():
        return
    found = {path.name for path in target.iterdir()}
    foreign = sorted(found - _OURS) + sorted(
        f"{SEATS}/{path.name}" for path in (target / SEATS).glob("*") if path.suffix != ".html"
    )
    if foreign or (found and INDEX not in found):
        raise RecordError(
            say("folder.pack.foreign", folder=target, files=listed(foreign[:3]))
            if foreign
            else say("folder.pack.no_index", folder=target, index=INDEX)
        )
    if found and not overwrite:
        raise RecordError(say("folder.pack.there", folder=target))
    if target.samefile("."):
        raise RecordError(say("folder.pack.here", folder=target, inner=target / "pack"))
