"""Where a replay opens."""

from typing import cast

import pytest

from dashboard.replay.busiest_session import busiest
from dashboard.replay.replay_contract import Replay
from dashboard.replay.which_run import read_shown


def rooms(turns: list[int], *groups: list[int]) -> Replay:
    delegations = [{"c": group} for group in groups]
    return cast("Replay", {"sessions": len(groups[0]) - 1, "turns": turns, "delegations": delegations})


@pytest.mark.parametrize(
    ("turns", "groups", "session"),
    [
        ([3, 2], ([-1, 0, 0, 1, 1], [-1, 0, 0, 1, 0]), 3),
        ([], ([-1, -1, 0, 0], [-1, -1, 0, 0]), 2),
        ([], ([-1, 0, -1, 1], [-1, 0, 0, 0]), 1),
        ([], ([-1, -1, -1],), 2),
        ([], ([-1],), 0),
    ],
    ids=["the heaviest", "the first groups", "groups from the start", "nobody joins", "no session"],
)
def test_it_opens_at_the_heaviest_turning_point_or_the_first_groups(
    turns: list[int], groups: tuple[list[int], ...], session: int
) -> None:
    assert busiest(rooms(turns, *groups)) == session


def test_the_shipped_run_does_not_open_at_its_end() -> None:
    data = read_shown("wtpf13", "en")
    assert data is not None
    assert 1 < busiest(data) < data["sessions"]
