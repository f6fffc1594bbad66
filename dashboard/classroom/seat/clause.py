"""A clause as a seat in a class sees it: wordings, what each is worth, and what can be done about it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from dashboard.seat import clauses_told, short_wordings
from dashboard.seat.headline_told import Teller, called
from dashboard.seat.public_sheet import ClausePlace
from simulation.live import IssueSeen, OptionSeen
from simulation.training import for_you

__all__ = ["Block", "Choice", "Saying", "Worded", "blocks", "choices", "meanings"]

_SIGNALS: Final = ("support", "can_live_with", "silent", "statement", "formal_object")
_ON_CLAUSE: Final = ("request_brackets", "lift_brackets", "leave_coalition", "ask_for_group", "seek_deferral")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, in a list or as a button."""

    value: str
    label: str
    is_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What others last said to a wording."""

    signal: str
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A wording of a clause."""

    key: str
    label: str
    texts: Sequence[Markup]
    where: str
    worth: str
    holders: str
    said: Sequence[Saying]
    signals: Sequence[Choice]
    """What the seat can say to it: move, word, whether it said so."""
    against: str
    """What the brief has against it, as the seat stands to it now."""
    bought: str
    """Who has promised the seat to live with it; empty: nobody is bound to."""
    stands: str
    """What is recorded of it if nothing is said."""
    promised: Sequence[str]
    is_asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """An issue with the clauses on it."""

    key: str
    title: str
    status: str
    word: str
    replaced: str
    is_open: bool
    """Shown open: something is asked about it."""
    wordings: Sequence[Worded]
    moves: Sequence[Choice]
    coalitions: Sequence[Choice]
    proposals: Sequence[tuple[Choice, Markup]]
    """Wordings that can be tabled, each with its text as a change of the one on the table."""


def blocks(tell: Teller, *, can_move: bool) -> list[Block]:
    """Return all issues, in the order of the draft."""
    by_issue: dict[str, list[ClausePlace]] = {}
    for clause in tell.sheet.clauses:
        by_issue.setdefault(clause.issue, []).append(clause)
    issues = {issue.key: issue for issue in tell.view.issues}
    return [_block(tell, issues[key], there, can_move=can_move) for key, there in by_issue.items()]


def meanings(tell: Teller, shown: Sequence[Block]) -> list[tuple[str, str]]:
    """Return each answer that the blocks let a seat give to a wording, and what it means; empty: there is none."""
    if not any(one.signals for block in shown for one in block.wordings):
        return []
    say, phase = tell.words.say, "floor" if tell.view.phase == "floor" else "talks"
    return [
        (say(f"seat.signal.{phase}.{signal}"), say(f"class.seat.means.{phase}.{signal}"))
        for signal in clauses_told.moves(tell.view)
    ]


def choices(tell: Teller, issue: IssueSeen, *, admissible: bool = True) -> list[Choice]:
    """Return the wordings of an issue to choose from, each with what it is worth."""
    return [
        Choice(option.key, _listed(tell, option), option.on_table)
        for option in issue.written
        if option.is_admissible or not admissible
    ]


def _listed(tell: Teller, option: OptionSeen) -> str:
    """Return a wording in a list: what it is worth first, for a narrow list shows the beginning of a line only."""
    return f"{_worth(tell, option)} · {option.short(short_wordings.AMONG_CLAUSE)}"


def _worth(tell: Teller, option: OptionSeen) -> str:
    return tell.words.told(for_you(tell.view, option))


def _block(tell: Teller, issue: IssueSeen, there: Sequence[ClausePlace], *, can_move: bool) -> Block:
    view, first = tell.view, there[0]
    if len(there) == 1:
        title = first.quoted(called(first.title, issue.name))
    else:
        title = f"{tell.words.listed(clause.reference for clause in there)} {issue.name}"
    on_floor = any(option.on_floor for option in issue.options)
    asks = on_floor if view.phase == "floor" else issue.on_agenda and issue.is_open
    legal = view.request.legal if view.request is not None and can_move else ()
    in_talks = can_move and view.phase == "talks" and issue.is_open
    return Block(
        key=issue.key,
        title=title,
        status=clauses_told.status(tell, issue),
        word=tell.call(issue, clauses_told.status_word(tell, issue)),
        replaced=tell.replaced(issue),
        is_open=asks and view.phase in ("talks", "floor"),
        wordings=[
            _worded(tell, issue, option, there, legal) for option in clauses_told.in_the_room(view, issue)
        ],
        moves=_moves(tell, issue, legal) if in_talks else (),
        coalitions=_coalitions(tell, issue, legal) if in_talks else (),
        proposals=_proposals(tell, issue, there) if in_talks and "propose_option" in legal else (),
    )


def _worded(
    tell: Teller, issue: IssueSeen, option: OptionSeen, there: Sequence[ClausePlace], legal: Sequence[str]
) -> Worded:
    say, view = tell.words.say, tell.view
    label = option.short(short_wordings.AMONG_CLAUSE)
    where = say("seat.clause.table" if option.on_table else "seat.clause.beside", option=label)
    by = say("seat.clause.tabled", names=tell.people(option.tabled_by)) if option.tabled_by else ""
    may = issue.is_open and (view.phase != "floor" or option.on_floor)
    offered = clauses_told.moves(view)
    phase = "floor" if view.phase == "floor" else "talks"
    return Worded(
        key=option.key,
        label=label,
        texts=[clauses_told.text(tell, clause, issue, option) for clause in there],
        where=f"{where} · {by}" if by else where,
        worth=_worth(tell, option),
        holders=tell.people(option.holders) if option.holders else "",
        said=_said(tell, issue.key, option.key),
        signals=[
            Choice(move, say(f"seat.signal.{phase}.{signal}"), option.said == signal)
            for signal, move in offered.items()
            if may and move in legal
        ],
        against=clauses_told.against(tell, issue, option, offered.get(option.said, "")),
        bought=tell.bought(issue, option),
        stands=clauses_told.stands(tell, issue, option),
        promised=clauses_told.promised(tell, issue, option),
        is_asked=(issue.key, option.key) in view.blank,
    )


def _said(tell: Teller, issue: str, option: str) -> list[Saying]:
    """Return what others last said to a wording, in the open."""
    by: dict[str, list[str]] = {}
    for other in tell.view.others:
        if signal := other.signals.get((issue, option)):
            by.setdefault(signal, []).append(other.key)
    return [
        Saying(signal=tell.words.say(f"seat.signal.floor.{signal}"), names=tell.people(by[signal]))
        for signal in _SIGNALS
        if signal in by
    ]


def _moves(tell: Teller, issue: IssueSeen, legal: Sequence[str]) -> list[Choice]:
    own = tell.view.own.key
    is_member = any(own in option.holders for option in issue.options)
    fits = {
        "request_brackets": own not in issue.brackets,
        "lift_brackets": own in issue.brackets,
        "leave_coalition": is_member and issue.on_agenda,
        "ask_for_group": issue.readings > 0,
        "seek_deferral": issue.on_agenda,
    }
    return [Choice(move, tell.asking(move)) for move in _ON_CLAUSE if fits[move] and move in legal]


def _coalitions(tell: Teller, issue: IssueSeen, legal: Sequence[str]) -> list[Choice]:
    """Return with whom the seat may stand for which wording: the move and the key of the wording."""
    if not issue.on_agenda:
        return []
    found = []
    for option in issue.written:
        move = "join_coalition" if option.holders else "found_coalition"
        if option.is_admissible and move in legal and tell.view.own.key not in option.holders:
            told = tell.words.say(f"seat.{move}", option=option.short(short_wordings.AMONG_CLAUSE))
            found.append(Choice(f"{move} {option.key}", f"{_worth(tell, option)} · {told}"))
    return found


def _proposals(tell: Teller, issue: IssueSeen, there: Sequence[ClausePlace]) -> list[tuple[Choice, Markup]]:
    if not issue.on_agenda:
        return []
    others = [option for option in issue.written if option.is_admissible and not option.on_table]
    best = max(others, key=lambda o: (o.is_within, not o.is_red, o.gain), default=None)
    found = []
    for option in others:
        told = clauses_told.with_worth(tell, option, short_wordings.AMONG_CLAUSE)
        changes = (
            clauses_told.change(tell, clause, issue, clause.texts.get(option.key, "")) for clause in there
        )
        found.append((Choice(option.key, told, option is best), Markup().join(changes)))
    return found
