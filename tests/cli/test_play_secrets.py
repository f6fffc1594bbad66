"""Nobody learns at the table what others keep to themselves: not from the screen, not from the file."""

import re
from pathlib import Path

import pytest

from simulation import load_scenario
from simulation.cli.seat.table import SeatAtTable
from tests.played_seats import at_table
from tests.secret_cases import CANARY, CANARY_NUMBER, holding, with_canaries, with_other_secrets


def played_through(table: SeatAtTable, sessions: int) -> None:
    """Look at everything and play some sessions, with talks and hints."""
    table.begin(asks=True)
    table.take("skip")
    while not table.is_over and table.live.session <= sessions:
        for line in ("text", "room", "room VEL", "me", "offers", "agenda", "help", "hint", "hint", "hint"):
            table.take(line)
        if table.live.phase == "talks" and table.view.own.talks_left:
            table.take("talk VEL")
        table.take("done")


def test_nothing_secret_of_others_is_printed_or_saved_before_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.live.json"
    table = at_table(with_canaries(load_scenario("wtpf13_training"), but="LUM"), "LUM", file)
    played_through(table, 12)
    shown = capsys.readouterr().out + file.read_text("utf-8")
    assert len(shown) > 50_000
    assert CANARY not in shown
    assert str(CANARY_NUMBER)[:6] not in shown


def test_the_secrets_of_others_change_no_byte_before_the_room_has_spoken(
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = holding(load_scenario("wtpf13_training"))
    shown = []
    for one in (case, with_other_secrets(case, but="ALT")):
        table = at_table(one, "ALT")
        table.begin(asks=True)
        for line in ("1", "skip", "text", "room", "room VEL", "me", "offers", "agenda", "help"):
            table.take(line)
        for _ in range(12):
            table.take("hint")
        for line in ("capital", "done"):
            table.take(line)
        assert table.live.phase == "floor"
        # How many wordings are on the floor is what the others did: the room has spoken.
        shown.append(re.sub(r"Wording 1 of \d+", "Wording 1", capsys.readouterr().out))
    assert shown[0] == shown[1]
    assert "Session 1: the wordings on the floor" in shown[0]
