"""Shows a seat the room: the agenda with its wordings, who stands where, offers, what it was told, what was said."""

from collections.abc import Iterator, Sequence

from simulation.cli.seat.commands import NotUnderstoodError
from simulation.cli.terminal import Page
from simulation.live.moves import SIGNAL_OF, Place
from simulation.live.seat_sentences import declined, meaning, told_lines
from simulation.live.seen import IssueSeen, Neighbour, OptionSeen, SeatView
from simulation.protocols.result import SIGNALS
from simulation.text import render_plain
from simulation.training.worths import for_you, reach
from simulation.words import aloud, listed, say

__all__ = [
    "names_of",
    "print_agenda",
    "print_issue",
    "print_offers",
    "print_room",
    "print_said",
    "print_seat_seen",
    "print_text",
    "print_told",
]

SIGNAL_WORDS = {
    "support": "supports",
    "can_live_with": "can live with",
    "silent": "keeps silent on",
    "statement": "has a statement on",
    "formal_object": "objects to",
}
_TABLE = (
    "> marks the text on the table. What is for later, or for a price, your instructions do not give away today. "
    "Points count against leaving the clause open."
)
_CLEAN = "Agreed ad referendum, that is, until the whole is adopted"
_CALLED = "Called for decision."
_UNCALLED = "Not called for decision yet: until the Chair calls it, the others give way on it in trades only."
_MOVE_OF = {SIGNALS[code]: move for move, code in SIGNAL_OF.items()}


def names_of(view: SeatView) -> dict[str, str]:
    """Return what to call each delegation in a text."""
    return {other.key: other.short for other in view.others} | {view.own.key: "you"}


def print_text(page: Page, view: SeatView) -> None:
    """Print the text as it stands, with brackets and their owners."""
    page.write()
    page.write(render_plain(view.document, names_of(view), page.width).rstrip())


def print_agenda(page: Page, view: SeatView) -> None:
    """Print what is on the agenda, every issue with its wordings, and what else is open."""
    page.heading("On the agenda")
    for line in _order_of_work(view):
        page.say(line, indent=2)
    agenda = [issue for issue in view.issues if issue.on_agenda]
    if not agenda:
        page.say("Nothing: the Chair has put everything off.", indent=2)
    for issue in agenda:
        print_issue(page, view, issue)
    page.write()
    if agenda:
        page.note(_TABLE, indent=2)
    rest = [issue.key for issue in view.issues if issue.is_open and not issue.on_agenda]
    if rest:
        page.note(f"Open, but not today: {', '.join(rest)}.", indent=2)
    if view.closed:
        page.note(f"{_CLEAN}: {', '.join(view.closed)}.", indent=2)


def _order_of_work(view: SeatView) -> Iterator[str]:
    """Yield what the Chair calls in this session, and what drafting groups bring back."""
    issues = {issue.key: issue for issue in view.issues}
    if view.takes_stock:
        yield "The Chair takes stock of everything that is still open."
    elif view.called_now:
        yield f"The Chair calls for decision: {listed(issues[key].name for key in view.called_now)}."
    for key, option in view.drafted_now:
        label = next(one.label for one in issues[key].options if one.key == option)
        yield f"A drafting group on {issues[key].name} brings back a new wording, {option}: “{label}”."


def print_issue(page: Page, view: SeatView, issue: IssueSeen) -> None:
    """Print an issue with its wordings: which is on the table, what they are to the seat, who stands for them."""
    page.write()
    page.say(f"{issue.key}  {issue.name}: {issue.question}", style="bold", indent=2)
    rows = [
        (f"{'>' if option.on_table else ' '} {option.key}", _told_of(view, issue, option))
        for option in issue.written
    ]
    page.columns(rows, indent=4)
    if view.has_programme and issue.is_open:
        page.note(_CALLED if issue.is_called else _UNCALLED, indent=4)
    if issue.brackets:
        owners = ", ".join("you" if key == view.own.key else key for key in issue.brackets)
        page.note(f"In brackets, held by {owners}.", indent=4)


def _told_of(view: SeatView, issue: IssueSeen, option: OptionSeen) -> str:
    marks = [reach(view, issue.key, option), *([] if option.is_red else [for_you(view, option)])]
    if option.holders:
        holders = ", ".join("you" if key == view.own.key else key for key in option.holders)
        marks.append(f"for it: {holders}")
    if to := view.promised_to(issue.key, option):
        marks.append(f"you promised it to {', '.join(to)}")
    elif option.said:
        marks.append(f"you said: {say(f'move.{_MOVE_OF[option.said]}')}")
    return f"“{option.label}” [{'; '.join(marks)}]"


def print_offers(page: Page, view: SeatView) -> None:
    """Print what is offered to the seat, numbered, and what it has offered."""
    page.heading("Offers to you")
    if not view.offers:
        page.say("None.", indent=2)
    for offer in view.offers:
        page.say(
            f"{offer.number}  {offer.by} lives with {_worth(view, offer.give)} if you live with "
            f"{_worth(view, offer.get)}. {aloud(offer.reason)} {meaning(view, offer)}",
            indent=2,
            hang=3,
        )
    for offer in view.made:
        page.note(f"Yours to {offer.to}: {' '.join(offer.give)} for {' '.join(offer.get)}.", indent=2)


def _worth(view: SeatView, place: Place) -> str:
    """Return a wording and what it gives the seat."""
    option = next(o for i in view.issues for o in i.options if (i.key, o.key) == tuple(place))
    return f"{' '.join(place)} ({for_you(view, option)})"


def print_told(page: Page, view: SeatView) -> None:
    """Print what the seat was told since the session before, if anything."""
    lately = view.session - 1
    told = [other.told for other in view.others if other.told and other.told.session >= lately]
    lines = [(item.by, " ".join(told_lines(view, item, since=lately))) for item in told]
    rows = [line for line in lines if line[1]]
    if not rows and not view.sought_by:
        return
    page.heading("What you were told")
    if view.sought_by:
        page.note(f"They sought you out in the last session: {', '.join(view.sought_by)}.", indent=2)
    page.columns(rows)


def print_room(page: Page, view: SeatView) -> None:
    """Print who is there, with the place of each on every open issue."""
    is_open = [issue for issue in view.issues if issue.is_open]
    page.heading("The room")
    for other in view.others:
        blocs = f", {', '.join(other.blocs)}" if other.blocs else ""
        decides = "" if other.decides else "; does not decide"
        page.say(
            f"{other.key}  {other.short} ({other.kind.replace('_', ' ')}{blocs}{decides})", indent=2, hang=5
        )
        page.note(", ".join(f"{issue.key} {_nearest(issue, other)}" for issue in is_open), indent=7)
    page.note("Where each seems to stand by what is public. room SEAT tells more of one.", indent=2)


def _nearest(issue: IssueSeen, other: Neighbour) -> str:
    place = other.place[issue.key]
    return min(issue.written, key=lambda option: (abs(option.place - place), option.kind != "text")).key


def print_seat_seen(page: Page, view: SeatView, key: str) -> None:
    """Print one delegation by what is public, and by what it told the seat."""
    other = next(other for other in view.others if other.key == key)
    page.heading(f"{other.key}, {other.name}")
    if other.brief:
        page.say(other.brief.strip(), indent=2)
    rows = [("Voice", f"{other.capability:.2f} of 1"), ("You trust it", f"{other.trust:.2f} of 1")]
    if other.blocs:
        rows.append(("Blocs", ", ".join(other.blocs)))
    rows += [(issue.key, _stands(issue, other)) for issue in view.issues]
    told = [] if other.told is None else told_lines(view, other.told)
    told += [line] if (line := declined(other)) else []
    rows += [("Told you" if not at else "", line) for at, line in enumerate(told)]
    page.columns(rows)


def _stands(issue: IssueSeen, other: Neighbour) -> str:
    said = [
        f"{SIGNAL_WORDS[signal]} {option}"
        for (key, option), signal in other.signals.items()
        if key == issue.key and signal in SIGNAL_WORDS
    ]
    return f"near {_nearest(issue, other)}" + (f"; {', '.join(said)}" if said else "")


def print_said(page: Page, view: SeatView, words: Sequence[str]) -> None:
    """Print what was said in the room in a session, the last one if none is named.

    Raises:
        NotUnderstoodError: if that session was not held.
    """
    held = len(view.heard)
    number = int(words[0]) if words and words[0].isdecimal() else held
    if not 1 <= number <= held or (words and not words[0].isdecimal()):
        there = f"Sessions 1 to {held} were held." if held else "No session was held yet."
        raise NotUnderstoodError(f"{there} Type: said, or said NUMBER.")
    page.heading(f"Session {number}")
    names = names_of(view)
    rows = list(_lines(view, number, names))
    page.columns(rows or [("", "Nothing was said.")])


def _lines(view: SeatView, number: int, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    for move in view.heard[number - 1]:
        who = names.get(move.delegation, move.delegation) or say("coach.chair")
        if move.reason:
            yield who, str(move.reason)
        elif move.move == "keep_silent":
            yield who, f"keeps silent on {move.issue} {move.option}."
    for statement in view.statements:
        if statement.session == number:
            yield names.get(statement.seat, statement.seat), f"“{statement.text}”"
