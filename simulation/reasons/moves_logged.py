"""The log of a negotiation: who did what, when, with what reason in the room and what reason of its own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, TypedDict

from simulation.errors import UnknownComponentError
from simulation.protocols.registry import defaults_of
from simulation.scenario.schema import Scenario
from simulation.words import NOTHING, Said, said, say

__all__ = ["CHAIR", "MOVES", "PUBLIC_MOVES", "SIGNED", "Log", "Move", "OwnPart", "Roster", "roster_of"]

CHAIR: Final = ""
"""In place of a delegation: the chair."""

_OPENING: Final = (
    "receive_instructions",
    "take_stock",
    "call_clause",
    "set_order",
    "draft_wording",
    "extend",
)
_ASIDE: Final = ("state_position", "change_position", "consult_bilaterally", "offer_trade", "accept_trade")
"""Moves that are not made in the open: talks, trades and changes of mind."""
_AFTER_TALKS: Final = (
    "leave_coalition",
    "found_coalition",
    "join_coalition",
    "propose_option",
    "issue_chair_text",
    "support",
    "can_live_with",
    "keep_silent",
    "make_statement",
    "object_formally",
    "request_brackets",
    "lift_brackets",
    "propose_package",
    "call_consensus",
    "call_vote",
    "refer_to_other_body",
    "give_up_clause",
    "gavel",
    "adjourn",
    "join_consensus",
    "join_consensus_with_statement",
    "dissociate",
    "vote_against",
    "abstain",
    "sign",
    "sign_with_reservation",
    "not_sign",
)

MOVES: Final = (*_OPENING, *_ASIDE, *_AFTER_TALKS)
"""Every move, in the order in which the moves of one session are told."""

PUBLIC_MOVES: Final = frozenset((*_OPENING, *_AFTER_TALKS))
"""Moves that the room sees. A new move is in one of the three lists above: somebody says whether it is public."""

SIGNED: Final = ("leave_coalition", "found_coalition", "join_coalition")
"""Moves by which the sponsors of a wording change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One row of the log. Every field is a number, a word, a list of words or a sentence, so a table can hold it."""

    session: int
    """Counted from 1."""
    delegation: str
    """Key; `CHAIR` for the chair."""
    move: str
    """One of `MOVES`."""
    issue: str = ""
    option: str = ""
    others: tuple[str, ...] = ()
    """Keys of the delegations that the move was made with or towards."""
    public_reason: Said = NOTHING
    """What was said in the room; nothing where nothing was."""
    private_reason: Said = NOTHING
    """What moved it, from its instructions, account and beliefs."""
    cause: str = ""
    """The private reason in one word, to count by."""
    refused: str = ""
    """Key of the best alternative that it turned down."""
    refused_because: Said = NOTHING
    red_line: Said = NOTHING
    """The red line touched."""
    amount: float = 0.0
    """How far a change of position goes, towards 1 if positive; where an opening position lies; what a signal left over
    what the instructions ask, negative if it fell short; the share of the room that is believed to accept a wording
    tabled or co-signed; the gain of the document over none in a stand at the end."""


class OwnPart(TypedDict, total=False):
    """What the room does not learn of a move: fields of a `Move`."""

    private_reason: Said
    cause: str
    refused: str
    refused_because: Said
    red_line: Said
    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The names for the keys in a log. Plain data: `Roster(**json)` reads back what `asdict` wrote."""

    title: str
    document: str
    """What the text is: opinion, resolution, treaty."""
    sessions: int
    """Sessions held."""
    names: Mapping[str, str]
    """Delegation key to short name."""
    issues: Mapping[str, str]
    """Issue key to name."""
    poles: Mapping[str, list[str]]
    """Issue key to the names of its poles, at 0 and at 1."""
    options: Mapping[str, Mapping[str, str]]
    """Issue key to option key to label."""
    elsewhere: Mapping[str, Collection[str]]
    """Issue key to the keys of the options that refer it elsewhere."""
    assumed: Said
    """What red lines that the case does not give are assumed to be, in a sentence."""

    def name(self, key: str) -> str:
        """Return the name of a delegation; the empty key is the Chair."""
        return say("who.chair") if key == CHAIR else self.names.get(key, key)

    def option(self, issue: str, option: str) -> str:
        """Return the label of an option, or its key if the roster does not know it."""
        return self.options.get(issue, {}).get(option, option)

    def check(self, delegation: str) -> None:
        """Refuse a key that is nobody's.

        Raises:
            UnknownComponentError: if no delegation has it.
        """
        if delegation not in self.names:
            raise UnknownComponentError(kind="delegation", key=delegation, valid=self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The moves of one negotiation in the order in which they were made, and who is who."""

    roster: Roster
    moves: tuple[Move, ...] = field(repr=False)

    def by(self, delegation: str, session: int | None = None) -> tuple[Move, ...]:
        """Return the moves of one delegation, in one session if one is named."""
        return tuple(
            move
            for move in self.moves
            if move.delegation == delegation and (session is None or move.session == session)
        )


def roster_of(scenario: Scenario, sessions: int) -> Roster:
    """Return the names of a case, of which `sessions` sessions were held."""
    assumed = defaults_of(scenario)
    return Roster(
        assumed=said(
            "summary.assumed",
            base=Said.decimal(assumed.red_line_base, "g"),
            slope=Said.decimal(assumed.red_line_slope, "g"),
        ),
        title=scenario.title,
        document=scenario.document.instrument,
        sessions=sessions,
        names={item.key: item.short or item.name for item in scenario.delegations},
        issues={issue.key: issue.name for issue in scenario.issues},
        poles={issue.key: [issue.low, issue.high] for issue in scenario.issues},
        options={
            issue.key: {option.key: option.label for option in issue.options} for issue in scenario.issues
        },
        elsewhere={
            issue.key: [option.key for option in issue.options if option.kind == "refer"]
            for issue in scenario.issues
        },
    )
