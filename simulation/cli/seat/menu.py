"""The numbered answers of a seat: signals on the floor, a package, the document, its signing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from simulation.cli.seat.room_page import names_of
from simulation.cli.terminal import Page
from simulation.live import (
    ANSWERED,
    SIGNAL_OF,
    IllegalMoveError,
    LiveNegotiation,
    OptionSeen,
    Phase,
    SeatMove,
    SeatView,
    answers_in,
    bought,
    replaced_text,
)
from simulation.protocols import SIGNALS
from simulation.training import amount, crossed, for_you, in_points, points_given, weigh, worth
from simulation.words import Said, listed, say

__all__ = ["Menu", "menu_of", "print_menu"]


@dataclass(frozen=True, slots=True)
class Menu:
    """What is asked, and the moves that a number stands for."""

    question: tuple[str, ...]
    moves: tuple[SeatMove, ...]
    place: tuple[str, str] | None = None
    """Issue and option of a wording on the floor."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """What the seat then has, by move."""


def menu_of(live: LiveNegotiation, view: SeatView, passed: set[tuple[str, str]]) -> Menu | None:
    """Return what a number answers now; None: nothing.

    Args:
        live: The negotiation: asked only whether the rules allow a move, and what the brief has against it.
        view: What the seat sees.
        passed: Wordings on the floor that the seat leaves to what it said before and to its instructions.
    """
    if view.request is None:
        return None
    if view.phase == "floor":
        return _floor(live, view, passed)
    moves = [SeatMove(seat=view.own.key, move=move) for move in _answers(view.phase)]
    allowed = tuple(move for move in moves if _is_allowed(live, move))
    return Menu(tuple(_question(view)), allowed, beside=_beside(view)) if allowed else None


def _answers(phase: Phase) -> tuple[str, ...]:
    """Return what is answered in a phase by a number: of the talks, nothing."""
    return answers_in(phase) if phase in ANSWERED else ()


def _beside(view: SeatView) -> dict[str, str]:
    """Return what the seat has with each answer at the end, in points."""
    package = view.package
    if package is not None:
        accepts = ("accept_package", "accept_package_with_statement")
        so_far = say("seat.end.over_red") if crossed(view) else worth(points_given(view))
        return {
            **dict.fromkeys(accepts, _given(view, package.options)),
            "refuse_package": say("play.menu.so_far", worth=so_far),
        }
    joins = ("join_consensus", "join_consensus_with_statement", "sign", "sign_with_reservation")
    none = say("play.menu.no_document", worth=worth(view.own.no_deal))
    return {**dict.fromkeys(joins, _given(view)), "reject_document": none}


def _given(view: SeatView, package: Mapping[str, str] | None = None) -> str:
    """Return what a document gives the seat; one that crosses its red line has no points: none make up for that."""
    return say("seat.end.over_red") if crossed(view, package) else str(amount(points_given(view, package)))


def _is_allowed(live: LiveNegotiation, move: SeatMove) -> bool:
    try:
        live.check(move)
    except IllegalMoveError:
        return False
    return True


def _floor(live: LiveNegotiation, view: SeatView, passed: set[tuple[str, str]]) -> Menu | None:
    asked = [] if view.request is None else [place for place in view.request.asked if place not in passed]
    if not asked:
        return None
    key, option_key = asked[0]
    issue = next(issue for issue in view.issues if issue.key == key)
    option = next(option for option in issue.options if option.key == option_key)
    moves = tuple(SeatMove(seat=view.own.key, move=move, issue=key, option=option_key) for move in SIGNAL_OF)
    wording = say(
        "play.menu.table" if option.on_table else "play.menu.wording",
        name=issue.name,
        label=option.label,
        issue=key,
        option=option_key,
        worth=for_you(view, option),
    )
    floor = [(live.live.topic(i).key, live.live.wording(i, o).key) for i, o in live.live.on_floor()]
    question = (
        say("play.menu.which", n=1 + floor.index(asked[0]), of=len(floor), wording=wording)
        if len(floor) > 1
        else wording,
        *([replaced_text(issue)] if option.on_table and issue.replaced else ()),
        *_stands(live, view, option, moves),
    )
    return Menu(question, moves, asked[0])


def _stands(
    live: LiveNegotiation, view: SeatView, option: OptionSeen, moves: Sequence[SeatMove]
) -> Iterator[str]:
    """Yield what is recorded if a wording on the floor is not answered; against what was said before, the brief too."""
    if promised := bought(view, moves[0].issue, option):
        yield promised
    stands = option.said or option.instructed
    told = next((move for move in moves if SIGNALS[SIGNAL_OF[move.move]] == stands), None)
    if told is None:
        return
    if not option.said:
        yield say("play.menu.instructed", move=say(f"move.{told.move}"))
        return
    if to := view.promised_to(told.issue, option):
        names = names_of(view)
        yield say("seat.signal.promised", to=listed(names[key] for key in to))
    else:
        yield say("seat.signal.stands", signal=say(f"move.{told.move}"))
    if against := live.check(told):
        yield say("play.take_care", why=Said.joined(*against))


def _question(view: SeatView) -> list[str]:
    if view.phase == "package" and view.package is not None:
        package = view.package
        by = say("play.menu.package", by=package.by) if package.by else say("play.menu.package.chair")
        return [by, *_by_clause(view, package.options), _whole(view, package.options)]
    asked = say("play.menu.document", phase=say(f"phase.{view.phase}"))
    return [asked, *_by_clause(view), _whole(view)]


def _whole(view: SeatView, package: Mapping[str, str] | None = None) -> str:
    """Return what a document gives the seat as a whole, beside none."""
    none = worth(view.own.no_deal)
    if red := crossed(view, package):
        return say("play.menu.whole.red", issues=listed(red), none=none)
    key = "play.menu.whole.agreed" if package is None else "play.menu.whole.package"
    return say(key, worth=amount(points_given(view, package)), none=none)


def _by_clause(view: SeatView, package: Mapping[str, str] | None = None) -> list[str]:
    """Return what each clause of a document gives the seat; what is not in it gives nothing."""
    out = {"open": say("seat.end.open"), "fell": say("seat.end.fell")}
    rows = []
    for one in weigh(view, package):
        points = out.get(one.standing) or in_points(view, one.option)
        rows.append(say("play.menu.clause", issue=one.issue.key, option=one.option.key, worth=points))
    return [f"  {row}" for row in rows]


def print_menu(page: Page, menu: Menu) -> None:
    """Print the question and its numbered answers."""
    page.write()
    for line in menu.question:
        page.say(line, indent=2 + len(line) - len(line.lstrip()))
    line = ""
    for number, move in enumerate(menu.moves, start=1):
        answer = f"{number} {say(f'move.{move.move}')}"
        if move.move in menu.beside:
            answer = say("play.menu.answer", answer=answer, beside=menu.beside[move.move])
        if line and len(line) + len(answer) + 5 > page.width:
            page.write(f"  {line}")
            line = ""
        line = f"{line}   {answer}" if line else answer
    page.write(f"  {line}")
