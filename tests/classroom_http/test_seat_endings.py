"""How a phase ends from a seat over HTTP: each answer is what comes of it, and a press ends no phase but its own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from simulation import load_scenario
from simulation.scenario.schema import Scenario
from tests.class_pages import Form, press, seen
from tests.class_seats import Room, of, room
from tests.class_served import Answered, Browser
from tests.extent import at_a_desk

DONE = 200
STALE = 409
AT_ONCE = 4
SURE = "Yes, send it"


def treaty() -> Scenario:
    """Return the first hour with a signature at its end."""
    case = load_scenario("first_hour")
    return case.model_copy(update={"forum": case.forum.model_copy(update={"signing": True})})


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Room]:
    """A class in which one delegation has people: its last word ends each phase."""
    with room(tmp_path, 1, case=treaty()) as found:
        yield found


def answered(student: Browser, answer: str) -> None:
    """Press an answer of the page, and mean it."""
    press(student, seen(student).forms["put"], answer)
    if "sure" in (again := seen(student).forms["put"]).fields:
        assert press(student, again, SURE).status == DONE


@pytest.mark.parametrize(
    ("answer", "stands"),
    [
        ("join_consensus_with_statement", "joins_with_statement"),
        pytest.param("join_consensus", "joins", marks=pytest.mark.thorough),
        pytest.param("dissociate", "dissociates", marks=pytest.mark.thorough),
    ],
)
def test_how_the_seat_stands_to_the_document_is_what_it_pressed_last(
    alone: Room, answer: str, stands: str
) -> None:
    alone.to("adoption")
    student = alone.pen("TAM")
    assert set(seen(student).forms["put"].moves()) == {
        "join_consensus",
        "join_consensus_with_statement",
        "dissociate",
        "reject_document",
    }
    for pressed in ("dissociate", "join_consensus", answer):
        answered(student, pressed)
        assert (of(student)["made"][-1]["move"]["move"], alone.phase[1]) == (pressed, "adoption")
    alone.to("over")
    assert of(student)["ending"]["joins"]["TAM"] == stands


def test_by_consensus_an_objection_leaves_nobody_a_document(alone: Room) -> None:
    alone.to("adoption")
    student = alone.pen("TAM")
    answered(student, "reject_document")
    alone.to("over")
    assert of(student)["ending"]["joins"] == {}
    assert set(of(student)["ending"]["options"].values()) == {""}


@pytest.mark.thorough  # a document is joined by the same presses, above
@pytest.mark.parametrize(
    ("answer", "signed"),
    [
        ("not_sign", "does_not_sign"),
        pytest.param("sign", "signs", marks=pytest.mark.thorough),
        pytest.param("sign_with_reservation", "signs_with_reservation", marks=pytest.mark.thorough),
    ],
)
def test_what_is_signed_is_what_was_pressed_last(alone: Room, answer: str, signed: str) -> None:
    student = alone.pen("TAM")
    alone.to("adoption")
    answered(student, "join_consensus")
    alone.to("signing")
    assert 'id="doing"' not in seen(student).text, "nothing else can be done now"
    assert set(seen(student).forms["put"].moves()) == {"sign", "sign_with_reservation", "not_sign"}
    for pressed in ("sign", "not_sign", answer):
        answered(student, pressed)
        assert (of(student)["made"][-1]["move"]["move"], alone.phase[1]) == (pressed, "signing")
    alone.to("over")
    assert of(student)["ending"]["signatures"]["TAM"] == signed


def at_once(student: Browser, form: Form, keys: list[str], button: str = "") -> list[Answered]:
    """Send one form several times at the same moment, each with a key of its own."""
    together = Barrier(len(keys))

    def send(key: str) -> Answered:
        together.wait()
        return press(Browser(student.port, dict(student.cookies)), form, button, key=key)

    with ThreadPoolExecutor(len(keys)) as threads:
        return list(threads.map(send, keys))


@pytest.mark.parametrize("phase", at_a_desk(["floor"], ["floor", "adoption"]))
def test_done_that_is_sent_several_times_at_once_ends_one_phase(alone: Room, phase: str) -> None:
    alone.to(phase)
    student = alone.pen("TAM")
    form = seen(student).forms["finish"]
    after = {"floor": (2, "talks"), "adoption": (6, "signing")}[phase]
    answers = at_once(student, form, [f"press-{number}" for number in range(AT_ONCE)])
    assert sorted(one.status for one in answers) == [DONE, *[STALE] * (AT_ONCE - 1)]
    assert alone.phase == after
    assert press(student, form, key="late").status == STALE
    assert alone.phase == after
    assert of(student)["status"] == "waiting"


def test_one_press_of_done_that_comes_several_times_is_answered_alike_and_ends_one_phase(alone: Room) -> None:
    student = alone.pen("TAM")
    answers = at_once(student, seen(student).forms["finish"], ["one-press"] * AT_ONCE)
    assert [one.status for one in answers] == [DONE] * AT_ONCE
    assert alone.phase == (1, "floor")


def test_a_late_press_answers_nothing_of_the_phase_that_came(alone: Room) -> None:
    alone.to("adoption")
    student = alone.pen("TAM")
    old = seen(student).forms
    press(student, old["finish"])
    assert alone.phase == (6, "signing")
    for form, button in (("put", "reject_document"), ("finish", "done"), ("agent", "")):
        assert press(student, old[form], button, key=f"late-{form}").status == STALE
    mine = of(student)
    assert (alone.phase, mine["status"]) == ((6, "signing"), "waiting")
    assert [one["move"]["move"] for one in mine["made"] if one["phase"] == "signing"] == []


def test_a_host_who_closes_a_phase_twice_closes_one(tmp_path: Path) -> None:
    with room(tmp_path, 2) as found:
        host = found.here.host
        forms = seen(host, "/class/console").forms.values()
        (form,) = [one for one in forms if any("CloseNow" in value for _, value, _ in one.buttons)]
        answers = at_once(host, form, [f"press-{number}" for number in range(AT_ONCE)])
        assert found.phase == (1, "floor")
        assert [one.status for one in answers].count(STALE) == AT_ONCE - 1
        assert all("another phase has begun" in one.text for one in answers if one.status == STALE)
