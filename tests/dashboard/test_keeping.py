"""What outlives a session: what is handed to the browser, and what of that which comes back is believed."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.editor.edits import put
from dashboard.editor.opening_case import open_shipped
from dashboard.editor.undo_steps import states_back, steps_back
from dashboard.editor.writing_case import to_yaml
from dashboard.frame.browser_keeping import MAX_KEPT, newest
from dashboard.library.cases import MAX_UPLOADS, case_yaml, key_of
from tests.dashboard.conftest import Opened

CLOCK = case_yaml("worked_clock", {})
PACKAGE = case_yaml("worked_package", {})


def script(found: object) -> None:
    from dashboard.frame import browser_keeping

    browser_keeping.take_back(found)


def taken(found: object) -> Any:  # noqa: ANN401 - the memory
    app = AppTest.from_function(script, args=(found,), default_timeout=180).run()
    assert not app.exception, app.exception[0].message
    return app.session_state["memory"]


def press(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label == label).click().run()
    assert not app.exception, app.exception[0].message
    return app


def handed(app: AppTest) -> dict[str, Any]:
    """Return what the page gives to the browser."""

    def look() -> None:
        import streamlit as st

        from dashboard.editor.editor_kept import draft

        st.session_state["looked"] = draft()

    other = AppTest.from_function(look, default_timeout=180)
    other.session_state["memory"] = app.session_state["memory"]
    found: dict[str, Any] = other.run().session_state["looked"]
    return found


def test_a_draft_comes_back_as_it_was_left(opened: Opened) -> None:
    app = press(opened("editor", {"case": "wtpf13"}), "Open it for editing")
    before = dict(app.session_state["memory"].pages["editor"].data)
    app.text_input[0].set_value("").run()
    of = app.session_state["memory"].pages["editor"]
    of.step = "wants"
    back = taken({"draft": handed(app)}).pages["editor"]
    left, kept = dict(of.data), dict(back.data)
    french, unused = kept.pop("translations")["fr"], left.pop("translations")["fr"]
    assert kept == left
    assert french.items() < unused.items()  # the title that was taken away needs no translation any more
    assert back.data["title"] == ""
    assert (back.origin, back.step, back.notes) == (of.origin, "wants", of.notes)
    assert back.has_edits
    assert [state["title"] for _, state in back.past] == [before["title"]]
    assert back.began == of.began


def test_cases_come_back_with_the_one_at_hand() -> None:
    kept = taken({"cases": [CLOCK, PACKAGE], "case": key_of(PACKAGE)})
    assert kept.uploads == {key_of(CLOCK): CLOCK, key_of(PACKAGE): PACKAGE}
    assert kept.case == key_of(PACKAGE)


def test_a_draft_that_another_tab_left_is_offered_and_not_opened() -> None:
    kept = taken({"kept": [{"key": "k", "when": "today, 10:00", "draft": {"text": CLOCK, "title": "T"}}]})
    assert "editor" not in kept.pages
    (one,) = kept.pages["editor.away"].values()
    assert (one.record["text"], one.record["mark"], one.title, one.when) == (CLOCK, "k", "T", "today, 10:00")


def test_it_is_taken_back_once_in_a_session() -> None:
    def twice(first: object, second: object) -> None:
        from dashboard.frame import browser_keeping

        browser_keeping.take_back(first)
        browser_keeping.take_back(second)

    app = AppTest.from_function(
        twice, args=({"cases": [CLOCK]}, {"cases": [PACKAGE]}), default_timeout=180
    ).run()
    assert list(app.session_state["memory"].uploads) == [key_of(CLOCK)]


@pytest.mark.parametrize(
    "found",
    [
        None,
        "text",
        [],
        {"draft": "text", "cases": "text", "case": 5},
        {"draft": {"text": 5}, "cases": [5, None, {}], "case": ["wtpf13"]},
        {"draft": {"text": "a: b"}, "cases": ["a: b"], "case": "../../etc/passwd"},
        {"draft": {"text": "!!python/object/apply:os.system [ls]"}, "cases": ["&a [*a]"], "case": "upload:0"},
        {"draft": {"text": "x" * 1_000_001}, "cases": ["x" * 1_000_001], "case": ""},
        {"draft": {"text": "\ud800"}, "cases": ["\ud800"], "case": "\ud800"},
        {"draft": {"text": CLOCK.replace("schema: 1", "schema: 2")}},
        {"draft": {"text": "", "about": {"title": 5, "n_seats": "x", "points": ["a"], "other": "b"}}},
        {"draft": {"about": "x"}},
        {"kept": "text"},
        {"kept": [5, {}, {"key": "k"}, {"key": "k", "draft": "x"}, {"key": 5, "draft": {"text": CLOCK}}]},
        {"kept": [{"key": "k" * 81, "draft": {"text": CLOCK}}, {"key": "", "draft": {"text": CLOCK}}]},
        {"kept": [{"key": "k", "draft": {"text": ["x"]}}, {"key": "k", "draft": {"text": "", "about": 5}}]},
    ],
)
def test_what_cannot_have_been_kept_is_left_out(found: object) -> None:
    kept = taken(found)
    assert kept.uploads == {}
    assert kept.case == "wtpf13"
    assert "editor" not in kept.pages
    assert "editor.away" not in kept.pages


def test_what_stands_beside_a_draft_is_not_believed() -> None:
    beside = {"origin": 5, "step": "<b>", "notes": ["<b>", 7], "edited": "yes", "first": {"a": 1}, "away": 1}
    of = taken({"draft": {"text": CLOCK, **beside}}).pages["editor"]
    assert (of.origin, of.step, of.notes, of.was_edited, of.began) == ("", "meeting", (), False, None)


def test_no_more_comes_back_than_a_session_may_hold() -> None:
    data = open_shipped("worked_clock").data
    assert data is not None
    texts = [to_yaml(put(data, ("title",), f"Case {n}")) for n in range(MAX_UPLOADS + 5)]
    kept = taken({"cases": texts})
    assert list(kept.uploads.values()) == texts[-MAX_UPLOADS:]


def test_the_newest_cases_are_handed_to_the_browser_up_to_a_limit() -> None:
    texts = ["a" * 900_000, "b" * 900_000, "c" * 900_000]
    assert newest(texts) == texts[1:]
    assert newest([*texts, "é" * 1_000_000]) == ["é" * 1_000_000]
    assert newest(["a" * (MAX_KEPT + 1)]) == []


def test_starting_over_can_be_undone_or_meant(opened: Opened) -> None:
    app = press(opened("editor"), "Make the case")
    app.session_state["memory"].pages["editor"].step = "meeting"
    app.run()
    app.text_input[0].set_value("Mine").run()
    press(app, "Start over")
    assert app.title[0].value == "Make a case of your own, or change one"
    assert "**Mine** (5 delegations), put away just now" in "".join(one.value for one in app.markdown)
    press(app, "Go on with it")
    assert app.title[0].value == "Mine"
    press(app, "Undo")
    assert app.title[0].value == "My case"
    press(press(app, "Start over"), "Forget it")
    assert handed(app) is None
    assert not [one for one in app.button if one.label == "Go on with it"]


def test_a_case_that_came_back_with_edits_is_not_swept_away_by_another_page(opened: Opened) -> None:
    app = opened("editor")
    pages = app.session_state["memory"].pages
    pages |= taken({"draft": {"text": CLOCK, "edited": True}}).pages
    pages["editor.asked"] = "worked_package"
    app.run()
    assert "You asked for" in "".join(one.value for one in app.markdown)


def test_answers_to_the_first_question_are_kept_and_come_back(opened: Opened) -> None:
    app = opened("editor")
    assert handed(app) is None
    app.text_input[1].set_value("no fishing").run()
    given = handed(app)
    assert given["about"] == {**given["about"], "low": "no fishing", "n_seats": 5}
    fresh = opened("editor")
    fresh.session_state["memory"].pages["editor.about"] = taken({"draft": given}).pages["editor.about"]
    fresh.run()  # the fields are there already, empty
    assert fresh.text_input[1].value == "no fishing"
    made = handed(press(app, "Make the case"))
    assert "about" not in made
    assert made["mark"] == given["mark"]


def test_what_was_edited_can_be_undone_and_redone_after_a_reload(opened: Opened) -> None:
    app = press(opened("editor"), "Make the case")
    of = app.session_state["memory"].pages["editor"]
    states = [of.data]
    for title in ("Cod", "Herring", "Eel"):
        of.edit(lambda data, title=title: put(data, ("title",), title))
        states.append(of.data)
    of.edit(lambda data: put(data, ("delegations",), data["delegations"][1:]))
    of.undo()
    back = taken({"draft": json.loads(json.dumps(handed(app)))}).pages["editor"]
    assert [state for _, state in back.past] == states[:-1]
    assert back.data == states[-1]
    back.redo()
    assert len(back.data["delegations"]) == 4
    for state in states[::-1]:
        back.undo()
        assert back.data == state


def test_a_past_that_somebody_made_up_is_no_past() -> None:
    for change in ([["delegations"], 5], [["issues", 0], "x"], [["translations"], {"fr": 5}]):
        of = taken({"draft": {"text": CLOCK, "edited": True, "past": [[change]]}}).pages["editor"]
        before = of.data
        of.undo()
        assert of.data is before
        assert not of.past


@pytest.mark.parametrize(
    ("steps", "taken_back"),
    [
        ([[[["a"] * 3000, 1]]], 0),
        ([[[["a"] * 12, 1]], [[["a"] * 13, 1]]], 1),
        ([[[["l"], [1] * 19_000]], *([[["l", 0], n]] for n in range(50))], 1),
        ([[[["l"], [1] * 19_000]], [[["title"], "x" * 3000]]], 1),
        ([[[["title"], f"{n}"]] for n in range(200)], 100),
        ([[[["title"], json.loads("[" * 500 + "]" * 500)]]], 0),
    ],
    ids=[
        "a long path",
        "a path that is too long",
        "copies of a long list",
        "too much",
        "many",
        "a deep value",
    ],
)
def test_no_more_of_the_past_is_believed_than_is_kept(steps: object, taken_back: int) -> None:
    of = taken({"draft": {"text": CLOCK, "edited": True, "past": steps, "ahead": steps}}).pages["editor"]
    assert len(of.past) == len(of.ahead) == taken_back


def test_the_past_that_a_browser_keeps_has_an_end() -> None:
    now: dict[str, Any] = {"title": "last"}
    states = [{"title": f"{n} " + "x" * 10_000} for n in range(20)]
    steps = steps_back(now, states)
    assert states_back(now, steps) == states[-5:]


def test_edits_of_a_case_with_translations_are_kept_as_long_as_others() -> None:
    now = open_shipped("wtpf13_training").data
    assert now is not None
    states = []
    for n in range(50):
        states.append(now)
        now = put(now, ("delegations", n % 5, "name"), f"No. {n}")
    assert states_back(now, json.loads(json.dumps(steps_back(now, states)))) == states


def test_five_drafts_are_kept_and_the_one_that_is_chosen_comes_back(opened: Opened) -> None:
    app = opened("editor")
    for n in range(7):
        press(app, "Make the case")
        app.session_state["memory"].pages["editor"].edit(lambda data, n=n: put(data, ("title",), f"No. {n}"))
        press(app, "Start over")
    told = [one.value for one in app.markdown if "put away just now" in one.value]
    assert [one.split("**")[1].replace("\\", "") for one in told] == [f"No. {n}" for n in (6, 5, 4, 3, 2)]
    [one for one in app.button if one.label == "Go on with it"][2].click().run()
    assert app.title[0].value.replace("\\", "") == "No. 4"
    press(app, "Start over")
    kept = app.session_state["memory"].pages["editor.away"]
    assert [one.title for one in kept.values()] == [f"No. {n}" for n in (4, 6, 5, 3, 2)]


def test_the_oldest_of_five_drafts_can_be_gone_on_with_when_other_work_is_put_away(opened: Opened) -> None:
    answers = {"key": "a", "when": "in May", "draft": {"text": "", "about": {"title": "Oldest"}}}
    cases = [{"key": f"k{n}", "when": "in June", "draft": {"text": CLOCK, "title": f"{n}"}} for n in range(4)]
    app = opened("editor")
    app.session_state["memory"].pages |= taken({"kept": [*cases, answers]}).pages
    app.text_input[1].set_value("no fishing").run()
    app.button(key="editor.away.back.a").click().run()
    assert not app.exception, app.exception[0].message
    assert [one.value for one in app.text_input][:2] == ["Oldest", ""]
    kept = app.session_state["memory"].pages["editor.away"]
    assert [one.title for one in kept.values()] == ["", "0", "1", "2", "3"]


@pytest.mark.parametrize("name", ["back", "forget"])
@pytest.mark.parametrize("record", [{"text": CLOCK}, {"text": "", "about": {"title": "Cod"}}])
def test_a_second_click_on_a_draft_does_nothing_more(name: str, record: dict[str, Any]) -> None:
    def twice(name: str) -> None:
        from dashboard.editor import editor_kept

        for _ in range(2):
            {"back": editor_kept._go_on, "forget": editor_kept._forget}[name]("k")  # noqa: SLF001 - a click

    app = AppTest.from_function(twice, args=(name,), default_timeout=180)
    app.session_state["memory"] = taken({"kept": [{"key": "k", "when": "today", "draft": record}]})
    app.run()
    assert not app.exception, app.exception[0].message
    pages = app.session_state["memory"].pages
    assert pages["editor.away"] == {}
    assert pages.get("editor.forgotten", []) == (["k"] if name == "forget" else [])


def test_a_second_click_on_making_the_case_leaves_the_case() -> None:
    def twice() -> None:
        from dashboard.editor import editor_about

        for _ in range(2):
            editor_about._make()

    app = AppTest.from_function(twice, default_timeout=180)
    app.session_state["memory"] = taken({"draft": {"text": "", "about": {"title": "Cod"}}})
    app.run()
    assert app.session_state["memory"].pages["editor"].data["title"] == "Cod"


def test_texts_of_a_browser_that_cannot_be_shown_are_mended(opened: Opened) -> None:
    bad = "\ud800bc"
    records = [
        {"key": "k", "when": bad, "draft": {"text": "", "about": {"title": bad}}},
        {"key": "c", "when": bad, "draft": {"text": CLOCK, "title": bad, "origin": bad}},
        {"key": bad, "when": bad, "draft": {"text": CLOCK}},
    ]
    app = opened("editor")
    app.session_state["memory"].pages |= taken({"kept": records}).pages
    app.run()
    assert not app.exception, app.exception[0].message
    assert (
        len([one for one in app.markdown if "**?bc**" in one.value and "last changed ?bc" in one.value]) == 2
    )
    app.button(key="editor.away.back.c").click().run()
    assert not app.exception, app.exception[0].message
    assert "?bc" in app.caption[0].value


def test_a_draft_that_can_no_longer_be_read_is_said_to_be_and_stays(opened: Opened) -> None:
    app = opened("editor")
    entry = {"key": "k", "when": "today", "draft": {"text": "schema: 99", "title": "Old"}}
    app.session_state["memory"].pages |= taken({"kept": [entry]}).pages
    press(app.run(), "Go on with it")
    assert "**Old** can no longer be read" in app.warning[0].value
    assert list(app.session_state["memory"].pages["editor.away"]) == ["k"]
