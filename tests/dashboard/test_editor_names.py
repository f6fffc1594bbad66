"""Names in the editor may change, be alike or be empty: what was chosen stays chosen, because keys do not change."""

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.library.cases import case_yaml
from tests.dashboard.tab import as_in_a_browser
from tests.dashboard.test_editor import Opened, field, go, laid, press, shown

FIRST = "all stakeholders decide together"
MIDDLE = "a middle way"
LAST = "governments decide"
NOW = "What holds without a text"
DRAFT = "Wording of the first draft"


@pytest.fixture(autouse=True)
def _browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with as_in_a_browser(monkeypatch):
        yield


@pytest.fixture
def fresh(opened: Opened) -> AppTest:
    return go(press(opened("editor"), "Make the case"), "meeting")


def type_over(app: AppTest, old: str, new: str, label: str = "Label") -> None:
    """Type something else where `old` stands, then edit another field: what choices hold is sent again."""
    box = next(one for one in app.text_input if one.label == label and one.value == old)
    box.set_value(new).run()
    step = laid(app).step
    other = {"issues": "The question it asks", "seats": "What everybody may know of it"}.get(step)
    if other:
        field(app, "text_area", other).set_value(f"And then {new}").run()
    app.run()
    assert not app.exception, app.exception[0].message


def issue(app: AppTest) -> Any:  # noqa: ANN401 - plain data
    return laid(app).data["issues"][0]


def ends(app: AppTest) -> tuple[str, str]:
    return issue(app)["status_quo"], issue(app)["draft"]


@pytest.mark.parametrize(("old", "chosen"), [(FIRST, (NOW, "first")), (MIDDLE, (DRAFT, "middle"))])
def test_a_chosen_wording_stays_chosen_when_its_label_changes(
    fresh: AppTest, old: str, chosen: tuple[str, str]
) -> None:
    go(fresh, "issues")
    for text in ("O", "Other words"):
        type_over(fresh, old, text)
        old = text
    label, key = chosen
    assert ends(fresh) == ("first", "middle")
    assert field(fresh, "selectbox", label).value == key
    assert "Other words" in field(fresh, "selectbox", label).options
    assert "Nothing to fix." in shown(fresh)


@pytest.mark.parametrize("keep", [False, True], ids=["uploaded", "brought back by the browser"])
def test_wordings_of_an_imported_case_are_renamed_without_a_trace(opened: Opened, *, keep: bool) -> None:
    app = opened("editor")
    content = case_yaml("worked_package", {}).encode()
    app.file_uploader(key="editor.file").set_value([("mine.yaml", content, "application/yaml")]).run()
    press(app, "Open the file for editing")
    if keep:
        app.session_state["memory"].pages["editor"].was_edited = True
        press(press(app, "Start over"), "Go on with it")
    go(app, "issues")
    before = ends(app)
    for option in list(issue(app)["options"]):
        type_over(app, option["label"], f"New {option['key']}")
    assert ends(app) == before
    assert [one["label"] for one in issue(app)["options"]] == [
        f"New {one['key']}" for one in issue(app)["options"]
    ]
    assert "Nothing to fix." in shown(app)


def test_two_wordings_may_be_called_alike_and_are_still_two(fresh: AppTest) -> None:
    go(fresh, "issues")
    type_over(fresh, MIDDLE, FIRST)
    assert field(fresh, "selectbox", DRAFT).options == [FIRST, f"{FIRST} (2)", LAST]
    assert ends(fresh) == ("first", "middle")
    field(fresh, "selectbox", DRAFT).set_value("middle").run()
    field(fresh, "selectbox", NOW).set_value("middle").run()
    fresh.run()
    assert ends(fresh) == ("middle", "middle")
    assert field(fresh, "selectbox", NOW).value == "middle"


def test_an_emptied_label_is_the_one_thing_to_mend(fresh: AppTest) -> None:
    go(fresh, "issues")
    type_over(fresh, FIRST, "")
    assert ends(fresh) == ("first", "middle")
    assert field(fresh, "selectbox", NOW).value == "first"
    assert "the place 0 on the axis" in field(fresh, "selectbox", NOW).options
    assert [placed.path for placed in laid(fresh).checked.problems] == [("issues", 0, "options", 0, "label")]
    type_over(fresh, "", "Back again")
    assert "Nothing to fix." in shown(fresh)
    assert ends(fresh) == ("first", "middle")


def test_undo_brings_the_old_label_back_and_leaves_the_choice(fresh: AppTest) -> None:
    go(fresh, "issues")
    next(one for one in fresh.text_input if (one.label, one.value) == ("Label", FIRST)).set_value(
        "Other words"
    ).run()
    press(fresh, "Undo")
    fresh.run()
    assert issue(fresh)["options"][0]["label"] == FIRST
    assert field(fresh, "selectbox", NOW).value == "first"
    assert laid(fresh).past == []


def test_a_renamed_issue_stays_the_one_that_is_shown(fresh: AppTest) -> None:
    go(fresh, "issues")
    field(fresh, "text_input", "Name of the new issue").set_value("Who pays")
    press(fresh, "Add it")
    type_over(fresh, "Who pays", "What is covered", "Name of the issue")
    assert field(fresh, "selectbox", "Issue").options[::3] == ["What is covered", "What is covered (2)"]
    assert field(fresh, "selectbox", "Issue").value == "Who_pays"
    assert [one["name"] for one in laid(fresh).data["issues"]][::3] == ["What is covered"] * 2


def test_a_renamed_delegation_stays_the_one_that_is_shown_and_keeps_its_veto(fresh: AppTest) -> None:
    field(fresh, "selectbox", "How it decides").set_value("veto").run()
    field(fresh, "multiselect", "Who may veto").set_value(["Delegation_B"]).run()
    go(fresh, "seats")
    field(fresh, "selectbox", "Delegation").set_value("Delegation_B").run()
    type_over(fresh, "Delegation B", "Delegation A", "Name")
    assert field(fresh, "selectbox", "Delegation").value == "Delegation_B"
    go(fresh, "meeting")
    box = field(fresh, "multiselect", "Who may veto")
    assert (box.value, box.options[:2]) == (["Delegation_B"], ["Delegation A", "Delegation A (2)"])
    fresh.run()
    assert laid(fresh).data["forum"]["decision"]["holders"] == ["Delegation_B"]


def test_what_a_delegation_signs_and_likes_best_outlives_new_labels(fresh: AppTest) -> None:
    go(fresh, "wants")
    field(fresh, "multiselect", "Signs only these wordings").set_value(["first", "middle"]).run()
    field(fresh, "selectbox", "Likes best").set_value("first").run()
    go(fresh, "issues")
    type_over(fresh, FIRST, MIDDLE)
    go(fresh, "wants")
    fresh.run()
    assert field(fresh, "multiselect", "Signs only these wordings").value == ["first", "middle"]
    assert field(fresh, "selectbox", "Likes best").value == "first"
    mandate = laid(fresh).data["delegations"][0]["mandate"]["What_is_covered"]
    assert (mandate["acceptable"], mandate["position"]["mean"]) == (["first", "middle"], 0.0)


def test_a_renamed_clause_stays_the_one_whose_words_are_shown(fresh: AppTest) -> None:
    go(fresh, "issues")
    press(fresh, "Add a clause")
    box = field(fresh, "selectbox", "Clause whose words are shown")
    box.set_value("What_is_covered_2").run()
    next(one for one in fresh.text_input if one.value == "4.").set_value("7 bis").run()
    fresh.run()
    assert field(fresh, "selectbox", "Clause whose words are shown").value == "What_is_covered_2"
    assert any(one.label == r"Words in clause 7 bis" for one in fresh.text_area)


def test_another_language_on_the_page_changes_nothing_in_the_case(fresh: AppTest) -> None:
    for step in ("meeting", "issues", "seats", "wants"):
        go(fresh, step)
        before = laid(fresh).data
        for language in ("fr", "en"):
            field(fresh, "selectbox", "Language" if language == "fr" else "Langue").set_value(language).run()
            fresh.run()
            assert not fresh.exception, fresh.exception[0].message
            assert (laid(fresh).data, laid(fresh).step) == (before, step)


def test_two_open_cases_of_one_title_are_offered_apart(opened: Opened) -> None:
    app = opened("editor")
    press(app, "Make the case")
    press(go(app, "save"), "Use this case")
    press(app, "Start over")
    press(app, "Make the case")
    go(app, "meeting")
    field(app, "text_area", "What is at stake").set_value("Something else.").run()
    press(go(app, "save"), "Use this case")
    press(app, "Start over")
    offered = [one for one in field(app, "selectbox", "Case").options if one.startswith("My case")]
    assert offered == ["My case", "My case (2)"]
