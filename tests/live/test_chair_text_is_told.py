"""Where the Chair puts another text on the table between talks and floor, the seat is told which and in whose stead."""

from simulation.cli.seat.menu import menu_of
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.words import say


def test_the_seat_is_told_which_text_the_chair_put_in_whose_stead() -> None:
    live = LiveNegotiation("first_hour", seed=6, seats=("SAB",))
    told, before = 0, dict[str, str]()
    while live.phase != "over":
        view = view_of(live, "SAB")
        on_table = {issue.key: next(o for o in issue.options if o.on_table) for issue in view.issues}
        for issue in view.issues:
            is_changed = (
                issue.is_open and before.get(issue.key, on_table[issue.key].key) != on_table[issue.key].key
            )
            if view.phase == "floor":
                assert issue.replaced == (before[issue.key] if is_changed else None)
                told += is_changed
            elif view.phase == "talks":
                assert issue.replaced is None
        if view.phase == "floor" and (menu := menu_of(live, view, set())) is not None and menu.place:
            issue = next(one for one in view.issues if one.key == menu.place[0])
            if issue.replaced and on_table[issue.key].key == menu.place[1]:
                labels = {option.key: option.label for option in issue.options}
                now, was = labels[menu.place[1]], labels[issue.replaced]
                assert say("live.replaced", option=now, before=was) in menu.question
        if view.phase == "talks":
            before = {key: option.key for key, option in on_table.items()}
        if live.pending:
            live.submit(SeatMove(seat="SAB", move="done"))
        else:
            live.advance()
    assert told
