"""A question of the trainer's pack: only where it is true, each once, and never in the way of a move."""

from itertools import batched

import pytest

from simulation import load_scenario
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.scenario.pack import load_pack
from simulation.scenario.pack_schema import CoachQuestion
from simulation.training.coach import Hint, hint, next_level
from simulation.training.notes import AskedHint
from simulation.words import Said, told_in
from tests.extent import at_a_desk
from tests.spoken_for import BY_LANGUAGE

CASES = ("first_hour", "ai_oversight", "wtpf13_training")


def pressed(view: SeatView, questions: tuple[CoachQuestion, ...], times: int) -> list[Hint]:
    """Press *Ask the coach* so often, as the dashboard and the terminal do."""
    given, found = list[AskedHint](), list[Hint]()
    for _ in range(times):
        level = next_level(found[-1].level if found else "off", "move")
        about = found[-1].matter if found and level != "question" else ""
        found.append(hint(view, level, questions, given=given, about=about))
        given.append(AskedHint(session=view.session, level=level, text=found[-1].text))
    return found


def general(text: Said, questions: tuple[CoachQuestion, ...]) -> list[str]:
    """Return the questions of the pack that stand in a hint."""
    return [one.text for one in questions if one.text in str(text)]


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
        found = pressed(view_of(live, seat), questions, 20)
        seen = [one for hint in found for one in general(hint.text, questions)]
        assert seen == [one.text for one in questions[1:]]  # each once
        while not any(issue.brackets for issue in view_of(live, seat).issues if issue.is_open):
            live.submit(SeatMove(seat=seat, move="done"))
            live.advance()
        found = pressed(view_of(live, seat), questions, 20)
        assert questions[0].text in [one for hint in found for one in general(hint.text, questions)]


def test_a_question_of_the_pack_comes_with_one_on_the_matter_and_behind_it_the_idea_and_the_move() -> None:
    view = view_of(LiveNegotiation("first_hour", seed=1, seats=("SAB",)), "SAB")
    questions = questions_of("first_hour")
    found = pressed(view, questions, 18)
    assert [len(general(one.text, questions)) for one in found[:9]] == [0, 0, 0, 1, 0, 0, 1, 0, 0]
    for asked, idea, move in batched(found, 3):
        assert (asked.level, idea.level, move.level) == ("question", "concept", "move")
        assert asked.matter == idea.matter
    moves = [str(one.move) for one in found[2::3]]
    assert len(moves[:5]) == len(set(moves[:5])) == 5


@pytest.mark.parametrize("seat", ["SAB", "TAM"])
def test_the_third_hint_is_a_move_in_every_session(seat: str) -> None:
    live = LiveNegotiation("first_hour", seed=1, seats=(seat,), level="hard")
    questions, given, n = questions_of("first_hour"), list[AskedHint](), 0
    while live.phase != "over":
        view = view_of(live, seat)
        level, about = "off", ""
        for _ in range(3 if view.request is not None else 0):
            level = next_level(level, "move")
            found = hint(view, level, questions, given=given, about=about)
            about = found.matter
            given.append(AskedHint(session=view.session, level=level, text=found.text))
        if view.request is not None:
            n += 1
            assert found.move is not None
            assert sum(len(general(one.text, questions)) for one in given[-3:]) <= 1
            live.submit(SeatMove(seat=seat, move="done"))
        live.advance()
    assert n > 10
