"""What instructions say for a person honours the trades that the person struck: it lives with what it bought."""

import pytest

from dashboard.frame.language import words_in
from dashboard.seat import clauses_told
from dashboard.seat.headline_told import Teller
from dashboard.seat.public_sheet import sheet_of
from simulation.cli.seat.menu import menu_of
from simulation.cli.seat.room_page import print_issue
from simulation.cli.terminal import Page
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.protocols.result import SIGNALS
from simulation.words import told_in
from tests.played_seats import flat

BOUGHT = ("support", "training")


def _struck() -> LiveNegotiation:
    """Return a negotiation in the last talks, in which the seat has bought a wording that its instructions refuse."""
    live = LiveNegotiation("first_hour", seats=("SAB",), seed=1)
    while (live.live.session, live.phase) != (6, "talks"):
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    struck = SeatMove(seat="SAB", move="offer_trade", to="TAM", give=("pace", "at_once"), get=BOUGHT)
    assert live.submit(struck).granted
    return live


def test_the_instructions_live_with_what_a_person_bought() -> None:
    live = _struck()
    live.submit(SeatMove(seat="SAB", move="done"))
    live.advance()
    view = view_of(live, "SAB")
    (option,) = [o for i in view.issues for o in i.options if (i.key, o.key) == BOUGHT]
    assert (option.said, option.instructed) == ("", "can_live_with")
    assert view.promised_by(BOUGHT[0], option) == ("TAM",)
    live.submit(SeatMove(seat="SAB", move="done"))
    live.advance()
    place = (live.live.row("SAB"), *live.live.place(BOUGHT))
    assert SIGNALS[live.live.recorder.sheets["signal"][5][place]] == "can_live_with"


def test_what_was_promised_for_a_price_is_not_said_to_need_one() -> None:
    live = LiveNegotiation("first_hour", seats=("NOR",), seed=11)
    lives = SeatMove(seat="NOR", move="can_live_with", issue="support", option="training")
    assert [one.key for one in live.check(lives)] == ["live.warning.instructions"]
    (offer,) = view_of(live, "NOR").offers
    live.submit(SeatMove(seat="NOR", move="accept_trade", offer=offer.id))
    assert live.check(lives) == ()


def test_what_the_instructions_let_pass_on_the_floor_is_not_said_to_go_further_than_they_do() -> None:
    live = _struck()
    live.submit(SeatMove(seat="SAB", move="done"))
    lives = SeatMove(seat="SAB", move="can_live_with", issue=BOUGHT[0], option=BOUGHT[1])
    live.advance()
    view = view_of(live, "SAB")
    (option,) = [o for i in view.issues for o in i.options if (i.key, o.key) == BOUGHT]
    assert not option.is_within
    assert live.check(lives) == ()
    tell = Teller(view, sheet_of(live.case), words_in("en"))
    issue = next(issue for issue in view.issues if issue.key == BOUGHT[0])
    assert clauses_told.against(tell, issue, option, "can_live_with") == ""
    assert clauses_told.stands(tell, issue, option) == "Not answered. Your instructions say: Can live with."


def test_what_a_person_bought_binds_no_agent_that_takes_over_the_seat() -> None:
    live = _struck()
    place = (live.live.row("SAB"), *live.live.place(BOUGHT))
    assert live.live.people.traded[place]
    live.submit(SeatMove(seat="SAB", move="hand_over"))
    assert not live.live.people.traded[place]


@pytest.mark.parametrize(
    ("language", "promised", "on_floor"),
    [
        ("en", "TAM promised it to you", "In a trade Tamarat promised you to live with this wording."),
        ("fr", "vous a été promis par TAM", "Dans un échange, Tamarat vous a promis de s’en accommoder."),
    ],
)
def test_agenda_and_floor_say_who_promised_it(
    language: str, promised: str, on_floor: str, capsys: pytest.CaptureFixture[str]
) -> None:
    live = _struck()
    live.submit(SeatMove(seat="SAB", move="done"))
    live.advance()
    view = view_of(live, "SAB")
    passed = {place for place in view.request.asked if place != BOUGHT} if view.request else set()
    with told_in(language):
        print_issue(Page(), view, next(issue for issue in view.issues if issue.key == BOUGHT[0]))
        menu = menu_of(live, view, passed)
    assert promised in flat(capsys.readouterr().out)
    assert menu is not None
    assert on_floor in menu.question
