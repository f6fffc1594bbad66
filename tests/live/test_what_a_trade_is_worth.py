"""What is said against a trade agrees with the points beside it, in the same words wherever it is offered."""

from collections.abc import Iterator

import pytest

from dashboard.frame.language import words_in
from dashboard.seat import offers_told
from dashboard.seat.headline_told import Teller
from dashboard.seat.public_sheet import sheet_of
from simulation.cli.seat.room_page import print_offers
from simulation.cli.terminal import Page
from simulation.live import LiveNegotiation, Offer, SeatMove, SeatView, view_of
from simulation.live.seat_sentences import meaning
from simulation.live.seen import OptionSeen
from simulation.scenario.load import load_scenario
from simulation.training.worths import in_document, points_of
from simulation.words import say, told_in
from tests.extent import at_a_desk
from tests.spoken_for import BY_LANGUAGE

GAMES = (("first_hour", 1), ("first_hour", 2), ("wtpf13_training", 1))


def game(case: str, seed: int) -> Iterator[tuple[LiveNegotiation, SeatView]]:
    """Yield the talks of each session of a game in which people sit in every seat that decides, and never answer."""
    keys = [one.key for one in load_scenario(case).delegations][:4]
    for seat in keys:
        live = LiveNegotiation(case, seats=(seat,), seed=seed, level="standard")
        while live.phase != "over":
            if live.phase == "talks":
                yield live, view_of(live, seat)
            for _ in live.pending:
                live.submit(SeatMove(seat=seat, move="done"))
            live.advance()


def option(view: SeatView, place: tuple[str, str]) -> OptionSeen:
    issue = next(issue for issue in view.issues if issue.key == place[0])
    return next(one for one in issue.options if one.key == place[1])


def points(view: SeatView, place: tuple[str, str]) -> int:
    return points_of(in_document(view, option(view, place).gain))


def swapped(offer: Offer) -> SeatMove:
    """The same trade, offered by whom it is offered to."""
    return SeatMove(seat=offer.to, move="offer_trade", to=offer.by, give=offer.get, get=offer.give)


@pytest.mark.parametrize(("case", "seed"), at_a_desk([("first_hour", 1)], GAMES))
def test_a_trade_that_brings_more_than_it_costs_is_not_asked_about_and_its_price_is_said(
    case: str, seed: int
) -> None:
    kinds = set[str]()
    for live, view in game(case, seed):
        for offer in view.offers:
            asked, brought = option(view, offer.get), option(view, offer.give)
            if asked.is_red or asked.is_within or brought.is_red:
                continue
            total = points(view, offer.get) + points(view, offer.give)
            kind = "poor" if total <= 0 else "brings" if points(view, offer.get) > 0 else "paid"
            kinds.add(kind)
            against = map(str, live.check(SeatMove(seat=offer.to, move="accept_trade", offer=offer.id)))
            assert any("further than your instructions" in line for line in against) is (kind == "poor")
            told = meaning(view, offer)
            assert told == say(f"live.asks.{kind}")
            assert ("for this price you can answer for it" in told) is (kind != "poor")
            assert ("though it brings you points" in told) is (kind == "brings")
    assert kinds


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_seat_the_class_and_play_say_the_same_of_an_offer(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = 0
    for live, view in game("first_hour", 1):
        tell = Teller(view, sheet_of(live.case), words_in(language))
        for offer in view.offers:
            with told_in(language):
                told = meaning(view, offer)
            assert offers_told.meaning(tell, offer).startswith(told)
            if language == "en":
                print_offers(Page(), view)
                assert " ".join(told.split()) in " ".join(capsys.readouterr().out.split())
            seen += 1
    assert seen


def test_a_wording_beyond_the_instructions_that_brings_points_is_said_to() -> None:
    kinds = set[bool]()
    for live, view in game("first_hour", 1):
        for issue in (issue for issue in view.issues if issue.on_agenda and issue.is_open):
            for one in issue.written:
                if one.is_red or one.is_within or not one.is_admissible or not view.own.decides:
                    continue
                move = SeatMove(seat=view.own.key, move="found_coalition", issue=issue.key, option=one.key)
                if view.why_not(move) is not None:
                    continue
                brings = points(view, (issue.key, one.key)) > 0
                kinds.add(brings)
                (line,) = map(str, live.check(move))
                assert ("though it brings you points" in line) is brings
                assert line.endswith("give it later, or for a price.")
    assert kinds == {True, False}
