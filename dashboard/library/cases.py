"""The cases there are: those that ship, and those that were uploaded in this session.

A case comes in as text and is read by the library itself, in a folder of its own in which there is nothing else: it
can name no other file. It is kept only if the command line would take it, under a hash of its text.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from dashboard.frame.language import words_in
from simulation.engine import check_components, load_scenario
from simulation.report import ToldGround, tell_ground
from simulation.scenario import (
    Finding,
    Problem,
    Scenario,
    find_problems,
    resolve_forum,
    shipped_scenarios,
    without_drafts,
)
from simulation.scenario.instances import with_instances
from simulation.scenario.translations import in_language, language_of_texts, own_case, used, with_mappings
from simulation.storage import temporary_folder, texts_told
from simulation.study import yaml_text
from simulation.words import ENGLISH, language, told_in

__all__ = [
    "DEFAULT_CASE",
    "MAX_SECONDS",
    "MAX_UPLOAD",
    "MAX_UPLOADS",
    "UPLOAD",
    "CaseRow",
    "add_case",
    "as_yaml",
    "case_row",
    "case_yaml",
    "file_name",
    "ground_of",
    "has_tables",
    "instance_key",
    "is_here",
    "key_of",
    "parted",
    "problems_of",
    "scenario_of",
    "seconds_of",
    "shipped_rows",
    "texts_of",
    "titles_of",
    "too_large",
]

DEFAULT_CASE: Final = "wtpf13"
_INSTANCE: Final = re.compile(r"([A-Za-z][A-Za-z0-9_-]*)~([1-9]\d{0,5})")
"""Key of an instance of a shipped case: that of the case, and the number."""
UPLOAD: Final = "upload:"
"""What the key of a case starts with that did not come with the library; the hash of its text follows."""
MAX_UPLOAD: Final = 1_000_000
"""Bytes of an uploaded case."""
MAX_UPLOADS: Final = 20
"""Uploaded cases that a session keeps; the oldest goes first, but never the one at hand."""
MAX_SECONDS: Final = 10
"""How long a worker may take to play and read one run: 200 delegations, 9 issues and 50 sessions take less."""
_PER_SESSION: Final = 0.004
"""Seconds that a run takes for each session, whoever is there; measured, as the next two are."""
_PER_PAIR: Final = 0.000_003
"""Seconds for each session and each two delegations, for who stands with whom."""
_PER_POSITION: Final = 0.000_04
"""Seconds for each session, delegation and issue, most of them for what is told of it."""

_STRANGE: Final = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case in a list."""

    key: str
    title: str
    summary: str
    nature: str
    """`real` or `illustrative`."""
    delegations: int
    deciding: int
    """Delegations that take part in decisions."""
    issues: int
    clauses: int
    sessions: int
    forum: str
    language: str
    bases: Mapping[str, int]
    """How many positions rest on what: `documented`, `inferred`, `judgement`."""

    @property
    def positions(self) -> int:
        """How many positions the delegations have."""
        return sum(self.bases.values())


def key_of(text: str) -> str:
    """Return the key under which the text of a case is kept: the same text, the same key.

    >>> key_of("schema: 1")
    'upload:325d061edd032728'
    """
    return UPLOAD + hashlib.sha256(text.encode()).hexdigest()[:16]


def problems_of(text: str | bytes, name: str = "case.yaml") -> list[Problem]:
    """Return everything that keeps the text of a case from being used, as `delegation-sim validate` lists it.

    It is said in the current language.
    """
    return _read(_bytes(text), file_name(name))[1]


def add_case(
    text: str | bytes,
    uploads: MutableMapping[str, str],
    name: str = "case.yaml",
    *,
    in_use: Collection[str] = (),
) -> tuple[str | None, list[Problem]]:
    """Keep a case if it can be used; return its key, or None and what is wrong with it.

    Args:
        text: What the file holds.
        uploads: Where to keep it, such as `memory().uploads`; nothing else is changed.
        name: What the file is called in problems.
        in_use: Keys of cases that stay whatever comes, such as `memory().in_use`; fewer than `MAX_UPLOADS`.
    """
    data = _bytes(text)
    scenario, problems = _read(data, file_name(name))
    if scenario is None:
        return None, problems
    kept = data.decode("utf-8-sig")
    key = key_of(kept)
    uploads.pop(key, None)
    uploads[key] = kept
    while len(uploads) > MAX_UPLOADS:
        del uploads[next(old for old in uploads if old not in in_use)]
    return key, []


def instance_key(case: str, number: int) -> str:
    """Return the key of an instance of a shipped case; 0: that of the case itself.

    >>> instance_key("first_hour", 2), instance_key("first_hour", 0)
    ('first_hour~2', 'first_hour')
    """
    return f"{case}~{number}" if number else case


def parted(key: str) -> tuple[str, int]:
    """Return the key of a case and the number of the instance that a key stands for; 0: the case itself.

    >>> parted("first_hour~2"), parted("wtpf13")
    (('first_hour', 2), ('wtpf13', 0))
    """
    found = _INSTANCE.fullmatch(key)
    return (key, 0) if found is None else (found[1], int(found[2]))


def is_here(key: str, uploads: Mapping[str, str]) -> bool:
    """Return whether there is a case with a key."""
    case, number = parted(key)
    return key in shipped_scenarios() or key in uploads or (number > 0 and case in with_instances())


def seconds_of(delegations: int, issues: int, sessions: int) -> float:
    """Return how long it takes to play and read one run of a case of this size, about.

    >>> round(seconds_of(53, 9, 20), 1), round(seconds_of(1000, 30, 40))
    (0.6, 168)
    """
    return sessions * (_PER_SESSION + _PER_PAIR * delegations**2 + _PER_POSITION * delegations * issues)


def too_large(scenario: Scenario) -> str:
    """Return what to say of a case that is too large to be played for a page; empty if it is not.

    It is said in the current language, as all that is said of a file.
    """
    size = len(scenario.delegations), len(scenario.issues), scenario.sessions
    seconds = seconds_of(*size)
    if seconds <= MAX_SECONDS:
        return ""
    words = words_in(language())
    delegations, issues, sessions = map(words.count, size)
    return words.say(
        "library.too_large",
        delegations=delegations,
        issues=issues,
        sessions=sessions,
        seconds=words.count(round(seconds)),
        most=MAX_SECONDS,
    )


def scenario_of(key: str, uploads: Mapping[str, str], code: str = "") -> Scenario:
    """Return a case by its key, its texts in a language; empty: in that of its author.

    Raises:
        KeyError: if no case has it: a link may name an upload that is not here.
    """
    case, number = parted(key)
    if case not in shipped_scenarios():
        return _told_upload(uploads[key], code) if code else _kept(uploads[key])
    if code:
        return _told(case, number, code)
    return _shipped(case) if number == 0 else _drawn(case, number)


def texts_of(key: str, uploads: Mapping[str, str], code: str) -> Callable[[str], str]:
    """Return what gives each text of a case in a language, as far as it is translated, and any other as it is."""
    return _texts(key, uploads.get(key, ""), code)


@lru_cache(maxsize=16)
def _texts(key: str, text: str, code: str) -> Callable[[str], str]:
    return texts_told(scenario_of(key, {key: text}, code))


@lru_cache(maxsize=64)
def _told(case: str, number: int, code: str) -> Scenario:
    return in_language(_drawn(case, number) if number else _shipped(case), code)


@lru_cache(maxsize=64)
def _told_upload(text: str, code: str) -> Scenario:
    return in_language(_kept(text), code)


def case_yaml(key: str, uploads: Mapping[str, str]) -> str:
    """Return the text of a case as one file, its tables included; an uploaded one as it came."""
    if key in shipped_scenarios():
        return _shipped_yaml(key)
    return uploads[key]


def as_yaml(scenario: Scenario) -> str:
    """Return a case as the text of one file, with the fields that were set and the translations of its texts.

    Loading adds what groups may write.
    """
    case = without_drafts(own_case(scenario))
    data: dict[str, Any] = case.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return yaml_text(with_mappings(data, used(case), case.language))


def has_tables(text: str) -> bool:
    """Return whether the text of a case names tables, which stand in other files."""
    return re.search(r"^tables:", text, re.MULTILINE) is not None


def file_name(name: str) -> str:
    """Return a plain file name that ends as a case does.

    >>> file_name("../../etc/My case.yml"), file_name("")
    ('My-case.yml', 'case.yaml')
    """
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, suffix = _STRANGE.sub("-", last).strip(".-")[-80:].rpartition(".")
    if dot and suffix.lower() in {"yaml", "yml"}:
        return f"{stem.strip('.-') or 'case'}.{suffix.lower()}"
    return f"{(stem + dot + suffix).strip('.-') or 'case'}.yaml"


@cache
def shipped_rows(code: str = ENGLISH) -> tuple[CaseRow, ...]:
    """Return the cases that ship, real ones first, told in a language."""
    with told_in(code):
        rows = [case_row(key, _told(key, 0, code)) for key in shipped_scenarios()]
    return tuple(sorted(rows, key=_rank))


def titles_of(uploads: Mapping[str, str], code: str) -> dict[str, str]:
    """Return the titles of the cases by key, told in a language: those that ship, then those of the visitor."""
    shipped = {row.key: row.title for row in shipped_rows(code)}
    return shipped | {key: scenario_of(key, uploads, code).title for key in uploads}


def _rank(row: CaseRow) -> tuple[bool, bool, bool, str]:
    """Return the order of a list: the default case, real ones, the training, small worked ones."""
    return row.key != DEFAULT_CASE, row.nature != "real", row.key.startswith("worked_"), row.key


def case_row(key: str, scenario: Scenario) -> CaseRow:
    """Return what a list says of a case."""
    forum = resolve_forum(scenario)
    rights = [forum.rights_of(delegation) for delegation in scenario.delegations]
    return CaseRow(
        key=key,
        title=scenario.title,
        summary=scenario.summary,
        nature=scenario.nature,
        delegations=len(scenario.delegations),
        deciding=sum(own.object or own.vote for own in rights),
        issues=len(scenario.issues),
        clauses=sum(len(section.clauses) for section in scenario.document.sections),
        sessions=scenario.sessions,
        forum=str(forum.named),
        language=language_of_texts(scenario),
        bases=Counter(
            mandate.basis or delegation.basis or ""
            for delegation in scenario.delegations
            for mandate in delegation.mandate.values()
        ),
    )


def _bytes(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text


def _read(data: bytes, name: str) -> tuple[Scenario | None, list[Problem]]:
    """Return the case in a file of this name, or what is wrong with it."""
    if len(data) > MAX_UPLOAD:
        words = words_in(language())
        message = words.say("library.bytes", n=words.count(len(data)), most=words.count(MAX_UPLOAD))
        return None, [Problem(name, None, None, message)]
    seen: list[Scenario] = []

    def check(scenario: Scenario) -> Iterator[Finding]:
        seen.append(scenario)
        if message := too_large(scenario):
            yield ("delegations",), message
        else:
            yield from check_components(scenario)

    with temporary_folder() as folder:
        path = folder / name
        path.write_bytes(data)
        found = find_problems(path, checks=(check,))
    if found:
        return None, [replace(problem, file=Path(problem.file).name) for problem in found]
    return seen[0], []


def ground_of(key: str, uploads: Mapping[str, str], code: str) -> ToldGround:
    """Return how many wordings of a case cross nobody's red line, in a language."""
    return _ground(key, uploads.get(key, ""), code)


@lru_cache(maxsize=64)
def _ground(key: str, text: str, code: str) -> ToldGround:
    with told_in(code):
        return tell_ground(_told_upload(text, code) if text else _told(key, 0, code))


@lru_cache(maxsize=64)
def _kept(text: str) -> Scenario:
    scenario, problems = _read(_bytes(text), file_name(""))
    if scenario is None:
        raise ValueError("; ".join(map(str, problems)))
    return scenario


@cache
def _shipped(key: str) -> Scenario:
    return load_scenario(key)


@lru_cache(maxsize=64)
def _drawn(key: str, number: int) -> Scenario:
    return load_scenario(key, overrides={"instance": number})


@cache
def _shipped_yaml(key: str) -> str:
    text = files("scenarios").joinpath(f"{key}.yaml").read_text(encoding="utf-8")
    return as_yaml(_shipped(key)) if has_tables(text) else text
