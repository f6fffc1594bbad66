"""A short survey before a game and after it: statements to rate, and one open question. Nobody has to answer any of it.

The statements are our own and free to use, in whole or in part.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from simulation.scenario.characters import harmless
from simulation.words import Said, said

__all__ = [
    "ITEMS",
    "LONGEST",
    "SCALE",
    "Survey",
    "SurveyRow",
    "open_question",
    "own_words",
    "scale",
    "statement",
    "survey_rows",
]

ITEMS: Final = ("ask", "wording", "trade", "package", "refuse", "consensus")
"""Statements to rate: five on what one trusts oneself to do, the last on what one understands."""
SCALE: Final = (1, 2, 3, 4, 5)
"""From not at all true to fully true."""
LONGEST: Final = 2000
"""Characters of a text that is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The answers at one time."""

    ratings: Mapping[str, int] = field(default_factory=dict)
    """One of `SCALE` by item, for those that were rated."""
    remark: str = ""
    """The answer to the open question."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return not self.ratings and not self.remark

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"ratings": dict(self.ratings), "remark": own_words(self.remark)}

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        """Return the survey that `plain` wrote; items that are not asked here are left out.

        Raises:
            ValueError: if it is none.
        """
        ratings, remark = data.get("ratings", {}), data.get("remark", "")
        is_one = isinstance(ratings, Mapping) and isinstance(remark, str)
        if not is_one or any(type(rating) is not int or rating not in SCALE for rating in ratings.values()):
            raise ValueError("a survey has ratings, whole numbers from 1 to 5, and a remark")
        return cls(
            ratings={item: ratings[item] for item in ITEMS if item in ratings}, remark=own_words(remark)
        )


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A statement, and what it was rated each time: a number, or a dash."""

    statement: Said
    ratings: tuple[Said, ...]


def own_words(text: str) -> str:
    r"""Return a person's text made safe to keep: without acting characters, and of limited length.

    >>> own_words("  Ask\x1b[2J first.\n")
    'Ask\ufffd[2J first.'
    """
    return harmless(text.strip()[:LONGEST]).strip()


def statement(item: str) -> Said:
    """Return one of `ITEMS` in words."""
    return said(f"survey.item.{item}")


def open_question() -> Said:
    """Return the open question, the same each time."""
    return said("survey.open")


def scale() -> Said:
    """Return the sentence that explains the ends of the scale."""
    return said("survey.scale")


def survey_rows(surveys: tuple[Survey, ...]) -> tuple[SurveyRow, ...]:
    """Return the statements with their ratings in each survey; empty if none was ever rated."""
    if not any(survey.ratings for survey in surveys):
        return ()
    return tuple(
        SurveyRow(statement(item), tuple(_rated(survey.ratings.get(item)) for survey in surveys))
        for item in ITEMS
    )


def _rated(rating: int | None) -> Said:
    return said("term.none") if rating is None else Said.verbatim(str(rating))
