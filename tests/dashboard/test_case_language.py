"""A reader of another language than that of a case is told so once, quietly; no other reader is."""

from typing import get_args

import pytest

from dashboard.frame.case_language import case_language
from dashboard.frame.language import words_in
from dashboard.library import cases
from simulation.scenario.load import load_scenario, scenario_hash, shipped_scenarios
from simulation.scenario.translations.translatable import Language
from simulation.words import LANGUAGES
from tests.dashboard.conftest import Opened

ENGLISH_TO_FRENCH = "Les noms, titres et libellés de ce cas sont en anglais."
SAMPLE = cases.case_yaml("worked_isolation", {})


@pytest.mark.parametrize("reader", LANGUAGES)
@pytest.mark.parametrize("language", get_args(Language.__value__))
def test_only_readers_of_another_language_are_told(reader: str, language: str) -> None:
    assert bool(case_language(words_in(reader), language)) == (reader != language)


@pytest.mark.parametrize("page", ["replay", "lab"])
def test_a_french_reader_of_an_english_case_is_told_once(opened: Opened, page: str) -> None:
    captions = [caption.value for caption in opened(page, {"lang": "fr", "case": "worked_isolation"}).caption]
    assert sum(ENGLISH_TO_FRENCH in caption for caption in captions) == 1
    captions = [caption.value for caption in opened(page, {"lang": "en", "case": "worked_isolation"}).caption]
    assert not any("titles and wordings" in caption for caption in captions)


def test_the_library_tells_it_once_for_all_that_ship_and_for_each_of_ones_own(opened: Opened) -> None:
    app = opened("library", {"lang": "fr"})
    told = [caption.value for caption in app.caption if "sont en anglais" in caption.value]
    assert told == ["Les noms, titres et libellés de ces cas sont en anglais."]
    german = SAMPLE.replace("nature: illustrative", "nature: illustrative\nlanguage: de", 1)
    app.file_uploader(key="library.upload").set_value(
        ("mein.yaml", german.encode(), "application/yaml")
    ).run()
    assert not app.exception
    assert sum("de ce cas sont en allemand." in caption.value for caption in app.caption) == 1


def test_a_language_that_is_not_known_is_refused_with_those_that_are() -> None:
    (problem,) = cases.problems_of(
        SAMPLE.replace("nature: illustrative", "nature: illustrative\nlanguage: xx", 1)
    )
    assert problem.message.startswith("language is 'xx'.")
    assert "Valid: ar, de, en, es, fr, it, pt, ru, zh." in problem.message


def test_a_case_in_english_has_the_hash_of_one_that_does_not_say_so() -> None:
    assert {load_scenario(name).language for name in shipped_scenarios()} == {"en"}
    silent = load_scenario("worked_isolation")
    assert scenario_hash(silent).startswith("4a47b905ac26")
    assert scenario_hash(silent.model_copy(update={"language": "fr"})) != scenario_hash(silent)
