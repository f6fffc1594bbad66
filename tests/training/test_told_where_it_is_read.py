"""A game is data until somebody reads it: what was played in English is debriefed in French, hints and all."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from simulation import load_scenario
from simulation.coalitions import short_label
from simulation.live import IllegalMoveError, LiveLog, LiveNegotiation, SeatMove, view_of
from simulation.scenario.drafting import lies_between
from simulation.scenario.schema import Scenario
from simulation.study.pulling import plain_of
from simulation.training.coach import COACH_LEVELS, hint
from simulation.training.log_told import tell_log
from simulation.training.notes import AskedHint, SeatNotes, keep_notes, notes_of
from simulation.words import LANGUAGES, Said, told_in
from tests.training.played import debrief_of
from tests.words_in_said import texts_in, verbatim_in

FORMER = Path(__file__).parents[1] / "kept" / "game_of_format_1.live.json"
CASES = [
    "first_hour",
    *(pytest.param(case, marks=pytest.mark.thorough) for case in ("ai_oversight", "wtpf13_training")),
]


def by_the_coach(case: Scenario, seat: str) -> tuple[LiveNegotiation, list[AskedHint]]:
    """Play most of what the coach says, and ask it for more; return the game and what it said."""
    live, asked = LiveNegotiation(case, seed=3, seats=(seat,)), list[AskedHint]()
    while live.phase != "over":
        for _ in live.pending:
            view = view_of(live, seat)
            found = [hint(view, level, given=asked) for level in COACH_LEVELS[1:]]
            asked += [AskedHint(session=live.session, level=one.level, text=one.text) for one in found]
            move = found[-1].move
            if move is not None and len(asked) % 4:
                with suppress(IllegalMoveError):
                    live.submit(move)
            live.submit(SeatMove(seat=seat, move="done"))
        live.advance()
    return live, asked


def said_in(found: object) -> Iterator[Said]:
    """Yield every sentence in data, those too that are made when they are asked for."""
    if isinstance(found, Said):
        yield found
    elif isinstance(found, tuple | list):
        for part in found:
            yield from said_in(part)
    elif is_dataclass(found):
        made = [name for name in dir(type(found)) if isinstance(getattr(type(found), name), property)]
        for name in [*(field.name for field in fields(found)), *made]:
            yield from said_in(getattr(found, name))


@pytest.mark.parametrize("name", CASES)
def test_nothing_of_a_game_is_put_into_words_before_it_is_read(name: str) -> None:
    case = load_scenario(name)
    live, asked = by_the_coach(case, case.delegations[0].key)
    debrief = debrief_of(live, case.delegations[0].key, futures=3)
    labels = {
        short_label(option.label, 12, lies_between(option, issue))
        for issue in case.issues
        for option in issue.options
    }
    own = texts_in(plain_of(case)) | labels | {option.id for option in offers(live)}
    sentences = list(said_in(([one.text for one in asked], debrief, tell_log(live.log, case))))
    assert len(sentences) > 200
    for sentence in sentences:
        assert set(verbatim_in(sentence)) <= own, sentence
        assert Said.from_plain(sentence.to_plain()) == sentence


def offers(live: LiveNegotiation) -> Iterator[Any]:
    """Yield what names an offer in the moves of a game."""
    for entry in live.log.entries:
        if isinstance(entry, SeatMove) and entry.offer:
            yield type("Named", (), {"id": entry.offer})


def test_a_game_that_was_played_in_english_is_debriefed_in_french() -> None:
    case = load_scenario("worked_package")
    seat = case.delegations[0].key
    live, asked = by_the_coach(case, seat)
    keep_notes(live.log, seat, SeatNotes(hints=tuple(asked)))
    log = LiveLog.from_text(live.log.to_text())
    assert notes_of(log, seat).hints == tuple(asked)
    told = debrief_of(live, seat, futures=2)
    texts = {}
    for code in LANGUAGES:
        with told_in(code):
            texts[code] = [
                *(str(one.text) for one in notes_of(log, seat).hints),
                *map(str, told.score.mandate.sentences),
                *map(str, tell_log(log, case).notes),
            ]
    pairs = list(zip(texts["en"], texts["fr"], strict=True))
    assert [english for english, french in pairs if english == french] == []


def answers(case: Scenario) -> list[Said]:
    """Return what the others answer, and offer, to a seat that asks everybody everything in four sessions."""
    seat, found = case.delegations[0].key, list[Said]()
    live = LiveNegotiation(case, seed=3, seats=(seat,))
    for _ in range(4):
        while live.phase == "talks":
            view = view_of(live, seat)
            found += [offer.reason for offer in view.offers]
            wordings = [(issue.key, option.key) for issue in view.issues for option in issue.options][::2]
            asks = [
                SeatMove(seat=seat, move=move, issue=issue.key)
                for issue in view.issues
                for move in ("ask_for_group", "seek_deferral")
            ]
            asks += [SeatMove(seat=seat, move=f"ask_for_{what}") for what in ("chair_text", "recess")]
            asks += [SeatMove(seat=seat, move="consult_bilaterally", to=other.key) for other in view.others]
            asks += [
                SeatMove(seat=seat, move="offer_trade", to=other.key, give=give, get=get)
                for other in view.others
                for give, get in pairwise(wordings)
            ]
            for move in [*asks, SeatMove(seat=seat, move="done")]:
                with suppress(IllegalMoveError):
                    reply = live.submit(move)
                    found += [reply.reason] + ([reply.counter.reason] if reply.counter else [])
            live.advance()
        while live.phase not in ("talks", "over"):
            for _ in live.pending:
                live.submit(SeatMove(seat=seat, move="done"))
            live.advance()
    return [sentence for sentence in found if sentence]


def test_what_is_said_in_a_game_is_read_in_the_language_of_the_reader() -> None:
    case = load_scenario("first_hour")
    english = answers(case)
    with told_in("fr"):
        assert answers(case) == english
        french = list(map(str, english))
    assert len({sentence.key for sentence in english}) > 8
    assert [told for sentence, told in zip(english, french, strict=True) if str(sentence) == told] == []


def test_a_log_of_the_former_kind_is_read_and_its_hints_stay_as_they_were_told() -> None:
    log = LiveLog.from_text(FORMER.read_text(encoding="utf-8"))
    first, second = notes_of(log, "OPEN").hints
    assert str(first.text).startswith("Of all the wordings on Seats of governments, “Two of ten”")
    assert first.text == Said.verbatim(str(first.text))
    with told_in("fr"):
        told = list(map(str, tell_log(log, load_scenario("worked_package")).notes))
    assert told[2] == f"Conseil à la séance 1\N{NO-BREAK SPACE}: {first.text}"
    assert str(second.text) in told[3]
    again = LiveLog.from_text(log.to_text())
    assert notes_of(again, "OPEN") == notes_of(log, "OPEN")
