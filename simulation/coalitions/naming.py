"""What coalitions and wordings are called: a coalition after its side and its best-known members."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import combinations, count
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.coalitions.sides import HALF, Side, end_of, sides_of
from simulation.coalitions.tracking import CoalitionHistory, events_told
from simulation.scenario.schema import Scenario
from simulation.words import (
    LANGUAGES,
    USUAL_POLES,
    Said,
    Translated,
    Value,
    catalogue,
    composed,
    own_text,
    said,
    shared_ends,
)

__all__ = ["name_coalitions", "short_label", "short_labels"]

NAMED: Final = 2
"""Members that a coalition is named after."""

_LEADS: Final = 0.8
"""Correlation with the main axis from which an issue may lend it the names of its ends."""

_LEAST = 4
"""Words kept of each of the two wordings that a middle way lies between."""

_LOOSE: Final = frozenset(
    re.findall(
        r"\S+",
        "a an and are as at be but by for from if in into is it no not of on or so that the to up who with "
        "à au aux avec ce ces d’un d’une dans de des du en est et la le les leur leurs n’est ne ni ou où par pas pour "
        "qu’ils que qui sa sans se ses son sous sur un une y",
    )
)
"""Words after which no label is cut, in English and in French."""


def short_label(label: str, words: int = 6) -> str:
    """Return the beginning of a label, at most `words` words, cut where it still makes sense.

    Of a middle way between two wordings it is the beginnings of both.

    >>> short_label("Find or found an intergovernmental organization to run it")
    'Find or found an intergovernmental organization…'
    >>> short_label("Not now; go on discussing it")
    'Not now'
    >>> short_label("Middle way: Find or found an intergovernmental organization / Not now; go on discussing it")
    'Middle way: Find or found… / Not now'
    """
    return composed(partial(_short_label, words=words), label)


def _short_label(label: str, words: int) -> str:
    if (way := _middle_way(label)) is not None:
        return way.format(*_short_labels(way.sides, max(_LEAST, words // 2)))
    head = re.split("[;:(]", label, maxsplit=1)[0].strip() or label
    if len(head.split()) > words and len((clause := head.split(",")[0]).split()) > 1:
        head = clause
    return _beginning(head.split(), words)


@dataclass(frozen=True, slots=True)
class _MiddleWay:
    """The name of what a drafting group may write, and of the two wordings that it lies between."""

    template: str
    sides: tuple[str, str]

    def format(self, low: str, high: str) -> str:
        """Return the name with other words for the two wordings."""
        return self.template.format(low=low, high=high)


def _middle_way(label: str) -> _MiddleWay | None:
    """Return the parts of the name of a middle way, in whatever language the case is; None: it is another label."""
    for template, pattern in _templates():
        if found := pattern.fullmatch(label):
            return _MiddleWay(template, (found["low"], found["high"]))
    return None


@cache
def _templates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return how each language names a middle way, and what matches that."""
    templates = [catalogue(code)[key] for code in LANGUAGES for key in ("draft.between", "draft.general")]
    side = {name: f"(?P<{name}>.+?)" for name in ("low", "high")}
    return tuple(
        (text, re.compile(re.sub(r"\\{(\w+)\\}", lambda m: side[m[1]], re.escape(text))))
        for text in templates
    )


def _beginning(parts: Sequence[str], words: int) -> str:
    """Return at most `words` words, cut where it still makes sense."""
    if len(parts) <= words:
        return " ".join(parts)
    taken = list(parts[:words])
    while len(taken) > 1 and taken[-1].lower().rstrip(",;:") in _LOOSE:
        taken.pop()
    return " ".join(taken).rstrip(",;:…") + "…"


def _longer(label: str, words: int) -> str:
    """Return the first words of a whole label, of a middle way those of both wordings."""
    if (way := _middle_way(label)) is not None:
        return way.format(*(_beginning(side.split(), words) for side in way.sides))
    return _beginning(label.split(), words)


def short_labels(labels: Sequence[str], words: int = 6) -> tuple[str, ...]:
    """Return the beginnings of labels that stand side by side: two that would be cut to one go on until they differ.

    >>> short_labels(["Governments decide; others are consulted", "Governments decide, on input from all others"])
    ('Governments decide; others are consulted', 'Governments decide, on input from all…')

    Args:
        labels: Of the wordings of one issue.
        words: At most so many each, where that tells them apart.
    """
    told, own = _short_labels(labels, words), _short_labels(list(map(own_text, labels)), words)
    return tuple(
        here if here == written else Translated(here, own=written)
        for here, written in zip(told, own, strict=True)
    )


def _short_labels(labels: Sequence[str], words: int) -> tuple[str, ...]:
    short = {label: _short_label(label, words) for label in labels}
    for name in dict.fromkeys(short.values()):
        alike = [label for label in short if short[label] == name]
        most = words
        while len({short[label] for label in alike}) < len(alike):
            short |= {label: _longer(label, most) for label in alike}
            if most > max(len(label) for label in alike):  # they differ in nothing but spaces
                break
            most += 1
    return tuple(short[label] for label in labels)


def name_coalitions(
    history: CoalitionHistory,
    scenario: Scenario,
    *,
    delegations: Sequence[str],
    capability: FloatArray,
    position: FloatArray,
    weight: FloatArray,
    platform: IntArray,
) -> CoalitionHistory:
    """Return the history with a name for every coalition, and the wording that all its members put their name to.

    A name says where the coalition stood on the main axis when it was founded, and the best known of those that were
    in it for the whole of its life, so that it names nobody who has left. It is kept over the run, and no other
    coalition of the run has it; nor does another that lives have its side, see `sides_of`. A coalition of everybody
    who decides is no side: it is the whole room. None is told to merge into another that whoever it is named after
    does not join.

    Args:
        history: As tracked.
        scenario: The case.
        delegations: Keys of the rows.
        capability: `[A]`.
        position: After each session, `[T, A, I]`.
        weight: Of each issue on the main axis, `[I]`, summing to 1.
        platform: Option whose coalition each delegation belongs to, `[T, A, I]`; -1: none.
    """
    known = _prominence(scenario, delegations, capability)
    called = {item.key: item.short or item.name for item in scenario.delegations}
    ends = _ends(scenario, position[0], weight) if len(position) else None
    used: set[Said] = set()
    taken: set[str] = set()
    named, rows = [], []
    sides = sides_of(history, position @ weight, capability)
    for index, coalition in enumerate(history.coalitions):
        inside = history.label == index
        founding = coalition.founded - 1
        place: FloatArray = position[founding] @ weight
        side = _side(place[inside[founding]], capability[inside[founding]])
        order = _best_known(inside, side * (place - HALF), known)
        names = [called[delegations[row]] for row in order]
        choices = _names(names, taken, _Place(sides[index], ends, coalition.slot + 1))
        if coalition.is_whole:
            choices = iter([(coalition.name, ())])
        found = ((replace(coalition, name=name), some) for name, some in choices)
        called_so, some = next(one for one in found if used.isdisjoint((one[0].name, one[0].short)))
        used |= {called_so.name, called_so.short}
        taken.update(some)
        text = _signed_by_all(scenario, inside, platform)
        named.append(replace(called_so, text=text))
        rows.append([order[names.index(name)] for name in some])
    return events_told(replace(history, coalitions=tuple(named)), capability, rows)


def _ends(scenario: Scenario, position: FloatArray, weight: FloatArray) -> tuple[str, str] | None:
    """Return what most issues call their ends; where they differ, what the leading issue calls them.

    None: no issue leads, or the ends say what a wording says, which some refuse.

    Args:
        scenario: The case.
        position: After the first session, `[A, I]`.
        weight: Of each issue on the main axis, `[I]`.
    """
    poles = [(issue.low, issue.high) for issue in scenario.issues]
    ends = shared_ends(poles)
    if ends is None and (leading := _leading(position, weight)) is not None:
        ends = poles[leading]
    whole = [option.label for issue in scenario.issues for option in issue.options]
    labels = {text.casefold() for label in whole for text in (label, short_label(label))}
    quotes = ends is not None and any(label in end.casefold() for label in labels for end in ends)
    return None if quotes else ends


def _leading(position: FloatArray, weight: FloatArray) -> int | None:
    """Return the issue that means most of those along which the room is ordered as on the main axis; None: none is."""
    main = position @ weight
    found = [
        number
        for number, place in enumerate(position.T)
        if min(place.std(), main.std()) > ATOL and np.corrcoef(main, place)[0, 1] >= _LEADS
    ]
    return max(found, key=lambda number: weight[number], default=None)


def _prominence(
    scenario: Scenario, delegations: Sequence[str], capability: FloatArray
) -> list[tuple[float, bool]]:
    """Return what makes each delegation better known than another: its voice, then that it speaks for others.

    It speaks for others as the spokesperson of a bloc or as a sponsor of the first draft.
    """
    speakers = {bloc.spokesperson for bloc in scenario.blocs} | {
        key for issue in scenario.issues for key in issue.sponsors
    }
    return [(float(voice), key in speakers) for key, voice in zip(delegations, capability, strict=True)]


def _side(place: FloatArray, capability: FloatArray) -> int:
    """Return on which side of the main axis delegations stand, by their voice: -1, 0 in the middle, or 1."""
    voice = np.maximum(capability, ATOL)
    return end_of(float(place @ voice / voice.sum()))


def _best_known(inside: BoolArray, ahead: FloatArray, known: Sequence[tuple[float, bool]]) -> list[int]:
    """Return who was in a coalition for the whole of its life, the best known first.

    Those who stood on its side when it was founded come before all others.

    Args:
        inside: Who was in it, `[T, A]`.
        ahead: How far each stood on its side then, `[A]`; all 0 in the middle.
        known: See `_prominence`.
    """

    def rank(row: int) -> tuple[bool, float, bool, int]:
        voice, speaks = known[row]
        return bool(ahead[row] < -ATOL), -voice, not speaks, row

    stayed = inside[inside.any(axis=1)].all(axis=0)
    return sorted(np.flatnonzero(stayed).tolist(), key=rank)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a coalition stands: on which side, what the ends are called, and which of the run it is."""

    side: Side
    ends: tuple[str, str] | None
    number: int


def _names(
    names: Sequence[str], taken: AbstractSet[str], place: _Place
) -> Iterator[tuple[Said, Sequence[str]]]:
    """Yield names in order of preference, each with who is in it; the last are numbered, so that one is free.

    Whoever another coalition is named after comes after all others. One of which nobody stayed is called by its side.
    """
    free = [name for name in names if name not in taken]
    for known in filter(None, (free, names)):
        for size in range(min(NAMED, len(known)), len(known) + 1):
            for some in combinations(known, size):
                yield _name(some, place), some
    first = names[:NAMED]
    yield _name(first, place), first
    for n in count(2):
        yield said("coalition.again", name=_name(first, place), n=n), first


def _name(names: Sequence[str], place: _Place) -> Said:
    form, values = "around", dict[str, Value]()
    if not place.side.end:
        form = "middle"
    elif place.ends is not None:
        pole = place.ends[place.side.end > 0]
        kind = "side" if pole in USUAL_POLES else "side.named"
        form, values = ".".join(filter(None, (kind, place.side.degree))), {"pole": Said.pole(pole)}
    if names:
        return said(f"coalition.{form}", names=Said.listed(names), **values)
    if form == "around":
        values = {"n": place.number}
    return said(f"coalition.{form}.alone", **values)


def _signed_by_all(scenario: Scenario, inside: BoolArray, platform: IntArray) -> str:
    """Return the wording that whoever was in a coalition put its name to while it was; empty: there is none.

    So it crosses nobody's red line. Of several it is the one that the fewest others stood for.
    """
    ever = inside.any(axis=0)
    found = []
    for number, issue in enumerate(scenario.issues):
        for place, option in enumerate(issue.options):
            stands = platform[:, :, number] == place
            if (stands & inside).any(axis=0)[ever].all():
                found.append((int((stands & ~inside).sum()), number, place, option.label))
    return min(found)[-1] if found else ""
