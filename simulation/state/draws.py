"""All the chance of a negotiation, drawn in advance, one stream for each purpose and replication."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from simulation.arrays import FloatArray
from simulation.rng import Streams
from simulation.state.tableau import Rows, Tableau

__all__ = ["TIE_SCALE", "Draws"]

TIE_SCALE = 1e-6
"""Ties are broken by noise far below any difference that means something."""
MOST_TALKS = 8
"""No delegation and no chair holds more talks in a session."""
TABLE = 64
"""Seats are drawn for in tables of this size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws(Rows):
    """Uniform numbers in [0, 1), except `tie`. The session is the second axis, after R; T includes extensions.

    Numbers are drawn session by session, for more seats and talks than there are: so a longer conference extends a
    shorter one, and one more delegation at the end of the table or one more talk shifts nobody else's chance.
    """

    talk: FloatArray
    """Partner of each talk, `[R, T, A, K]`."""
    floor: FloatArray
    """Who takes the floor, `[R, T, A, I]`."""
    platform: FloatArray
    """Which coalitions are heard, `[R, T, I, O]`."""
    tie: FloatArray
    """`[R, T, I, O]`, scaled to 1e-6: without it ladders drift to one pole."""
    chair_talk: FloatArray
    """Whom the chair meets, `[R, T, K]`."""
    mood: FloatArray
    """What instructions do not explain, `[R, 1, 1 + I]`: first of the whole room, then of each clause; it lasts."""
    capital: FloatArray
    """How quickly each capital answers, `[R, 1, A]`; it lasts."""
    persuade: FloatArray
    """Addressees of persuaders, `[R, T, P, K]`."""

    PER_REPLICATION = frozenset(
        {"talk", "floor", "platform", "tie", "chair_talk", "mood", "capital", "persuade"}
    )

    @classmethod
    def make(cls, tableau: Tableau, *, rounds: int, talks: int, chair_talks: int) -> Self:
        """Return the draws of every replication of `tableau` for at most `rounds` sessions."""
        streams = Streams(tableau.seed)
        a, i, o = tableau.n_delegations, tableau.n_issues, tableau.n_options
        persuaders = int(tableau.persuade.sum())

        def draw(stream: str, *shape: int, times: int = rounds) -> FloatArray:
            sheets = np.empty((tableau.n_replications, times, *shape))
            if not sheets.size:
                return sheets
            for sheet, replication in zip(sheets, tableau.replications.tolist(), strict=True):
                streams.generator(stream, replication).random(out=sheet)
            return sheets

        return cls(
            talk=draw("talk", _seats(a), MOST_TALKS)[:, :, :a, :talks],
            floor=draw("floor", _seats(a), i)[:, :, :a],
            platform=draw("platform", i, o),
            tie=draw("tie", i, o) * TIE_SCALE,
            chair_talk=draw("chair_talk", MOST_TALKS)[:, :, :chair_talks],
            mood=draw("mood", 1 + i, times=1),
            capital=draw("capital", _seats(a), times=1)[:, :, :a],
            persuade=draw("persuade", _seats(persuaders), MOST_TALKS)[:, :, :persuaders, :talks],
        )


def _seats(rows: int) -> int:
    """Return the number of seats that are drawn for: the next multiple of a full table."""
    return -(-rows // TABLE) * TABLE
