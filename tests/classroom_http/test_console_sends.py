"""The host's console over HTTP: what the host says and sends reaches whom it is for."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.class_console import agents_seat, done, pressed, see, sent, shown
from tests.class_served import Browser, Lesson, lesson


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Lesson]:
    with lesson(tmp_path, tables=2, people_a_seat=2) as found:
        yield found


def test_people_are_moved_and_get_a_new_code_that_is_shown_once(here: Lesson) -> None:
    ada = here.student()
    person = see(here)["people"][0]
    name = person["nickname"]
    free = next(seat["key"] for seat in see(here)["tables"][1]["seats"] if not seat["people"])
    assert "They are moved." in done(here, "move", person=person["id"], to=f"2.{free}")
    assert (ada.see("seat")["clock"]["table"], ada.see("seat")["seat"]) == ("2", free)
    done(here, "move", person=person["id"], to="1.")
    assert ada.see("seat")["seat"] == ""
    assert "One watches" in shown(here)
    assert name in shown(here, "?look=1.")
    page = done(here, "release", person=person["id"], name=name)
    found = re.search(rf"New code of {name}: ([A-Z0-9]{{4}} [A-Z0-9]{{4}})\. It is shown only now", page)
    assert found is not None, page
    assert found[1] not in shown(here)
    assert ada.ask("/class/api/seat").status == 403
    back = Browser(here.port)
    answer = back.form("/class/reclaim", {"code": here.opened.code, "nickname": name, "own": found[1]})
    assert answer.status in (200, 303)
    assert back.see("seat")["nickname"] == name


def test_messages_leaks_and_instructions_reach_whom_they_are_for(here: Lesson) -> None:
    ada = here.student()
    table, place, other = "1", "1.ALT", "2."
    done(here, "move", person=see(here)["people"][0]["id"], to=place)  # chance has dealt another seat
    pressed(here, "Start")
    assert "It is sent." in done(here, "tell", to="", text="To all")
    done(here, "tell", to=f"{table}.", text="To the table")
    done(here, "tell", to=place, text="To the seat")
    done(here, "tell", to=other, text="To the other table")
    assert "The leak is out." in done(here, "leak", to=place, text="Something leaked")
    page = shown(here, f"?look={place}")
    offered_wordings = re.findall(r'<option value="(\w+ \w+)">', page)
    within = [
        f"{issue['key']} {option['key']}"
        for issue in ada.see("seat")["view"]["issues"]
        for option in issue["options"]
        if not option["is_red"]
    ]
    wording = next(one for one in offered_wordings if one in within)
    assert wording != offered_wordings[0]  # which crosses its red line
    said = done(here, "instruct", to=place, text="The minister has changed her mind", wording=wording)
    assert "they count from the next session on" in said
    texts = [(one["kind"], one["text"]) for one in ada.see("seat")["messages"]]
    assert texts == [
        ("message", "To all"),
        ("message", "To the table"),
        ("message", "To the seat"),
        ("leak", "Something leaked"),
        ("instruction", "The minister has changed her mind"),
    ]


def test_an_agent_tables_a_late_wording(here: Lesson) -> None:
    here.student()
    pressed(here, "Start")
    seat = agents_seat(here)
    page = shown(here, f"?look=1.{seat}")
    form = page[page.index(f'id="propose-{seat}"') :]
    answers = [
        sent(here, {"do": "propose", "to": f"1.{seat}", "wording": value})
        for value in re.findall(r'<option value="(\w+ \w+)">', form)[:12]
    ]
    assert any(answer.status == 200 for answer in answers), [unescape(answer.text) for answer in answers]
    assert "agent, with a task" in shown(here)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"do": "sing"}, "The form came damaged."),
        ({"do": "propose", "to": "1.X", "wording": ""}, "Choose a wording."),
        ({"do": "instruct", "to": "1.X", "text": "x", "salience": "much"}, "much is not a number."),
        ({"do": "instruct", "to": "1.X", "text": "x", "salience": "7"}, "7 is not between 0 and 1."),
        ({"do": "instruct", "to": "1.X", "text": "x", "low": "0.2"}, "A red line has two ends."),
        ({"do": "tell", "to": "9.", "text": "x"}, "There is no table 9. Valid: 1, 2."),
        ({"do": "tell", "to": "", "text": " "}, "There is nothing to read in it."),
    ],
)
def test_what_cannot_be_done_is_said(here: Lesson, fields: dict[str, str], told: str) -> None:
    answer = sent(here, fields)
    assert answer.status in (400, 403)
    assert told in unescape(answer.text)
    assert see(here)["messages"] == []


def test_what_a_seat_sees_is_drawn_only_where_it_is_asked_for(here: Lesson) -> None:
    here.student()
    pressed(here, "Start")
    table = see(here)["tables"][0]
    seat = table["seats"][0]["key"]
    card = here.host.see(f"host/look?table=1&seat={seat}")["own"]
    reasons = list(card["reasons"].values())
    assert reasons
    page, plain = shown(here, f"?look=1.{seat}"), shown(here)
    assert all(reason in page for reason in reasons)
    assert not any(reason in plain for reason in reasons)
    for query in ("?look=1.NOBODY", "?look=7.", "?look=1", "?look="):
        assert shown(here, query).count('id="seat"') == 0
