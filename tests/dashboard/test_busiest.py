"""Where a replay opens."""

from typing import cast

import pytest

from dashboard.replay.busiest_session import busiest
from dashboard.replay.replay_contract import Replay
from dashboard.replay.which_run import read_shown


def rooms(*groups: list[int]) -> Replay:
    return cast("Replay", {"sessions": len(groups[0]) - 1, "delegations": [{"c": group} for group in groups]})


@pytest.mark.parametrize(
    ("groups", "session"),
    [
        (([-1, 0, 0, 1, 1], [-1, 0, 0, 1, 0], [-1, 1, 0, 0, 0]), 3),
        (([-1, 0, 0, 1], [-1, 1, 0, 1], [-1, 1, 1, 1], [-1, 0, 0, 1]), 2),
        (([-1, -1, 0, 0], [-1, -1, 0, 0]), 2),
        (([-1, 0, -1, 1], [-1, 0, 0, 0]), 1),
        (([-1, -1, -1],), 2),
        (([-1],), 0),
    ],
    ids=[
        "most change",
        "coming together as one is no change of side",
        "nobody changes",
        "leaving is no change of side",
        "nobody joins",
        "no session",
    ],
)
def test_it_opens_where_most_change_sides(groups: tuple[list[int], ...], session: int) -> None:
    assert busiest(rooms(*groups)) == session


def test_the_shipped_run_does_not_open_at_its_end() -> None:
    data = read_shown("wtpf13", "en")
    assert data is not None
    assert 1 < busiest(data) < data["sessions"]
