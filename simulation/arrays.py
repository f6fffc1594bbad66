"""Names for the arrays that everything else passes around.

Axis letters, used in every comment and docstring: R replications, T rounds (shown to users as sessions),
A delegations, I issues, O options, C conditions of a decision rule, B blocs.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["ATOL", "BoolArray", "FloatArray", "IntArray"]

type FloatArray = NDArray[np.float64]
type IntArray = NDArray[np.int64]
type BoolArray = NDArray[np.bool_]

ATOL = 1e-9
"""Tolerance of every comparison of margins, red lines, shares and ties."""
