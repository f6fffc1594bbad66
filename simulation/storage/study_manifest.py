"""Manifest of a study: what the study is and how far it is, sealed, so that whatever was changed is noticed."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from simulation.errors import StudyError
from simulation.scenario.folder_kinds import MANIFEST, STUDY_FORMAT
from simulation.storage.manifest import hash_of
from simulation.version import short_hash
from simulation.words import Said, listed, say

__all__ = [
    "MANIFEST",
    "STUDY_FORMAT",
    "VERSION",
    "identity",
    "read_manifest",
    "refuse_another",
    "refuse_other_version",
    "rest",
    "sealed",
]

VERSION: Final = 2
"""Since 2 an analysis and the variants keep their sentences as key and values; 1 kept them as they were told.

Both are read."""
_READ: Final = (1, VERSION)
_STATE: Final = ("state", "tables", "parts", "sha256")
"""What changes while a study runs; everything else is what the study is."""
_TOLD: Final = ("command", "translations")
"""What says with which words a study was asked for, or its case is told."""
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_FILE: Final = re.compile(r"(?:(?:replications|pairs)/part-\d{6,}\.parquet|analysis\.json)")

type Manifest = Mapping[str, Any]
type Check = Callable[[Any], bool]


def rest(manifest: Manifest) -> dict[str, Any]:
    """Return what a study is, whatever its state."""
    return {key: value for key, value in manifest.items() if key not in _STATE}


def identity(manifest: Manifest) -> str:
    """Return the hash of what a study is, whatever its state and whoever asked for it with which words.

    Translations of its case are no part of that: they change no result.
    """
    return hash_of({key: value for key, value in rest(manifest).items() if key not in _TOLD})


def sealed(manifest: Manifest) -> dict[str, Any]:
    """Return a manifest with its own hash."""
    return {**manifest, "sha256": _seal(manifest)}


def _seal(manifest: Manifest) -> str:
    """Return the hash of a manifest; how it was asked for, which may differ, is left out."""
    return hash_of({key: value for key, value in manifest.items() if key not in ("sha256", "command")})


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in the folder of a study.

    Raises:
        StudyError: if it cannot be read, or is of another version of the format, or was changed.
    """
    file = path / MANIFEST
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise StudyError(say("folder.unread", file=file, why=error)) from error
    if not isinstance(manifest, dict) or manifest.get("format") != STUDY_FORMAT:
        raise StudyError(say("folder.study.not_one", folder=path, file=MANIFEST))
    if manifest.get("format_version") not in _READ:
        raise StudyError(
            say(
                "folder.study.version",
                folder=path,
                version=repr(manifest.get("format_version")),
                ours=VERSION,
            )
        )
    if manifest.get("sha256") != _seal(manifest):
        raise StudyError(say("folder.study.changed", file=file))
    wrong = [key for key, is_so in _SHAPE.items() if not is_so(manifest.get(key))]
    if wrong or (manifest["state"] == "complete" and not _is_listed(manifest)):
        raise StudyError(say("folder.study.shape", file=file, fields=listed(wrong or ("tables", "parts"))))
    return manifest


def refuse_another(path: Path, there: Manifest, wanted: Manifest) -> None:
    """Refuse to go on with a study that is not the one that is wanted.

    Raises:
        StudyError: says in what they differ; of a study that another version began only that, since with another
            version much else is another.
    """
    if identity(there) == identity(wanted):
        return
    refuse_other_version(path, there, str(wanted.get("version")))
    differs = sorted(
        key for key in {*there, *wanted} - {*_STATE, "command"} if there.get(key) != wanted.get(key)
    )
    if differs == ["plays"]:
        raise StudyError(
            say("folder.study.code", folder=path, differences=listed(_told(differs, there, wanted)))
        )
    raise StudyError(
        say("folder.study.another", folder=path, differences=listed(_told(differs, there, wanted)))
    )


def refuse_other_version(path: Path, there: Manifest, ours: str) -> None:
    """Refuse to go on with a study that another version began.

    Raises:
        StudyError: says which did, and what can be done.
    """
    if there.get("version") != ours:
        raise StudyError(say("folder.study.other_version", folder=path, made=there.get("version"), ours=ours))


def _told(differs: Sequence[str], there: Manifest, wanted: Manifest) -> Iterator[str]:
    for key in differs:
        old, new = there.get(key), wanted.get(key)
        if key == "plays" and isinstance(old, Mapping) and isinstance(new, Mapping):
            names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
            # Where other packages play, nobody looks at the sources.
            names = [name for name in names if name != "sources"] or names
            yield from (
                say("folder.study.differs", name=name, old=old.get(name), new=new.get(name)) for name in names
            )
        else:
            if key == "holders" and isinstance(old, Mapping | None) and isinstance(new, Mapping | None):
                yield from _told_holders(old or {}, new or {})
                continue
            if key == "parameters":
                old, new = (
                    say("folder.study.median") if one is None else one["source"] for one in (old, new)
                )
                if old == new:
                    yield say("folder.study.sets", source=new)
                    continue
            short = all(isinstance(value, str | int | float) for value in (old, new))
            yield say("folder.study.differs", name=key, old=old, new=new) if short else key


def _told_holders(there: Manifest, wanted: Manifest) -> Iterator[str]:
    """Yield, by seat, in what the agents of the user's own differ; a file that was changed is told by its hash."""
    for seat in [key for key in {**there, **wanted} if there.get(key) != wanted.get(key)]:
        old, new = (
            (one[seat]["agent"], one[seat]["sha256"]) if seat in one else (say("folder.holder.none"), "")
            for one in (there, wanted)
        )
        if old[0] == new[0]:
            yield say(
                "folder.holder.changed",
                seat=seat,
                agent=new[0],
                old=short_hash(old[1]),
                new=short_hash(new[1]),
            )
        else:
            yield say("folder.study.differs", name=say("folder.holder", seat=seat), old=old[0], new=new[0])


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_said(value: object) -> bool:
    """Return whether this is a sentence, as data, or as it was told by the former version."""
    try:
        Said.from_plain(value)  # type: ignore[arg-type]
    except (KeyError, TypeError, AttributeError, RecursionError):
        return False
    return True


def _is_whole(low: int) -> Check:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= low


def _is_one_of(*words: str) -> Check:
    return lambda value: value in words


def _all(is_so: Check, *, least: int = 0) -> Check:
    return lambda value: isinstance(value, list) and len(value) >= least and all(map(is_so, value))


def _having(**fields: Check) -> Check:
    return lambda value: (
        isinstance(value, dict) and all(is_so(value.get(key)) for key, is_so in fields.items())
    )


def _each(is_so: Check) -> Check:
    return lambda value: isinstance(value, dict) and all(map(is_so, value.values()))


def _are_variants(value: object) -> bool:
    fields = dict.fromkeys(("key", "scenario_hash", "again"), _is_text)
    is_so = _all(_having(**fields, words=_is_said, changes=_all(_is_text)), least=1)
    return isinstance(value, list) and is_so(value) and len({one["key"] for one in value}) == len(value)


def _are_sets(value: object) -> bool:
    """Return whether these are sets of parameters that replications draw of."""
    numbers = _all(lambda number: type(number) in (int, float), least=1)
    is_so = _having(
        source=_is_text,
        sha256=_is_text,
        drawn_together=_is_whole(1),
        names=_all(_is_text, least=1),
        sets=_all(numbers, least=1),
        weights=numbers,
        free=_all(_is_text),
        provenance=_having(),
    )
    return (
        isinstance(value, dict)
        and is_so(value)
        and len(value["weights"]) == len(value["sets"])
        and all(len(row) == len(value["names"]) for row in value["sets"])
    )


def _is_listed(manifest: Manifest) -> bool:
    parts = manifest.get("parts")
    return (
        _each(_is_text)(manifest.get("tables"))
        and isinstance(parts, dict)
        and all(_FILE.fullmatch(name) and _HASH.fullmatch(str(value)) for name, value in parts.items())
    )


_OPTIONS: Final = _all(_having(key=_is_text, label=_is_text))
_SHAPE: Final[Mapping[str, Check]] = {
    "holders": lambda value: value is None or _each(_having(agent=_is_text, sha256=_is_text))(value),
    "codings": lambda value: (
        value is None or (_having(judgement=_having())(value) and _is_whole(1)(value.get("drawn_together")))
    ),
    "parameters": lambda value: value is None or _are_sets(value),
    **dict.fromkeys(("title", "case", "scenario_hash", "version", "command"), _is_text),
    "kind": _is_one_of("ensemble", "compare", "sweep", "sensitivity"),
    "state": _is_one_of("running", "complete"),
    "seed": _is_whole(0),
    "replications": _is_whole(1),
    "level": lambda value: isinstance(value, float) and 0 < value < 1,
    "plays": _each(_is_text),
    "overrides": _each(_is_text),
    "outcomes": _all(_is_text),
    "design": _having(),
    "scenario": _having(),
    "variants": _are_variants,
    "issues": _all(_having(key=_is_text, name=_is_text, options=_OPTIONS), least=1),
    "delegations": _all(_having(key=_is_text, short=_is_text, name=_is_text, kind=_is_text), least=1),
}
"""What every manifest has: enough that whoever reads one finds it."""
