"""At a desk properties are held against fewer examples, but not where their author chose few; long files come first."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extent import few_examples
from tests.order import HERE, LONGEST, turn


@pytest.mark.parametrize(("stated", "held"), [(3, 3), (5, 5), (25, 5), (60, 7), (400, 50)])
def test_few_examples_stay_as_they_are(stated: int, held: int) -> None:
    tried = []

    @settings(max_examples=stated, database=None)
    @given(st.integers())
    def holds(number: int) -> None:
        tried.append(number)

    few_examples(holds)
    holds()
    assert len(tried) == held


def test_the_longest_files_are_there_and_come_before_all_others() -> None:
    assert [name for name in LONGEST if not (HERE / name).is_file()] == []
    turns = [turn(HERE / name) for name in LONGEST]
    assert turns == sorted(set(turns))
    assert turn(Path(__file__)) == turn(Path("simulation/arrays.py")) > max(turns)
