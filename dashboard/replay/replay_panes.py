"""What stands round the replay on its page: the choice of a run, how usual it is, tables, changes, files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from dashboard.components.copying import show_to_copy
from dashboard.frame import links, navigation
from dashboard.frame.drawn_anew import Looks
from dashboard.frame.escaping import escaped, names_to_choose, plain, plain_values
from dashboard.frame.grid_numbers import number_columns
from dashboard.frame.purpose import show_purpose
from dashboard.frame.seed_field import seed_field
from dashboard.frame.session_state import memory, words
from dashboard.library import cases
from dashboard.replay.ensembles_on_demand import RUNS, Ensembles, TooManyAtOnceError
from dashboard.replay.replay_contract import Replay
from dashboard.replay.replay_tables import Tables, to_csv
from dashboard.work.of_server import workers
from simulation.arrays import FloatArray
from simulation.repeating import for_reader
from simulation.scenario import Scenario
from simulation.version import version

__all__ = [
    "Beside",
    "choose_run",
    "ensembles",
    "offer_ensemble",
    "show_changes",
    "show_files",
    "show_glance",
    "show_link",
    "show_table",
]

_TABLES: Final = ("positions", "memberships", "brackets_row", "text", "power", "log")
_AGAIN: Final = 0.5
"""Seconds until it looks again how far other runs are."""
_PER_RUN: Final = 0.000_08
"""Seconds that one delegation takes for one session of one run, about."""
_TO_BEGIN: Final = 3
"""Seconds until the workers are there."""


@st.cache_resource(show_spinner=False)
def ensembles() -> Ensembles:
    """Return the ensembles of this server."""
    return Ensembles(workers())


def choose_run() -> None:
    """Let the reader choose case and seed."""
    say, kept = words().say, memory()
    titles = cases.titles_of(kept.uploads, kept.language)
    with st.popover(say("replay.choose"), key="replay.choose"):
        keys = list(titles)
        st.selectbox(
            say("term.case"),
            keys,
            index=keys.index(kept.case) if kept.case in keys else 0,
            format_func=names_to_choose(titles, say("editor.untitled")).__getitem__,
            key="replay.case",
            on_change=_take_case,
        )
        seed_field(say("term.seed"), about=say("replay.seed.help"), key="replay.seed", then=_afresh)


def _take_case() -> None:
    memory().case = st.session_state["replay.case"]
    _afresh()


def _afresh() -> None:
    """Begin the replay anew: what was looked at belongs to another run."""
    kept = memory()
    kept.session, kept.selected = None, None
    for name in ("saved_run", "replay"):
        kept.pages.pop(name, None)


def show_link() -> None:
    """Show the link that opens what is seen now."""
    say, kept = words().say, memory()
    with st.popover(say("term.share"), key="replay.share"):
        st.markdown(say("replay.share.about"))
        if kept.case.startswith(cases.UPLOAD):
            st.markdown(say("models.share.file"))
        link = links.Link(
            page="replay",
            case=kept.case,
            seed=kept.seed,
            session=kept.session,
            selected=kept.selected,
            language=kept.language,
        )
        show_to_copy(links.here(link), key="replay.copy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A run, as far as others of the same case are played like it."""

    scenario: Scenario
    seed: int
    weight: FloatArray
    """Of each issue on the main axis, `[I]`."""
    made: str
    """Version that played it."""

    @property
    def is_of_this_version(self) -> bool:
        """Whether other runs, which this version plays, are like it."""
        return self.made == version()


def offer_ensemble(key: str, beside: Beside) -> None:
    """Offer other runs of the same case, or show how far they are; none beside a run of another engine."""
    say, visitor = words().say, memory().visitor
    playing = ensembles().of(key, visitor)
    if playing is not None and not playing.is_over:
        st.fragment(_progress, run_every=_AGAIN)(key, looks=Looks())
        return
    if not beside.is_of_this_version:
        st.caption(escaped(say("replay.usual.version", made=beside.made, version=version())))
        return
    if playing is not None and playing.has_failed:
        st.warning(say("replay.usual.failed"))
    seconds = round(_TO_BEGIN + RUNS * beside.scenario.sessions * len(beside.scenario.delegations) * _PER_RUN)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            say("replay.usual.offer", n=RUNS, seconds=words().counted("replay.usual.seconds", seconds))
        )
        is_asked = st.button(say("replay.usual.play", n=RUNS), key="replay.usual.play")
    show_purpose()
    if is_asked:
        _start(key, beside)


def _start(key: str, beside: Beside) -> None:
    """Have other runs played, or say that they cannot be now."""
    try:
        ensembles().start(
            key,
            beside.scenario,
            visitor=memory().visitor,
            seed=beside.seed,
            sessions=beside.scenario.sessions,
            weight=beside.weight,
        )
    except TooManyAtOnceError:
        st.warning(words().say("replay.usual.full"))
    else:
        st.rerun()


def _progress(key: str, looks: Looks) -> None:
    """Show how many runs are played; draw the page anew when all are."""
    say, visitor = words().say, memory().visitor
    playing = ensembles().of(key, visitor)
    looks.drew(is_news=playing is None or playing.is_over)
    if playing is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        told = say("seat.forecast.progress", done=playing.done, n=playing.asked)
        st.progress(playing.done / playing.asked, text=told)
        cancel, args = ensembles().cancel, (key, visitor)
        if st.button(say("term.cancel"), key="replay.usual.cancel", on_click=cancel, args=args):
            st.rerun()


def show_glance(data: Replay, look_at: Callable[[int], None], asked: int) -> None:
    """Offer what a viewer asks first of a run, with the answers; behind a click, since they tell how it ends.

    Args:
        data: The run.
        look_at: Shows a session in the picture, which the answers then no longer cover.
        asked: How often an answer led to a session. Each time the answers begin anew, closed: a browser would not shut
            them on request if it was so quick that they were never known to be open.
    """
    answers = data.get("glance", [])
    if not answers:
        return
    say = words().say
    with st.popover(say("replay.glance"), key=f"replay.glance.{asked}", on_change="rerun"):
        for answer in answers:
            with st.container(gap="xxsmall"):
                st.markdown(f"**{escaped(answer['ask'])}** {escaped(answer['told'])}")
                if session := answer["session"]:
                    st.button(
                        say("replay.glance.see", s=session),
                        key=f"replay.glance.{answer['kind']}",
                        type="tertiary",
                        on_click=look_at,
                        args=(session,),
                    )


def show_table(data: Replay, session: int) -> None:
    """Show as a table what one of the pictures shows."""
    say, tables = words().say, Tables(data, words())
    chosen = st.segmented_control(
        say("term.as_table"),
        _TABLES,
        format_func=lambda name: say(f"replay.table.{name}"),
        key="replay.table",
    )
    if chosen is None:
        return
    rows: Mapping[str, Callable[[], Sequence[Mapping[str, Any]]]] = {
        "positions": lambda: tables.positions(session),
        "memberships": tables.memberships,
        "brackets_row": tables.brackets,
        "text": lambda: tables.clauses(session),
        "power": lambda: tables.power(session),
        "log": lambda: tables.log(session),
    }
    _place(say(f"replay.table.title.{chosen}", s=session), rows[chosen](), key=f"replay.table.{chosen}")


def _place(title: str, rows: Sequence[Mapping[str, Any]], *, key: str) -> None:
    """Place a table under its title."""
    st.markdown(f"**{escaped(title)}**")
    if rows:
        st.dataframe(
            shown := [plain_values(row) for row in rows],
            column_config=number_columns(shown),
            hide_index=True,
            height="auto",
            key=key,
            alt=plain(title),
        )
    else:
        st.markdown(words().say("replay.table.none"))


def show_changes(data: Replay, pinned: Sequence[int]) -> None:
    """Show what changed between two pinned sessions, in words and in tables."""
    if len(pinned) != 2 or not all(0 <= session <= data["sessions"] for session in pinned):  # noqa: PLR2004 - two are compared
        return
    say = words().say
    first, second = pinned
    changes = Tables(data, words()).changes(first, second)
    st.subheader(say("replay.changes.title", a=first, b=second))
    st.markdown(" ".join(changes.sentences))
    for name, rows in (
        ("groups", changes.groups),
        ("places", changes.places),
        ("clauses", changes.clauses),
    ):
        if rows:
            _place(say(f"replay.changes.list.{name}"), rows, key=f"replay.changes.{name}")


def show_files(data: Replay, report: Callable[[], str], command: str) -> None:
    """Offer the data, the report and the command that repeats the run."""
    say, tables = words().say, Tables(data, words())
    name = f"{data['case']}-{data['seed']}"
    files: tuple[tuple[str, str, Callable[[], str], str], ...] = (
        ("positions", "csv", lambda: to_csv(tables.positions_long()), "text/csv"),
        ("memberships", "csv", lambda: to_csv(tables.memberships_long()), "text/csv"),
        ("report", "html", report, "text/html"),
    )
    with st.container(horizontal=True):
        for kind, suffix, content, mime in files:
            st.download_button(
                say(f"replay.file.{kind}"),
                data=content,
                file_name=f"{name}-{kind}.{suffix}",
                mime=mime,
                key=f"replay.file.{kind}",
                on_click="ignore",
            )
    st.caption(say("replay.file.again"))
    show_to_copy(for_reader(command, words().language), key="replay.again")
    st.markdown(say("replay.limits"))
    show_purpose()
    navigation.door("method", say("replay.limits.door"))
