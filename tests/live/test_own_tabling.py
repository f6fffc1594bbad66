"""A wording that the seat tables stands under its name; to table what is on the table is told as support."""

from simulation.live import LiveNegotiation, SeatMove, aftermath, view_of
from simulation.live.seen import OptionSeen


def option(live: LiveNegotiation, seat: str, issue: str, key: str) -> OptionSeen:
    found = next(one for one in view_of(live, seat).issues if one.key == issue)
    return next(one for one in found.options if one.key == key)


def test_a_tabled_wording_names_its_seat_in_the_talks_and_first_on_the_floor() -> None:
    live, seen = LiveNegotiation("first_hour", seats=("TAM",), seed=3), 0
    while live.phase != "over":
        if live.phase == "talks":
            for issue in view_of(live, "TAM").issues:
                other = next((o for o in issue.options if o.is_admissible and not o.on_table), None)
                if issue.on_agenda and issue.is_open and other is not None:
                    assert option(live, "TAM", issue.key, other.key).tabled_by == ()
                    live.submit(
                        SeatMove(seat="TAM", move="propose_option", issue=issue.key, option=other.key)
                    )
                    assert option(live, "TAM", issue.key, other.key).tabled_by == ("TAM",)
                    tabled = (issue.key, other.key)
            live.submit(SeatMove(seat="TAM", move="done"))
            if live.advance() == "floor":
                assert option(live, "TAM", *tabled).tabled_by[0] == "TAM"
                seen += 1
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    assert seen


def test_to_table_the_text_on_the_table_is_marked_as_support() -> None:
    marked, others = 0, 0
    for seed in range(1, 6):
        live = LiveNegotiation("first_hour", seats=("SAB",), seed=seed)
        while live.phase != "over":
            for request in live.pending:
                live.submit(SeatMove(seat=request.seat, move="done"))
            live.advance()
        for session, moves in enumerate(aftermath.heard(live.live)):
            for move in moves:
                if move.move == "propose_option":
                    issue = live.live.issue(move.issue)
                    table = int(live.record.table[session, issue])
                    assert move.on_table == (live.live.wording(issue, table).key == move.option)
                    marked += move.on_table
                    others += not move.on_table
    assert marked
    assert others
