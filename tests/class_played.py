"""A class that is played to its end, quickly: everybody lives with everything, and one person writes things down."""

from typing import Any

from simulation.classroom import ClassroomError, Joined, actions
from simulation.live import IllegalMoveError
from tests.classes import Meeting

__all__ = ["PREDICTED", "play_out"]

PREDICTED: dict[str, Any] = {
    "prediction": {"options": {"pace": "into_operation", "mechanism": ""}, "outcome_class": "partial"},
    "before": {"ratings": {"ask": 2, "trade": 3}, "remark": ""},
    "after": {"ratings": {"ask": 4}, "remark": "=Time"},
    "principle": "Ask first.",
}


def play_out(here: Meeting, people: int, *, opens: bool = True) -> list[Joined]:
    """Play all tables to their end, and open the debriefing."""
    who = [here.join() for _ in range(people)]
    here.run(actions.Start())
    for _ in range(400):
        left = [one for one in who if not here.see(one).clock.is_ended]
        if not left:
            break
        for one in left:
            _answer(here, one)
    if opens:
        here.run(actions.OpenDebrief())
    return who


def _answer(here: Meeting, who: Joined) -> None:
    view = here.see(who).view
    request = None if view is None else view.request
    if request is None:
        return
    try:
        if request.phase == "floor":
            for issue, option in request.asked:
                here.submit(who, "can_live_with", issue=issue, option=option)
        here.submit(who, "done")
    except (IllegalMoveError, ClassroomError):
        return
