"""Red lines in words: what a delegation may not accept in a session, and what stands outside its red line."""

import numpy as np

from simulation.reasons.record_reading import Reading
from simulation.state.instructions import mandate_on
from simulation.state.tableau import AGREED_LANGUAGE, OPTION_KINDS
from simulation.words import Said, said

__all__ = ["beyond", "is_sponsored", "red_line"]


def is_sponsored(reading: Reading, at: tuple[int, int, int, int]) -> bool:
    """Return whether an option would strike what a delegation tabled itself; `at`: session, row, issue, option."""
    _, row, issue, option = at
    return reading.record.tableau.strikes_own(row, issue, option)


def red_line(reading: Reading, at: tuple[int, int, int, int]) -> Said:
    """Return the limits that rule an option out for a delegation, in one sentence.

    Both ends of a red line are told together. One that no mandate and no instruction gives is told as assumed.

    Args:
        reading: What happened.
        at: Session, counted from 0, row, issue and option.
    """
    session, row, issue, _ = at
    tableau, topic = reading.record.tableau, reading.record.scenario.issues[issue]
    if is_sponsored(reading, at):
        return said("red.given", line=said("red.sponsor", issue=topic.name))
    if tableau.has_mask[row, issue]:
        allowed = tableau.acceptable[row, issue] & reading.written[session, issue]
        named = zip(topic.options, allowed.tolist(), strict=False)
        labels = Said.one_of(option.label for option, may in named if may)
        return said("red.given", line=said("red.named", issue=topic.name, options=labels))
    if reading.refuses[row]:
        return said("red.given", line=said("red.refuses", issue=topic.name))
    line = _ends(reading, session, row, issue)
    if _is_given(reading, session, row, issue):
        return said("red.given", line=line)
    return said("red.assumed", line=line)


def beyond(reading: Reading, session: int, row: int, issue: int, option: int) -> str:
    """Return the kind of an option that a delegation may accept though it lies beyond its red line, else nothing."""
    record = reading.record
    tableau = record.tableau
    ordinary = _ordinary(reading, issue)
    red = record.is_red[session, row, issue]
    if tableau.has_mask[row, issue] or ordinary[option] or red[option]:
        return ""
    side = 1.0 if tableau.option_position[issue, option] > record.ideal[session, row, issue] else -1.0
    place = side * tableau.option_position[issue]
    ideal = side * record.ideal[session, row, issue]
    end = record.red_high[session, row, issue] if side > 0 else -record.red_low[session, row, issue]
    is_crossed = (ordinary & red & (place > ideal) & (place <= place[option])).any()
    kind = OPTION_KINDS[tableau.option_kind[issue, option]]
    return kind if place[option] > end or is_crossed else ""


def _ordinary(reading: Reading, issue: int) -> np.ndarray:
    """Return which options a red line can rule out, `[O]`: all but agreed language, deletion and referral."""
    tableau = reading.record.tableau
    ordinary: np.ndarray = tableau.commits[issue] & (tableau.option_kind[issue] != AGREED_LANGUAGE)
    return ordinary


def _ends(reading: Reading, session: int, row: int, issue: int) -> Said:
    record, topic = reading.record, reading.record.scenario.issues[issue]
    place, ordinary = record.tableau.option_position[issue], _ordinary(reading, issue)
    ordinary = ordinary & reading.written[session, issue]
    red = record.is_red[session, row, issue]
    allowed = np.flatnonzero(ordinary & ~red)
    if not len(allowed):
        return said("red.nothing", issue=topic.name)
    low, high = int(allowed[np.argmin(place[allowed])]), int(allowed[np.argmax(place[allowed])])
    refused = place[ordinary & red]
    is_bound = (bool((refused < place[low]).any()), bool((refused > place[high]).any()))
    labels = (topic.options[low].label, topic.options[high].label)
    values: dict[str, str | Said] = {
        "issue": topic.name,
        "low": Said.pole(topic.low),
        "high": Said.pole(topic.high),
        "first": labels[0],
        "last": labels[1],
    }
    match is_bound:
        case (True, True):
            return said("red.only" if low == high else "red.between", **values)
        case (True, False):
            return said("red.below", **values)
        case (False, True):
            return said("red.above", **values)
        case _:
            return said("red.gap", **values)


def _is_given(reading: Reading, session: int, row: int, issue: int) -> bool:
    """Return whether the mandate or an instruction up to this session gives the red line."""
    record = reading.record
    key, topic = record.tableau.delegations[row], record.scenario.issues[issue]
    seat = next(item for item in record.scenario.delegations if item.key == key)
    return mandate_on(record.scenario, seat, topic).red_line is not None or any(
        event.delegation == key
        and event.issue in (None, topic.key)
        and event.red_line is not None
        and event.session <= session + 1
        for event in record.scenario.events
    )
