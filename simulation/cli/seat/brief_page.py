"""Shows a seat its brief: the public sheet, its confidential instructions, and what it wants in the order of weight."""

from collections.abc import Iterator

from simulation.cli.terminal import Page
from simulation.live.seen import IssueSeen, SeatView
from simulation.rules.decision import RULES
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Scenario
from simulation.training.weighed import at_stake, by_stake, crossed, points_given
from simulation.training.worths import amount, fallbacks_of, in_points, wanted
from simulation.words import percent

__all__ = ["print_brief", "print_own"]

_MATTERS = ((1.35, "matters most"), (1.0, "matters"), (0.6, "matters less"), (0.0, "matters little"))
"""How much an issue matters, by the points at stake relative to the seat's own mean (judgement)."""


def print_brief(page: Page, case: Scenario, view: SeatView) -> None:
    """Print all that a seat reads before the first session."""
    _print_sheet(page, case, view)
    print_own(page, view)


def print_own(page: Page, view: SeatView) -> None:
    """Print what only this seat has: its instructions, and what it wants in the order of weight."""
    own = view.own
    page.heading(f"Your seat: {own.key}, {own.name}")
    page.columns(
        [("Is", own.kind.replace("_", " ")), *([("Blocs", ", ".join(own.blocs))] if own.blocs else [])]
    )
    for title, text in (
        ("Public brief", own.public_brief),
        ("Confidential instructions", own.confidential_brief),
    ):
        if text:
            page.heading(title)
            for paragraph in filter(str.strip, text.splitlines()):
                page.say(paragraph.strip(), indent=2)
    _print_card(page, view)


def _print_sheet(page: Page, case: Scenario, view: SeatView) -> None:
    """Print what everybody has: what it is about, the rules of the room, who is there."""
    page.title(view.title)
    page.write()
    page.say(case.summary)
    forum = resolve_forum(case)
    rule = RULES.get(view.rule).info
    package = "Nothing is agreed until everything is." if view.is_package else "Agreed issue by issue."
    page.heading("Rules of the room")
    page.columns(
        [
            ("Forum", forum.name),
            ("Decides by", f"{rule.label}. {rule.summary}"),
            ("Package", package),
            ("Sessions", str(view.sessions)),
            ("Chair", f"{case.chair.name}; may decide on: {', '.join(sorted(view.powers)) or 'nothing'}."),
        ]
    )
    page.heading("Issues")
    page.columns([(issue.key, f"{issue.name}. {issue.question}") for issue in view.issues])
    page.heading("Who is there")
    page.columns([(other.key, other.name) for other in view.others])
    page.note("room SEAT tells more of one, agenda ISSUE shows all options of an issue.", indent=2)


def _print_card(page: Page, view: SeatView) -> None:
    """Print what a seat wants, where it cannot go, and what it has promised, as of now."""
    own = view.own
    page.heading("What you want")
    for issue in by_stake(view):
        page.write()
        state = "" if issue.is_open else ", agreed ad referendum"
        page.say(f"{issue.key}  {issue.name}: {_weight(view, issue)}{state}", style="bold", indent=2)
        page.columns(list(_wants(view, issue)), indent=4)
    page.write()
    page.columns(
        [
            ("No document", f"is worth {amount(own.no_deal)} to you; {_open(view)}"),
            ("So far", _so_far(view)),
            ("Instructions", _instructions(view)),
        ]
    )
    friends = [other.key for other in view.others if set(other.blocs) & set(own.blocs)]
    if friends:
        page.columns([("In your blocs", ", ".join(friends))])
    _print_promises(page, view)


def _so_far(view: SeatView) -> str:
    if red := crossed(view):
        return f"what is agreed crosses your red line on {', '.join(red)}."
    return f"what is agreed is worth {amount(points_given(view))} to you."


def _instructions(view: SeatView) -> str:
    line = f"let you go {percent(view.own.released)} of the way to your limits today, and farther as sessions pass."
    farther = " On an easy clause that is called they may let you go farther at once."
    return line + farther * view.has_programme


def _open(view: SeatView) -> str:
    """Return what a clause that is left open does to the text."""
    return "a clause left open is 0." if view.may_drop else "a clause left open sinks the whole text."


def _wants(view: SeatView, issue: IssueSeen) -> Iterator[tuple[str, str]]:
    best = issue.aim
    yield "you want", f"{best.key}: “{best.label}” ({wanted(view, best)})"
    rest = [option for option in issue.written if option.key != best.key and not option.is_red]
    within = [f"{option.key} ({in_points(view, option)})" for option in rest if option.is_within]
    yield "you may accept today", ", ".join(within) or "nothing else"
    if beyond := [f"{option.key} ({in_points(view, option)})" for option in rest if not option.is_within]:
        yield "later, or for a price", ", ".join(beyond)
    red = [option.key for option in issue.written if option.is_red and not option.strikes_own]
    yield "red line", f"never {', '.join(red)}" if red else "none"
    if issue.is_own_draft:
        yield "sponsor", "You tabled this draft: you do not agree to strike it."
    if fallbacks := fallbacks_of(view, issue):
        yield "fallbacks", ", then ".join(fallbacks)
    if reason := view.own.reasons.get(issue.key):
        yield "because", reason


def _weight(view: SeatView, issue: IssueSeen) -> str:
    stake, every = at_stake(view, issue), [at_stake(view, one) for one in view.issues]
    mean = sum(every) / len(every)
    words = next(words for least, words in _MATTERS if stake >= least * mean > 0 or not least)
    return f"{words}, {amount(stake)} at stake"


def _print_promises(page: Page, view: SeatView) -> None:
    if not view.ledger:
        return
    page.heading("Promises")
    page.columns(
        [
            (
                f"{promise.by} to {promise.to}",
                f"live with {promise.issue} {promise.option} ({promise.state}, session {promise.session})",
            )
            for promise in view.ledger
        ]
    )
