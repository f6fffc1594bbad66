"""The page of whoever runs a training: papers to take, groups to enter and to debrief."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from dashboard.frame.session_state import Memory
from dashboard.training.entered_results import as_text, enter, results_of, state, take_back, texts
from dashboard.training.training_page import ground_of, zipped_papers
from dashboard.training.training_told import agents, key_of
from simulation.report.pack import pack_pages
from simulation.scenario.group_schema import GroupResult
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.pack import load_pack, pack_file
from simulation.scenario.translations.telling import in_language
from simulation.training.group import judge_group
from simulation.training.group.group_told import told_group
from simulation.words import say, told_in
from tests.dashboard.test_escaping_pages import IMAGE, on_page
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]

TRAINING = next(key for key in shipped_scenarios() if pack_file(key) is not None)
CASE = load_scenario(TRAINING)


def texts_of(at: AppTest) -> str:
    cells = [
        str(cell) for table in at.table for cell in (*table.value.columns, *table.value.to_numpy().ravel())
    ]
    return "\n".join([*on_page(at), *cells]).replace("\\", "")


def chosen(at: AppTest) -> AppTest:
    """Choose the training case."""
    box = at.selectbox(key="training.case")
    return at if box.value == TRAINING else box.set_value(TRAINING).run()


def field(at: AppTest, end: str) -> Any:  # noqa: ANN401 - a field of Streamlit's test
    return next(box for box in at.selectbox if str(box.key).endswith(end))


def enter_one(at: AppTest, name: str = "Table 1") -> AppTest:
    """Enter a group: the first draft on every question, and the first seat objects."""
    next(box for box in at.text_input if str(box.key).endswith(".name")).set_value(name)
    for issue in CASE.issues:
        field(at, f".issue.{issue.key}").set_value(issue.draft)
    field(at, f".seat.{CASE.delegations[0].key}").set_value("objected")
    done = next(button for button in at.button if str(button.key).endswith(".keep")).click().run()
    assert not done.exception
    return done


def test_the_ground_of_a_case_is_worked_out_once_for_all_who_have_it() -> None:
    first = ground_of(CASE)
    assert ground_of(load_scenario(TRAINING)) is first
    assert ground_of(load_scenario(TRAINING, overrides={"sessions": CASE.sessions - 1})) is not first


def test_the_command_that_is_shown_plays_the_runs_of_the_page(opened: Opened) -> None:
    at = enter_one(chosen(opened("training", {"seed": "7"})))
    assert any(code.value.endswith(f"{CASE.key}-groups.yaml --seed 7") for code in at.code)


def group_entered(name: str = "Table 1") -> GroupResult:
    text = {issue.key: issue.draft for issue in CASE.issues}
    return GroupResult(name=name, text=text, objected=(CASE.delegations[0].key,))


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_a_group_that_is_entered_is_debriefed_in_every_language(opened: Opened, language: str) -> None:
    at = enter_one(chosen(opened("training", {"lang": language})))
    shown = texts_of(at)
    case = in_language(CASE, language)
    with told_in(language):
        told = told_group(case, judge_group(case, group_entered()))
        heading = say("groups.part.left")
        assert str(told.head) in shown
        assert heading in shown
        for sentence in (*told.facts, *told.left):
            assert str(sentence) in shown
        for row in told.seats:
            assert str(row.verdict) in shown
        assert words_in(language).say("training.agents.play", n=400) in [button.label for button in at.button]


def test_two_groups_stand_side_by_side_and_one_can_be_corrected_and_taken_out(opened: Opened) -> None:
    at = enter_one(enter_one(chosen(opened("training"))), "Table 2")
    assert "The groups side by side" in texts_of(at)
    at = (
        next(box for box in at.selectbox if str(box.key).startswith("training.correct."))
        .set_value("Table 1")
        .run()
    )
    assert field(at, f".seat.{CASE.delegations[0].key}").value == "objected"
    field(at, f".seat.{CASE.delegations[0].key}").set_value("signed")
    at = next(button for button in at.button if str(button.key).endswith(".keep")).click().run()
    kept = at.session_state["memory"].pages["training"].results[TRAINING]
    assert [group.name for group in kept.groups] == ["Table 1", "Table 2"]
    assert kept.groups[0].signed == (CASE.delegations[0].key,)
    at = (
        next(box for box in at.selectbox if str(box.key).startswith("training.correct."))
        .set_value("Table 2")
        .run()
    )
    at = at.button(key=f"training.remove.{TRAINING}").click().run()
    assert "The groups side by side" not in texts_of(at)


def test_a_second_group_of_the_same_name_is_refused_in_words(opened: Opened) -> None:
    at = enter_one(enter_one(chosen(opened("training"))))
    assert "A second group has the name 'Table 1'" in at.error[0].value.replace("\\", "")
    assert len(at.session_state["memory"].pages["training"].results[TRAINING].groups) == 1


def test_no_name_of_a_group_becomes_markup(opened: Opened) -> None:
    at = enter_one(enter_one(chosen(opened("training")), IMAGE), "Two")
    assert [text for text in on_page(at) if IMAGE in text] == []
    cells = [
        str(cell) for table in at.table for cell in (*table.value.columns, *table.value.to_numpy().ravel())
    ]
    assert [cell for cell in cells if IMAGE in cell] == []
    assert [cell for cell in cells if IMAGE in cell.replace("\\", "")]


def test_runs_of_agents_are_played_when_asked_for(opened: Opened) -> None:
    at = enter_one(chosen(opened("training")))
    at = at.button(key="training.agents.play").click().run()
    assert not at.exception
    kept = at.session_state["memory"]
    playing = agents().of(key_of(CASE, kept.seed), kept.visitor)
    assert playing is not None
    assert playing.wait(60)
    at.run()
    assert not at.exception
    assert playing.whole is not None
    assert playing.whole.n == 400
    assert "Beside 400 runs with agents in every seat (seed 1)" in texts_of(at)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_zip_holds_every_paper_and_is_the_same_bytes_again(language: str) -> None:
    data = zipped_papers(TRAINING, CASE, language)
    assert data == zipped_papers(TRAINING, CASE, language)
    with told_in(language):
        pages = pack_pages(CASE, load_pack(TRAINING))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        found = {name: file.read(name).decode() for name in file.namelist()}
    assert found == {f"{CASE.key}-pack/{path}": page for path, page in pages.items()}


def test_what_was_entered_comes_back_from_the_browser_and_nothing_else_does() -> None:
    kept, back = Memory(), Memory()
    own = state(kept)
    enter(own, TRAINING, CASE, group_entered())
    data = json.loads(json.dumps(texts(own)))
    take_back(data | {"none": "outcome: 1", "worked_clock": "[", "x": 3}, back)
    assert state(back).results == {TRAINING: results_of(own, TRAINING, CASE)}
    assert as_text(results_of(state(back), TRAINING, CASE)) == data[TRAINING]
    strange: list[object] = [None, 3, [], "x", {"a": {"b": 1}}]
    for wrong in strange:
        take_back(wrong, back)
    assert list(state(back).results) == [TRAINING]


@pytest.mark.parametrize(("language", "mark"), [("en", ": "), ("fr", "\u00a0: ")])
def test_each_field_for_a_wording_is_named_by_its_question(opened: Opened, language: str, mark: str) -> None:
    at = chosen(opened("training", {"lang": language}))
    told = in_language(CASE, language)
    for issue in told.issues:
        label = field(at, f".issue.{issue.key}").label
        assert label.startswith(issue.name)
        assert label.endswith(f"{mark}{issue.question}")
