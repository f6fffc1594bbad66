"""Every kind of move that the rules refuse is refused as such: in words, with what is possible, and nothing happens."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from simulation import load_scenario
from simulation.errors import DelegationSimError
from simulation.live import IllegalMoveError, LiveNegotiation, SeatMove
from simulation.live.possible import legal_moves
from simulation.protocols.result import JOINS
from simulation.scenario.schema import Scenario
from simulation.words import told_in
from tests.kept_cases import SIX_SEATS, TWELVE_SEATS
from tests.spoken_for import BY_LANGUAGE

type Start = Callable[[], LiveNegotiation]


def case(key: str = TWELVE_SEATS, **changes: str) -> Scenario:
    return load_scenario(key, overrides={path.replace("__", "."): value for path, value in changes.items()})


TRAINING = case()
READ = case(protocol__programme="false")
"""Every clause comes up early and none is called: all have been read by session 5, and most are open to the end."""
VOTING = case("unga_cyber")
CLAUSE_BY_CLAUSE = case(forum__package="false")
POWERLESS = case(chair__powers="[call]")
TEXTLESS = case(protocol__chair_text="false")
ONE_SESSION = case(sessions="1")
ONE_CLAUSE = case(protocol__clock="{lead: 4, floor: 1}")


def at_talks(chosen: Scenario = TRAINING, *seats: str) -> LiveNegotiation:
    return LiveNegotiation(chosen, seats=seats or ("LUM",))


def made(live: LiveNegotiation, *moves: Mapping[str, Any]) -> LiveNegotiation:
    for move in moves:
        live.submit(SeatMove(**{"seat": "LUM", **move}))
    return live


def went_on(live: LiveNegotiation, phase: str, session: int = 1) -> LiveNegotiation:
    """Go on until this phase of this session, everybody content with the instructions."""
    while (live.phase, live.session) != (phase, session) and live.phase != "over":
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    assert live.phase == phase
    return live


def bracketed() -> LiveNegotiation:
    return made(at_talks(), {"move": "request_brackets", "issue": "venue"})


def over() -> LiveNegotiation:
    live = at_talks(ONE_SESSION)
    live.play_out()
    return live


def refused_once() -> LiveNegotiation:
    live = at_talks()
    give, get = ("mechanism", "establish"), ("roles", "equal_footing")
    assert not live.submit(SeatMove(seat="LUM", move="offer_trade", to="VEL", give=give, get=get)).granted
    return live


DONE = {"move": "done"}
TALK = {"move": "consult_bilaterally", "to": "TAM"}
OFFER = {
    "move": "offer_trade",
    "to": "TAM",
    "give": ("mechanism", "report_views"),
    "get": ("pace", "continue_consult"),
}

ILLEGAL: dict[str, tuple[Start, dict[str, Any], str]] = {
    "no such move": (at_talks, {"move": "suport"}, "Did you mean 'support'"),
    "no such seat": (at_talks, {"seat": "ZZZ", "move": "done"}, "No delegation is called “ZZZ”"),
    "an observer": (at_talks, {"seat": "OST", "move": "done"}, "only watches"),
    "a seat of an agent": (at_talks, {"seat": "VEL", "move": "done"}, "An agent sits"),
    "a seat that is taken": (at_talks, {"move": "take_over"}, "sits in the seat of Lumera already"),
    "after the end": (over, {"move": "speak", "text": "But!"}, "is over"),
    "after done": (lambda: made(at_talks(), DONE), TALK, "has said that it is done"),
    "a signal of the floor in the talks": (
        at_talks,
        {"move": "object_formally", "issue": "roles", "option": "sovereign_first"},
        "Not now",
    ),
    "a talk on the floor": (lambda: went_on(at_talks(), "floor"), TALK, "Not now.*during the talks"),
    "a package answer without a package": (at_talks, {"move": "accept_package"}, "when a package is put"),
    "to join before the end": (at_talks, {"move": "join_consensus"}, "document as a whole"),
    "to sign before the end": (at_talks, {"move": "sign"}, "when the document is signed"),
    "to take a seat on the floor": (
        lambda: went_on(at_talks(), "floor"),
        {"seat": "VEL", "move": "take_over"},
        "Not now",
    ),
    "no right to object": (
        lambda: at_talks(TRAINING, "GCIA"),
        {"seat": "GCIA", "move": "request_brackets", "issue": "roles"},
        "this forum does not give to Industry",
    ),
    "no right to propose": (
        lambda: at_talks(case(delegations__LUM__rights="{speak: true, object: true}")),
        {"move": "propose_option", "issue": "roles", "option": "tunis_35_37"},
        "this forum does not give to Lumera",
    ),
    "no right to speak": (
        lambda: at_talks(case(delegations__LUM__rights="{propose: true, object: true}")),
        {"move": "speak", "text": "Chair?"},
        "this forum does not give to Lumera",
    ),
    "a field is missing": (at_talks, {"move": "support", "issue": "roles"}, "needs option"),
    "a field too many": (at_talks, {**TALK, "offer": "1"}, "does not take offer"),
    "too long a text": (at_talks, {"move": "speak", "text": "x" * 1001}, "1001 characters; at most 1000"),
    "nothing said": (at_talks, {"move": "speak"}, "needs text"),
    "no such issue": (at_talks, {"move": "request_brackets", "issue": "moon"}, "No issue is called “moon”"),
    "no such option": (
        at_talks,
        {"move": "support", "issue": "roles", "option": "moon"},
        "has no wording “moon”",
    ),
    "not on the agenda": (
        at_talks,
        {"move": "propose_option", "issue": "venue", "option": "existing"},
        "not on the agenda of session 1",
    ),
    "not on the floor": (
        lambda: went_on(at_talks(), "floor"),
        {"move": "support", "issue": "venue", "option": "existing"},
        "is not on the floor",
    ),
    "the text on the table": (
        at_talks,
        {"move": "propose_option", "issue": "roles", "option": "sovereign_first"},
        "text on the table already",
    ),
    "no agreed language": (
        at_talks,
        {"move": "cite_agreed_language", "issue": "roles", "option": "equal_footing"},
        "is not agreed language",
    ),
    "to amend by striking": (
        lambda: went_on(at_talks(), "talks", 2),
        {"move": "amend", "issue": "diagnosis", "option": "drop"},
        "leaves nothing of the clause",
    ),
    "the last resort too early": (
        lambda: went_on(at_talks(), "talks", 2),
        {"move": "delete_clause", "issue": "diagnosis"},
        "last resort",
    ),
    "nothing to strike": (at_talks, {"move": "delete_clause", "issue": "roles"}, "case has no wording"),
    "nowhere to refer to": (at_talks, {"move": "refer_clause", "issue": "roles"}, "case has no wording"),
    "nothing softer": (
        lambda: at_talks(case(issues__boundary__draft="p69_carve_out")),
        {"move": "soften_verb", "issue": "boundary"},
        "no wording on Boundary softer",
    ),
    "brackets twice": (bracketed, {"move": "request_brackets", "issue": "venue"}, "in brackets already"),
    "no brackets to lift": (at_talks, {"move": "lift_brackets", "issue": "venue"}, "holds no bracket"),
    "a trade with itself": (at_talks, {**OFFER, "to": "LUM"}, "cannot trade with itself"),
    "a trade with one who decides nothing": (at_talks, {**OFFER, "to": "GCIA"}, "decides nothing here"),
    "a trade on one clause": (
        at_talks,
        {**OFFER, "get": ("mechanism", "drop")},
        "needs two clauses",
    ),
    "the same trade again": (
        refused_once,
        {**OFFER, "to": "VEL", "give": ("mechanism", "establish"), "get": ("roles", "equal_footing")},
        "turned down this very trade",
    ),
    "an offer that nobody made": (
        at_talks,
        {"move": "accept_trade", "offer": "s9"},
        "There is no offer “s9”",
    ),
    "to refuse what nobody offered": (at_talks, {"move": "refuse_trade", "offer": "s9"}, "There is no offer"),
    "a package in a forum without": (
        lambda: went_on(at_talks(CLAUSE_BY_CLAUSE), "talks", 6),
        {"move": "propose_package", "package": {"venue": "existing"}},
        "there are no packages",
    ),
    "a package before all was read": (
        at_talks,
        {"move": "propose_package", "package": {"venue": "existing"}},
        "Not read yet: Roles of stakeholders",
    ),
    "a talk with itself": (at_talks, {**TALK, "to": "LUM"}, "cannot talk to itself"),
    "a talk twice": (lambda: made(at_talks(), TALK), TALK, "has talked to Tamarat"),
    "no time for a talk": (
        lambda: made(at_talks(), TALK, {**TALK, "to": "ALT"}),
        {**TALK, "to": "VEL"},
        "no time left",
    ),
    "to found what is there": (
        lambda: made(
            at_talks(TRAINING, "LUM", "TAM"),
            {"seat": "TAM", "move": "found_coalition", "issue": "roles", "option": "tunis_35_37"},
        ),
        {"move": "found_coalition", "issue": "roles", "option": "tunis_35_37"},
        "join it",
    ),
    "to join what is not there": (
        at_talks,
        {"move": "join_coalition", "issue": "roles", "option": "tunis_35_37"},
        "no coalition for this wording yet",
    ),
    "to join twice": (
        lambda: made(at_talks(), {"move": "co_sign", "issue": "roles", "option": "tunis_35_37"}),
        {"move": "co_sign", "issue": "roles", "option": "tunis_35_37"},
        "stands for .* already",
    ),
    "to leave nothing": (at_talks, {"move": "leave_coalition", "issue": "roles"}, "in no coalition"),
    "capital twice": (
        lambda: made(at_talks(), {"move": "consult_capital"}),
        {"move": "consult_capital"},
        "Capital was asked",
    ),
    "a group on what was not read": (
        at_talks,
        {"move": "ask_for_group", "issue": "venue"},
        "has not been read yet",
    ),
    "a second group": (
        lambda: made(went_on(at_talks(), "talks", 2), {"move": "ask_for_group", "issue": "roles"}),
        {"move": "ask_for_group", "issue": "boundary"},
        "group was set up",
    ),
    "a chair without groups": (
        lambda: at_talks(POWERLESS),
        {"move": "ask_for_group", "issue": "roles"},
        "no power to set up",
    ),
    "a chair that cannot suspend": (
        lambda: at_talks(POWERLESS),
        {"move": "ask_for_recess"},
        "no power to suspend",
    ),
    "a chair without a pen": (
        lambda: at_talks(POWERLESS),
        {"move": "ask_for_chair_text"},
        "no power to issue",
    ),
    "a case without chair's text": (
        lambda: at_talks(TEXTLESS),
        {"move": "ask_for_chair_text"},
        "no power to issue",
    ),
    "a chair's text twice": (
        lambda: made(at_talks(), {"move": "ask_for_chair_text"}),
        {"move": "ask_for_chair_text"},
        "asked for a text",
    ),
    "a recess in the recess": (
        lambda: made(at_talks(), {"move": "ask_for_recess"}),
        {"move": "ask_for_recess"},
        "in recess already",
    ),
    "a recess at the end": (lambda: at_talks(ONE_SESSION), {"move": "ask_for_recess"}, "last session"),
    "a deferral at the end": (
        lambda: at_talks(ONE_SESSION),
        {"move": "seek_deferral", "issue": "roles"},
        "last session",
    ),
    "a deferral of what is not there": (
        at_talks,
        {"move": "seek_deferral", "issue": "venue"},
        "not on the agenda",
    ),
    "a deferral of all there is": (
        lambda: at_talks(ONE_CLAUSE),
        {"move": "seek_deferral", "issue": "roles"},
        "Nothing else is on the agenda",
    ),
    "a chair without an agenda": (
        lambda: at_talks(POWERLESS),
        {"move": "seek_deferral", "issue": "roles"},
        "no power over the agenda",
    ),
}


def test_there_are_many_kinds_of_them() -> None:
    assert len(ILLEGAL) >= 40


@pytest.mark.parametrize("kind", sorted(ILLEGAL))
def test_it_is_refused_in_words_and_nothing_happens(kind: str) -> None:
    start, fields, says = ILLEGAL[kind]
    live = start()
    move = SeatMove(**{"seat": "LUM", **fields})
    before = live.log.to_text()
    with pytest.raises(IllegalMoveError, match=says) as refusal:
        live.submit(move)
    assert live.log.to_text() == before
    assert set(refusal.value.legal) == set(legal_moves(live.live, move.seat))


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_it_is_refused_in_every_language(code: str) -> None:
    with told_in(code), pytest.raises(IllegalMoveError) as refusal:
        at_talks().submit(SeatMove(seat="LUM", move="request_brackets", issue="moon"))
    assert ("question" in str(refusal.value)) == (code == "fr")


def test_what_is_agreed_is_not_open_any_more() -> None:
    live = went_on(at_talks(READ), "talks", 12)
    clean = [live.live.topic(issue) for issue, is_open in enumerate(live.live.is_open) if not is_open]
    assert clean
    with pytest.raises(IllegalMoveError, match="is agreed ad referendum"):
        live.submit(SeatMove(seat="LUM", move="oppose", issue=clean[0].key, option=clean[0].options[0].key))


def test_to_soften_is_to_put_the_next_wording_that_somebody_has_written() -> None:
    live = made(at_talks(case(SIX_SEATS)), {"move": "soften_verb", "issue": "pace"})
    issue = live.live.issue("pace")
    tabled = int(live.live.people.tabled[live.live.row("LUM"), issue])
    assert live.live.wording(issue, tabled).label == "Put into operation, no date"


def test_nobody_abstains_where_nobody_votes() -> None:
    live = went_on(at_talks(READ), "adoption", 12)
    with pytest.raises(IllegalMoveError, match="does not vote"):
        live.submit(SeatMove(seat="LUM", move="abstain"))


def test_nobody_dissociates_in_a_vote() -> None:
    live = LiveNegotiation(VOTING, seats=("BRA",))
    while live.phase not in ("adoption", "over"):
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    assert live.phase == "adoption"
    with pytest.raises(IllegalMoveError, match="In a vote, vote or abstain"):
        live.submit(SeatMove(seat="BRA", move="dissociate"))
    assert live.check(SeatMove(seat="BRA", move="abstain")) == ()


def put_for_adoption(**changes: str) -> LiveNegotiation:
    live = at_talks(case("worked_package", **changes), "OPEN")
    while live.phase != "adoption":
        for request in live.pending:
            for issue, option in request.asked:
                live.submit(SeatMove(seat="OPEN", move="can_live_with", issue=issue, option=option))
            live.submit(SeatMove(seat="OPEN", move="done"))
        live.advance()
    return live


def test_who_may_abstain_though_nobody_may_vote_is_told_what_that_counts_as() -> None:
    live = put_for_adoption(forum__call_vote="0.9")
    abstains = SeatMove(seat="OPEN", move="abstain")
    assert "you count as joining" in str(live.check(abstains)[0])
    live.submit(abstains)
    live.play_out()
    outcome = live.record.outcome
    assert not outcome.voted
    assert JOINS[outcome.joins[live.live.row("OPEN")]] == "joins"


def test_who_dissociated_itself_signs_with_a_reservation_or_not_at_all() -> None:
    live = put_for_adoption(forum="{preset: itu_treaty}")
    live.submit(SeatMove(seat="OPEN", move="dissociate"))
    live.submit(SeatMove(seat="OPEN", move="done"))
    live.advance()
    assert live.phase == "signing"
    with pytest.raises(IllegalMoveError, match="sign with a reservation, or not at all"):
        live.submit(SeatMove(seat="OPEN", move="sign"))
    for move in ("sign_with_reservation", "not_sign"):
        assert live.check(SeatMove(seat="OPEN", move=move)) == ()


def test_nobody_goes_on_while_somebody_is_asked() -> None:
    with pytest.raises(IllegalMoveError, match="the room waits for LUM"):
        at_talks().advance()


def test_nobody_can_sit_where_nobody_is_asked() -> None:
    with pytest.raises(DelegationSimError, match="it asks no delegation"):
        LiveNegotiation(load_scenario(TWELVE_SEATS, overrides={"protocol": "{key: compromise}"}))


def test_a_package_is_answered_by_others_than_its_author() -> None:
    live = went_on(at_talks(READ, "LUM", "TAM"), "talks", 6)
    options = {
        issue.key: issue.options[1].key
        for at, issue in enumerate(TRAINING.issues)
        if live.live.is_open[at] and issue.options[1].kind not in ("delete", "refer")
    }
    live.submit(SeatMove(seat="LUM", move="propose_package", package=options))
    with pytest.raises(IllegalMoveError, match="Lumera has put a package"):
        live.submit(SeatMove(seat="TAM", move="propose_package", package=options))
