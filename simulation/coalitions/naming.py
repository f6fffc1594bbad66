"""What coalitions are called: after the wording they co-sign, their bloc or their largest member."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.coalitions.tracking import CoalitionHistory
from simulation.scenario.schema import Scenario
from simulation.words import LANGUAGES, catalogue, say

__all__ = ["name_coalitions", "short_label", "short_labels"]

CHARACTERISTIC = 0.6
"""Share of a coalition that must co-sign a wording, or belong to a bloc, for it to bear that name."""

_LEAST = 4
"""Words kept of each of the two wordings that a middle way lies between."""

_TELLING = 4
"""A name of fewer words than this says little without that of its issue."""

_LOOSE = frozenset(
    (
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "for",
        "from",
        "if",
        "in",
        "into",
        "is",
        "it",
        "no",
        "not",
        "of",
        "on",
        "or",
        "so",
        "that",
        "the",
        "to",
        "up",
        "who",
        "with",
    )
)


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
    if (way := _middle_way(label)) is not None:
        return way.format(*short_labels(way.sides, max(_LEAST, words // 2)))
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
    return " ".join(taken).rstrip(",;:") + "…"


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
    short = {label: short_label(label, words) for label in labels}
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
    platform: IntArray,
    member: BoolArray,
) -> CoalitionHistory:
    """Return the history with a name for every coalition, and the wording it stands for where it has one.

    The wording is one that at least 60 % of the coalition (capability, over its sessions) co-signed; of
    several, the one that sets it apart most from the rest of the room. No two coalitions have the same name.

    Args:
        history: As tracked.
        scenario: The case.
        delegations: Keys of the rows.
        capability: `[A]`.
        platform: Option whose coalition each delegation belongs to, `[T, A, I]`; -1: none.
        member: Of the blocs, `[A, B]`.
    """
    named = []
    used: set[str] = set()
    for index, coalition in enumerate(history.coalitions):
        weight = (history.label == index) * np.maximum(capability, ATOL)  # [T, A]
        apart = (history.label != index) * np.maximum(capability, ATOL)
        apart = apart * weight.any(axis=1)[:, None]
        names = _names(scenario, delegations, weight=weight, apart=apart, platform=platform, member=member)
        name, text = next(pair for pair in names if pair[0] not in used)
        used.add(name)
        named.append(replace(coalition, name=name, text=text))
    return replace(history, coalitions=tuple(named))


def _names(
    scenario: Scenario,
    delegations: Sequence[str],
    *,
    weight: FloatArray,
    apart: FloatArray,
    platform: IntArray,
    member: BoolArray,
) -> Iterator[tuple[str, str]]:
    """Names in order of preference, each with the wording that it stands for; the last are unique."""
    cosigned = []
    for number, issue in enumerate(scenario.issues):
        stands_for = platform[:, :, number]
        met = (stands_for >= 0).any(axis=1)[:, None]
        ours = float((weight * met).sum())
        others = float((apart * met).sum())
        names = short_labels([option.label for option in issue.options])
        for place, option in enumerate(issue.options):
            share = float(weight[stands_for == place].sum()) / ours if ours else 0.0
            elsewhere = float(apart[stands_for == place].sum()) / others if others else 0.0
            if share >= CHARACTERISTIC - ATOL:
                name = names[place]
                if len(name.split()) < _TELLING:
                    name = say("coalition.on_issue", issue=issue.name, name=name)
                cosigned.append((elsewhere - share, number, place, name, option.label))
    for _, _, _, name, label in sorted(cosigned):
        yield name, label
    inside = weight.sum(axis=0)
    for column, bloc in enumerate(scenario.blocs):
        if inside @ member[:, column] >= (CHARACTERISTIC - ATOL) * inside.sum():
            yield bloc.name, ""
    shorts = {item.key: item.short or item.name for item in scenario.delegations}
    by_weight = np.argsort(-inside, kind="stable")
    for row in by_weight[inside[by_weight] > 0]:
        yield say("coalition.group", name=shorts[delegations[row]]), ""
    count = 2
    while True:
        yield say("coalition.group.again", name=shorts[delegations[by_weight[0]]], n=count), ""
        count += 1
