"""The tables behind a replay: what the pictures show, in rows, and what changed between two sessions."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dashboard.components.packing import texts_of, unpack
from dashboard.frame.escaping import cell
from dashboard.frame.language import Words
from dashboard.replay.replay_contract import Clause, ClauseState, Replay, Wording

__all__ = ["Changes", "Tables", "to_csv"]

_MOVED = 5
"""Smaller changes of place, in thousandths, are not told."""

type Row = dict[str, str | int | float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is different after one session from what was after another."""

    groups: list[Row]
    places: list[Row]
    clauses: list[Row]
    brackets: tuple[int, int]
    sentences: list[str]


@dataclass(frozen=True)
class Tables:
    """A replay and the words for the heads of its tables."""

    data: Replay
    words: Words

    def _say(self, key: str, **values: object) -> str:
        return self.words.say(self.words.within("replay.table", key), **values)

    @cached_property
    def _places(self) -> list[list[int]]:
        return [unpack(item["x"]) for item in self.data["delegations"]]

    @cached_property
    def _held(self) -> list[list[int]]:
        return [unpack(item["b"]) for item in self.data["delegations"]]

    @cached_property
    def _blocked(self) -> list[list[int]]:
        return [unpack(item["k"]) for item in self.data["delegations"]]

    @cached_property
    def _texts(self) -> list[str]:
        return texts_of(self.data)

    @cached_property
    def _sets(self) -> list[list[int]]:
        return [unpack(packed) for packed in self.data["sets"]]

    def _text(self, number: int) -> str:
        return self._texts[number] if number >= 0 else ""

    def _names(self, number: int) -> str:
        rows = self._sets[number] if number >= 0 else []
        return self.words.listed(self.data["delegations"][row]["short"] for row in rows)

    def group(self, coalition: int) -> str:
        """Return a coalition in words; of none, that."""
        if coalition < 0:
            return self._say("no_group")
        item = self.data["coalitions"][coalition]
        return self.words.say("replay.group", letter=item["letter"], name=item["name"])

    def positions(self, session: int) -> list[Row]:
        """Return where everybody stands after a session, in the order of the axis."""
        order = sorted(range(len(self._places)), key=lambda row: self._places[row][session])
        return [
            {
                self._say("term.delegation"): self.data["delegations"][row]["name"],
                self._say("term.kind"): self.data["delegations"][row]["kind_word"],
                self._say("capability"): self.data["delegations"][row]["cap"] / 100,
                self._say("term.position"): self._places[row][session] / 1000,
                self._say("term.group"): self.group(self.data["delegations"][row]["c"][session]),
                self._say("held"): self._held[row][session],
                self._say("origin"): self.data["delegations"][row]["origin"],
            }
            for row in order
        ]

    def memberships(self) -> list[Row]:
        """Return the letter of the group of each delegation after each session."""
        letters = [item["letter"] for item in self.data["coalitions"]]
        return [
            {
                self._say("term.delegation"): item["name"],
                **{
                    str(session): letters[item["c"][session]] if item["c"][session] >= 0 else ""
                    for session in range(1, self.data["sessions"] + 1)
                },
            }
            for item in self.data["delegations"]
        ]

    def brackets(self) -> list[Row]:
        """Return the number of clauses in brackets after each session, who holds them, and the band of the ensemble."""
        told = self.data["brackets"]
        rows: list[Row] = []
        for session in range(1, self.data["sessions"] + 1):
            row: Row = {
                self._say("term.session"): session,
                self._say("term.brackets"): told["count"][session],
                self._say("term.holders"): told["holders"][session],
            }
            if told["low"] is not None and told["high"] is not None:
                row[self._say("low")] = told["low"][session]
                row[self._say("high")] = told["high"][session]
            rows.append(row)
        return rows

    def clauses(self, session: int) -> list[Row]:
        """Return each wording of each clause after a session, with those who stand for it."""
        rows: list[Row] = []
        for clause in self.data["clauses"]:
            state = _state_at(clause, session)
            rows += [self._clause(clause, state, wording) for wording in state["wordings"]]
            if not state["wordings"]:
                rows.append(self._clause(clause, state, None))
        return rows

    def _clause(self, clause: Clause, state: ClauseState, wording: Wording | None) -> Row:
        return {
            self._say("term.clause"): clause["reference"],
            self._say("term.wording"): self._wording(wording),
            self._say("stand_for"): "" if wording is None else self._names(wording["holders"]),
            self._say("object"): self._names(state["by"]),
            self._say("state"): self._text(state["words"]),
            self._say("about"): clause["title"],
        }

    def _wording(self, wording: Wording | None) -> str:
        if wording is None:
            return ""
        return self._text(wording["text"]) or self.data["words"].get("no_text", "")

    def power(self, session: int) -> list[Row]:
        """Return who blocks how many clauses and keeps how many in brackets, and in how many runs it keeps any."""
        told = self.data["power"]
        rows: list[Row] = []
        for row in self._in_the_way(session):
            found: Row = {
                self._say("term.delegation"): self.data["delegations"][row]["name"],
                self._say("term.group"): self.group(self.data["delegations"][row]["c"][session]),
                self._say("blocks"): self._blocked[row][session],
                self._say("held"): self._held[row][session],
                self._say("sole"): unpack(told["sole"][row])[session],
            }
            if told["low"] is not None and told["high"] is not None:
                found[self._say("low")] = unpack(told["low"][row])[session]
                found[self._say("high")] = unpack(told["high"][row])[session]
            for name, hits in (("often", told["hits"]), ("alone_often", told["sole_hits"])):
                if hits is not None:
                    found[self._say(name)] = self._share(unpack(hits[row])[session])
            rows.append(found)
        return rows

    def _in_the_way(self, session: int) -> list[int]:
        """Return who blocks a clause, those who block most first, and after them who only keeps one in brackets."""
        order = self.data["power"]["order"][session]
        holding = self._sets[order] if order >= 0 else []
        blocking = [
            row for row, blocked in enumerate(self._blocked) if blocked[session] and row not in holding
        ]
        return sorted([*holding, *blocking], key=lambda row: -self._blocked[row][session])

    def _share(self, hits: int) -> str:
        """Return a share of the ensemble with its interval."""
        told = self.data["interval"]
        if told is None:
            return ""
        return self._say("share", p=told["value"][hits], lo=told["low"][hits], hi=told["high"][hits])

    def log(self, session: int) -> list[Row]:
        """Return what was said in the room in a session."""
        return [
            {
                self._say("term.what"): self._text(text),
                self._say("by"): self._names(everybody) if row >= 0 else self._say("term.chair"),
            }
            for row, text, everybody in self.data["log"][session]
        ]

    def positions_long(self) -> list[Row]:
        """Return every position of every delegation before the first session and after each, for a file."""
        axes = self.data["axes"]["y"]
        rows: list[Row] = []
        for row, item in enumerate(self.data["delegations"]):
            by_issue = [unpack(packed) for packed in item["y"]]
            for session in range(self.data["sessions"] + 1):
                coalition = item["c"][session]
                found: Row = {
                    "session": session,
                    "delegation": item["id"],
                    "name": item["name"],
                    "kind": item["kind"],
                    "main": self._places[row][session] / 1000,
                    **{
                        axis.get("issue", ""): by_issue[place][session] / 1000
                        for place, axis in enumerate(axes)
                    },
                    "coalition": self.data["coalitions"][coalition]["letter"] if coalition >= 0 else "",
                    "clauses_in_brackets": self._held[row][session],
                }
                rows.append(found)
        return rows

    def memberships_long(self) -> list[Row]:
        """Return every membership of every session, for a file."""
        return [
            {
                "session": session,
                "delegation": item["id"],
                "name": item["name"],
                "coalition": coalition["letter"],
                "coalition_name": coalition["name"],
                "stands_for": coalition["text"],
            }
            for session in range(1, self.data["sessions"] + 1)
            for item in self.data["delegations"]
            if item["c"][session] >= 0
            for coalition in [self.data["coalitions"][item["c"][session]]]
        ]

    def changes(self, first: int, second: int) -> Changes:
        """Return what is different after the second session from what was after the first."""
        count = self.data["brackets"]["count"]
        groups = self._changed_groups(first, second)
        places = self._changed_places(first, second)
        clauses = self._changed_clauses(first, second)
        told = self.words.counted
        return Changes(
            groups=groups,
            places=places,
            clauses=clauses,
            brackets=(count[first], count[second]),
            sentences=[
                told("replay.changes.groups", len(groups)),
                told("replay.changes.places", len(places)),
                told("replay.changes.clauses", len(clauses)),
                self.words.say("replay.changes.brackets", a=count[first], b=count[second]),
            ],
        )

    def _changed_groups(self, first: int, second: int) -> list[Row]:
        return [
            {
                self._say("term.delegation"): item["name"],
                self._say("from"): self.group(item["c"][first]),
                self._say("to"): self.group(item["c"][second]),
            }
            for item in self.data["delegations"]
            if item["c"][first] != item["c"][second]
        ]

    def _changed_places(self, first: int, second: int) -> list[Row]:
        moved = [
            (places[second] - places[first], places[first], places[second], item["name"])
            for places, item in zip(self._places, self.data["delegations"], strict=True)
            if abs(places[second] - places[first]) > _MOVED
        ]
        return [
            {
                self._say("term.delegation"): name,
                self._say("term.before"): before / 1000,
                self._say("term.after"): after / 1000,
                self._say("rounds.change"): change / 1000,
            }
            for change, before, after, name in sorted(moved, key=lambda row: -abs(row[0]))
        ]

    def _changed_clauses(self, first: int, second: int) -> list[Row]:
        rows: list[Row] = []
        for clause in self.data["clauses"]:
            before, after = _state_at(clause, first), _state_at(clause, second)
            if _seen(before) != _seen(after):
                rows.append(
                    {
                        self._say("term.clause"): clause["reference"],
                        self._say("about"): clause["title"],
                        self._say("term.before"): self._text(before["words"]),
                        self._say("term.after"): self._text(after["words"]),
                        self._say("text_before"): self._first(before),
                        self._say("text_after"): self._first(after),
                    }
                )
        return rows

    def _first(self, state: ClauseState) -> str:
        return self._wording(state["wordings"][0]) if state["wordings"] else ""


def _state_at(clause: Clause, session: int) -> ClauseState:
    """Return the state of a clause that is in force after a session."""
    return [state for state in clause["history"] if state["from"] <= session][-1]


def _seen(state: ClauseState) -> tuple[str, int, frozenset[int]]:
    """Return what a reader sees of a clause: its status, the wording on the table, the wordings on the floor."""
    texts = [wording["text"] for wording in state["wordings"]]
    return state["status"], texts[0] if texts else -1, frozenset(texts)


def to_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    r"""Return rows as a file for a spreadsheet, in which no text is taken for a formula.

    >>> to_csv([{"name": "=1+1", "main": 0.5}])
    "name,main\r\n'=1+1,0.5\r\n"
    """
    sink = io.StringIO()
    writer = csv.writer(sink)
    if rows:
        writer.writerow(map(cell, rows[0]))
        writer.writerows(map(cell, row.values()) for row in rows)
    return sink.getvalue()
