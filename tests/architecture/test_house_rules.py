"""The rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulation.errors import DelegationSimError

MAX_MODULE = 400
MAX_FUNCTION = 40
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
VAGUE_TWICE = {
    "asked",
    "asking",
    "at_hand",
    "bargaining",
    "beside",
    "braid",
    "candidates",
    "case",
    "chart",
    "check",
    "clock",
    "columns",
    "conduct",
    "contest",
    "counted",
    "course",
    "dealings",
    "decide",
    "document",
    "ended",
    "events",
    "film",
    "fit",
    "floor",
    "folder",
    "glance",
    "groups",
    "guesses",
    "guide",
    "holding",
    "hosting",
    "indices",
    "kept",
    "lines",
    "log",
    "look",
    "many",
    "marks",
    "measures",
    "moves",
    "named",
    "negotiation",
    "network",
    "notes",
    "numbers",
    "offers",
    "opening",
    "outcome",
    "packages",
    "page",
    "pages",
    "pages_",
    "parts",
    "people",
    "picture",
    "plain",
    "plan",
    "play",
    "progress",
    "reading",
    "replay",
    "result",
    "room",
    "rooms",
    "rows",
    "rules",
    "score",
    "scores",
    "shares",
    "shown",
    "state",
    "summary",
    "tables",
    "telling",
    "texts",
    "together",
    "told",
    "tree",
    "usual",
    "views",
    "watch",
    "whole",
    "wordings",
    "words",
    "written",
}
"""Names that say nothing of what is told or shown: one module or package may have such a name, and no second."""
SOURCES_OF_CHANCE = {"default_rng", "Generator", "RandomState", "SeedSequence"}
WORDS_NOT_OURS = re.compile(r"\b(?:actor|player|policy|iteration|episode|utility)(?:s|ies)?\b", re.IGNORECASE)

Modules = dict[Path, ast.Module]
Nodes = dict[Path, tuple[ast.AST, ...]]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of(function: Function) -> int:
    """Return the number of lines of the body: the signature and the docstring describe, they do nothing."""
    work = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return (work[-1].end_lineno or 0) - work[0].lineno + 1 if work else 0


def test_no_module_is_longer_than_400_lines(modules: Modules, root: Path) -> None:
    sizes = {str(path): len((root / path).read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {path: size for path, size in sizes.items() if size > MAX_MODULE} == {}


def test_no_function_is_longer_than_40_lines(nodes: Nodes) -> None:
    sizes = {
        f"{path}:{node.lineno} {node.name}": lines_of(node)
        for path, inside in nodes.items()
        for node in inside
        if isinstance(node, Function)
    }
    assert {place: size for place, size in sizes.items() if size > MAX_FUNCTION} == {}


def test_every_module_is_named_for_what_it_does(modules: Modules) -> None:
    assert [str(path) for path in modules if VAGUE_NAMES & {path.stem, *path.parts}] == []


def test_no_two_modules_share_a_name_that_does_not_say_what_is_in_them(modules: Modules) -> None:
    ours = [path for path in modules if path.parts[0] in {"simulation", "dashboard"}]
    names = Counter(path.parent.stem if path.stem == "__init__" else path.stem for path in ours)
    assert {name: times for name, times in names.items() if name in VAGUE_TWICE and times > 1} == {}


def test_scratch_and_temporary_places_are_made_in_one_module(nodes: Nodes) -> None:
    makers = {"mkdtemp", "mkstemp", "NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile"}
    homes = {
        "simulation.storage.written_whole",
        "dashboard.work.errands",
    }  # the latter within a folder of the former
    found = {
        ".".join(path.with_suffix("").parts)
        for path, inside in nodes.items()
        if path.parts[0] in {"simulation", "dashboard"}
        for node in inside
        if isinstance(node, ast.Name | ast.Attribute)
        and (node.id if isinstance(node, ast.Name) else node.attr) in makers
    }
    assert found == homes


def test_every_module_says_what_is_public(modules: Modules) -> None:
    def exports(tree: ast.Module) -> bool:
        return any(
            isinstance(node, ast.Assign) and "__all__" in ast.unparse(node.targets[0]) for node in tree.body
        )

    ours = {path: tree for path, tree in modules.items() if path.parts[0] in {"simulation", "dashboard"}}
    with_code = {path: tree for path, tree in ours.items() if len(tree.body) > 1 and path.stem != "__main__"}
    assert [str(path) for path, tree in with_code.items() if not exports(tree)] == []


def test_pages_and_commands_take_the_library_by_its_faces(nodes: Nodes, root: Path) -> None:
    """What a package exports is its face; what lies in its modules is its own affair."""
    faces = {".".join(path.parent.relative_to(root).parts) for path in root.glob("simulation/**/__init__.py")}
    found = {
        f"{path}:{node.lineno} {node.module}"
        for path, inside in nodes.items()
        if path.parts[0] == "dashboard" or path.parts[:2] == ("simulation", "cli")
        for node in inside
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("simulation.")
        if not node.module.startswith("simulation.cli")
        if node.module not in faces and node.module.count(".") > 1
    }
    assert sorted(found) == []


def test_no_face_exports_a_name_that_another_module_of_its_package_has(root: Path) -> None:
    """Such a module, once it is loaded, would stand in the package in place of what is exported."""
    found = []
    for stub in root.glob("simulation/**/__init__.pyi"):
        modules = {path.stem for path in (*stub.parent.glob("*.py"), *stub.parent.glob("*/"))}
        found += [
            f"{stub.relative_to(root)}: {one.name}"
            for node in ast.parse(stub.read_text(encoding="utf-8")).body
            if isinstance(node, ast.ImportFrom) and node.module
            for one in node.names
            if one.name in modules - {node.module.partition(".")[0]}
        ]
    assert found == []


def test_names_keep_to_the_words_of_the_domain(nodes: Nodes) -> None:
    def names(inside: tuple[ast.AST, ...]) -> Iterator[str]:
        for node in inside:
            if isinstance(node, Function | ast.ClassDef):
                yield node.name
            elif isinstance(node, ast.arg):
                yield node.arg
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id

    def words(name: str) -> str:
        return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name)

    found = {
        f"{path}: {name}"
        for path, inside in nodes.items()
        if path.parts[0] in {"simulation", "dashboard"}
        for name in names(inside)
        if WORDS_NOT_OURS.search(words(name))
    }
    assert sorted(found) == []


def test_every_generator_comes_from_a_named_stream(nodes: Nodes) -> None:
    found = [
        f"{path}:{node.lineno} {ast.unparse(node.func)}"
        for path, inside in nodes.items()
        if path.parts[0] in {"simulation", "dashboard"} and path.name != "rng.py"
        for node in inside
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in SOURCES_OF_CHANCE
    ]
    assert found == []


def test_no_tracked_file_holds_a_path_of_a_machine(tracked_files: tuple[Path, ...], root: Path) -> None:
    own = "|".join(re.escape(f"{place}/") for place in {str(root), str(Path.home())} if len(place) > 1)
    path_of_a_machine = re.compile(rf"(?:{own}|/(?:home|Users)/[a-z]\w*/|[A-Z]:\\Users\\)".encode())
    found = {
        f"{path.relative_to(root)}: {match.group().decode()}"
        for path in tracked_files
        if (match := path_of_a_machine.search(path.read_bytes()))
    }
    assert sorted(found) == []


def test_no_set_up_file_holds_an_address(tracked_files: tuple[Path, ...], root: Path) -> None:
    set_up = {"Makefile", "pyproject.toml", ".ci", "requirements", ".streamlit"}
    found = {
        f"{path.relative_to(root)}: {match.group()}"
        for path in tracked_files
        if path.relative_to(root).parts[0] in set_up
        and (match := re.search(r"https?://\S+|--(?:extra-)?index-url|--find-links", path.read_text("utf-8")))
    }
    assert sorted(found) == []


@pytest.mark.parametrize(
    ("imported", "left_out"),
    [
        ("simulation", {"mesa", "networkx", "pandas", "pyarrow", "pydantic", "rich", "streamlit", "typer"}),
        ("simulation.cli.app", {"numpy", "scipy", "mesa", "pandas", "pyarrow", "streamlit"}),
        ("simulation.engine", {"mesa", "pandas", "pyarrow", "streamlit"}),
        ("simulation.protocols.conference", {"mesa", "pandas", "pyarrow", "streamlit"}),
    ],
)
def test_an_import_loads_nothing_heavy(imported: str, left_out: set[str]) -> None:
    code = f"import sys, {imported}; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert left_out & set(shown.split()) == set()


def test_the_command_line_prints_no_command_that_it_does_not_call_as_the_shell_does(
    modules: dict[Path, ast.Module],
) -> None:
    """As in `simulation.called`: after `make` the shell finds none of the name."""
    literal = []
    for path, tree in modules.items():
        if path.parts[:2] != ("simulation", "cli"):
            continue
        called = {
            id(part)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "as_typed"
            for part in ast.walk(call)
        }
        prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        literal += [
            f"{path}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            if re.search(r"delegation-sim (?:[a-z]+ [A-Z{]|[a-z]+ ?$)", node.value)
            and id(node) not in called | prose
        ]
    assert literal == []


def test_one_module_of_the_command_line_says_what_to_type(nodes: Nodes) -> None:
    """It adds the language, so that what is typed next tells on in it."""
    knows = [
        path.name
        for path, inside in nodes.items()
        if path.parts[:2] == ("simulation", "cli")
        for node in inside
        if isinstance(node, ast.Name) and node.id == "as_typed" and isinstance(node.ctx, ast.Load)
    ]
    assert knows == ["languages.py"]


def test_processes_are_made_in_two_modules_alone(nodes: Nodes) -> None:
    """Whatever needs many processors is handed an executor: who makes one decides how it begins and how it ends."""

    def makes(inside: tuple[ast.AST, ...]) -> bool:
        names = {name.id for name in inside if isinstance(name, ast.Name)}
        bases = {
            base.id
            for node in inside
            if isinstance(node, ast.ClassDef)
            for base in node.bases
            if isinstance(base, ast.Name)
        }
        return bool(names & {"ProcessPoolExecutor", "ThreadPoolExecutor"} or "Executor" in bases)

    made = {path.as_posix() for path, inside in nodes.items() if path.parts[0] != "tests" and makes(inside)}
    assert made == {"simulation/study/pool.py", "simulation/study/workers.py"}


def test_no_error_that_is_meant_for_users_holds_an_english_sentence(nodes: Nodes) -> None:
    """Its text is in a catalogue. Errors of Python's own, such as `ValueError`, speak to whoever wrote the call."""
    ours = {DelegationSimError.__name__}
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for inside in nodes.values()
        for node in inside
        if isinstance(node, ast.ClassDef)
    }
    while more := {name for name, above in bases.items() if above & ours} - ours:
        ours |= more

    def prose(call: ast.Call) -> bool:
        texts = (node.value for one in call.args for node in ast.walk(one) if isinstance(node, ast.Constant))
        return any(isinstance(text, str) and len(text.split()) > 2 for text in texts)

    found = [
        f"{path}:{node.lineno}"
        for path, inside in nodes.items()
        if path.parts[0] in {"simulation", "dashboard"}
        for node in inside
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ours and prose(node)
    ]
    assert found == []
