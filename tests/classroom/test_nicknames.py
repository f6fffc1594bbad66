"""Nicknames that the eye cannot tell apart are taken, whatever letters they are written with."""

from pathlib import Path

import pytest

from simulation.classroom import ClassroomError
from tests.classes import meeting, url_in


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ann", "Ann\ufe0f"),
        ("Ann", "A\u034fnn"),
        ("Ann", "Ann\U000e0100"),
        ("Lou", "L\u0585\u057d"),
        ("Susan", "\u054fusan"),
        ("Dan", "\u13a0an"),
        ("Tom", "Torn"),
        ("Timo 1", "Tirno I"),
    ],
    ids=ascii,
)
def test_a_nickname_that_looks_like_another_is_taken(tmp_path: Path, name: str, other: str) -> None:
    with meeting(url_in(tmp_path)) as here:
        here.join(name)
        with pytest.raises(ClassroomError, match="looks like it"):
            here.join(other)


@pytest.mark.parametrize(("name", "other"), [("MIR", "RNIR"), ("Ann", "Anna"), ("Tom", "Ton")])
def test_a_nickname_that_can_be_told_apart_is_free(tmp_path: Path, name: str, other: str) -> None:
    with meeting(url_in(tmp_path)) as here:
        here.join(name)
        assert here.see(here.join(other)).nickname == other
