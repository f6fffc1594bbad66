"""A class with archetypes is the class with real names: the same moves lead to the same end, to the bit."""

from pathlib import Path

import numpy as np
import pytest

from simulation import load_scenario
from simulation.classroom import ClassroomError, ClassService, Joined, Plan, actions
from simulation.errors import ScenarioError
from simulation.scenario.archetypes import recast
from tests.classes import Meeting, meeting, url_in

SEED = 5


def play(here: Meeting, seat: str) -> Joined:
    """Sit down, say something each time it is asked, and let time run out until all is over."""
    who = here.join(seat=seat)
    here.run(actions.Start())
    for _ in range(60):
        view = here.see(who).view
        if here.see(who).clock.is_ended:
            return who
        if view is not None and view.request is not None and view.request.asked:
            issue, option = view.request.asked[0]
            here.submit(who, "object_formally", issue=issue, option=option)
        here.run(actions.CloseNow())
    raise AssertionError("it did not end")


def test_the_same_moves_lead_to_the_same_end_with_either_names(tmp_path: Path) -> None:
    case = load_scenario("unga_cyber", overrides={"sessions": 2})
    found = recast(case, "en")
    records = []
    for names, seat in (("real", "KAZ"), ("archetypes", found.keys["KAZ"])):
        (folder := tmp_path / names).mkdir()
        with meeting(url_in(folder), case, names=names, dealing="chosen", seed=SEED) as here:
            play(here, seat)
            here.run(actions.OpenDebrief())
            (record,) = here.service.records(here.host).values()
            records.append(record)
            state = here.snapshot()
        with ClassService(url_in(folder), clock=here.clock) as again:
            (back,) = again.records(again.enter(here.room, here.token)).values()
            assert back == record
            assert state["real_names"] == ({} if names == "real" else dict(found.real))
    real, other = records
    for name in ("position", "salience", "margin", "could", "platform", "left"):
        ours, theirs = getattr(real, name), getattr(other, name)
        assert (ours.dtype, ours.shape, ours.tobytes()) == (theirs.dtype, theirs.shape, theirs.tobytes()), (
            name
        )
    assert np.isin(other.tableau.delegations, list(found.real)).all()
    assert tuple(found.keys[key] for key in real.tableau.delegations) == other.tableau.delegations


def test_names_are_revealed_once_and_only_where_they_were_kept_back(tmp_path: Path) -> None:
    case = load_scenario("unga_cyber", overrides={"sessions": 1})
    for names, told in (("real", "their real names"), ("archetypes", "Open the debriefing first")):
        (folder := tmp_path / names).mkdir()
        with meeting(url_in(folder), case, names=names) as here:
            who = here.join()
            with pytest.raises(ClassroomError, match=told):
                here.run(actions.RevealNames())
            here.run(actions.Start())
            here.run(actions.End())
            here.run(actions.OpenDebrief())
            assert here.service.gathered(who.caller).real_names == {}
            if names == "archetypes":
                here.run(actions.RevealNames())
                assert here.service.gathered(who.caller).real_names == recast(case, "en").real
                with pytest.raises(ClassroomError, match="revealed already"):
                    here.run(actions.RevealNames())


def test_a_class_of_invented_delegations_is_not_opened_with_archetypes(tmp_path: Path) -> None:
    with ClassService(url_in(tmp_path)) as service:
        with pytest.raises(ScenarioError, match="delegations of first_hour are invented"):
            service.open(load_scenario("first_hour"), Plan(names="archetypes"))
        assert service.listed() == []
    with pytest.raises(ClassroomError, match=r"names \(real, archetypes\)"):
        Plan(names="both")  # type: ignore[arg-type] # as it may come from a file


def test_a_plan_that_says_nothing_of_names_has_real_ones() -> None:
    data = Plan(seed=1).to_data()
    assert data.pop("names") == "real"
    assert Plan.from_data(data).names == "real"
