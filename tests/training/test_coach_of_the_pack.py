"""A question of the trainer's pack: only where it is true, and by itself, without the idea behind another one."""

from itertools import pairwise

import pytest

from simulation import load_scenario
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.scenario.pack import load_pack
from simulation.scenario.pack_schema import CoachQuestion
from simulation.training.coach import Hint, hint, next_level
from simulation.training.notes import AskedHint
from simulation.words import told_in
from tests.extent import at_a_desk
from tests.spoken_for import BY_LANGUAGE

CASES = ("first_hour", "ai_oversight", "wtpf13_training")


def pressed(view: SeatView, questions: tuple[CoachQuestion, ...], times: int) -> list[Hint]:
    """Press *Ask the coach* so often, as the dashboard and the terminal do."""
    given, found = list[AskedHint](), list[Hint]()
    for _ in range(times):
        level = next_level(found[-1].stays_at if found else "off", "move")
        about = found[-1].matter if found and level != "question" else ""
        found.append(hint(view, level, questions, given=given, about=about))
        given.append(AskedHint(session=view.session, level=level, text=found[-1].text))
    return found


def questions_of(case: str) -> tuple[CoachQuestion, ...]:
    pack = load_pack(case)
    assert pack is not None
    return pack.asked_by_coach


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
def test_nothing_is_asked_of_brackets_before_there_are_some(case: str, language: str) -> None:
    with told_in(language):
        seat = load_scenario(case).delegations[0].key
        live = LiveNegotiation(case, seed=1, seats=(seat,))
        questions = questions_of(case)
        assert [one.when for one in questions] == ["brackets", "always", "always"]
        seen = {str(one.text) for one in pressed(view_of(live, seat), questions, 20)}
        assert questions[0].text not in seen
        assert {one.text for one in questions[1:]} <= seen
        while not any(issue.brackets for issue in view_of(live, seat).issues if issue.is_open):
            live.submit(SeatMove(seat=seat, move="done"))
            live.advance()
        assert questions[0].text in {str(one.text) for one in pressed(view_of(live, seat), questions, 20)}


def test_behind_a_question_of_the_pack_comes_another_question_and_never_the_idea_of_a_third() -> None:
    view = view_of(LiveNegotiation("first_hour", seed=1, seats=("SAB",)), "SAB")
    questions = questions_of("first_hour")
    found = pressed(view, questions, 19)
    own = {one.text for one in questions}
    for one, after in pairwise(found):
        if str(one.text) in own:
            assert (one.matter, after.level) == ("", "question")
        elif one.level == "question":
            assert (after.level, after.matter) == ("concept", one.matter)
        elif after.level == "move":
            assert after.matter == one.matter
    moves = [str(one.move) for one in found if one.move is not None]
    assert len(moves) == len(set(moves)) == 5
    assert len({one.text for one in found}) == len(found)
