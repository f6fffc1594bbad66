"""What people are shown of what their seat did and of what came of it."""

from pathlib import Path

from simulation.classroom import Joined, actions
from simulation.live import SeatView
from simulation.protocols.result import OUTCOME_CLASSES
from tests.classes import Meeting, meeting, six_seats, url_in
from tests.classroom_play import to_session


def test_what_a_seat_did_is_shown_with_the_answers_and_goes_with_the_line_that_is_rewound(
    tmp_path: Path,
) -> None:
    with meeting(url_in(tmp_path)) as here:
        who = here.join()
        here.run(actions.Start())
        other = next(one.key for one in view_of_seat(here, who).others)
        reply = here.submit(who, "consult_bilaterally", to=other).reply
        to_session(here, 2)
        here.submit(who, "speak", text="We go on.")
        made = here.see(who).made
        assert [(one.session, one.phase, one.move.move) for one in made if one.move.move != "done"] == [
            (1, "talks", "consult_bilaterally"),
            (2, "talks", "speak"),
        ]
        assert made[0].reply == reply
        here.run(actions.Rewind(table="1", session=2))
        assert {one.session for one in here.see(who).made} == {1}


def test_what_came_of_it_is_shown_to_everybody_at_the_table_once_it_is_over(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        who, watcher = here.join(), here.join(watch=True)
        here.run(actions.Start())
        assert here.see(who).ending is None
        while not here.see(who).clock.is_ended:
            here.run(actions.CloseNow(table="1"))
        ending = here.see(who).ending
        assert ending is not None
        assert ending == here.see(watcher).ending
        assert ending.outcome_class in OUTCOME_CLASSES
        assert set(ending.options) == {issue.key for issue in six_seats().issues}
        is_there = any(ending.options.values())
        assert bool(ending.joins) == is_there


def test_a_seat_that_an_agent_holds_is_counted_as_submitted(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        who, other = here.join(), here.join()
        here.run(actions.Start())
        here.act(who, actions.LetAgent())
        clock = here.see(other).clock
        assert (clock.submitted, clock.asked) == (1, 2)


def view_of_seat(here: Meeting, who: Joined) -> SeatView:
    view = here.see(who).view
    assert view is not None
    return view


def test_the_log_is_not_crowded_out_by_what_it_leaves_out(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        who = here.join("Ada")
        here.run(actions.Start())
        here.run(actions.Show(face="text"))
        for number in range(30):
            here.act(who, actions.WriteDown(name="answer", value=number))
        told = [(one.kind, one.who) for one in here.service.log(here.host, most=14)]
        assert told == [("Start", ""), ("join", "Ada")]
        for minutes in range(1, 15):
            here.run(actions.Extend(minutes=minutes))
            here.act(who, actions.WriteDown(name="answer", value=-minutes))
        log = here.service.log(here.host, most=14)
        assert [one.kind for one in log] == ["Extend"] * 14
        assert [one.number for one in log] == sorted((one.number for one in log), reverse=True)
