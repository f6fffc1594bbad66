"""The replay counts apart what a person refused in a session and what its instructions did."""

from dashboard.components.packing import texts_of
from dashboard.frame.language import words_in
from dashboard.replay.replay_data import make_replay
from simulation.live import LiveNegotiation, SeatMove
from simulation.reasons import build_log, coalitions_of
from simulation.storage.kept_run import make_run


def test_refusals_of_the_person_are_counted_and_those_of_its_instructions_stand_behind() -> None:
    live = LiveNegotiation("first_hour", seed=1, seats=("SAB",))
    while live.phase != "over":
        for request in live.pending:
            for issue, option in request.asked if live.session == 1 else ():
                live.submit(SeatMove(seat="SAB", move="object_formally", issue=issue, option=option))
            live.submit(SeatMove(seat="SAB", move="done"))
        live.advance()
    log = build_log(live.record)
    fourth = [one.cause for one in log.by("SAB") if (one.session, one.move) == (4, "object_formally")]
    assert (fourth.count("person"), fourth.count("instructed")) == (3, 5)
    data = make_replay(
        make_run(live.record, log, coalitions_of(live.record), command="delegation-sim play"), words_in("en")
    )
    texts = texts_of(data)
    reason = data["reasons"]["by"][str(live.live.row("SAB"))]["4"]
    assert texts[reason["refused"]].endswith(" on Start, and 2 more wordings.")
    assert texts[reason["because"]].endswith(
        "Its instructions refused 5 more wordings, on which the person had said nothing."
    )
