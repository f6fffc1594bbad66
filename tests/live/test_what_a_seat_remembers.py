"""A seat sees whom it met and what was asked and refused in this session, and nothing of what others asked."""

from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.reasons import build_log, who_moved
from simulation.words import LANGUAGES, told_in


def done(live: LiveNegotiation, *seats: str) -> None:
    for seat in seats:
        live.submit(SeatMove(seat=seat, move="done"))
    live.advance()


def test_a_seat_sees_whom_it_met_and_what_it_asked_of_capital() -> None:
    live = LiveNegotiation("wtpf13_training", seats=("LUM", "ALT"))
    live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to="TAM"))
    live.submit(SeatMove(seat="LUM", move="consult_capital"))
    mine, other = view_of(live, "LUM"), view_of(live, "ALT")
    assert mine.met == ("TAM",)
    assert mine.asked == {"consult_capital"}
    assert (other.met, other.asked) == ((), frozenset())


def test_what_is_asked_of_the_chair_everybody_sees_and_the_next_session_forgets() -> None:
    live = LiveNegotiation("wtpf13_training", seats=("LUM", "ALT"))
    live.submit(SeatMove(seat="LUM", move="ask_for_recess"))
    assert view_of(live, "ALT").asked == {"ask_for_recess"}
    while live.session == 1:
        done(live, *(request.seat for request in live.pending))
    assert view_of(live, "ALT").asked == frozenset()


def test_a_trade_that_was_turned_down_is_remembered_by_whoever_offered_it() -> None:
    live = LiveNegotiation("wtpf13_training", seats=("LUM", "ALT"))
    give, get = ("mechanism", "report_views"), ("roles", "equal_footing")
    reply = live.submit(SeatMove(seat="LUM", move="offer_trade", to="VEL", give=give, get=get))
    assert not reply.granted
    assert view_of(live, "LUM").refused == {("VEL", give, get)}
    assert view_of(live, "ALT").refused == frozenset()


def test_a_play_in_which_the_person_moved_is_told_to_the_end() -> None:
    live = LiveNegotiation("wtpf13_training", seats=("LUM",))
    live.submit(SeatMove(seat="LUM", move="propose_option", issue="roles", option="tunis_35_37"))
    while live.phase != "over":
        for request in live.pending:
            for issue, option in request.asked:
                live.submit(SeatMove(seat="LUM", move="can_live_with", issue=issue, option=option))
            live.submit(SeatMove(seat="LUM", move="done"))
        live.advance()
    log = build_log(live.record)
    causes = {move.cause for move in log.moves if move.delegation == "LUM" and move.cause}
    assert "person" in causes
    for code in LANGUAGES:
        with told_in(code):
            assert any(mover.delegation == "LUM" for mover in who_moved(live.record, log))


def test_a_seat_came_for_what_it_came_for_whatever_a_drafting_group_writes_later() -> None:
    live = LiveNegotiation("first_hour", seed=1, seats=("TAM",))
    came_for = {issue.key: issue.aim.key for issue in view_of(live, "TAM").issues}
    while live.phase != "over":
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    issues = view_of(live, "TAM").issues
    assert {issue.key: issue.aim.key for issue in issues} == came_for
    assert any(issue.best.is_drafted and issue.best.key != issue.aim.key for issue in issues)
