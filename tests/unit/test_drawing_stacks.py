"""Bands of a drawing lie as near to their wished places as order and gaps allow, and need no optimizer for it."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression

from simulation.drawing.geometry import stack

BAND = st.tuples(st.floats(0, 100), st.floats(1, 30), st.floats(0.1, 9), st.floats(0, 5))


@given(st.lists(BAND, min_size=1, max_size=12))
def test_bands_are_the_least_squares_under_order_and_gaps(bands: list[tuple[float, ...]]) -> None:
    centre, height, weight, gap = np.array(sorted(bands)).T
    above = np.concatenate([[0.0], np.cumsum(height[:-1] + gap[:-1])])
    wished = isotonic_regression(centre - height / 2 - above, weights=weight).x
    found = stack(centre, height, weight, gap[:-1], top=-1e6, bottom=1e6)
    assert found == pytest.approx(wished + above, abs=1e-9)


def test_a_drawing_of_a_class_waits_for_no_optimizer() -> None:
    asked = (
        "import sys; import numpy as np; from simulation.drawing import lay_braid; import dashboard.classroom.serve;"
        "lay_braid(np.zeros((2, 3)), np.zeros((2, 3), dtype=int), np.ones(3), top=0.0, bottom=300.0);"
        "print(*sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert not {"scipy.optimize", "scipy.stats", "scipy.linalg"} & set(done.stdout.split())
