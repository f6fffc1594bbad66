"""How fast votes age is learned: a quarrel is not taken back to where it was not, and a lasting one is kept."""

from collections.abc import Sequence

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.evidence.ballots import earlier_votes, forms
from simulation.evidence.ballots.earlier_votes import Body, body_of
from simulation.evidence.ballots.folds import evidence
from simulation.evidence.ballots.forms import FORMS
from simulation.evidence.ballots.vote_tables import RollCalls

N_MEMBERS = 30
LEARNED, SET = FORMS[:2]


def body(days: Sequence[str], vote: IntArray) -> Body:
    """Return a body of members of which nothing but votes is known; all texts have one title."""
    calls = RollCalls(
        members=tuple(f"S{number:02d}" for number in range(vote.shape[1])),
        key=tuple(f"R/{number}" for number in range(len(days))),
        date=tuple(days),
        title=("Imagined networks",) * len(days),
        vote=vote,
        sponsor=((),) * len(days),
    )
    return body_of(calls, None)


def line(n_members: int = N_MEMBERS) -> FloatArray:
    return np.zeros((n_members, len(forms.LINES)))


def memory(body: Body) -> float:
    """Return what is learned from all roll calls, each told by all others."""
    every = np.arange(len(body.calls.key))
    return forms.fitted(
        LEARNED, body, line(len(body.calls.members)), every.tolist(), lambda one: every != one
    ).memory


def yearly(*, new: bool) -> Body:
    """Return three votes each December; each year another half is against, or always the same, with slips."""
    generator = np.random.default_rng(3)
    against = generator.permuted(np.tile(np.arange(N_MEMBERS) % 2 == 0, (8, 1)), axis=1)
    half = against if new else np.tile(against[0], (8, 1))
    vote = np.repeat(np.where(half, 2, 0), 3, axis=0)
    slips = generator.random(vote.shape) < 0.15
    days = [f"{2001 + year}-12-{day:02d}" for year in range(8) for day in (3, 12, 20)]
    return body(days, np.where(slips, 2 - vote, vote))


def test_votes_age_faster_where_members_change_their_minds_each_year() -> None:
    assert memory(yearly(new=True)) < earlier_votes.MEMORY <= memory(yearly(new=False))


def test_where_all_is_of_one_day_the_memory_stays_as_it_was_set() -> None:
    same = yearly(new=False)
    assert memory(body(["2001-12-03"] * 24, same.calls.vote)) == earlier_votes.MEMORY


def test_where_votes_say_little_of_it_the_memory_stays_as_it_was_set() -> None:
    same = yearly(new=False).calls
    assert memory(body(same.date, same.vote[:, :3])) == earlier_votes.MEMORY  # three who slip
    assert memory(yearly(new=False)) > earlier_votes.MEMORY


def test_a_quarrel_is_not_taken_over_to_a_year_in_which_all_agreed() -> None:
    same = yearly(new=False).calls
    vote = np.where(np.arange(len(same.key))[:, None] // 3 % 2 == 0, 0, same.vote)  # agreed every other year
    found, agreed = body(same.date, vote), 13
    assert found.calls.date[agreed] == "2005-12-12"
    told = evidence("all_others", found, agreed)
    learned, as_set = (forms.model_of(form, found, line())(agreed, *told) for form in (LEARNED, SET))
    assert learned[:, 2].max() < 0.1
    assert as_set[:, 2].max() > 0.4
