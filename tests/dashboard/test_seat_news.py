"""The news of a seat tells its own tabling first, and calls support what tables the text on the table."""

from dataclasses import replace

import pytest

from dashboard.frame.language import words_in
from dashboard.seat.clauses_told import in_list, status
from dashboard.seat.document_worth import about
from dashboard.seat.headline_told import Teller
from dashboard.seat.public_sheet import sheet_of
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.live.public import PublicMove
from simulation.scenario.load import load_scenario
from simulation.scenario.translations.telling import in_language
from tests.live.playing import finish_session
from tests.spoken_for import BY_LANGUAGE
from tests.told_cases import with_forms


@pytest.mark.parametrize(
    ("language", "own", "support"),
    [
        pytest.param(
            "en", "You tabled a wording on", "supports the text on the table", marks=pytest.mark.thorough
        ),
        ("fr", "Vous avez déposé", "soutient le texte"),
    ],
)
def test_own_tabling_comes_first_and_support_is_called_so(language: str, own: str, support: str) -> None:
    live = LiveNegotiation("first_hour", seats=("SAB",))
    live.submit(SeatMove(seat="SAB", move="done"))
    view = view_of(live, "SAB")
    issue = view.issues[0]
    tabled = PublicMove(
        session=1, delegation="ALT", move="propose_option", issue=issue.key, option=issue.options[0].key
    )
    heard = (tabled, replace(tabled, delegation="TAM", on_table=True), replace(tabled, delegation="SAB"))
    view = replace(view, heard=(heard,), takes_stock=False, called_now=(), drafted_now=())
    tell = Teller(view, sheet_of(live.case), words_in(language))
    lines = tell.news()
    assert lines[0].startswith(own)
    assert [line for line in lines if support in line and "Tamarat" in line]
    assert [line for line in lines if "Altamere" in line and support not in line]


@pytest.mark.parametrize(
    ("language", "calls", "drafted", "marks"),
    [
        pytest.param(
            "en",
            "The Chair calls for decision: ",
            "A drafting group on ",
            ("open, not called yet", "open, called"),
            marks=pytest.mark.thorough,
        ),
        (
            "fr",
            "La présidence soumet à décision",
            "Un groupe de rédaction rapporte",
            ("open, pas encore soumise à décision", "open, soumise à décision"),
        ),
    ],
)
def test_a_seat_is_told_what_the_chair_calls_and_by_each_clause_whether_it_is_called(
    language: str, calls: str, drafted: str, marks: tuple[str, str]
) -> None:
    live = LiveNegotiation(with_forms(), seats=("SAB",))
    seen = set[str]()
    news = list[str]()
    while live.phase == "talks":
        tell = Teller(view_of(live, "SAB"), sheet_of(live.case), words_in(language))
        news += tell.news()
        for issue in tell.view.issues:
            if issue.is_open:
                seen.add(tell.call(issue, "open"))
                uncalled = "no" if issue.brackets else "no.free"
                assert tell.call(issue) == words_in(language).say(
                    f"seat.call.{'yes' if issue.is_called else uncalled}"
                )
            else:
                assert tell.call(issue, "agreed") == "agreed"
        finish_session(live)
    assert any(line.startswith(calls) for line in news)
    assert any(line.startswith(drafted) for line in news)
    assert seen == set(marks)


def test_without_a_programme_a_clause_has_no_mark_that_it_is_called() -> None:
    live = LiveNegotiation(
        load_scenario("first_hour", overrides={"protocol.programme": "false"}), seats=("SAB",)
    )
    tell = Teller(view_of(live, "SAB"), sheet_of(live.case), words_in("en"))
    assert [tell.call(issue) for issue in tell.view.issues] == [""] * 4
    assert not [line for line in tell.news() if "for decision" in line]


@pytest.mark.parametrize(
    ("language", "first"),
    [
        pytest.param("en", "Agreed: Access", marks=pytest.mark.thorough),
        ("fr", "Convenu\N{NO-BREAK SPACE}: Accès"),
    ],
)
def test_what_was_agreed_in_the_session_before_comes_first_with_what_it_is_worth(
    language: str, first: str
) -> None:
    live = LiveNegotiation(in_language(load_scenario("ai_oversight"), language), seats=("TAV",))
    finish_session(live)
    before = Teller(view_of(live, "TAV"), sheet_of(live.case), words_in(language)).news()
    assert not [line for line in before if line.startswith(first)]
    finish_session(live)
    view = view_of(live, "TAV")
    closed = [issue.key for issue in view.issues if view.closed.get(issue.key) == 2]
    tell = Teller(view, sheet_of(live.case), words_in(language))
    assert closed == ["access"]
    assert tell.news()[0].startswith(first)
    assert tell.news()[0].endswith(f"(11 points {'for you' if language == 'en' else 'pour vous'}).")
    assert tell.happened(2)[0] == tell.news()[0]
    assert tell.happened(1) == [line for line in tell.happened(1) if not line.startswith(first)]


def test_where_much_was_agreed_one_line_tells_all_of_it_and_leaves_room_for_the_rest() -> None:
    live = LiveNegotiation("ai_oversight", seats=("TAV",))
    finish_session(live)
    finish_session(live)
    view = view_of(live, "TAV")
    view = replace(view, closed={issue.key: 2 for issue in view.issues})
    (line, *rest) = Teller(view, sheet_of(live.case), words_in("en")).news()
    assert line.startswith("Agreed: ")
    assert line.count("; ") == len(view.issues) - 1
    assert line.startswith("Agreed: Access")
    assert "(11 points for you); " in line
    assert rest


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize(
    ("case", "seat", "becomes"), [("ai_oversight", "TAV", "sinks"), ("first_hour", "SAB", "drops")]
)
def test_the_adoption_says_what_a_clause_left_open_does_in_this_case(
    language: str, case: str, seat: str, becomes: str
) -> None:
    live = LiveNegotiation(case, seats=(seat,))
    words = words_in(language)
    view = replace(view_of(live, seat), phase="adoption")
    told = about(Teller(view, sheet_of(live.case), words))
    assert told == words.say(f"seat.end.adoption.about.{becomes}")
    falls = {"en": "Clauses in brackets fall away", "fr": "Les dispositions entre crochets tombent"}
    assert (falls[language] in told) is (becomes == "drops")


def test_who_has_answered_every_wording_is_not_told_to_say_what_it_wants() -> None:
    live = LiveNegotiation("first_hour", seats=("NOR",))
    live.submit(SeatMove(seat="NOR", move="done"))
    live.advance()
    asked = view_of(live, "NOR").blank
    for issue, option in asked:
        live.submit(SeatMove(seat="NOR", move="object_formally", issue=issue, option=option))
    tell = Teller(view_of(live, "NOR"), sheet_of(live.case), words_in("en"))
    assert tell.headline("pace") == "You have answered every wording on the floor."


@pytest.mark.parametrize(
    ("language", "agreed"),
    [pytest.param("en", "Agreed · ", marks=pytest.mark.thorough), ("fr", "Convenue · ")],
)
def test_a_clause_in_the_list_begins_with_how_it_stands_and_its_title(language: str, agreed: str) -> None:
    live = LiveNegotiation(in_language(load_scenario("ai_oversight"), language), seats=("TAV",))
    finish_session(live)
    finish_session(live)
    view, sheet = view_of(live, "TAV"), sheet_of(live.case)
    tell = Teller(view, sheet, words_in(language))
    rows = {clause.issue: (clause, in_list(tell, clause)) for clause in sheet.clauses}
    clause, row = rows["access"]
    assert row.startswith(f"{agreed}{clause.title}")
    for clause, row in rows.values():
        assert row.partition(" · ")[2].startswith(clause.title)
        assert row.endswith(f" · {clause.reference}")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_who_called_no_talk_is_told_with_whom_its_colleagues_spoke(language: str) -> None:
    live = LiveNegotiation("first_hour", seats=("SAB",))
    view = replace(view_of(live, "SAB"), heard=((),), talked_for=("TAM",), takes_stock=False, called_now=())
    view = replace(view, drafted_now=(), closed={}, settled=(), ledger=(), sought_by=())
    tell = Teller(view, sheet_of(live.case), words_in(language))
    assert tell.news() == [words_in(language).say("seat.news.colleagues", names=tell.name("TAM"))]
    assert tell.name("TAM") in tell.news()[0]


@pytest.mark.parametrize(
    ("language", "free"), [("en", "Nobody holds it in brackets"), ("fr", "Personne ne la maintient")]
)
def test_how_an_uncalled_clause_stands_says_once_whether_it_is_in_brackets(language: str, free: str) -> None:
    live = LiveNegotiation("first_hour", seats=("SAB",))
    view = view_of(live, "SAB")
    tell = Teller(view, sheet_of(live.case), words_in(language))
    keep = tell.words.say("seat.call.no")
    open_ = replace(view.issues[0], is_open=True, is_called=False)
    unheld, held = (status(tell, replace(open_, brackets=brackets)) for brackets in ((), ("ALT",)))
    assert (unheld.count(free), keep in unheld) == (1, False)
    assert (held.count(free), keep in held) == (0, True)
