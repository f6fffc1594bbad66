"""Goodwill of the plain model: who gives is repaid, and who holds out meets a room that does not move either."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks._plain_conference import PlainConference
    from benchmarks._plain_delegation import PlainDelegation

__all__ = ["favours"]

type Wordings = list[list[float]]
"""A number for each wording of each issue."""


def favours(model: "PlainConference") -> list[Wordings]:
    """Return by how much less everybody asks for each wording than by its instructions, in lengths of the axis.

    A wording is favoured over the mean one as far as the others who want it have earned it; they count by their size
    and by how much the issue matters to them, among those who have earned or lost something, unless these are few.
    """
    rules, none = model.rules.goodwill, [[0.0] * model.n_options for _ in range(model.n_issues)]
    earned = _earned(model)
    if not rules.enabled or not any(earned):
        return [none for _ in model.everyone]
    found = [[list(row) for row in none] for _ in model.everyone]
    for q in range(model.n_issues):
        there = [o for o in range(model.n_options) if model.written[q][o]]
        weight = [d.capability * d.salience[q] if d.decides else 0.0 for d in model.everyone]
        wanted = [
            [weight[d.row] * earned[d.row] * d.guess[q][o] for o in range(model.n_options)]
            for d in model.everyone
        ]
        of_all = [sum(row[o] for row in wanted) for o in range(model.n_options)]
        for d in model.everyone:
            rest = [other.row for other in model.everyone if other is not d]
            moved = sum(weight[row] * abs(earned[row]) for row in rest)
            heeded = max(moved, rules.attention * sum(weight[row] for row in rest))
            if heeded <= 0.0:
                continue
            owed = [(of_all[o] - wanted[d.row][o]) / heeded for o in range(model.n_options)]
            mean = sum(owed[o] for o in there) / len(there)
            found[d.row][q] = [rules.worth * d.salience[q] * (of_it - mean) for of_it in owed]
    return found


def _earned(model: "PlainConference") -> list[float]:
    """Return how far everybody has given more than the clock asks of it; 1: enough to be repaid in full."""
    ahead = [_lead(d, model) / model.rules.goodwill.ahead for d in model.everyone]
    return [
        min(1.0, max(0.0 if d.hurries else -1.0, lead)) if d.decides else 0.0
        for d, lead in zip(model.everyone, ahead, strict=True)
    ]


def _lead(d: "PlainDelegation", model: "PlainConference") -> float:
    """Return the share of its way by which it went beyond its clock on what was called or closed, by what matters."""
    there = [q for q in range(model.n_issues) if model.called[q] or model.clean[q]]
    matters = sum(d.salience[q] for q in there)
    return sum(d.salience[q] * d.ahead_of_the_clock(q) for q in there) / matters if matters else 0.0
