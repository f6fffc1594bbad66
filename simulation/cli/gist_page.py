"""Shows the gist of a run on one screen: the outcome first, then the text, the groups, and when it turned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from simulation.called import COMMAND
from simulation.cli import languages
from simulation.cli.finished import Finished
from simulation.cli.session_page import print_case
from simulation.cli.terminal import Page, Told
from simulation.protocols.parameter_sets import PROTOCOL, medians_told
from simulation.reasons import Gist, fewer_events
from simulation.scenario import scales_told
from simulation.words import Said, names_joined, numbered, say

__all__ = ["LINES", "Ruler", "print_gist"]

LINES: Final = 25
"""Most lines that it takes: what a terminal shows without a scroll."""
_FEWEST: Final = 2
"""Turning points that are told, unless not even one name of each fate leaves room for so many."""
_ISSUES: Final = 12
"""Most issues of one fate that are named."""
_FEW: Final = 3
"""So many are named before a turning point gives way."""
_HEAD: Final = 13
"""Columns that heads take, about."""
_LOST: Final = 7
"""Columns that a line may lose to a word that goes on to the next, about."""
_REASONED: Final = 3
"""Lines of a sentence below which events go before the reason of who moved most."""
_LONG, _SHORT = 6, 2
"""Lines of a sentence, at most: if there is room, and in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Most:
    """How much is told at most."""

    points: int
    """Turning points."""
    issues: int = _ISSUES
    """Issues of one fate that are named."""
    lines: int = _LONG
    """Lines of a sentence."""

    has_reason: bool = True
    """Whether the reason of who moved most is told."""

    def less(self) -> "_Most | None":
        """Return the next that takes fewer lines; None: there is none."""
        if self.issues > _FEW:
            return replace(self, issues=self.issues - 1)
        if self.points > _FEWEST:
            return replace(self, points=self.points - 1)
        if self.has_reason and self.lines <= _REASONED:
            return replace(self, has_reason=False)
        if self.lines > _SHORT:
            return replace(self, lines=self.lines - 1)
        if self.issues > 1:
            return replace(self, issues=self.issues - 1)
        return replace(self, points=1, issues=_FEW) if self.points > 1 else None

    def moved(self, told: Said, width: int) -> str:
        """Return who moved most, with the reason if that goes into so many lines of a width."""
        whole = str(told)
        if self.has_reason and len(whole) <= self.lines * (width - _LOST):
            return whole
        return say("gist.moved.alone", **dict(told.values))

    def events(self, head: Said, width: int) -> str:
        """Return the news of a session, as many whole events as go into so many lines of a width; one at least."""
        return str(fewer_events(head, self.lines * (width - _LOST)))


class Ruler(Page):
    """Counts lines instead of printing them."""

    lines = 0

    def write(self, text: Told = "", style: str = "") -> None:  # noqa: ARG002 - a line is one in any style
        """Count the lines."""
        self.lines += str(text).count("\n") + 1


def print_gist(page: Page, done: Finished) -> None:
    """Print the gist, with as many turning points and names as leave it on one screen."""
    gist = done.gist
    most = _Most(points=len(gist.points))
    while _lines(done, gist, most) > LINES and (less := most.less()) is not None:
        most = less
    _print(page, done, gist, most)


def _lines(done: Finished, gist: Gist, most: _Most) -> int:
    """Return how many lines that takes."""
    ruler = Ruler()
    _print(ruler, done, gist, most)
    return ruler.lines


def _print(page: Page, done: Finished, gist: Gist, most: _Most) -> None:
    print_case(page, done, is_short=True)
    page.write()
    page.say(str(gist.outcome), style="bold")
    page.say(str(gist.ending))
    page.write()
    rows = [*_text(done, most.issues), (say("gist.head.together"), str(gist.together))]
    if gist.moved:
        rows.append((say("gist.head.moved"), most.moved(gist.moved, page.width - _HEAD)))
    page.columns(rows, indent=0)
    page.write()
    for sentence in gist.told(most.points):
        page.say(most.events(sentence.head, page.width - 2), hang=2)
    page.note(" ".join(filter(None, (_others(gist, most.points), _parameters(done), scales_told(done.case)))))
    page.write()
    page.note(_purposes(done))
    for command in _next(done):
        page.write(languages.to_type(command))


def _others(gist: Gist, points: int) -> str:
    others = gist.others + len(gist.points) - points
    return numbered("gist.others" if points else "gist.sessions", others)


def _parameters(done: Finished) -> str:
    """Return that the parameters are medians; nothing where a set was drawn, or a protocol without sets."""
    if done.record.drawn is not None or done.case.protocol.key != PROTOCOL or not medians_told():
        return ""
    return say("gist.median")


def _text(done: Finished, issues: int) -> Iterator[tuple[str, str]]:
    for fate in done.gist.fates:
        names = [done.log.roster.issues[key] for key in fate.issues]
        key = "gist.fate.kept" if fate.owners else "gist.fate"
        named = {
            "m": numbered("count.issues", len(fate.issues)),
            "issues": names_joined(names, issues),
            "names": fate.owners,
        }
        yield say(f"gist.head.{fate.status}"), numbered(key, fate.clauses, **named)


def _purposes(done: Finished) -> str:
    """Return what the commands below are for, in their order."""
    if done.folder is None:
        return say("gist.next")
    return say("gist.next.kept", folder=done.folder, who=done.names[_explained(done)])


def _next(done: Finished) -> Iterator[Sequence[str]]:
    """Yield the words of each command that leads on; a line of its own each, so that it can be copied."""
    yield [*done.command, "--full"]
    if done.folder is None:
        yield [*done.command, "--out", f"runs/{done.case.key}"]
    else:
        yield [COMMAND, "report", str(done.folder)]
        yield [COMMAND, "explain", str(done.folder), "--delegation", _explained(done)]
    yield [COMMAND, "dashboard"]


def _explained(done: Finished) -> str:
    """Return whose moves to explain: who moved most, else the first."""
    return done.movers[0].delegation if done.movers else done.record.tableau.delegations[0]
