"""What binds: promises against the line of a bloc, words said in the talks, and who may read what."""

import numpy as np
import pytest

from simulation import load_scenario
from simulation.live import IllegalMoveError, LiveNegotiation, SeatMove, packages_told, view_of
from simulation.protocols.people import ACCEPTED
from simulation.protocols.result import SIGNALS
from tests.kept_cases import TWELVE_SEATS
from tests.live.playing import finish_session, sit

TRAINING = load_scenario(TWELVE_SEATS)
GIVE, GET = ("diagnosis", "views_differ"), ("development", "p65_reference")


def test_a_promise_binds_whatever_the_bloc_thinks_and_done_keeps_it() -> None:
    live = sit("easy")
    while live.phase != "over":
        for offer in view_of(live, "LUM").offers:
            live.submit(SeatMove(seat="LUM", move="accept_trade", offer=offer.id))
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    assert len(live.live.ledger) > 10
    assert [promise for promise in live.live.ledger if promise.state == "broken"] == []
    assert [promise for promise in live.live.ledger if promise.state == "open"] == []


def test_pledges_are_the_open_promises_and_nothing_else() -> None:
    live = sit("easy")
    for _ in range(5):
        for offer in view_of(live, "LUM").offers:
            live.submit(SeatMove(seat="LUM", move="accept_trade", offer=offer.id))
        finish_session(live)
        bound = {
            (promise.by, promise.issue, promise.option)
            for promise in live.live.ledger
            if promise.state == "open"
        }
        found = {
            (live.live.room.tableau.delegations[row], live.live.topic(i).key, live.live.wording(i, o).key)
            for row, i, o in np.argwhere(live.live.people.pledged).tolist()
        }
        assert found == bound


@pytest.mark.parametrize(("word", "signal"), [("can_live_with", 1), ("support", 0), ("oppose", 4)])
def test_what_was_said_in_the_talks_stands_on_the_floor(word: str, signal: int) -> None:
    live = sit()
    live.submit(SeatMove(seat="LUM", move=word, issue="roles", option="sovereign_first"))
    finish_session(live)
    given = live.live.recorder.sheets["signal"][0][live.live.row("LUM"), 0, 0]
    assert given == signal


def test_words_that_go_with_a_talk_or_an_offer_are_for_whom_they_are_addressed_to() -> None:
    live = sit("standard", "LUM", "TAM", "NOR")
    talk = SeatMove(seat="LUM", move="consult_bilaterally", to="NOR", text="Between us.")
    offer = SeatMove(seat="LUM", move="offer_trade", to="NOR", give=GIVE, get=GET, text="For you alone.")
    cable = SeatMove(seat="LUM", move="consult_capital", text="Minister, help.")
    speech = SeatMove(seat="LUM", move="speak", text="For all to hear.")
    for move in (talk, offer, cable, speech):
        live.submit(move)
    heard = {seat: [said.text for said in view_of(live, seat).statements] for seat in ("LUM", "NOR", "TAM")}
    assert heard["LUM"] == ["Between us.", "For you alone.", "Minister, help.", "For all to hear."]
    assert heard["NOR"] == ["Between us.", "For you alone.", "For all to hear."]
    assert heard["TAM"] == ["For all to hear."]


def test_two_offers_turned_down_are_enough_for_a_session() -> None:
    live = sit()
    for option in ("sovereign_first", "equal_footing"):
        live.submit(
            SeatMove(
                seat="LUM", move="offer_trade", to="ALT", give=("venue", "un_best"), get=("roles", option)
            )
        )
    with pytest.raises(IllegalMoveError, match="turned down two offers"):
        live.submit(
            SeatMove(
                seat="LUM", move="offer_trade", to="ALT", give=("venue", "un_best"), get=("pace", "immediate")
            )
        )


def test_nobody_offers_what_it_has_given_or_said_already() -> None:
    live = sit("easy")
    for _ in range(8):
        for offer in view_of(live, "LUM").offers:
            row = live.live.row(offer.by)
            issue = live.live.issue(offer.give[0])
            place = (row, issue, live.live.option(issue, offer.give[1]))
            assert not live.live.people.pledged[place]
            assert live.live.followed.last_signals[place] not in (0, 1)
            live.submit(SeatMove(seat="LUM", move="accept_trade", offer=offer.id))
        finish_session(live)


def test_a_package_that_does_not_pass_is_told_with_who_objected() -> None:
    # Without a programme of work every clause has been read by session 5.
    read = load_scenario(TWELVE_SEATS, overrides={"protocol.programme": "false"})
    live = LiveNegotiation(read, seats=("VEL",), seed=1)
    for _ in range(5):
        finish_session(live)
    extreme = {
        issue.key: max(issue.options, key=lambda option: option.position).key
        for at, issue in enumerate(TRAINING.issues)
        if live.live.is_open[at]
    }
    live.submit(SeatMove(seat="VEL", move="propose_package", package=extreme))
    finish_session(live)
    (told,) = (move for move in view_of(live, "VEL").heard[-1] if move.move == "package_fails")
    assert told.delegation == "VEL"
    assert "ALT" in told.others
    assert " did not pass: " in str(told.reason)
    assert packages_told(view_of(live, "VEL"), live.session - 1)[0].startswith("Your package (")


def test_who_takes_a_seat_over_stands_by_what_the_agent_accepted_and_by_no_objection() -> None:
    live = LiveNegotiation(TRAINING)
    while live.session < 4:
        live.advance()
    live.submit(SeatMove(seat="LUM", move="take_over"))
    row = live.live.row("LUM")
    last = live.live.followed.last_signals[row]
    assert (last > ACCEPTED).any()
    np.testing.assert_array_equal(
        live.live.people.said[row], np.where((last >= 0) & (last <= ACCEPTED), last, -1)
    )
    assert (live.live.people.said[row] >= 0).any()


def test_what_was_told_in_a_visit_is_of_the_session_in_which_it_was_told() -> None:
    live = sit()
    for session in range(1, 6):
        finish_session(live)
        for key in view_of(live, "LUM").sought_by:
            told = next(other.told for other in view_of(live, "LUM").others if other.key == key)
            assert told is not None
            assert told.session == session


def test_a_document_that_only_a_vote_can_make_is_put_to_people_too() -> None:
    forum = {
        "forum.leftover": "fail",
        "forum.call_vote": "0.5",
        "sessions": "1",
        "protocol.chair_text": "false",
        "protocol.package": "false",
    }
    live = LiveNegotiation(load_scenario(TWELVE_SEATS, overrides=forum), seats=("LUM",))
    while live.phase not in ("adoption", "over"):
        for request in live.pending:
            for issue, option in request.asked:
                live.submit(SeatMove(seat="LUM", move="object_formally", issue=issue, option=option))
            live.submit(SeatMove(seat="LUM", move="done"))
        live.advance()
    assert live.phase == "adoption"


def bound(agreed: tuple[str, str]) -> LiveNegotiation:
    """Let two people trade: OPEN lives with a wording on agenda items, STATE with few seats of governments."""
    live = LiveNegotiation("worked_package", seats=("OPEN", "STATE"))
    live.submit(
        SeatMove(seat="OPEN", move="offer_trade", to="STATE", give=agreed, get=("seats", "two_seats"))
    )
    (offer,) = view_of(live, "STATE").offers
    live.submit(SeatMove(seat="STATE", move="accept_trade", offer=offer.id))
    return live


def ended(live: LiveNegotiation, **answers: str) -> dict[str, list[str]]:
    """Go on to the end with these moves of STATE, by phase; return what became of the promises, by phase."""
    became = dict[str, list[str]]()
    while live.phase != "over":
        for request in live.pending:
            if request.seat == "STATE" and request.phase in answers:
                live.submit(SeatMove(seat="STATE", move=answers[request.phase]))
                became[request.phase] = [promise.state for promise in live.live.ledger]
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    became["over"] = [promise.state for promise in live.live.ledger]
    return became


def test_who_refuses_a_package_breaks_no_promise_that_was_in_it() -> None:
    live = bound(("agenda", "two_items"))
    became = ended(live, package="refuse_package", adoption="reject_document")
    assert became["package"] == ["open", "open"]
    assert became["over"] == ["void", "void"]
    trust = live.live.room.state.trust[0]
    assert (trust >= live.live.protocol.consult.trust_start).all()


def test_a_promise_kept_on_the_way_is_void_once_the_document_is_rejected() -> None:
    rejected = bound(("agenda", "eight_items"))
    assert ended(rejected, adoption="reject_document") == {
        "adoption": ["kept", "kept"],
        "over": ["void", "void"],
    }
    assert not (rejected.record.outcome.option >= 0).any()
    joined = bound(("agenda", "eight_items"))
    assert ended(joined, adoption="join_consensus")["over"] == ["kept", "kept"]


def test_what_was_broken_on_the_floor_stays_broken_whatever_becomes_of_the_document() -> None:
    live = bound(("agenda", "eight_items"))
    finish_session(live, eight_items="object_formally")
    assert ended(live, adoption="reject_document")["over"] == ["broken", "void"]


@pytest.mark.parametrize("seat", ["LUM", "TAM"])
def test_what_the_instructions_are_said_to_be_is_what_they_do(seat: str) -> None:
    live = sit("easy", seat)
    row, told = live.live.row(seat), dict[tuple[int, int, int], str]()
    while live.phase != "over":
        view = view_of(live, seat)
        if live.phase == "talks":
            for offer in view.offers:
                live.submit(SeatMove(seat=seat, move="accept_trade", offer=offer.id))
        for issue, topic in enumerate(view.issues):
            for option, wording in enumerate(topic.options):
                if wording.instructed and live.live.people.said[row, issue, option] < 0:
                    told[live.session - 1, issue, option] = wording.instructed
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    for (session, *place), signal in told.items():
        given = SIGNALS[live.record.signal[session, row, *place]]
        alone = ("silent", "statement") if signal == "formal_object" else ()
        assert given in (signal, *alone), (session, place)
    assert set(told.values()) == {"support", "can_live_with", "formal_object"}


def test_what_was_promised_is_within_the_instructions_on_the_floor() -> None:
    live = bound(("agenda", "eight_items"))
    live.submit(SeatMove(seat="OPEN", move="done"))
    live.submit(SeatMove(seat="STATE", move="done"))
    live.advance()
    agenda = view_of(live, "OPEN").issues[1]
    assert next(o.instructed for o in agenda.options if o.key == "eight_items") in (
        "support",
        "can_live_with",
    )
