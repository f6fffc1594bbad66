"""What wordings are called where there is little room: the beginnings of their labels, so that no two are alike."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache, partial

from simulation.scenario.drafting import Between, lies_between, renamed
from simulation.scenario.schema import Issue, Option
from simulation.words import LANGUAGES, Translated, catalogue, composed, own_text

__all__ = ["short_label", "short_labels", "short_names"]

type _Texts = tuple[str, ...]
"""The label of a wording, and if it is named after two others, their labels."""

_LEAST = 4
"""Words kept of each of the two wordings that a middle way lies between."""


@cache
def _loose() -> frozenset[str]:
    """Return the words after which no label is cut, of every language: a case may be written in any."""
    return frozenset(word for code in LANGUAGES for word in catalogue(code)["label.loose"].split())


def short_label(label: str, words: int = 6, between: Between | None = None) -> str:
    """Return the beginning of a label, at most `words` words, cut where it still makes sense.

    Of what a drafting group may write between two wordings it is the beginnings of both.

    >>> short_label("Find or found an intergovernmental organization to run it")
    'Find or found an intergovernmental organization…'
    >>> short_label("Not now; go on discussing it")
    'Not now'
    >>> low, high = "Find or found an intergovernmental organization", "Not now; go on discussing it"
    >>> short_label(f"Middle way: {low} / {high}", between=(low, high))
    'Middle way: Find or found… / Not now'

    Args:
        label: Of the wording.
        words: At most so many.
        between: Labels of the two wordings that it is named after, see `lies_between`.
    """
    return composed(partial(_short_label, words), label, *(between or ()))


def short_labels(labels: Sequence[str], words: int = 6) -> tuple[str, ...]:
    """Return the beginnings of labels that stand side by side: two that would be cut to one go on until they differ.

    >>> short_labels(["Governments decide; others are consulted", "Governments decide, on input from all others"])
    ('Governments decide; others are consulted', 'Governments decide, on input from all…')

    Args:
        labels: Of wordings that nobody has yet to write.
        words: At most so many each, where that tells them apart.
    """
    return _side_by_side([(label,) for label in labels], words)


def short_names(issue: Issue, words: int = 6, options: Sequence[Option] | None = None) -> tuple[str, ...]:
    """Return the beginnings of the labels of an issue, as `short_labels` does.

    Args:
        issue: The issue.
        words: At most so many each, where that tells them apart.
        options: Those of its options that stand side by side; None: all.
    """
    there = issue.options if options is None else options
    return _side_by_side([(item.label, *(lies_between(item, issue) or ())) for item in there], words)


def _side_by_side(texts: Sequence[_Texts], words: int) -> tuple[str, ...]:
    told, own = _apart(tuple(texts), words), _apart(tuple(tuple(map(own_text, one)) for one in texts), words)
    return tuple(
        here if here == written else Translated(here, own=written)
        for here, written in zip(told, own, strict=True)
    )


@lru_cache(maxsize=1_024)
def _apart(texts: tuple[_Texts, ...], words: int) -> tuple[str, ...]:
    short = {one: _short_label(words, *one) for one in texts}
    for name in dict.fromkeys(short.values()):
        alike = [one for one in short if short[one] == name]
        most = words
        while len({short[one] for one in alike}) < len(alike):
            short |= {one: _longer(most, *one) for one in alike}
            if most > max(len(label) for label, *_ in alike):  # they differ in nothing but spaces
                break
            most += 1
    return tuple(short[one] for one in texts)


def _short_label(words: int, label: str, *between: str) -> str:
    sides = _apart(tuple((side,) for side in between), max(_LEAST, words // 2))
    return renamed(label, between, sides) or _head(label, words)


def _longer(words: int, label: str, *between: str) -> str:
    """Return the first words of a whole label; of one that is named after two others, those of both."""
    sides = [_beginning(side.split(), words) for side in between]
    return renamed(label, between, sides) or _beginning(label.split(), words)


def _head(label: str, words: int) -> str:
    head = re.split("[;:(]", label, maxsplit=1)[0].strip() or label
    if len(head.split()) > words and len((clause := head.split(",")[0]).split()) > 1:
        head = clause
    return _beginning(head.split(), words)


def _beginning(parts: Sequence[str], words: int) -> str:
    """Return at most `words` words, cut where it still makes sense."""
    if len(parts) <= words:
        return " ".join(parts)
    taken = list(parts[:words])
    while len(taken) > 1 and taken[-1].lower().rstrip(",;:") in _loose():
        taken.pop()
    return " ".join(taken).rstrip(",;:…") + "…"
