"""Looks for what tips how a case ends, of what is drawn of its codings."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.rng import Streams
from simulation.scenario.judgement import IssueJudgement, Judgement
from simulation.scenario.levers import one_line
from simulation.study.codings import Coding, draw
from simulation.words import NOTHING, Said, Value, said

__all__ = ["tipping_of"]

_SHUFFLES: Final = 499
"""Times that codings are dealt out anew, to see which effects chance alone gives."""
_MOST: Final = 2_048
"""Codings that are looked at."""
_ENDING: Final = "outcome_class"
_PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class _Mark:
    """One thing that can be coded otherwise."""

    words: Said
    """What it is, where it is coded otherwise, or in the upper half of its range."""
    is_so: BoolArray
    """By coding, `[M]`: whether it is."""
    is_not: BoolArray
    """By coding, `[M]`: whether it is as written, or in the lower half."""


def tipping_of(
    manifest: Mapping[str, Any], replications: IntArray, column: Mapping[str, IntArray], *, level: float
) -> dict[str, Any]:
    """Return which coding tips the ending most, and which the text, as plain data.

    Of each mark, the shares of outcome classes (of the text: of the options of each issue) are compared between the
    codings in which it is so and those in which it is not; the distance is half the sum of differences (total
    variation). It stands out if it is larger than the largest of all marks in `level` of the cases in which codings are
    dealt out to replications anew (Westfall and Young 1993). The first 2,048 codings are looked at.

    Args:
        manifest: of the study.
        replications: that count, `[n]`.
        column: of each, the place of its outcome class, and of the options in the text, in `vocabularies`, `[n]`.
        level: confidence.
    """
    judgement = Judgement.model_validate_json(json.dumps(manifest["codings"]["judgement"]))
    together, seed = int(manifest["codings"]["drawn_together"]), int(manifest["seed"])
    blocks, group = np.unique(replications // together, return_inverse=True)
    some = blocks[:_MOST]
    drawn = [draw(judgement, seed, int(block) * together) for block in some]
    marks = [mark for mark in _marks(manifest, judgement, drawn) if mark.is_so.any() and mark.is_not.any()]
    told = {name: _told_of(manifest, name) for name in column}
    count = {
        name: _counted(codes[group < len(some)], group[group < len(some)], (len(some), len(told[name])))
        for name, codes in column.items()
    }
    endings = _strongest(marks, {k: v for k, v in count.items() if k == _ENDING}, seed, level)
    text = _strongest(marks, {k: v for k, v in count.items() if k != _ENDING}, seed, level)
    sentences = [_sentence("ending", endings, told, level), _sentence("text", text, told, level)]
    return {
        "codings": len(blocks),
        "drawn_together": together,
        "sentence": Said.joined(*sentences),
        "ending": endings and endings.plain(told),
        "text": text and text.plain(told),
    }


@dataclass(frozen=True, slots=True)
class _Tip:
    """What moves something most: a mark, what it moves, and the shares with and without it."""

    what: Said
    column: str
    so: FloatArray
    otherwise: FloatArray
    distance: float
    is_clear: bool

    def plain(self, told: Mapping[str, Sequence[Said]]) -> dict[str, Any]:
        """Return it as plain data."""
        there = np.flatnonzero((self.so > 0) | (self.otherwise > 0)).tolist()
        words = told[self.column]
        return {
            "what": self.what,
            "column": self.column,
            "distance": self.distance,
            "clear": self.is_clear,
            "shares": [
                {"label": words[at], "so": float(self.so[at]), "otherwise": float(self.otherwise[at])}
                for at in there
            ],
        }


def _told_of(manifest: Mapping[str, Any], column: str) -> list[Said]:
    """Return what the values of a column are called, in the order of its vocabulary."""
    if column == _ENDING:
        return [Said(f"class.{word}") for word in OUTCOME_CLASSES]
    options = next(one["options"] for one in manifest["issues"] if f"option.{one['key']}" == column)
    return [*(Said.verbatim(one_line(option["label"])) for option in options), said("measure.dropped")]


def _counted(codes: IntArray, group: IntArray, shape: tuple[int, int]) -> FloatArray:
    count: FloatArray = np.zeros(shape)
    np.add.at(count, (group, codes), 1)
    return count


def _strongest(
    marks: Sequence[_Mark], count: Mapping[str, FloatArray], seed: int, level: float
) -> _Tip | None:
    """Return what moves any of these columns most, `[M, C]` each; None if nothing is marked that varies."""
    if not marks or not count:
        return None
    so = np.array([mark.is_so for mark in marks], dtype=np.float64)
    other = np.array([mark.is_not for mark in marks], dtype=np.float64)
    distance = {name: _apart(so, other, table) for name, table in count.items()}
    column = max(distance, key=lambda name: distance[name].max())
    first = int(np.argmax(distance[column]))
    rng = Streams(seed).generator("resample", 0)
    largest = np.zeros(_SHUFFLES)
    for at in range(_SHUFFLES):
        order = rng.permutation(so.shape[1])
        largest[at] = max(_apart(so, other, table[order]).max() for table in count.values())
    one = slice(first, first + 1)
    return _Tip(
        what=marks[first].words,
        column=column,
        so=_shares(so[one], count[column])[0],
        otherwise=_shares(other[one], count[column])[0],
        distance=float(distance[column][first]),
        is_clear=bool(distance[column][first] > np.quantile(largest, level)),
    )


def _sentence(about: str, tip: _Tip | None, told: Mapping[str, Sequence[Said]], level: float) -> Said:
    """Return which coding tips the ending or the text; of the text nothing if none clearly does."""
    if tip is None or (about == "text" and not tip.is_clear):
        return NOTHING
    words = told[tip.column]
    at = int(np.argmax(tip.so - tip.otherwise))
    values: dict[str, Value] = {
        "what": tip.what,
        "label": words[at],
        "so": _in_hundred(tip.so[at]),
        "other": _in_hundred(tip.otherwise[at]),
        "level": f"{_PERCENT * level:.0f}",
    }
    if not tip.is_clear:
        return said("study.codings.none", **values)
    now, was = int(np.argmax(tip.so)), int(np.argmax(tip.otherwise))
    sentence = said(f"study.codings.tips.{about}", **values)
    if now == was or about == "text":
        return sentence
    return Said.joined(sentence, said("study.codings.flips", now=words[now], was=words[was]))


def _in_hundred(share: float) -> Said:
    return Said.decimal(_PERCENT * share, ".0f")


def _shares(side: FloatArray, count: FloatArray) -> FloatArray:
    """Return shares of classes, `[K, C]`, over the codings on one side of each mark, `[K, M]`."""
    found = side @ count
    shares: FloatArray = found / found.sum(axis=1, keepdims=True)
    return shares


def _apart(so: FloatArray, other: FloatArray, count: FloatArray) -> FloatArray:
    """Return the distance between both sides of each mark, `[K]`."""
    distance: FloatArray = np.abs(_shares(so, count) - _shares(other, count)).sum(axis=1) / 2
    return distance


def _marks(manifest: Mapping[str, Any], judgement: Judgement, drawn: Sequence[Coding]) -> Iterator[_Mark]:
    options = {
        issue["key"]: {option["key"]: option["label"] for option in issue["options"]}
        for issue in manifest["issues"]
    }
    for place, part in enumerate(judgement.issues):
        chosen = np.array([coding.others[place] for coding in drawn])
        for number in range(1, len(part.others) + 1):
            yield _Mark(_otherwise(part, number, options), chosen == number, chosen == 0)
        for at, key in enumerate(sorted(part.positions)):
            value = np.array([coding.positions[place][at] for coding in drawn])
            option = one_line(options[part.issue][key])
            what = said("study.codings.place", issue=part.issue, option=option)
            yield _half(what, value, part.positions[key])
        if part.status_quo is not None:
            value = np.array([coding.status_quo[place] for coding in drawn], dtype=np.float64)
            yield _half(said("study.codings.status_quo.at", issue=part.issue), value, part.status_quo)
    for place, mark in enumerate(judgement.red_lines):
        value = np.array([coding.factors[place] for coding in drawn])
        names = {item["key"]: item["short"] for item in manifest["delegations"]}
        who = (
            Said.listed(names[key] for key in mark.delegations)
            if mark.delegations
            else said("study.codings.all")
        )
        yield _half(said("study.codings.red_lines", who=who), value, mark.factor)


def _half(what: Said, value: FloatArray, ends: tuple[float, float]) -> _Mark:
    middle = (ends[0] + ends[1]) / 2
    above = value > middle
    return _Mark(said("study.codings.above", what=what, middle=Said.decimal(middle)), above, ~above)


def _otherwise(part: IssueJudgement, number: int, options: Mapping[str, Mapping[str, str]]) -> Said:
    other, labels = part.others[number - 1], options[part.issue]
    told = [
        said("study.codings.kind", option=one_line(labels[key]), kind=Said.called("study.codings.kind", kind))
        for key, kind in other.kinds.items()
    ]
    if other.status_quo is not None:
        place = labels.get(str(other.status_quo), str(other.status_quo))
        told.append(said("study.codings.status_quo", option=one_line(place)))
    return said("study.codings.issue", issue=part.issue, what=Said.listed(told))
