"""What the page answers to a move, and where; what stands in brackets; what a change of words looks like."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.escaping import escaped
from dashboard.frame.language import words_in
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.seat.marks import between_brackets
from dashboard.seat.public_sheet import sheet_of
from dashboard.seat.seat_forecast import closes_told
from simulation.live import LiveNegotiation, view_of
from simulation.live.live_state import LiveState
from simulation.live.moves import SEAT_MOVES, Place
from simulation.live.offers import Side, weigh_offer
from simulation.live.seat_sentences import told_lines
from simulation.protocols.result import SIGNALS
from simulation.stats.interval import paired_share, share
from simulation.training.forecast import Landing, Landings
from simulation.words import catalogue
from tests.dashboard.seat_page import buttons_of, game_of, press, take_seat
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]

SAY = words_in("en").say
pytestmark = pytest.mark.usefixtures("own_runs")


@pytest.fixture
def table(opened: Opened) -> AppTest:
    """Return the table of the case that is suggested first, from a seat that may go there only later."""
    return take_seat(opened("seat"), "hard")


def answers(app: AppTest) -> list[tuple[str, list[str]]]:
    """Return each answer on the page, with the keys of the blocks around it, from the outside in."""

    def within(block: Any, keys: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:  # noqa: ANN401 - any block
        for one in block.children.values():
            if hasattr(one, "children"):
                yield from within(one, (*keys, one.key) if one.key else keys)
            elif one.type == "html" and "seat-answer" in one.proto.body and "role=" in one.proto.body:
                yield one.proto.body, list(keys)

    return list(within(app.main, ()))


def texts(app: AppTest, kind: str) -> list[str]:
    found: list[Any] = list(app.get(kind))
    return [str(element.value) for element in found]


def markup(app: AppTest) -> str:
    parts: list[Any] = list(app.get("html"))
    return "".join(str(part.proto.body) for part in parts)


def test_what_was_said_of_a_wording_is_answered_beside_it(table: AppTest) -> None:
    group = next(one for one in buttons_of(table) if one.key and one.key.startswith("seat.signal."))
    group.set_value("support").run()
    ((told, (*_, place)),) = answers(table)
    assert SAY("seat.did.support") in told
    assert place == group.key.replace("seat.signal.talks.", "seat-wording-").replace(".", "-")


@pytest.mark.parametrize(
    ("button", "did", "fold"),
    [
        ("seat.talk.do", "consult_bilaterally", "seat-talk"),
        ("seat.do.ask_for_recess", "ask_for_recess", "seat-chairs"),
        ("seat.trade.offer", "offer_trade", "seat-trade-0"),
        ("seat.propose.table", "propose_option", "seat-propose"),
    ],
)
def test_the_answer_stands_where_the_button_was_pressed(
    table: AppTest, button: str, did: str, fold: str
) -> None:
    press(table, button)
    ((told, keys),) = answers(table)
    assert SAY(f"seat.did.{did}") in told
    assert 'role="alert"' in told
    assert keys[-1] == fold


@pytest.mark.parametrize(
    ("question", "fields"), [("matters", ()), ("needs", ("issue",)), ("could", ("issue", "option"))]
)
def test_a_talk_asks_what_was_chosen_and_what_was_told_stands_below(
    table: AppTest, question: str, fields: tuple[str, ...]
) -> None:
    table.selectbox(key="seat.talk.question").set_value(question).run()
    press(table, "seat.talk.do")
    game = game_of(table)
    move, view = game.asked, game.view
    assert move is not None
    assert tuple(field for field in ("issue", "option") if getattr(move, field)) == fields
    if move.issue:
        assert move.issue == max(view.issues, key=lambda issue: issue.salience).key
    (other,) = [other for other in view.others if other.key == move.to]
    assert other.told is not None
    for line in told_lines(view, other.told):
        assert line in markup(table)


def test_the_answer_to_what_is_no_longer_on_the_page_stands_at_the_top(table: AppTest) -> None:
    press(table, "seat.propose.table")
    ((shown, _),) = answers(table)
    press(table, "seat.clause.after")
    assert answers(table) == [(shown, ["seat-top"])]


def test_own_words_are_gone_once_they_are_tabled(table: AppTest) -> None:
    (field,) = [area for area in table.text_area if str(area.key).startswith("seat.propose.own.")]
    field.set_value("that enhanced cooperation shall begin soon;")
    press(table, "seat.propose.table")
    (after,) = [area for area in table.text_area if str(area.key).startswith("seat.propose.own.")]
    assert after.value in ("", None)
    made = game_of(table).asked
    assert made is not None
    assert made.text == "that enhanced cooperation shall begin soon;"


def test_brackets_are_drawn_where_somebody_holds_them_and_nowhere_else(table: AppTest) -> None:
    view = game_of(table).view
    assert not any(issue.brackets for issue in view.issues)
    assert "<b>[</b>" not in markup(table)
    for _ in range(2):
        press(table, "seat.done")
    held = {issue.key for issue in game_of(table).view.issues if issue.is_open and issue.brackets}
    assert held
    issue_of = {clause.key: clause.issue for clause in sheet_of(game_of(table).live.case).clauses}
    assert set(issue_of.values()) > held
    for clause, issue in issue_of.items():
        table.selectbox(key="seat.clause").set_value(clause).run()
        shown = markup(table).count("<b>[</b>")
        assert shown == (issue in held)  # the text on the table of the clause that is shown


def test_after_a_recess_the_button_leads_to_no_floor(table: AppTest) -> None:
    press(table, "seat.do.ask_for_recess")
    assert table.button(key="seat.done").label == SAY("seat.done.recess")
    assert game_of(table).live.session == 1
    press(table, "seat.done")
    assert (game_of(table).live.session, game_of(table).live.phase) == (2, "talks")


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_move_has_words_for_its_answer(language: str) -> None:
    unanswered = {"done", "hand_over", "amend", "cite_agreed_language", "soften_verb", "delete_clause"}
    unanswered |= {"refer_clause"}
    known = catalogue(language)
    assert [move for move in SEAT_MOVES if f"seat.did.{move}" not in known and move not in unanswered] == []


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a fund; and", "a fund and training; and", "a fund <ins>and training</ins>; and"),
        ("a fund and training; and", "a fund; and", "a fund <del>and training</del>; and"),
        (
            "set up a body, then report",
            "host a dialogue, then report",
            "<del>set up</del> <ins>host</ins> a ",
        ),
        ("the body begins at once.", "the body begins in time.", "<del>at once</del> <ins>in time</ins>."),
        ("un fonds\u00a0; et", "un fonds utile\u00a0; et", "un fonds <ins>utile</ins>\u00a0; et"),
    ],
)
def test_a_change_of_words_puts_no_space_before_punctuation(old: str, new: str, shown: str) -> None:
    assert shown in str(between_brackets(old, new, is_held=False, nothing="-"))


def test_on_the_floor_one_is_led_from_clause_to_clause_until_all_is_answered(table: AppTest) -> None:
    press(table, "seat.done")
    view = game_of(table).view
    asked = list(view.request.asked if view.request else ())
    assert len({issue for issue, _ in asked}) > 1
    for count in range(len(asked)):
        assert SAY("seat.answered", n=count, of=len(asked)) in texts(table, "markdown")
        groups = [
            one
            for one in buttons_of(table)
            if str(one.key).startswith("seat.signal.floor.") and not one.value
        ]
        if not groups:
            press(table, "seat.answered.next")
            groups = [one for one in buttons_of(table) if str(one.key).startswith("seat.signal.floor.")]
        groups[0].set_value("silent").run()
    assert SAY("seat.answered", n=len(asked), of=len(asked)) in texts(table, "markdown")
    assert "seat.answered.next" not in [button.key for button in table.button]


def say_to(app: AppTest, phase: str, issue: str, option: str, signal: str) -> None:
    """Say something to a wording on the page."""
    key = f"seat.signal.{phase}.{issue}.{option}"
    next(one for one in buttons_of(app) if one.key == key).set_value(signal).run()
    assert not app.exception


def recorded(app: AppTest, issue: str, option: str) -> str:
    """Return what the seat signalled to a wording in the last session held."""
    live = game_of(app).live.live
    at = live.issue(issue)
    code = live.recorder.sheets["signal"][-1][live.row(game_of(app).seat), at, live.option(at, option)]
    return SIGNALS[int(code)]


@pytest.mark.parametrize("said", ["support", "can_live_with", "formal_object"])
def test_what_was_said_in_the_talks_stands_on_the_floor_and_is_recorded(table: AppTest, said: str) -> None:
    say_to(table, "talks", "pace", "at_once", said)
    shown = next(one for one in buttons_of(table) if one.key == "seat.signal.talks.pace.at_once")
    assert shown.value == said
    press(table, "seat.done")
    (group,) = [one for one in buttons_of(table) if one.key == "seat.signal.floor.pace.at_once"]
    told = texts(table, "caption")
    stands = SAY("seat.signal.stands", signal=SAY(f"seat.signal.floor.{said}"))
    of = sum(option.on_floor for issue in game_of(table).view.issues for option in issue.options)
    assert group.value == said
    assert stands in told
    assert SAY("seat.answered", n=1, of=of) in texts(table, "markdown")
    assert escaped(SAY("seat.head.floor.other", n=of - 1)) == table.title[0].value
    assert (SAY("seat.warn.beyond.said") in markup(table)) == (said != "formal_object")
    press(table, "seat.done")
    assert recorded(table, "pace", "at_once") == said


def test_what_the_floor_answers_stands_before_what_was_said_in_the_talks(table: AppTest) -> None:
    say_to(table, "talks", "pace", "at_once", "support")
    press(table, "seat.done")
    say_to(table, "floor", "pace", "at_once", "silent")
    assert SAY("seat.signal.stands", signal=SAY("seat.signal.floor.support")) not in texts(table, "caption")
    press(table, "seat.done")
    assert recorded(table, "pace", "at_once") == "silent"


def test_a_wording_of_which_nothing_was_said_follows_the_instructions(table: AppTest) -> None:
    press(table, "seat.done")
    view = game_of(table).view
    told = next(o.instructed for i in view.issues for o in i.options if (i.key, o.key) == ("pace", "at_once"))
    asks = SAY("seat.signal.instructed", signal=SAY(f"seat.signal.floor.{told}"))
    assert asks in texts(table, "caption")
    press(table, "seat.done")
    assert recorded(table, "pace", "at_once") == told == "formal_object"


def trades_that_pay(live: LiveState, seat: str) -> Iterator[tuple[str, Place, Place]]:
    """Yield the trades with a seat that another would accept now: with whom, what the seat gives, what it gets."""
    places = np.argwhere(live.turn.admissible[0] & live.room.tableau.valid & live.is_open[:, None]).tolist()
    for other in live.case.delegations:
        for give in places if other.key != seat else ():
            for get in places:
                side = Side(give=(get[0], get[1]), get=(give[0], give[1]))
                rows = {"agent": live.row(other.key), "person": live.row(seat)}
                weighed = weigh_offer(live.room, live.turn, **rows, side=side, level=live.level)
                if give[0] != get[0] and weighed.verdict == "accepts":
                    one, two = ((live.topic(i).key, live.wording(i, o).key) for i, o in (give, get))
                    yield other.key, one, two


def test_a_promise_is_recalled_by_name_before_it_is_broken(table: AppTest) -> None:
    game = game_of(table)
    to, give, get = next(trades_that_pay(game.live.live, game.seat))
    game.move("offer_trade", to=to, give=give, get=get)
    (promise,) = [one for one in game.view.ledger if one.by == game.seat]
    table.selectbox(key="seat.clause").set_value(_clause_of(game, promise.issue)).run()
    name = next(one.short for one in game.view.others if one.key == promise.to)
    told = SAY("seat.warn.promise", to=name)
    assert name != promise.to
    assert told in markup(table)
    table.selectbox(key="seat.clause").set_value(_clause_of(game, get[0])).run()
    told = f"In a trade {name} promised you to live with this wording."
    assert escaped(told) in [one.value for one in table.caption]


def _clause_of(game: Game, issue: str) -> str:
    sections = game.live.case.document.sections
    return next(clause.key for section in sections for clause in section.clauses if clause.issue == issue)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_headlines_call_a_clause_by_its_title(language: str) -> None:
    live = LiveNegotiation("first_hour", seats=("SAB",))
    tell = Teller(view_of(live, "SAB"), sheet_of(live.case), words_in(language))
    assert "When it begins" in tell.clause("pace")
    assert tell.clause("pace").startswith(("the clause “", "la disposition «\u00a0"))
    assert tell.issue("pace") == "When it begins (Start)"
    assert tell.issue("mechanism") == "Task of the Secretary-General"


def landings(*, with_it: int, without: int, of: int = 200) -> Landings:
    """Return a forecast in which the clause closes in as many futures; those without are among those with, or more."""

    def one(hits: int) -> Landing:
        estimate = share(hits, of)
        rest = 1.0 - hits / of
        shares = {"clean": hits / of, "with_statement": 0.0, "elsewhere": 0.0, "open": rest}
        return Landing(
            n=of, shares=shares, closes=estimate.value, low=estimate.low, high=estimate.high, yours=0.0
        )

    closed = [np.arange(of) < hits for hits in (without, with_it)]
    change = paired_share(closed[0], closed[1])
    return Landings(
        issue="pace",
        option="continue",
        asked=one(with_it),
        without=one(without),
        change=change,
        total=of,
    )


@pytest.mark.parametrize(
    ("with_it", "without", "said"),
    [(116, 62, "27 more runs of 100"), (62, 116, "27 fewer runs of 100"), (101, 100, "No clear difference")],
)
def test_a_forecast_says_whether_it_differs_clearly_from_leaving_it(
    with_it: int, without: int, said: str
) -> None:
    head, by = closes_told(landings(with_it=with_it, without=without), words_in("en"))
    assert said in by
    assert head.startswith("Tabled or not") == (said == "No clear difference")
