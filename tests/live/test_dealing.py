"""Trades, promises, talks and the Chair: what delegations answer, remember and do about it."""

import numpy as np
import pytest

from simulation import load_scenario
from simulation.live import LiveNegotiation, Reply, SeatMove, aftermath, view_of
from simulation.live.moves import LEVELS
from simulation.live.offers import Side, weigh_offer
from tests.kept_cases import SIX_SEATS, TWELVE_SEATS
from tests.live.playing import finish_session, sit

TRAINING = load_scenario(TWELVE_SEATS)
GIVE, GET = ("diagnosis", "incomplete"), ("development", "p65_reference")
"""LUM lives with a wording that VEL can use; VEL gives on development, which matters little to it."""


def trade(live: LiveNegotiation, to: str = "VEL") -> Reply:
    return live.submit(SeatMove(seat="LUM", move="offer_trade", to=to, give=GIVE, get=GET))


def test_a_trade_that_pays_is_accepted_and_both_sides_are_bound() -> None:
    live = sit()
    reply = trade(live)
    assert (reply.by, reply.granted, str(reply.reason)) == (
        "VEL",
        True,
        "We have a deal: Development for Diagnosis.",
    )
    mine, theirs = view_of(live, "LUM").ledger
    assert (theirs.by, theirs.to, (theirs.issue, theirs.option)) == ("VEL", "LUM", GET)
    assert (mine.by, mine.to, (mine.issue, mine.option)) == ("LUM", "VEL", GIVE)
    row, issue = live.live.row("VEL"), live.live.issue("development")
    assert live.live.turn.could[0, row, issue, live.live.option(issue, "p65_reference")]


def test_what_was_given_before_buys_nothing() -> None:
    live = sit()
    assert trade(live).granted
    again = ("boundary", "p69_broad")
    reply = live.submit(SeatMove(seat="LUM", move="offer_trade", to="VEL", give=GIVE, get=again))
    assert not reply.granted
    assert str(reply.reason) == "On Diagnosis you have given that already. It buys nothing more."


def test_no_trade_crosses_a_red_line_whatever_is_offered() -> None:
    live = sit("easy")
    reply = live.submit(
        SeatMove(
            seat="LUM", move="offer_trade", to="VEL", give=GIVE, get=("mechanism", "facilitate_dialogue")
        )
    )
    assert not reply.granted
    assert (
        str(reply.reason)
        == "This is further than we can go on Mechanism. An empty gesture would close the subject."
    )


def test_a_delegation_that_holds_its_line_gives_nothing() -> None:
    case = load_scenario(TWELVE_SEATS, overrides={"delegations.VEL.strategy": "{key: hold}"})
    live = LiveNegotiation(case, seats=("LUM",))
    assert str(trade(live).reason) == "Our position on Development has not changed, and it will not."


def test_a_hard_bargainer_asks_more_than_an_easy_one() -> None:
    accepted = {}
    for level in ("easy", "standard", "hard"):
        live = sit(level).live
        options = live.room.tableau.valid.sum(axis=1).tolist()
        places = [(issue, option) for issue, count in enumerate(options) for option in range(count)]
        accepted[level] = sum(
            weigh_offer(
                live.room, live.turn, agent=agent, person=2, side=Side(give=give, get=get), level=level
            ).verdict
            == "accepts"
            for agent in (0, 1, 3)
            for give in places
            for get in places
            if give[0] != get[0]
        )
    assert accepted["easy"] > accepted["standard"] > accepted["hard"] > 0


def break_word(live: LiveNegotiation) -> None:
    """Go on to the session in which what LUM promised is on the floor, and object to it."""
    while live.live.ledger[0].state == "open":
        finish_session(live, incomplete="object_formally")


def test_a_promise_that_is_broken_costs_trust_and_frees_the_other_side() -> None:
    live = sit()
    trade(live)
    row, mine = live.live.row("VEL"), live.live.row("LUM")
    before = live.live.room.state.trust[0, :, mine].copy()
    break_word(live)
    states = {promise.by: promise.state for promise in live.live.ledger}
    assert states == {"LUM": "broken", "VEL": "void"}
    after = live.live.room.state.trust[0, :, mine]
    assert after[row] == pytest.approx(0.1 * before[row], abs=0.05)
    others = [other for other in range(len(after)) if other not in (row, mine)]
    np.testing.assert_allclose(after[others], 0.7 * before[others], atol=0.05)
    issue = live.live.issue("development")
    assert not live.live.people.pledged[row, issue].any()


def test_before_one_breaks_a_promise_one_is_warned() -> None:
    live = sit()
    trade(live)
    warnings = live.check(SeatMove(seat="LUM", move="oppose", issue="diagnosis", option="incomplete"))
    assert [str(one) for one in warnings] == ["You have promised VEL to live with this wording."]


def test_red_lines_and_instructions_warn_and_forbid_nothing() -> None:
    live = sit("standard", "VEL")
    red = SeatMove(seat="VEL", move="support", issue="mechanism", option="facilitate_dialogue")
    far = SeatMove(seat="VEL", move="can_live_with", issue="mechanism", option="report_views")
    assert "crosses a red line" in str(live.check(red)[0])
    assert "further than your instructions" in str(live.check(far)[0])
    assert live.submit(red).warnings == live.check(red)


def test_who_is_not_trusted_is_told_nothing() -> None:
    live = sit()
    trust = live.live.room.state.trust.copy()
    trust[:, live.live.row("VEL"), live.live.row("LUM")] = 0.2
    live.live.room.state.trust = trust
    reply = live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to="VEL"))
    assert (reply.granted, reply.told) == (False, None)
    assert str(reply.reason) == "We prefer to keep our counsel for now."


def test_delegations_come_with_offers_that_pay_them_and_never_twice_with_the_same() -> None:
    live = sit("easy")
    seen = list[tuple[str, tuple[str, str], tuple[str, str]]]()
    for _ in range(6):
        for offer in view_of(live, "LUM").offers:
            assert offer.give[0] != offer.get[0]
            seen.append((offer.by, offer.give, offer.get))
        finish_session(live)
    assert len(seen) >= 6
    assert len(set(seen)) == len(seen)


def test_an_offer_that_is_accepted_binds_and_one_that_is_refused_is_gone() -> None:
    live = sit("easy")
    while len(view_of(live, "LUM").offers) <= 1:
        finish_session(live)
    first, second, *_ = view_of(live, "LUM").offers
    assert live.submit(SeatMove(seat="LUM", move="accept_trade", offer=first.id)).granted
    live.submit(SeatMove(seat="LUM", move="refuse_trade", offer=second.id))
    left = {offer.id for offer in view_of(live, "LUM").offers}
    assert not {first.id, second.id} & left
    assert {promise.by for promise in live.live.ledger} == {"LUM", first.by}


def test_people_trade_with_people_as_they_like() -> None:
    live = sit("standard", "LUM", "VEL")
    assert not trade(live).granted
    (offer,) = (offer for offer in view_of(live, "VEL").offers if offer.by == "LUM")
    live.submit(SeatMove(seat="VEL", move="accept_trade", offer=offer.id))
    assert {promise.by for promise in live.live.ledger} == {"LUM", "VEL"}


def test_a_wording_that_a_person_asks_for_stands_on_the_floor() -> None:
    live = sit()
    live.submit(SeatMove(seat="LUM", move="propose_option", issue="roles", option="equal_footing"))
    live.submit(SeatMove(seat="LUM", move="done"))
    live.advance()
    assert ("roles", "equal_footing") in live.pending[0].asked
    finish_session(live)
    tabled = [
        move
        for move in aftermath.heard(live.live)[0]
        if move.move == "propose_option" and move.delegation == "LUM"
    ]
    assert [(move.issue, move.option) for move in tabled] == [("roles", "equal_footing")]


def test_one_person_alone_keeps_a_text_in_brackets_under_consensus() -> None:
    live = sit()
    finish_session(live, sovereign_first="object_formally")
    assert "LUM" in view_of(live, "LUM").issues[0].brackets


def test_capital_answers_one_step_of_its_own_faster_for_who_asks() -> None:
    asking, waiting = sit("standard", "VEL"), sit("standard", "VEL")
    asking.submit(SeatMove(seat="VEL", move="consult_capital"))
    for live in (asking, waiting):
        finish_session(live)
    room, concede = asking.live.room, asking.live.protocol.concede
    drawn = room.draws.capital[0, 0, room.tableau.delegations.index("VEL")]
    pace = concede.pace * (1.0 + concede.unevenness * (2.0 * drawn - 1.0))
    gained = view_of(asking, "VEL").own.released - view_of(waiting, "VEL").own.released
    assert gained == pytest.approx(pace)


def test_the_chair_puts_no_text_before_it_has_called_a_clause_and_says_so() -> None:
    live = sit()
    finish_session(live)
    assert live.live.room.state.readings[0].any()
    assert not live.live.turn.called[0].any()
    reply = live.submit(SeatMove(seat="LUM", move="ask_for_chair_text"))
    assert not reply.granted
    assert "before it has called" in str(reply.reason)


def test_the_chair_issues_a_text_once_a_clause_that_it_called_has_stayed_open_and_not_before() -> None:
    live, asks = sit(), SeatMove(seat="LUM", move="ask_for_chair_text")
    refused = []
    while not (reply := live.submit(asks)).granted:
        refused.append(str(reply.reason))
        finish_session(live)
    assert live.live.room.state.waited[0, live.live.called_and_open].any()
    assert "before it has called" in refused[0]
    assert "only just called" in refused[-1]
    session = live.session
    finish_session(live)
    texts = [move for move in aftermath.heard(live.live)[session - 1] if move.move == "issue_chair_text"]
    assert texts


def test_a_recess_reads_nothing_and_leaves_time_to_talk() -> None:
    live = sit()
    before = view_of(live, "LUM").own.talks_left
    live.submit(SeatMove(seat="LUM", move="ask_for_recess"))
    assert view_of(live, "LUM").own.talks_left == before + 2
    finish_session(live)
    assert live.session == 2
    assert {issue.readings for issue in view_of(live, "LUM").issues} == {0}


def test_a_drafting_group_reports_at_the_next_session() -> None:
    live = sit()
    finish_session(live)
    live.submit(SeatMove(seat="LUM", move="ask_for_group", issue="roles"))
    finish_session(live)
    assert "roles" in [live.live.topic(issue).key for issue in live.live.opened]


def test_a_seat_wants_no_wording_that_no_group_has_written() -> None:
    case = load_scenario(SIX_SEATS, overrides={"drafting": "true"})
    for seat in ("NOR", "SAB", "TAM"):
        live = LiveNegotiation(case, seed=5, seats=(seat,))
        for issue, topic in zip(view_of(live, seat).issues, case.issues, strict=True):
            drafted = {option.key for option in topic.options if option.drafted}
            assert drafted == {option.key for option in issue.options if not option.is_written}
            assert issue.best.key not in drafted


def test_a_clause_that_is_deferred_is_not_read() -> None:
    live = sit()
    live.submit(SeatMove(seat="LUM", move="seek_deferral", issue="roles"))
    finish_session(live)
    readings = {issue.key: issue.readings for issue in view_of(live, "LUM").issues}
    assert (readings["roles"], readings["boundary"]) == (0, 1)


def test_coalitions_are_counted_with_the_people_in_them() -> None:
    live = sit()
    live.submit(SeatMove(seat="LUM", move="co_sign", issue="roles", option="tunis_35_37"))
    option = next(o for o in view_of(live, "LUM").issues[0].options if o.key == "tunis_35_37")
    assert "LUM" in option.holders
    finish_session(live)
    assert live.live.room.state.platform[0, live.live.row("LUM"), 0] == 1


def test_an_agent_goes_on_from_where_a_person_stands_and_gives_the_seat_back() -> None:
    live = sit()
    live.submit(SeatMove(seat="LUM", move="co_sign", issue="roles", option="tunis_35_37"))
    live.submit(SeatMove(seat="LUM", move="hand_over"))
    assert live.pending == ()
    while live.session == 1:
        live.advance()
    live.submit(SeatMove(seat="LUM", move="take_over"))
    assert live.seated == ("LUM",)
    played = live.live.recorder.sheets["played"][0]
    assert not played.any()


def test_one_person_can_stop_the_document_under_consensus() -> None:
    live = sit()
    while live.phase != "adoption":
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    stops, joins = live.fork(), live.fork()
    stops.submit(SeatMove(seat="LUM", move="reject_document"))
    joins.submit(SeatMove(seat="LUM", move="join_consensus"))
    for twin in (stops, joins):
        twin.submit(SeatMove(seat="LUM", move="done"))
        twin.advance()
    assert (stops.record.outcome.option < 0).all()
    assert (joins.record.outcome.option >= 0).any()
    assert joins.record.outcome.joins[joins.live.row("LUM")] == 0


def test_a_person_who_steps_away_from_a_document_makes_it_consensus_with_statements_and_no_vote() -> None:
    live = LiveNegotiation(SIX_SEATS, seed=2, seats=("SAB",))
    while live.phase != "adoption":
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    for move, outcome in (("join_consensus", "consensus_clean"), ("dissociate", "consensus_with_statements")):
        twin = live.fork()
        twin.submit(SeatMove(seat="SAB", move=move))
        twin.submit(SeatMove(seat="SAB", move="done"))
        twin.advance()
        assert (twin.record.outcome.voted, twin.record.outcome.outcome_class) == (False, outcome)


def test_opponents_of_a_hard_game_know_each_other_by_half_and_people_not_at_all() -> None:
    knows = {}
    for level in LEVELS:
        live = LiveNegotiation(SIX_SEATS, seats=("LUM",), level=level).live
        unknown = live.room.state.unknown[0]
        lum = live.row("LUM")
        away = ~np.eye(len(unknown), dtype=bool)
        away[lum] = away[:, lum] = False
        knows[level] = 1.0 - unknown[away]
        others = np.arange(len(unknown)) != lum
        assert (unknown[others, lum] == 1.0).all()
        assert (unknown[lum, others] == 1.0).all()
    assert (knows["easy"] == 0.0).all()
    assert (knows["standard"] == 0.0).all()
    assert (knows["hard"] == 0.5).all()


def test_who_takes_a_seat_later_meets_opponents_that_know_as_much_of_each_other() -> None:
    seated = LiveNegotiation(SIX_SEATS, seats=("LUM",), level="hard").live
    later = LiveNegotiation(SIX_SEATS, level="hard")
    later.submit(SeatMove(seat="LUM", move="take_over"))
    others = np.arange(len(later.live.room.tableau.delegations)) != seated.row("LUM")
    np.testing.assert_array_equal(
        later.live.room.state.unknown[0][np.ix_(others, others)],
        seated.room.state.unknown[0][np.ix_(others, others)],
    )
