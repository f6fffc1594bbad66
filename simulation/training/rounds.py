"""A game in short, as the second one keeps the first: what it was, its measures, own words, the survey."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal, Self

from simulation.scenario.characters import harmless
from simulation.training.profile import Score
from simulation.training.survey import Survey, own_words
from simulation.training.worths import POINTS

__all__ = ["KEPT", "MEASURES", "Round", "measured"]

type Unit = Literal["points", "percent", "share", "count"]
MEASURES: Final[Mapping[str, Unit]] = {
    "gain": "points",
    "place": "percent",
    "agents": "percent",
    "left": "points",
    "least": "points",
    "crossed": "count",
    "trust": "share",
    "sat": "count",
    "kept": "count",
    "broken": "count",
    "predicted": "percent",
    "tabled": "count",
    "closed": "count",
    "put": "count",
    "lifted": "count",
    "talks": "count",
    "trades": "count",
    "accepted": "count",
    "coalitions": "count",
    "hints": "count",
    "taken_back": "count",
}
"""What is held against the other game, each in its unit: the profile of a seat, line by line, with no sum."""
_TEXTS: Final = ("case", "title", "seat", "name")
_LONGEST: Final = 200
KEPT: Final = 6
"""Decimals with which a measure is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A game that is over, in short. It is kept in the notes of the next one, so no part of it is taken on trust."""

    case: str
    """Key of the case."""
    title: str
    seat: str
    """Key of the seat."""
    name: str
    """Of the seat."""
    instance: int = 0
    """Which instance of the case it was; 0: the case as its author wrote it."""
    measures: Mapping[str, float] = field(default_factory=dict)
    """By name, see `MEASURES`; what is not known is left out."""
    principle: str = ""
    """What the person took away, in its own words."""
    before: Survey = field(default_factory=Survey)
    after: Survey = field(default_factory=Survey)

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        texts = {name: harmless(getattr(self, name))[:_LONGEST] for name in _TEXTS}
        return {
            **texts,
            "instance": self.instance,
            "measures": dict(self.measures),
            "principle": own_words(self.principle),
            "before": self.before.plain(),
            "after": self.after.plain(),
        }

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        """Return the round that `plain` wrote; measures that are not known here are left out.

        Raises:
            ValueError: if it is none.
        """
        unknown = set(data) - {item.name for item in fields(cls)}
        texts = {name: data.get(name) for name in (*_TEXTS, "principle")}
        instance, measures = data.get("instance", 0), data.get("measures")
        if unknown or any(not isinstance(text, str) for text in texts.values()):
            raise ValueError("a first game has a case, a seat, and their names")
        if type(instance) is not int or instance < 0 or not isinstance(measures, Mapping):
            raise ValueError("a first game has the number of an instance, and measures")
        if not all(map(_is_number, measures.values())):
            raise ValueError("a measure is a number")
        return cls(
            **{name: str(texts[name])[:_LONGEST] for name in _TEXTS},
            instance=instance,
            measures={name: float(measures[name]) for name in MEASURES if name in measures},
            principle=own_words(str(texts["principle"])),
            before=Survey.from_plain(data.get("before", {})),
            after=Survey.from_plain(data.get("after", {})),
        )


def measured(score: Score, *, hits: int, predicted: int) -> dict[str, float]:
    """Return the measures of a profile, in their units; what is not known is left out.

    Where an agent held the seat throughout, what was done in it is no measure of the person.

    Args:
        score: The profile.
        hits: Issues on which the prediction came true.
        predicted: Issues on which there was one.
    """
    mandate, relation = score.mandate, score.relationship
    found: dict[str, float | None] = {
        "gain": POINTS * (mandate.value - mandate.no_deal),
        "place": None if mandate.place is None else 100 * mandate.place,
        "agents": None if score.compared is None else 100 * score.compared.better.value,
        "left": POINTS * score.efficiency.own_more,
        "least": POINTS * score.distribution.least,
        "crossed": len(score.breaches),
        "trust": relation.trust_after,
        "sat": len(score.process.sat),
        "predicted": 100 * hits / predicted if predicted else None,
        **(_done(score) if score.process.sat else {}),
        "hints": score.process.hints,
        "taken_back": score.process.taken_back,
    }
    return {name: round(float(value), KEPT) for name in MEASURES if (value := found.get(name)) is not None}


def _done(score: Score) -> dict[str, float]:
    process, relation = score.process, score.relationship
    return {
        "kept": relation.kept,
        "broken": relation.broken,
        "tabled": process.tabled,
        "closed": process.closed,
        "put": process.brackets_put,
        "lifted": process.brackets_lifted,
        "talks": process.talks,
        "trades": process.trades_offered,
        "accepted": process.trades_accepted,
        "coalitions": process.coalitions,
    }


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
