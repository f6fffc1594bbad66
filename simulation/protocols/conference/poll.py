"""A poll of the room: the chances of everybody's vote, stand and signature on a given text.

It asks by what decides in the conference. The margin of the text beside no text, the bloc's line, red lines and the
price of standing alone come from there, and so does what follows for vote, stand and signature. Only the margin is not
taken for certain.
"""

from dataclasses import dataclass

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.protocols.conference import ballot
from simulation.protocols.conference.adopt import (
    ABSTAINS,
    AGAINST,
    DISSOCIATES,
    DOES_NOT_SIGN,
    JOINS,
    SIGNS,
    WITH_RESERVATION,
    WITH_STATEMENT,
    Adopt,
    weighed,
)
from simulation.protocols.conference.signal import Judgement, Signal
from simulation.protocols.room import Room

__all__ = ["SIGNATURES", "STANDS", "VOTES", "Poll", "poll"]

VOTES = (JOINS, ABSTAINS, AGAINST)
"""Codes of a yes, an abstention and a no."""
STANDS = (JOINS, WITH_STATEMENT, DISSOCIATES)
SIGNATURES = (SIGNS, WITH_RESERVATION, DOES_NOT_SIGN)
_TAKEN = ("willing", "silent", "statement", "objects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """Chances that add up to 1 for whoever takes part in decisions; all 0 for others."""

    vote: FloatArray
    """If it is put to a vote, `[R, A, 3]`, in the order of `VOTES`."""
    stand: FloatArray
    """If it is adopted without one, `[R, A, 3]`, in the order of `STANDS`."""
    signature: FloatArray
    """If it is then open for signature, `[R, A, 3]`, in the order of `SIGNATURES`."""
    margin: FloatArray
    """What the text is worth beside no text, `[R, A]`, in the mean of the issues."""
    band: FloatArray
    """Width of the band of abstention, `[R, A]`, in the unit of the margin: the price of standing alone, and more where
    there is noise."""


def poll(
    adopt: Adopt,
    signal: Signal,
    room: Room,
    option: IntArray,
    *,
    noise: float,
    band: float = 0.0,
    known: FloatArray | None = None,
) -> Poll:
    """Return the chances of how everybody would take a text, in each replication of a room.

    Args:
        adopt: How a document as a whole is taken there.
        signal: How a wording is taken there.
        room: The room as it is.
        option: The text, `[R, I]`; -1: the issue is not in it.
        noise: Scale of what is not known of a margin, in lengths of the axis; 0: all is certain.
        band: By how much more than the price of standing alone one may fall short and not stand against the text, in
            units of the noise: what is not sure abstains.
        known: What else is known of the margin of everybody, such as from earlier votes, `[A]`; nothing if None.
    """
    margin, red = weighed(room, option)
    if known is not None:
        margin = margin + known
    decide = room.tableau.decide
    # As at adoption: the price of standing alone is weighed against what the text is worth in all its issues together.
    issues = room.tableau.n_issues
    in_all, unsure = issues * margin, issues * noise
    unwilling = 1.0 - ballot.chances(in_all, red, 0.0, noise=unsure).willing
    width = signal.price(room, (unwilling * decide)[..., None])[..., 0] + band * unsure
    chances = ballot.chances(in_all, red, width, noise=unsure)
    cast, stand, signature = (np.zeros((*margin.shape, 3)) for _ in range(3))
    for taken in _TAKEN:
        chance = (getattr(chances, taken) * decide)[..., None]
        judged = _judged(taken, room)
        voted, _ = adopt.answers(room, option, judged, voted=True)
        stands, signs = adopt.answers(room, option, judged, voted=False)
        cast += chance * (voted[..., None] == np.array(VOTES))
        stand += chance * (stands[..., None] == np.array(STANDS))
        signature += chance * (signs[..., None] == np.array(SIGNATURES))
    return Poll(vote=cast, stand=stand, signature=signature, margin=margin, band=width / issues)


def _judged(taken: str, room: Room) -> Judgement:
    """Return the judgement of a room in which everybody takes a text alike."""
    decide = np.broadcast_to(room.tableau.decide, (len(room.rows), room.tableau.n_delegations))[..., None]
    return Judgement(
        unwilling=decide & (taken != "willing"),
        statement=decide & (taken == "statement"),
        objects=decide & (taken == "objects"),
    )
