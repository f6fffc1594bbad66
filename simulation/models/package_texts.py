"""Texts as one option for each issue: what they are worth, which are near, which to look at where there are many.

A text is a row of option indices, `[I]`. What it is worth is the sum over its issues, so nothing here needs the product
of all options: that is listed only where it is small.
"""

import math
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray

__all__ = [
    "MOST_TEXTS",
    "best_texts",
    "count_texts",
    "mean_text",
    "nearest_options",
    "neighbours",
    "texts_to_consider",
    "worth",
]

MOST_TEXTS: Final = 20_000
"""Up to so many texts all are considered."""


def count_texts(sizes: IntArray) -> int:
    """Return how many texts there are when each issue has so many options, `[I]`."""
    return math.prod(int(size) for size in sizes)


def worth(gain: FloatArray, texts: IntArray) -> FloatArray:
    """Return what texts `[K, I]` are worth, `[..., A, K]`, or one text `[I]`, `[..., A]`, from `[..., A, I, O]`."""
    total: FloatArray = gain[..., np.arange(texts.shape[-1]), texts].sum(axis=-1)
    return total


def best_texts(gain: FloatArray, sizes: IntArray) -> IntArray:
    """Return the best text of each, `[..., A, I]`, from `[..., A, I, O]`; the first option among equals."""
    there = np.arange(gain.shape[-1]) < sizes[:, None]
    best: IntArray = np.where(there, gain, -np.inf).argmax(axis=-1)
    return best


def nearest_options(point: FloatArray, place: FloatArray, sizes: IntArray) -> IntArray:
    """Return the option nearest to a point on each issue, `[I]`; the first among equals.

    Args:
        point: `[I]`.
        place: where each option lies, `[I, O]`, in the same units.
        sizes: how many options each issue has, `[I]`.
    """
    there = np.arange(place.shape[1]) < sizes[:, None]
    nearest: IntArray = np.where(there, np.abs(place - point[:, None]), np.inf).argmin(axis=1)
    return nearest


def mean_text(ideal: FloatArray, influence: FloatArray, place: FloatArray, sizes: IntArray) -> IntArray:
    """Return the text nearest to the mean of the ideals, `[I]`, weighted by influence on each issue.

    Args:
        ideal: `[A, I]`.
        influence: `[A, I]`, not negative; on an issue where nobody has any, all count the same.
        place: where each option lies, `[I, O]`, in the units of the ideals.
        sizes: how many options each issue has, `[I]`.
    """
    counted = np.where(influence.sum(axis=0) > 0.0, influence, 1.0)
    return nearest_options((counted * ideal).sum(axis=0) / counted.sum(axis=0), place, sizes)


def neighbours(text: IntArray, sizes: IntArray) -> IntArray:
    """Return the texts that differ from this one in one option, `[N, I]`, issue by issue."""
    issue = np.repeat(np.arange(len(sizes)), sizes)
    option = np.concatenate([np.arange(size) for size in sizes])
    other = option != text[issue]
    near = np.tile(text, (int(other.sum()), 1))
    near[np.arange(len(near)), issue[other]] = option[other]
    return near


def texts_to_consider(
    gain: FloatArray,
    sizes: IntArray,
    *,
    generator: np.random.Generator,
    always: IntArray | None = None,
    most: int = MOST_TEXTS,
    drawn: int = 5_000,
) -> IntArray:
    """Return the texts that a negotiation over whole texts looks at, `[K, I]`, in the order of enumeration.

    All of them, if there are at most `most`. Otherwise the best text of each delegation, those in `always`, and `drawn`
    texts in which every option of every issue is equally likely; what is found then holds for this sample only, and
    another seed may find better. Each text stands once.

    Args:
        gain: `[A, I, O]`, one replication.
        sizes: how many options each issue has, `[I]`.
        generator: draws the sample; untouched where all texts are listed.
        always: `[M, I]`, such as the status quo and the text nearest to the mean (`mean_text`).
        most: up to so many texts, all are listed.
        drawn: how many to draw otherwise.
    """
    if count_texts(sizes) <= most:
        return np.indices(tuple(sizes)).reshape(len(sizes), -1).T
    found = [best_texts(gain, sizes), generator.integers(sizes, size=(drawn, len(sizes)))]
    if always is not None:
        found.append(always)
    distinct: IntArray = np.unique(np.concatenate(found), axis=0)
    return distinct
