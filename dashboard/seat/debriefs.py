"""The debriefing of a game as work for the workers: played again there from its log, and told in parts."""

from collections.abc import Iterator, Mapping

from simulation.live import LiveLog, LiveNegotiation
from simulation.scenario import Scenario
from simulation.training import Debrief, debriefing
from simulation.words import told_in

__all__ = ["debrief_work"]


def debrief_work(
    log: LiveLog, case: Scenario, seat: str, language: str, questions: Mapping[str, str]
) -> Iterator[Debrief]:
    """Yield the debriefing as it grows; called in a worker.

    Args:
        log: Of a negotiation that is over.
        case: On which it was played.
        seat: Key of the delegation.
        language: To tell it in.
        questions: Of the trainer's pack; none: the general ones.
    """
    with told_in(language):
        live = LiveNegotiation.from_log(log, case)
        yield from debriefing(live, seat, questions=questions)
