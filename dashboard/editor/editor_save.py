"""The last step of the case editor: what is to be mended, the file, a trial, and taking the case into use."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from dashboard.editor.editor_desk import Desk, say, widget
from dashboard.editor.editor_fields import line
from dashboard.editor.editor_play import hindrance, use
from dashboard.editor.editor_translations import show_translations
from dashboard.editor.preview import unlike_its_source
from dashboard.editor.trial import RUNS, Trial, Trials
from dashboard.editor.writing_case import file_name
from dashboard.frame import navigation
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import memory, words
from dashboard.library.uploaded_tables import table_download
from dashboard.replay.while_playing import wait_for
from dashboard.seat.seats_to_choose import is_playable
from dashboard.work.of_server import desk
from simulation.scenario import Scenario

__all__ = ["show_save", "trials"]

_NAMED: Final = 5


@st.cache_resource(show_spinner=False)
def trials() -> Trials:
    """Return the trials of this server."""
    return Trials(desk())


def show_save(of: Desk) -> None:
    """Show what can be done with the case."""
    checked = of.checked
    excess = hindrance(of)
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    with left:
        line(of, "key", ("key",), most=40)
    with right, st.container(horizontal=True):
        _doors(of, is_playable=excess == "")
    if checked.scenario is None:
        st.caption(say("save.not_yet"))
    elif excess:
        st.warning(escaped(excess))
    elif of.used_as and memory().uploads.get(of.used_as) == checked.text:
        st.markdown(say("save.used"))
        with st.container(horizontal=True):
            if is_playable(of.used_as):
                navigation.door("seat", words().say("shell.page.seat"))
            navigation.door("replay", say("save.replay"))
            navigation.door("lab", say("save.lab"))
    for note in of.notes:
        st.caption(say(note))
    _evidence(of)
    show_translations(of)
    st.subheader(say("head.trial"))
    _trial(of, is_playable=excess == "")
    st.subheader(say("head.file"))
    st.caption(say("file.help", name=escaped(file_name(of.data))))
    with st.expander(say("file.show", n=checked.text.count("\n"))):
        st.code(checked.text, language="yaml", line_numbers=True, height=480)


def _doors(of: Desk, *, is_playable: bool) -> None:
    """Offer the file, the table, and to take the case into use."""
    st.download_button(
        say("save.download"),
        data=of.checked.text,
        file_name=file_name(of.data),
        mime="application/yaml",
        key=widget(of, "download"),
        on_click="ignore",
    )
    if of.checked.scenario is not None:
        _as_table(of, of.checked.scenario)
    st.button(say("save.use"), key=widget(of, "use"), disabled=not is_playable, on_click=lambda: use(of))


def _as_table(of: Desk, scenario: Scenario) -> None:
    """Offer the positions."""
    st.download_button(
        say("save.table"),
        **table_download(scenario, memory().language)._asdict(),
        key=widget(of, "download_table"),
        on_click="ignore",
        help=say("save.table.help"),
    )


def _evidence(of: Desk) -> None:
    """Say which positions were moved away from what their source says."""
    if of.began is None or of.checked.scenario is None:
        return
    moved = unlike_its_source(of.began, of.checked.scenario)
    if moved:
        names = {one.key: one.name for one in of.checked.scenario.delegations}
        issues = {one.key: one.name for one in of.checked.scenario.issues}
        told = [f"{escaped(names[seat])} ({escaped(issues[issue])})" for seat, issue in moved[:_NAMED]]
        st.warning(words().counted("editor.evidence.moved", len(moved), who=words().listed(told)))


def _trial(of: Desk, *, is_playable: bool) -> None:
    """Play the case a few times: enough to see that it runs, not to say how it ends."""
    scenario = of.checked.scenario
    st.caption(say("trial.help", n=RUNS))
    is_asked = st.button(say("trial.do", n=RUNS), key=widget(of, "trial"), disabled=not is_playable)
    if is_asked and scenario is not None:
        trial = wait_for(
            lambda: trials().start(scenario, visitor=memory().visitor),
            doing=say("trial.playing"),
            failed=say("trial.failed"),
        )
        of.tried = of.tried if trial is None else (of.data, trial)
    if of.tried is not None:
        if of.tried[0] is not of.data:
            st.caption(say("trial.before"))
        _told(of.tried[1])


def _told(trial: Trial) -> None:
    endings: Mapping[str, int] = trial.endings
    parts = [
        say("trial.ending", n=number, what=words().say(f"class.{name}")) for name, number in endings.items()
    ]
    st.markdown(f"**{say('trial.result', n=RUNS)}** {words().apart(parts)}.")
    if trial.fewest == trial.most:
        st.caption(words().counted("editor.trial.brackets.same", trial.most, seed=trial.seed))
    else:
        st.caption(say("trial.brackets", low=trial.fewest, high=trial.most, seed=trial.seed))
