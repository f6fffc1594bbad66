"""Every sentence of the catalogue is said by some code: a key that nothing names is refused."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from simulation.words import ENGLISH, catalogue
from tests.sentence_forms import sentence_of

ROOT = Path(__file__).parents[2]
CODE = tuple(
    file for part in ("simulation", "dashboard", "docs") for file in sorted((ROOT / part).rglob("*.py"))
)
PAGES = tuple(
    file
    for part in ("simulation", "dashboard")
    for kind in ("html", "js", "j2")
    for file in sorted((ROOT / part).rglob(f"*.{kind}"))
)
SCOPES = ("editor", "replay")
"""Parts whose code leaves out the first word of its keys: `Words.within`."""
BY_DATA = (
    "coalition.",  # by how a group is named, and `.short`
    "country.",  # by the codes of a case
    "system.",  # by the names that the system has for errors
    "unknown.",  # by the kind of what is not known
    "method.",  # headings of the page, by the names of its sections
    "papers.assessment.",  # before and after
)

"""What begins keys that are put together from data: a case, the system, a table in the code."""
GAP, A_WORD_OR_TWO = "\0", r"[^.]+(?:\.[^.]+)?"
WORD = re.compile(r"[\w-]+(?:\.[\w -]+)*\.?")


def texts(node: ast.expr) -> str | None:
    """Return what an expression of strings says, with a gap for each part that only a run fills in."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = texts(node.left), texts(node.right)
        return None if left is None and right is None else f"{left or GAP}{right or GAP}"
    return None


def called_kinds(tree: ast.AST) -> Iterator[str]:
    """Iterate over the first words of keys that `called` puts together: a kind and a key of it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "called" and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


@cache
def named() -> tuple[frozenset[str], tuple[re.Pattern[str], ...], frozenset[str]]:
    """Return the strings of the code that may be keys, those with gaps as patterns, and the kinds of `called`."""
    whole, gaps, kinds = set[str](), set[str](), set[str]()
    for file in CODE:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        kinds.update(called_kinds(tree))
        for node in ast.walk(tree):
            text = texts(node) if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp) else None
            if text is None or "\n" in text:
                continue
            if GAP not in text:
                whole.add(text)
            elif re.match(r"[a-z_]+\.", text):
                gaps.add(text)
    for file in PAGES:
        whole.update(WORD.findall(file.read_text(encoding="utf-8")))
    patterns = (re.escape(text).replace(re.escape(GAP), A_WORD_OR_TWO) for text in sorted(gaps))
    return frozenset(whole), tuple(map(re.compile, patterns)), frozenset(kinds)


def says(key: str) -> bool:
    """Return whether some code names a key, puts it together, or names the part of the catalogue it stands in."""
    whole, patterns, kinds = named()
    words = key.split(".")
    return (
        key in whole
        or words[0] in kinds
        or any(pattern.fullmatch(key) for pattern in patterns)
        or any(".".join(words[:n]) + dot in whole for n in range(2, len(words)) for dot in ("", "."))
        or (words[0] in SCOPES and len(words) > 1 and says(key.partition(".")[2]))
    )


def unsaid(keys: Iterable[str]) -> list[str]:
    """Return the keys that nothing says."""
    return [key for key in keys if not key.startswith(BY_DATA) and not says(sentence_of(key))]


def test_every_sentence_is_said_by_some_code() -> None:
    assert unsaid(catalogue(ENGLISH)) == []


def test_a_sentence_that_nothing_says_is_found() -> None:
    assert unsaid(("lab.never", "training.never.said", "lab.run.full", "who.chair")) == [
        "lab.never",
        "training.never.said",
    ]


def test_what_is_listed_as_put_together_from_data_is_in_the_catalogue() -> None:
    keys = tuple(catalogue(ENGLISH))
    assert [start for start in BY_DATA if not any(key.startswith(start) for key in keys)] == []
