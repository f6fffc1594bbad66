"""Games on the server's disk: whole or not there, bounded, under names that nobody guesses."""

import os
import time
from pathlib import Path

import pytest

from dashboard.frame.language import words_in
from dashboard.guard.shares import Client, Shares
from dashboard.seat import kept_games
from dashboard.seat.kept_games import Games, NoRoomError, is_id, new_id
from simulation.live import LiveLog, LiveLogError, LiveNegotiation, SeatMove
from simulation.words import told_in
from tests.spoken_for import BY_LANGUAGE

ANN, BOB = Client("192.0.2.1", "ann"), Client("192.0.2.1", "bob")
FAR = Client("198.51.100.1", "")


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
    monkeypatch.setattr(kept_games, "LARGEST", 10)
    assert not games.save(key, log)
    assert games.load(key).to_text() == log.to_text()


def test_what_changed_on_disk_shows_in_the_stamp(tmp_path: Path, log: LiveLog) -> None:
    games, key = Games(tmp_path), new_id()
    assert games.stamp(key) == kept_games.NOWHERE
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


@pytest.mark.parametrize("language", BY_LANGUAGE)
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


def test_a_game_that_is_played_does_not_go_for_a_new_one(tmp_path: Path, log: LiveLog) -> None:
    games, mine = Games(tmp_path, most=3), new_id()
    games.save(mine, log)
    kept_ones = [games.save(new_id(), log) for _ in range(5)]
    assert kept_ones == [True, True, False, False, False]
    assert games.load(mine).to_text() == log.to_text()
    with pytest.raises(NoRoomError, match="all of them are being played"):
        games.check_room(ANN)
    assert games.save(mine, log)


def test_a_game_that_nobody_plays_on_makes_room(tmp_path: Path, log: LiveLog) -> None:
    games, mine, idle = Games(tmp_path, most=2), new_id(), new_id()
    for key in (idle, mine):
        games.save(key, log)
    day = time.time() - kept_games.IDLE - 60
    os.utime(tmp_path / f"{idle}.json", (day, day))
    games.check_room(ANN)
    assert games.save(last := new_id(), log)
    assert {file.stem for file in tmp_path.iterdir()} == {mine, last}


def test_a_client_begins_only_so_many_games_and_others_begin_theirs(tmp_path: Path, log: LiveLog) -> None:
    games = Games(tmp_path, begun=Shares(browser=2, address=3, all=50))
    own = [new_id() for _ in range(3)]
    assert [games.save(key, log, ANN) for key in own] == [True, True, False]
    assert games.save(own[0], log, ANN)
    with pytest.raises(NoRoomError, match="This browser has begun"):
        games.check_room(ANN)
    games.check_room(BOB)
    assert games.save(new_id(), log, BOB)
    with pytest.raises(NoRoomError, match="Your network has begun"):
        games.check_room(BOB)
    games.check_room(FAR)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_why_there_is_no_room_is_told_in_the_language_of_the_page(language: str) -> None:
    with told_in(language):
        told = {limit: str(NoRoomError(limit)) for limit in ("browser", "address", "all")}
    say = words_in(language).say
    values = {"browser": kept_games.BROWSER, "address": kept_games.ADDRESS, "all": kept_games.MOST}
    assert told == {limit: say(f"seat.full.{limit}", n=n) for limit, n in values.items()}


def test_a_game_that_could_not_be_kept_is_not_counted_as_begun(tmp_path: Path, log: LiveLog) -> None:
    begun = Shares(browser=2, address=4, all=4)
    in_the_way = tmp_path / "games"
    in_the_way.write_text("a file where the folder has to be", encoding="utf-8")
    games, mine = Games(in_the_way, begun=begun), new_id()
    assert not any(games.save(mine, log, ANN) for _ in range(5))
    full = Games(tmp_path / "full", most=1, begun=begun)
    full.save(new_id(), log)
    assert not any(full.save(mine, log, ANN) for _ in range(5))
    in_the_way.unlink()
    assert [games.save(new_id(), log, ANN) for _ in range(3)] == [True, True, False]
