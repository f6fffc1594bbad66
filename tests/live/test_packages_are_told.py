"""Whoever sits in a seat hears what became of every package, its own and those that it was not asked about."""

from dataclasses import replace
from functools import cache

import pytest

from dashboard.frame.language import words_in
from dashboard.seat.headline_told import Teller
from dashboard.seat.public_sheet import sheet_of
from simulation.cli.seat.notebook import Notebook
from simulation.cli.seat.session_seen import happened
from simulation.cli.seat.table import SeatAtTable
from simulation.cli.terminal import Page
from simulation.live import LiveNegotiation, SeatMove, SeatView, packages_told, view_of
from simulation.live.public import FAILED_PACKAGE, PublicMove
from simulation.words import told_in
from tests.kept_cases import SIX_SEATS
from tests.live.playing import finish_session
from tests.played_seats import flat

FROM_A_SEAT = (
    "A package put by Lumera (Start, Task and Who takes part) did not pass: 3 objected "
    "(Altamere, Nordhaven and Sabora)."
)
EN_FRANCAIS = (
    "Un paquet présenté par Lumera (Start, Task et Who takes part) n’est pas passé\N{NO-BREAK SPACE}: "
    "3 objections (Altamere, Nordhaven et Sabora)."
)


def begun(*, session: int) -> LiveNegotiation:
    """Return a negotiation whose seat TAM makes no move; nothing is asked of it about a package."""
    live = LiveNegotiation(SIX_SEATS, seats=("TAM",))
    while live.session < session:
        assert live.phase != "package"
        finish_session(live)
    return live


@cache
def seen(session: int) -> SeatView:
    return view_of(begun(session=session), "TAM")


def test_a_package_that_fails_is_told_by_author_and_clauses_though_the_seat_was_not_asked() -> None:
    assert packages_told(seen(4), 3) == [FROM_A_SEAT]
    assert happened(seen(4))[-1] == FROM_A_SEAT
    with told_in("fr"):
        assert packages_told(seen(4), 3) == [EN_FRANCAIS]


@pytest.mark.parametrize(("language", "line"), [("en", FROM_A_SEAT), ("fr", EN_FRANCAIS)])
def test_the_page_of_the_seat_tells_it_too(language: str, line: str) -> None:
    live = begun(session=4)
    tell = Teller(view_of(live, "TAM"), sheet_of(live.case), words_in(language))
    assert line in tell.news()
    assert line in tell.happened(3)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "3 objected (your seat, Nordhaven and Sabora)."),
        ("fr", "3 objections (votre siège, Nordhaven et Sabora)."),
    ],
)
def test_whose_instructions_objected_reads_of_its_seat_and_not_its_own_name(language: str, told: str) -> None:
    view = view_of(begun(session=4), "ALT")
    with told_in(language):
        (line,) = packages_told(view, 3)
    assert line.endswith(told)


def test_what_became_of_the_own_package_is_told_to_the_seat_first() -> None:
    live = begun(session=5)
    package = {"pace": "at_once", "mechanism": "new_body"}
    live.submit(SeatMove(seat="TAM", move="propose_package", package=package))
    finish_session(live)
    told = packages_told(view_of(live, "TAM"), 5)
    assert told[0].startswith("Your package (Start and Who takes part) was put to the room and did not")
    assert " objected (Altamere" in told[0]


def test_of_the_own_package_that_passed_it_is_said_that_it_did() -> None:
    passed = PublicMove(session=3, delegation="TAM", move="propose_package", issue="pace", option="at_once")
    heard = (*seen(4).heard[:2], (passed, replace(passed, issue="support", option="fund")))
    view = replace(seen(4), heard=heard)
    assert packages_told(view, 3) == ["Your package passed (Start and Support)."]
    assert "package put by" not in " ".join(happened(view))


def test_the_terminal_tells_a_package_of_the_last_session_before_the_adoption(
    capsys: pytest.CaptureFixture[str],
) -> None:
    live = begun(session=6)
    while live.phase != "adoption":
        live.submit(SeatMove(seat="TAM", move="done"))
        live.advance()
    SeatAtTable(live, "TAM", Page(), Notebook(None, "case", "TAM")).show()
    shown = flat(capsys.readouterr().out)
    told = shown.partition("Session 6: the adoption")[2]
    assert told.count("A package put by the Chair (") == told.count("A package put by Lumera (") == 1


def test_a_seat_that_was_not_asked_about_a_package_is_counted_by_its_instructions() -> None:
    live = LiveNegotiation(SIX_SEATS, seats=("ALT",))  # its instructions object
    told = list[PublicMove]()
    while live.phase != "over" and not told:
        assert live.phase != "package"
        finish_session(live)
        told = [move for moves in view_of(live, "ALT").heard for move in moves if move.move == FAILED_PACKAGE]
    assert told
    assert "ALT" in told[0].others
