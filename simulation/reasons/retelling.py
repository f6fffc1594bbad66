"""Tells a log in the language that is told in, whatever the language in which it was built."""

from dataclasses import replace

from simulation.reasons.moves import Log, Move
from simulation.words import is_told_as, retold

__all__ = ["retold_log"]


def retold_log(log: Log) -> Log:
    """Return a log with its reasons in the language that is told in; the same log if they are in it already.

    What comes from the case stays as it is: names, wordings, and notes that came with new instructions.
    """
    if is_told_as("summary.assumed", log.roster.assumed):
        return log
    names = frozenset(log.roster.names.values())

    def told(move: Move) -> Move:
        return replace(
            move,
            public_reason=retold(move.public_reason, names),
            private_reason=retold(move.private_reason, names),
            refused_because=retold(move.refused_because, names),
            red_line=retold(move.red_line, names),
        )

    roster = replace(log.roster, assumed=retold(log.roster.assumed))
    return Log(roster=roster, moves=tuple(told(move) for move in log.moves))
