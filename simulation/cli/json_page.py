"""A negotiation as one JSON document: its shape is described in docs/reference/json.md."""

import shlex
from dataclasses import asdict
from typing import Any

import numpy as np

from simulation.called import COMMAND
from simulation.cli.finished import Finished
from simulation.cli.json_document import told
from simulation.coalitions import STAND_TOGETHER, Departure
from simulation.engine import CLOSED_BY, JOINS, SIGNATURES
from simulation.live import as_plain
from simulation.reasons import Gist, Mover, holding_sentences
from simulation.rules import rule_named, rule_summed_up
from simulation.storage import manifest_of
from simulation.text import ClauseState, changes_from_draft, survival
from simulation.words import Said

__all__ = ["FORMAT", "document_of"]

FORMAT = f"{COMMAND} result 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""


def document_of(done: Finished) -> dict[str, Any]:
    """Return plain data, ready for JSON; numbers are rounded to six places."""
    manifest = manifest_of(done.record, "")
    record, key = done.record, done.forum.decision.rule
    document: dict[str, Any] = _rounded(
        {
            "format": FORMAT,
            "version": manifest.versions["delegation-sim"],
            "versions": dict(manifest.versions),
            "case": {**_case(done), "hash": manifest.scenario_hash},
            "seed": record.seed,
            "replication": record.replication,
            "command": shlex.join(done.command),
            "overrides": list(done.overrides),
            "coding": dict(done.coding),
            "drawn": None if record.drawn is None else record.drawn.plain(),
            "holders": {seat: _holder(done, seat) for seat in done.holders},
            "protocol": record.protocol,
            "asked": done.is_asked,
            "forum": {"preset": done.forum.preset, "name": str(Said.begun(done.forum.named))},
            "rule": {**manifest.rule, "label": rule_named(key), "summary": rule_summed_up(key)},
            "sessions": {"planned": record.planned, "held": record.n_rounds},
            "outcome": {
                **manifest.outcome,
                **told(sentence=manifest.sentence, left_over=manifest.left_over),
            },
            "gist": _gist(done.gist) if done.is_asked else None,
            "issues": [_issue(done, place) for place in range(record.tableau.n_issues)],
            "delegations": [_delegation(done, row) for row in range(record.tableau.n_delegations)],
            "observers": list(record.tableau.observers),
            "text": _text(done),
            "coalitions": _coalitions(done) if done.is_asked else [],
            "stability": _stability(done) if done.is_asked else None,
            "story": [_session(done, session) for session in range(record.n_rounds)] if done.is_asked else [],
            "movers": [_mover(mover) for mover in done.movers] if done.is_asked else [],
            "folder": None if done.folder is None else str(done.folder),
        }
    )
    return document


def _case(done: Finished) -> dict[str, Any]:
    return {"key": done.case.key, "title": done.case.title, "nature": done.case.nature}


def _holder(done: Finished, seat: str) -> dict[str, Any]:
    """Return the agent of the user's own in a seat, with what it did."""
    made = [
        {
            "session": each.session,
            "phase": each.phase,
            "move": as_plain(each.move),
            "granted": each.reply.granted,
            **told(reason=each.reply.reason),
        }
        for each in done.made
        if each.move.seat == seat
    ]
    return {**done.holders[seat], "moves": made}


def _gist(gist: Gist) -> dict[str, Any]:
    """Return what is told first; the sessions in which most changed with the heaviest first."""
    return {
        **told(lead=gist.lead, ending=gist.ending, together=gist.together, moved=gist.moved),
        "turning_points": [sentence.session for sentence in gist.points],
        "glance": [
            {"kind": one.kind, "session": one.session or None, **told(answer=one.told)} for one in gist.glance
        ],
        "clauses": [
            {
                "status": fate.status,
                "clauses": fate.clauses,
                "issues": list(fate.issues),
                **told(owners=fate.owners),
            }
            for fate in gist.fates
        ],
    }


def _mover(mover: Mover) -> dict[str, Any]:
    return {
        "delegation": mover.delegation,
        "issue": mover.issue,
        "before": mover.before,
        "after": mover.after,
        "cause": mover.cause,
        **told(reason=mover.reason),
    }


def _rounded(value: Any) -> Any:  # noqa: ANN401 - plain data in, plain data out
    match value:
        case float():
            return round(value, 6)
        case dict():
            return {key: _rounded(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_rounded(inner) for inner in value]
    return value


def _issue(done: Finished, place: int) -> dict[str, Any]:
    record, issue = done.record, done.case.issues[place]
    agreed, option = (int(says[place]) for says in (record.outcome.option, record.left))
    closed = np.flatnonzero(record.closed_by[:, place] >= 0)
    session = int(closed[-1]) if len(closed) else -1
    return {
        "key": issue.key,
        "name": issue.name,
        "dimension": issue.dimension,
        "option": issue.options[option].key if option >= 0 else None,
        "wording": issue.options[option].label if option >= 0 else None,
        "position": issue.options[option].position if option >= 0 else None,
        "fell": agreed >= 0 > option,
        "closed_in": session + 1 if len(closed) else None,
        "closed_by": CLOSED_BY[record.closed_by[session, place]] if len(closed) else None,
        "objecting": _keys(done, record.objects[-1, :, place]),
    }


def _keys(done: Finished, rows: np.ndarray) -> list[str]:
    return [done.record.tableau.delegations[row] for row in np.flatnonzero(rows)]


def _delegation(done: Finished, row: int) -> dict[str, Any]:
    record, tableau = done.record, done.record.tableau
    key = tableau.delegations[row]
    given = next(item for item in done.case.delegations if item.key == key)
    joins, signs = int(record.outcome.joins[row]), int(record.outcome.signature[row])
    return {
        "key": key,
        "name": given.name,
        "kind": given.kind,
        "capability": float(tableau.capability[0, row]),
        "decides": bool(tableau.decide[row]),
        "proposes": bool(tableau.propose[row]),
        "joins": JOINS[joins] if joins >= 0 else None,
        "signs": SIGNATURES[signs] if signs >= 0 else None,
        "gain": float(record.outcome.gain[row]),
        "positions": {
            issue.key: {
                "opening": float(tableau.ideal[0, row, place]),
                "end": float(record.position[-1, row, place]),
            }
            for place, issue in enumerate(done.case.issues)
        },
    }


def _text(done: Finished) -> dict[str, Any]:
    changes = changes_from_draft(done.case, done.document)
    open_at_end = {clause.key: clause for clause in done.last.clauses}
    return {
        "title": done.document.title,
        "instrument": done.document.instrument,
        "adopted": done.document.is_adopted and done.is_asked,
        "survival": [asdict(row) for row in survival(done.case, done.document)],
        "clauses": [
            _clause(clause, changes[clause.key], open_at_end[clause.key]) for clause in done.document.clauses
        ],
    }


def _clause(clause: ClauseState, change: str, last: ClauseState) -> dict[str, Any]:
    return {
        "key": clause.key,
        "reference": clause.reference,
        "title": clause.title,
        "issue": clause.issue,
        "status": clause.status,
        "change": change,
        "option": clause.option,
        "wordings": [asdict(wording) for wording in clause.wordings],
        "contested": [asdict(wording) for wording in last.wordings] if len(last.wordings) > 1 else [],
        "brackets": [{"owner": bracket.owner, **told(reason=bracket.reason)} for bracket in last.brackets],
    }


def _coalitions(done: Finished) -> list[dict[str, Any]]:
    found = []
    for index, item in enumerate(done.history.coalitions):
        power = done.power[index]
        found.append(
            {
                "letter": item.letter,
                **told(name=item.name),
                "stands_for": item.text,
                "founded": item.founded,
                "last": power.session,
                "members": list(power.members),
                "capability": power.capability,
                "can_block": power.can_block,
                "can_carry": power.can_carry,
            }
        )
    return found


def _stability(done: Finished) -> dict[str, Any]:
    """Return whether the coalitions there at the end would hold; `coalition` is the place in that list."""
    keys, found = done.record.tableau.delegations, done.holding
    names = [done.names[key] for key in keys]

    def named(rows: tuple[int, ...]) -> list[str]:
        return [keys[row] for row in rows]

    def departures(given: tuple[Departure, ...]) -> list[dict[str, Any]]:
        return [
            {
                "delegation": keys[item.member],
                "leaves": named(item.left),
                "joins": named(item.joined),
                "gain": item.gain,
            }
            for item in given
        ]

    core = found.stability.core
    lines = holding_sentences(found, done.history, names)
    return {
        "threshold": STAND_TOGETHER,
        "sentences": [str(sentence) for sentence in lines],
        "said": [sentence.to_plain() for sentence in lines],
        "nash": departures(found.stability.nash),
        "individual": departures(found.stability.individual),
        "contractual": departures(found.stability.contractual),
        "core": None if core is None else {"delegations": named(core.members), "gain": core.gain},
        "looked_at": found.stability.looked_at,
        "wordings": found.wordings,
        "wordings_held": found.wordings_held,
    }


def _session(done: Finished, session: int) -> dict[str, Any]:
    record, sentence = done.record, done.sentences[session]
    issues = [issue.key for issue in done.case.issues]
    return {
        "session": session + 1,
        **told(sentence=sentence.head, brackets=sentence.sub),
        "opened": [issues[place] for place in np.flatnonzero(record.opened[session])],
        "closed": [issues[place] for place in np.flatnonzero(record.closed_by[session] >= 0)],
        "objecting": {
            key: int(count)
            for key, count in zip(issues, record.brackets[session].tolist(), strict=True)
            if count
        },
        "coalitions": [
            {"coalition": index, "members": _keys(done, done.history.label[session] == index)}
            for index in np.unique(done.history.label[session]).tolist()
            if index >= 0
        ],
        "sponsors": {
            issue.key: sponsors
            for place, issue in enumerate(done.case.issues)
            if (sponsors := _sponsors(done, session, place))
        },
    }


def _sponsors(done: Finished, session: int, place: int) -> dict[str, list[str]]:
    """Return who stands together for each wording of an issue, by option: two or more."""
    stands_for = done.record.platform[session, :, place]
    options = enumerate(done.case.issues[place].options)
    found = {option.key: _keys(done, stands_for == number) for number, option in options}
    return {key: members for key, members in found.items() if len(members) > 1}
