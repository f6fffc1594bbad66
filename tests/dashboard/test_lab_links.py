"""Links to the lab: what they bring back, and what they say that is not here."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from dashboard.lab.case_versions import Inputs
from dashboard.library.cases import as_yaml, key_of
from simulation.engine.simulate import load_scenario
from simulation.study.pulling import pull_all
from simulation.study.study import Change
from tests.dashboard.lab_page import click, finished, lab_of, played, texts_of

type Opened = Callable[..., AppTest]

CASE = "worked_clock"
ENGLISH = words_in("en")


def test_the_link_brings_changes_seed_and_view_back(opened: Opened) -> None:
    query = {
        "case": CASE,
        "change": ["A: sessions=3", "B: sessions=4"],
        "seed": "7",
        "view": "B-gains-sessions",
    }
    at = played(opened("lab", query=query))
    state = lab_of(at)
    assert (state.letter, state.shown, state.outcome, state.inputs.seed) == ("B", "gains", "sessions", 7)
    assert state.ran is not None
    assert state.ran.summary.seed == 7
    (link,) = [text.value for text in at.text if "/lab?" in text.value]
    for part in ("case=worked_clock", "change=A%3A+sessions%3D3", "seed=7", "view=B-gains-sessions"):
        assert part in link


def _other_case() -> str:
    return as_yaml(pull_all(load_scenario(CASE), [Change(lever="sessions", value="7")]).case)


def test_a_link_to_a_case_that_is_not_here_shows_no_other_and_plays_nothing(opened: Opened) -> None:
    key = key_of(_other_case())
    at = opened("lab", query={"case": key, "change": "sessions=4", "seed": "9"})
    for _ in range(2):  # what is told does not go with the next run of the page
        assert [title.value for title in at.title] == [ENGLISH.say("links.wait.title")]
        assert key.removeprefix("upload:")[:12] in at.info[0].value
        assert ENGLISH.say("links.wait.table") in [caption.value for caption in at.caption]
        assert "lab" not in at.session_state["memory"].pages
        at.run()
    finished(click(at, "links.without"))
    assert lab_of(at).inputs == Inputs(case="wtpf13", seed=1)


def test_a_link_to_a_case_that_is_not_here_holds_once_its_file_is(opened: Opened) -> None:
    key = key_of(_other_case())
    at = opened("lab", query={"case": key, "change": "sessions=4", "seed": "9", "view": "A-gains"})
    other = as_yaml(load_scenario(CASE))
    at.file_uploader(key="links.upload").set_value(("x.yaml", other.encode(), "application/yaml")).run()
    assert "is a different case" in texts_of(at)
    mine = ("y.yaml", _other_case().encode(), "application/yaml")
    at.file_uploader(key="links.upload").set_value(mine).run()
    assert not at.exception
    state = lab_of(at)
    assert (state.inputs.case, state.inputs.seed, state.shown) == (key, 9, "gains")
    assert [str(change) for change in state.inputs.versions[0].changes] == ["sessions=4"]


def test_what_a_link_says_that_is_no_change_is_listed_until_something_is_changed(opened: Opened) -> None:
    changes = ["E: sessions=3", "sessions=4"]
    at = finished(opened("lab", query={"case": CASE, "change": changes}))
    assert "left out: E: sessions=3" in texts_of(at)
    click(at, "lab.remove.0")
    assert "left out" not in texts_of(at)
