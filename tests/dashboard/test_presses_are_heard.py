"""A press is heard although what a page waits for comes at that moment."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

PATIENCE = 60.0


def lab() -> None:
    import streamlit as st

    from dashboard.frame.drawn_anew import Looks
    from dashboard.lab.case_versions import Inputs
    from dashboard.lab.lab_state import Lab
    from dashboard.lab.study_asked import ask
    from dashboard.lab.study_progress import _show
    from dashboard.work.studies import StudyJob, View
    from simulation import load_scenario

    state = Lab(inputs=Inputs(case="first_hour"))
    asked = ask(state.inputs, load_scenario("first_hour"), replications=1)
    state.job, state.job_inputs, state.job_asked = StudyJob("over", asked.study), state.inputs, asked
    state.job.stands = View(state="cancelled", asked=1)
    st.fragment(_show, run_every=60)(state, looks=Looks())
    st.title(str(st.button("Go on", key="go")))


def training() -> None:
    import streamlit as st

    from dashboard.frame.drawn_anew import Looks
    from dashboard.training.training_told import _progress
    from simulation import load_scenario

    st.fragment(_progress, run_every=60)(load_scenario("first_hour"), looks=Looks())
    st.title(str(st.button("Go on", key="go")))


def models() -> None:
    import streamlit as st

    from dashboard.frame.drawn_anew import Looks
    from dashboard.models.models_page import _progress
    from simulation import load_scenario

    st.fragment(_progress, run_every=60)(load_scenario("first_hour"), 10, 0, looks=Looks())
    st.title(str(st.button("Go on", key="go")))


def replay() -> None:
    import streamlit as st

    from dashboard.frame.drawn_anew import Looks
    from dashboard.replay.replay_panes import _progress

    st.fragment(_progress, run_every=60)("none", looks=Looks())
    st.title(str(st.button("Go on", key="go")))


def editor() -> None:
    import streamlit as st

    from dashboard.frame.browser_keeping import look_again
    from dashboard.frame.drawn_anew import Looks

    st.fragment(look_again, run_every=60)(looks=Looks())
    st.title(str(st.button("Go on", key="go")))


@pytest.mark.parametrize("page", [lab, training, models, replay, editor])
def test_a_press_is_heard_although_what_the_page_waits_for_is_there_while_it_is_drawn(
    page: Callable[[], None],
) -> None:
    app = AppTest.from_function(page, default_timeout=PATIENCE).run()
    assert not app.exception, app.exception[0].message
    app.button(key="go").click().run()
    assert not app.exception, app.exception[0].message
    assert [title.value for title in app.title] == ["True"]
