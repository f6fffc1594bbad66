"""From the first question to a played case of one's own: who could sign what, a run in place, undo and redo."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.editor.editor_about import wrong_with
from dashboard.editor.edits import put
from dashboard.editor.preview import preview
from dashboard.editor.signing_strips import MARKS, strips
from dashboard.editor.starting_case import About
from dashboard.frame.language import words_in
from simulation.arrays import ATOL
from simulation.engine.batch import simulate_batch
from simulation.engine.simulate import load_scenario
from tests.dashboard.test_editor import Opened, field, go, laid, press, shown
from tests.spoken_for import BY_CASE

NAMES = (
    "What they are called, one per line, from those nearest to the first side to those nearest to the other"
)
ANSWERS = {
    "The matter, in a few words": "Fishing in the bay",
    "What one side wants": "no fishing",
    "What the other side wants": "free fishing",
}


@pytest.fixture
def fish(opened: Opened) -> AppTest:
    app = opened("editor")
    for label, text in ANSWERS.items():
        field(app, "text_input", label).set_value(text).run()
    field(app, "text_area", "What they are, one per line").set_value("Catch\nInspectors\nFirst year").run()
    names = field(app, "text_area", NAMES)
    names.set_value("Aland\nBorland\n\nCirland\nDorland\nEland").run()
    return press(app, "Make the case")


def test_a_few_answers_make_a_case_in_ones_own_words_that_can_be_played(fish: AppTest) -> None:
    assert fish.title[0].value == "Fishing in the bay"
    assert laid(fish).step == "wants"
    assert "Nothing to fix." in shown(fish)
    told = "the label of the middle way, words of clauses, made from the labels"
    assert f"It still has words of the starting case: {told}." in shown(fish)


def test_points_that_share_their_wordings_are_told_with_the_way_there(fish: AppTest) -> None:
    assert "**Inspectors** and **First year** still have the wordings of **Catch**" in shown(fish)
    go_there = field(fish, "button", "Go to: Issues and wordings")
    go_there.click().run()
    assert (laid(fish).step, laid(fish).issue) == ("issues", "Inspectors")
    for number, issue in enumerate(laid(fish).data["issues"]):
        label = f"way {number}"
        laid(fish).edit(
            lambda data, at=number, to=label: put(data, ("issues", at, "options", 1, "label"), to)
        )
        assert issue["options"][1]["label"] == "a middle way"
    fish.run()
    assert "still ha" not in shown(fish).replace("still has words", "")


def test_what_holds_today_is_chosen_by_the_words_that_were_typed(opened: Opened) -> None:
    app = opened("editor")
    field(app, "text_input", "What one side wants").set_value("no *fishing*").run()
    assert field(app, "radio", "What holds today, as long as nothing is agreed?").options == [
        "no \\*fishing\\*",
        "A way between (you name it below)",
        "What the other side wants (you name it below)",
    ]
    field(app, "radio", "What holds today, as long as nothing is agreed?").set_value("high").run()
    field(app, "text_input", "What the other side wants").set_value("free fishing").run()
    assert field(app, "radio", "What holds today, as long as nothing is agreed?").value == "high"


def test_who_was_named_in_which_order_is_told_where_they_are_listed(fish: AppTest) -> None:
    go(fish, "seats")
    assert "They stand in the order in which you named them" in shown(fish)


def test_more_names_than_were_asked_for_count_and_it_is_said(opened: Opened) -> None:
    app = opened("editor")
    names = "\n".join(f"Seat {n}" for n in range(7))
    field(app, "text_area", NAMES).set_value(names).run()
    assert "7 delegations are named: there will be 7." in shown(app)
    assert len(laid(press(app, "Make the case")).data["delegations"]) == 7


def test_a_number_that_cannot_be_is_told_beside_its_field_and_nothing_else_is_lost(opened: Opened) -> None:
    app = opened("editor")
    field(app, "text_input", "What one side wants").set_value("no fishing").run()
    field(app, "number_input", "How many delegations").set_value(400).run()
    assert "400 delegations. Valid: 3 to 30; you can add more later." in shown(app)
    assert field(app, "number_input", "How many delegations").value == 400
    assert field(app, "text_input", "What one side wants").value == "no fishing"
    assert field(app, "button", "Make the case").disabled
    field(app, "number_input", "How many delegations").set_value(4).run()
    assert len(laid(press(app, "Make the case")).data["delegations"]) == 4


@pytest.mark.parametrize(
    ("about", "where"),
    [
        (About(n_points=0), "points"),
        (About(points=("a", "b", "a")), "points"),
        (About(points=("x" * 201,)), "points"),
        (About(n_seats=2), "seats"),
        (About(seats=("Aland", "Aland")), "seats"),
    ],
)
def test_what_cannot_be_made_into_a_case_is_told_where_it_stands(about: About, where: str) -> None:
    assert list(wrong_with(about)) == [where]


def test_playing_once_says_which_clause_closed_when_and_who_held_the_others(fish: AppTest) -> None:
    button = field(fish, "button", "Play it once")
    assert button.proto.type == "primary"
    press(fish, "Play it once")
    case = laid(fish).checked.scenario
    closed = simulate_batch(case, seed=1, replications=[0]).closed_at[0]
    lines = next(one.value for one in fish.markdown if one.value.startswith("- **1")).splitlines()
    assert len(lines) == 3
    for line, closed_at in zip(lines, closed.tolist(), strict=True):
        told = f"agreed in session {closed_at + 1}," if closed_at >= 0 else "still open at the end"
        assert told in line
    assert any("held open by" in line for line in lines)
    press(fish, "Play it once more")
    assert laid(fish).once.seed == 2


def test_the_run_that_was_played_is_the_one_to_watch(fish: AppTest) -> None:
    press(fish, "Play it once")
    press(fish, "Play it once more")
    next(one for one in fish.button if one.label == "Watch the whole run").click().run()
    assert not fish.exception
    kept = fish.session_state["memory"]
    assert kept.seed == 2
    assert kept.uploads[kept.case] == kept.pages["editor"].checked.text
    assert kept.pages["told_run"] == (kept.case, 2)


def test_undone_edits_are_made_again_one_by_one_until_something_else_is_edited(fish: AppTest) -> None:
    go(fish, "meeting")
    for title in ("Cod", "Herring"):
        field(fish, "text_input", "Title of the case").set_value(title).run()
        field(fish, "number_input", "Sessions").set_value(len(title)).run()
    for _ in range(3):
        press(fish, "Undo")
    assert (laid(fish).data["title"], laid(fish).data["sessions"]) == ("Cod", 8)
    press(fish, "Redo")
    press(fish, "Redo")
    assert (laid(fish).data["title"], laid(fish).data["sessions"]) == ("Herring", 3)
    press(fish, "Undo")
    field(fish, "text_input", "Title of the case").set_value("Eel").run()
    assert field(fish, "button", "Redo").disabled


def test_what_is_wrong_stands_below_the_field_that_it_is_about(fish: AppTest) -> None:
    field(fish, "number_input", "Position").set_value(1.7).run()
    told = [one.value.replace("\\", "") for one in fish.caption if ":material/warning:" in one.value]
    assert [one for one in told if "mean of position is 1.7, above 1. Valid: a number from 0 to 1" in one]
    assert len(told) == 1
    assert field(fish, "number_input", "Position").value == 1.7


def test_numbers_are_told_with_the_wordings_that_they_mean(fish: AppTest) -> None:
    everything = shown(fish).replace("\\", "")
    assert "Aland 0.1: nearer “no fishing” than “a middle way”" in everything
    told = "It could sign “no fishing”. It could sign “a middle way”, but would rather have no text."
    assert f"{told} It could not sign “free fishing”." in everything
    assert "This matters much to it (0.8)." in everything
    field(fish, "number_input", "Position").set_value(1.0).run()
    assert "It would write: “free fishing”." in shown(fish)


def test_who_could_sign_what_follows_the_fields(fish: AppTest) -> None:
    assert "On 2 issues of 3 there is a wording that no red line stops." in shown(fish)
    assert (
        "**First year**: at the likeliest positions every wording crosses a red line; “a middle way” comes nearest, "
        "but not for Aland, Eland" in (shown(fish))
    )
    assert "**Catch**, **Inspectors**: even “a middle way” is worse than no text for Aland." in shown(fish)
    desk = laid(fish)
    desk.issue = "First_year"
    fish.run()
    for name in ("Aland", "Eland"):
        field(fish, "selectbox", "Delegation").set_value(name).run()
        field(fish, "number_input", "Red line, low").set_value(0.0).run()
        field(fish, "number_input", "Red line, high").set_value(1.0).run()
    assert "On 3 issues of 3 there is a wording that no red line stops." in shown(fish)


@pytest.mark.parametrize("name", BY_CASE)
def test_everybody_answers_to_every_wording_once(name: str) -> None:
    seen = preview(load_scenario(name))
    everybody = list(range(len(seen.scenario.delegations)))
    decides = {place for place in everybody if seen.first.decides[place]}
    for issue in seen.scenario.issues:
        answers = seen.answers(issue.key)
        assert [one.option.position for one in answers] == sorted(one.position for one in issue.options)
        wanting: set[int] = set()
        for one in answers:
            parts = [getattr(one, part) for part in MARKS]
            assert sorted(place for part in parts for place in part) == everybody
            assert set(one.refuses) <= decides
            assert not set(one.unheard) & decides
            assert one.refuses or not one.is_stopped
            assert one.loses or one.verdict != "worse"
            wanting |= set(one.wants)
        stands = {one.key for one in seen.stands(issue.key) if one.signs and one.position is not None}
        assert {seen.scenario.delegations[place].key for place in wanting} == stands


def test_hostile_names_are_text_in_the_strips() -> None:
    seen = preview(load_scenario("worked_package"))
    names = ["<script>alert(1)</script>", *("x" for _ in seen.scenario.delegations[1:])]
    given = [("<b>", seen.answers(seen.scenario.issues[0].key))]
    drawn = strips(given, names, words_in("en").part("editor."), width=358, title="T", alt="A")
    assert "<script" not in str(drawn)
    assert "&lt;script&gt;" in str(drawn)


def test_no_name_is_cut_in_the_strips_that_a_line_holds() -> None:
    seen = preview(load_scenario("worked_package"))
    known = ["Students’ council of the upper school", "Teachers", "Head of school", "Parents", "Neighbours"]
    names = known[: len(seen.scenario.delegations)]
    label = "phones stay switched off in the bag, except where a teacher asks for them in a lesson"
    answers = [
        replace(one, option=one.option.model_copy(update={"label": label}))
        for one in seen.answers(seen.scenario.issues[0].key)
    ]
    english = words_in("en").part("editor.")
    picture = strips([("A point", answers)], names, english, width=300, title="T", alt="A")
    drawn = ET.fromstring(str(picture))  # noqa: S314 - our own drawing
    shown = " ".join(" ".join(one.itertext()) for one in drawn.iter("text"))
    assert "…" not in shown
    assert label in " ".join(shown.split())
    right = [float(box.get("x", 0)) + float(box.get("width", 0)) for box in drawn.iter("rect")]
    assert max(right) <= 300
    assert all(shown.count(name) == len(answers) for name in names)


@pytest.mark.parametrize("name", BY_CASE)
def test_whoever_would_rather_have_no_text_is_below_the_least_that_the_engine_lets_it_take(name: str) -> None:
    seen = preview(load_scenario(name))
    for number, issue in enumerate(seen.scenario.issues):
        options = [option.key for option in issue.options]
        quo = issue.status_quo
        for one in seen.answers(issue.key):
            gain = seen.first.gain[:, number, options.index(one.option.key)]
            for row in (*one.wants, *one.lives):
                is_instructed = seen.first.is_instructed[row, number]
                assert gain[row] >= seen.first.limit[row, number] - ATOL or not is_instructed
            assert all(gain[row] < seen.first.limit[row, number] for row in one.loses)
            if one.option.key == quo and one.option.kind == "text":
                assert not one.loses
