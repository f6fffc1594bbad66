"""A case that is opened, edited and written is read back as what it is."""

from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.editor.checking import check
from dashboard.editor.edits import put
from dashboard.editor.opening_case import TRANSLATIONS, Data, open_shipped, open_upload
from dashboard.editor.starting_case import About, left_as_it_came, starter
from dashboard.editor.writing_case import file_name, to_yaml
from dashboard.frame.language import words_in
from dashboard.library.cases import as_yaml
from simulation.engine.simulate import load_scenario
from simulation.scenario.characters import acting
from simulation.scenario.keys import fresh_key
from simulation.scenario.load import scenario_hash, shipped_scenarios
from simulation.scenario.problems import Path, Problems
from simulation.scenario.strict_yaml import parse_yaml
from simulation.scenario.translations.mappings import without_mappings
from tests.spoken_for import BY_CASE

SHIPPED = shipped_scenarios()
HOSTILE = (
    "<script>alert(1)</script>",
    "![picture](https://outside.invalid/p.png)",
    "NO",
    "1e5",
    "true",
    "- a: [b, {c}]",
    "x: y # z",
    " leading and trailing ",
    "'quoted' \"twice\"",
    "{{ 7 * 7 }} %(a)s {b}",
)


@cache
def opened(name: str) -> Data:
    data = open_shipped(name).data
    assert data is not None
    return data


def phrases() -> dict[str, str]:
    own = {"seat": "Seat {n}", "points": "Catch\nCheck\nStart", "words": "{point}: {label};"}
    return {key: f"The {key}" for key in words_in("en").part("editor.template.")} | own


def read_back(data: Data) -> Any:  # noqa: ANN401 - what a file holds
    problems = Problems()
    found, source = parse_yaml(to_yaml(data), "case.yaml", problems)
    plain, _, translations = without_mappings(found, source, problems)
    assert problems.sorted() == []
    return plain | ({TRANSLATIONS: translations} if translations else {})


@pytest.mark.parametrize("name", BY_CASE)
def test_every_shipped_case_is_written_as_the_same_case(name: str) -> None:
    data = opened(name)
    checked = check(data)
    assert read_back(data) == data
    assert checked.problems == ()
    assert checked.scenario is not None
    assert scenario_hash(checked.scenario) == scenario_hash(load_scenario(name))


@pytest.mark.parametrize("name", BY_CASE)
def test_what_a_drafting_group_may_write_is_neither_edited_nor_written(name: str) -> None:
    data = put(opened(name), ("title",), "Mine")
    assert not any(option.get("drafted") for topic in data["issues"] for option in topic["options"])
    assert "drafted" not in to_yaml(data)
    assert "drafted" not in as_yaml(load_scenario(name))
    checked = check(data).scenario
    assert checked is not None
    assert checked.issues == load_scenario(name).issues
    assert checked.document.sections == load_scenario(name).document.sections


@pytest.mark.parametrize("name", BY_CASE)
def test_the_written_file_is_one_that_the_command_line_takes(name: str, tmp_path: Any) -> None:  # noqa: ANN401
    file = tmp_path / file_name(opened(name))
    file.write_text(to_yaml(opened(name)), encoding="utf-8")
    assert scenario_hash(load_scenario(file)) == scenario_hash(load_scenario(name))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300).filter(lambda text: not acting(text)))
def test_any_text_is_read_back_as_it_was_written(text: str) -> None:
    data = starter(About(), phrases())
    data = put(put(data, ("title",), text), ("delegations", 2, "name"), text)
    data = put(data, ("document", "sections", 0, "clauses", 0, "wordings", "first"), text)
    assert read_back(data) == data


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_kept_as_names(name: str) -> None:
    data = put(starter(About(), phrases()), ("delegations", 0, "name"), name)
    checked = check(data)
    assert checked.scenario is not None
    assert checked.scenario.delegations[0].name == name


def test_the_template_is_a_case_that_can_be_played() -> None:
    scenario = check(starter(About(), phrases())).scenario
    assert scenario is not None
    assert [delegation.name for delegation in scenario.delegations] == [f"Seat {n}" for n in "ABCDE"]


def test_a_case_is_told_what_of_it_still_has_the_words_of_the_example() -> None:
    case = starter(About(title="Cod", seats=("A", "B", "C", "D", "E"), points=("Quota", "Check")), phrases())
    assert left_as_it_came(case, [phrases()]) == ["issue", "poles", "labels", "words"]
    for issue in case["issues"]:
        issue |= {"name": f"On {issue['key']}", "low": "deep cut", "high": "no cut"}
        issue["options"][1]["label"] = "some"
    assert left_as_it_came(case, [phrases()]) == []


def test_a_problem_is_told_as_the_command_line_tells_it_with_the_line_of_the_file() -> None:
    data = put(opened("worked_package"), ("delegations", 1, "mandate", "agenda", "salience"), 1.4)
    checked = check(data)
    line = 1 + next(
        number for number, text in enumerate(checked.text.splitlines()) if "salience: 1.4" in text
    )
    (placed,) = checked.problems
    assert str(placed.problem).startswith(f"worked_package.yaml:{line}:")
    assert "salience is 1.4, above 1." in placed.problem.message
    assert placed.path == ("delegations", 1, "mandate", "agenda", "salience")
    assert placed.step == "wants"
    assert checked.scenario is None
    assert checked.in_step("wants") == 1


@pytest.mark.parametrize(
    ("path", "value", "step"),
    [
        (("title",), "", "meeting"),
        (("sessions",), 0, "meeting"),
        (("forum", "decision"), {"rule": "consent"}, "meeting"),
        (("issues", 0, "draft"), "nothing", "issues"),
        (("document", "sections", 0, "clauses", 0, "issue"), "nothing", "issues"),
        (("delegations", 1, "capability"), 2, "seats"),
        (("delegations", 0, "mandate", "seats", "position"), -0.1, "wants"),
    ],
)
def test_a_problem_stands_in_the_step_that_can_mend_it(
    path: tuple[str | int, ...], value: object, step: str
) -> None:
    placed = check(put(opened("worked_package"), path, value)).problems
    assert [one.step for one in placed] == [step]


def test_an_upload_with_its_tables_is_opened_as_one_case() -> None:
    from importlib.resources import files

    folder = files("scenarios")
    names = ("wtpf13.yaml", "wtpf13_delegations.csv", "wtpf13_mandates.csv")
    found = open_upload({name: folder.joinpath(name).read_bytes() for name in names})
    assert found.problems == ()
    assert found.data == opened("wtpf13")
    assert found.has_comments
    assert found.has_tables


def test_an_upload_that_is_no_case_is_not_opened_and_says_why() -> None:
    found = open_upload({"mine.yaml": b"schema: 1\ntitle: [unclosed\n"})
    assert found.data is None
    assert found.problems[0].line == 2
    assert open_upload({"a.csv": b"key\n"}).problems[0].message.startswith("0 files of a case.")
    assert open_upload({"a.yaml": b"- a\n"}).data is None


def test_an_upload_cannot_name_a_file_outside_its_folder() -> None:
    found = open_upload({"../../x.yaml": to_yaml(starter(About(), phrases())).encode()})
    assert found.data == starter(About(), phrases())
    assert open_upload({"..": b"", "a\0.yaml": b""}).data is None


def test_a_case_with_a_loose_end_is_opened_to_be_mended() -> None:
    data = put(starter(About(), phrases()), ("issues", 0, "draft"), "nothing")
    found = open_upload({"mine.yml": to_yaml(data).encode()})
    assert found.data == data
    assert len(found.problems) == 1


@given(st.text(max_size=80), st.lists(st.text(max_size=5), max_size=5))
def test_a_fresh_key_is_a_key_and_is_free(name: str, taken: list[str]) -> None:
    first = fresh_key(name, taken, "seat")
    second = fresh_key(name, [*taken, first], "seat")
    data = put(starter(About(), phrases()), ("delegations", 0, "key"), second)
    assert first not in taken
    assert second not in {first, *taken}
    assert check(data).problems == ()


def test_the_same_case_is_checked_once_whoever_has_it_on_the_desk() -> None:
    data = opened("wtpf13")
    assert check(deepcopy(data)) is check(data)
    changed = put(data, ("delegations", 0, "capability"), 0.123)
    assert check(changed) is not check(data)
    assert "capability: 0.123" in check(changed).text


def test_files_that_are_no_case_are_refused_in_the_language_of_the_reader() -> None:
    french = words_in("fr")
    said = open_upload({"a.csv": b"key\n"}, french).problems[0].message
    assert said.startswith("Fichiers d’un cas\N{NO-BREAK SPACE}: 0.")
    assert open_upload({"a.yaml": b"- a\n"}, french).problems[0].message.startswith("Le cas n’est pas")
    assert "n’est pas un nom de fichier" in open_upload({"a\0.yaml": b""}, french).problems[0].message


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), ""),
        (("key",), "ä b"),
        (("sessions",), 900),
        (("issues", 0, "options", 0, "position"), 3.0),
        (("delegations", 0, "mandate", "Catch", "position"), 1.5),
        (("delegations", 0, "mandate", "Catch", "red_line"), [-1.0, 2.0]),
    ],
    ids=str,
)
def test_what_was_saved_before_it_was_mended_can_be_opened_again(path: Path, value: object) -> None:
    data = put(starter(About(), phrases()), path, value)
    found = open_upload({"case.yaml": to_yaml(data).encode()})
    assert found.data == data
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), 5),
        (("sessions",), "10"),
        (("issues",), []),
        (("delegations", 0, "name"), {"a": "b"}),
        (("delegations", 0, "mandate", "Catch", "position"), {"mean": 0.5, "sd": -1.0, "low": 0.1}),
        (("delegations", 0, "mandate", "Catch", "red_line"), [-1.0, 2.0, 3.0]),
    ],
    ids=str,
)
def test_what_has_another_form_is_not_opened_even_beside_what_could_be_mended(
    path: Path, value: object
) -> None:
    data = put(put(starter(About(), phrases()), ("summary",), "s" * 5000), path, value)
    found = open_upload({"case.yaml": to_yaml(data).encode()})
    assert found.data is None
    assert found.problems
