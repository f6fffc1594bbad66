"""No module takes a sentence of ours apart: what stands in it is known before it is put into words.

A sentence is what `say`, `numbered` or `told` returned, what a `Said` was put into words by `str`, or a name that holds
one of these in the same function. To give it a capital is no cutting, nor to break it where the catalogue has a break.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for package in ("simulation", "dashboard")
    for path in (ROOT / package).rglob("*.py")
    if not path.is_relative_to(ROOT / "simulation" / "words")
)
TELLING = frozenset({"say", "numbered", "told", "counted"})
CUTTING = frozenset(
    {
        "partition",
        "rpartition",
        "split",
        "rsplit",
        "removeprefix",
        "removesuffix",
        "startswith",
        "endswith",
        "replace",
    }
    | {"find", "index", "strip", "lstrip", "rstrip"}
)
SAID = frozenset({"reason", "sentence", "headline", "head", "answer", "heading"})
"""Fields that hold sentences."""
BREAKS = ("\n", "|")
PATTERNS = frozenset({"sub", "split", "search", "match", "fullmatch", "findall", "finditer"})
TAKES_APART = re.compile(rf"\.(?:{'|'.join(sorted(CUTTING | PATTERNS))})\(")
"""Stands in every file in which something is taken apart; most have none, and need not be parsed."""


def is_told(node: ast.expr, names: frozenset[str]) -> bool:
    """Return whether an expression is a sentence in words."""
    if isinstance(node, ast.Name):
        return node.id in names
    if isinstance(node, ast.Attribute):
        return node.attr in SAID
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return called in TELLING or (called == "str" and any(is_told(one, names) for one in node.args))


def is_broken(call: ast.Call) -> bool:
    """Return whether a text is only broken into words, or where the catalogue has a break."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "split":
        return False
    return all(isinstance(one, ast.Constant) and one.value in BREAKS for one in call.args)


def told_names(function: ast.AST) -> frozenset[str]:
    """Return the names to which a function gives a sentence in words."""
    return frozenset(
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and is_told(node.value, frozenset())
        for target in node.targets
        if isinstance(target, ast.Name)
    )


def cuts_in(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the code of every place where a sentence is taken apart."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        names = told_names(function)
        for node in ast.walk(function):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            on = node.func.value
            is_pattern = isinstance(on, ast.Name) and on.id == "re" and node.func.attr in PATTERNS
            if (is_pattern and any(is_told(one, names) for one in node.args)) or (
                node.func.attr in CUTTING and is_told(on, names) and not is_broken(node)
            ):
                yield node.lineno, ast.unparse(node)


def test_no_sentence_is_cut() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line}: {code}"
        for path in FILES
        if TAKES_APART.search(source := path.read_text(encoding="utf-8"))
        for line, code in cuts_in(source)
    }
    assert found == set()


@pytest.mark.parametrize(
    "line",
    [
        'say("a").split(";")',
        "str(one.reason).rstrip('.')",
        're.sub("a", "b", numbered("c", 2))',
        'told.partition(". ")',
        'one.headline.removeprefix("x")',
    ],
)
def test_a_sentence_that_is_cut_is_found(line: str) -> None:
    assert list(cuts_in(f'def made():\n    told = say("b")\n    return {line}\n'))


def test_what_is_no_sentence_is_left_alone() -> None:
    assert not list(
        cuts_in('def made(key):\n    told = say("b")\n    return key.partition(".")[0] + told.upper()\n')
    )


def test_what_is_drawn_in_the_browser_lists_as_the_language_does() -> None:
    drawn = [
        path
        for suffix in ("*.js", "*.html", "*.j2")
        for path in (ROOT / "dashboard").rglob(suffix)
        if not path.name.endswith(".min.js")
    ]
    joined = re.compile(r"""join\(["'`][,;] ["'`]\)""")
    assert len(drawn) > 30
    assert [path.name for path in drawn if joined.search(path.read_text(encoding="utf-8"))] == []
