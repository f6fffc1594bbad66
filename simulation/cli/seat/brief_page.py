"""Shows a seat its brief: the public sheet, its confidential instructions, and what it wants in the order of weight."""

from collections.abc import Iterator, Sequence

from simulation.arrays import ATOL
from simulation.cli.seat.room_page import kind_of
from simulation.cli.terminal import Page
from simulation.live import IssueSeen, OptionSeen, SeatView
from simulation.rules import rule_named, rule_summed_up
from simulation.scenario import Scenario, resolve_forum
from simulation.scenario.translations import language_told
from simulation.training import (
    amount,
    at_stake,
    by_stake,
    crossed,
    fallbacks_of,
    in_points,
    instead_of_aim,
    points_given,
    wanted,
)
from simulation.words import Said, called, chained, listed, percent, say

__all__ = ["print_brief", "print_own", "print_subject"]

_MATTERS = ((1.0, "much"), (0.6, "less"), (0.0, "little"))
"""How much an issue matters that does not matter most, by its points at stake relative to the mean (judgement)."""


def print_subject(page: Page, case: Scenario, view: SeatView) -> None:
    """Print what a game is about: title, language and summary of the case."""
    page.title(view.title)
    if written := language_told(case):
        page.note(written)
    page.write()
    page.say(case.summary)


def print_brief(page: Page, case: Scenario, view: SeatView) -> None:
    """Print all that a seat reads before the first session, below what the game is about."""
    _print_sheet(page, case, view)
    print_own(page, view)


def print_own(page: Page, view: SeatView) -> None:
    """Print what only this seat has: its instructions, and what it wants in the order of weight."""
    own = view.own
    page.heading(say("play.brief.seat", key=own.key, name=own.name))
    blocs = [(say("show.blocs.heading"), listed(own.blocs))] if own.blocs else []
    page.columns([(say("play.brief.is"), kind_of(own.kind)), *blocs])
    for title, text in (
        (say("papers.brief"), own.public_brief),
        (say("play.brief.confidential"), own.confidential_brief),
    ):
        if text:
            page.heading(title)
            for paragraph in filter(str.strip, text.splitlines()):
                page.say(paragraph.strip(), indent=2)
    _print_card(page, view)


def _print_sheet(page: Page, case: Scenario, view: SeatView) -> None:
    """Print what everybody has: the rules of the room, who is there."""
    forum = resolve_forum(case)
    decision = say("show.decision", rule=rule_named(view.rule), summary=rule_summed_up(view.rule))
    powers = listed(called("power", power) for power in sorted(view.powers))
    chair = "play.brief.chair" if powers else "play.brief.chair.no_powers"
    page.heading(say("show.rules.heading"))
    page.columns(
        [
            (say("show.rules.forum"), str(Said.begun(forum.named))),
            (say("show.rules.decision"), decision),
            (
                say("show.rules.package"),
                " ".join(
                    (
                        say(f"papers.rule.{'package' if view.is_package else 'clauses'}"),
                        say(f"papers.rule.{'drop' if view.may_drop else 'fail'}"),
                    )
                ),
            ),
            (say("term.sessions"), str(view.sessions)),
            (say("show.rules.chair"), say(chair, name=case.chair.named, powers=powers)),
        ]
    )
    page.heading(say("show.issues.heading"))
    page.columns(
        [
            (issue.key, say("play.brief.issue", name=issue.name, question=issue.question))
            for issue in view.issues
        ]
    )
    page.heading(say("papers.brief.who"))
    page.columns([(other.key, other.name) for other in view.others])
    page.note(say("play.brief.how"), indent=2)


def _print_card(page: Page, view: SeatView) -> None:
    """Print what a seat wants, where it cannot go, and what it has promised, as of now."""
    own = view.own
    page.heading(say("play.want"))
    for issue in by_stake(view):
        page.write()
        page.say(_head(view, issue), style="bold", indent=2)
        page.columns(list(_wants(view, issue)), indent=4)
    page.write()
    page.columns(
        [
            (say("play.no_document"), _no_document(view)),
            (say("seat.sofar"), _so_far(view)),
            (say("play.instructions"), _instructions(view)),
        ]
    )
    friends = [other.key for other in view.others if set(other.blocs) & set(own.blocs)]
    if friends:
        page.columns([(say("play.friends"), listed(friends))])
    _print_promises(page, view)


def _so_far(view: SeatView) -> str:
    if red := crossed(view):
        return say("play.so_far.red", issues=listed(red))
    return say("play.so_far.worth", worth=amount(points_given(view)))


def _instructions(view: SeatView) -> str:
    key = "play.instructions.called" if view.has_programme else "play.instructions.today"
    return say(key, share=percent(view.own.released))


def _no_document(view: SeatView) -> str:
    """Return what no document is worth, and what a clause that is left open does to the text."""
    key = "play.no_document.drop" if view.may_drop else "play.no_document.fail"
    return say(key, worth=amount(view.own.no_deal))


def _wants(view: SeatView, issue: IssueSeen) -> Iterator[tuple[str, str]]:
    best = issue.aim
    yield (
        say("play.wants.best"),
        say("play.wants.best.worth", key=best.key, label=best.label, worth=wanted(view, best)),
    )
    if (instead := instead_of_aim(view, issue)) is not None:
        yield (
            say("play.wants.better" if issue.is_open else "play.wants.agreed"),
            say(
                "play.wants.best.worth", key=instead.key, label=instead.label, worth=in_points(view, instead)
            ),
        )
    rest = [option for option in issue.written if option.key != best.key and not option.is_red]
    within = [_worth(view, option) for option in rest if option.is_within]
    yield say("play.wants.today"), listed(within) or say("play.wants.nothing_else")
    if beyond := [_worth(view, option) for option in rest if not option.is_within]:
        yield say("reach.later"), listed(beyond)
    red = [option.key for option in issue.written if option.is_red and not option.strikes_own]
    yield (
        say("term.red_line"),
        say("play.wants.never", options=listed(red)) if red else say("play.wants.no_red"),
    )
    if issue.is_own_draft:
        yield say("card.sponsor"), say("play.wants.sponsor.line")
    if fallbacks := fallbacks_of(view, issue):
        yield say("card.fallbacks"), chained("play.wants.then", fallbacks)
    if reason := view.own.reasons.get(issue.key):
        yield say("play.wants.because"), reason


def _worth(view: SeatView, option: OptionSeen) -> str:
    return say("play.place", place=option.key, worth=in_points(view, option))


def _head(view: SeatView, issue: IssueSeen) -> str:
    """Return an issue with how much it matters to the seat and what is at stake."""
    stake, every = at_stake(view, issue), [at_stake(view, one) for one in view.issues]
    weight = _weight(stake, every)
    return say(
        "play.want.open" if issue.is_open else "play.want.agreed",
        key=issue.key,
        name=issue.name,
        weight=say(f"play.weight.{weight}"),
        stake=amount(stake),
    )


def _weight(stake: float, every: Sequence[float]) -> str:
    """Return how much an issue matters: most is at stake on one alone, or on several with the same points."""
    mean, most = sum(every) / len(every), max(every)
    if stake >= most - ATOL and most > mean + ATOL:
        return "most"
    return next(weight for least, weight in _MATTERS if stake >= least * mean > 0 or not least)


def _print_promises(page: Page, view: SeatView) -> None:
    if not view.ledger:
        return
    page.heading(say("term.promises"))
    page.columns(
        [
            (
                say("play.promise.who", by=promise.by, to=promise.to),
                say(
                    f"play.promise.{promise.state}",
                    issue=promise.issue,
                    option=promise.option,
                    session=promise.session,
                ),
            )
            for promise in view.ledger
        ]
    )
