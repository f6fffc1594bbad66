"""How much a wording changes the text on the table."""

import numpy as np

from simulation.arrays import BoolArray, IntArray

__all__ = ["edits"]


def edits(table: IntArray, rank: IntArray, special: BoolArray) -> IntArray:
    """Return the number of edits to each wording from the text on the table, `[R, m, O]`.

    The rungs in between; to or from a special option counts one.

    Args:
        table: Option on the table, `[R, m]`.
        rank: Rung of each plain text, `[R, m, O]` or `[m, O]`.
        special: Which options are special, likewise.
    """
    rank = np.broadcast_to(rank, (*table.shape, rank.shape[-1]))
    special = np.broadcast_to(special, rank.shape)
    on_table = table[..., None] == np.arange(rank.shape[2])
    rung = np.take_along_axis(rank, table[..., None], axis=2)
    from_special = np.take_along_axis(special, table[..., None], axis=2)
    return np.where(on_table, 0, np.where(special | from_special, 1, np.abs(rank - rung)))
