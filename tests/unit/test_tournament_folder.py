"""The folder of a tournament: nothing is lost, nothing is mixed up, nothing of others is touched."""

from pathlib import Path

import pytest

from simulation.errors import FolderHeldError, StudyError
from simulation.storage.tournament_folder import GAMES, LEAGUE, TournamentFolder

PLAYED = {"case": "first_hour", "seed": 1, "seats": ["TAM", "SAB"]}
ROWS: list[dict[str, str | float | None]] = [{"seat": "TAM", "place": 0.5}, {"seat": "SAB", "place": None}]


def test_games_are_there_when_it_is_opened_again(tmp_path: Path) -> None:
    with TournamentFolder.opened(tmp_path / "new" / "cup", PLAYED) as folder:
        assert folder.rows == []
        folder.add(ROWS[:1])
        folder.add(ROWS[1:])
    with TournamentFolder.opened(tmp_path / "new" / "cup", PLAYED, resume=True) as folder:
        assert folder.rows == ROWS


def test_a_line_that_was_cut_off_is_left_out_and_mended(tmp_path: Path) -> None:
    with TournamentFolder.opened(tmp_path / "cup", PLAYED) as folder:
        folder.add(ROWS)
    file = tmp_path / "cup" / GAMES
    file.write_bytes(file.read_bytes()[:-5])
    with TournamentFolder.opened(tmp_path / "cup", PLAYED, resume=True) as folder:
        assert folder.rows == ROWS[:1]
        folder.add(ROWS[1:])
    with TournamentFolder.opened(tmp_path / "cup", PLAYED, resume=True) as folder:
        assert folder.rows == ROWS


def test_finished_games_stand_in_the_order_given_and_the_table_beside_them(tmp_path: Path) -> None:
    with TournamentFolder.opened(tmp_path / "cup", PLAYED) as folder:
        folder.add(ROWS)
        folder.finish(reversed(ROWS), {"standings": []})
    assert (tmp_path / "cup" / GAMES).read_text(encoding="utf-8").startswith('{"seat": "SAB"')
    assert (tmp_path / "cup" / LEAGUE).read_text(encoding="utf-8") == '{\n "standings": []\n}\n'


def test_another_tournament_is_not_gone_on_with(tmp_path: Path) -> None:
    with TournamentFolder.opened(tmp_path / "cup", PLAYED):
        pass
    with (
        pytest.raises(StudyError, match=r"holds another tournament: seed, seats differ\."),
        TournamentFolder.opened(tmp_path / "cup", PLAYED | {"seed": 2, "seats": ["TAM"]}, resume=True),
    ):
        pass


def test_what_is_there_is_not_played_over(tmp_path: Path) -> None:
    with TournamentFolder.opened(tmp_path / "cup", PLAYED):
        pass
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep", encoding="utf-8")
    for name, told in (("cup", "add --resume"), ("mine", "letter.txt is there")):
        with pytest.raises(StudyError, match=told), TournamentFolder.opened(tmp_path / name, PLAYED):
            pass
    assert [one.name for one in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_nobody_else_writes_to_it_meanwhile(tmp_path: Path) -> None:
    with (
        TournamentFolder.opened(tmp_path / "cup", PLAYED),
        pytest.raises(FolderHeldError),
        TournamentFolder.opened(tmp_path / "cup", PLAYED, resume=True),
    ):
        pass


@pytest.mark.parametrize(
    "line", [b"{", b'{"place": NaN}', b'{"worth": 1e999}', b"\xff", b'"\\ud800"', b"[" * 9999]
)
def test_a_damaged_line_is_told_with_its_number(tmp_path: Path, line: bytes) -> None:
    with TournamentFolder.opened(tmp_path / "cup", PLAYED) as folder:
        folder.add(ROWS)
    with (tmp_path / "cup" / GAMES).open("ab") as stream:
        stream.write(line + b"\n")
    before = (tmp_path / "cup" / GAMES).read_bytes()
    with (
        pytest.raises(StudyError, match=r"games\.jsonl:3: This is no game: .*Delete this line"),
        TournamentFolder.opened(tmp_path / "cup", PLAYED, resume=True),
    ):
        pass
    assert (tmp_path / "cup" / GAMES).read_bytes() == before


def test_a_separator_of_lines_within_a_name_separates_nothing(tmp_path: Path) -> None:
    rows = [{"entrant": "two\u2028lines"}]
    with TournamentFolder.opened(tmp_path / "cup", PLAYED) as folder:
        folder.add(rows)
    with TournamentFolder.opened(tmp_path / "cup", PLAYED, resume=True) as folder:
        assert folder.rows == rows


def test_games_of_other_code_are_not_gone_on_with(tmp_path: Path) -> None:
    plays = {"delegation-sim": "1", "numpy": "2", "sources": "abc"}
    with TournamentFolder.opened(tmp_path / "cup", PLAYED | {"plays": plays}):
        pass
    for changed, told in (
        ({"sources": "d"}, r"sources abc \(here d\)"),
        ({"numpy": "3"}, r"numpy 2 \(here 3\)"),
    ):
        with (
            pytest.raises(StudyError, match=rf"was begun by other code: {told}\. All games"),
            TournamentFolder.opened(tmp_path / "cup", PLAYED | {"plays": plays | changed}, resume=True),
        ):
            pass


@pytest.mark.parametrize("text", [b"{", b"\xff", b"[]", b'{"format": "delegation-sim study"}'])
def test_what_is_no_manifest_of_a_tournament_is_not_gone_on_with(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(text)
    with (
        pytest.raises(
            StudyError,
            match=r"manifest\.json: (It cannot be read: .*|This does not belong to a tournament)\. Play into",
        ),
        TournamentFolder.opened(tmp_path, PLAYED, resume=True),
    ):
        pass
