"""The brackets on the page about validation: published counts as they stand in the code, and how shares are taken."""

from pathlib import Path

import numpy as np
import pytest

from simulation.evidence.calibration.brackets import PARIS, of_highest, session_at

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"


def test_the_page_has_the_published_counts_and_their_shares() -> None:
    page = PAGE.read_text(encoding="utf-8")
    # 916, 367 and about 50 brackets; none in the text that was adopted.
    assert [count for *_, count in PARIS] == [916, 367, 50, 0]
    for (when, part, count), share in zip(PARIS, ("1.00", "0.40", "0.05", "0.00"), strict=True):
        assert f"| {when} | {part:.2f} | {count} | {share} | session {session_at(part, 20)}: " in page


def test_shares_are_of_the_highest_mean_and_a_conference_that_is_over_has_no_brackets() -> None:
    # Means of 1, 3, 4 and 1: the second conference was over after the third session.
    count = np.array([[1, 4, 4, 2], [1, 2, 4, -1]])
    assert of_highest(count).tolist() == pytest.approx([0.25, 0.75, 1.0, 0.25])
    assert of_highest(np.zeros((2, 3), dtype=np.int64)).tolist() == [0.0, 0.0, 0.0]


def test_a_part_of_the_time_is_the_session_after_which_it_is_over() -> None:
    assert [session_at(part, 12) for _, part, _ in PARIS] == [6, 9, 11, 12]
    assert session_at(0.0, 20) == 1
