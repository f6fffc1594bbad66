"""Checks names of a case against each other as a reader sees them: twins, look-alikes, and names that show nothing."""

from collections.abc import Iterator, Mapping
from typing import Final

from simulation.scenario.characters import difference, is_blank, look_alikes
from simulation.scenario.problems import Mark, Path, Source
from simulation.scenario.tree import Finding, Part, parts, word
from simulation.words import say

__all__ = ["alike", "find_confusing_names", "find_confusing_translations"]

type _Named = tuple[Path, str]

_LISTS: Final = (("delegations", ("name", "short")), ("blocs", ("name",)), ("issues", ("name",)))
"""Lists of what has names that a reader has to tell apart, and the fields that hold them."""


def find_confusing_names(raw: Part, source: Source) -> Iterator[Finding]:
    """Yield the path of every name that is or looks like another one, or shows nothing, and what to say about it.

    Args:
        raw: the case as plain data.
        source: where everything in it stands.
    """
    for group in _names(raw):
        # An empty one is told by the schema.
        blank = ((path, name) for path, name in group if name and is_blank(name))
        yield from ((path, say("problem.blank", name=ascii(name))) for path, name in blank)
        for path, name, earlier in _twins(group):
            yield path, _twice(name, source.mark_of(path), source.mark_of(earlier))
        for path, name, earlier, other in _look_alikes(group):
            yield path, alike(name, other, source.mark_of(path), source.mark_of(earlier), may_be_one=False)


def find_confusing_translations(
    raw: Part, source: Source, code: str, texts: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield the path of every name that is or looks like another one in a language, where one of the two is translated.

    Args:
        raw: the case as plain data, in the language of its author.
        source: where everything stands in its file, translations too.
        code: the language.
        texts: what texts of the case say in it.
    """
    for group in _names(raw):
        own = dict(group)
        told = [(path, texts.get(name, name)) for path, name in group]
        known = {(path, earlier) for path, _, earlier, _ in _look_alikes(group)}
        for path, name, earlier in _twins(told):
            if own[path] != own[earlier] and (path, earlier) not in known:
                here, there = (*path, code), (*earlier, code)
                yield here, _twice(name, source.mark_of(here), source.mark_of(there))
        for path, name, earlier, other in _look_alikes(told):
            if (own[path], own[earlier]) != (name, other):
                here, there = (*path, code), (*earlier, code)
                yield here, alike(name, other, source.mark_of(here), source.mark_of(there), may_be_one=False)


def _twins(group: list[_Named]) -> Iterator[tuple[Path, str, Path]]:
    """Yield each name that something else has too, with the first place where it stands."""
    first: dict[str, Path] = {}
    for path, name in group:
        earlier = first.setdefault(name, path)
        if path is not earlier and not is_blank(name) and _are_two(path, earlier):
            yield path, name, earlier


def _are_two(path: Path, earlier: Path) -> bool:
    """Return whether two names are of two things, and not the name and the short one of the same."""
    return path[:2] != earlier[:2] or path[2] == earlier[2] == "options"


def _look_alikes(group: list[_Named]) -> Iterator[tuple[Path, str, Path, str]]:
    """Yield each name that looks like an earlier one of something else, with that one."""
    for path, name, earlier, other in look_alikes(group):
        if _are_two(path, earlier):
            yield path, name, earlier, other


def _names(raw: Part) -> Iterator[list[_Named]]:
    """Yield groups of names with their paths; two of a group should not look alike, but for those of one delegation."""
    if title := word(raw, "title"):
        yield [(("title",), title)]
    for holder, fields in _LISTS:
        yield [
            ((holder, place, field), name)
            for place, part in parts(raw, holder)
            for field in fields
            if (name := word(part, field)) is not None
        ]
    for place, issue in parts(raw, "issues"):
        yield [
            (("issues", place, "options", inner, "label"), name)
            for inner, option in parts(issue, "options")
            if (name := word(option, "label")) is not None
        ]


def alike(name: str, other: str, mark: Mark, earlier: Mark, *, may_be_one: bool = True) -> str:
    """Return what to say of a name that looks like one that stands earlier.

    Args:
        name: the later one.
        other: the earlier one.
        mark: where the later one stands.
        earlier: where the earlier one stands.
        may_be_one: whether both may be meant to name the same.
    """
    here, there = difference(name, other)
    end, where = say("problem.alike.end"), _where(mark, earlier)
    told = {"name": ascii(name), "other": ascii(other), "here": here or end, "there": there or end}
    how = say("problem.alike.one" if may_be_one else "problem.alike.two")
    return say("problem.alike", where=where, how=how, **told)


def _twice(name: str, mark: Mark, earlier: Mark) -> str:
    """Return what to say of a name that something else has too."""
    return say("problem.same_name", name=repr(name), where=_where(mark, earlier))


def _where(mark: Mark, earlier: Mark) -> str:
    if earlier.file != mark.file:
        return say("problem.alike.file", file=earlier.file, line=earlier.line)
    return say("problem.alike.line", line=earlier.line)
