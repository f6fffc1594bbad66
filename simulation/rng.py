"""Named random streams: the only source of chance in the library."""

from typing import Final

import numpy as np

from simulation.errors import SeedError
from simulation.words import say

__all__ = ["MAX_SEED", "STREAMS", "Streams", "as_seed"]

MAX_SEED: Final = 2**63 - 1
"""Largest seed and largest replication."""
_SHOWN: Final = 60

STREAMS: Final = {
    "uncertainty": 0,
    "talk": 1,
    "floor": 2,
    "platform": 3,
    "tie": 4,
    "chair_talk": 5,
    "persuade": 6,
    "detect": 7,
    "spread": 8,
    "room": 9,
    "design": 10,
    "resample": 11,
    "forecast": 12,
    "model": 13,
    "mood": 14,
    "capital": 15,
    "own_agent": 16,
    "answer": 17,
    "sponsor": 18,
    "stage": 19,
    "coding": 20,
    "parameter_set": 21,
    "instance": 22,
    "rehearsal": 23,
    "guess": 24,
}
"""Frozen table of stream ids: append, never renumber, or old results cannot be repeated."""


def as_seed(value: object, name: str = "seed") -> int:
    """Return a seed or the number of a replication: a whole number, of Python or of NumPy.

    Nothing else is taken, not even None: what the system would draw nobody could repeat.

    Args:
        value: what was given.
        name: of the argument that it was given to.

    Raises:
        SeedError: if it is none.
    """
    is_text = isinstance(value, str)
    given = repr(value)
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        if 0 <= value <= MAX_SEED:
            return int(value)
        given = str(value)
    key = "seed.no_number.text" if is_text else "seed.no_number"
    raise SeedError(say(key, name=name, given=given[:_SHOWN], most=MAX_SEED))


class Streams:
    """Hands out one generator for each (stream, replication), whoever asks and in whatever order.

    A replication therefore draws the same numbers alone, in any chunk, in any process; a new consumer with
    a stream of its own shifts no other; variants of a case share their draws (common random numbers).
    """

    __slots__ = ("seed",)

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def generator(self, stream: str, replication: int, *place: int) -> np.random.Generator:
        """Return a fresh generator at the start of `stream` for `replication`.

        Further numbers, such as that of a round, give a stream of its own for that place in the replication.

        Raises:
            KeyError: if `stream` is not in `STREAMS`.
        """
        key = (STREAMS[stream], replication, *place)
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=key)))
