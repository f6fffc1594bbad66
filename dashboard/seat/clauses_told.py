"""What is said of a clause and of its wordings, made of the seat's view alone."""

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from dashboard.seat.headline_told import Teller
from dashboard.seat.marks import between_brackets
from dashboard.seat.public_sheet import ClausePlace, Sheet
from simulation.live import ACCEPTED, SIGNAL_OF, IssueSeen, OptionSeen, SeatView
from simulation.protocols import SIGNALS
from simulation.training import for_you, reach

__all__ = [
    "FLOOR",
    "against",
    "change",
    "focus",
    "in_list",
    "in_the_room",
    "moves",
    "promised",
    "stands",
    "status",
    "status_word",
    "text",
]

FLOOR: Final[Mapping[str, str]] = {SIGNALS[code]: move for move, code in SIGNAL_OF.items()}
"""Move by signal, on the floor."""
_TALKS: Final[Mapping[str, str]] = {
    "support": "support",
    "can_live_with": "can_live_with",
    "formal_object": "oppose",
}
"""Move by signal in the talks, where an objection is an announcement."""
_ACCEPTS: Final = ("support", "can_live_with", "keep_silent", "make_statement")
"""Moves with which a seat lets a wording pass."""


def moves(view: SeatView) -> Mapping[str, str]:
    """Return what a seat can say to a wording in this phase: move by signal."""
    return FLOOR if view.phase == "floor" else _TALKS


def focus(view: SeatView, sheet: Sheet) -> ClausePlace:
    """Return the clause that asks most of the seat."""
    blank, own = {issue for issue, _ in view.blank}, view.own.key
    issues = {issue.key: issue for issue in view.issues}

    def rank(clause: ClausePlace) -> tuple[bool, ...]:
        issue = issues[clause.issue]
        return (
            issue.key not in blank,
            not (issue.on_agenda and issue.is_open and own in issue.brackets),
            not (issue.on_agenda and issue.is_open),
            not issue.is_open,
        )

    return min(sheet.clauses, key=rank)


def in_the_room(view: SeatView, issue: IssueSeen) -> list[OptionSeen]:
    """Return the wordings that somebody stands for or has promised the seat, the one on the table first.

    On the floor, those that are put.
    """
    if view.phase == "floor" and any(option.on_floor for option in issue.options):
        return [option for option in issue.options if option.on_floor]
    alive = [
        option
        for option in issue.options
        if option.on_table
        or option.holders
        or option.said
        or option.tabled_by
        or view.promised_by(issue.key, option)
    ]
    if not issue.is_open:
        alive = [option for option in issue.options if option.on_table]
    return sorted(alive, key=lambda option: (not option.on_table, -len(option.holders)))


def with_worth(tell: Teller, option: OptionSeen, longest: int) -> str:
    """Return a wording in at most so many words, with what it gives the seat or costs it."""
    return f"{option.short(longest)} · {tell.words.told(for_you(tell.view, option))}"


def status_word(tell: Teller, issue: IssueSeen) -> str:
    """Return in a word or two how a clause stands."""
    if not issue.is_open:
        return tell.words.say("seat.status.clean")
    if issue.brackets:
        return tell.words.counted("seat.status.brackets", len(issue.brackets))
    return tell.words.say("seat.status.today" if issue.on_agenda else "text.status.open")


def in_list(tell: Teller, clause: ClausePlace) -> str:
    """Return a clause as one of a list: how it stands and its title, which a phone has room for, before all else."""
    issue = next(seen for seen in tell.view.issues if seen.key == clause.issue)
    stands = status_word(tell, issue)
    title = tell.call(issue, clause.title or clause.reference)
    told = tell.words.say("seat.clause.row", status=stands[:1].upper() + stands[1:], clause=title)
    return (
        told if clause.reference in ("", clause.title) or not clause.title else f"{told} · {clause.reference}"
    )


def status(tell: Teller, issue: IssueSeen) -> str:
    """Return in sentences how a clause stands."""
    say, view = tell.words.say, tell.view
    if not issue.is_open:
        return say("seat.clause.clean", session=view.closed.get(issue.key, view.session))
    shown = len(in_the_room(view, issue))
    today = say("seat.clause.today" if issue.on_agenda else "seat.clause.later")
    who = tell.people(issue.brackets) if issue.brackets else ""
    call = tell.call(issue)
    is_told = call and not issue.is_called  # the call says itself that nobody holds it in brackets
    free = "" if is_told else say("seat.clause.free")
    held = say("seat.clause.held", names=who) if who else free
    asked = "seat.clause.ask.floor" if view.phase == "floor" else "seat.clause.ask"
    return " ".join(filter(None, (today, call, held, tell.words.counted(asked, shown))))


def text(tell: Teller, clause: ClausePlace, issue: IssueSeen, option: OptionSeen) -> Markup:
    """Return the words of a wording in a clause, between brackets where somebody holds them."""
    is_held = option.on_table and issue.is_open and bool(issue.brackets)
    nothing = tell.words.say("seat.clause.nothing")
    return between_brackets("", clause.texts.get(option.key, ""), is_held=is_held, nothing=nothing)


def change(tell: Teller, clause: ClausePlace, issue: IssueSeen, words: str) -> Markup:
    """Return words as a change of the text of a clause on the table."""
    table = next((option.key for option in issue.options if option.on_table), "")
    nothing = tell.words.say("seat.clause.nothing")
    return between_brackets(clause.texts.get(table, ""), words, is_held=False, nothing=nothing)


def promised(tell: Teller, issue: IssueSeen, option: OptionSeen) -> list[str]:
    """Return to whom the seat has promised what it says to a wording, a sentence each."""
    place = (tell.view.own.key, issue.key, option.key, "open")
    return [
        tell.words.say("seat.warn.promise", to=tell.name(promise.to))
        for promise in tell.view.ledger
        if (promise.by, promise.issue, promise.option, promise.state) == place
    ]


def stands(tell: Teller, issue: IssueSeen, option: OptionSeen) -> str:
    """Return what is recorded if a wording on the floor is not answered; empty: it is, or it is not put."""
    place, say, view = (issue.key, option.key), tell.words.say, tell.view
    if view.request is None or place not in view.request.asked:
        return ""
    if to := view.promised_to(issue.key, option):
        return say("seat.signal.promised", to=tell.words.named([tell.name(key) for key in to]))
    if option.said:
        return say("seat.signal.stands", signal=say(f"seat.signal.floor.{option.said}"))
    if option.instructed:
        return say("seat.signal.instructed", signal=say(f"seat.signal.floor.{option.instructed}"))
    return ""


def against(tell: Teller, issue: IssueSeen, option: OptionSeen, move: str) -> str:
    """Return what the brief has against a wording, the louder where the seat lets it pass with its move."""
    say, accepts = tell.words.say, move in _ACCEPTS
    if option.strikes_own:
        return say("seat.warn.sponsor.said" if accepts else "seat.warn.sponsor")
    if option.is_red:
        return say("seat.warn.red.said" if accepts else "seat.end.over_red")
    if not option.is_within and option.instructed not in ACCEPTED:
        if accepts and promised(tell, issue, option):
            return ""
        if accepts:
            return say("seat.warn.beyond.said")
        return say("seat.warn.reach", reach=reach(tell.view, issue.key, option))
    return ""
