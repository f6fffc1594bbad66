"""How clauses are quoted on the sheet of a case: by heading and label, or by title where there is one heading."""

import pytest

from dashboard.editor.starting_case import About, starter
from dashboard.editor.writing_case import to_yaml
from dashboard.frame.language import words_in
from dashboard.library.cases import add_case, scenario_of
from dashboard.seat.public_sheet import sheet_of
from simulation.scenario import Scenario
from tests.spoken_for import BY_LANGUAGE


def own_case(language: str) -> Scenario:
    phrases = words_in(language).part("editor.template.")
    uploads: dict[str, str] = {}
    text = to_yaml(starter(About(points=("Quota", "Control")), phrases, language))
    key, _ = add_case(text, uploads)
    assert key
    return scenario_of(key, uploads)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_a_clause_of_a_text_with_one_heading_is_quoted_by_its_title(language: str) -> None:
    first, second = sheet_of(own_case(language)).clauses[:2]
    assert (first.reference, second.reference) == ("Quota", "Control")
    assert first.quoted("Quota (Fish)") == "Quota (Fish)"


def test_a_clause_of_a_text_with_several_headings_is_quoted_by_heading_and_label() -> None:
    first = sheet_of(scenario_of("wtpf13", {})).clauses[0]
    assert first.reference.endswith(" a)")
    assert first.quoted("Internet") == f"{first.reference} Internet"
