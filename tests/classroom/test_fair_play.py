"""Nobody in a class gets ahead by a trick: no second brief, no longer phase, no door that is shut on the others."""

from pathlib import Path

import pytest

from simulation.classroom import ClassService, FullError, Joined, NotAllowedError, actions
from tests.classes import Meeting, meeting, state_of, url_in


def back(here: Meeting, gone: Joined, name: str, **where: bool) -> Joined:
    """Join anew from the browser in which somebody was before."""
    return here.join(name, token_before=gone.token, **where)


@pytest.mark.parametrize("dealing", ["random", "chosen"])
def test_who_has_read_a_brief_and_leaves_comes_back_to_no_other(tmp_path: Path, dealing: str) -> None:
    with meeting(url_in(tmp_path), tables=2, dealing=dealing) as here:
        spy = here.join("Spy 0")
        if dealing == "chosen":
            here.act(spy, actions.ChooseSeat(table="2", seat=here.see(spy).free[0]))
        mine = here.see(spy)
        place = (mine.clock.table, mine.seat)
        for number in range(1, 6):
            here.act(spy, actions.Leave())
            spy = back(here, spy, f"Spy {number}")
            seen = here.see(spy)
            assert (spy.table, spy.seat) == (seen.clock.table, seen.seat) == place
            assert seen.view is not None
        other = next(one.key for one in mine.seats if one.key != mine.seat)
        with pytest.raises(NotAllowedError):
            here.act(spy, actions.ChooseSeat(table=place[0], seat=other))
        told = next(one for one in here.service.log(here.host, most=100) if one.kind == "Leave")
        assert (told.who, told.seat) == (
            "Spy 4",
            next(one.name for one in mine.seats if one.key == mine.seat),
        )
        with ClassService(url_in(tmp_path)) as anew:
            assert state_of(anew, here.room) == here.snapshot()


def test_who_has_read_a_brief_may_watch_and_then_sit_down_there_alone(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", people_a_seat=1) as here:
        spy = here.join("Spy")
        seat, other, *_ = here.see(spy).free
        here.act(spy, actions.ChooseSeat(table="1", seat=seat))
        here.act(spy, actions.Leave())
        watcher = back(here, spy, "Spy", watch=True)
        assert here.see(watcher).free == (seat,)
        with pytest.raises(NotAllowedError, match="You have read the brief"):
            here.act(watcher, actions.ChooseSeat(table="1", seat=other))
        here.act(watcher, actions.Leave())
        again = back(here, watcher, "Spy")
        assert again.seat == seat
        here.act(again, actions.Leave())
        ann = here.join("Ann", table="1", seat=seat)
        assert here.see(ann).view is not None
        with pytest.raises(FullError):
            back(here, again, "Spy")
        here.run(
            actions.Move(person=back(here, again, "Spy", watch=True).caller.person, table="1", seat=other)
        )


def test_who_leaves_without_having_read_a_brief_is_free(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        one = here.join("Ann")
        here.act(one, actions.Leave())
        again = back(here, one, "Ann")
        assert len(here.see(again).free) > 1
        assert [entry.seat for entry in here.service.log(here.host, most=9) if entry.kind == "Leave"] == [""]
