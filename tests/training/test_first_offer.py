"""The trade at which a form opens: nothing that was turned down or is known to be refused; the best is asked first."""

from dataclasses import replace
from functools import cache

import pytest

from simulation.live import LiveNegotiation, SeatView, view_of
from simulation.live.offers import MOST_OFFERS
from simulation.live.request import Answer, Says, Told
from simulation.training import FirstOffer, first_offer
from tests.live.playing import finish_session


@cache
def seen() -> SeatView:
    live = LiveNegotiation("first_hour", seats=("ALT",), seed=2)
    while live.session < 3:
        finish_session(live)
    return view_of(live, "ALT")


def told(first: FirstOffer, says: Says, options: list[str]) -> SeatView:
    """Return the view after whom it would offer a trade said the same of these wordings of what it would get."""
    view = seen()
    answers = tuple(Answer(issue=first.get[0], option=key, says=says, session=1) for key in options)
    others = [
        replace(other, told=Told(by=other.key, answers=answers)) if other.key == first.to else other
        for other in view.others
    ]
    return replace(view, others=tuple(others))


def test_a_trade_that_was_turned_down_is_not_suggested_again() -> None:
    first = first_offer(seen())
    assert first.to
    again = first_offer(replace(seen(), refused=frozenset({(first.to, first.give, first.get)})))
    assert again != first


@pytest.mark.parametrize(("times", "is_asked"), [(MOST_OFFERS - 1, True), (MOST_OFFERS, False)])
def test_who_turned_down_as_many_as_a_session_allows_is_left_alone(times: int, *, is_asked: bool) -> None:
    first = first_offer(seen())
    refused = frozenset((first.to, ("a", "b"), ("c", str(number))) for number in range(times))
    assert (first_offer(replace(seen(), refused=refused)).to == first.to) is is_asked


def test_what_another_said_it_could_not_live_with_is_not_asked_of_it() -> None:
    first = first_offer(seen())
    after = first_offer(told(first, "no", [first.get[1]]))
    assert (after.to, after.get) != (first.to, first.get)


def test_what_another_accepts_in_public_is_not_bought_of_it() -> None:
    first = first_offer(seen())
    view = told(first, "yes", [first.get[1]])
    others = [
        replace(other, signals={**other.signals, first.get: "can_live_with"})
        if other.key == first.to
        else other
        for other in view.others
    ]
    after = first_offer(replace(view, others=tuple(others)))
    assert (after.to, after.get) != (first.to, first.get)


def test_of_what_another_could_live_with_the_best_is_asked() -> None:
    first = first_offer(seen())
    issue = next(one for one in seen().issues if one.key == first.get[0])
    after = first_offer(told(first, "yes", [option.key for option in issue.options]))
    may = [option for option in issue.written if option.is_admissible and not option.is_red]
    assert after.to == first.to
    assert after.get == (issue.key, max(may, key=lambda option: option.gain).key)
    assert len({option.gain for option in may}) > 1
