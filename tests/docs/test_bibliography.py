"""Every source that a component names is in the bibliography."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_source_named_by_a_component_is_in_the_bibliography() -> None:
    bibliography = (ROOT / "docs/reference/bibliography.md").read_text("utf-8")
    listed = set(re.findall(r"^\.\. \[(\w+)\]", bibliography, re.MULTILINE))
    named = {
        source
        for path in (ROOT / "simulation").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "references"
        for source in ast.literal_eval(node.value)
    }
    assert named
    assert named - listed == set()
