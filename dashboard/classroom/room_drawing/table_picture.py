"""What the drawings of a table share: its two axes, who stands with whom, and what things are called."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dashboard.frame.language import Words
from simulation.arrays import FloatArray, IntArray
from simulation.classroom import HeardIssue, SoFar
from simulation.coalitions import Coalition
from simulation.drawing import clip_name, glyph, mark
from simulation.drawing import tone as theme_tone
from simulation.report import Person, second_issue
from simulation.words import Ends

__all__ = ["KEPT", "Picture", "Size"]

KEPT: Final = 256
"""Drawings of a kind that are kept: a whole class looks at the same, each delegation with its own seat named."""

_NAME: Final = 16
_GROUP: Final = 34
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a drawing is, in units of which twelve are the smallest letter."""

    width: float
    height: float
    is_narrow: bool = False
    """For a phone."""
    names: float = 0.0
    """Room for the short names of delegations at the ends of their threads; 0: they are left out."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A table after its last session."""

    so_far: SoFar
    words: Words
    sessions: int
    """How many there are to be."""

    @cached_property
    def main(self) -> FloatArray:
        """Mean place over the issues, which all weigh the same, `[T + 1, A]`."""
        return self.so_far.places.mean(axis=2)

    @cached_property
    def second(self) -> tuple[FloatArray, HeardIssue | None]:
        """The issue that says most beside it, `[T + 1, A]`; the middle of the axis where there is no other.

        It is chosen by where all began, so that the picture keeps its height from session to session.
        """
        places, alike = self.so_far.places, np.ones(len(self.so_far.issues))
        marked = [len({at for _, at in issue.wordings.values()}) > 1 for issue in self.so_far.issues]
        place, _ = second_issue(self.main[:1], places[:1], alike, marked)
        if place is None:
            return np.full_like(self.main, _HALF), None
        return self.so_far.places[..., place], self.so_far.issues[place]

    @cached_property
    def ends(self) -> Ends:
        """What the ends of the main axis are called."""
        return self.words.ends([(issue.low, issue.high) for issue in self.so_far.issues])

    @cached_property
    def label(self) -> IntArray:
        """Coalition of each, `[T + 1, A]`; -1: none."""
        start = np.full((1, len(self.so_far.seats)), -1, dtype=np.int64)
        return np.concatenate([start, self.so_far.history.label])

    @cached_property
    def capability(self) -> FloatArray:
        """Voice in the room, `[A]`."""
        return np.array([seat.capability for seat in self.so_far.seats])

    @cached_property
    def names(self) -> list[str]:
        """Short names of the delegations."""
        return [clip_name(seat.short, _NAME) for seat in self.so_far.seats]

    @cached_property
    def people(self) -> dict[str, Person]:
        """The delegations by key, each with its mark in the colour of its coalition."""
        found = {}
        for row, seat in enumerate(self.so_far.seats):
            slot = self.slot(row)
            shape = mark(0.0, 0.0, 5.2, kind=seat.kind, slot=slot, solid=seat.decides)
            found[seat.key] = Person(
                key=seat.key,
                name=clip_name(seat.short, _NAME),
                full=seat.name,
                glyph=glyph(shape),
                slot=slot,
                decides=seat.decides,
            )
        return found

    def slot(self, row: int, session: int = -1) -> int:
        """Return the colour of a delegation after a session; -1: it stands alone."""
        group = int(self.label[session, row])
        return self.so_far.history.coalitions[group].slot if group >= 0 else -1

    @cached_property
    def groups(self) -> list[tuple[int, Coalition, IntArray]]:
        """The coalitions after the last session: number, coalition, rows of its members."""
        now = self.label[-1]
        return [
            (number, self.so_far.history.coalitions[number], np.flatnonzero(now == number))
            for number in np.unique(now[now >= 0]).tolist()
        ]

    @cached_property
    def alone(self) -> list[int]:
        """Rows of those in no coalition."""
        return np.flatnonzero(self.label[-1] < 0).tolist()

    def called(self, group: Coalition, most: int = _GROUP) -> str:
        """Return letter and short name of a coalition."""
        return clip_name(self.words.say("report.group", letter=group.letter, name=group.short), most)

    def named(self, group: Coalition) -> str:
        """Return letter and name of a coalition."""
        return self.words.say("report.group", letter=group.letter, name=group.name)

    @staticmethod
    def tone(group: Coalition) -> str:
        """Return the colour of its name."""
        return theme_tone(group.slot)

    @property
    def alt(self) -> str:
        """What the drawings show, in a sentence."""
        if told := self.so_far.sentences:
            return self.words.told(told[-1].alt)
        return self.words.say("class.projector.alt.opening", n=len(self.so_far.seats))
