"""My seat over HTTP, as a browser without a script has it: each phase's forms do what they say, and only once."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulation import load_scenario
from simulation.live.moves import SEAT_MOVES
from tests.class_pages import press, read, seen
from tests.class_seats import Room, called, issue_of, of, room
from tests.class_served import Browser, lesson

DONE = 200
"""The page again, with what came of it at its top."""
TABLED_BY = dict.fromkeys(
    ("amend", "cite_agreed_language", "soften_verb", "delete_clause", "refer_clause"), "propose_option"
)
OTHERWISE = {**TABLED_BY, "co_sign": "found_coalition", "hand_over": "", "take_over": ""}
"""Moves that a form makes under another name, or that the class makes for people."""


@pytest.fixture
def six(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path) as found:
        yield found


def test_the_lobby_shows_the_brief_and_keeps_prediction_and_survey(tmp_path: Path) -> None:
    with room(tmp_path, 1, starts=False) as found:
        (student,) = next(iter(found.by_seat.values()))
        page, mine = seen(student), of(student)
        assert mine["view"]["own"]["confidential_brief"].split(".")[0] in page.text.replace("&#39;", "'")
        assert "finish" not in page.forms
        form = page.forms["predict"]
        issue = mine["view"]["issues"][0]["key"]
        option = form.choices[f"p.{issue}"][1]
        fields = {"outcome": "partial", f"p__{issue}": option, "p__support": ":open"}
        assert press(student, form, **fields).status == DONE
        said = of(student)["written"]["prediction"]
        assert said == {"options": {issue: option, "support": ""}, "outcome_class": "partial"}
        assert seen(student).forms["predict"].fields[f"p.{issue}"] == option
        press(student, seen(student).forms["survey"], r__ask="4", remark="All of it.")
        assert of(student)["written"]["before"] == {"ratings": {"ask": 4}, "remark": "All of it."}
        assert seen(student).forms["survey"].fields["r.ask"] == "4"


def test_before_the_start_it_says_in_which_language_the_case_is_where_it_is_not_ones_own(
    tmp_path: Path,
) -> None:
    told = "Ce cas est écrit en anglais"
    with room(tmp_path, 1, starts=False) as found:
        (student,) = next(iter(found.by_seat.values()))
        assert told in student.ask("/class/seat?lang=fr").text
        assert 'id="written"' not in student.ask("/class/seat").text
        found.here.host.run("Start")
        assert told not in student.ask("/class/seat?lang=fr").text


def test_every_move_that_is_legal_has_a_form(six: Room) -> None:
    for phase in ("talks", "floor", "package"):
        six.to(phase)
        for browsers in six.by_seat.values():
            view = of(browsers[0])["view"]
            page = seen(browsers[0])
            offered = {move for form in page.forms.values() for move in form.moves()}
            offered |= {
                value.split()[0]
                for form in page.forms.values()
                for value in form.choices.get("coalition", [])
            }
            legal = {OTHERWISE.get(move, move) for move in (view["request"] or {"legal": []})["legal"]}
            assert legal - {""} <= offered | of_no_clause(view), phase


def of_no_clause(view: Any) -> set[str]:  # noqa: ANN401 - JSON
    """Return moves that are legal in general and fit no clause on the page: nobody else's wording is to be joined."""
    issues = [issue for issue in view["issues"] if issue["on_agenda"]]
    own = view["own"]["key"]
    joined = [
        option
        for issue in issues
        for option in issue["options"]
        if option["holders"] and own not in option["holders"]
    ]
    return set() if joined else {"join_coalition"}


def test_a_wording_is_answered_with_one_press_and_what_crosses_a_red_line_is_asked_once_more(
    six: Room,
) -> None:
    six.to("floor")
    red = [
        (browsers[0], issue["key"], option["key"])
        for browsers in six.by_seat.values()
        for issue in of(browsers[0])["view"]["issues"]
        for option in issue["options"]
        if option["on_floor"] and option["is_red"] and of(browsers[0])["view"]["own"]["decides"]
    ]
    student, issue, option = red[0]
    name = f"say-{issue}-{option}"
    assert press(student, seen(student).forms[name], "support").status == DONE
    page = seen(student)
    assert "crosses your red line" in page.text
    assert said(student, issue, option) != "support"
    press(student, page.forms[name], "No, leave it")
    assert "sure" not in seen(student).forms[name].fields
    press(student, seen(student).forms[name], "support")
    press(student, seen(student).forms[name], "Yes, send it")
    assert said(student, issue, option) == "support"
    press(student, seen(student).forms[name], "object_formally")
    assert said(student, issue, option) == "formal_object"


def said(browser: Browser, issue: str, option: str) -> str:
    options = issue_of(of(browser), issue)["options"]
    return str(next(one["said"] for one in options if one["key"] == option))


def test_a_question_is_answered_by_an_agent_at_once_and_by_people_in_words(tmp_path: Path) -> None:
    with room(tmp_path, 2) as found:
        (one, (asks,)), (other, (asked,)) = found.by_seat.items()
        form = seen(asks).forms["talk"]
        agent = next(key for key in form.choices["to"] if key not in (one, other))
        press(asks, form, to=agent, about="")
        assert of(asks)["made"][-1]["reply"]["reason"] in plain(seen(asks).text)
        press(asks, seen(asks).forms["talk"], to=other, about="pace")
        page = seen(asked)
        assert "What would you need on When it begins (Start)?" in plain(page.text)
        name = next(form for form in page.forms if form.startswith("answer-"))
        assert "One question is not answered." in page.text
        press(asked, page.forms[name], text="No date, and training.")
        assert "One question is not answered." not in seen(asked).text
        assert name not in seen(asked).forms
        assert "No date, and training." in seen(asks).text
        (note,) = of(asks)["notes"]
        assert (note["by"], note["to"]) == (other, one)
        found.here.host.run("CloseNow")
        assert found.phase[1] == "floor"
        assert "What would you need on" not in plain(seen(asked).text)


def test_a_note_from_before_a_question_is_no_answer_to_it(tmp_path: Path) -> None:
    with room(tmp_path, 2) as found:
        (one, (asks,)), (other, (asked,)) = found.by_seat.items()
        press(asked, seen(asked).forms["note"], to=one, text="Good morning.")
        press(asks, seen(asks).forms["talk"], to=other, about="")
        assert "One question is not answered." in seen(asked).text
        press(asked, seen(asked).forms["note"], to=one, text="The date.")
        assert "One question is not answered." not in seen(asked).text


def test_what_the_host_says_and_a_rewind_stand_at_the_top_until_the_phase_closes(six: Room) -> None:
    student = next(iter(six.by_seat.values()))[0]

    def news() -> str:
        _, _, found = seen(student).text.partition('<ul class="news">')
        return found.partition("</ul>")[0]

    six.here.host.run("Tell", table="1", text="Five minutes.")
    assert news().startswith("<li>The host: Five minutes.</li>")
    six.to("floor")
    assert "Five minutes." not in news()
    assert "Five minutes." in seen(student).text
    six.here.host.run("Rewind", table="1", session=1)
    assert "The host took the table back to session 1." in news()
    six.to("floor")
    assert "took the table back" not in seen(student).text


def plain(text: str) -> str:
    return text.replace("&#39;", "'").replace("&#34;", '"')


def test_a_form_that_is_sent_twice_does_it_once(six: Room) -> None:
    student = next(iter(six.by_seat.values()))[0]
    form = seen(student).forms["speak"]
    for _ in range(2):
        assert press(student, form, text="We welcome the draft.").status == DONE
    spoken = [one for one in of(student)["view"]["statements"] if one["text"] == "We welcome the draft."]
    assert len(spoken) == 1


def test_what_is_stale_says_why_and_keeps_what_was_typed(six: Room) -> None:
    student = next(iter(six.by_seat.values()))[0]
    old = seen(student).forms["speak"]
    six.to("floor")
    answer = press(student, old, text="Too late a word.")
    assert (answer.status, "the phase in which you wrote this has closed" in answer.text) == (409, True)
    assert read(answer.text).forms["speak"].fields["text"] == "Too late a word."
    assert press(student, seen(student).forms["speak"]).status == DONE
    assert "Too late a word." in seen(student).text
    assert seen(student).forms["speak"].fields["text"] == ""


def test_what_is_typed_is_kept_on_the_server_till_it_is_sent(six: Room) -> None:
    student = next(iter(six.by_seat.values()))[0]
    student.send("/class/api/draft", {"place": "speech", "text": "Half a"})
    assert seen(student).forms["speak"].fields["text"] == "Half a"
    press(student, seen(student).forms["speak"], text="Half a word.")
    assert seen(student).forms["speak"].fields["text"] == ""


MEANS = {
    "talks": ["Support", "Can live with", "Oppose"],
    "floor": ["Support", "Can live with", "Silent", "Statement", "Object"],
}


def test_what_the_answers_mean_stands_once_above_the_clauses_and_only_where_there_is_one_to_give(
    six: Room,
) -> None:
    student = next(iter(six.by_seat.values()))[0]
    for phase, answers in MEANS.items():
        six.to(phase)
        fold = plain(seen(student).text).partition('<details id="means">')[2].partition("</details>")[0]
        assert re.findall("<dt>(.*?)</dt>", fold) == answers
        assert len(set(re.findall("<dd>(.{20,})</dd>", fold.replace("<dt>", "\n<dt>")))) == len(answers)
        buttons = {label for form in seen(student).forms.values() for _, _, label in form.buttons}
        assert set(answers) <= buttons
    student.move("done")
    assert 'id="means"' not in seen(student).text


def test_what_gives_a_seat_nothing_is_as_good_as_left_open_everywhere(six: Room) -> None:
    for browsers in six.by_seat.values():
        page = plain(seen(browsers[0]).text)
        card = page.partition('id="brief"')[2]
        wants = card.partition("You want</h3>")[2].partition("</ul>")[0]
        assert "(0\N{NO-BREAK SPACE}points)" not in wants
        assert ("as good as left open" in wants) is ("A middle way" in wants)
        assert "nothing for you" not in page


def test_nobody_passes_a_pen_when_it_is_over(tmp_path: Path) -> None:
    with room(tmp_path, 12) as found:
        mate = found.by_seat["SAB"][1]
        assert "pen" in seen(mate).forms
        found.here.host.run("End", table="1")
        for student in found.by_seat["SAB"]:
            assert "pen" not in seen(student).forms


def test_who_does_not_hold_the_pen_reads_takes_it_and_sends(tmp_path: Path) -> None:
    with room(tmp_path, 7) as found:
        seat, (first, second) = next((key, who) for key, who in found.by_seat.items() if len(who) == 2)
        page = seen(second)
        assert "finish" not in page.forms
        assert of(first)["nickname"] in page.text
        stale = seen(first).forms["finish"]
        press(second, page.forms["pen"], "Take the pen")
        assert "finish" in seen(second).forms
        answer = press(first, stale)
        assert (answer.status, of(second)["nickname"] in answer.text) == (409, True)
        press(second, seen(second).forms["pen"])
        assert press(first, seen(first).forms["finish"]).status == DONE
        assert of(second)["status"] == "done"
        assert found.pen(seat) is first


def test_an_agent_holds_the_seat_when_it_is_let_or_time_is_up_and_the_page_says_so(six: Room) -> None:
    student = next(iter(six.by_seat.values()))[0]
    press(student, seen(student).forms["agent"])
    assert "An agent holds your seat in this phase." in seen(student).text
    press(student, seen(student).forms["agent"], "Take the seat back")
    assert "finish" in seen(student).forms
    six.here.host.run("CloseNow")
    page = seen(student)
    assert "the host closed, and an agent held the seat of" in page.text
    assert "It made no concession of its own." in page.text


def test_a_note_a_call_and_a_message_reach_whom_they_are_for(six: Room) -> None:
    (one, (by, *_)), (other, (to, *_)), (_, (third, *_)) = list(six.by_seat.items())[:3]
    press(by, seen(by).forms["note"], to=other, text="Shall we speak of the date?")
    assert "Shall we speak of the date?" in seen(to).text
    assert "Shall we speak of the date?" not in seen(third).text
    press(by, seen(by).forms["call"], text="We are stuck.")
    assert "We are stuck." in json.dumps(six.here.host.see("host")["calls"])
    assert "You have called the host" in seen(by).text
    six.here.host.run("Tell", table="1", seat=one, text="Five minutes.")
    assert "Five minutes." in seen(by).text
    assert "Five minutes." not in seen(to).text


def test_the_document_is_joined_and_an_objection_is_asked_once(tmp_path: Path) -> None:
    with room(tmp_path, 2) as found:
        found.to("adoption")
        student, other = (browsers[0] for browsers in list(found.by_seat.values())[:2])
        press(student, seen(student).forms["put"], "join_consensus")
        assert "You join." in seen(student).text
        assert "finish" in seen(student).forms
        press(other, seen(other).forms["put"], "reject_document")
        assert "your last word on the document" in seen(other).text
        assert [one["move"]["move"] for one in of(other)["made"]].count("reject_document") == 0
        press(other, seen(other).forms["put"], "Yes, send it")
        assert of(other)["made"][-1]["move"]["move"] == "reject_document"
        found.to("over")
        page = seen(student)
        assert "It is over" in page.text
        assert "No document" in page.text or "There is no document" in page.text


def test_the_result_a_survey_and_own_words_when_it_is_over(tmp_path: Path) -> None:
    with room(tmp_path, 1) as found:
        found.to("over")
        (student,) = next(iter(found.by_seat.values()))
        page = seen(student)
        assert "It is over" in page.text
        press(student, page.forms["lesson"], principle="Ask first.", a__happened="We met.")
        assert of(student)["written"]["principle"] == "Ask first."
        assert seen(student).forms["lesson"].fields["principle"] == "Ask first."
        press(student, seen(student).forms["survey-after"], r__trade="5")
        assert of(student)["written"]["after"]["ratings"] == {"trade": 5}
        assert "/class/debrief" not in page.text
        found.here.host.run("OpenDebrief")
        assert 'href="/class/debrief?room=' in seen(student).text


def test_who_watches_sees_the_record_and_chooses_a_seat_where_that_is_offered(tmp_path: Path) -> None:
    with room(tmp_path, 1, starts=False, dealing="chosen") as found:
        watcher = found.here.student("Wim", watch="1")
        page = seen(watcher)
        assert "You watch" in page.text
        press(watcher, page.forms["choosing"])
        assert of(watcher)["seat"]
        assert "Your seat" in seen(watcher).text
        late = found.here.student("Late", watch="1")
        found.here.host.run("Start")
        assert "choosing" not in seen(late).forms


def test_a_seat_that_was_dealt_is_kept_for_its_person_where_seats_are_chosen(tmp_path: Path) -> None:
    with lesson(tmp_path, load_scenario("first_hour"), dealing="chosen") as here:
        student = here.student()
        mine = of(student)
        name = called(student, mine["seat"])
        page = seen(student)
        assert f"{name} is kept for you: sit down there, or choose another." in page.text
        assert "You have no seat" not in page.text
        assert page.text.count("<b>kept for you</b>") == 1
        assert f"{name} vous est réservé" in seen(student, "/class/seat?lang=fr").text
        press(student, page.forms["choosing"], f"Sit down for {name}")
        assert of(student)["view"]["own"]["key"] == mine["seat"]
        assert "choosing" not in seen(student).forms


@pytest.mark.parametrize("dealing", ["chosen", "random"])
def test_where_seats_are_chosen_the_lobby_says_which_is_clearly_harder(tmp_path: Path, dealing: str) -> None:
    with lesson(tmp_path, load_scenario("first_hour"), dealing=dealing) as here:
        student = here.student()
        said = "Harder than the other seats, as measured: Lumera." in seen(student).text
        told = "d’après les mesures\u00a0: Lumera." in seen(student, "/class/seat?lang=fr").text
        assert (said, told) == ((True, True) if dealing == "chosen" else (False, False))


def test_each_chooses_the_language_and_keeps_it_in_every_form(six: Room) -> None:
    student = next(iter(six.by_seat.values()))[0]
    page = seen(student, "/class/seat?lang=fr")
    assert "Mon siège" in page.text
    assert all("lang=fr" in form.action for form in page.forms.values())
    answer = press(student, page.forms["finish"])
    assert (answer.status, '<html lang="fr">' in answer.text) == (DONE, True)
    assert "Vous avez terminé cette phase." in answer.text


def test_moves_of_others_do_not_draw_a_page_anew_that_shows_nothing_of_them(six: Room) -> None:
    (one, *_), (other, *_) = list(six.by_seat.values())[:2]
    before = one.ask("/class/seat/view")
    assert press(other, seen(other).forms["chair"], "consult_capital").status == DONE
    again = one.ask("/class/seat/view", If_None_Match=before.headers["etag"])
    assert again.status == 304


def test_a_form_that_asks_for_nothing_is_refused(six: Room) -> None:
    student = next(iter(six.by_seat.values()))[0]
    for wrong in ({}, {"do": "fly"}, {"do": "move", "seen": "x", "key": "k"}, {"do": "note", "text": "x"}):
        assert student.form("/class/seat/act", wrong).status == 400
    assert set(SEAT_MOVES) >= set(OTHERWISE)


def test_without_a_script_a_second_call_to_the_host_is_a_second_call_and_a_double_press_is_one(
    six: Room,
) -> None:
    student = six.pen("TAM")
    for text in ("Which clause?", "And what is a package?"):
        form = next(form for name, form in seen(student).forms.items() if name == "call")
        for _ in range(2):
            assert press(student, form, text=text).status == DONE
    calls = [call["text"] for call in six.here.host.see("host")["calls"]]
    assert calls == ["Which clause?", "And what is a package?"]
