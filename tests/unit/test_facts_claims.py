"""What claims measure: steps of a ladder, and outcomes in all rooms, not only where there is text."""

from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from simulation.evidence.facts.battery import find_facts
from simulation.evidence.facts.claims import CLIFF, Of, climb, no_cliff
from simulation.evidence.facts.fact import Claim, Rooms
from simulation.evidence.facts.play_rooms import Played, play
from simulation.evidence.facts.verdict import judge

PAIRS = 200
AS_IS = cast("Of", lambda rooms: rooms)


def ladder(*share: float) -> Rooms:
    """Return rungs on which so many of all rooms are yes, always the first of them."""
    return cast("Rooms", {str(k): np.arange(PAIRS) < round(one * PAIRS) for k, one in enumerate(share)})


def judged(claim: Claim, rooms: Rooms) -> bool:
    return judge(claim, claim.measure(rooms)).holds


@pytest.mark.parametrize(
    ("share", "largest"),
    [
        ((0.9, 0.7, 0.5, 0.3), 1 / 3),
        ((0.9, 0.9, 0.9, 0.3), 1.0),
        ((0.1, 0.2, 0.6, 0.6), 0.8),
        # A step back makes another one as much larger.
        ((0.9, 0.4, 0.8, 0.3), 5 / 6),
    ],
)
def test_the_largest_step_is_a_share_of_the_way_from_end_to_end(
    share: tuple[float, ...], largest: float
) -> None:
    rooms = ladder(*share)
    claim = no_cliff("yes", AS_IS, list(rooms))
    assert claim.measure(rooms).value == pytest.approx(largest)
    assert judged(claim, rooms) is (largest <= CLIFF)


def test_a_ladder_that_leads_nowhere_has_no_steps_to_share() -> None:
    rooms = ladder(0.5, 0.6, 0.5)
    assert not judged(no_cliff("yes", AS_IS, list(rooms)), rooms)


def test_a_climb_compares_the_ends_and_all_neighbours() -> None:
    rooms = ladder(0.9, 0.7, 0.5, 0.3)
    claims = climb("yes", AS_IS, list(rooms), expects="less")
    assert [claim.role for claim in claims] == ["primary", *["additional"] * 4]
    assert all(judged(claim, rooms) for claim in claims)
    back = ladder(0.9, 0.5, 0.7, 0.3)
    assert [judged(claim, back) for claim in claims] == [True, True, False, True, False]


def test_a_chair_that_loses_the_text_for_its_wish_does_not_draw_it_there() -> None:
    (fact,) = find_facts(["F14"])
    fair, wanting = "TXT wide, impartial chair", "TXT wide, chair for 1"
    (claim,) = (one for one in fact.claims if one.words == f"where the text ends: {wanting} less {fair}")
    rooms = {key: play(fact.variants[key], 1, range(12)) for key in (fair, wanting)}
    lost = {**rooms, wanting: without_document(rooms[wanting])}
    assert claim.measure(rooms).n == claim.measure(lost).n == 12
    # All lies at the status quo of .3 then, which is below where impartial chairs leave it.
    assert claim.measure(lost).value < -0.1


def without_document(rooms: Played) -> Played:
    return replace(rooms, result=replace(rooms.result, option=np.full_like(rooms.result.option, -1)))


@pytest.mark.parametrize("menu", ["ALL", "TXT"])
def test_the_chair_is_measured_both_ways_and_time_on_all_rungs(menu: str) -> None:
    (chair,), (time,) = find_facts(["F14"]), find_facts(["F10"])
    ways = {claim.words: claim.expects for claim in chair.claims if claim.role == "primary"}
    assert ways[f"where the text ends: {menu} wide, chair for 1 less {menu} wide, impartial chair"] == "more"
    assert ways[f"where the text ends: {menu} wide, chair for 0 less {menu} wide, impartial chair"] == "less"
    sessions = {spec.sessions for name, spec in time.variants.items() if name.startswith(f"{menu} ")}
    assert sessions == {20, 15, 11, 8, 6, 5}
