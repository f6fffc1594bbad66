"""What follows from tableau, forum and parameters before the first session: blocs, cohorts, opening state."""

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.protocols.room import Blocs
from simulation.rules.decision import RULES, Conditions, Voters
from simulation.scenario.forums import Forum
from simulation.state.tableau import TEXT, Tableau
from simulation.strategies.builtin import STRATEGIES, Obstructor
from simulation.strategies.strategy import Strategy

__all__ = [
    "blocs_of",
    "cohorts_of",
    "conditions_of",
    "edits_of",
    "flag",
    "refuses_of",
    "stakes_of",
    "talks_of",
]


def conditions_of(tableau: Tableau, forum: Forum) -> Conditions:
    """Return the conditions under which anything passes in this room."""
    rule = RULES.create(forum.decision.rule, forum.decision.model_extra or {})
    return rule.conditions(Voters(delegations=tableau.delegations, decide=tableau.decide, kind=tableau.kind))


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


def edits_of(tableau: Tableau) -> IntArray:
    """Return how many edits lead from the first draft to each wording, `[I, O]`.

    The rungs in between; to or from vague words or agreed language it is one. To strike or to refer a clause, or to
    bring it back, undoes all of it: the whole ladder.
    """
    text = tableau.valid & (tableau.option_kind == TEXT)
    below = tableau.option_position[:, None, :] < tableau.option_position[:, :, None]
    rung = (below & text[:, None, :]).sum(axis=2) * text
    clause, draft = np.arange(len(rung)), tableau.draft

    def either(marked: BoolArray) -> BoolArray:
        return marked | marked[clause, draft][:, None]

    edits: IntArray = np.where(either(tableau.is_special), 1, np.abs(rung - rung[clause, draft][:, None]))
    ladder = np.maximum(text.sum(axis=1, keepdims=True) - 1, 1)
    edits = np.where(either(~tableau.commits & tableau.valid), ladder, edits)
    edits[clause, draft] = 0
    return edits


def blocs_of(tableau: Tableau, discipline: float, follows: BoolArray) -> Blocs | None:
    """Return what blocs do, or None where nobody belongs to any.

    A delegation of several blocs mixes the means of all of them in equal parts and passes voice to each
    spokesperson in equal parts; its discipline is the mean of theirs.
    """
    if not tableau.member.any():
        return None
    member = tableau.member.astype(np.float64)
    size = len(member)
    force = np.where(np.isnan(tableau.discipline), discipline, tableau.discipline)
    share = _shares(member, axis=1)
    own = np.where(follows & tableau.member.any(axis=1), 1.0, share @ force)
    heads = _shares(member.T, axis=1)
    disclose = (member[:, None] * member[None] * force).max(axis=2)
    np.fill_diagonal(disclose, 1.0)
    voice = np.eye(size) * (1.0 - own)[:, None]
    for bloc in np.flatnonzero(tableau.spokesperson >= 0):
        voice[:, tableau.spokesperson[bloc]] += own * share[:, bloc]
    return Blocs(
        disclose=disclose,
        voice=voice,
        discipline=own[:, None],
        share=share,
        say=_shares(tableau.capability[:, None] * member.T, axis=2, otherwise=heads),
        others=(member @ member.T > 0) * (1.0 - np.eye(size)),
    )


def _shares(weight: FloatArray, *, axis: int, otherwise: FloatArray | float = 0.0) -> FloatArray:
    """Return weights as shares of their sum along an axis; `otherwise` where they sum to 0."""
    total = weight.sum(axis=axis, keepdims=True)
    return np.where(total > 0, weight / np.where(total > 0, total, 1.0), otherwise)


def talks_of(tableau: Tableau, talks: int, cost: int) -> IntArray:
    """Return how many talks each delegation can hold, `[A]`: its attention, less the meetings of its blocs."""
    attention = np.where(tableau.attention < 0, talks, tableau.attention)
    left: IntArray = np.maximum(attention - cost * tableau.member.any(axis=1), 0)
    return left


def stakes_of(cohorts: tuple[tuple[Strategy, IntArray], ...], size: int) -> FloatArray:
    """Return what any text that commits costs whoever came for no outcome, in lengths of the axis, `[A]`; else 0."""
    stakes = np.zeros(size)
    for strategy, rows in cohorts:
        if isinstance(strategy, Obstructor) and strategy.stake is not None:
            stakes[rows] = strategy.stake
    return stakes


def refuses_of(cohorts: tuple[tuple[Strategy, IntArray], ...], size: int) -> BoolArray:
    """Return who signs nothing that commits, `[A]`: an obstructor with a stake can be brought to."""
    refuses: BoolArray = flag(cohorts, "refuses", size) & (stakes_of(cohorts, size) == 0)
    return refuses


def flag(cohorts: tuple[tuple[Strategy, IntArray], ...], name: str, size: int) -> BoolArray:
    """Return which rows follow a strategy with this property, `[A]`."""
    flags = np.zeros(size, dtype=bool)
    for strategy, rows in cohorts:
        flags[rows] = getattr(strategy, name)
    return flags
