"""Parameters of the protocol that each replication draws for itself."""

from dataclasses import dataclass
from typing import Self

from simulation.arrays import BoolArray, ByValue, FloatArray, IntArray

__all__ = ["DrawnParameters"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnParameters(ByValue):
    """What replications take in place of what the protocol says."""

    names: tuple[str, ...]
    """Dotted, such as `concede.pace`."""
    number: IntArray
    """Which set of the table each replication draws, counted from 1, `[R]`."""
    value: FloatArray
    """`[R, P]`, P in the order of `names`."""

    def __getitem__(self, rows: IntArray | BoolArray | slice) -> Self:
        """Return those of some replications only."""
        return type(self)(names=self.names, number=self.number[rows], value=self.value[rows])

    def of(self, name: str) -> FloatArray:
        """Return one of them, `[R]`.

        Raises:
            ValueError: if it is not drawn.
        """
        drawn: FloatArray = self.value[:, self.names.index(name)]
        return drawn
