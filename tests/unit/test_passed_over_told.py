"""What a delegation would rather have had than the wording it stood for, and why it is told that it did not."""

import re

import numpy as np
import pytest

from simulation.engine.simulate import simulate
from simulation.reasons.record_log import build_log
from simulation.reasons.record_reading import Reading
from simulation.scenario.load import load_scenario
from simulation.words import say
from tests.told_cases import EACH, made, record

_SHARE = re.compile(r"(\d+)% of the room")
STANDS = ("found_coalition", "join_coalition", "propose_option")


@pytest.mark.parametrize("case", EACH)
def test_nothing_is_passed_over_for_want_of_support_that_had_more_of_it(case: str) -> None:
    shares = [
        (_SHARE.search(str(move.private_reason)), _SHARE.search(str(move.refused_because)))
        for move in made(case, *STANDS)
    ]
    both = [(int(had[1]), int(other[1])) for had, other in shares if had and other]
    assert both or case.startswith("worked")
    assert all(other <= had for had, other in both)


@pytest.mark.parametrize("case", EACH)
def test_nothing_is_tabled_that_could_not_be_put(case: str) -> None:
    played = record(case)
    admissible = Reading(played).admissible
    tabled = np.argwhere(played.speaker_option >= 0)
    assert len(tabled)
    assert all(admissible[t, i, played.speaker_option[t, i, h]] for t, i, h in tabled)


def test_striking_and_referring_are_passed_over_because_they_are_kept_for_the_end() -> None:
    played = simulate(load_scenario("wtpf13_training"), seed=1)
    moves = [move for move in build_log(played).moves if move.move in STANDS]
    late = [move for move in moves if str(move.refused_because) == say("refused.last_resort")]
    kinds = {(issue.key, one.key): one.kind for issue in played.scenario.issues for one in issue.options}
    assert late
    assert {kinds[move.issue, move.refused] for move in late} <= {"delete", "refer"}
    assert max(move.session for move in late) <= played.scenario.sessions - 2
