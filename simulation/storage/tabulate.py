"""Turns a record, its log and its coalitions into the tables of a run."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

import numpy as np

from simulation.arrays import BoolArray, IntArray
from simulation.coalitions import CoalitionHistory, can_block, coalition_power, short_names
from simulation.engine.record import CLOSED_BY, JOINS, SIGNALS, SIGNATURES, Record
from simulation.reasons import Log, formed_of, moments_of, session_sentences, versions_of, who_moved
from simulation.scenario.schema import Scenario
from simulation.state.tableau import KINDS
from simulation.storage.run_columns import TABLES, Column, Table
from simulation.text import DocumentState, build_document

__all__ = ["documents_of", "tabulate"]


def tabulate(record: Record, log: Log, history: CoalitionHistory) -> dict[str, Table]:
    """Return all tables of a run by name, columns as in `columns.TABLES`."""
    documents = documents_of(record)
    return {
        "delegations": _delegations(record),
        "mandates": _mandates(record),
        "positions": _positions(record),
        "signals": _signals(record),
        "issues": _issues(record),
        "sessions": _sessions(record, log, history, documents),
        "moves": _fields("moves", log.moves),
        "movements": _fields("movements", who_moved(record, log)),
        "text": _text(record, documents),
        "brackets": _brackets(documents),
        "coalitions": _coalitions(record, history),
        "memberships": _memberships(record, history),
        "power": _power(record, history),
        "outcome": _outcome(record),
    }


def documents_of(record: Record) -> tuple[DocumentState, ...]:
    """Return the document before the first session, after each, and as adopted if it was."""
    keys = record.tableau.delegations
    return tuple(build_document(record.scenario, keys, moment) for moment in moments_of(record))


def _fields(table: str, rows: Iterable[object]) -> Table:
    """Return one column for each field of the rows that the table names."""
    spec = TABLES[table]
    return spec.table_of(map(attrgetter(*spec.columns), rows))


def _named(words: Sequence[str], codes: IntArray) -> Column:
    """Return the word for each code; -1 is the empty word."""
    named: Column = np.array([*words, ""], dtype=object)[codes]
    return named


def _options(scenario: Scenario, table: IntArray) -> Column:
    """Return the keys of the options, flat, from an array whose last axis is the issues."""
    columns = [
        _named([option.key for option in issue.options], table[..., number])
        for number, issue in enumerate(scenario.issues)
    ]
    flat: Column = np.stack(columns, axis=-1).ravel()
    return flat


def _grid(*axes: Sequence[object]) -> list[Column]:
    """Return the columns that name every combination, the last axis running fastest."""
    places = np.indices(tuple(len(axis) for axis in axes)).reshape(len(axes), -1)
    return [
        np.array(axis, dtype=object if isinstance(axis[0], str) else None)[place]
        for axis, place in zip(axes, places, strict=True)
    ]


def _issue_keys(record: Record) -> list[str]:
    return [issue.key for issue in record.scenario.issues]


def _delegations(record: Record) -> Table:
    tableau, outcome = record.tableau, record.outcome
    items = {item.key: item for item in record.scenario.delegations}
    rows = [items[key] for key in tableau.delegations]
    blocs = [bloc.key for bloc in record.scenario.blocs]
    alone = np.eye(len(rows), dtype=np.bool_)
    return {
        "delegation": list(tableau.delegations),
        "name": [item.name for item in rows],
        "short": [item.short or item.name for item in rows],
        "kind": _named(KINDS, tableau.kind),
        "blocs": [tuple(itertools.compress(blocs, member)) for member in tableau.member],
        "capability": tableau.capability[0],
        "decides": tableau.decide,
        "proposes": tableau.propose,
        "persuades": tableau.persuade,
        "blocks_alone": np.array([can_block(record.conditions, member) for member in alone]),
        "failure_cost": tableau.failure_cost[0],
        "strategy": [key for key, _ in tableau.strategy],
        "joins": _named(JOINS, outcome.joins),
        "signature": _named(SIGNATURES, outcome.signature),
        "gain": outcome.gain,
        "margin": outcome.margin,
    }


def _mandates(record: Record) -> Table:
    tableau = record.tableau
    delegation, issue = _grid(tableau.delegations, _issue_keys(record))
    numbers = {
        "opening": tableau.ideal,
        "salience": tableau.given_salience,
        "red_low": tableau.red_low,
        "red_high": tableau.red_high,
        "flexibility": tableau.flexibility,
    }
    flat = {name: value[0].ravel() for name, value in numbers.items()}
    return {"delegation": delegation, "issue": issue, **flat}


def _positions(record: Record) -> Table:
    shape = record.position.shape
    sessions = range(1, record.n_rounds + 1)
    session, delegation, issue = _grid(sessions, record.tableau.delegations, _issue_keys(record))

    def per_issue(value: np.ndarray[Any, Any]) -> Column:
        flat: Column = np.broadcast_to(value[..., None], shape).ravel()
        return flat

    return {
        "session": session,
        "delegation": delegation,
        "issue": issue,
        "ideal": record.ideal.ravel(),
        "position": record.position.ravel(),
        "give": per_issue(record.give),
        "traded": record.traded.ravel(),
        "aspiration": record.aspiration.ravel(),
        "stands_for": _options(record.scenario, record.platform),
        "objects": record.objects.ravel(),
        "trust": per_issue(record.trust),
        "knowledge": per_issue(record.knowledge),
    }


def _signals(record: Record) -> Table:
    asked = np.nonzero(record.signal >= 0)
    session, delegation, issue, option = asked
    width = record.signal.shape[-1]
    keys = [[option.key for option in item.options] for item in record.scenario.issues]
    padded = np.array([row + [""] * (width - len(row)) for row in keys], dtype=object)
    return {
        "session": session + 1,
        "delegation": _named(record.tableau.delegations, delegation),
        "issue": _named(_issue_keys(record), issue),
        "option": padded[issue, option],
        "signal": _named(SIGNALS, record.signal[asked]),
        "gain": record.gain[asked],
        "margin": record.margin[asked],
        "red": record.is_red[asked],
        "believed": record.believed[asked],
    }


def _issues(record: Record) -> Table:
    session, issue = _grid(range(1, record.n_rounds + 1), _issue_keys(record))
    return {
        "session": session,
        "issue": issue,
        "opened": record.opened.ravel(),
        "table_before": _options(record.scenario, record.table[:-1]),
        "table": _options(record.scenario, record.table[1:]),
        "clean": record.is_clean[1:].ravel(),
        "brackets": record.brackets.ravel(),
        "chair_text": _options(record.scenario, record.chair_text),
        "closed_by": _named(CLOSED_BY, record.closed_by.ravel()),
    }


def _sessions(
    record: Record, log: Log, history: CoalitionHistory, documents: Sequence[DocumentState]
) -> Table:
    sentences = session_sentences(record, history, log)
    held = [
        [clause for clause in document.clauses if clause.status == "bracketed"]
        for document in documents[1 : record.n_rounds + 1]
    ]
    return {
        "session": [sentence.session for sentence in sentences],
        "pressure": record.pressure,
        "clauses_in_brackets": [len(clauses) for clauses in held],
        "holders": [
            len({bracket.owner for clause in clauses for bracket in clause.brackets}) for clauses in held
        ],
        "headline": [sentence.head for sentence in sentences],
        "brackets_in_words": [sentence.sub for sentence in sentences],
        "description": [sentence.alt for sentence in sentences],
    }


def _text(record: Record, documents: Sequence[DocumentState]) -> Table:
    issued = {
        (version.session, version.document.is_adopted): version.number for version in versions_of(record)
    }
    return TABLES["text"].table_of(_wordings(documents, issued))


def _wordings(
    documents: Sequence[DocumentState], issued: Mapping[tuple[int, bool], int]
) -> Iterator[Sequence[object]]:
    """Yield the rows of the text; `issued` has the number of each version by when it was issued."""
    version = 0
    for document in documents:
        version = issued.get((document.session, document.is_adopted), version)
        for clause in document.clauses:
            at = (document.session, document.is_adopted, version, clause.key, clause.reference)
            fate = (clause.status, clause.option, clause.falls_with)
            for number, wording in enumerate(clause.wordings):
                yield (*at, *fate, number, wording.option, wording.text, wording.holders)
            if not clause.wordings:
                yield (*at, *fate, -1, "", "", ())


def _brackets(documents: Sequence[DocumentState]) -> Table:
    rows = [
        (document.session, clause.key, clause.issue, bracket.owner, bracket.reason)
        for document in documents
        for clause in document.clauses
        for bracket in clause.brackets
    ]
    return TABLES["brackets"].table_of(rows)


def _histories(record: Record, history: CoalitionHistory) -> list[tuple[str, CoalitionHistory]]:
    return [("", history), *zip(_issue_keys(record), formed_of(record), strict=True)]


def _coalitions(record: Record, history: CoalitionHistory) -> Table:
    rows = [
        (issue, number, item.letter, item.slot, item.name, item.text, item.founded, item.ended or 0)
        for issue, told in _histories(record, history)
        for number, item in enumerate(told.coalitions)
    ]
    return TABLES["coalitions"].table_of(rows)


def _memberships(record: Record, history: CoalitionHistory) -> Table:
    rows = [
        (session + 1, issue, record.tableau.delegations[row], number, told.coalitions[number].letter)
        for issue, told in _histories(record, history)
        for session, row in np.argwhere(told.label >= 0).tolist()
        for number in [int(told.label[session, row])]
    ]
    return TABLES["memberships"].table_of(rows)


def _power(record: Record, history: CoalitionHistory) -> Table:
    tableau = record.tableau
    rows = coalition_power(history.label, tableau.delegations, tableau.capability[0], record.conditions)
    return TABLES["power"].table_of(
        (row.session, row.coalition, len(row.members), row.capability, row.can_block, row.can_carry)
        for row in rows
    )


def _outcome(record: Record) -> Table:
    final = record.left
    kept: BoolArray = final >= 0
    places = record.tableau.option_position[np.arange(len(final)), final]
    issues = record.scenario.issues
    return {
        "issue": _issue_keys(record),
        "option": _options(record.scenario, final),
        "label": [
            short_names(issue)[option] if option >= 0 else ""
            for issue, option in zip(issues, final.tolist(), strict=True)
        ],
        "place": np.where(kept, places, np.nan),
        "draft": [issue.draft for issue in issues],
        "status_quo": record.tableau.status_quo,
    }
