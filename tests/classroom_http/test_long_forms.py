"""What a page lets people fill in is taken: as many fields as a case has, as many characters as a field takes."""

import re
from pathlib import Path

from tests.class_pages import Form, press, seen
from tests.class_served import Answered, Browser, lesson
from tests.classes import six_seats
from tests.small_cases import case, delegation, issue

MOST_ISSUES = 60
SAVED = 200
LETTERS = "\u56fd"
"""Of which each is nine bytes in a form."""


def fullest(browser: Browser, form: str) -> tuple[Form, dict[str, str]]:
    """Return a form of the page, and as much text as each of its fields takes."""
    page = seen(browser)
    text = page.text.partition(f'id="{form}"')[2].partition("</form>")[0]
    most = {
        name: LETTERS * int(size)
        for name, size in re.findall(r' name="([^"]+)"[^>]* maxlength="(\d+)"', text)
    }
    assert most
    return page.forms[form], most


def filled(browser: Browser, form: str) -> tuple[Answered, dict[str, str]]:
    found, most = fullest(browser, form)
    return press(browser, found, **{name.replace(".", "__"): text for name, text in most.items()}), most


def test_a_prediction_is_saved_in_a_case_with_as_many_issues_as_a_case_can_have(tmp_path: Path) -> None:
    keys = [f"q{n}" for n in range(MOST_ISSUES)]
    sides = [delegation(name, *[place] * MOST_ISSUES) for name, place in (("A", 0.0), ("B", 1.0))]
    with lesson(tmp_path, case(sides, issues=[issue(key) for key in keys])) as here:
        student = here.student()
        form = seen(student).forms["predict"]
        predicted = {key: form.choices[f"p.{key}"][-1] for key in keys}
        answer = press(student, form, outcome="partial", **{f"p__{key}": predicted[key] for key in keys})
        assert answer.status == SAVED
        assert student.see("seat")["written"]["prediction"]["options"].keys() == set(keys)


def test_every_text_is_taken_that_a_field_of_the_page_takes(tmp_path: Path) -> None:
    with lesson(tmp_path, six_seats()) as here:
        student, other = here.student(), here.student()
        answer, most = filled(student, "survey")
        assert answer.status == SAVED
        assert student.see("seat")["written"]["before"]["remark"] == most["remark"]
        here.host.run("Start")
        form, most = fullest(student, "note")
        answer = press(student, form, to=other.see("seat")["seat"], **most)
        assert (answer.status, [one["text"] for one in other.see("seat")["notes"]]) == (SAVED, [most["text"]])
        here.host.run("End")
        answer, most = filled(student, "lesson")
        assert answer.status == SAVED
        written = student.see("seat")["written"]
        kept = {
            **{f"a.{key}": text for key, text in written["answers"].items()},
            "principle": written["principle"],
        }
        assert kept == most


def test_the_end_of_a_line_is_one_character_as_on_the_page(tmp_path: Path) -> None:
    lines = "a\n" * 499 + "ab"
    with lesson(tmp_path, six_seats()) as here:
        student = here.student()
        here.host.run("Start")
        form = seen(student).forms["call"]
        answer = press(student, form, text=lines.replace("\n", "\r\n"))  # as browsers send them
        assert answer.status == SAVED
        assert [one["text"] for one in here.host.see("host")["calls"]] == [lines]
        assert here.host.run("Tell", text=lines.replace("\n", "\r\n")).status == SAVED
        assert student.see("seat")["messages"][-1]["text"] == lines
