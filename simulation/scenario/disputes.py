"""Reads a file of disputes, JSON or YAML; every problem is reported at once, with line and column."""

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from simulation.scenario.dispute_schema import ISSUE_ITSELF, Dispute, DisputeFile
from simulation.scenario.forums import forum_presets
from simulation.scenario.model_base import schema_of
from simulation.scenario.problem_wording import add_schema_problems, shown
from simulation.scenario.problems import Problems
from simulation.scenario.strict_yaml import UnreadableError, parse_yaml, read_text
from simulation.scenario.tree import Finding, Part, no_such, parts
from simulation.words import listed, meant, say

__all__ = ["Disputes", "read_disputes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputes:
    """What a file holds, and which file it was."""

    disputes: tuple[Dispute, ...]
    file_hash: str
    """SHA-256 of its text."""
    not_read: tuple[str, ...]
    """Fields of disputes that mean nothing here, and are like none that does, in the order of their names."""


def read_disputes(path: str | os.PathLike[str]) -> Disputes:
    """Return the disputes of a file.

    Raises:
        ScenarioError: if there is a problem; its text lists all of them, one `file:line:column: ...` a line.
    """
    problems = Problems()
    found = _read(os.fspath(path), problems)
    problems.raise_if_any()
    assert found is not None  # noqa: S101 - without a problem there are disputes
    return found


def _read(name: str, problems: Problems) -> Disputes | None:
    try:
        text = read_text(Path(name), problems, name=name)
        raw, source = parse_yaml(
            text, name, problems
        )  # JSON is YAML too, and so everything knows where it stands
    except UnreadableError:
        return None
    if not isinstance(raw, dict):
        problems.add(source.mark, say("disputes.problem.no_mapping", value=shown(raw)))
        return None
    not_read = _other_fields(raw)
    if not_read:
        raw = raw | {"disputes": [_without(part, not_read) for part in raw["disputes"]]}
    try:
        DisputeFile.model_validate_json(json.dumps(raw), strict=True)
    except ValidationError as error:
        add_schema_problems(error, raw, source, problems, schema_of(DisputeFile))
    disputes = dict(_valid(raw))
    for at, message in _conflicts(disputes):
        problems.add(source.key_mark_of(at), message)
    file_hash = hashlib.sha256(text.encode()).hexdigest()
    return Disputes(disputes=tuple(disputes.values()), file_hash=file_hash, not_read=not_read)


def _valid(raw: Part) -> Iterator[tuple[int, Dispute]]:
    """Yield the disputes that are right by themselves, so that all that is wrong is told at once."""
    for place, part in parts(raw, "disputes"):
        with suppress(ValidationError):
            yield place, Dispute.model_validate_json(json.dumps(part), strict=True)


def _other_fields(raw: Part) -> tuple[str, ...]:
    """Return fields of disputes that are none of ours: notes of whoever wrote the file, but no slip of the pen."""
    found = {field for _, part in parts(raw, "disputes") for field in part}
    ours = list(Dispute.model_fields)
    return tuple(sorted(field for field in found if field not in ours and not meant(field, ours)))


def _without(part: object, fields: Collection[str]) -> object:
    if not isinstance(part, dict):
        return part
    return {name: value for name, value in part.items() if name not in fields}


def _conflicts(disputes: Mapping[int, Dispute]) -> Iterator[Finding]:
    """Yield what does not fit together, each with its place."""
    seen: set[str] = set()
    for place, dispute in disputes.items():
        if dispute.id in seen:
            yield ("disputes", place, "id"), say("disputes.problem.twice", name=dispute.id)
        seen.add(dispute.id)
        for at, message in (*_in_issues(dispute), *_in_names(dispute), *_in_room(dispute)):
            yield ("disputes", place, *at), message


def _in_issues(dispute: Dispute) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, issue in enumerate(dispute.issues):
        if issue.id in seen:
            yield ("issues", place, "id"), say("disputes.problem.twice", name=issue.id)
        seen.add(issue.id)
        values = [option.value for option in issue.options]
        for number, value in enumerate(values):
            if value in values[:number]:
                at = ("issues", place, "options", number, "value")
                yield at, say("disputes.problem.same_place", value=f"{value:g}")
        if issue.draft is not None and issue.draft not in values:
            valid = listed(f"{value:g}" for value in values)
            yield (
                ("issues", place, "draft"),
                say("disputes.problem.draft", value=f"{issue.draft:g}", valid=valid),
            )


def _in_names(dispute: Dispute) -> Iterator[Finding]:
    """Yield names of issues and delegations that stand for nothing."""
    issues = [issue.id for issue in dispute.issues]
    for field in ("positions", "documented", "outcome"):
        for name in getattr(dispute, field) or {}:
            if name not in issues:
                yield (field, name), no_such("issue", name, issues)
    delegations = {delegation for stands in dispute.positions.values() for delegation in stands}
    for name, delegation in dispute.delegations.items():
        if name not in delegations:
            yield ("delegations", name), no_such("delegation", name, sorted(delegations))
        yield from (
            (("delegations", name, "blocs", place), say("disputes.problem.own_bloc", name=name))
            for place, bloc in enumerate(delegation.blocs)
            if bloc == name
        )
    for issue, sources in dispute.documented.items():
        stands = dispute.positions.get(issue, {})
        for name in sources:
            if name not in stands and name != ISSUE_ITSELF:
                yield ("documented", issue, name), no_such("delegation", name, [*stands, ISSUE_ITSELF])


def _in_room(dispute: Dispute) -> Iterator[Finding]:
    if dispute.preset is not None and dispute.preset not in forum_presets():
        yield ("preset",), no_such("forum", dispute.preset, list(forum_presets()))
    if not any(dispute.positions.values()):
        yield ("positions",), say("disputes.problem.nobody")
