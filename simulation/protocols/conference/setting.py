"""What follows from tableau, forum and parameters before the first session: blocs, cohorts, opening state."""

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.rules.decision import RULES, Conditions, Voters
from simulation.scenario.forums import Forum
from simulation.state.tableau import TEXT, Tableau
from simulation.strategies.builtin import STRATEGIES
from simulation.strategies.strategy import Strategy

__all__ = ["blocs_of", "cohorts_of", "conditions_of", "flag", "rungs_of", "talks_of"]


def conditions_of(tableau: Tableau, forum: Forum) -> Conditions:
    """Return the conditions under which anything passes in this room."""
    rule = RULES.create(forum.decision.rule, forum.decision.model_extra or {})
    return rule.conditions(
        Voters(delegations=tableau.delegations, decide=tableau.decide, kind=tableau.kind)
    )


def cohorts_of(tableau: Tableau) -> tuple[tuple[Strategy, IntArray], ...]:
    """Return each distinct strategy with the rows that follow it, in the order of their first row."""
    groups: dict[object, list[int]] = {}
    for row, choice in enumerate(tableau.strategy):
        groups.setdefault(choice, []).append(row)
    return tuple(
        (STRATEGIES.create(*_plain(tableau, rows[0])), np.array(rows, dtype=np.int64))
        for rows in groups.values()
    )


def _plain(tableau: Tableau, row: int) -> tuple[str, dict[str, object]]:
    key, parameters = tableau.strategy[row]
    return key, dict(parameters)


def rungs_of(tableau: Tableau) -> IntArray:
    """Return the rung of each plain text on its ladder, `[I, O]`; special options have none (0)."""
    text = tableau.valid & (tableau.option_kind == TEXT)
    below = tableau.option_position[:, None, :] < tableau.option_position[:, :, None]
    rank: IntArray = (below & text[:, None, :]).sum(axis=2) * text
    return rank


def blocs_of(tableau: Tableau, discipline: float, follows: BoolArray) -> dict[str, FloatArray | None]:
    """Return the fields of `Setting` that blocs decide: disclose, voice, line, mates.

    A delegation of several blocs mixes the means of all of them in equal parts and passes voice to each
    spokesperson in equal parts; its discipline is the mean of theirs.
    """
    member = tableau.member.astype(np.float64)
    force = np.where(np.isnan(tableau.discipline), discipline, tableau.discipline)
    belongs = member.sum(axis=1)
    in_any = belongs > 0
    share = np.divide(member, belongs[:, None], out=np.zeros_like(member), where=in_any[:, None])
    own = np.where(follows & in_any, 1.0, share @ force)
    inside = tableau.capability[:, :, None] * member
    total = inside.sum(axis=1, keepdims=True)
    weight = np.divide(inside, total, out=np.zeros_like(inside), where=total > 0)
    # mean[r, a, b]: how much of b's margin is in the mean of a's blocs
    mean = share @ np.swapaxes(weight, 1, 2)
    line = np.eye(len(member)) * (1.0 - own)[:, None] + own[:, None] * mean
    mates = (member @ member.T > 0) * tableau.capability[:, None, :]
    mates[:, np.arange(len(member)), np.arange(len(member))] = 0.0
    crowd = mates.sum(axis=2, keepdims=True)
    mates = np.divide(mates, crowd, out=np.zeros_like(mates), where=crowd > 0)
    if not in_any.any():
        return {"disclose": None, "voice": None, "line": None, "mates": mates}
    disclose = (member[:, None] * member[None] * force).max(axis=2)
    np.fill_diagonal(disclose, 1.0)
    voice = np.eye(len(member)) * (1.0 - own)[:, None]
    for bloc, speaker in enumerate(tableau.spokesperson):
        voice[:, speaker] += own * share[:, bloc]
    return {"disclose": disclose, "voice": voice, "line": line, "mates": mates}


def talks_of(tableau: Tableau, talks: int, cost: int) -> IntArray:
    """Return how many talks each delegation can hold, `[A]`: its attention, less the meetings of its blocs."""
    attention = np.where(tableau.attention < 0, talks, tableau.attention)
    return np.maximum(attention - cost * tableau.member.any(axis=1), 0)


def flag(cohorts: tuple[tuple[Strategy, IntArray], ...], name: str, size: int) -> BoolArray:
    """Return which rows follow a strategy with this property, `[A]`."""
    flags = np.zeros(size, dtype=bool)
    for strategy, rows in cohorts:
        flags[rows] = getattr(strategy, name)
    return flags


