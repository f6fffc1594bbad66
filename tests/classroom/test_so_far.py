"""How a table came to where it is: only from what its room heard, and only up to the last session that closed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulation.classroom import ClassroomError, actions
from simulation.classroom.so_far import Material, SoFar, material_of, told
from simulation.words import told_in
from tests.classes import Meeting, meeting, six_seats, url_in
from tests.classroom.test_secrets import SEED, marks_in, with_canaries
from tests.classroom_play import to_session

SEATS = 6
SESSIONS = 3
EVERYTHING = 99


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meeting]:
    """A class whose table has held three sessions."""
    case = with_canaries(six_seats())
    with meeting(url_in(tmp_path_factory.mktemp("class")), case, seed=SEED) as here:
        for _ in range(SEATS):
            here.join()
        here.run(actions.Start())
        to_session(here, SESSIONS + 1)
        yield here


def material(here: Meeting) -> Material:
    with here.service._rooms.reading(here.room) as (state, _):  # noqa: SLF001 - what no role may see
        return material_of(state.tables["1"])


def same(one: SoFar, other: SoFar) -> bool:
    return (
        one.seats == other.seats
        and one.sentences == other.sentences
        and one.history.coalitions == other.history.coalitions
        and np.array_equal(one.places, other.places)
        and np.array_equal(one.history.label, other.history.label)
        and np.array_equal(one.holds, other.holds)
        and (one.joined, one.signed) == (other.joined, other.signed)
    )


def test_nothing_private_is_in_it(played: Meeting) -> None:
    found = played.service.so_far(played.room)
    assert found.held == SESSIONS
    assert marks_in(found) == set()


def test_what_delegations_want_and_how_much_they_care_has_no_part_in_it(played: Meeting) -> None:
    given = material(played)
    assert given.record is not None
    hidden = {
        name: 1 - getattr(given.record, name)
        for name in ("position", "salience", "margin")
        if getattr(given.record, name).shape[:2] == given.record.position.shape[:2]
    }
    assert set(hidden) == {"position", "salience", "margin"}
    others = replace(given, record=replace(given.record, **hidden, seed=0))
    assert same(told(given), told(others))


def test_it_tells_a_session_once_that_has_closed_and_not_before(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        for _ in range(SEATS):
            here.join()
        lobby = here.service.so_far(here.room)
        assert (lobby.held, lobby.sentences, lobby.brackets) == (0, (), (0,))
        here.run(actions.Start())
        lum = here.at("LUM")
        here.submit(lum, "speak", text="A point of order.")
        assert here.service.so_far(here.room).held == 0
        to_session(here, 2)
        found = here.service.so_far(here.room)
        assert (found.held, len(found.sentences), len(found.brackets)) == (1, 1, 2)
        assert found.places.shape == (2, SEATS, len(six_seats().issues))
        assert str(found.sentences[0].head).startswith("Session 1: ")
        assert "the end" not in str(found.sentences[0].head)


def test_at_the_end_it_says_how_everybody_stood(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        for _ in range(SEATS):
            here.join()
        here.run(actions.Start())
        to_session(here, 2)
        assert here.service.so_far(here.room).joined == {}
        to_session(here, EVERYTHING)
        found = here.service.so_far(here.room)
        assert found.is_over
        assert ": the end. " in str(found.sentences[-1].head) or ": nothing is left open. " in str(
            found.sentences[-1].head
        )
        decides = {seat.key for seat in found.seats if seat.decides}
        stood = [key for who in found.joined.values() for key in who]
        assert len(stood) == len(set(stood))
        assert set(stood) in (decides, set())
        assert here.service.table_record(here.host).published.held_at == here.clock.now


def test_it_is_told_in_the_language_of_whoever_asks(played: Meeting) -> None:
    with told_in("fr"):
        french = played.service.so_far(played.room)
        assert str(french.sentences[0].head).startswith("Séance 1")
    assert str(played.service.so_far(played.room).sentences[0].head).startswith("Session 1")
    assert played.service.so_far(played.room, "1") is played.service.so_far(played.room)


def test_a_table_that_is_not_there_is_refused(played: Meeting) -> None:
    with pytest.raises(ClassroomError, match="table"):
        played.service.so_far(played.room, "7")


def test_a_rewound_table_forgets_what_came_after(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        for _ in range(SEATS):
            here.join()
        here.run(actions.Start())
        to_session(here, 3)
        here.clock.now += 10
        here.run(actions.Rewind(table="1", session=2))
        assert here.service.so_far(here.room).held == 1
        assert here.service.table_record(here.host).published.held_at == here.clock.now
