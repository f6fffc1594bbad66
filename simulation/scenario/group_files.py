"""Loads the file of what groups made of a case, and writes it; every problem of a file is reported at once."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from simulation.errors import ScenarioError
from simulation.scenario import characters
from simulation.scenario.group_schema import STANDS, GroupResult, GroupResults
from simulation.scenario.model_base import schema_of
from simulation.scenario.problem_wording import add_schema_problems, shown
from simulation.scenario.problems import Mark, Problem, Problems, Source, as_text
from simulation.scenario.problems import Path as Place
from simulation.scenario.schema import Issue, Scenario
from simulation.scenario.strict_yaml import UnreadableError, parse_yaml, read_text, scalar
from simulation.scenario.tree import Finding, Part, entries, no_such, parts, word, words
from simulation.words import called, listed, say

__all__ = [
    "NONE",
    "blank_groups",
    "checked_group",
    "clauses_by_issue",
    "find_group_conflicts",
    "load_groups",
    "names_by_issue",
    "options_of",
    "parse_groups",
    "plain_groups",
    "read_group",
    "with_group",
]

NONE: Final = "none"
"""What stands for a clause that is not in the text, unless an option is called so."""
_TOLD: Final = "--{name} {value}"


def load_groups(file: str | os.PathLike[str], case: Scenario) -> GroupResults:
    """Return the results of groups on a case, checked against it.

    Raises:
        ScenarioError: if there is a problem with the file; its text lists all of them.
    """
    problems = Problems()
    found = None
    name = os.fspath(file)
    with suppress(UnreadableError):
        found = _checked(read_text(Path(file), problems, name=name), name, case, problems)
    problems.raise_if_any()
    assert found is not None  # noqa: S101 - without a problem there is a file
    return found


def parse_groups(text: str, name: str, case: Scenario) -> tuple[GroupResults | None, list[Problem]]:
    """Return the results of groups in the text of a file called `name`, or None and the problems of the file."""
    problems = Problems()
    try:
        found = _checked(text, name, case, problems)
    except UnreadableError:
        found = None
    return (None if problems else found), problems.sorted()


def _checked(text: str, name: str, case: Scenario, problems: Problems) -> GroupResults | None:
    raw, source = parse_yaml(text, name, problems)
    if not isinstance(raw, dict):
        problems.add(source.mark, say("problem.groups.no_mapping", value=shown(raw)))
        raise UnreadableError
    if "outcome" not in raw and ("schema" in raw or "pack" in raw or "study" in raw):
        problems.add(source.mark, say("problem.groups.other_file", value=repr(next(iter(raw)))))
        raise UnreadableError
    return _model(*_filled_in(raw, source), case, problems)


def _filled_in(raw: dict[str, Any], source: Source) -> tuple[dict[str, Any], Source]:
    """Return a file and where everything stands in it, less the entries that nobody has filled in."""
    groups = raw.get("groups")
    if not isinstance(groups, list) or not any(map(_is_unfilled, groups)):
        return raw, source
    kept = [place for place, group in enumerate(groups) if not _is_unfilled(group)]
    whole = source.inside["groups"]
    inside: dict[str | int, Source] = {now: whole.inside[was] for now, was in enumerate(kept)}
    less = replace(source, inside={**source.inside, "groups": replace(whole, inside=inside)})
    return {**raw, "groups": [groups[place] for place in kept]}, less


def _model(raw: Mapping[str, Any], source: Source, case: Scenario, problems: Problems) -> GroupResults | None:
    found = None
    try:
        found = GroupResults.model_validate_json(json.dumps(raw), strict=True)
    except ValidationError as error:
        add_schema_problems(error, raw, source, problems, schema_of(GroupResults))
    for path, message in find_group_conflicts(raw, case):
        problems.add(source.mark_of(path), message)
    return found


def clauses_by_issue(case: Scenario) -> dict[str, tuple[str, ...]]:
    """Return the keys of the clauses that each issue governs, in the order of the document."""
    found: dict[str, list[str]] = {issue.key: [] for issue in case.issues}
    for section in case.document.sections:
        for clause in section.clauses:
            found[clause.issue].append(clause.key)
    return {issue: tuple(clauses) for issue, clauses in found.items()}


def _issues_by_name(case: Scenario) -> dict[str, Issue]:
    """Return the issue that each clause, or an issue itself, stands for; a clause goes before an issue."""
    issues = {issue.key: issue for issue in case.issues}
    by_clause = {key: issues[issue] for issue, clauses in clauses_by_issue(case).items() for key in clauses}
    return issues | by_clause


def options_of(case: Scenario, group: GroupResult) -> dict[str, str]:
    """Return the option that a group agreed by issue, in the order of the case; open issues are left out."""
    names = _issues_by_name(case)
    agreed = {
        names[name].key: option for name, option in group.text.items() if not _is_none(names[name], option)
    }
    return {issue.key: agreed[issue.key] for issue in case.issues if issue.key in agreed}


def names_by_issue(case: Scenario) -> dict[str, str]:
    """Return the name of each issue in a file of results: its clause if it governs one only, else its own key.

    Where that is the key of a clause of another issue, which goes before, it is its first clause.
    """
    meant = _issues_by_name(case)
    found = {}
    for issue, clauses in clauses_by_issue(case).items():
        names = (*clauses, issue) if len(clauses) == 1 else (issue, *clauses)
        found[issue] = next((name for name in names if meant[name].key == issue), issue)
    return found


def blank_groups(case: Scenario, stands: Mapping[str, str], note: str = "") -> str:
    """Return a file to fill in for one group: every clause open, with the valid values as a comment.

    Args:
        case: the case.
        stands: how a seat can stand to a text in its room, each in words.
        note: what is to be known of who is not named.
    """
    head, name, text = say("groups.form.head"), say("groups.form.name"), say("groups.form.text", none=NONE)
    lines = [
        f"# {head}",
        "outcome: 1",
        f"case: {case.key}",
        *([f"instance: {case.instance}"] if case.instance else []),
        "groups:",
        f'  - name: ""  # {name}',
        f"    text:  # {text}",
    ]
    names = names_by_issue(case)
    for issue in case.issues:
        lines.append(f"      # {' '.join(issue.name.split())}")
        lines += [f"      #   {_quoted(one.key)}: {' '.join(one.label.split())}" for one in issue.options]
        # Where an option is called so, the line would choose it.
        said = "" if _is_none(issue, NONE) else "# "
        lines.append(f"      {said}{_quoted(names[issue.key])}: {NONE}")
    seats = listed(_quoted(seat.key) for seat in case.delegations)
    lines += [f"    # {told}" for told in (say("groups.form.stands", seats=seats), note) if told]
    lines += [f"    {stand}: []  # {label}" for stand, label in stands.items()]
    return "\n".join([*lines, ""])


def _quoted(key: str) -> str:
    """Return a key as it is written in a file: with quotation marks, if it would be a truth value without."""
    return key if scalar(key) == key else json.dumps(key)


def _is_unfilled(group: object) -> bool:
    """Whether an entry of a file says nothing yet, not even a name, as a form does that nobody has filled in."""
    if not isinstance(group, dict) or group.get("name") != "":
        return False
    text, named = group.get("text"), [group.get(stand) for stand in STANDS]
    return isinstance(text, dict) and all(option == NONE for option in text.values()) and not any(named)


def _is_none(issue: Issue, option: str) -> bool:
    return option == NONE and NONE not in {one.key for one in issue.options}


def find_group_conflicts(raw: Part, case: Scenario) -> Iterator[Finding]:
    """Yield the path of everything that does not fit the case or the rest of the file, and what to say about it."""
    key = word(raw, "case")
    if key is not None and key != case.key:
        yield ("case",), say("problem.groups.other_case", given=repr(key), valid=case.key)
    given = raw.get("instance", 0)
    if isinstance(given, int) and given != case.instance:
        yield ("instance",), say("problem.groups.other_instance", given=given, valid=case.instance)
    seen: set[str] = set()
    for place, group in parts(raw, "groups"):
        path: Place = ("groups", place)
        name = word(group, "name")
        if name is not None:
            if not name.strip():
                yield (*path, "name"), say("problem.blank", name=repr(name))
            elif name.strip().casefold() in seen:
                told = say("problem.repeated", what=called("thing", "group"), field="name", name=repr(name))
                yield (*path, "name"), told
            seen.add(name.strip().casefold())
        yield from _text(path, group, case)
        yield from _stands(path, group, [seat.key for seat in case.delegations])


def _text(path: Place, group: Part, case: Scenario) -> Iterator[Finding]:
    names, said = _issues_by_name(case), dict[str, tuple[str, str]]()
    valid = [name for clauses in clauses_by_issue(case).values() for name in clauses]
    for name, option in entries(group, "text"):
        here = (*path, "text", name)
        issue = names.get(name)
        if issue is None:
            yield here, no_such("clause", name, valid)
            continue
        if not isinstance(option, str):
            continue
        keys = [one.key for one in issue.options]
        if option not in keys and option != NONE:
            yield here, no_such(say("thing.option_of", issue=name), option, [*keys, NONE])
        elif issue.key in said and said[issue.key][1] != option:
            other, before = said[issue.key]
            told = {"clause": name, "other": other, "option": option, "before": before, "issue": issue.name}
            yield here, say("problem.groups.apart", **told)
        said.setdefault(issue.key, (name, option))


def _stands(path: Place, group: Part, seats: Sequence[str]) -> Iterator[Finding]:
    taken: dict[str, str] = {}
    for field in STANDS:
        for place, key in words(group, field):
            here = (*path, field, place)
            if key not in seats:
                yield here, no_such("delegation", key, seats)
            elif key in taken:
                told = {"seat": key, "before": taken[key], "valid": listed(STANDS)}
                yield here, say("problem.groups.twice", **told)
            taken.setdefault(key, field)


def checked_group(raw: Mapping[str, Any], case: Scenario) -> GroupResult:
    """Return one group from the options of a command.

    Raises:
        ScenarioError: if something is wrong; its text lists all of it, each with the option that was typed.
    """
    found, problems = read_group(raw, case)
    if found is None:
        raise ScenarioError(as_text(problems))
    return found


def read_group(
    raw: Mapping[str, Any], case: Scenario, *, others: Sequence[str] = ()
) -> tuple[GroupResult | None, list[Problem]]:
    """Return one group from plain data that somebody typed, or None and all that is wrong with it.

    Args:
        raw: the fields of a group.
        case: the case that it negotiated.
        others: names of other groups, which it may not have.
    """
    groups = [*({"name": name} for name in others), dict(raw)]
    whole = {"outcome": 1, "case": case.key, "instance": case.instance, "groups": groups}
    problems = Problems()
    if character := characters.acting(str(raw.get("name", ""))):  # a file with it could not be read again
        told = say("problem.control", character=characters.called(character))
        problems.add(Mark(_TOLD.format(name="group", value="").strip()), told)
    found = _model(whole, _typed(raw, len(others)), case, problems)
    return (None if problems or found is None else found.groups[-1]), problems.sorted()


def _typed(raw: Mapping[str, Any], place: int) -> Source:
    """Return where everything stands in a group that was typed: what was typed itself."""

    def at(name: str, value: object = "") -> Mark:
        return Mark(_TOLD.format(name=name, value=value).strip())

    fields: dict[str | int, Source] = {"name": Source(at("group", raw.get("name", "")))}
    text: dict[str | int, Source] = {
        name: Source(at("clause", f"{name}={option}")) for name, option in dict(raw.get("text", {})).items()
    }
    fields["text"] = Source(at("clause"), inside=text)
    for field in STANDS:
        seats: dict[str | int, Source] = {
            number: Source(at(field, key)) for number, key in enumerate(raw.get(field, ()))
        }
        fields[field] = Source(at(field), inside=seats)
    group = Source(at("group", raw.get("name", "")), inside=fields)
    return Source(at("group"), inside={"groups": Source(at("group"), inside={place: group})})


def with_group(results: GroupResults, group: GroupResult) -> GroupResults:
    """Return results with a group added, or in place of the one of its name.

    Raises:
        ScenarioError: if there are as many as a file holds.
    """
    name = group.name.strip().casefold()
    rest = list(results.groups)
    place = next((at for at, one in enumerate(rest) if one.name.strip().casefold() == name), len(rest))
    rest[place : place + 1] = [group]
    try:
        return GroupResults(outcome=1, case=results.case, instance=results.instance, groups=tuple(rest))
    except ValidationError as error:
        raise ScenarioError(say("problem.groups.full", n=len(results.groups))) from error


def plain_groups(results: GroupResults) -> dict[str, Any]:
    """Return results as plain data, as a file holds them; empty fields are left out."""
    plain: dict[str, Any] = results.model_dump(mode="json")
    plain["groups"] = [
        {name: value for name, value in group.items() if value or name in ("name", "text")}
        for group in plain["groups"]
    ]
    return plain
