"""A second round beside the first: what rose and fell, own words that go along, a survey, and hostile texts."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.drawing.safe_text import cell
from simulation.errors import DelegationSimError, RecordError
from simulation.live import LiveLog, LiveLogError, LiveNegotiation, SeatMove
from simulation.report.debrief import check_sheet, debrief_page, profile_csv, profile_json
from simulation.scenario.characters import acting, harmless
from simulation.scenario.forums import resolve_forum
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.pack import load_pack, pack_file
from simulation.state.instructions import has_say
from simulation.training.debrief import Debrief, debriefing
from simulation.training.log_told import tell_log
from simulation.training.notes import SeatNotes, keep_notes, notes_of
from simulation.training.rounds import MEASURES, Round
from simulation.training.second import (
    BY_SIZE,
    Offer,
    SideBySide,
    beside_first,
    offers,
    remember,
    round_of,
    round_played,
    suggested,
)
from simulation.training.survey import ITEMS, LONGEST, SCALE, Survey, own_words, survey_rows
from simulation.words import LANGUAGES, say, told_in
from tests.html_pages import Page
from tests.training.played import accept_all_and, negotiated

HOSTILE = '=HYPERLINK("http://evil.example")\x1b[2J\u202e</pre><script>alert(1)</script>\u2028**x**\ufeff|a|'
TEXTS = st.text(max_size=60)
SURVEYS = st.builds(
    Survey, ratings=st.dictionaries(st.sampled_from(ITEMS), st.sampled_from(SCALE)), remark=TEXTS
)
ROUNDS = st.builds(
    Round,
    case=TEXTS,
    title=TEXTS,
    seat=TEXTS,
    name=TEXTS,
    measures=st.dictionaries(st.sampled_from(list(MEASURES)), st.floats(-1000, 1000)),
    principle=TEXTS,
    before=SURVEYS,
    after=SURVEYS,
)


@pytest.fixture(scope="module")
def first() -> LiveNegotiation:
    live = accept_all_and("join_consensus")
    answered = Survey(ratings={"ask": 2, "consensus": 5}, remark="Time.")
    keep_notes(live.log, "OPEN", SeatNotes(principle="Ask first.", before=answered, after=Survey()))
    return live


@pytest.fixture(scope="module")
def second(first: LiveNegotiation) -> Debrief:
    live = negotiated(load_scenario("worked_package"), "OPEN", seed=4)
    remember(live, "OPEN", round_played(first))
    return next(debriefing(live, "OPEN"))


def test_what_one_took_away_and_what_one_rated_goes_along_into_the_second_round(second: Debrief) -> None:
    found = beside_first(second)
    assert found is not None
    assert found.first.principle == "Ask first."
    assert found.first.before == Survey(ratings={"ask": 2, "consensus": 5}, remark="Time.")
    assert found.second.principle == second.principle == "Ask first."
    assert [tuple(map(str, row.ratings)) for row in survey_rows(found.surveys)][:2] == [
        ("2", "–", "–"),
        ("–", "–", "–"),
    ]


def test_the_measures_are_those_of_the_profile(first: LiveNegotiation) -> None:
    told = next(debriefing(first, "OPEN"))
    game, score = round_of(told, told.notes), told.score
    assert game.measures["gain"] == pytest.approx(100 * (score.mandate.value - score.mandate.no_deal))
    assert game.measures["hints"] == len(told.notes.hints) == 0
    assert game.measures["crossed"] == len(score.breaches)
    assert game.measures["talks"] == score.process.talks
    assert "agents" not in game.measures
    assert "predicted" not in game.measures
    assert list(game.measures) == [name for name in MEASURES if name in game.measures]


def test_hints_and_moves_taken_back_are_counted_side_by_side() -> None:
    first = Round(
        case="a", title="A", seat="S", name="S", measures={"hints": 4, "taken_back": 0, "trust": 0.5}
    )
    second = replace(first, measures={"hints": 0, "taken_back": 2, "trust": 0.5, "talks": 3})
    found = SideBySide(first=first, second=second)
    told = {row.key: tuple(map(str, (row.first, row.second, row.change, row.went))) for row in found.rows}
    assert told == {
        "trust": ("0.50", "0.50", "0.00", "same"),
        "talks": ("–", "3", "", "unknown"),
        "hints": ("4", "0", "−4", "fell"),
        "taken_back": ("0", "2", "+2", "rose"),
    }
    assert tuple(map(str, found.sentences)) == (
        "What rose: moves taken back (0 to 2).",
        "What fell: hints asked of the coach (4 to 0).",
        "What stayed the same: trust of the others in you at the end.",
        say("rounds.chance"),
    )


@given(first=ROUNDS, second=ROUNDS)
def test_every_line_is_told_once_and_its_numbers_add_up(first: Round, second: Round) -> None:
    rows = SideBySide(first=first, second=second).rows
    assert [row.key for row in rows] == [
        name for name in MEASURES if name in first.measures or name in second.measures
    ]
    for row in rows:
        both = row.key in first.measures and row.key in second.measures
        assert (row.went != "unknown") == both
        if both:
            was, now, by = (
                float(str(text).replace("−", "-")) for text in (row.first, row.second, row.change)
            )
            assert now - was == pytest.approx(by, abs=1e-9)
            assert row.went == ("same" if by == 0 else "rose" if by > 0 else "fell")


@given(first=ROUNDS, second=ROUNDS)
def test_what_two_games_cannot_show_is_said_in_the_last_sentence(first: Round, second: Round) -> None:
    for language in LANGUAGES:
        with told_in(language):
            assert str(SideBySide(first=first, second=second).sentences[-1]) == say("rounds.chance")


@given(text=st.text())
def test_what_a_person_wrote_can_always_be_kept_and_read_again(text: str) -> None:
    live = LiveNegotiation("worked_package", seats=("OPEN",))
    survey = Survey(ratings={"ask": 1}, remark=text)
    game = Round(case="a", title=text[:9], seat="S", name=text, principle=text, before=survey, after=survey)
    notes = SeatNotes(answers={"felt": text}, principle=text, before=survey, after=survey, first=game)
    keep_notes(live.log, "OPEN", notes)
    again = notes_of(LiveLog.from_text(live.log.to_text()), "OPEN")
    assert again.principle == again.after.remark == own_words(text)
    assert again.first is not None
    assert again.first.principle == own_words(text)


@given(text=st.text())
def test_nothing_of_a_text_that_is_kept_acts_instead_of_being_read(text: str) -> None:
    assert acting(harmless(text)) == ""
    assert len(own_words(text)) <= LONGEST
    assert own_words(own_words(text)) == own_words(text)


@given(game=ROUNDS)
def test_a_round_is_read_as_it_was_written(game: Round) -> None:
    plain = json.loads(json.dumps(game.plain()))
    again = Round.from_plain(plain)
    assert again.plain() == plain
    assert dict(again.measures) == {name: game.measures[name] for name in MEASURES if name in game.measures}


@pytest.mark.parametrize(
    "damaged",
    [
        [],
        {"case": "a"},
        {"case": "a", "title": "A", "seat": "S", "name": 3, "measures": {}},
        {"measures": {"gain": "NaN"}},
        {"measures": {"gain": float("nan")}},
        {"measures": {"gain": True}},
        {"measures": {"gain": 10**400}},
        {"measures": []},
        {"instance": -1},
        {"instance": True},
        {"after": {"ratings": {"ask": 6}}},
        {"after": {"ratings": {"ask": True}}},
        {"after": {"ratings": [1]}},
        {"after": {"remark": 3}},
        {"after": "x"},
        {"unknown": 1},
    ],
)
def test_a_damaged_first_game_in_a_file_is_told(damaged: object) -> None:
    whole = Round(case="a", title="A", seat="S", name="S").plain()
    given = {**whole, **damaged} if isinstance(damaged, dict) and len(damaged) == 1 else damaged
    if damaged == {"case": "a"}:
        given = damaged
    live = LiveNegotiation("worked_package", seats=("OPEN",))
    live.log.notes["OPEN"] = {"first": given}
    with pytest.raises(LiveLogError, match="notes of OPEN"):
        notes_of(live.log, "OPEN")


@pytest.mark.parametrize("number", [float("inf"), float("nan")], ids=["inf", "nan"])
def test_a_number_beyond_all_in_the_notes_is_told(number: float) -> None:
    live = LiveNegotiation("worked_package", seats=("OPEN",))
    live.log.notes["OPEN"] = {"taken_back": [number]}
    with pytest.raises(LiveLogError, match="notes of OPEN"):
        notes_of(live.log, "OPEN")


def test_notes_of_a_play_from_before_there_were_surveys_are_read() -> None:
    live = LiveNegotiation("worked_package", seats=("OPEN",))
    live.log.notes["OPEN"] = {
        "prediction": None,
        "hints": [],
        "answers": {"felt": "Well."},
        "principle": "Ask.",
    }
    assert notes_of(live.log, "OPEN") == SeatNotes(answers={"felt": "Well."}, principle="Ask.")


def test_a_game_that_is_not_over_is_not_remembered() -> None:
    with pytest.raises(DelegationSimError, match="not over: it is in session 1"):
        round_played(LiveNegotiation("worked_package", seats=("OPEN",)))


def test_the_second_round_is_another_case_for_training_and_first_the_next_in_size() -> None:
    sizes = [(len(case.issues), len(case.delegations)) for case in map(load_scenario, BY_SIZE)]
    assert sizes == sorted(sizes)
    assert set(BY_SIZE) == {key for key in shipped_scenarios() if pack_file(key) is not None}
    assert [suggested(case, "NOBODY").case for case in BY_SIZE] == [
        *BY_SIZE[1:],
        BY_SIZE[-2],
    ]
    for case in (*BY_SIZE, "worked_package"):
        found = [one.case for one in offers(case, "NOBODY") if not one.instance]
        assert sorted(found) == sorted(set(BY_SIZE) - {case})


def test_last_comes_the_same_seat_in_the_next_instance_of_the_same_case() -> None:
    for case in BY_SIZE:
        for instance in (0, 7):
            assert offers(case, "TAM", instance)[-1] == Offer(case=case, seat="TAM", instance=instance + 1)
    assert [one for one in offers("worked_package", "OPEN") if one.instance] == []


def test_a_round_says_of_which_instance_it_was() -> None:
    case = load_scenario("first_hour", overrides={"instance": 2})
    live = LiveNegotiation(case, seats=("TAM",))
    live.play_out()
    assert round_played(live).instance == 2


def test_the_suggested_seat_is_the_same_where_it_is_there_and_else_of_medium_difficulty() -> None:
    for case in BY_SIZE:
        for seat in ("TAM", "NOBODY"):
            for one in offers(case, seat)[: len(BY_SIZE) - 1]:
                scenario = load_scenario(one.case)
                forum = resolve_forum(scenario)
                there = [item.key for item in scenario.delegations if has_say(forum, item)]
                pack = load_pack(one.case, scenario=scenario)
                assert pack is not None
                assert one.seat == (seat if seat in there else pack.seats_by_difficulty.medium.seat)


def hostile(second: Debrief) -> Debrief:
    """Return the debriefing of a second round in which every text of a person is hostile."""
    survey = Survey(ratings={"ask": 3}, remark=HOSTILE)
    first = Round(case=HOSTILE, title=HOSTILE, seat=HOSTILE, name=HOSTILE, principle=HOSTILE, after=survey)
    notes = SeatNotes(principle=HOSTILE, before=survey, after=survey, first=first)
    return second.noted(notes, tuple(replace(one, answer=HOSTILE) for one in second.questions))


def test_a_hostile_text_is_words_on_the_page_of_a_debriefing(second: Debrief) -> None:
    page = debrief_page(hostile(second))
    assert "<script" not in page
    taken_apart = Page(page)
    assert taken_apart.open == []
    assert "script" not in {tag for tag, _ in taken_apart.elements}
    assert not [
        value for _, given in taken_apart.elements for value in given.values() if "evil" in (value or "")
    ]
    assert not {"\x1b", "\u202e", "\u2028", "\ufeff"} & set(page)
    assert page.count("&lt;script&gt;") > 6


def test_a_hostile_text_is_no_formula_and_stays_in_its_cell_of_a_table(second: Debrief) -> None:
    text = profile_csv(hostile(second))
    rows = list(csv.reader(io.StringIO(text)))
    assert {len(row) for row in rows} == {len(rows[0])} == {8}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t", "\r", "\n"))]
    assert not {"\x1b", "\u202e", "\u2028"} & set(text)
    assert text.count("\n") == len(rows)
    told = [row for row in rows if row[4] == "own words"]
    assert [row[0] for row in told] == ["1", "2"]
    assert all(row[7].startswith("'=HYPERLINK") for row in told)


def test_a_hostile_text_is_a_text_in_the_data(second: Debrief) -> None:
    found = json.loads(profile_json(hostile(second)))
    assert [game["principle"] for game in found["rounds"]] == [own_words(HOSTILE)] * 2
    assert found["rounds"][1]["after"] == {"ratings": {"ask": 3}, "remark": own_words(HOSTILE)}


def test_the_table_and_the_data_hold_both_games_and_what_was_answered(second: Debrief) -> None:
    rows = list(csv.DictReader(io.StringIO(profile_csv(second))))
    found = json.loads(profile_json(second))
    assert [game["case"] for game in found["rounds"]] == ["worked_package", "worked_package"]
    for number, game in enumerate(found["rounds"], start=1):
        mine = [row for row in rows if row["round"] == str(number)]
        measures = {row["item"]: float(row["value"]) for row in mine if row["part"] == "profile"}
        assert measures == game["measures"]
    before = {row["item"]: row["value"] for row in rows if row["part"] == "survey before"}
    assert before == {"ask": "2", "consensus": "5", "remark": "Time."}
    assert {row["value"] for row in rows if row["part"] == "answer"} == {"We talked."}
    assert found["told"][-1] == say("rounds.chance")


def test_every_row_of_a_game_names_its_instance(second: Debrief) -> None:
    rows = list(csv.DictReader(io.StringIO(profile_csv(replace(second, instance=7)))))
    assert {row["instance"] for row in rows if row["round"] == "2"} == {"7"}
    assert [row["instance"] for row in rows if row["part"] == "answer"] == ["7"]


@pytest.mark.parametrize("name", ["profile", "profile.txt", "profile.csv.exe"])
def test_a_file_of_another_kind_is_refused_before_anything_is_written(name: str) -> None:
    with pytest.raises(RecordError, match=r"ends in \.csv \(a table\) or in \.json \(data\)"):
        check_sheet(name)


def test_the_page_says_what_was_answered_since_and_its_log_holds_it(second: Debrief) -> None:
    notes = replace(second.notes, principle="Count.", after=Survey(ratings={"trade": 4}))
    page = debrief_page(second.noted(notes, second.questions))
    assert page.count("Count.") == 2  # in its section, and in the log
    assert say("survey.after.second") in page
    assert say("rounds.chance") in page


def test_a_page_lists_no_question_that_was_not_answered_at_all(second: Debrief) -> None:
    notes = replace(second.notes, principle="Count.", answers={})
    asked = tuple(replace(one, answer="") for one in second.questions)
    page = debrief_page(second.noted(notes, asked))
    assert str(asked[0].text) in debrief_page(second)
    assert not [one for one in asked if str(one.text) in page]
    assert 0 < page.index("Count.") - page.index(say("debrief.page.questions")) < 200
    silent = debrief_page(second.noted(replace(notes, principle=""), asked))
    assert say("debrief.page.questions") not in silent


def test_a_page_of_a_first_game_without_a_survey_shows_neither() -> None:
    live = accept_all_and("join_consensus")
    page = debrief_page(next(debriefing(live, "OPEN")))
    assert say("rounds.title") not in page
    assert say("debrief.page.survey") not in page


def test_a_play_that_is_read_tells_the_survey_and_the_first_game(second: Debrief) -> None:
    log = LiveLog.from_text(hostile(second).log_text)
    lines = tell_log(log).notes
    rated = [line for line in lines if str(line).endswith("3 of 5.")]
    assert [str(line).split(":")[0] for line in rated] == ["Before", "After"]
    assert str(lines[-1]).startswith("Principle taken away from the first game: =HYPERLINK")


def test_without_a_rating_there_is_no_table_of_ratings() -> None:
    assert survey_rows((Survey(), Survey(remark="Time."))) == ()


@pytest.mark.parametrize("start", [*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_spreadsheet_calculates_what_stands_in_a_cell(start: str) -> None:
    assert cell(f"{start}1+1").startswith("'")


def test_what_an_agent_did_in_the_seat_throughout_is_no_measure_of_the_person() -> None:
    live = LiveNegotiation("worked_package", seats=("OPEN",))
    live.submit(SeatMove(seat="OPEN", move="hand_over"))
    live.play_out()
    found = round_played(live).measures
    assert found["sat"] == 0
    assert not {"talks", "tabled", "trades", "kept"} & set(found)
    assert {"gain", "hints", "taken_back"} <= set(found)
