"""A seat whose time leaves it no talk is told why and is offered none."""

from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.live.told import why_no_talks


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
