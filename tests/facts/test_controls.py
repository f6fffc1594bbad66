"""Changes that must change nothing in generated rooms: the negative controls that run with the facts."""

import numpy as np
import pytest

from simulation.evidence.facts.controls import CONTROLS, differing
from simulation.evidence.facts.fact import Control
from simulation.evidence.facts.play_rooms import play
from simulation.evidence.facts.rooms import ALL
from simulation.evidence.facts.run_battery import run_battery


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.key)
def test_a_change_that_must_change_nothing_changes_nothing(control: Control) -> None:
    number = 40 if control.key == "symmetry" else 12
    (found,) = run_battery((), (control,), seed=5, replications=number)[1]
    assert found.is_null, found.figures
    assert found.replications == number


def test_a_change_that_changes_something_is_found() -> None:
    tough = Control(
        key="tough",
        name="",
        variants={"soft": ALL, "tough": ALL.but(strategy="hold")},
        check=CONTROLS[0].check,
    )
    (found,) = run_battery((), (tough,), seed=5, replications=6)[1]
    assert not found.is_null
    assert "closed_at" in found.figures


def test_a_drifting_room_is_found() -> None:
    symmetry = next(control for control in CONTROLS if control.key == "symmetry")
    leaning = {"leaning": ALL.but(stakeholders=8, standing="decide", rule="simple_majority", status_quo=0.5)}
    drifts = Control(key="drift", name="", variants=leaning, check=symmetry.check)
    (found,) = run_battery((), (drifts,), seed=5, replications=20)[1]
    assert not found.is_null


def test_observers_leave_every_bit_of_a_room_as_it_is() -> None:
    plain, watched = play(ALL, 2, range(10)), play(ALL.but(stakeholders=8), 2, range(10))
    assert differing(plain, watched) == ()
    heard = play(ALL.but(stakeholders=8, standing="persuade"), 2, range(10))
    assert differing(plain, heard) != ()
    assert np.abs(heard.result.gain[:, :12] - plain.result.gain).max() > 0


def test_controls_come_with_what_they_rest_on() -> None:
    (first,) = run_battery((), CONTROLS[:1], seed=7, replications=2)[1]
    assert (first.seed, first.replications) == (7, 2)
    assert first.as_data()["figures"] == "2 rooms of each, identical to the last bit"
