"""The editor keeps the translations of a case, also those of a text that one writes anew."""

import pytest

from dashboard.editor.checking import check
from dashboard.editor.edits import get, put
from dashboard.editor.opening_case import open_shipped, open_upload
from dashboard.editor.writing_case import to_yaml
from simulation.scenario.load import load_scenario, scenario_hash
from simulation.scenario.translations.telling import in_language
from tests.extent import at_a_desk


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], ["first_hour", "wtpf13", "worked_clock"]))
def test_a_case_that_is_opened_and_written_again_has_its_hash_and_its_translations(name: str) -> None:
    opened = open_shipped(name)
    assert opened.data is not None
    found = check(opened.data)
    shipped = load_scenario(name)
    assert found.problems == ()
    assert found.scenario is not None
    assert scenario_hash(found.scenario) == scenario_hash(shipped)
    assert found.scenario.translations == shipped.translations
    again = open_upload({"case.yaml": found.text.encode()})
    assert again.data == opened.data


def test_a_text_is_one_text_in_the_forms_and_keeps_its_translation_when_it_is_changed() -> None:
    data = open_shipped("first_hour").data
    assert data is not None
    place = ("issues", 0, "options", 0, "label")
    assert get(data, place) == "At once, with a date"
    changed = put(put(data, place, "At onc"), place, "At once, on a day")
    told = check(changed).scenario
    assert told is not None
    assert told.issues[0].options[0].label == "At once, on a day"
    assert in_language(told, "fr").issues[0].options[0].label == "Sans délai, avec une date"
    assert "At onc\n" not in to_yaml(changed)


def test_a_text_that_others_have_too_keeps_its_translation_where_it_stays() -> None:
    data = open_shipped("first_hour").data
    assert data is not None
    changed = check(put(data, ("document", "sections", 1, "clauses", 1, "title"), "Guests")).scenario
    assert changed is not None
    told = in_language(changed, "fr")
    assert told.issues[2].name == "Qui participe"
    assert told.document.sections[1].clauses[1].title == "Qui participe"


def test_a_wrong_translation_is_told_at_its_place() -> None:
    text = open_text().replace("fr: Début", "fr: ''")
    opened = open_upload({"case.yaml": text.encode()})
    assert ["name in fr is empty." in problem.message for problem in opened.problems] == [True]


def open_text() -> str:
    data = open_shipped("first_hour").data
    assert data is not None
    return to_yaml(data)
