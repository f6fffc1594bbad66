"""The one table of moves: terminal and pages read from it what can be done, what is typed for it and what it needs."""

import pytest

from simulation.cli.seat.commands import COMMANDS
from simulation.cli.seat.typed import typed_as
from simulation.live.moves import ANSWERED, PHASES, SEAT_MOVES, SIGNAL_OF, SeatMove, answers_in, moves_of
from simulation.words import catalogue
from tests.spoken_for import BY_LANGUAGE

FILLED = {"to": "b", "offer": "t1", "give": ("q", "x"), "get": ("r", "y"), "issue": "q", "option": "x"}


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_move_is_typed_by_a_command_and_both_have_words(language: str) -> None:
    words = catalogue(language)
    for key, kind in SEAT_MOVES.items():
        assert key in COMMANDS[kind.command]
        assert not kind.also or key in COMMANDS[kind.also]
        assert f"move.{key}" in words
        assert f"play.about.{kind.command}" in words
    for key in (*moves_of("process"), *moves_of("people")):
        assert {f"seat.move.{key}", f"seat.about.{key}"} < set(words)
    typed = {key for moves in COMMANDS.values() for key in moves}
    assert typed == set(SEAT_MOVES)


def test_moves_of_one_command_are_told_apart_by_phase_by_what_they_need_or_by_a_word() -> None:
    for command, keys in COMMANDS.items():
        kinds = [(SEAT_MOVES[key].phases, SEAT_MOVES[key].needs, SEAT_MOVES[key].word) for key in keys]
        # A wording that somebody stands for is joined, another one is founded: the room tells which.
        assert len(set(kinds)) == len(kinds) - (command == "join"), command


def test_a_move_is_typed_as_its_command_with_what_it_needs() -> None:
    for key, kind in SEAT_MOVES.items():
        needs = {name: FILLED[name] for name in kind.needs if name in FILLED}
        words = typed_as(SeatMove(seat="a", move=key, **needs)).split()  # type: ignore[arg-type] # by their names
        assert words[0] == kind.command
        assert words[-1] == (kind.word or words[-1])
        assert all(value in words for value in needs.values() if isinstance(value, str))


def test_what_is_put_is_answered_in_its_phase_alone() -> None:
    assert answers_in("package") == ("accept_package", "accept_package_with_statement", "refuse_package")
    assert answers_in("signing") == ("sign", "sign_with_reservation", "not_sign")
    assert len(answers_in("adoption")) == 5
    assert set(ANSWERED) < set(PHASES)


def test_moves_are_found_by_their_group_and_what_they_need() -> None:
    assert moves_of("process") == ("ask_for_recess", "ask_for_chair_text")
    assert moves_of("people") == ("consult_capital",)
    assert set(SIGNAL_OF) < set(moves_of("floor", "issue", "option"))
