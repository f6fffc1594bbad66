from .adopted import silence_told as silence_told
from .adopted import stand_label as stand_label
from .adopted import stands_asked as stands_asked
from .agent_runs import RUNS as RUNS
from .agent_runs import AgentRuns as AgentRuns
from .agent_runs import Compared as Compared
from .agent_runs import beside as beside
from .agent_runs import join as join
from .agent_runs import parts_of as parts_of
from .agent_runs import play_part as play_part
from .agent_runs import play_runs as play_runs
from .better import Change as Change
from .better import Ground as Ground
from .better import Instead as Instead
from .group_told import AgentsTold as AgentsTold
from .group_told import GroupTold as GroupTold
from .group_told import InsteadTold as InsteadTold
from .group_told import points_note as points_note
from .group_told import told_agents as told_agents
from .group_told import told_group as told_group
from .group_told import told_side_by_side as told_side_by_side
from .groups_debrief import GroupDebrief as GroupDebrief
from .groups_debrief import debrief_groups as debrief_groups
from .groups_debrief import judged_groups as judged_groups
from .judged import JudgedGroup as JudgedGroup
from .judged import SeatResult as SeatResult
from .judged import judge_group as judge_group

__all__ = [
    "RUNS",
    "AgentRuns",
    "AgentsTold",
    "Change",
    "Compared",
    "Ground",
    "GroupDebrief",
    "GroupTold",
    "Instead",
    "InsteadTold",
    "JudgedGroup",
    "SeatResult",
    "beside",
    "debrief_groups",
    "join",
    "judge_group",
    "judged_groups",
    "parts_of",
    "play_part",
    "play_runs",
    "points_note",
    "silence_told",
    "stand_label",
    "stands_asked",
    "told_agents",
    "told_group",
    "told_side_by_side",
]
