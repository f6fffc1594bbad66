"""What lies before a seat, as its issues and wordings."""

from collections.abc import Iterator

from simulation.live import SeatView
from simulation.live.seen import IssueSeen, OptionSeen

__all__ = ["asked"]


def asked(view: SeatView) -> Iterator[tuple[IssueSeen, OptionSeen]]:
    """Yield the wordings on the floor that the seat has not answered yet, each with its issue."""
    wanted = () if view.request is None else view.request.asked
    for issue in view.issues:
        for option in issue.options:
            if (issue.key, option.key) in wanted:
                yield issue, option
