"""What stands in the tables of a run: the columns of each, what they hold and of what kind they are.

An empty word stands for "none"; sessions are counted from 1, and 0 is before the first. *Worth* is the currency of
the conference: lengths of the axis times relative salience, which is 1 on average over the issues of a delegation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

__all__ = ["TABLES", "Column", "Kind", "Table", "TableSpec"]

type Kind = Literal["word", "words", "text", "said", "integer", "integers", "number", "flag"]
"""A `text` is one of the case, in the words of its author. A `said` is a sentence as key and values, kept as JSON;
empty where nothing is said."""
type Column = list[Any] | np.ndarray[Any, np.dtype[Any]]
type Table = Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: the meaning of a row, and its columns, each with its kind and content."""

    about: str
    columns: Mapping[str, tuple[Kind, str]]

    def table_of(self, rows: Iterable[Sequence[object]]) -> Table:
        """Return the columns of rows that hold a value for each of them."""
        columns = list(zip(*rows, strict=True)) or [()] * len(self.columns)
        return {name: list(column) for name, column in zip(self.columns, columns, strict=True)}


_SESSION: Final[tuple[Kind, str]] = ("integer", "session, counted from 1")
_DELEGATION: Final[tuple[Kind, str]] = ("word", "key of the delegation")
_ISSUE: Final[tuple[Kind, str]] = ("word", "key of the issue")

TABLES: Final[Mapping[str, TableSpec]] = {
    "delegations": TableSpec(
        "One row for each delegation that can change something, in the order of seats, and how it ended.",
        {
            "delegation": _DELEGATION,
            "name": ("text", "full name"),
            "short": ("text", "short name"),
            "kind": ("word", "kind of stakeholder"),
            "blocs": ("words", "keys of its blocs"),
            "capability": ("number", "voice in the room, 0..1, as drawn"),
            "decides": ("flag", "has a say in the decision"),
            "proposes": ("flag", "may table wordings"),
            "persuades": ("flag", "may move what others wish for themselves"),
            "blocks_alone": ("flag", "its objection alone sinks a text under the rule in force"),
            "failure_cost": ("number", "price of leaving without a document, in lengths of the axis"),
            "strategy": ("word", "key of its strategy"),
            "joins": ("word", "how it stands to the document at the end; empty: no document, or no say"),
            "signature": ("word", "whether it signed; empty: nothing to sign, or no say"),
            "gain": ("number", "mean gain of the document over none, in worth"),
            "margin": (
                "number",
                "that gain plus the price of failure, after the lines of its blocs, in worth",
            ),
        },
    ),
    "mandates": TableSpec(
        "One row for each delegation and issue: what it came with, uncertain numbers as drawn.",
        {
            "delegation": _DELEGATION,
            "issue": _ISSUE,
            "opening": ("number", "preferred point, from 0 to 1, the poles of the issue"),
            "salience": ("number", "what the issue means to it, 0..1"),
            "red_low": ("number", "lower end of what it may ever accept; may lie below 0"),
            "red_high": ("number", "upper end; may lie above 1"),
            "flexibility": (
                "number",
                "share of the way to its limit that it may go without new instructions",
            ),
        },
    ),
    "positions": TableSpec(
        "One row for each session, delegation and issue.",
        {
            "session": _SESSION,
            "delegation": _DELEGATION,
            "issue": _ISSUE,
            "ideal": ("number", "what it wishes for itself, 0..1"),
            "position": ("number", "how far towards the text on the table it would go, 0..1"),
            "give": ("number", "share of the way to its limit released so far, 0..1"),
            "traded": (
                "number",
                "extra share of that way bought in trades; it counts once the clause is called",
            ),
            "aspiration": ("number", "gain that it asks for, in worth"),
            "stands_for": ("word", "option whose coalition it belongs to"),
            "objects": ("flag", "objected formally when the issue was last open"),
            "trust": ("number", "its mean trust in the room, 0..1"),
            "knowledge": ("number", "its mean knowledge of the limits of others, 0..1"),
        },
    ),
    "signals": TableSpec(
        "One row for each wording that a decision-holder was asked about.",
        {
            "session": _SESSION,
            "delegation": _DELEGATION,
            "issue": _ISSUE,
            "option": ("word", "key of the option asked about"),
            "signal": ("word", "support, can_live_with, silent, statement or formal_object"),
            "gain": ("number", "gain of the option over no agreement, in worth"),
            "margin": ("number", "gain over aspiration after the line of its bloc, in worth; willing from 0"),
            "red": ("flag", "the option crosses a red line"),
            "believed": ("number", "share of the room that it believes could accept the option"),
        },
    ),
    "issues": TableSpec(
        "One row for each session and issue: the state of the floor.",
        {
            "session": _SESSION,
            "issue": _ISSUE,
            "opened": ("flag", "taken up in the session"),
            "table_before": ("word", "option on the table before the session"),
            "table": ("word", "option on the table after it"),
            "clean": ("flag", "agreed ad referendum after it"),
            "brackets": ("integer", "decision-holders that object to the text on the table"),
            "chair_text": ("word", "option of a text of the Chair"),
            "closed_by": ("word", "how it closed, if it closed in this session"),
        },
    ),
    "sessions": TableSpec(
        "One row for each session: what happened, in words and in counts.",
        {
            "session": _SESSION,
            "pressure": ("number", "pressure of time, 0..1"),
            "clauses_in_brackets": ("integer", "clauses in brackets after it"),
            "holders": ("integer", "delegations that hold them"),
            "headline": ("said", "what happened"),
            "brackets_in_words": ("said", "the state of the brackets"),
            "description": ("said", "the state of the room for those who do not see the charts"),
        },
    ),
    "moves": TableSpec(
        "One row for each move, in the order in which they were made.",
        {
            "session": _SESSION,
            "delegation": ("word", "key of the delegation; empty: the Chair"),
            "move": ("word", "what was done"),
            "issue": _ISSUE,
            "option": ("word", "key of the option"),
            "others": ("words", "keys of the delegations it was done with or towards"),
            "public_reason": ("said", "what was said in the room"),
            "private_reason": ("said", "what moved it"),
            "cause": ("word", "the private reason in one word"),
            "refused": ("word", "key of the best alternative turned down"),
            "refused_because": ("said", "why it was turned down"),
            "red_line": ("said", "the red line touched"),
            "amount": (
                "number",
                (
                    "of a change of position: how far, towards 1 if positive; of an opening position: where it is; "
                    "of a signal: its margin; of a wording tabled or co-signed: share of the room believed to "
                    "accept it; of a stand at the end: gain of the document over none, in worth"
                ),
            ),
        },
    ),
    "movements": TableSpec(
        "One row for each delegation and issue that moved, the largest change first.",
        {
            "delegation": _DELEGATION,
            "issue": _ISSUE,
            "before": ("number", "opening position, 0..1"),
            "after": ("number", "position at the end, 0..1"),
            "cause": ("word", "what accounts for most of it, in one word"),
            "reason": ("said", "the same in a sentence"),
        },
    ),
    "text": TableSpec(
        "One row for each wording of each clause after each session (0: the first draft), then as adopted.",
        {
            "session": ("integer", "sessions held"),
            "adopted": ("flag", "the text as adopted"),
            "version": ("integer", "number of the version of the text, 0: the first draft"),
            "clause": ("word", "key of the clause"),
            "reference": ("text", "heading and label"),
            "status": ("word", "what has become of the clause"),
            "table": ("word", "option on the table or in the final text"),
            "falls_with": ("text", "the clause with which it fell"),
            "wording": ("integer", "0: on the table, 1 and on: competing; -1: nothing is left"),
            "option": ("word", "option of this wording"),
            "words": ("text", "the wording"),
            "holders": ("words", "keys of the delegations that stand for it"),
        },
    ),
    "brackets": TableSpec(
        "One row for each clause in brackets after each session and delegation that keeps it there.",
        {
            "session": _SESSION,
            "clause": ("word", "key of the clause"),
            "issue": _ISSUE,
            "delegation": ("word", "key of the delegation that holds the bracket"),
            "reason": ("said", "the reason it gives in the room"),
        },
    ),
    "coalitions": TableSpec(
        "One row for each coalition: those detected over all issues, and those formed for one wording.",
        {
            "issue": ("word", "key of the issue; empty: detected over all issues"),
            "coalition": ("integer", "number of the coalition within the issue"),
            "letter": ("word", "letter of its slot, its key in pictures"),
            "slot": ("integer", "slot: place in the order of founding, given once in a run"),
            "name": ("said", "what it is called"),
            "stands_for": ("text", "the wording that all its members put their name to, if one"),
            "founded": _SESSION,
            "ended": ("integer", "first session without it; 0: there at the end"),
        },
    ),
    "memberships": TableSpec(
        "One row for each session and delegation in a coalition.",
        {
            "session": _SESSION,
            "issue": ("word", "key of the issue; empty: detected over all issues"),
            "delegation": _DELEGATION,
            "coalition": ("integer", "number of the coalition within the issue"),
            "letter": ("word", "its letter"),
        },
    ),
    "power": TableSpec(
        "One row for each session and detected coalition: what it could do under the rule in force.",
        {
            "session": _SESSION,
            "coalition": ("integer", "number of the coalition"),
            "members": ("integer", "number of members"),
            "capability": ("number", "share of the capability of the room, 0..1"),
            "can_block": ("flag", "a text fails if its members object"),
            "can_carry": ("flag", "a text passes if all others object"),
        },
    ),
    "outcome": TableSpec(
        "One row for each issue: where it ended.",
        {
            "issue": _ISSUE,
            "option": (
                "word",
                "option in the final text; empty: dropped, fallen with another, or no document",
            ),
            "label": ("text", "its wording in short"),
            "place": ("number", "its place on the axis, 0..1; not a number where there is no option"),
            "draft": ("word", "option of the first draft"),
            "status_quo": ("number", "place of the status quo on the axis, 0..1"),
        },
    ),
}
