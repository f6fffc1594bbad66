"""What forms are preset to lies inside the seat’s instructions, and a counter-offer opens at its offer."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.training import first_offer, price_on
from tests.dashboard.seat_page import game_of, press, take_seat, unfold

type Opened = Callable[..., AppTest]


def test_a_wording_to_offer_may_be_put_and_lies_inside_the_instructions_where_one_does() -> None:
    for seat in ("TAM", "ALT", "NOR", "LUM", "SAB"):
        live = LiveNegotiation("first_hour", seats=(seat,), seed=2)
        while live.phase != "over":
            for issue in view_of(live, seat).issues:
                may = [option for option in issue.options if option.is_admissible]
                inside = [option.gain for option in may if option.is_within]
                assert issue.to_offer.is_admissible or not may
                if inside:
                    assert issue.to_offer.is_within
                    assert issue.to_offer.gain == max(inside)
            for request in live.pending:
                live.submit(SeatMove(seat=request.seat, move="done"))
            live.advance()


@pytest.fixture
def with_offer(opened: Opened) -> AppTest:
    """Return the table of Nordhaven, to whom delegations come with offers."""
    app = opened("seat")
    app.selectbox(key="seat.choose.seat.first_hour").set_value("NOR").run()
    unfold(press(press(app, "seat.take.other"), "seat.begin"))
    for _ in range(20):
        if game_of(app).view.phase == "talks" and game_of(app).view.offers:
            return app
        press(app, "seat.done")
    raise AssertionError


def test_a_counter_offer_opens_once_at_its_offer_and_is_preset_to_what_the_seat_may_give(
    with_offer: AppTest,
) -> None:
    app, view = with_offer, game_of(with_offer).view
    offer = view.offers[0]
    press(app, f"seat.counter.{offer.id}")
    gives = [box for box in app.selectbox if box.key and box.key.startswith("seat.trade.give.")]
    assert len(gives) == 1
    issue = next(issue for issue in view.issues if issue.key == offer.get[0])
    get = next(one for seen in view.issues for one in seen.options if (seen.key, one.key) == offer.give)
    give = price_on(view, issue, get)
    assert gives[0].value == (issue.key, give.key)
    assert give.is_within or give.gain + get.gain > 0
    assert not give.no_price
    assert "seat-trade" not in " ".join(block.proto.id for block in app.get("expander"))


def test_the_form_of_a_trade_opens_at_one_that_the_seat_does_not_know_to_be_refused(opened: Opened) -> None:
    app = take_seat(opened("seat"))
    for _ in range(3):
        unfold(app)
        fields = [box for box in app.selectbox if box.key and box.key.startswith("seat.trade.")]
        to, get, give = (box.value for box in fields)
        first = first_offer(game_of(app).view)
        assert (get, give) == (first.get, first.give)
        assert (to == first.to) or not first.to
        told = words_in("en").say("seat.trade.none")
        assert (told in [caption.value for caption in app.caption]) is not bool(first.to)
        while game_of(app).view.phase != "over":
            press(app, "seat.done")
            if game_of(app).view.phase == "talks":
                break


def test_whom_to_stand_with_is_preset_inside_the_instructions(opened: Opened) -> None:
    app = take_seat(opened("seat"))
    found = 0
    for box in app.selectbox:
        if box.key and box.key.startswith("seat.coalition."):
            issue = next(
                one for one in game_of(app).view.issues if one.key == box.key.removeprefix("seat.coalition.")
            )
            option = next(one for one in issue.options if one.key == str(box.value).partition(" ")[2])
            assert option.is_within or not any(one.is_within and one.is_admissible for one in issue.options)
            found += 1
    assert found
