"""What a visitor changed: versions of a case, each a list of changes, and how they travel in a link."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from simulation.study import Change, read_request

__all__ = [
    "LETTERS",
    "MOST_VERSIONS",
    "Inputs",
    "Version",
    "from_link",
    "set_change",
    "with_version",
    "without_change",
    "without_version",
]

LETTERS: Final = ("A", "B", "C", "D")
MOST_VERSIONS: Final = len(LETTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Some changes of the case that are made together."""

    letter: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that a result depends on, but for the number of runs."""

    case: str
    """Key of the case."""
    seed: int = 1
    versions: tuple[Version, ...] = field(default_factory=lambda: (Version(letter=LETTERS[0]),))
    """One at least; those without changes are not run."""

    @property
    def changed(self) -> tuple[Version, ...]:
        """The versions in which something is changed."""
        return tuple(version for version in self.versions if version.changes)

    def version(self, letter: str) -> Version:
        """Return a version by its letter; the first if there is none of that letter."""
        return next((one for one in self.versions if one.letter == letter), self.versions[0])

    def in_link(self) -> tuple[str, ...]:
        """Return the changes as a link carries them, each alone; with the letter in front if there are several.

        >>> short = Version(letter="B", changes=(Change(lever="sessions", value="5"),))
        >>> Inputs(case="x", versions=(Version(letter="A"), short)).in_link()
        ('B: sessions=5',)
        """
        plain = len(self.versions) == 1
        return tuple(
            str(change) if plain else f"{version.letter}: {change}"
            for version in self.versions
            for change in version.changes
        )


def from_link(case: str, seed: int, changes: Iterable[str]) -> tuple[Inputs, tuple[str, ...]]:
    """Return the inputs that a link carries, and what in it cannot be read as a change.

    >>> inputs, dropped = from_link("x", 3, ["sessions=5", "B: rule=unanimity", "E: rule=veto"])
    >>> inputs.in_link(), dropped
    (('A: sessions=5', 'B: rule=unanimity'), ('E: rule=veto',))
    """
    dropped: list[str] = []
    found: dict[str, tuple[Change, ...]] = {LETTERS[0]: ()}
    for text in changes:
        request = read_request(text, [])
        if request is not None and (letter := request.name or LETTERS[0]) in LETTERS:
            found[letter] = found.get(letter, ()) + request.changes
        else:
            dropped.append(text)
    versions = (Version(letter=letter, changes=found[letter]) for letter in LETTERS if letter in found)
    return Inputs(case=case, seed=seed, versions=tuple(versions)), tuple(dropped)


def set_change(inputs: Inputs, letter: str, change: Change, *, again: bool = False) -> Inputs:
    """Return the inputs with a change more in a version; it takes the place of an earlier one of the same lever.

    Args:
        inputs: What there is.
        letter: Of the version.
        change: What is changed.
        again: Whether the lever may be pulled more than once.
    """
    version = inputs.version(letter)
    levers = [one.lever for one in version.changes]
    changes = list(version.changes)
    if change.lever in levers and not again:
        changes[levers.index(change.lever)] = change
    elif change not in changes:
        changes.append(change)
    return _with(inputs, replace(version, changes=tuple(changes)))


def without_change(inputs: Inputs, letter: str, place: int) -> Inputs:
    """Return the inputs without one change of a version."""
    version = inputs.version(letter)
    changes = (*version.changes[:place], *version.changes[place + 1 :])
    return _with(inputs, replace(version, changes=changes))


def _with(inputs: Inputs, version: Version) -> Inputs:
    versions = (version if one.letter == version.letter else one for one in inputs.versions)
    return replace(inputs, versions=tuple(versions))


def with_version(inputs: Inputs, *, like: str) -> tuple[Inputs, str]:
    """Return the inputs with a version more, at first like another one, and its letter."""
    letter = next(letter for letter in LETTERS if letter not in {one.letter for one in inputs.versions})
    versions = [*inputs.versions, Version(letter=letter, changes=inputs.version(like).changes)]
    versions.sort(key=lambda version: version.letter)
    return replace(inputs, versions=tuple(versions)), letter


def without_version(inputs: Inputs, letter: str) -> Inputs:
    """Return the inputs without a version; the last one is emptied."""
    left = tuple(version for version in inputs.versions if version.letter != letter)
    return replace(inputs, versions=left or (Version(letter=LETTERS[0]),))
