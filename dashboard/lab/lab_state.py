"""What a visitor has in the lab: the inputs, the last result, and the study that is under way."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from dashboard.frame import links
from dashboard.frame.session_state import in_own_language, memory
from dashboard.lab.case_versions import LETTERS, Inputs, from_link, set_change
from dashboard.lab.study_asked import Asked, ask
from dashboard.work.jobs import TooManyAtOnceError
from dashboard.work.of_server import jobs
from dashboard.work.studies import Studies, StudyJob, StudyTooLargeError, View
from simulation.errors import StudyError
from simulation.scenario import Scenario
from simulation.study import Change, StudySummary, lever_named, pull_all

__all__ = [
    "FULL",
    "QUICK",
    "Lab",
    "Ran",
    "Shown",
    "add",
    "cancel",
    "lab",
    "look",
    "recall",
    "run",
    "set_inputs",
    "view_of",
]

type Shown = Literal["usual", "options", "gains"]
"""Of what a study measured beside how it ends: the text and the process, what ends in the text, who gains."""

QUICK: Final = 200
FULL: Final = 1_000
_PAGE: Final = "lab"
_KINDS: Final[tuple[Shown, ...]] = get_args(Shown.__value__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A result with the inputs that it belongs to."""

    inputs: Inputs
    asked: Asked
    summary: StudySummary
    took: float
    state: str
    """As of a job: `running` as long as more is to come."""


@dataclass(slots=True, kw_only=True)
class Lab:
    """All that the page keeps for one visitor."""

    inputs: Inputs
    visitor: str = field(default_factory=lambda: secrets.token_hex(8))
    letter: str = LETTERS[0]
    """Version that is worked on, and that the headline is about."""
    outcome: str | None = None
    """Outcome that the headline is about; None: the one with most to tell."""
    shown: Shown | None = None
    """What the visitor chose to see beside how it ends; None: that of which there is most to tell."""
    is_link_taken: bool = False
    """Whether the link was looked at by which the session was opened."""
    is_begun: bool = False
    """Whether the page was shown with this case."""
    wanted: int = 0
    """Runs of a study that is to be started as soon as the page knows of what; 0: none is asked for."""
    has_room: bool = False
    """Whether the head keeps the room that it kept for the first answer: nothing moves when that comes."""
    ran: Ran | None = None
    job: StudyJob | None = None
    job_inputs: Inputs | None = None
    job_asked: Asked | None = None
    trouble: tuple[str, str] | None = None
    """Key of a sentence on what went wrong, and its details."""

    dropped: tuple[str, ...] = ()
    """What the link says that cannot be read as a change, until something is changed here."""
    problem: tuple[str, Mapping[str, str]] | None = None
    """Key of a sentence on why what was asked for last could not be added, and its values; None: it could."""
    grid_begun: tuple[Change, ...] = ()
    """Changes of the version when the grid was drawn; what was edited since then is added to them."""
    grid_now: tuple[Change, ...] = ()
    """The same with what was edited."""
    grid_drawn: tuple[str, str] = ("", "")
    """Version and issue of the grid."""
    grid_round: int = 0
    """How often the grid was drawn anew."""

    @property
    def is_stale(self) -> bool:
        """Whether the inputs are others than those of the result."""
        return self.ran is not None and self.ran.inputs != self.inputs

    @property
    def is_running(self) -> bool:
        """Whether a study is under way."""
        return self.job is not None


def lab() -> Lab:
    """Return what this visitor has in the lab; at first what the link says.

    Another case or seed than before starts anew.
    """
    kept = memory()
    found: Lab | None = kept.pages.get(_PAGE)
    if found is None:
        found = kept.pages[_PAGE] = Lab(inputs=Inputs(case=kept.case, seed=kept.seed), visitor=kept.visitor)
        _take_link(found)
    if found.inputs.case != kept.case:
        if found.job is not None:
            cancel(found, jobs())
        found.inputs = Inputs(case=kept.case, seed=kept.seed)
        found.ran, found.job, found.trouble, found.letter = None, None, None, LETTERS[0]
        found.is_begun, found.problem, found.outcome, found.dropped = False, None, None, ()
        _take_link(found)
    if found.inputs.seed != kept.seed:
        found.inputs = Inputs(case=kept.case, seed=kept.seed, versions=found.inputs.versions)
    return found


def _take_link(state: Lab) -> None:
    """Take over changes and view from the link that was opened, once, as soon as its case is at hand."""
    link = links.arrival().link
    if link.page == _PAGE and link.case == state.inputs.case and not state.is_link_taken:
        state.is_link_taken = True
        state.inputs, state.dropped = from_link(link.case, state.inputs.seed, link.changes)
        _take_view(state, link.view)


def view_of(state: Lab) -> str:
    """Return the view in one word, as a link carries it: `A`, or `B-options-adopted`, or `B--adopted`."""
    return "-".join((state.letter, state.shown or "", state.outcome or ""))[:40].rstrip("-")


def _take_view(state: Lab, view: str) -> None:
    letter, _, rest = view.partition("-")
    kind, _, outcome = rest.partition("-")
    state.letter = letter if letter in {version.letter for version in state.inputs.versions} else LETTERS[0]
    state.shown = next((one for one in _KINDS if one == kind), None)
    state.outcome = outcome or None


def set_inputs(state: Lab, inputs: Inputs) -> None:
    """Take other inputs; the last result stays until the next."""
    state.inputs = inputs
    state.trouble, state.dropped = None, ()
    state.letter = inputs.version(state.letter).letter


def add(state: Lab, case: Scenario, changes: Sequence[Change]) -> bool:
    """Add changes to the version that is worked on; return whether they could be.

    Args:
        state: Of the visitor.
        case: The case as it stands.
        changes: What to add; one of a lever that is there already takes its place.
    """
    inputs = state.inputs
    for change in changes:
        named = lever_named(change.lever)
        again = named is not None and named[0].may_repeat
        inputs = set_change(inputs, state.letter, change, again=again)
    wanted = inputs.version(state.letter).changes
    with in_own_language():
        trial = pull_all(case, wanted)
        told = " ".join(dict.fromkeys(str(fault.message) for fault in trial.faults))
    state.problem = None
    if trial.faults:
        state.problem = ("lab.changed.wrong", {"problem": told})
    elif any(wanted[place] in changes for place in trial.idle):
        state.problem = ("lab.changed.idle", {})
    else:
        set_inputs(state, inputs)
    return state.problem is None


def run(state: Lab, studies: Studies, case: Scenario, replications: int) -> None:
    """Start the study of the inputs, in place of one that is under way."""
    if state.job is not None:
        cancel(state, studies)
        state.job = None
    state.trouble, state.has_room = None, state.ran is None
    try:
        with in_own_language():
            asked = ask(state.inputs, case, replications=replications)
            state.job = studies.start(asked.study, visitor=state.visitor)
    except StudyTooLargeError as error:
        state.trouble = ("lab.state.too_large", str(error))
        return
    except StudyError as error:
        state.trouble = ("lab.state.wrong", str(error))
        return
    except TooManyAtOnceError as error:
        state.trouble = ("lab.state.own" if error.is_own else "lab.state.full", "")
        return
    state.job_inputs, state.job_asked = state.inputs, asked
    look(state)


def recall(state: Lab, studies: Studies, case: Scenario) -> None:
    """Take up what this server knows of the inputs already, the most runs first: nothing is played for it."""
    for replications in (FULL, QUICK):
        try:
            with in_own_language():
                asked = ask(state.inputs, case, replications=replications)
                view = studies.known_view(asked.study, visitor=state.visitor)
        except StudyError:
            return  # the inputs are told to be wrong when somebody runs them
        if view is not None and view.summary is not None:
            state.ran = Ran(
                inputs=state.inputs, asked=asked, summary=view.summary, took=view.took, state=view.state
            )
            return


def cancel(state: Lab, studies: Studies) -> None:
    """Call the study off that is under way."""
    if state.job is not None:
        studies.cancel(state.job.key, state.visitor)


def look(state: Lab) -> bool:
    """Take in what the study under way has found; return whether the page has something new to show."""
    job, inputs, asked = state.job, state.job_inputs, state.job_asked
    if job is None or inputs is None or asked is None:
        return False
    view = job.view
    is_new = view.summary is not None and (
        view.state == "done" or _is_better(state.ran, inputs, view.summary)
    )
    if view.summary is not None and is_new:
        state.ran = Ran(inputs=inputs, asked=asked, summary=view.summary, took=view.took, state=view.state)
    if view.is_over:
        state.job = None
        state.trouble = _trouble(view, is_shown=state.ran is not None and state.ran.summary is view.summary)
        return True
    return is_new


def _is_better(ran: Ran | None, inputs: Inputs, summary: StudySummary) -> bool:
    """Return whether figures tell more than those that are shown: of other inputs, or from more runs."""
    if ran is None or ran.inputs != inputs:
        return True
    return summary is not ran.summary and summary.replications >= ran.summary.replications


def _trouble(view: View, *, is_shown: bool) -> tuple[str, str] | None:
    if view.state == "failed":
        return ("lab.state.failed.kept" if is_shown else "lab.state.failed", view.problem)
    if view.state == "cancelled":
        return ("lab.state.cancelled" if is_shown else "lab.state.cancelled.none", "")
    return None
