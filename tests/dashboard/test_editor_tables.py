"""The editor takes a table for a case and gives one, and takes what texts say in other languages."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dashboard.editor.checking import check
from dashboard.editor.editor_translations import translated
from dashboard.editor.opening_case import TRANSLATIONS, open_shipped, open_table
from dashboard.editor.starting_case import About, starter
from dashboard.frame.language import words_in
from dashboard.library.uploaded_tables import table_download
from simulation.engine.simulate import load_scenario
from simulation.scenario.interchange.importing import read_table
from simulation.scenario.translations.mappings import texts_in
from simulation.scenario.translations.telling import in_language
from simulation.state.tidy_table import case_workbook, tidy_table
from tests.dashboard.test_editor import Opened, field, go, laid, press, shown
from tests.spoken_for import BY_CASE

CASE = load_scenario("worked_package")


@pytest.mark.parametrize(
    ("name", "data"),
    [("mine.xlsx", case_workbook(CASE)), ("mine.csv", tidy_table(CASE).text.encode())],
)
def test_a_table_alone_is_opened_as_the_case_that_it_makes(opened: Opened, name: str, data: bytes) -> None:
    app = opened("editor")
    app.file_uploader(key="editor.file").set_value([(name, data, "application/octet-stream")]).run()
    assert not app.exception
    press(app, "Open the file for editing")
    assert [seat["name"] for seat in laid(app).data["delegations"]] == [one.name for one in CASE.delegations]
    assert len(laid(app).data["issues"]) == len(CASE.issues)


def test_a_table_that_is_none_is_told(opened: Opened) -> None:
    app = opened("editor")
    app.file_uploader(key="editor.file").set_value([("mine.xlsx", b"PK nothing", "x/y")]).run()
    assert not app.exception
    assert not [one for one in app.button if one.label == "Open the file for editing"]
    assert app.error


def test_what_the_editor_gives_as_a_table_is_read_as_the_same_positions() -> None:
    case = check(starter(About(), dict(words_in("en").part("editor.template.")))).scenario
    assert case is not None
    again = open_table(read_table(case_workbook(case), "mine.xlsx")).data
    assert again is not None
    for old, new in zip(case.delegations, again["delegations"], strict=True):
        assert new["name"] == old.name
        positions = [mandate["position"] for mandate in new["mandate"].values()]
        assert positions == [mandate.position.mean for mandate in old.mandate.values()]  # type: ignore[union-attr] # starter


@pytest.mark.parametrize("name", BY_CASE)
def test_every_text_that_has_a_translation_is_among_those_to_translate(name: str) -> None:
    data = open_shipped(name).data
    assert data is not None
    plain = {key: value for key, value in data.items() if key != TRANSLATIONS}
    texts = texts_in(plain)
    assert len(set(texts)) == len(texts)
    assert {text for given in data.get(TRANSLATIONS, {}).values() for text in given} <= set(texts)
    assert data["title"] in texts
    assert data["key"] not in texts


def test_a_translation_is_what_a_reader_of_that_language_sees_and_goes_when_it_is_emptied() -> None:
    data = starter(About(low="no fishing"), dict(words_in("en").part("editor.template.")))
    french = translated(data, "fr", "no fishing", " aucune pêche ")
    told = check(french).scenario
    assert told is not None
    assert in_language(told, "fr").issues[0].low == "aucune pêche"
    assert in_language(told, "fr").issues[0].options[0].label == "aucune pêche"
    assert told.issues[0].low == "no fishing"
    assert translated(french, "fr", "no fishing", None) == data


def test_a_translation_that_reads_like_another_text_changes_nothing_else() -> None:
    data = starter(About(low="Date", high="Jour"), dict(words_in("en").part("editor.template.")))
    data = translated(translated(data, "fr", "Jour", "Date"), "fr", "Date", "Le jour")
    changed = translated(data, "fr", "Jour", "La date")
    assert changed[TRANSLATIONS] == {"fr": {"Jour": "La date", "Date": "Le jour"}}


@pytest.fixture
def last(opened: Opened) -> AppTest:
    return go(press(opened("editor"), "Make the case"), "save")


def test_texts_to_translate_stand_beside_what_they_say_in_the_chosen_language(last: AppTest) -> None:
    desk = laid(last)
    desk.edit(lambda data: translated(data, "de", "My case", "Mein Fall"))
    field(last, "selectbox", "Language").set_value("fr")  # that of the page is not asked
    box = next(one for one in last.selectbox if one.label == "Language" and "German" in one.options)
    assert "English" not in box.options
    box.set_value("de").run()
    table = last.data_editor[0].value
    assert table.set_index("own")["other"]["My case"] == "Mein Fall"
    assert f"1 of {len(table)} texts have words in German." in shown(last)


def test_a_table_is_had_in_the_language_of_the_page_whenever_it_is_asked_for() -> None:
    for language in ("en", "fr"):
        made = table_download(CASE, language)
        names = load_workbook(BytesIO(made.data())).sheetnames
        assert ("Délégations" in names) == (language == "fr")
        assert (made.file_name, made.mime.rpartition(".")[2]) == ("worked_package.xlsx", "sheet")
