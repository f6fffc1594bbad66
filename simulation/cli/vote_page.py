"""Shows the chances of everybody's vote, stand and signature on a text."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.cli.terminal import Page, counted
from simulation.evidence.ballots.case import CaseBallot

__all__ = ["print_ballot"]

_HEADS: Final = ("yes", "abst.", "no", "joins", "stat.", "away", "signs", "res.", "not")
_LEAST: Final = 0.005
"""What is less is shown as nothing."""


def print_ballot(page: Page, ballot: CaseBallot) -> None:
    """Print the text, what to expect of the room, and everybody's chances, whoever is likeliest to vote yes first."""
    case = ballot.scenario
    page.title(f"{case.title}: who would vote how")
    page.columns(list(_clauses(ballot)))
    page.heading("To be expected")
    for sentence in _expected(ballot):
        page.say(sentence, indent=2, hang=2)
    page.heading("Chances, in percent")
    every = np.concatenate([ballot.vote, ballot.stand, ballot.signature], axis=1)
    shown = np.flatnonzero((every >= _LEAST).any(axis=0))
    heads = (*(_HEADS[column] for column in shown), "delegation")
    page.columns(list(_rows(ballot, every[:, shown])), heads=heads)
    page.heading("What this says, and what not")
    for sentence in _limits(ballot):
        page.say(sentence, indent=2, hang=2)


def _clauses(ballot: CaseBallot) -> Iterator[tuple[str, str]]:
    """Yield each issue with its wording in the text."""
    for issue in ballot.scenario.issues:
        key = ballot.text[issue.key]
        option = next((one for one in issue.options if one.key == key), None)
        yield (issue.key, "not in the text" if option is None else option.label)


def _expected(ballot: CaseBallot) -> Iterator[str]:
    yes, abstain, no = ballot.vote.sum(axis=0)
    joins, statement, away = ballot.stand.sum(axis=0)
    signs, reserved, refuses = ballot.signature.sum(axis=0)
    yield f"Put to a vote: {yes:.1f} yes, {abstain:.1f} abstentions, {no:.1f} no."
    yield (
        f"Adopted without a vote: {joins:.1f} join, {statement:.1f} with a statement, {away:.1f} dissociate themselves."
    )
    yield f"Open for signature: {signs:.1f} sign, {reserved:.1f} with a reservation, {refuses:.1f} do not."


def _rows(ballot: CaseBallot, every: FloatArray) -> Iterator[tuple[str, ...]]:
    names = {item.key: item.short or item.name for item in ballot.scenario.delegations}
    order = np.lexsort((np.arange(len(every)), -ballot.vote[:, 0].round(12)))
    for row in order[ballot.decide[order]].tolist():
        yield (*_percents(every[row]), names[ballot.delegations[row]])


def _percents(chances: FloatArray) -> Iterator[str]:
    return (f"{100 * chance:.0f}" for chance in chances)


def _limits(ballot: CaseBallot) -> Iterator[str]:
    forum = ballot.forum
    yield (
        "away: lets it pass and dissociates itself; stat.: joins with a statement, and res.: signs with a reservation, "
        f"where anybody might. Means over {counted(ballot.replications, 'draw')} of the case, seed {ballot.seed}."
    )
    if not forum.signing:
        yield f"In this forum ({forum.name}) nothing is signed: that part is what would be if there were."
    yield (
        "Everybody judges by its instructions of the first day. What is traded and promised on the way to a text "
        "changes votes, and no one is pressed here but by the price of standing alone."
    )
    if ballot.noise == 0:
        yield "Nothing is left to chance but the draws of the case (--noise 0)."
    else:
        yield (
            f"What is not known of what the text is worth counts as noise of {ballot.noise:g} lengths of the axis "
            "(judgement). How wide the band of abstention is beside it was fitted to ten recorded votes of the General "
            "Assembly, and is no better known elsewhere (docs: Validation)."
        )
    if ballot.with_votes:
        yield (
            f"Earlier votes are known of {ballot.with_votes} of "
            f"{counted(len(ballot.delegations), 'delegation')}: they tell "
            "members apart, not how good the text is."
        )
    left = len(ballot.scenario.delegations) - int(ballot.decide.sum())
    if left:
        yield f"Left out, as without a say: {counted(left, 'delegation')}."
