"""The wording that a delegation would rather have had than the one it stood for, and why it did not go for it."""

from simulation.arrays import ATOL
from simulation.reasons.record_reading import Reading
from simulation.words import NOTHING, Said, said

__all__ = ["passed_over"]


def passed_over(
    reading: Reading, session: int, row: int, issue: int, option: int, *, by_line: bool = False
) -> tuple[str, Said]:
    """Return the key of the wording that it would have gained more by in a session, counted from 0, and why not that.

    Nothing where there is none, or where it only kept to what it stood for before.

    Args:
        reading: What happened.
        session: Counted from 0.
        row: Of the delegation.
        issue: On which issue.
        option: What it stood for.
        by_line: Whether the line of its bloc could keep it from the other.
    """
    record, favourite = reading.record, int(reading.favourite[session, row, issue])
    if favourite in (option, -1):
        return "", NOTHING
    at = (session, row, issue, favourite)
    believed = record.believed[session, row, issue]
    if by_line and record.could[at] and not reading.stands[at]:
        why = said("refused.bloc")
    elif not reading.admissible[session, issue, favourite]:
        why = said("refused.last_resort")
    elif believed[favourite] < believed[option] - ATOL:
        why = said("refused.preferred", share=Said.percent(float(believed[favourite])))
    else:
        return "", NOTHING
    return record.scenario.issues[issue].options[favourite].key, why
