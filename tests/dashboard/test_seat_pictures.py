"""What the pictures of a seat's page are made of: public things, whole dots, places on the axis."""

import json
import re
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.components.packing import unpack
from dashboard.frame.language import words_in
from dashboard.seat.card_told import Card, Stand, seat_axis
from dashboard.seat.headline_told import LINES, Teller
from dashboard.seat.public_sheet import sheet_of
from dashboard.seat.seat_forecast import DOTS, dot_counts, dot_rows
from dashboard.seat.seat_room import public_room, slots_of
from dashboard.seat.seats_to_choose import can_be_played, suggested
from simulation.engine.simulate import load_scenario
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.words import LANGUAGES
from tests.plain_words import jargon_in
from tests.spoken_for import BY_LANGUAGE

ENDS = ("clean", "with_statement", "elsewhere", "open")


def played(sessions: int, case: str = "wtpf13_training", seat: str = "LUM") -> LiveNegotiation:
    live = LiveNegotiation(case, seats=(seat,))
    while live.session <= sessions and live.phase != "over":
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    return live


@given(st.lists(st.integers(0, 200), min_size=4, max_size=4).filter(any))
@settings(max_examples=200, deadline=None)
def test_dots_are_twenty_and_each_is_nearly_its_share(hits: list[int]) -> None:
    shares = {end: number / sum(hits) for end, number in zip(ENDS, hits, strict=True)}
    counts = dot_counts(shares, ENDS)
    assert sum(counts.values()) == DOTS
    assert all(abs(counts[end] - DOTS * shares[end]) < 1 for end in ENDS)


def test_dots_say_their_number_in_words_and_are_solid_where_it_closes() -> None:
    shares = {"clean": 0.5, "with_statement": 0.25, "elsewhere": 0.0, "open": 0.25}
    told = str(dot_rows(shares, ENDS, {end: end for end in ENDS}, {end: f"<{end}>" for end in ENDS}))
    assert told.count('<i class="solid">') == 15
    assert told.count('<i class="hollow">') == 5
    assert "&lt;open&gt;" in told


def test_the_axis_has_an_upright_bar_at_each_red_line_and_says_all_in_words() -> None:
    words = dict.fromkeys(("alt", "now", "ideal", "table", "low", "high"), "<b>")
    both = str(seat_axis(Stand(now=0.5, ideal=0.6, low=0.2, high=0.8, table=1.0), words))
    none = str(seat_axis(Stand(now=0.5, ideal=0.6, low=0.0, high=1.0, table=1.0), words))
    assert both.count("seat-red") == 2
    assert none.count("seat-red") == 0
    assert "<b>" not in both
    assert 'role="img"' in both


def test_the_room_holds_what_was_said_in_the_open_and_nothing_else() -> None:
    live = played(3)
    view = view_of(live, "LUM")
    data = public_room(view, live.case, words_in("en"), issue="venue")
    assert json.loads(json.dumps(data))
    for row, who in enumerate(data["delegations"]):
        assert (who["ideal"], who["red"], who["band"], who["origin"]) == ("", None, None, "")
        places = np.rint(view.places[:, row].mean(axis=1) * 1000).astype(int).tolist()
        assert unpack(who["x"]) == pytest.approx(places, abs=1)
    assert "reasons" not in data
    assert (data["live"], data["sessions"]) == (3, 12)


def test_the_room_is_the_same_whatever_others_want_in_secret() -> None:
    case = load_scenario("wtpf13_training")
    changed = case.model_copy(
        update={
            "delegations": tuple(
                one.model_copy(update={"brief": one.brief.model_copy(update={"confidential": "Secret."})})
                for one in case.delegations
            )
        }
    )
    views = [view_of(LiveNegotiation(one, seats=("LUM",)), "LUM") for one in (case, changed)]
    rooms = [public_room(view, case, words_in("en"), issue="venue") for view in views]
    assert rooms[0] == rooms[1]


def test_whoever_stands_alone_has_no_colour() -> None:
    live = played(0)
    assert set(slots_of(view_of(live, "LUM"), live.case).values()) == {-1}


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("sessions", [0, 1, 4, 11])
def test_there_is_a_sentence_and_at_most_three_lines_at_every_moment(language: str, sessions: int) -> None:
    live = played(sessions)
    view: SeatView = view_of(live, "LUM")
    tell = Teller(view, sheet_of(live.case), words_in(language))
    for issue in view.issues:
        assert tell.headline(issue.key).endswith((".", "?"))
    assert 1 <= len(tell.news()) <= LINES


def test_the_sheet_tells_nothing_of_any_instruction() -> None:
    case = load_scenario("wtpf13_training")
    told = repr(sheet_of(case))
    assert [one.key for one in case.delegations if one.brief.confidential[:60] in told] == []


def test_three_seats_are_suggested_by_opening_positions_where_no_pack_says_more() -> None:
    found = suggested("wtpf13", load_scenario("wtpf13"))
    apart: Mapping[str, float] = {one.degree: one.apart for one in found}
    assert len({one.seat for one in found}) == 3
    assert apart["easy"] < apart["medium"] < apart["hard"]


def test_the_pack_of_a_case_suggests_its_seats() -> None:
    found = suggested("first_hour", load_scenario("first_hour"))
    assert [one.degree for one in found] == ["easy", "medium", "hard"]
    assert all(one.reason for one in found)


def test_a_case_without_anybody_who_has_a_say_cannot_be_played() -> None:
    case = load_scenario("worked_package")
    nobody = case.model_copy(
        update={"delegations": tuple(one.model_copy(update={"mandate": {}}) for one in case.delegations)}
    )
    assert can_be_played(case)
    assert not can_be_played(nobody)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_ones_limits_is_told_in_shares_of_the_way_between_its_ends(language: str) -> None:
    live = LiveNegotiation("first_hour", seats=("SAB",))
    view = view_of(live, "SAB")
    card = Card(Teller(view, sheet_of(live.case), words_in(language)))
    for issue in view.issues:
        (told,) = re.findall(r'aria-label="([^"]*)"', str(card.axis(issue.key)))
        assert told.count("%") == 5
        assert jargon_in(told, language) == []
