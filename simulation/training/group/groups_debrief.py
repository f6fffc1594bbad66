"""The debriefing of all groups that negotiated a case."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulation.arrays import BoolArray
from simulation.scenario.group_schema import GroupResults
from simulation.scenario.schema import Scenario
from simulation.training.group.agent_runs import RUNS, AgentRuns, Compared, beside, play_runs
from simulation.training.group.better import Ground
from simulation.training.group.judged import JudgedGroup, judge_group
from simulation.training.progress import Told

__all__ = ["GroupDebrief", "debrief_groups", "judged_groups"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDebrief:
    """What every group made of a case, beside each other and beside agents."""

    case: Scenario
    groups: tuple[JudgedGroup, ...]
    runs: AgentRuns | None = None
    """None: not played."""

    @property
    def compared(self) -> tuple[Compared, ...]:
        """Each group beside the agents; nothing without runs."""
        return () if self.runs is None else tuple(beside(group, self.runs) for group in self.groups)


def judged_groups(
    case: Scenario,
    results: GroupResults,
    ground: Ground | None = None,
    *,
    written: Sequence[BoolArray] | None = None,
) -> tuple[JudgedGroup, ...]:
    """Return the worth of the result of each group, and the gains it left.

    Args:
        case: the case.
        results: of the groups.
        ground: what is worked out of the case already, with the wordings of the papers.
        written: the wordings that were there at the end of each, `[I, O]`; None: those of the papers.
    """
    if written is None:
        ground = Ground.of(case) if ground is None else ground
        return tuple(judge_group(case, group, ground) for group in results.groups)
    grounds = {there.tobytes(): Ground.of(case, written=there) for there in written}
    return tuple(
        judge_group(case, group, grounds[there.tobytes()])
        for group, there in zip(results.groups, written, strict=True)
    )


def debrief_groups(
    case: Scenario, results: GroupResults, *, seed: int = 1, runs: int = RUNS
) -> Told[GroupDebrief]:
    """Debrief groups; yield how many runs of agents are played. Without runs there is no comparison with agents."""
    groups = judged_groups(case, results)
    played = (yield from play_runs(case, seed=seed, runs=runs)) if runs else None
    return GroupDebrief(case=case, groups=groups, runs=played)
