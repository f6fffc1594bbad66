"""Texts of a case in other languages: read from its file, told, kept with a run, and never part of what is hashed."""

import filecmp
import re
from pathlib import Path
from typing import Final

import pytest
import yaml

from dashboard.library.cases import as_yaml
from simulation.cli.finished import play
from simulation.errors import ScenarioError
from simulation.scenario.archetypes import recast
from simulation.scenario.case_source import case_of_text, text_of_case
from simulation.scenario.load import find_problems, load_scenario, scenario_hash, shipped_scenarios
from simulation.scenario.pack import load_pack
from simulation.scenario.schema import Scenario
from simulation.scenario.translations.case_texts import texts_of
from simulation.scenario.translations.telling import in_language, texts_in, untranslated
from simulation.storage import load_run
from simulation.storage.kept_run import run_in_language
from simulation.words import own_text, told_in
from tests.small_cases import data, delegation
from tests.spoken_for import BY_CASE

CASES = shipped_scenarios()
HOSTILE = "<script>alert(1)</script> {issue} **gras** [x](javascript:alert(1)) %s"


def written(tmp_path: Path, **changes: object) -> Path:
    """Return the file of a small case with some changes at its top."""
    case = data([delegation("d0", 0.0), delegation("BRA", 1.0)]) | changes
    case["delegations"][1]["name"] = "Brazil"
    path = tmp_path / "small.yaml"
    path.write_text(yaml.safe_dump(case, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def small(tmp_path: Path, text: str = "Titre", **changes: object) -> Scenario:
    return load_scenario(written(tmp_path, title={"en": "A title", "fr": text}, **changes))


def test_a_case_with_translations_is_the_same_case_without_them(tmp_path: Path) -> None:
    told = small(tmp_path)
    plain = load_scenario(written(tmp_path, title="A title"))
    assert told.model_dump() == plain.model_dump()
    assert scenario_hash(told) == scenario_hash(plain)
    assert told.translations == {"fr": {"A title": "Titre"}}


@pytest.mark.parametrize("name", BY_CASE)
def test_a_case_told_in_french_has_its_hash_and_its_keys_and_comes_back(name: str) -> None:
    case = load_scenario(name)
    told = in_language(case, "fr")
    assert scenario_hash(told) == scenario_hash(case)
    assert [seat.key for seat in told.delegations] == [seat.key for seat in case.delegations]
    assert in_language(told, "en") == case


def test_countries_are_told_in_the_language_and_invented_delegations_keep_their_names(tmp_path: Path) -> None:
    told = in_language(small(tmp_path), "fr")
    assert [seat.name for seat in told.delegations] == ["d0", "Brésil"]
    assert told.title == "Titre"


def test_a_wording_between_two_is_told_with_their_names_in_the_language() -> None:
    told = in_language(load_scenario("first_hour"), "fr")
    drafted = [option.label for issue in told.issues for option in issue.options if option.drafted]
    assert drafted
    assert not any("Middle way" in label or "In general terms" in label for label in drafted)


WRONG = {
    "unknown language": ({"en": "A", "fx": "B"}, "'fx' is no language"),
    "near a language": ({"en": "A", "fra": "B"}, "'fra' is no language"),
    "missing own": ({"fr": "B"}, "Valid: an entry en"),
    "empty": ({"en": "A", "fr": "  "}, "title in fr is empty."),
    "nothing to see": ({"en": "A", "fr": "\u3164"}, r"title in fr shows nothing: '\u3164'."),
    "nothing to see in its own": ({"en": "\u3164", "fr": "B"}, r"title in en shows nothing: '\u3164'."),
    "no text": ({"en": "A", "fr": ["B"]}, "title in fr is not text."),
    "two lines": ({"en": "A", "fr": "B\nC"}, "title in fr stands on several lines."),
    "too long": ({"en": "A", "fr": "B" * 201}, "title in fr has 201 characters."),
    "own empty": ({"en": "", "fr": "B"}, "title in en is empty."),
}


@pytest.mark.parametrize(("given", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_translation_gets_one_message_where_it_stands(
    tmp_path: Path, given: dict[str, object], said: str
) -> None:
    path = written(tmp_path, title=given)
    problems = find_problems(path)
    assert [said in problem.message for problem in problems] == [True]
    lines = path.read_text("utf-8").splitlines()
    start = lines.index("title:") + 1
    assert start <= (problems[0].line or 0) <= start + len(given)


ALIKE: Final = {
    "translated both": ({"en": "North", "fr": "Alba"}, {"en": "South", "fr": "\u0410lba"}),
    "translated one": ("Alba", {"en": "South", "fr": "\u0410lba"}),
    "translated the first": ({"en": "North", "fr": "\u0410lba"}, "Alba"),
}


@pytest.mark.parametrize(("first", "second"), ALIKE.values(), ids=ALIKE)
def test_translated_names_that_look_alike_are_told_where_they_stand(
    tmp_path: Path, first: object, second: object
) -> None:
    path = written(tmp_path)
    case = yaml.safe_load(path.read_text("utf-8"))
    case["delegations"][0]["name"], case["delegations"][1]["name"] = first, second
    path.write_text(yaml.safe_dump(case, sort_keys=False, allow_unicode=True), "utf-8")
    (problem,) = find_problems(path)
    lines = path.read_text("utf-8").splitlines()
    places = [place for place, line in enumerate(lines, start=1) if "lba" in line]
    assert problem.line == places[1]
    assert f"on line {places[0]}, but is a different name" in problem.message
    assert all(shown in problem.message for shown in ("U+0041", "U+0410"))


def test_names_that_look_alike_as_written_are_told_once_whatever_else_is_translated(tmp_path: Path) -> None:
    path = written(tmp_path, title={"en": "A", "fr": "B"})
    case = yaml.safe_load(path.read_text("utf-8"))
    case["delegations"][0]["name"], case["delegations"][1]["name"] = "Alba", {"en": "\u0410lba", "de": "Alba"}
    path.write_text(yaml.safe_dump(case, sort_keys=False, allow_unicode=True), "utf-8")
    assert len(find_problems(path)) == 1


def test_translated_wordings_that_look_alike_are_told(tmp_path: Path) -> None:
    path = written(tmp_path)
    case = yaml.safe_load(path.read_text("utf-8"))
    for option, label in zip(case["issues"][0]["options"], ("Oui", "O\u200bui"), strict=False):
        option["label"] = {"en": option["label"], "fr": label}
    path.write_text(yaml.safe_dump(case, sort_keys=False, allow_unicode=True), "utf-8")
    assert ["looks like" in problem.message for problem in find_problems(path)] == [True]


def test_all_wrong_translations_are_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, title={"en": "A", "fx": "B"}, summary={"fr": "C"}, notes={"en": "D", "fr": ""})
    assert len(find_problems(path)) == 3


def test_one_text_has_one_translation(tmp_path: Path) -> None:
    path = written(tmp_path, title={"en": "A", "fr": "B"}, notes={"en": "A", "fr": "C"})
    (problem,) = find_problems(path)
    assert "'A' has another translation into fr on line" in problem.message


def test_a_case_of_another_language_may_have_english(tmp_path: Path) -> None:
    path = written(tmp_path, language="fr", title={"fr": "Titre", "en": "A title"})
    case = load_scenario(path)
    assert (case.title, in_language(case, "en").title) == ("Titre", "A title")


def test_tables_have_a_column_for_each_language(tmp_path: Path) -> None:
    table = "key,name,name.fr,kind,rationale,rationale.fr\nd0,North,Nord,government,Old,Vieux\n"
    (tmp_path / "seats.csv").write_text(table, encoding="utf-8")
    case = data([])
    del case["delegations"]
    path = tmp_path / "tables.yaml"
    path.write_text(yaml.safe_dump(case | {"tables": {"delegations": "seats.csv"}}, sort_keys=False), "utf-8")
    found = load_scenario(path)
    (seat,) = in_language(found, "fr").delegations
    assert (seat.name, seat.rationale) == ("Nord", "Vieux")
    assert found.delegations[0].name == "North"
    (tmp_path / "seats.csv").write_text(table.replace("name.fr", "name.fx"), encoding="utf-8")
    assert "'name.fx' is not a column" in find_problems(path)[0].message


def test_what_is_set_has_no_translation(tmp_path: Path) -> None:
    path = written(tmp_path, title={"en": "A title", "fr": "Titre"})
    case = load_scenario(path, overrides={"title": "Mine"})
    assert in_language(case, "fr").title == "Mine"


def test_a_case_as_text_and_as_file_keeps_its_translations(tmp_path: Path) -> None:
    case = small(tmp_path)
    assert case_of_text(text_of_case(in_language(case, "fr"))) == case
    again = tmp_path / "again.yaml"
    again.write_text(as_yaml(in_language(case, "fr")), encoding="utf-8")
    assert load_scenario(again).translations == case.translations


@pytest.mark.parametrize("kept", ['{"fx":{"A":"B"}}', '{"fr":{"A":3}}', '{"fr":["A"]}', "[]"])
def test_kept_translations_that_are_none_are_refused(tmp_path: Path, kept: str) -> None:
    text = text_of_case(load_scenario(written(tmp_path)))
    with pytest.raises(ScenarioError):
        case_of_text(f'{text[:-1]},"translations":{kept}}}')


def test_archetypes_have_no_translations_in_which_real_names_stand() -> None:
    case = load_scenario("wtpf13")
    for code in ("en", "fr"):
        found = recast(case, code).case
        assert not found.translations
        assert "Brésil" not in text_of_case(found)
        assert "Brazil" not in text_of_case(found)


def test_a_run_is_kept_in_the_words_of_the_author_and_read_in_french(tmp_path: Path) -> None:
    case = small(tmp_path, text=HOSTILE)
    folders = {}
    for code in ("en", "fr"):
        with told_in(code):
            done = play(in_language(case, code), seed=3, replication=0)
            done.save(tmp_path / code, command=["run"], overwrite=False)
            folders[code] = tmp_path / code
    names = sorted(file.name for file in folders["en"].iterdir() if file.name != "text.md")
    assert filecmp.cmpfiles(folders["en"], folders["fr"], names, shallow=False) == (names, [], [])
    run = load_run(folders["en"])
    assert run.scenario.title == "A title"
    told = run_in_language(run, "fr")
    assert (told.scenario.title, told.log.roster.names["BRA"]) == (HOSTILE, "Brésil")
    assert run_in_language(told, "en").tables["coalitions"]["name"] == run.tables["coalitions"]["name"]


def test_a_kept_run_holds_no_translation_of_what_is_secret(tmp_path: Path) -> None:
    secret = {"en": "Our limit is nine", "fr": "Notre limite est de neuf"}
    case = small(tmp_path, trainer_notes=secret)
    assert "Notre limite" in text_of_case(case)
    play(case, seed=1, replication=0).save(tmp_path / "run", command=["run"], overwrite=False)
    assert all(b"Notre limite" not in file.read_bytes() for file in (tmp_path / "run").iterdir())


def test_texts_without_a_translation_are_named(tmp_path: Path) -> None:
    case = small(tmp_path)
    assert "A title" not in untranslated(case, "fr")
    assert untranslated(case, "fr") == ("Text", "noting")
    assert not untranslated(case, "en")
    assert texts_in(case, "fr")["Brazil"] == "Brésil"


IN_FRENCH = ("ai_oversight", "first_hour", "wtpf13", "wtpf13_training")


@pytest.mark.parametrize("name", IN_FRENCH)
def test_every_text_of_a_case_with_french_has_it(name: str) -> None:
    assert untranslated(load_scenario(name), "fr") == ()


@pytest.mark.parametrize("name", [name for name in IN_FRENCH if name != "wtpf13"])
def test_every_text_of_a_pack_with_french_has_it(name: str) -> None:
    case = load_scenario(name)
    own, told = load_pack(name, scenario=case), load_pack(name, scenario=in_language(case, "fr"))
    assert own is not None
    assert told is not None
    there = {**own.translations["fr"], **case.translations["fr"]}
    assert [text for text in texts_of(own) if text and text not in there] == []
    assert [own_text(text) for text in texts_of(told)] == list(texts_of(own))


PARTS = {
    "Interest: ": "Intérêt\N{NO-BREAK SPACE}: ",
    "Preferred text: ": "Texte préféré\N{NO-BREAK SPACE}: ",
    "Fallbacks: ": "Replis\N{NO-BREAK SPACE}: ",
    "Red line": "igne",
    "No deal is": "Sans accord,",
    "Call: ": "Appel\N{NO-BREAK SPACE}: ",
    "Constraint: ": "Contrainte\N{NO-BREAK SPACE}: ",
}


@pytest.mark.parametrize("name", IN_FRENCH)
def test_french_briefs_have_the_parts_of_the_english_ones(name: str) -> None:
    case = load_scenario(name)
    for mine, theirs in zip(case.delegations, in_language(case, "fr").delegations, strict=True):
        for here, there in PARTS.items():
            assert (here in mine.brief.confidential) == (there in theirs.brief.confidential), (mine.key, here)


@pytest.mark.parametrize("name", ["first_hour", "wtpf13_training", "ai_oversight"])
def test_an_instance_is_told_in_french_throughout(name: str) -> None:
    case = load_scenario(name, overrides={"instance": 3})
    told = in_language(case, "fr")
    assert untranslated(case, "fr") == ()
    assert any("Appel\N{NO-BREAK SPACE}: " in seat.brief.confidential for seat in told.delegations)
    assert scenario_hash(told) == scenario_hash(case)


NOT_SET: Final = re.compile(
    "(?<![\N{NO-BREAK SPACE}\\d/])[;?!»](?!id|p=)|«(?!\N{NO-BREAK SPACE})|'", re.UNICODE
)


@pytest.mark.parametrize("name", IN_FRENCH)
def test_french_is_set_as_french_is_set(name: str) -> None:
    texts = load_scenario(name).translations["fr"]
    assert [text for own, text in texts.items() if text != own and NOT_SET.search(text)] == []
