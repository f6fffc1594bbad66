"""What the page says at the end of a game, and what it says of the wishes of a seat."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from dashboard.frame.language import words_in
from dashboard.library import cases
from dashboard.seat.document_worth import came_of
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.seat.kept_games import new_id
from dashboard.seat.public_sheet import sheet_of
from dashboard.seat.seats_to_choose import playable, seats_of
from simulation.errors import DelegationSimError
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.storage.live_log import save_log
from simulation.training.debrief import debriefing
from simulation.training.weighed import points_given
from simulation.training.worths import amount
from simulation.words import Said, told_in
from tests.dashboard.seat_page import game_of, press
from tests.extent import at_a_desk
from tests.hanging_cases import hanging_case
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]

SEAT = "SAB"
SAY = words_in("en").say


def refused() -> LiveNegotiation:
    """Return a negotiation that ends without a document: the seat objects to all that is put."""
    live = LiveNegotiation("first_hour", seats=(SEAT,))
    while live.phase != "over":
        for request in live.pending:
            for issue, option in request.asked:
                _try(live, SeatMove(seat=SEAT, move="object_formally", issue=issue, option=option))
            for move in ("refuse_package", "reject_document"):
                _try(live, SeatMove(seat=SEAT, move=move))
            live.submit(SeatMove(seat=SEAT, move="done"))
        live.advance()
    return live


def _try(live: LiveNegotiation, move: SeatMove) -> None:
    try:
        live.submit(move)
    except DelegationSimError:
        return


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_no_document_is_worth_what_none_is_worth_and_told_as_the_debriefing_tells_it(
    opened: Opened, own_runs: Path, language: str
) -> None:
    live = refused()
    assert (live.record.outcome.option < 0).all()
    save_log(live.log, own_runs / "refused.live.json")
    app = press(opened("seat", {"lang": language}), "seat.resume.open")
    with told_in(language):
        mandate = next(iter(debriefing(live, SEAT))).score.mandate
        sentences = [str(sentence) for sentence in mandate.sentences]
    assert mandate.value == mandate.no_deal < 0
    told = [text.value.replace("\\", "") for text in app.markdown]
    assert " ".join(sentences) in told
    assert "\u2212" in sentences[0]
    assert "-0" not in " ".join(sentences)


def ended(live: LiveNegotiation, seat: str, language: str) -> dict[str, str]:
    """Return how each clause of a game that is over ended, as the page says it in a row, by issue."""
    view, left = view_of(live, seat), live.record.left.tolist()
    keys = {
        issue.key: issue.options[at].key if at >= 0 else ""
        for issue, at in zip(view.issues, left, strict=True)
    }
    tell = Teller(view, sheet_of(live.case), words_in(language))
    rows = came_of(tell, keys, live.record.outcome.outcome_class, None)
    names = {tell.issue(issue.key): issue.key for issue in view.issues}
    return {names[row[0]]: row[2] for row in rows if row[0] in names}


@pytest.mark.parametrize(
    ("language", "fell", "lost"),
    [
        ("en", "No agreement: the clause fell away", "Agreed, then fell with the text"),
        ("fr", "Aucun accord\u00a0: la disposition tombe", "Convenue, puis tombée avec le texte"),
    ],
)
def test_of_a_clause_without_a_wording_the_page_says_how_it_came(language: str, fell: str, lost: str) -> None:
    adopted, gone = (LiveNegotiation("first_hour", seats=("TAM",), seed=2) for _ in range(2))
    for live in (adopted, gone):
        while live.phase != "over":
            if live is gone:
                _try(live, SeatMove(seat="TAM", move="reject_document"))
            for _ in live.pending:
                live.submit(SeatMove(seat="TAM", move="done"))
            live.advance()
    told = ended(adopted, "TAM", language)
    assert [key for key, how in told.items() if how == fell] == ["mechanism"]
    agreed = {key for key in told if key != "mechanism"}
    assert {key for key, how in ended(gone, "TAM", language).items() if how == lost} == agreed


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_page_and_the_debriefing_say_the_same_of_a_clause_without_a_wording(language: str) -> None:
    for seed in range(1, 31):
        live = LiveNegotiation(hanging_case(), seed=seed)
        live.play_out()
        with told_in(language):
            debrief = next(iter(debriefing(live, "SAB")))
            issues = zip(live.case.issues, debrief.prediction.issues, strict=True)
            missing = {issue.key: str(Said.begun(one.missing)) for issue, one in issues if one.missing}
        told = ended(live, "SAB", language)
        assert missing == {key: told[key] for key in missing}
        if any("fell with" in how or "tombée avec" in how for how in missing.values()):
            return
    raise AssertionError("no clause fell with another")


@pytest.mark.parametrize("case", at_a_desk(["first_hour", "worked_package"], playable()))
def test_no_seat_is_said_to_want_what_crosses_its_red_line(case: str) -> None:
    scenario = cases.scenario_of(case, {})
    for seat in seats_of(scenario):
        view = view_of(LiveNegotiation(scenario, seats=(seat.key,)), seat.key)
        for issue in view.issues:
            assert not issue.best.is_red or all(option.is_red for option in issue.options)


@pytest.mark.parametrize("case", at_a_desk(["first_hour", "worked_package"], playable()))
def test_a_person_alone_is_asked_two_questions(case: str) -> None:
    scenario = cases.scenario_of(case, {})
    live = LiveNegotiation(scenario, seats=(seats_of(scenario)[0].key,))
    game = Game(id=new_id(), live=live, seat=live.log.seats[0], case=case, language="fr")
    assert len(game.questions) == 2
    assert all(text.endswith(("?", ".")) for text in game.questions.values())


def test_the_result_says_by_clause_what_was_wanted_and_how_it_ended(opened: Opened, own_runs: Path) -> None:
    live = refused()
    save_log(live.log, own_runs / "refused.live.json")
    app = press(opened("seat"), "seat.resume.open")
    (table,) = [str(part.proto.body) for part in app.get("html") if "<table" in str(part.proto.body)]
    assert table.count("<tr") == 2 + len(live.case.issues)
    assert table.count(f"<td>{words_in('en').say('seat.predict.open')}</td>") == len(live.case.issues)
    for issue in view_of(live, SEAT).issues:
        assert issue.aim.short(8) in table


def test_one_tries_again_from_the_seat_also_where_an_agent_sat(opened: Opened, own_runs: Path) -> None:
    live = LiveNegotiation("first_hour", seats=(SEAT,))
    live.play_out()
    save_log(live.log, own_runs / "given.live.json")
    app = press(opened("seat"), "seat.resume.open")
    app.selectbox(key="seat.retry.session").set_value(3).run()
    press(app, "seat.retry")
    now = game_of(app)
    assert (now.live.session, now.live.phase, now.is_held) == (3, "talks", True)
    view = now.view
    assert view.request is not None
    assert SAY("seat.agent.now") not in [info.value for info in app.info]


def test_one_tries_again_from_a_session_and_the_game_that_is_over_stays(
    opened: Opened, own_runs: Path
) -> None:
    live = refused()
    save_log(live.log, own_runs / "refused.live.json")
    app = press(opened("seat"), "seat.resume.open")
    was = game_of(app)
    app.text_area(key="seat.principle").set_value("Count.")
    press(app, "seat.debrief.open")
    app.selectbox(key="seat.retry.session").set_value(3).run()
    press(app, "seat.retry")
    now = game_of(app)
    assert (now.live.session, now.live.phase) == (3, "talks")
    assert now.live.log.entries == was.live.log.entries[: len(now.live.log.entries)]
    assert now.notes.principle == ""
    assert app.query_params["game"] == now.id != was.id
    other = opened("seat", {"game": was.id})
    assert game_of(other).is_over
    assert game_of(other).notes.principle == "Count."


def test_to_object_to_the_document_is_asked_once_and_what_is_worth_what_stands_beside(
    opened: Opened, own_runs: Path
) -> None:
    live = LiveNegotiation("first_hour", seed=2, seats=(SEAT,))
    while live.phase != "adoption":
        for _ in live.pending:
            live.submit(SeatMove(seat=SEAT, move="done"))
        live.advance()
    save_log(live.log, own_runs / "put.live.json")
    app = press(opened("seat"), "seat.resume.open")
    folds = {block.proto.popover.label: block for block in blocks(app.main) if block.type == "popover"}
    asked = folds[SAY("seat.move.reject_document")]
    inside = {button.key for button in asked.button}
    assert asked.markdown[0].value == SAY("seat.end.object.about")
    assert "seat.do.reject_document" in inside
    assert "seat.do.join_consensus" not in inside
    view, captions = game_of(app).view, [caption.value.replace("\\", "") for caption in app.caption]
    assert SAY("seat.end.with", gain=amount(points_given(view))) in captions
    assert SAY("seat.end.without", gain=amount(view.own.no_deal)) in captions
    press(app, "seat.do.reject_document")
    assert game_of(app).is_over


def blocks(block: Block) -> Iterator[Block]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield child
            yield from blocks(child)
