"""The trade at which a form opens: nothing that was turned down or is known to be refused; the best is asked first."""

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from simulation.live import LiveNegotiation, SeatView, view_of
from simulation.live.offers import MOST_OFFERS, pays
from simulation.live.request import Answer, Says, Told
from simulation.training import FirstOffer, first_offer
from simulation.training.advice import given_by, would_have
from simulation.training.weighed import by_stake
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


def plainly(view: SeatView) -> Iterator[FirstOffer]:
    """Iterate over the same offers in the same order, every price worked out anew for every one."""
    issues = [issue for issue in by_stake(view) if issue.is_open]
    for wanted in issues[:-1]:
        for other in view.others:
            if not other.decides or sum(one[0] == other.key for one in view.refused) >= MOST_OFFERS:
                continue
            accepts, refuses = ({}, {}) if other.told is None else (other.told.accepts, other.told.refuses)
            gets = [
                one
                for one in wanted.written
                if one.is_admissible and not one.is_red and one.gain > given_by(view, other.key, wanted)
                if one.key in accepts.get(wanted.key, ())
                or (one.key not in refuses.get(wanted.key, ()) and would_have(other, wanted, one))
            ]
            for get in sorted(gets, key=lambda one: -one.gain):
                for issue in reversed(issues):
                    gives = [
                        one
                        for one in issue.written
                        if one.is_admissible and not one.is_red and not one.no_price and issue is not wanted
                        if one.is_within or pays(one.gain, get.gain, len(view.issues))
                        if would_have(other, issue, one)
                    ]
                    opening = other.opening[issue.key]
                    for give in sorted(gives, key=lambda one: abs(one.place - opening)):
                        place = (issue.key, give.key), (wanted.key, get.key)
                        if (other.key, *place) not in view.refused:
                            yield FirstOffer(to=other.key, give=place[0], get=place[1])


@pytest.mark.parametrize("seat", ["TAM", "ALT", "NOR", "LUM", "SAB"])
def test_it_finds_in_all_sessions_what_a_plain_search_finds(seat: str) -> None:
    live = LiveNegotiation("first_hour", seats=(seat,), seed=3)
    views = list[SeatView]()
    while live.phase != "over":
        if live.phase == "talks" and sum(issue.is_open for issue in view_of(live, seat).issues) > 1:
            views.append(view_of(live, seat))
        finish_session(live)
    assert len(views) > 3
    for view in views:
        best = next(plainly(view), None)
        assert first_offer(view) == best if best else not first_offer(view).to
        if best:  # and what comes next, where that was turned down
            after = replace(view, refused=view.refused | {(best.to, best.give, best.get)})
            following = next(plainly(after), None)
            assert first_offer(after) == following if following else not first_offer(after).to


def test_among_forty_seven_others_it_is_found_at_once_that_none_takes_anything() -> None:
    view = seen()
    yes = tuple(
        Answer(issue=issue.key, option=option.key, says="yes", session=1)
        for issue in view.issues
        for option in issue.written
    )
    opening = {issue.key: issue.status_quo for issue in view.issues}  # it would rather have no text of any
    others = tuple(
        replace(view.others[0], key=f"S{number}", opening=opening, told=Told(by=f"S{number}", answers=yes))
        for number in range(47)
    )
    many = replace(view, others=others)
    assert next(plainly(many), None) is None
    took = list[float]()
    for _ in range(3):  # of the processor's time the least: what else runs does not count
        begun = time.process_time()
        assert not first_offer(many).to
        took.append(time.process_time() - begun)
    assert min(took) < 0.03
