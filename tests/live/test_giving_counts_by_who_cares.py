"""What a person gives earns goodwill by how much the others care about the clause, and not by how much it does."""

from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.scenario.load import load_scenario

OTHERS = ("ALT", "NOR", "LUM", "SAB")


def earned(clause: str, *, others: float, own: float = 0.25) -> float:
    """Return what TAM has earned after the second session if it says that it can live with all on a clause."""
    weights = {f"delegations.{key}.mandate.{clause}.salience": others for key in OTHERS}
    case = load_scenario(
        "first_hour",
        overrides=weights
        | {f"delegations.TAM.mandate.{clause}.salience": own, "protocol.goodwill.ahead": 1.0},
    )
    live = LiveNegotiation(case, seed=1, seats=("TAM",))
    (issue,) = (one for one in view_of(live, "TAM").issues if one.key == clause)
    for option in issue.written:
        if not option.is_red:
            live.submit(SeatMove(seat="TAM", move="can_live_with", issue=clause, option=option.key))
    while live.session <= 2:
        if live.pending:
            live.submit(SeatMove(seat="TAM", move="done"))
        live.advance()
    return float(live.live.room.state.earned[0, live.live.row("TAM")])


def test_giving_on_what_is_dear_to_the_others_earns_more_than_on_what_is_dear_to_nobody() -> None:
    little, some, much = (earned("mechanism", others=weight) for weight in (0.05, 0.25, 0.9))
    assert 0 < little < some < much


def test_giving_on_what_only_oneself_cares_about_earns_no_more_for_that() -> None:
    assert earned("mechanism", others=0.05, own=0.9) < earned("mechanism", others=0.9, own=0.25)
