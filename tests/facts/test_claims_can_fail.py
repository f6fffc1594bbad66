"""Every claim that counts can come out the other way: with two kinds of rooms exchanged, or rooms made up by hand."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from simulation.evidence.facts.battery import FACTS, find_facts
from simulation.evidence.facts.fact import Claim, Fact, Rooms
from simulation.evidence.facts.measures import lies
from simulation.evidence.facts.play_rooms import Played, play
from simulation.stats.interval import Estimate

NUMBER = 5
"""Rooms of each kind: enough for a sign, in no time."""


def turned_over(rooms: Played) -> Played:
    """Return rooms with few brackets where there were many, in which what closes does so in the first session."""
    early = np.where(rooms.closed_at >= 0, 0, -1)
    return replace(rooms, closed_at=early, brackets=rooms.brackets.max() - rooms.brackets)


def at_the_last_minute(rooms: Played) -> Played:
    """Return rooms that agree on what is on the table, on all of it in the very last session."""
    result = replace(rooms.result, option=rooms.table)
    return replace(rooms, result=result, closed_at=np.full_like(rooms.closed_at, rooms.spec.sessions))


def at_odds(rooms: Played) -> Played:
    """Return rooms in which those care most who stand farthest from where the text ended."""
    return replace(rooms, salience=np.abs(rooms.ideal - lies(rooms)[:, None]) + 0.001)


def agreeing(rooms: Played, *, give: float) -> Played:
    """Return rooms that agree on what is on the table, after everybody came this share of the way for it."""
    result = replace(rooms.result, option=rooms.table)
    still = np.zeros_like(rooms.give)
    return replace(
        rooms, result=result, closed_at=np.zeros_like(rooms.closed_at), give=still + give, traded=still
    )


def without_document(rooms: Played) -> Played:
    """Return rooms that part with nothing."""
    result = replace(rooms.result, option=np.full_like(rooms.result.option, -1))
    return replace(rooms, result=result, closed_at=np.full_like(rooms.closed_at, -1))


def worlds(rooms: Rooms) -> Iterator[Rooms]:
    """Yield the rooms as they are, with any two kinds exchanged, and remade by hand."""
    yield rooms
    for one, two in itertools.combinations(rooms, 2):
        yield {**rooms, one: rooms[two], two: rooms[one]}
    for key in rooms:
        yield {name: agreeing(played, give=float(name == key)) for name, played in rooms.items()}
        yield {**rooms, key: without_document(rooms[key])}
        yield {
            name: at_the_last_minute(played) if name == key else agreeing(played, give=0.0)
            for name, played in rooms.items()
        }
    yield {key: turned_over(played) for key, played in rooms.items()}
    yield {key: at_odds(played) for key, played in rooms.items()}


def is_other_way(claim: Claim, estimate: Estimate) -> bool:
    """Return whether an estimate lies on the wrong side of zero or, for no more and no less, of the margin."""
    value = -estimate.value if claim.expects in {"less", "no less"} else estimate.value
    return bool(value < 0 if claim.expects in {"more", "less"} else value > claim.margin)


def one_sided(claims: Iterable[Claim], rooms: Rooms) -> list[str]:
    """Return the claims that come out the other way in no world."""
    every = list(worlds(rooms))
    return [
        claim.words
        for claim in claims
        if not any(is_other_way(claim, claim.measure(world)) for world in every)
    ]


def played(fact: Fact) -> Rooms:
    return {key: play(spec, 1, range(NUMBER * fact.times)) for key, spec in fact.variants.items()}


@pytest.mark.thorough
@pytest.mark.parametrize(
    "fact", [fact for fact in FACTS if not fact.by_construction], ids=lambda fact: fact.key
)
def test_every_claim_that_counts_can_come_out_the_other_way(fact: Fact) -> None:
    assert one_sided((claim for claim in fact.claims if claim.role != "note"), played(fact)) == []


def test_a_part_compared_with_the_whole_is_found_one_sided() -> None:
    (fact,) = find_facts(["F17"])
    found = one_sided((claim for claim in fact.claims if claim.role == "note"), played(fact))
    assert found == [
        "recorded less discontented at closing, consensus, ALL",
        "votes against the document less all unwilling, two thirds, ALL",
        "rooms in which an objection stands at closing, rough consensus, ALL",
        "documents that somebody dissociates from, rough consensus, ALL",
    ]


def test_the_share_that_joins_is_never_more_than_all() -> None:
    (fact,) = find_facts(["F19"])
    assert "share that joins what is adopted, less all: vote above 70 %" in one_sided(
        fact.claims, played(fact)
    )
