"""The debriefing of a seat of a class, without branches, and as one of its people reads it."""

from collections.abc import Mapping
from dataclasses import replace

from simulation.classroom.debrief.gathered import Attended, TableLog
from simulation.classroom.debrief.written import notes_of_person
from simulation.scenario.schema import Scenario
from simulation.training.debrief import Debrief, debriefing, questions_for

__all__ = ["for_person", "seat_debrief"]


def seat_debrief(table: TableLog, seat: str, questions: Mapping[str, str]) -> Debrief:
    """Return the profile, the turning points and the dealings of a seat.

    Args:
        table: Played to its end.
        seat: Key of the delegation.
        questions: Of the trainer's pack, see `pack_questions`.

    Raises:
        DelegationSimError: if it cannot be played again, see `TableLog.live`.
    """
    live = table.live()
    return next(told for told in debriefing(live, seat, questions=questions) if told.turning is not None)


def for_person(told: Debrief, case: Scenario, person: Attended, questions: Mapping[str, str]) -> Debrief:
    """Return the debriefing of a seat with what one of its people wrote down.

    Args:
        told: Of the seat.
        case: As it was played at the table.
        person: Who reads it.
        questions: As for `seat_debrief`.
    """
    notes = notes_of_person(case, person.notes)
    process = replace(told.score.process, hints=len(notes.hints))
    with_notes = told.noted(notes, questions_for(notes, questions))
    return replace(
        with_notes,
        score=replace(told.score, process=process),
        prediction=told.prediction.beside(case, notes),
    )
