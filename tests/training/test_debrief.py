"""The debriefing: not before the end, part by part, the same every time, in both languages, and harmless as a page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulation import load_scenario
from simulation.cli.seat.ending import Watch, print_end
from simulation.cli.terminal import Page as Terminal
from simulation.errors import DelegationSimError, RecordError
from simulation.live import IllegalMoveError, LiveLog, LiveNegotiation, SeatMove
from simulation.report.debrief import debrief_page, write_debrief
from simulation.scenario.pack import load_pack
from simulation.scenario.schema import Scenario
from simulation.training.debrief import (
    QUESTIONS,
    Debrief,
    debriefing,
    pack_questions,
    questions_for,
)
from simulation.training.notes import SeatNotes, keep_notes
from simulation.training.packages import Objection
from simulation.words import catalogue, say, told_in
from tests.html_pages import Page
from tests.spoken_for import BY_LANGUAGE
from tests.training.played import debrief_of, negotiated

WITHOUT_GOODWILL = {
    "protocol.goodwill": "false",
    "protocol.values.curve": "1",
    "protocol.signal.isolation": "0.1",
}
"""One that tables nothing but what it likes best is taken to hold out, and gets no package."""
HOSTILE = "<script>alert(1)</script><img src=http://evil.example/x.png>\u202e</pre>"


@pytest.fixture(scope="module")
def live() -> LiveNegotiation:
    return negotiated(load_scenario("worked_package", overrides=WITHOUT_GOODWILL), "OPEN")


@pytest.fixture(scope="module")
def debrief(live: LiveNegotiation) -> Debrief:
    return debrief_of(live, "OPEN", futures=30)


@pytest.mark.parametrize(("language", "says"), [("en", "not over"), ("fr", "pas finie")])
def test_it_waits_for_the_end(language: str, says: str) -> None:
    live = LiveNegotiation("worked_package", seats=("OPEN",))
    with told_in(language), pytest.raises(DelegationSimError, match=says):
        next(debriefing(live, "OPEN"))


def test_a_seat_that_is_not_there_is_refused(live: LiveNegotiation) -> None:
    with pytest.raises(IllegalMoveError, match="NOBODY"):
        next(debriefing(live, "NOBODY"))


def test_the_first_part_comes_at_once_and_the_rest_tells_how_far_it_is(live: LiveNegotiation) -> None:
    parts = list(debriefing(live, "OPEN", futures=30))
    first, last = parts[0], parts[-1]
    assert (first.part, first.score.compared, first.turning, first.branches) == ("compared", None, None, None)
    assert not first.is_complete
    assert last.is_complete
    assert last.score.compared is not None
    assert last.turning is not None
    assert last.branches is not None
    order = list(dict.fromkeys(part.part for part in parts))
    assert order == ["compared", "turning", "branches", "done"]
    for key in order:
        shares = [part.done / part.total for part in parts if part.part == key]
        assert shares == sorted(shares)
        assert all(0 <= share <= 1 for share in shares)


def test_whoever_stops_asking_has_cancelled_and_can_begin_again(
    live: LiveNegotiation, debrief: Debrief
) -> None:
    work = debriefing(live, "OPEN", futures=30)
    next(work)
    next(work)
    work.close()  # type: ignore[attr-defined] # a generator behind the plain iterator
    assert debrief_of(live, "OPEN", futures=30) == debrief


def test_a_log_read_back_gives_the_same_debriefing_and_page(live: LiveNegotiation, debrief: Debrief) -> None:
    again = LiveNegotiation.from_log(LiveLog.from_text(debrief.log_text), live.case)
    assert again.log.to_text() == debrief.log_text
    assert debrief_page(debrief_of(again, "OPEN", futures=30)) == debrief_page(debrief)


def test_two_people_in_one_negotiation_each_have_a_debriefing_of_their_own() -> None:
    live = LiveNegotiation("worked_package", seats=("OPEN", "STATE"))
    while live.phase != "over":
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    one, other = (debrief_of(live, seat, futures=10) for seat in ("OPEN", "STATE"))
    assert (one.seat, other.seat) == ("OPEN", "STATE")
    assert one.opened == other.opened == ()  # what moved a person, only the person knows
    assert one.score.mandate.value == pytest.approx(other.score.mandate.value)


def test_what_one_person_takes_home_holds_no_notes_and_no_private_words_of_another() -> None:
    live = LiveNegotiation("first_hour", seats=("LUM", "SAB", "ONA"))
    live.submit(SeatMove(seat="LUM", move="speak", text="For all to hear."))
    live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to="SAB", text="For Sabora alone."))
    live.submit(SeatMove(seat="SAB", move="consult_capital", text="For our minister alone."))
    for seat in live.seated:
        live.submit(SeatMove(seat=seat, move="done"))
        keep_notes(
            live.log, seat, SeatNotes(principle=f"What {seat} thinks.", answers={"felt": f"As {seat}."})
        )
    live.advance()
    live.play_out()
    home = {seat: next(debriefing(live, seat)) for seat in ("LUM", "SAB", "ONA")}
    heard = {
        "LUM": ["For all to hear.", "For Sabora alone."],
        "SAB": ["For all to hear.", "For Sabora alone.", "For our minister alone."],
        "ONA": ["For all to hear."],
    }
    for seat, debrief in home.items():
        assert [item.text for item in debrief.said] == heard[seat]
        for text in heard["SAB"]:
            assert (text in debrief.log_text) is (text in heard[seat])
        for other in home:
            assert (f"What {other} thinks." in debrief.log_text) is (other == seat)
            assert (f"As {other}." in debrief.log_text) is (other == seat)
        again = LiveNegotiation.from_log(LiveLog.from_text(debrief.log_text), live.case)
        assert next(debriefing(again, seat)) == debrief


def test_questions_are_those_of_the_pack_else_general_ones(live: LiveNegotiation, debrief: Debrief) -> None:
    assert [question.key for question in debrief.questions] == list(QUESTIONS)
    assert debrief.questions[0].answer == "We talked."
    asked = next(debriefing(live, "OPEN", questions=["Who moved first?"])).questions
    assert [(question.key, str(question.text)) for question in asked] == [
        ("Who moved first?", "Who moved first?")
    ]
    named = next(debriefing(live, "OPEN", questions={"happened": "And then?"})).questions
    assert [(str(item.text), item.answer) for item in named] == [("And then?", "We talked.")]


def test_the_questions_of_a_shipped_pack_are_asked_in_its_order() -> None:
    pack = load_pack("first_hour")
    assert pack is not None
    asked = pack_questions(pack)
    assert list(asked)[:3] == ["facts-1", "facts-2", "feelings-3"]
    assert len(asked) == len(pack.debrief_questions) - 1
    notes = SeatNotes(answers={"facts-2": "Nordhaven did."})
    found = questions_for(notes, asked)
    assert tuple(map(str, (found[1].text, found[1].answer))) == (
        pack.debrief_questions[1].question,
        "Nordhaven did.",
    )
    assert [item.key for item in questions_for(notes, pack_questions(None))] == list(QUESTIONS)


def test_a_prediction_is_held_against_the_outcome(live: LiveNegotiation, debrief: Debrief) -> None:
    final = live.record.outcome.option
    first, second = debrief.prediction.issues
    assert (first.predicted, first.is_hit) == ("Eight of ten", int(final[0]) == 1)
    assert second.is_hit is None
    assert debrief.prediction.predicted == 1
    assert debrief.prediction.outcome_class == "partial"
    assert sum(item.own for item in debrief.prediction.issues) == pytest.approx(debrief.score.mandate.value)


def test_only_what_others_kept_to_themselves_is_opened(debrief: Debrief) -> None:
    names = {item.short or item.name: item.key for item in load_scenario("worked_package").delegations}
    assert debrief.opened
    assert {names[item.delegation] for item in debrief.opened} == {"STATE"}
    assert all(item.public != item.private for item in debrief.opened)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_page_is_well_formed_and_asks_for_nothing_outside(debrief: Debrief, language: str) -> None:
    with told_in(language):
        source = debrief_page(debrief)
    page = Page(source)
    assert page.open == []
    assert page.all("html") == [{"lang": language}]
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in page.elements}
    assert not re.search(r"https?://|url\(|@import|\bon\w+=", source)
    attributes = {name for _, given in page.elements for name in given}
    assert not {"src", "href", "action", "onclick"} & attributes
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))


def test_the_page_is_french_throughout(debrief: Debrief) -> None:
    with told_in("fr"):
        words = Page(debrief_page(debrief)).text
    english = [
        text
        for key, text in catalogue("en").items()
        if key.startswith("debrief.page.") and "{" not in text and len(text.split()) > 1
    ]
    assert len(english) > 20
    assert [text for text in english if text in words] == []
    assert "Aucune de vos actions n’a été décisive à elle seule" in words
    assert ", niveau normal" in words
    assert not re.search(r"\w; ", words)  # French has a no-break space before a semicolon


def test_the_page_of_a_negotiation_that_hung_on_no_single_move_says_so(debrief: Debrief) -> None:
    page = debrief_page(debrief)
    assert "None of your moves changes how it ends for you, and no silence cost you anything" in page
    assert "urning points" not in page


def objections(debrief: Debrief) -> list[Objection]:
    return [one for package in debrief.dealings.packages for one in package.objections]


def test_a_page_can_be_made_of_the_first_part(live: LiveNegotiation) -> None:
    page = Page(debrief_page(next(debriefing(live, "OPEN"))))
    assert page.open == []
    assert page.text.count("Not worked out yet.") == 3


def hostile(case: Scenario) -> Scenario:
    """Return a case in which every name and label would like to be more than text."""
    data = case.model_dump(mode="json", by_alias=True, exclude_unset=True)
    data["title"] = HOSTILE
    for item in (*data["delegations"], *data["issues"]):
        item["name"] = f"{item['name']} {HOSTILE}"
    for issue in data["issues"]:
        for option in issue["options"]:
            option["label"] = f"{option['label']} {HOSTILE}"
    return Scenario.model_validate(data)


def test_hostile_names_and_texts_do_nothing() -> None:
    live = negotiated(hostile(load_scenario("worked_package")), "OPEN", texts=[HOSTILE])
    source = debrief_page(debrief_of(live, "OPEN", futures=10))
    page = Page(source)
    assert page.open == []
    assert not {"script", "img"} & {tag for tag, _ in page.elements}
    assert "\u202e" not in source
    assert "<script>alert(1)</script>" in page.text  # as words


def test_the_page_is_written_whole_or_not_at_all(debrief: Debrief, tmp_path: Path) -> None:
    file = write_debrief(debrief, tmp_path / "debrief.html")
    assert file.read_text(encoding="utf-8") == debrief_page(debrief)
    with pytest.raises(RecordError, match="plain file"):
        write_debrief(debrief, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["debrief.html"]


def test_the_moves_of_the_seat_are_in_the_log_of_the_page(debrief: Debrief) -> None:
    log = LiveLog.from_text(debrief.log_text)
    assert any(isinstance(entry, SeatMove) and entry.seat == "OPEN" for entry in log.entries)
    assert '"seat": "OPEN"' in Page(debrief_page(debrief)).text


def test_the_terminal_tells_the_moves_on_which_it_hung_and_every_package(
    capsys: pytest.CaptureFixture[str],
) -> None:
    live = LiveNegotiation(load_scenario("worked_package", overrides=WITHOUT_GOODWILL), seats=("OPEN",))
    while live.phase != "over":
        for request in live.pending:
            if request.phase == "adoption":
                live.submit(SeatMove(seat="OPEN", move="reject_document"))
            live.submit(SeatMove(seat="OPEN", move="done"))
        live.advance()
    watched: list[tuple[int, int]] = []

    @contextmanager
    def progress() -> Iterator[Watch]:
        yield lambda _, done, total: watched.append((done, total))

    turning = print_end(Terminal(), live, "OPEN", progress)
    printed = " ".join(capsys.readouterr().out.split())
    (point,) = turning.points
    for text in (turning.heading, *turning.sentences, point.heading, *point.sentences):
        assert str(text) in printed
    assert str(point.sentences[1]).startswith("Without it: a document, ")
    told = next(debriefing(live, "OPEN")).dealings
    assert told.packages
    for package in told.packages:
        assert str(package.heading) in printed
        assert all(str(sentence) in printed for sentence in package.sentences)
    assert say("debrief.page.known") in printed
    assert watched == sorted(watched)
    assert watched[-1][0] == watched[-1][1]
    parts = list(debriefing(live, "OPEN", futures=10, turning=turning))
    assert "turning" not in {part.part for part in parts}
    assert parts[-1].turning == turning
