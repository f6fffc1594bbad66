"""What a group of people made of a case: what it is worth, what it left, beside agents and beside other groups."""

from simulation.training.group.beside import RUNS, AgentRuns, Compared, beside, play_part, play_runs
from simulation.training.group.better import Change, Instead
from simulation.training.group.groups_debrief import GroupDebrief, debrief_groups
from simulation.training.group.judged import JudgedGroup, SeatResult, judge_group

__all__ = [
    "RUNS",
    "AgentRuns",
    "Change",
    "Compared",
    "GroupDebrief",
    "Instead",
    "JudgedGroup",
    "SeatResult",
    "beside",
    "debrief_groups",
    "judge_group",
    "play_part",
    "play_runs",
]
