"""What a host throws in: what the case has prepared, its instance too, else what can be made of any case."""

import re
from html import unescape
from pathlib import Path

import pytest

from simulation import load_scenario
from simulation.scenario.pack import with_injects
from simulation.scenario.schema import Scenario
from tests.class_console import agents_seat, done, pressed, see, sent, shown
from tests.class_served import Lesson, lesson


def first_hour(instance: int = 0) -> Scenario:
    return with_injects("first_hour", load_scenario("first_hour", overrides={"instance": instance}))


def slip(page: str, number: int) -> str:
    """Return the form of something that is prepared."""
    return page[page.index(f'id="slip-{number}"') :].partition("</form>")[0]


@pytest.mark.parametrize(
    ("language", "alone"),
    [pytest.param("en", "For Lumera alone.", marks=pytest.mark.thorough), ("fr", "Seulement pour Lumera.")],
)
def test_a_slip_for_one_seat_goes_to_that_seat_alone(tmp_path: Path, language: str, alone: str) -> None:
    with lesson(tmp_path, first_hour()) as here:
        ada, bo = here.student(), here.student()
        others = here.host.see("host")["people"]
        done(here, "move", person=others[0]["id"], to="1.LUM")
        done(here, "move", person=others[1]["id"], to="1.SAB")
        pressed(here, "Start")
        page = shown(here, f"?lang={language}")
        first, last = slip(page, 1), slip(page, 3)
        assert alone in first
        assert re.findall(r'<option value="([^"]*)" selected>', first) == ["1.LUM"]
        assert re.findall(r'<option value="([^"]*)" selected>', slip(page, 2)) == ["1.ALT"]
        assert " selected" not in last
        assert re.findall(r'<option value="([^"]*)">', last)[0] == "."  # all, which a browser chooses
        assert 'name="do" value="slip"' in first
        done(here, "slip", to="1.LUM", text="Both ministries agree")
        done(here, "slip", to=".", text="The interpreters leave")
        read = [[one["text"] for one in who.see("seat")["messages"]] for who in (ada, bo)]
        assert read == [["Both ministries agree", "The interpreters leave"], ["The interpreters leave"]]


def test_a_slip_does_not_say_again_for_whom_it_is(tmp_path: Path) -> None:
    with lesson(tmp_path, first_hour()) as here:
        page = shown(here)
        assert ">Both ministries agree for once;" in slip(page, 1)
        assert ">The duty desk asks what it would get" in slip(page, 2)
        assert ">The interpreters leave early," in slip(page, 3)


@pytest.mark.parametrize(
    ("language", "unread"),
    [
        pytest.param("en", "an agent sits there: nobody reads it", marks=pytest.mark.thorough),
        ("fr", "personne ne le lit"),
    ],
)
def test_the_console_says_whom_the_host_spoke_to_and_where_nobody_reads(
    tmp_path: Path, language: str, unread: str
) -> None:
    query = f"?lang={language}"
    with lesson(tmp_path, first_hour(), tables=2) as here:
        ada = here.student()
        person = here.host.see("host")["people"][0]["id"]
        done(here, "move", person=person, to="2.LUM")
        pressed(here, "Start")
        page = shown(here, query)
        assert '<option value="2.LUM">Lumera</option>' in page
        assert '<option value="2.ALT">Altamere (agent)</option>' in page
        answers = [
            unescape(sent(here, {"do": do, "to": to, "text": f"{do} {to}"}, query).text)
            for do, to in (("slip", "2.LUM"), ("slip", "2.ALT"), ("leak", "2.ALT"), ("tell", "2."))
        ]
        assert [unread in answer for answer in answers] == [False, True, True, False]
        assert [one["text"] for one in ada.see("seat")["messages"]] == ["slip 2.LUM", "tell 2."]
        page = shown(here, query)
        assert re.findall(r"</time>, ([^<]*)</span> (slip|leak|tell)", page) == [
            ("Table 2", "tell"),
            ("Table 2, Altamere", "leak"),
            ("Table 2, Altamere", "slip"),
            ("Table 2, Lumera", "slip"),
        ]
        log = page[page.index('class="plainlist log"') :]
        assert log.count("Table 2, Altamere") == 2
        assert log.count("Table 2, Lumera") == 1


@pytest.mark.parametrize(
    ("language", "told"),
    [
        pytest.param("en", "Choose who gets it:", marks=pytest.mark.thorough),
        ("fr", "Choisissez le destinataire"),
    ],
)
def test_with_several_tables_a_slip_for_one_seat_waits_for_a_choice(
    tmp_path: Path, language: str, told: str
) -> None:
    with lesson(tmp_path, first_hour(), tables=2) as here:
        ada = here.student()
        pressed(here, "Start")
        form = slip(shown(here), 1)
        assert " selected" not in form
        assert '<select name="to" required><option value="">' in form
        assert {"1.LUM", "2.LUM", "."} <= set(re.findall(r'<option value="([^"]+)">', form))
        answer = sent(here, {"do": "slip", "to": "", "text": "Both agree"}, f"?lang={language}")
        assert (answer.status, told in unescape(answer.text)) == (400, True)
        assert ada.see("seat")["messages"] == []


def test_in_an_instance_the_slips_are_of_the_instance(tmp_path: Path) -> None:
    case = first_hour(instance=2)
    with lesson(tmp_path, case) as here:
        here.student()
        pressed(here, "Start")
        page = shown(here)
        for number, one in enumerate(case.injects, 1):
            form = slip(page, number)
            said = one.what.partition(": ")[2]
            assert said[:1].upper() + said[1:] in form
            assert one.what not in form
            assert re.findall(r'<option value="([^"]*)" selected>', form) == (
                [f"1.{one.to}"] if one.to else []
            )
        assert f'id="slip-{len(case.injects) + 1}"' not in page
        assert "Both ministries agree" not in page.replace("both ministries", "Both ministries")


def general(here: Lesson) -> str:
    page = shown(here)
    return page[page.index('id="prepared"') :].partition('id="sooner"')[0]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "New instructions: we now want “{option}” on {issue}."),
        (
            "fr",
            "Nouvelles instructions\N{NO-BREAK SPACE}: nous voulons désormais «\N{NO-BREAK SPACE}{option}",
        ),
    ],
)
def test_where_nothing_is_prepared_capital_can_want_something_else(
    tmp_path: Path, language: str, told: str
) -> None:
    """In the language of the class: its people read it, whichever language the host's page is in."""
    with lesson(tmp_path, language=language) as here:
        ada = here.student()
        pressed(here, "Start")
        seat = ada.see("seat")["seat"]
        assert f'<option value="1.{seat}">' in general(here)
        case = here.service.case(here.service.enter(here.opened.room, here.opened.token))
        issue = case.issues[0]
        option = issue.written[-1]
        done(here, "capital", to=f"1.{seat}", wording=f"{issue.key} {option.key}")
        done(here, "capital", to=f"1.{seat}", wording=f"{issue.key} {option.key}", text="My own words.")
        made, own = [one["text"] for one in ada.see("seat")["messages"]]
        assert made.startswith(told.format(option=option.label, issue=issue.name).rstrip("."))
        assert own == "My own words."
        ada.move("done")
        for _ in range(9):
            if ada.see("seat")["clock"]["session"] == 2:
                break
            ada.move("done")
        assert ada.see("seat")["view"]["issues"][0]["ideal"] == pytest.approx(option.position)
        refused = sent(here, {"do": "capital", "to": f"1.{seat}", "wording": "", "text": "x"})
        assert refused.status == 400


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Left empty: “New instructions: we now want …”"),
        (
            "fr",
            "Laissé vide : « Nouvelles instructions : nous voulons désormais… »",
        ),
    ],
)
def test_the_example_of_what_capital_writes_names_no_wording(
    tmp_path: Path, language: str, told: str
) -> None:
    with lesson(tmp_path) as here:
        here.student()
        form = shown(here, f"?lang={language}").partition('id="general-capital"')[2].partition("</form>")[0]
        (example,) = re.findall(r'placeholder="([^"]*)"', form)
        assert example.replace("\N{NO-BREAK SPACE}", " ") == told
        case = here.service.case(here.service.enter(here.opened.room, here.opened.token))
        assert not [one.label for issue in case.issues for one in issue.options if one.label in told]


def test_where_nothing_is_prepared_the_end_comes_nearer_as_long_as_it_can(tmp_path: Path) -> None:
    with lesson(tmp_path) as here:
        ada = here.student()
        pressed(here, "Start")
        sessions = see(here)["tables"][0]["clock"]["sessions"]
        while 'id="general-end"' in (form := general(here)):
            (fewer,) = re.findall(r'name="data.sessions:whole" value="(\d+)"', form)
            (text,) = re.findall(r'name="data.text"[^>]*>([^<]+)<', form)
            assert (int(fewer), fewer in text) == (sessions - 1, True)
            pressed(
                here, "MoveEnd", fields={"data.table": "", "data.sessions:whole": fewer, "data.text": text}
            )
            sessions -= 1
            assert ada.see("seat")["messages"][-1]["text"] == text
            for _ in range(4):
                if see(here)["tables"][0]["clock"]["sessions"] == sessions:
                    break
                ada.move("done")
        assert see(here)["tables"][0]["clock"]["session"] >= sessions - 1


def test_where_nothing_is_prepared_an_agent_obstructs_or_asks_for_a_text(tmp_path: Path) -> None:
    with lesson(tmp_path) as here:
        ada = here.student()
        pressed(here, "Start")
        seat, mine = agents_seat(here), ada.see("seat")["seat"]
        form = general(here).partition('id="general-agent"')[2]
        assert (f'<option value="1.{seat}">' in form, f'<option value="1.{mine}">' in form) == (True, False)
        done(here, "obstruct", to=f"1.{seat}")
        (found,) = [one for one in see(here)["tables"][0]["seats"] if one["key"] == seat]
        assert found["agent"] == "obstructs"
        other = next(
            one["key"]
            for one in see(here)["tables"][0]["seats"]
            if one["status"] == "agent" and not one["agent"]
        )
        early = sent(here, {"do": "ask_text", "to": f"1.{other}"})
        assert (early.status, "rather hear the room first" in early.text) == (400, True)
        while sent(here, {"do": "ask_text", "to": f"1.{other}"}).status != 200:
            ada.move("done")
        (found,) = [one for one in see(here)["tables"][0]["seats"] if one["key"] == other]
        assert found["agent"] == "once"
