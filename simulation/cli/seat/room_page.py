"""Shows a seat the room: the agenda with its wordings, who stands where, offers, what it was told, what was said."""

from collections.abc import Iterable, Iterator, Sequence

from simulation.cli.seat.commands import NotUnderstoodError
from simulation.cli.terminal import Page
from simulation.live import (
    SIGNAL_OF,
    IssueSeen,
    Neighbour,
    OptionSeen,
    Place,
    SeatView,
    declined,
    meaning,
    told_lines,
    why_no_talks,
)
from simulation.protocols import SIGNALS
from simulation.text import render_plain
from simulation.training import for_you, reach
from simulation.words import Said, apart, called, decimal, listed, numbered, say

__all__ = [
    "kind_of",
    "names_of",
    "print_agenda",
    "print_issue",
    "print_offers",
    "print_room",
    "print_said",
    "print_seat_seen",
    "print_text",
    "print_told",
    "time_for_talks",
]

_TOLD_SIGNALS = ("support", "can_live_with", "silent", "statement", "formal_object")
_MOVE_OF = {SIGNALS[code]: move for move, code in SIGNAL_OF.items()}


def names_of(view: SeatView) -> dict[str, str]:
    """Return what to call each delegation in a text."""
    return {other.key: other.short for other in view.others} | {view.own.key: say("term.you")}


def time_for_talks(view: SeatView) -> tuple[str, ...]:
    """Return for how many talks there is time; why there never is any, in the first session only."""
    if why := why_no_talks(view.own):
        return (why,) if view.session == 1 else ()
    return (numbered("play.time", view.own.talks_left),)


def print_text(page: Page, view: SeatView) -> None:
    """Print the text as it stands, with brackets and their owners."""
    page.write()
    page.write(render_plain(view.document, names_of(view), page.width).rstrip())


def print_agenda(page: Page, view: SeatView) -> None:
    """Print what is on the agenda, every issue with its wordings, and what else is open."""
    page.heading(say("play.agenda"))
    for line in _order_of_work(view):
        page.say(line, indent=2)
    agenda = [issue for issue in view.issues if issue.on_agenda]
    if not agenda:
        page.say(say("play.agenda.nothing"), indent=2)
    for issue in agenda:
        print_issue(page, view, issue)
    page.write()
    if agenda:
        page.note(say("play.agenda.legend"), indent=2)
    rest = [issue.name for issue in view.issues if issue.is_open and not issue.on_agenda]
    if rest:
        page.note(say("play.agenda.rest", issues=listed(rest)), indent=2)
    if closed := [issue.name for issue in view.issues if issue.key in view.closed]:
        page.note(say("play.agenda.closed", issues=listed(closed)), indent=2)


def _order_of_work(view: SeatView) -> Iterator[str]:
    """Yield what the Chair calls in this session, and what drafting groups bring back."""
    issues = {issue.key: issue for issue in view.issues}
    if view.takes_stock:
        yield say("seat.news.stock")
    elif view.called_now:
        yield say("seat.news.calls", issues=listed(issues[key].name for key in view.called_now))
    for key, option in view.drafted_now:
        label = next(one.label for one in issues[key].options if one.key == option)
        yield say("play.agenda.drafted", issue=issues[key].name, option=option, label=label)


def print_issue(page: Page, view: SeatView, issue: IssueSeen) -> None:
    """Print an issue with its wordings: which is on the table, what they are to the seat, who stands for them."""
    page.write()
    head = say("play.issue", key=issue.key, name=issue.name, question=issue.question)
    page.say(head, style="bold", indent=2)
    rows = [
        (f"{'>' if option.on_table else ' '} {option.key}", _told_of(view, issue, option))
        for option in issue.written
    ]
    page.columns(rows, indent=4)
    if view.has_programme and issue.is_open:
        uncalled = "seat.call.no" if issue.brackets else "seat.call.no.free"
        page.note(say("seat.call.yes" if issue.is_called else uncalled), indent=4)
    if issue.brackets:
        page.note(say("play.issue.brackets", owners=_keys(view, issue.brackets)), indent=4)


def _keys(view: SeatView, seats: Iterable[str]) -> str:
    """Return seats by their keys, the own one as such."""
    return listed(say("term.you") if key == view.own.key else key for key in seats)


def _told_of(view: SeatView, issue: IssueSeen, option: OptionSeen) -> str:
    marks = [str(reach(view, issue.key, option)), *([] if option.is_red else [str(for_you(view, option))])]
    if option.holders:
        marks.append(say("play.mark.holders", names=_keys(view, option.holders)))
    if by := view.promised_by(issue.key, option):
        marks.append(say("play.mark.bought", by=listed(by)))
    if to := view.promised_to(issue.key, option):
        marks.append(say("play.mark.promised", to=listed(to)))
    elif option.said:
        marks.append(say("play.mark.said", move=say(f"move.{_MOVE_OF[option.said]}")))
    elif option.on_record:
        marks.append(say("play.mark.recorded", move=say(f"move.{_MOVE_OF[option.on_record]}")))
    return say("play.wording", label=option.label, marks=apart(marks))


def print_offers(page: Page, view: SeatView) -> None:
    """Print what is offered to the seat, numbered, and what it has offered."""
    page.heading(say("play.offers"))
    if not view.offers:
        page.say(say("play.offers.none"), indent=2)
    for offer in view.offers:
        told = say(
            "play.offer",
            number=offer.number,
            by=offer.by,
            give=_worth(view, offer.give),
            get=_worth(view, offer.get),
            reason=Said.aloud(offer.reason),
            meaning=meaning(view, offer),
        )
        page.say(told, indent=2, hang=3)
    for offer in view.made:
        give, get = " ".join(offer.give), " ".join(offer.get)
        page.note(say("play.offer.own", to=offer.to, give=give, get=get), indent=2)


def _worth(view: SeatView, place: Place) -> str:
    option = next(o for i in view.issues for o in i.options if (i.key, o.key) == tuple(place))
    return say("play.place", place=" ".join(place), worth=for_you(view, option))


def print_told(page: Page, view: SeatView) -> None:
    """Print what the seat was told since the session before, if anything."""
    lately = view.session - 1
    told = [other.told for other in view.others if other.told and other.told.session >= lately]
    lines = [(item.by, " ".join(told_lines(view, item, since=lately))) for item in told]
    rows = [line for line in lines if line[1]]
    if not rows and not view.sought_by and not view.talked_for:
        return
    page.heading(say("play.told"))
    if view.sought_by:
        page.note(numbered("play.told.sought", len(view.sought_by), seats=listed(view.sought_by)), indent=2)
    if view.talked_for:
        page.note(say("play.told.colleagues", seats=listed(view.talked_for)), indent=2)
    page.columns(rows)


def print_room(page: Page, view: SeatView) -> None:
    """Print who is there, with the place of each on every open issue."""
    is_open = [issue for issue in view.issues if issue.is_open]
    page.heading(say("report.table.room"))
    for other in view.others:
        what = listed([kind_of(other.kind), *other.blocs])
        key = "play.room.seat" if other.decides else "play.room.seat.undecided"
        page.say(say(key, key=other.key, name=other.short, what=what), indent=2, hang=5)
        page.note(listed(f"{issue.key} {_nearest(issue, other)}" for issue in is_open), indent=7)
    page.note(say("play.room.how"), indent=2)


def kind_of(kind: str) -> str:
    """Return what a kind of delegation is called."""
    return called("kind", kind, kind.replace("_", " "))


def _nearest(issue: IssueSeen, other: Neighbour) -> str:
    place = other.place[issue.key]
    return min(issue.written, key=lambda option: (abs(option.place - place), option.kind != "text")).key


def print_seat_seen(page: Page, view: SeatView, key: str) -> None:
    """Print one delegation by what is public, and by what it told the seat."""
    other = next(other for other in view.others if other.key == key)
    page.heading(say("play.key_name", key=other.key, name=other.name))
    if other.brief:
        page.say(other.brief.strip(), indent=2)
    rows = [
        (say(f"play.seen.{what}"), say("play.seen.of_one", value=decimal(value)))
        for what, value in (("voice", other.capability), ("trust", other.trust))
    ]
    if other.blocs:
        rows.append((say("show.blocs.heading"), listed(other.blocs)))
    rows += [(issue.key, _stands(issue, other)) for issue in view.issues]
    told = [] if other.told is None else told_lines(view, other.told)
    told += [line] if (line := declined(other)) else []
    rows += [(say("play.seen.told") if not at else "", line) for at, line in enumerate(told)]
    page.columns(rows)


def _stands(issue: IssueSeen, other: Neighbour) -> str:
    said = [
        say(f"play.signal.{signal}", option=option)
        for (key, option), signal in other.signals.items()
        if key == issue.key and signal in _TOLD_SIGNALS
    ]
    near = _nearest(issue, other)
    return say("play.near.said", option=near, said=listed(said)) if said else say("play.near", option=near)


def print_said(page: Page, view: SeatView, words: Sequence[str]) -> None:
    """Print what was said in the room in a session, the last one if none is named.

    Raises:
        NotUnderstoodError: if that session was not held.
    """
    held = len(view.heard)
    number = int(words[0]) if words and words[0].isdecimal() else held
    if not 1 <= number <= held or (words and not words[0].isdecimal()):
        raise NotUnderstoodError(numbered("play.said.held", held))
    page.heading(say("papers.slips.session", n=number))
    names = names_of(view)
    rows = list(_lines(view, number, names))
    page.columns(rows or [("", say("class.record.nothing"))])


def _lines(view: SeatView, number: int, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    for move in view.heard[number - 1]:
        who = names.get(move.delegation, move.delegation) or say("term.the_chair")
        if move.reason:
            yield who, str(move.reason)
        elif move.move == "keep_silent":
            yield who, say("play.said.silent", issue=move.issue, option=move.option)
    for statement in view.statements:
        if statement.session == number:
            yield names.get(statement.seat, statement.seat), say("list.quoted", text=statement.text)
