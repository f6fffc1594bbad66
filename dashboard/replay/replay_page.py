"""The replay: one run, session by session, on one clock."""

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.components.run_pictures import replay
from dashboard.frame.begun_with import opening
from dashboard.frame.case_language import case_language
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.library import cases
from dashboard.library.kept_shelf import run_named
from dashboard.replay import which_run, while_playing
from dashboard.replay.busiest_session import busiest
from dashboard.replay.ensemble import Ensemble
from dashboard.replay.played_runs import Asked, digest_of, is_large, report_on, story_file_on, story_on
from dashboard.replay.replay_contract import Replay
from dashboard.replay.replay_panes import (
    Beside,
    choose_run,
    ensembles,
    offer_ensemble,
    show_changes,
    show_files,
    show_glance,
    show_link,
    show_table,
)
from dashboard.replay.replay_story import show_story
from dashboard.replay.replay_why_not import show_why_not
from dashboard.replay.story_files import Story, StoryFile, story_file, story_of
from dashboard.work.of_server import desk
from simulation.errors import RecordError
from simulation.protocols.parameter_sets import set_told
from simulation.report import choose_axes, render_report
from simulation.scenario import Scenario
from simulation.storage import Manifest, Run
from simulation.version import version
from simulation.words import told_in

__all__ = ["show"]

_NAME: Final = "replay"


@dataclass(slots=True)
class _Seen:
    """What this page remembers for itself.

    The picture moves only where it is told to, not where it is known to be: an answer that comes late would take the
    reader back. So a wish stays as it is until somebody else than the picture changes what is at hand.
    """

    pinned: tuple[int, ...] = ()
    wish: tuple[int | None, str | None, tuple[int, ...]] = (None, None, ())
    """Session, delegation and pinned sessions that the picture was asked to show."""
    told: tuple[int | None, str | None] = (None, None)
    """Session and delegation that it last told of."""
    fresh: bool = False
    """Whether nobody asked for a session when the picture came: then one may guess first."""
    asked: int = 0
    """How often an answer at a glance led to a session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """The run to show: its data, and what else there is of it when it is asked for."""

    data: Replay
    report: Callable[[], str]
    """The page about it."""
    story: Callable[[], Story]
    """It in five scenes."""
    story_file: Callable[[StoryFile], str]
    """A file of these."""
    command: str
    """That repeats it, as a line."""
    case: Scenario
    """The case, as it is told."""
    key: str = ""
    """What tells its ensemble from others; empty: the ensemble ships with it."""
    beside: Beside | None = None
    """What others are played like; None: they ship with it."""
    look: str = ""
    """What to look for, of a worked case."""
    notes: tuple[str, ...] = ()
    """Which set of parameters it drew, if one, and that an earlier version told it, if so."""
    is_drawn: bool = False
    """Whether it drew its parameters."""

    @property
    def is_known(self) -> bool:
        """Whether the reader is told beforehand how it goes, or kept it: there is nothing to guess."""
        kept = memory()
        is_told = kept.pages.get("told_run") == (kept.case, kept.seed)
        return bool(self.look) or is_told or "saved_run" in kept.pages


def show() -> None:
    """Show a run."""
    chosen = _saved() if memory().pages.get("saved_run") else _of_the_case()
    if chosen is None:
        return
    data = chosen.data
    above = st.container()
    with above:
        place = _head(data, chosen.case, chosen.notes)
        if chosen.look:
            st.markdown(escaped(chosen.look))
    session = _picture(chosen)
    if place is not None:  # filled last: the link is to what the picture shows now
        with place:
            show_link()
    if chosen.beside is not None and not data["n_runs"] and data["asked"]:
        offer_ensemble(chosen.key, chosen.beside)
    with st.container(key="replay-told"):  # out of sight as long as somebody guesses: see guess.js
        if data["lead"]:
            st.markdown(f"**{escaped(data['sentences'][-1]['head'])}** {escaped(data['lead'])}")
        if data["asked"] and not chosen.is_drawn:
            st.caption(words().say("replay.median"))
        show_story(data, chosen.case, chosen.story, chosen.story_file)
        show_why_not(data, chosen.case)
    st.subheader(words().say("replay.below"))
    show_table(data, session)
    show_changes(data, _seen().pinned)
    show_files(data, chosen.report, chosen.command)


def _head(data: Replay, case: Scenario, notes: tuple[str, ...]) -> DeltaGenerator | None:
    """Show which run this is, and the ways to another one; return the place of the link to it, if it has one."""
    say, saved = words().say, memory().pages.get("saved_run")
    with st.container(key="replay-head", horizontal=True, vertical_alignment="center"):
        with st.container(gap="xxsmall"):
            st.title(escaped(data["title"]), anchor=False)
            n = data["n_runs"]
            made = say("replay.made" if n else "replay.made.alone", seed=data["seed"], n=n)
            kept = f" {escaped(say('replay.saved', name=saved))}" if saved else ""
            written = case_language(words(), case)
            st.caption(f"{say('replay.basis.' + data['nature'])} {made}{kept} {written}".rstrip())
            for note in notes:
                st.caption(escaped(note))
        if saved:
            st.button(say("replay.saved.back"), key="replay.saved.back", on_click=_leave_saved)
        show_glance(data, _look_at, _seen().asked)
        choose_run()
        return None if saved else st.container(width="content")


def _leave_saved() -> None:
    memory().pages.pop("saved_run", None)


def _picture(chosen: _Chosen) -> int:
    """Show the replay and return the session that the reader looks at."""
    kept, seen, data = memory(), _seen(), chosen.data
    key = f"replay.picture.{data['case']}.{data['seed']}.{data['run']}.{chosen.key}"
    session, selected, pinned = _wish(data, is_new=key not in st.session_state)
    shown = {name: part for name, part in data.items() if name != "guess" or not chosen.is_known}
    result = replay(
        shown,
        key=key,
        session=session,
        selected=selected,
        pinned=pinned,
        fresh=seen.fresh,
        asked=seen.asked,
    )
    is_other = result.selected != kept.selected
    kept.session, kept.selected, seen.pinned = result.round, result.selected, result.pinned
    seen.told = (kept.session, kept.selected)
    if is_other and not data["reasons"]["all"]:
        st.rerun()
    return busiest(data) if kept.session is None else min(max(kept.session, 0), data["sessions"])


def _wish(data: Replay, *, is_new: bool) -> tuple[int | None, str | None, tuple[int, ...]]:
    """Return what to ask the picture to show: what is at hand, where that is not what the picture itself told of."""
    kept, seen = memory(), _seen()
    session, selected, pinned = seen.wish
    if is_new or kept.session != seen.told[0]:
        session = busiest(data) if kept.session is None else kept.session
    if is_new or kept.selected != seen.told[1]:
        selected = kept.selected
    if is_new:
        pinned, seen.fresh = seen.pinned, kept.session is None and kept.selected is None
    known = {item["id"] for item in data["delegations"]}
    session = None if session is None else min(max(session, 0), data["sessions"])
    selected = selected if selected in known else None
    pinned = tuple(place for place in pinned if place <= data["sessions"])
    seen.wish = (session, selected, pinned)
    return seen.wish


def _look_at(session: int) -> None:
    """Ask the picture for a session, also for one that it was asked for before."""
    kept, seen = memory(), _seen()
    kept.session, seen.told = session, (None, seen.told[1])
    seen.asked += 1


def _seen() -> _Seen:
    found: _Seen = memory().pages.setdefault(_NAME, _Seen())
    return found


def _saved() -> _Chosen | None:
    """Return the kept run that was chosen in the library; say so if it cannot be shown."""
    name = str(memory().pages["saved_run"])
    try:
        with in_own_language():
            run = run_named(opening().runs, name, memory().language)
    except RecordError as error:
        say = words().say
        st.title(say("replay.title"))
        st.warning(escaped(say("replay.saved.lost", problem=error)))
        st.button(say("replay.saved.back"), key="replay.saved.back", on_click=_leave_saved)
        return None
    return _of_the_shelf(run)


def _of_the_shelf(run: Run) -> _Chosen:
    """Return a kept run with what is known of others like it."""
    kept, digest, manifest = memory(), digest_of(run), run.manifest
    language = kept.language
    beside = Beside(
        scenario=run.scenario,
        seed=manifest.seed,
        weight=choose_axes(run).weight,
        made=manifest.versions["delegation-sim"],
    )
    ensemble = _ensemble(digest) if beside.is_of_this_version else None
    selected = kept.selected if is_large(run) else None
    data = which_run.replay_of(digest, kept.language, selected, run, ensemble)

    def report() -> str:
        with told_in(kept.language):
            return render_report(run)

    return _Chosen(
        data=data,
        report=report,
        story=lambda: story_of(run, language),
        story_file=lambda kind: story_file(run, language, kind),
        command=manifest.command_line,
        case=run.scenario,
        key=digest,
        beside=beside,
        notes=tuple(_notes(run.manifest)),
        is_drawn=run.manifest.drawn is not None,
    )


def _notes(manifest: Manifest) -> Iterator[str]:
    if manifest.drawn is not None:
        with told_in(memory().language):
            told = set_told(manifest.drawn)
        yield told
    if manifest.is_prose:
        yield words().say("folder.run.prose")


def _ensemble(digest: str) -> Ensemble | None:
    found = ensembles().of(digest, memory().visitor)
    return None if found is None else found.ensemble


def _of_the_case() -> _Chosen | None:
    """Return the run of the case at hand: as it ships if it does, else played now; None, and why: it cannot be."""
    kept = memory()
    scenario = cases.scenario_of(kept.case, kept.uploads, kept.language)
    name = kept.case if not kept.case.startswith(cases.UPLOAD) else cases.file_name(scenario.key)
    command = tuple(which_run.command_of(name, kept.seed))
    asked = Asked(scenario=scenario, seed=kept.seed, language=kept.language, command=command)

    def report() -> str:
        return report_on(asked, desk())

    def story() -> Story:
        ready = None if shown is None else which_run.read_story(kept.case, kept.language)
        return ready or story_on(asked, desk())

    def file_of(kind: StoryFile) -> str:
        return story_file_on(asked, kind, desk())

    shown = which_run.read_shown(kept.case, kept.language) if kept.seed == which_run.SEED else None
    look = words().part("replay.look.").get(kept.case, "")
    chosen = partial(_Chosen, report=report, story=story, story_file=file_of, case=scenario, look=look)
    if shown is not None:
        return chosen(data=shown, command=shlex.join(command))
    played = while_playing.wait_for_run(asked)
    if played is None:
        return None
    ensemble = _ensemble(played.digest)
    selected = kept.selected if played.is_large else None
    told = (
        played
        if ensemble is None and selected is None
        else while_playing.wait_for_run(asked, ensemble, selected)
    )
    beside = Beside(scenario=scenario, seed=kept.seed, weight=played.weight, made=version())
    return chosen(data=(told or played).data, command=played.command, key=played.digest, beside=beside)
