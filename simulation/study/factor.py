"""Factors: what a sweep or a sensitivity analysis moves, and over which values."""

import itertools
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from simulation.errors import StudyError
from simulation.words import Said, listed, numbered, say

__all__ = ["NUMBER", "Factor", "FactorKind", "decimals", "figure"]

type FactorKind = Literal["continuous", "integer", "choices"]

NUMBER: Final = r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?"
"""How a number is written."""
_DIGITS: Final = 6
"""Figures of a value drawn from a continuous range, counted from the width of the range."""
_KINDS: Final = ("continuous", "integer", "choices")


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A lever or an uncertainty, and the values that it takes: `low` to `high`, or one of `choices`.

    Raises:
        StudyError: if there is nothing to move; lists all that is wrong.
    """

    key: str
    kind: FactorKind
    low: float = 0.0
    """Of a continuous or integer factor: the lowest value, which it may take."""
    high: float = 1.0
    """The highest value, which it may take too."""
    choices: tuple[str, ...] = ()
    """As a user writes them, each as likely as any other."""
    label: str | Said = ""
    """In words, such as `the deadline`; empty: the key."""

    def __post_init__(self) -> None:
        if problems := _problems(self):
            raise StudyError(
                "\n".join(
                    say("factor.problem", key=self.key or say("factor.some"), problem=one) for one in problems
                )
            )

    @property
    def name(self) -> str | Said:
        """What sentences call it."""
        return self.label or self.key

    @property
    def levels(self) -> int:
        """Number of values that it takes; 0 of a continuous one."""
        if self.kind == "choices":
            return len(self.choices)
        return int(self.high - self.low) + 1 if self.kind == "integer" else 0

    @property
    def has_order(self) -> bool:
        """Whether more and less mean something: of choices, whether they are numbers that rise."""
        if self.kind != "choices":
            return True
        if not all(re.fullmatch(NUMBER, choice) for choice in self.choices):
            return False
        numbers = [float(choice) for choice in self.choices]
        return all(before < after for before, after in itertools.pairwise(numbers))

    def text(self, unit: float) -> str:
        """Return the value at a place between 0 and 1, as a user would write it.

        Values of an integer and choices take equal shares of the way from 0 to 1.

        >>> Factor(key="sessions", kind="integer", low=5, high=20).text(0.5)
        '13'
        >>> Factor(key="isolation", kind="continuous", low=0, high=0.3).text(0.5)
        '0.15'
        """
        if self.kind == "continuous":
            value = self.low + unit * (self.high - self.low)
            return figure(min(self.high, max(self.low, value)), decimals(self.high - self.low, _DIGITS))
        level = min(int(unit * self.levels), self.levels - 1)
        return self.choices[level] if self.kind == "choices" else str(int(self.low) + level)

    def number(self, text: str) -> float:
        """Return a value as a number: of choices without order, its place in the list.

        Raises:
            ValueError: if the factor does not take this value.
        """
        return float(text) if self.has_order else float(self.choices.index(text))

    def numbers(self) -> tuple[float, ...]:
        """Return all values as numbers, from low to high; of a continuous factor its two ends."""
        if self.kind == "choices":
            return tuple(self.number(choice) for choice in self.choices)
        if self.kind == "integer":
            return tuple(float(self.low + level) for level in range(self.levels))
        return self.low, self.high

    def to_plain(self) -> dict[str, Any]:
        """Return the factor as plain data."""
        span = (
            {"choices": list(self.choices)}
            if self.kind == "choices"
            else {"low": self.low, "high": self.high}
        )
        return {"key": self.key, "kind": self.kind, "label": self.label, **span}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Factor":
        """Return the factor that `to_plain` wrote."""
        return cls(**{**plain, "choices": tuple(plain.get("choices", ()))})


def decimals(width: float, digits: int) -> int:
    """Return the decimals that tell `digits` figures of a width.

    >>> decimals(0.3, 2), decimals(15, 2)
    (2, 0)
    """
    return max(0, digits - 1 - math.floor(math.log10(width)))


def figure(value: float, places: int) -> str:
    """Return a number to so many decimals, without needless noughts and never as a power of ten.

    >>> figure(0.150, 3), figure(12.0, 1), figure(-0.0001, 2)
    ('0.15', '12', '0')
    """
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _problems(factor: Factor) -> list[str]:
    problems = [] if factor.key else [say("factor.no_key")]
    if factor.kind not in _KINDS:
        problems.append(say("factor.kind", kind=repr(factor.kind), valid=listed(_KINDS)))
    elif factor.kind == "choices":
        problems += _problems_of_choices(factor.choices)
    elif not (math.isfinite(factor.low) and math.isfinite(factor.high)):
        problems.append(say("factor.numbers"))
    elif factor.low >= factor.high:
        problems.append(say("factor.order", low=f"{factor.low:g}", high=f"{factor.high:g}"))
    elif factor.kind == "integer" and not (
        float(factor.low).is_integer() and float(factor.high).is_integer()
    ):
        problems.append(say("factor.whole", low=f"{factor.low:g}", high=f"{factor.high:g}"))
    return problems


def _problems_of_choices(choices: Iterable[str]) -> list[str]:
    every = list(choices)
    twice = sorted({choice for choice in every if every.count(choice) > 1})
    problems = [numbered("factor.choice.twice", len(twice), values=listed(twice))] if twice else []
    if any(not choice for choice in every):
        problems.append(say("factor.choice.empty"))
    if len(set(every)) == 1:
        problems.append(say("factor.choice.single"))
    if not every:
        problems.append(say("factor.choice.none"))
    return problems
