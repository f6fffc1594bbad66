"""Games on the server's disk: whole or not there, bounded, under names that nobody guesses."""

import os
from pathlib import Path

import pytest

from dashboard.seat import kept
from dashboard.seat.kept import Games, is_id, new_id
from dashboard.words import LANGUAGES, words_in
from simulation.live import LiveLog, LiveLogError, LiveNegotiation, SeatMove
from simulation.words import told_in


@pytest.fixture
def log() -> LiveLog:
    live = LiveNegotiation("worked_package", seats=("STATE",))
    live.submit(SeatMove(seat="STATE", move="done"))
    return live.log


def test_a_game_comes_back_as_it_was(tmp_path: Path, log: LiveLog) -> None:
    games, key = Games(tmp_path / "deep"), new_id()
    assert games.save(key, log)
    assert games.load(key).to_text() == log.to_text()
    assert [file.name for file in (tmp_path / "deep").iterdir()] == [f"{key}.json"]


def test_ids_differ_and_name_nothing_else() -> None:
    assert len({new_id() for _ in range(200)}) == 200
    assert all(is_id(new_id()) for _ in range(200))
    assert not any(map(is_id, ["", "a", "../" * 8, "a" * 21 + "/", "a" * 23, "ä" * 22, "a" * 21 + "\n"]))


@pytest.mark.parametrize("key", ["../other", "", "x" * 22])
def test_what_is_no_game_is_refused_in_words(tmp_path: Path, key: str) -> None:
    with pytest.raises(LiveLogError):
        Games(tmp_path).load(key)


def test_a_damaged_game_is_refused_in_words(tmp_path: Path, log: LiveLog) -> None:
    games, key = Games(tmp_path), new_id()
    games.save(key, log)
    (tmp_path / f"{key}.json").write_text("{", encoding="utf-8")
    with pytest.raises(LiveLogError):
        games.load(key)


def test_the_games_that_were_not_played_on_for_longest_go_first(tmp_path: Path, log: LiveLog) -> None:
    games, keys = Games(tmp_path, most=3, oldest=float("inf")), [new_id() for _ in range(5)]
    for age, key in enumerate(keys):
        games.save(key, log)
        os.utime(tmp_path / f"{key}.json", (1e9 + age, 1e9 + age))
    assert {file.stem for file in tmp_path.iterdir()} == set(keys[2:])


def test_games_that_are_too_old_go(tmp_path: Path, log: LiveLog) -> None:
    games, old, fresh = Games(tmp_path), new_id(), new_id()
    games.save(old, log)
    os.utime(tmp_path / f"{old}.json", (1.0, 1.0))
    games.save(fresh, log)
    assert [file.stem for file in tmp_path.iterdir()] == [fresh]


def test_files_of_others_in_the_folder_stay(tmp_path: Path, log: LiveLog) -> None:
    (tmp_path / "notes.json").write_text("mine", encoding="utf-8")
    games = Games(tmp_path, most=1)
    games.save(new_id(), log)
    games.save(new_id(), log)
    assert (tmp_path / "notes.json").exists()


def test_a_game_that_grew_too_large_is_not_kept_and_the_last_one_stays(
    tmp_path: Path, log: LiveLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    games, key = Games(tmp_path), new_id()
    assert games.save(key, log)
    monkeypatch.setattr(kept, "LARGEST", 10)
    assert not games.save(key, log)
    assert games.load(key).to_text() == log.to_text()


def test_what_changed_on_disk_shows_in_the_stamp(tmp_path: Path, log: LiveLog) -> None:
    games, key = Games(tmp_path), new_id()
    assert games.stamp(key) == kept.NOWHERE
    games.save(key, log)
    first = games.stamp(key)
    log.notes["STATE"] = {"principle": "Listen."}
    games.save(key, log)
    assert games.stamp(key) != first


def test_games_without_a_move_go_before_those_that_were_played(tmp_path: Path, log: LiveLog) -> None:
    games, played, begun = Games(tmp_path, most=2, oldest=float("inf")), new_id(), new_id()
    games.save(played, log)
    os.utime(tmp_path / f"{played}.json", (1e9, 1e9))
    games.save(begun, LiveNegotiation("worked_package", seats=("STATE",)).log)
    last = new_id()
    games.save(last, log)
    assert {file.stem for file in tmp_path.iterdir()} == {played, last}


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_game_is_not_there_is_told_without_a_path(tmp_path: Path, log: LiveLog, language: str) -> None:
    games, key = Games(tmp_path), new_id()
    with told_in(language), pytest.raises(LiveLogError) as gone:
        games.load(key)
    games.save(key, log)
    (tmp_path / f"{key}.json").write_text("{", encoding="utf-8")
    with told_in(language), pytest.raises(LiveLogError) as damaged:
        games.load(key)
    say = words_in(language).say
    assert (str(gone.value), str(damaged.value)) == (say("seat.lost.gone", days=30), say("seat.lost.damaged"))
