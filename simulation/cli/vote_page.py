"""Shows the chances of everybody's vote, stand and signature on a text."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.cli.imprint import imprint
from simulation.cli.terminal import Page, Told
from simulation.evidence.ballots import CaseBallot
from simulation.scenario import scenario_hash
from simulation.scenario.translations import language_told
from simulation.words import Said, said, say

__all__ = ["print_ballot"]

_HEADS: Final = ("yes", "abstains", "no", "joins", "statement", "away", "signs", "reservation", "not")
_LEAST: Final = 0.005
"""What is less is shown as nothing."""


def print_ballot(page: Page, ballot: CaseBallot) -> None:
    """Print the text, what to expect of the room, and everybody's chances, whoever is likeliest to vote yes first."""
    case = ballot.scenario
    page.title(said("vote.title", case=case.title))
    if written := language_told(case):
        page.note(written)
    page.columns(list(_clauses(ballot)))
    page.heading(said("vote.expected.heading"))
    for sentence in _expected(ballot):
        page.say(sentence, indent=2, hang=2)
    page.heading(said("vote.chances.heading"))
    every = np.concatenate([ballot.vote, ballot.stand, ballot.signature], axis=1)
    shown = np.flatnonzero((every >= _LEAST).any(axis=0))
    heads = (*(say(f"vote.head.{_HEADS[column]}") for column in shown), say("power.head.delegation"))
    page.columns(list(_rows(ballot, every[:, shown])), heads=heads)
    page.heading(said("limits.heading"))
    for sentence in _limits(ballot):
        page.say(sentence, indent=2, hang=2)
    page.say(imprint(case.key, scenario_hash(case), seed=ballot.seed), indent=2, hang=2)


def _clauses(ballot: CaseBallot) -> Iterator[tuple[Told, Told]]:
    """Yield each issue with its wording in the text."""
    for issue in ballot.scenario.issues:
        key = ballot.text[issue.key]
        option = next((one for one in issue.options if one.key == key), None)
        yield (issue.key, said("measure.dropped") if option is None else option.label)


def _expected(ballot: CaseBallot) -> Iterator[Said]:
    for name, chances in {"vote": ballot.vote, "stand": ballot.stand, "signature": ballot.signature}.items():
        most, middle, least = (Said.decimal(float(one), ".1f") for one in chances.sum(axis=0))
        yield said(f"vote.expected.{name}", most=most, middle=middle, least=least)


def _rows(ballot: CaseBallot, every: FloatArray) -> Iterator[tuple[str, ...]]:
    names = {item.key: item.short or item.name for item in ballot.scenario.delegations}
    order = np.lexsort((np.arange(len(every)), -ballot.vote[:, 0].round(12)))
    for row in order[ballot.decide[order]].tolist():
        yield (*_percents(every[row]), names[ballot.delegations[row]])


def _percents(chances: FloatArray) -> Iterator[str]:
    return (f"{100 * chance:.0f}" for chance in chances)


def _limits(ballot: CaseBallot) -> Iterator[Said]:
    forum = ballot.forum
    yield said("vote.limit.legend", n=ballot.replications)
    if not forum.signing:
        yield said("vote.limit.unsigned", forum=forum.named)
    yield said("vote.limit.mandates")
    yield said(
        "vote.limit.noise" if ballot.noise else "vote.limit.no_noise", noise=Said.decimal(ballot.noise, "g")
    )
    if ballot.with_votes:
        yield said("vote.limit.votes", known=ballot.with_votes, n=len(ballot.delegations))
    left = len(ballot.scenario.delegations) - int(ballot.decide.sum())
    if left:
        yield said("power.left_out", n=left)
