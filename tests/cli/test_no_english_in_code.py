"""What the command line prints stands in the catalogue: no English is left in its code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import simulation.cli

FOLDER = Path(simulation.cli.__file__).parent
WORDS = re.compile(r"[A-Za-z’']{2,}[,:;.]? [A-Za-z’']{2,}")
"""Two words in a row: a sentence, or a part of one."""
WORD = re.compile(r"[A-Za-z]{3,}")
KEY = re.compile(r"[\w-]+(?:\.[\w-]*)+")
"""Of a sentence in the catalogue, or what such a key begins with."""
PRINTED = frozenset({"say", "write", "heading", "title", "note", "echo", "paragraphs", "BadParameter"})
"""What prints the text that it is given: a single word is one too many."""
THEIRS = frozenset({"Value error, ", "does not take a value"})
"""What libraries say in English, by which we know what they mean."""
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every text of a module that somebody would have to translate, with its line."""
    left_out = {id(node) for part in unsaid(tree) for node in ast.walk(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            if node.value not in THEIRS and WORDS.search(ANSI.sub("", node.value)):
                yield node.lineno, node.value
        elif isinstance(node, ast.Call):
            yield from printed(node)


def unsaid(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the parts of a module that nobody reads aloud: docstrings, annotations, regular expressions."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):  # a docstring, that of a name among them
                yield node
            case ast.AnnAssign() | ast.arg():
                yield from [node.annotation] if node.annotation else []
            case ast.FunctionDef():
                yield from [node.returns] if node.returns else []
            case ast.Subscript(value=ast.Name(id="Annotated")):
                yield node.slice
            case ast.Call() if ast.unparse(node.func) in {"re.compile", "cast"}:
                yield node


def printed(call: ast.Call) -> Iterator[tuple[int, str]]:
    """Yield a single word that is printed as it stands."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    for given in call.args[:1] if name in PRINTED else ():
        for part in given.values if isinstance(given, ast.JoinedStr) else [given]:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                text = part.value
                if WORD.search(text) and not WORDS.search(text) and not KEY.fullmatch(text):
                    yield part.lineno, text


def files() -> list[Path]:
    return sorted(FOLDER.rglob("*.py"))


def english_of(file: Path) -> list[tuple[int, str]]:
    return sorted(sentences(ast.parse(file.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(FOLDER)))
def test_what_is_printed_stands_in_the_catalogue(file: Path) -> None:
    assert english_of(file) == []
