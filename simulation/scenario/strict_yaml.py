"""Reads YAML that means what it says, keeps where everything stands, and stays small whatever the input.

Plain PyYAML reads `NO` (Norway) as false, `12:30` as 750 and keeps the last of two equal keys. Here only
`true` and `false` are truth values, numbers are written as numbers, there are no dates, no tags and no
second values for a key. The safe loader of PyYAML (the C one if there is one) delivers events one by one; the
data are built from them in one pass, so that every limit is checked before anything is built.
"""

import math
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NoReturn

import yaml

from simulation.scenario.characters import acting, called, turning
from simulation.scenario.folder_kinds import folder_is_no_file
from simulation.scenario.missing import no_such_file
from simulation.scenario.problems import Mark, Problems, Source
from simulation.words import reason, say

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_ITEMS",
    "MAX_LENGTH",
    "MAX_NODES",
    "MAX_TEXT",
    "UnreadableError",
    "check_text",
    "is_ordinary",
    "parse_yaml",
    "read_bytes",
    "read_text",
    "scalar",
]

MAX_BYTES: Final = 5_000_000
"""Size of a file."""
MAX_DEPTH: Final = 20
"""Lists and mappings inside each other."""
MAX_NODES: Final = 200_000
"""Values and keys in a file, those that aliases repeat included."""
MAX_LENGTH: Final = 2 * MAX_BYTES
"""Characters of all values and keys in a file, those that aliases repeat included."""
MAX_ITEMS: Final = 10_000
"""Entries of one list or mapping."""
MAX_TEXT: Final = 20_000
"""Characters of one text."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAB: Final = "problem.yaml.tab"
_SYNTAX: Final[dict[str, str]] = {
    "mapping values are not allowed": "problem.yaml.colon",
    "found a tab character": _TAB,
    "cannot start any token": "problem.yaml.start",
    "found unexpected end of stream": "problem.yaml.quote",
    "did not find expected ',' or": "problem.yaml.bracket",
    "did not find expected key": "problem.yaml.column",
    "did not find expected '-' indicator": "problem.yaml.dash",
    "could not find expected ':'": "problem.yaml.no_colon",
    "did not find expected node content": "problem.yaml.no_value",
    "exceeded maximum nesting depth": "problem.yaml.deep",
    "found undefined tag handle": "problem.yaml.tag",
}
"""Key of what to say, by a part of what the parser says."""


class UnreadableError(Exception):
    """A file cannot be read as text, or goes past a limit; the problem is in the collector."""


@dataclass(slots=True)
class _Node:
    """A finished value: what it is, where it stands, how much it holds when aliases are spelt out."""

    value: Any
    source: Source
    size: int = 1
    """Values and keys, itself included."""
    length: int = 0
    """Characters of them."""
    height: int = 0


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been reached."""

    node: _Node
    anchor: str | None
    pending: tuple[str, Mark] | None = None
    """The key that waits for its value."""
    keys: int = 0


def read_text(
    path: Path, problems: Problems, *, name: str | None = None, otherwise: str | None = None
) -> str:
    """Return the UTF-8 text of a file of at most `MAX_BYTES`, without a byte-order mark.

    What is no such text is told by `otherwise`, if that says more of the file.

    Raises:
        UnreadableError: if there is none; the reason is added to `problems` under `name`.
    """
    shown = name or str(path)
    data = read_bytes(path, problems, name=shown)
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse(problems, Mark(shown), otherwise or say("problem.file.binary"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if otherwise:
            _refuse(problems, Mark(shown), otherwise)
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8-sig", "replace")) + 1
        _refuse(
            problems,
            Mark(shown, line, column),
            say("problem.file.not_utf8", byte=f"0x{data[error.start]:02x}"),
        )
    check_text(text, shown, problems)
    return text


def read_bytes(path: Path, problems: Problems, *, name: str | None = None) -> bytes:
    """Return the bytes of a file of at most `MAX_BYTES`.

    Raises:
        UnreadableError: if there is none; the reason is added to `problems` under `name`.
    """
    shown = name or str(path)
    try:
        if not is_ordinary(path):
            _refuse(problems, Mark(shown), say("problem.file.not_ordinary"))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        _refuse(problems, Mark(shown), _why_unreadable(error, path, shown))
    if len(data) > MAX_BYTES:
        _refuse(problems, Mark(shown), say("problem.file.too_large", most=MAX_BYTES // 1_000_000))
    return data


def is_ordinary(path: Path) -> bool:
    """Return whether this is a file or a folder: a pipe or a device may never end.

    Raises:
        OSError: if there is no such thing, or nobody may ask for it.
    """
    mode = path.stat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def check_text(text: str, shown: str, problems: Problems) -> None:
    """Refuse a text that says nothing, or that holds a control character.

    Raises:
        UnreadableError: if it is refused; the reason is added to `problems`.
    """
    if not text.strip():
        _refuse(problems, Mark(shown), say("problem.file.empty"))
    _check_characters(text, shown, problems)


def _check_characters(text: str, shown: str, problems: Problems) -> None:
    bad = _UNPRINTABLE.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        _refuse(
            problems,
            Mark(shown, line, column),
            say("problem.file.control", character=called(bad.group())),
        )


def _why_unreadable(error: Exception, path: Path, shown: str) -> str:
    match error:
        case FileNotFoundError():
            return no_such_file(path, shown)
        case IsADirectoryError():
            return folder_is_no_file(path)
        case PermissionError():
            return say("problem.file.permission")
    return say("problem.file.unreadable", why=reason(error))


def _refuse(problems: Problems, mark: Mark, message: str) -> NoReturn:
    problems.add(mark, message)
    raise UnreadableError


def scalar(text: str) -> str | float | bool | None:
    """Return what a word without quotation marks means: a truth value, a number, nothing, or itself.

    >>> [scalar(word) for word in ("NO", "true", "0.5", "1e-3", "012", "12:30", "~")]
    ['NO', True, 0.5, 0.001, '012', '12:30', None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def parse_yaml(text: str, file: str, problems: Problems) -> tuple[Any, Source]:
    """Return the plain data in `text`, with line and column of each part.

    Duplicate keys, tags and keys that are not text are added to `problems`, and reading goes on.

    Raises:
        UnreadableError: if the text is not YAML or goes past a limit; the reason is in `problems`.
    """
    _check_characters(text, file, problems)
    builder = _Builder(file, problems)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        place = builder.place_of(error)
        _refuse(problems, place, say(_TAB) if _character_at(text, place) == "\t" else _in_words(error))
    except yaml.YAMLError as error:
        _refuse(problems, Mark(file), say("problem.yaml.unreadable", why=error))
    if builder.root is None:
        return None, Source(Mark(file))
    return builder.root.value, builder.root.source


def _character_at(text: str, place: Mark) -> str:
    lines = text.splitlines()[(place.line or 1) - 1 :][:1]
    return "".join(lines)[(place.column or 1) - 1 :][:1]


def _in_words(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.problem}"
    for sign, key in _SYNTAX.items():
        if sign in said:
            return say(key, depth=MAX_DEPTH)
    context = f"{error.context}: " if error.context else ""
    return say("problem.yaml.unknown", why=f"{context}{said}")


class _Builder:
    """Builds data from parser events, one at a time."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.root: _Node | None = None
        self._file = file
        self._problems = problems
        self._open: list[_Open] = []
        self._anchors: dict[str, _Node | None] = {}
        self._n_nodes = 0
        self._n_documents = 0

    def take(self, event: yaml.Event) -> None:
        """Add one event."""
        match event:
            case yaml.ScalarEvent():
                self._place(self._scalar(event), event.anchor)
            case yaml.CollectionStartEvent():
                self._start(event)
            case yaml.CollectionEndEvent():
                done = self._open.pop()
                self._place(done.node, done.anchor)
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent():
                self._n_documents += 1
                if self._n_documents > 1:
                    _refuse(
                        self._problems,
                        self._mark(event),
                        say("problem.yaml.second"),
                    )

    def place_of(self, error: yaml.MarkedYAMLError) -> Mark:
        """Return where an error stands; what is never closed stands where it is opened."""
        mark = error.problem_mark or error.context_mark
        if "quoted scalar" in (error.context or ""):
            mark = error.context_mark or mark
        elif self._open and "flow" in (error.context or ""):
            return self._open[-1].node.source.mark
        return Mark(self._file, mark.line + 1, mark.column + 1) if mark else Mark(self._file)

    def _mark(self, event: yaml.Event) -> Mark:
        mark: Any = event.start_mark
        return Mark(self._file, mark.line + 1, mark.column + 1)

    def _limit(self, event: yaml.Event, key: str, **values: object) -> NoReturn:
        _refuse(self._problems, self._mark(event), say(key, **values))

    def _scalar(self, event: yaml.ScalarEvent) -> _Node:
        mark = self._mark(event)
        text = event.value
        if len(text) > MAX_TEXT:
            self._limit(event, "problem.yaml.long", most=MAX_TEXT)
        self._refuse_tag(event)
        if character := acting(text):
            self._problems.add(mark, say("problem.control", character=called(character)))
        value = scalar(text) if event.style is None or event.style == "" else text
        if isinstance(value, float) and not math.isfinite(value):
            self._problems.add(mark, say("problem.yaml.large"))
            value = 0.0
        return _Node(value, Source(mark), length=len(text))

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._problems.add(self._mark(event), say("problem.yaml.tagged", tag=tag))

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._too_deep(event)
        self._refuse_tag(event)
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(_Open(_Node(value, Source(self._mark(event)), height=1), event.anchor))

    def _too_deep(self, event: yaml.Event) -> NoReturn:
        self._limit(event, "problem.yaml.deep", depth=MAX_DEPTH)

    def _alias(self, event: yaml.AliasEvent) -> None:
        name = event.anchor or ""
        target = self._anchors.get(name)
        if target is None:
            wrong = "problem.yaml.alias.inside" if name in self._anchors else "problem.yaml.alias.nothing"
            self._limit(event, wrong, name=name)
        if len(self._open) + target.height > MAX_DEPTH:
            self._too_deep(event)
        source = Source(self._mark(event), inside=target.source.inside)
        self._place(replace(target, source=source), None)

    def _place(self, node: _Node, anchor: str | None) -> None:
        """Put a finished value where it belongs: into the innermost open list or mapping."""
        if anchor:
            self._anchors[anchor] = node
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        holder = top.node
        holder.size += node.size
        holder.length += node.length
        holder.height = max(holder.height, node.height + 1)
        self._check_limits(top, node)
        if isinstance(holder.value, list):
            holder.source.inside[len(holder.value)] = node.source
            holder.value.append(node.value)
        elif top.pending is None:
            top.pending = (self._key(node, holder), node.source.mark)
        else:
            key, mark = top.pending
            top.pending = None
            if key in holder.value:
                return
            holder.value[key] = node.value
            holder.source.inside[key] = Source(node.source.mark, mark, node.source.inside)

    def _check_limits(self, top: _Open, node: _Node) -> None:
        top.keys += 1
        self._n_nodes += 1
        wrong = ""
        if max(self._n_nodes, top.node.size) > MAX_NODES:
            wrong = say("problem.yaml.values", most=MAX_NODES)
        elif top.node.length > MAX_LENGTH:
            wrong = say("problem.yaml.characters", most=MAX_LENGTH)
        elif top.keys > MAX_ITEMS * (2 if isinstance(top.node.value, dict) else 1):
            wrong = say("problem.yaml.entries", most=MAX_ITEMS)
        if wrong:
            _refuse(self._problems, node.source.mark, wrong)

    def _key(self, node: _Node, holder: _Node) -> str:
        mark = node.source.mark
        if not isinstance(node.value, str):
            is_plain = not isinstance(node.value, dict | list)
            shown = repr(node.value) if is_plain else say("shown.list_or_mapping")
            self._problems.add(mark, say("problem.yaml.key", key=shown))
            return f"{node.value}" if is_plain else ""
        if character := turning(node.value):
            self._problems.add(mark, say("problem.control", character=called(character)))
        if node.value in holder.value:
            first = holder.source.inside[node.value].key
            line = first.line if first else None
            self._problems.add(
                mark,
                say("problem.yaml.repeated", key=node.value, line=line),
            )
        return node.value
