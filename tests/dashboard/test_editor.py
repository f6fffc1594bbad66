"""The page of the case editor, without a browser: every step of every case, and what edits do."""

import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.editor.editor_save import trials
from dashboard.editor.edits import put
from dashboard.editor.number_grids import apply_cells, apply_mandate
from dashboard.editor.preview import preview
from dashboard.editor.stances import MANY, WIDTH, stances
from dashboard.frame.language import words_in
from dashboard.library.cases import case_yaml, key_of, problems_of
from simulation.engine.simulate import load_scenario
from simulation.scenario.load import shipped_scenarios
from simulation.scenario.schema import Scenario
from tests.extent import at_a_desk

SHIPPED = shipped_scenarios()
STEPS = ("meeting", "issues", "seats", "wants", "save")
POINT = "What_is_covered"
"""The first issue of a new case."""

type Opened = Callable[..., AppTest]


def press(app: AppTest, label: str) -> AppTest:
    (button, *_) = [one for one in app.button if one.label == label]
    button.click().run()
    assert not app.exception, app.exception[0].message
    return app


def field(app: AppTest, kind: str, label: str) -> Any:  # noqa: ANN401 - an element of Streamlit
    return next(one for one in getattr(app, kind) if one.label == label)


def go(app: AppTest, step: str) -> AppTest:
    app.session_state["memory"].pages["editor"].step = step
    app.run()
    assert not app.exception, app.exception[0].message
    return app


def laid(app: AppTest) -> Any:  # noqa: ANN401 - the desk
    return app.session_state["memory"].pages["editor"]


def shown(app: AppTest) -> str:
    return "\n".join(one.value for one in [*app.markdown, *app.caption, *app.error, *app.warning])


@pytest.fixture
def fresh(opened: Opened) -> AppTest:
    return go(press(opened("editor"), "Make the case"), "meeting")


@pytest.mark.parametrize("name", at_a_desk(["unga_cyber", "worked_package"], SHIPPED))
def test_every_step_of_every_case_is_shown(opened: Opened, name: str) -> None:
    app = press(opened("editor", {"case": name}), "Open it for editing")
    assert app.title[0].value
    for step in STEPS:
        go(app, step)
        assert "Nothing to fix." in shown(app)
    assert laid(app).past == []


def test_a_new_case_can_be_used_at_once(fresh: AppTest) -> None:
    press(go(fresh, "save"), "Use this case")
    memory = fresh.session_state["memory"]
    text = laid(fresh).checked.text
    assert memory.case == key_of(text)
    assert memory.uploads == {memory.case: text}
    assert problems_of(text) == []
    assert "case at hand" in shown(fresh)


def test_typing_changes_the_case_and_can_be_undone(fresh: AppTest) -> None:
    field(fresh, "text_input", "Title of the case").set_value("Who runs the roots").run()
    assert fresh.title[0].value == "Who runs the roots"
    assert laid(fresh).data["title"] == "Who runs the roots"
    press(fresh, "Undo")
    assert laid(fresh).data["title"] == "My case"
    assert field(fresh, "text_input", "Title of the case").value == "My case"


def test_letters_typed_one_after_the_other_are_undone_together(fresh: AppTest) -> None:
    for text in ("W", "Wh", "Who"):
        field(fresh, "text_input", "Title of the case").set_value(text).run()
    press(fresh, "Undo")
    assert laid(fresh).data["title"] == "My case"


def test_what_is_wrong_is_said_with_its_field_and_the_way_to_it_and_beside_the_file_with_its_line(
    fresh: AppTest,
) -> None:
    field(fresh, "text_input", "Title of the case").set_value("").run()
    assert "**Title of the case**: " in shown(fresh)
    assert "of the file" not in shown(fresh)
    go(fresh, "save")
    placed = laid(fresh).checked.problems[0]
    assert f"Line {placed.problem.line}, column {placed.problem.column} of the file:" in shown(fresh)
    assert "Fill it in or remove it" in shown(fresh)
    assert field(fresh, "button", "Use this case").disabled
    press(fresh, "Go to: The meeting")
    assert laid(fresh).step == "meeting"


def test_a_delegation_is_added_copied_and_taken_away(fresh: AppTest) -> None:
    go(fresh, "seats")
    field(fresh, "text_input", "Its name").set_value("Northland")
    press(fresh, "Add it")
    assert [seat["name"] for seat in laid(fresh).data["delegations"]][-1] == "Northland"
    assert field(fresh, "selectbox", "Delegation").value == "Northland"
    press(fresh, "Remove this delegation")
    assert len(laid(fresh).data["delegations"]) == 5


def test_an_issue_is_added_with_its_clause_and_shown(fresh: AppTest) -> None:
    go(fresh, "issues")
    field(fresh, "text_input", "Name of the new issue").set_value("Who pays")
    press(fresh, "Add it")
    assert [issue["name"] for issue in laid(fresh).data["issues"]][2:] == ["When it begins", "Who pays"]
    assert field(fresh, "text_input", "Name of the issue").value == "Who pays"
    assert "8 things to fix" in shown(fresh)
    assert "**Who pays**: The wording at 0.5 still needs a label." in shown(fresh)
    assert "overnment" not in str(
        [laid(fresh).data["issues"][-1], laid(fresh).data["document"]["sections"][0]["clauses"][-1]]
    )


def test_words_of_the_template_do_not_pass_for_words_of_the_case(fresh: AppTest) -> None:
    told = "It still has words of the starting case: {}. Write your own over them."
    everything = (
        "its title, names of issues, what each side wants, the label of the middle way, words of clauses, made from "
        "the labels, names of delegations"
    )
    assert told.format(everything) in shown(fresh)
    field(fresh, "text_input", "Title of the case").set_value("Fish").run()
    assert told.format(everything.removeprefix("its title, ")) in shown(fresh)


def test_the_favourite_wording_puts_the_position_where_it_stands(fresh: AppTest) -> None:
    go(fresh, "wants")
    field(fresh, "selectbox", "Likes best").set_value("middle").run()
    assert laid(fresh).data["delegations"][0]["mandate"][POINT]["position"] == {"mean": 0.5, "sd": 0.1}
    assert field(fresh, "number_input", "Position").value == 0.5


def test_the_grid_shows_everybody_on_one_issue_or_one_on_all(fresh: AppTest) -> None:
    go(fresh, "wants")
    (table,) = fresh.data_editor
    assert list(table.value["name"]) == [f"Delegation {letter}" for letter in "ABCDE"]
    assert list(table.value["position"]) == [0.1, 0.38, 0.5, 0.62, 0.9]
    laid(fresh).by_seat = True
    fresh.run()
    (table,) = fresh.data_editor
    assert list(table.value["name"]) == ["What is covered", "Who sees to it", "When it begins"]


def test_the_grid_follows_what_the_form_and_undo_change(fresh: AppTest) -> None:
    go(fresh, "wants")
    field(fresh, "number_input", "Position").set_value(0.7).run()
    assert fresh.data_editor[0].value["position"][0] == 0.7
    press(fresh, "Undo")
    assert fresh.data_editor[0].value["position"][0] == 0.1
    assert field(fresh, "number_input", "Position").value == 0.1


def test_an_edit_in_the_grid_is_in_the_form_and_stays_when_the_form_edits_another_field(
    fresh: AppTest,
) -> None:
    desk = laid(go(fresh, "wants"))

    def edit_cells() -> None:
        cells: dict[int, dict[str, object]] = {0: {"position": 0.3}}
        desk.edit(
            lambda data: apply_cells(
                data, cells, lambda old, row, name, value: apply_mandate(old, row, POINT, name, value)
            ),
            in_grid=True,
        )

    edit_cells()
    fresh.run()
    assert field(fresh, "number_input", "Position").value == 0.3
    field(fresh, "number_input", "Salience").set_value(0.9).run()
    assert fresh.data_editor[0].value["position"][0] == 0.3
    assert laid(fresh).data["delegations"][0]["mandate"][POINT] == {
        "position": {"mean": 0.3, "sd": 0.1},
        "salience": 0.9,
        "red_line": 0.6,
    }


def test_a_number_out_of_range_stays_as_it_was_typed_and_the_command_line_says_what_is_allowed(
    fresh: AppTest,
) -> None:
    go(fresh, "wants")
    field(fresh, "number_input", "Salience").set_value(1.7).run()
    assert fresh.data_editor[0].value["salience"][0] == 1.7
    assert field(fresh, "number_input", "Salience").value == 1.7
    told = fresh.warning[0].value.replace("\u2060", "").replace("\\", "")
    assert "What you typed stays" in told
    assert (
        "**Delegation A · What is covered · Salience**: salience is 1.7, above 1. Valid: a number from 0 to 1"
        in told
    )
    assert "One thing to fix before the case can be played" in shown(fresh)
    press(fresh, "Undo")
    assert field(fresh, "number_input", "Salience").value == 0.8
    assert not fresh.warning
    assert "Nothing to fix." in shown(fresh)


def test_sessions_out_of_range_are_told_and_not_clamped(fresh: AppTest) -> None:
    field(fresh, "number_input", "Sessions").set_value(900).run()
    assert laid(fresh).data["sessions"] == 900
    assert "sessions is 900, above 500" in shown(fresh).replace("\u2060", "").replace("\\", "")


def test_the_rule_of_the_forum_can_be_replaced_and_taken_back(fresh: AppTest) -> None:
    field(fresh, "selectbox", "How it decides").set_value("qualified_majority").run()
    assert laid(fresh).data["forum"]["decision"] == {"rule": "qualified_majority"}
    field(fresh, "number_input", "Share that is needed").set_value(0.75).run()
    assert laid(fresh).data["forum"]["decision"] == {"rule": "qualified_majority", "threshold": 0.75}
    field(fresh, "selectbox", "How it decides").set_value("").run()
    assert "decision" not in laid(fresh).data["forum"]


def test_a_trial_says_how_many_runs_ended_how(fresh: AppTest) -> None:
    press(go(fresh, "save"), "Play it 20 times")
    trial = laid(fresh).tried[1]
    assert sum(trial.endings.values()) == 20
    assert trial in [played.whole for played in trials().known()], "a worker played it, and the page waited"
    assert "**Of 20 runs:**" in shown(fresh)
    assert "The most clauses in brackets at a time: 0 to 3, by run. Seed 1." in shown(fresh)
    field(fresh, "text_input", "Short key of the case").set_value("other").run()
    assert "Before your last change:" in shown(fresh)


def test_a_moved_position_of_a_real_delegation_is_pointed_out(opened: Opened) -> None:
    app = go(press(opened("editor", {"case": "wtpf13"}), "Open it for editing"), "wants")
    field(app, "number_input", "Position").set_value(0.9).run()
    go(app, "save")
    assert "One position or salience was changed" in app.warning[0].value
    assert "United States (Roles of stakeholders)" in app.warning[0].value


def test_a_salience_of_a_real_delegation_can_say_what_it_rests_on(opened: Opened) -> None:
    app = go(press(opened("editor", {"case": "wtpf13"}), "Open it for editing"), "wants")
    at = ("delegations", 0, "mandate", "Q1", "salience")
    laid(app).edit(lambda data: put(data, at, None))
    app.run()
    assert "Source of the salience" not in [one.label for one in app.text_input]
    field(app, "number_input", "Salience").set_value(0.9).run()
    field(app, "text_input", "Source of the salience").set_value("ITUN-4145").run()
    field(app, "selectbox", "How its salience is known").select("documented").run()
    assert not app.exception
    mandate = laid(app).data["delegations"][0]["mandate"]["Q1"]
    assert (mandate["salience_basis"], mandate["salience_source"]) == ("documented", "ITUN-4145")
    assert "Nothing to fix." in shown(app)


def test_a_case_that_another_page_asks_for_is_opened_unless_edits_would_be_lost(opened: Opened) -> None:
    app = opened("editor")
    app.session_state["memory"].pages["editor.asked"] = "worked_package"
    app.run()
    assert app.title[0].value == r"Worked case\: a package and a red line"
    field(app, "text_input", "Title of the case").set_value("Mine").run()
    app.session_state["memory"].pages["editor.asked"] = "worked_clock"
    app.run()
    assert app.title[0].value == "Mine"
    assert "You asked for" in shown(app)
    press(app, "Go on with this one")
    assert "You asked for" not in shown(app)


def test_hostile_names_are_shown_as_they_are_written(fresh: AppTest) -> None:
    field(fresh, "text_input", "Title of the case").set_value("![x](https://outside.invalid/p) **b**").run()
    assert fresh.title[0].value.replace("\u2060", "") == r"\!\[x\](https\:\/\/outside\.invalid\/p) \*\*b\*\*"
    for step in STEPS:
        go(fresh, step)


def test_the_picture_names_an_obstructor_among_those_who_cannot_sign(opened: Opened) -> None:
    app = press(opened("editor", {"case": "first_hour"}), "Open it for editing")
    desk = laid(app)
    place = [seat["key"] for seat in desk.data["delegations"]].index("TAM")
    desk.edit(lambda data: put(data, ("delegations", place, "strategy"), {"key": "obstructor"}))
    app.session_state["editor.preview.table"] = True
    for issue in desk.data["issues"]:
        desk.issue = issue["key"]
        app.run()
        table = app.dataframe[-1].value.set_index("Delegation") == "yes"
        (sentence,) = [one.value for one in app.markdown if "the first draft**" in one.value]
        assert table["Could not sign the draft"]["Tamarat (champion of enhanced cooperation)"]
        refusing = (table["May block"] & table["Could not sign the draft"]).sum()
        assert f"**{refusing if refusing > 1 else 'One'} of 6 delegations" in sentence


def test_the_picture_draws_nobody_at_a_place_that_it_was_not_given(fresh: AppTest) -> None:
    go(fresh, "seats")
    field(fresh, "text_input", "Its name").set_value("Northland")
    press(fresh, "Add it")
    assert "Without a position on this issue: Northland." in shown(fresh)
    case = laid(fresh).checked.scenario
    drawn = drawn_of(case, POINT)
    assert [one for one in drawn.itertext() if "Northland" in one] == ["Northland: no position"]


def drawn_of(case: Scenario, issue: str, language: str = "en") -> ET.Element:
    place = [one.key for one in case.issues].index(issue)
    found = preview(case).stands(issue)
    drawn = stances(found, case.issues[place], words_in(language), width=WIDTH, title="Title", alt="Alt")
    return ET.fromstring(drawn)  # noqa: S314 - our own drawing


def test_an_arrow_beside_the_name_of_an_end_stands_on_no_line_alone() -> None:
    case = load_scenario("first_hour")
    names = {"low": "open", "high": "closed to nearly all of the others"}
    issues = (case.issues[0], case.issues[0].model_copy(update=names))
    for issue in issues:
        told = case.model_copy(update={"issues": (issue, *case.issues[1:])})
        lines = ["".join(one.itertext()) for one in drawn_of(told, issue.key).iter("tspan")]
        assert not {"←", "→"} & {line.strip() for line in lines}
        assert any("←" in line for line in lines) is (issue is issues[1])


@pytest.mark.parametrize("name", ["worked_package", "wtpf13"])
def test_the_picture_shows_everybody_where_it_stands(name: str) -> None:
    case = load_scenario(name)
    found = preview(case).stands(case.issues[0].key)
    drawn = drawn_of(case, case.issues[0].key)
    marks = [one for one in drawn.iter("path") if (one.get("transform") or "").startswith("translate")]
    places = [float(str(one.get("transform")).removeprefix("translate(").split()[0]) for one in marks]
    assert [str(one[0].text).split(",")[0] for one in marks] == [one.name for one in found]
    assert places == pytest.approx([14 + (one.position or 0) * (WIDTH - 28) for one in found], abs=0.06)
    texts = ["".join(one.itertext()) for one in drawn.iter("text")]
    assert any(text.endswith("draft") for text in texts)
    assert any(text in {one.name for one in found} for text in texts) == (len(found) <= MANY)


def test_the_editor_speaks_french(opened: Opened) -> None:
    app = press(opened("editor", {"lang": "fr"}), "Faire le cas")
    assert app.title[0].value == "Mon cas"
    for step in STEPS:
        assert "Rien à corriger." in shown(go(app, step))


GOOD = case_yaml("worked_package", {}).encode()


def test_a_file_is_read_once_however_often_the_page_is_shown(opened: Opened) -> None:
    app = opened("editor")
    app.file_uploader(key="editor.file").set_value([("mine.yaml", GOOD, "application/yaml")]).run()
    first = app.session_state["memory"].pages["editor.upload"][1]
    app.run()
    assert app.session_state["memory"].pages["editor.upload"][1] is first
    press(app, "Open the file for editing")
    assert "Nothing to fix." in shown(app)


@pytest.mark.parametrize(
    "sizes", [(1, 1, 1, 1), (1_000_001,), (800_000, 800_000, 800_000)], ids=["number", "one", "together"]
)
def test_more_than_a_case_and_its_tables_is_not_read(opened: Opened, sizes: tuple[int, ...]) -> None:
    app = opened("editor")
    files = [(f"{place}.csv", b"k" * size, "text/csv") for place, size in enumerate(sizes)]
    app.file_uploader(key="editor.file").set_value(files).run()
    assert app.error[0].value.startswith("This is too much to open. Choose at most 3 files")
    assert "editor.upload" not in app.session_state["memory"].pages


def test_numbers_and_choices_are_written_in_the_language_of_the_reader(opened: Opened) -> None:
    app = press(
        opened("editor", {"case": "wtpf13", "lang": "fr"}), words_in("fr").say("editor.start.there.do")
    )
    go(app, "seats")
    columns = json.loads(app.dataframe[0].proto.columns)
    shown_for = {one["value"]: one["label"] for one in columns["kind"]["type_config"]["options"]}
    assert shown_for["private_sector"] == "secteur privé"
    standings = {one["value"]: one["label"] for one in columns["standing"]["type_config"]["options"]}
    assert standings["member_state"] == "État membre"
    assert any(one.options[1:2] == ["État membre"] for one in app.selectbox)
    assert re.search(r"\*\*0,\d+\*\* ", shown(app))
    assert not re.search(r"\*\*0\.\d", shown(app))


def test_the_picture_writes_numbers_in_the_language_of_the_reader() -> None:
    case = load_scenario("wtpf13")
    texts = ["".join(one.itertext()) for one in drawn_of(case, case.issues[0].key, "fr").iter("text")]
    assert [text for text in texts if "0." in text] == []
    assert [text for text in texts if "0," in text]
