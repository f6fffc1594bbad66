"""What a seat is told of its time for talks, and of what capital answered."""

from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.live.seat_sentences import capital_answered, why_no_talks


def test_talks_are_possible_only_while_there_is_time_for_one() -> None:
    live = LiveNegotiation("wtpf13_training", seats=("TAM",))
    assert "consult_bilaterally" in live.pending[0].legal
    live.submit(SeatMove(seat="TAM", move="consult_bilaterally", to="LUM"))
    assert "consult_bilaterally" not in live.pending[0].legal
    assert why_no_talks(view_of(live, "TAM").own) == ""


def test_a_seat_whose_groups_take_its_time_is_told_so_and_has_time_in_a_recess() -> None:
    live = LiveNegotiation("wtpf13_training", seats=("COR",))
    assert why_no_talks(view_of(live, "COR").own).startswith("Your delegation’s time goes to the meetings")
    assert "consult_bilaterally" not in live.pending[0].legal
    live.submit(SeatMove(seat="COR", move="ask_for_recess"))
    assert why_no_talks(view_of(live, "COR").own) == ""
    assert "consult_bilaterally" in live.pending[0].legal


def test_where_nobody_talks_the_case_is_the_reason() -> None:
    own = view_of(LiveNegotiation("worked_package", seats=("STATE",)), "STATE").own
    assert why_no_talks(own) == "In this case delegations hold no talks of their own."


def test_the_answer_of_capital_is_told_with_what_it_changed_and_for_one_session_only() -> None:
    live = LiveNegotiation("first_hour", seats=("SAB",))
    before = view_of(live, "SAB").own.released
    live.submit(SeatMove(seat="SAB", move="consult_capital"))
    shares = {}
    while live.session < 3:
        own = view_of(live, "SAB").own
        shares[live.session] = (own.released_before, own.released)
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    assert shares[1][0] is None
    assert shares[2] == (before, view_of(live.fork(2), "SAB").own.released)
    assert shares[2][1] > before
    now, was = round(100 * shares[2][1]), round(100 * before)
    told = f"you may now go {now}% of the way to your limits; before, {was}%."
    assert told in capital_answered(view_of(live.fork(2), "SAB").own)
    assert capital_answered(view_of(live, "SAB").own) == ""
