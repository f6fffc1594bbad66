"""A log in sentences: all that was done and noted down, in order, whether or not the case is at hand."""

from dataclasses import replace

import pytest

from simulation import load_scenario
from simulation.live import LiveLog, LiveNegotiation, SeatMove
from simulation.training.log_told import ToldLog, tell_log
from simulation.training.notes import AskedHint, Prediction, SeatNotes, keep_notes
from simulation.words import Said, say, told_in
from tests.extent import at_a_desk
from tests.live.playing import Wanderer, play_to_the_end
from tests.other_version import OTHER
from tests.spoken_for import BY_LANGUAGE

CASE = load_scenario("worked_package")
SEAT = CASE.delegations[0]
NOTES = SeatNotes(
    prediction=Prediction(
        outcome_class="partial", options={CASE.issues[0].key: CASE.issues[0].options[0].key}
    ),
    hints=(AskedHint(session=1, level="question", text=Said.verbatim("Who else wants it?")),),
    answers={"happened": "We talked.", "otherwise": ""},
    principle="Ask first.",
)


def played(seed: int = 1) -> LiveLog:
    """Return the log of a game that somebody played to the end, as another version wrote it, with notes."""
    live = LiveNegotiation(CASE, seats=(SEAT.key,), seed=seed)
    play_to_the_end(live, Wanderer(CASE, seed))
    keep_notes(live.log, SEAT.key, NOTES)
    return replace(live.log, version=OTHER)


def moves_in(log: LiveLog) -> list[SeatMove]:
    return [entry for entry in log.entries if isinstance(entry, SeatMove) and entry.move != "done"]


def lines(told: ToldLog) -> list[str]:
    return [str(line) for _, moves in told.sessions for line in moves]


@pytest.mark.parametrize("seed", at_a_desk([0, 3], range(6)))
def test_every_move_is_told_once_in_its_order_with_what_was_said(seed: int) -> None:
    log = played(seed)
    told, made = lines(tell_log(log, CASE)), moves_in(log)
    assert made
    assert len(told) == len(made)
    for line, move in zip(told, made, strict=True):
        assert line.startswith(say(f"move.{move.move}"))
        assert move.text in line


@pytest.mark.parametrize("seed", at_a_desk([0], range(3)))
def test_a_move_stands_under_the_session_in_which_it_was_made(seed: int) -> None:
    log = played(seed)
    again = LiveNegotiation(CASE, seats=log.seats, seed=log.seed)
    made: dict[str, int] = {}
    for entry in log.entries:
        if isinstance(entry, SeatMove):
            heading = say("papers.slips.session", n=again.session)
            made[heading] = made.get(heading, 0) + (entry.move != "done")
            again.submit(entry)
        else:
            again.advance()
    assert {str(heading): len(moves) for heading, moves in tell_log(log, CASE).sessions} == {
        heading: n for heading, n in made.items() if n
    }


def test_how_it_ended_is_told_by_the_names_of_the_case() -> None:
    log = played()
    ending, *wordings = tell_log(log, CASE).result
    assert say(f"class.{log.reached['outcome']}") in str(ending)
    assert len(wordings) == len(CASE.issues)
    for issue, line in zip(CASE.issues, wordings, strict=True):
        label = next((one.label for one in issue.options if one.key == log.reached["options"][issue.key]), "")
        assert str(line).startswith(issue.name)
        assert label in str(line)


def test_the_notes_are_told_and_an_answer_that_was_not_given_is_not() -> None:
    predicted, wording, hint, answer, principle = tell_log(played(), CASE).notes
    assert str(predicted) == say("reading.predicted", what=say("class.partial"))
    assert CASE.issues[0].options[0].label in str(wording)
    assert str(hint) == "Hint in session 1: Who else wants it?"
    assert str(answer) == f"{say('debrief.question.happened')} We talked."
    assert str(principle) == "Principle: Ask first."


def test_damaged_notes_are_left_out_and_the_rest_is_told() -> None:
    log = played()
    log.notes[SEAT.key] = {"hints": 3}
    told = tell_log(log, CASE)
    assert tuple(map(str, told.notes)) == (say("reading.notes.damaged"),)
    assert lines(told) == lines(tell_log(played(), CASE))


def test_keys_stand_for_names_without_the_case_or_with_one_of_another_key() -> None:
    log = played()
    told = tell_log(log)
    assert tell_log(log, CASE.model_copy(update={"key": "another"})) == told
    assert say("reading.keys", case=CASE.key) in list(map(str, told.about))
    assert not any(SEAT.name in str(line) for line in told.about)
    assert [str(line).split(":")[0] for line in told.result[1:]] == [issue.key for issue in CASE.issues]


def test_a_case_that_was_changed_since_lends_the_names_that_it_still_has() -> None:
    log, told = played(), tell_log(played(), CASE)
    first, *others = CASE.issues
    less = CASE.model_copy(update={"title": "Changed", "issues": tuple(others)})
    found = tell_log(log, less)
    assert say("reading.renamed", case=CASE.key) in list(map(str, found.about))
    assert str(found.result[1]).split(":")[0] == first.key
    assert found.result[2:] == told.result[2:]
    assert say("reading.renamed", case=CASE.key) not in list(map(str, told.about))


def test_a_log_from_before_it_said_how_far_it_was_is_told_without() -> None:
    log = replace(played(), reached={}, is_sealed=False)
    told = tell_log(log, CASE)
    assert told.result == ()
    assert say("reading.unsaid") in list(map(str, told.about))
    assert say("reading.unsealed") in list(map(str, told.about))
    ((heading, moves),) = told.sessions
    assert str(heading) == say("reading.moves")
    assert list(map(str, list(moves))) == lines(tell_log(played(), CASE))


def test_a_log_without_a_move_says_so() -> None:
    told = tell_log(LiveNegotiation(CASE, seats=(SEAT.key,)).log, CASE)
    assert (told.sessions, told.result, told.notes) == ((), (), ())
    assert say("reading.nothing") in list(map(str, told.about))


def test_of_several_people_each_line_says_whose_it_is() -> None:
    first, second = CASE.delegations[:2]
    live = LiveNegotiation(CASE, seats=(first.key, second.key))
    for seat in (second, first):
        live.submit(SeatMove(seat=seat.key, move="speak", text="Good morning."))
    assert [line.split(":")[0] for line in lines(tell_log(live.log, CASE))] == [second.name, first.name]


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_each_sentence_is_in_the_language_that_is_told_in(language: str) -> None:
    log = played()
    told = tell_log(log, CASE)
    english = {*lines(told), *map(str, told.about)}
    with told_in(language):
        assert str(told.about[1]) == say(
            "reading.played", seed=log.seed, level=say(f"reading.level.{log.level}"), version=OTHER
        )
        if language != "en":
            assert not {*lines(told), *map(str, told.about)} & english
