"""What a class finds out about itself once all is over: its tables beside each other, beside agents, beside history."""

from simulation.classroom.debrief.beside import Clause, Wording, beside_agents
from simulation.classroom.debrief.ended import Ended, ended_with, result_of, results_of, table_name
from simulation.classroom.debrief.found import Findings, Key, Piece, findings_of, work_out
from simulation.classroom.debrief.gathered import Attended, Gathered, TableLog, gather
from simulation.classroom.debrief.history import Happened, history_of
from simulation.classroom.debrief.otherwise import Otherwise, other_rules, under_rule
from simulation.classroom.debrief.seat import for_person, seat_debrief
from simulation.classroom.debrief.written import notes_of_person

__all__ = [
    "Attended",
    "Clause",
    "Ended",
    "Findings",
    "Gathered",
    "Happened",
    "Key",
    "Otherwise",
    "Piece",
    "TableLog",
    "Wording",
    "beside_agents",
    "ended_with",
    "findings_of",
    "for_person",
    "gather",
    "history_of",
    "notes_of_person",
    "other_rules",
    "result_of",
    "results_of",
    "seat_debrief",
    "table_name",
    "under_rule",
    "work_out",
]
