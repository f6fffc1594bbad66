"""What would it have taken? For a clause that is not in the text: the smallest change that brings it there."""

import time
from typing import Final

import streamlit as st

from dashboard.frame import links
from dashboard.frame.drawn_anew import Looks
from dashboard.frame.escaping import bulleted, escaped, plain_values
from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.lab.study_progress import lasting
from dashboard.library import cases
from dashboard.replay.replay_contract import Replay
from dashboard.work.errands import Errand
from dashboard.work.of_server import errands
from simulation.scenario import Scenario, scenario_hash
from simulation.study import (
    WhyNot,
    basis_told,
    fates_told,
    limits_told,
    row_told,
    smallest_change,
    why_not_told,
)
from simulation.words import Said

__all__ = ["left_out", "show_why_not"]

_ADOPTED: Final = "adopted"
_AGAIN: Final = 0.5
_KEPT: Final = "replay.why_not"
_OTHERS: Final = 6
"""Changes that are shown beside the answer."""


def left_out(data: Replay) -> list[str]:
    """Return the keys of the issues of which a clause is not in the text, in the order of the case."""
    keys = [axis["issue"] for axis in data["axes"]["y"]]
    missing = {
        clause["issue"]
        for clause in data["clauses"]
        if clause["final"] is None or clause["final"]["status"] != _ADOPTED
    }
    return [key for place, key in enumerate(keys) if place in missing]


def show_why_not(data: Replay, case: Scenario) -> None:
    """Ask for a clause that is not in the text, look for what it would have taken, and tell what was found."""
    say, issues = words().say, left_out(data)
    if not issues or data.get("live") is not None:
        return
    st.subheader(say("replay.why_not"), anchor=False)
    names = {one.key: one.name for one in case.issues}
    st.caption(say("replay.why_not.about"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        issue = st.selectbox(
            say("replay.why_not.which"),
            issues,
            format_func=plain_values({key: names[key] for key in issues}).__getitem__,
            key=f"replay.why_not.which.{data['case']}.{data['seed']}",
        )
        about = (scenario_hash(case), data["seed"], issue)
        errand = _errand(about)
        is_busy = errand is not None and not errand.is_over
        is_asked = st.button(say("replay.why_not.ask"), key="replay.why_not.ask", disabled=is_busy)
    if is_asked:
        _ask(case, data["seed"], about)
    elif errand is not None:
        _show(errand)


def _errand(about: tuple[str, int, str]) -> Errand | None:
    asked, errand, _ = memory().pages.get(_KEPT, (None, None, 0.0))
    return errand if asked == about else None


def _ask(case: Scenario, seed: int, about: tuple[str, int, str]) -> None:
    visitor = memory().visitor
    started = errands().start(
        smallest_change, (visitor, "why_not"), visitor, case=case, issue=about[-1], seed=seed
    )
    if started is None:
        st.warning(words().say("replay.usual.full"))
        return
    memory().pages[_KEPT] = (about, started, time.monotonic())
    st.rerun()


def _show(errand: Errand) -> None:
    say, found = words().say, errand.latest
    if not errand.is_over:
        st.fragment(_look, run_every=_AGAIN)(
            errand, found.done if isinstance(found, WhyNot) else 0, looks=Looks()
        )
    elif errand.has_failed and not errand.is_called_off:
        st.warning(escaped(errand.problem or say("replay.why_not.failed")))
    if isinstance(found, WhyNot):
        with st.container(key="replay-why-not"):
            _told(found)


def _look(errand: Errand, shown: int, looks: Looks) -> None:
    """Look again by itself; draw the page anew when there is something new."""
    say, found = words().say, errand.latest
    done = found.done if isinstance(found, WhyNot) else 0
    looks.drew(is_news=errand.is_over or done != shown)
    told = say("seat.debrief.first")
    if isinstance(found, WhyNot):
        passed = time.monotonic() - memory().pages[_KEPT][-1]
        left = lasting(passed * (found.total - found.done) / max(1, found.done))
        n = words().count
        told = say("lab.state.progress", done=n(found.done), asked=n(found.total), left=left)
    st.progress(min(1.0, done / max(1, found.total)) if found else 0.0, text=told)
    if st.button(say("term.cancel"), key="replay.why_not.cancel", on_click=errand.cancel):
        st.rerun()


def _told(found: WhyNot) -> None:
    own, answer = words(), found.answer
    with in_own_language():
        head, basis, limits = (str(told(found)) for told in (why_not_told, basis_told, limits_told))
        lists = {
            "why_not.fates": fates_told(found),
            "why_not.enough": [row_told(found, one) for one in found.enough if one is not answer],
            "why_not.close": [row_told(found, one) for one in found.nearest],
        }
        told = {
            str(Said(key)): [f"{share}: {change}" for share, change in rows[:_OTHERS]]
            for key, rows in lists.items()
            if rows
        }
    st.markdown(f"**{escaped(head)}**")
    if not found.is_over:
        return
    if (
        answer is not None
        and not memory().case.startswith(cases.UPLOAD)
        and "saved_run" not in memory().pages
    ):
        link = links.Link(
            page="lab",
            case=memory().case,
            seed=found.seed,
            changes=tuple(map(str, answer.changes)),
            language=own.language,
        )
        st.link_button(own.say("replay.why_not.lab"), links.here(link))
    for heading, rows in told.items():
        st.markdown(f"{escaped(heading)}\n\n" + bulleted(rows))
    st.caption(escaped(f"{basis} {limits}"))
