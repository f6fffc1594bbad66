"""Files that are no case at all, hostile ones among them, are refused in words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.errors import ScenarioError
from simulation.scenario.load import load_scenario

type Write = Callable[[str, str | bytes], Path]

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "\n".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
TEXT_BOMB = f"a: &a {'x' * 20_000}\nb: &b [{', '.join(['*a'] * 9_000)}]\nc: [{', '.join(['*b'] * 20)}]"
FILES: list[tuple[str, bytes, str]] = [
    ("empty", b"", "The file is empty"),
    ("only_comments", b"# nothing\n", "The case is empty"),
    ("blank", b"   \n\n", "The file is empty"),
    ("binary", bytes(range(256)) * 10, "binary file"),
    ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary file"),
    ("latin_1", "title: Délégation".encode("latin-1"), ":1:9: The file is not in UTF-8"),
    ("utf_16", "schema: 1".encode("utf-16"), "The file is not in UTF-8"),
    ("huge", b"# " + b"x" * 5_000_000, "The file is too large"),
    ("a_list", b"- schema: 1\n", ":1:1: The case is a list"),
    ("a_word", b"schema", ":1:1: The case is 'schema'"),
    ("a_number", b"42", ":1:1: The case is 42"),
    ("bomb", BOMB.encode(), "holds too much"),
    ("text_bomb", TEXT_BOMB.encode(), "holds too much text"),
    ("deep_flow", b"[" * 500_000, "Too many levels"),
    ("deep_block", b"- " * 500_000, "Too many levels"),
    ("deep_mapping", b"{a: " * 500_000, "Too many levels"),
    ("many_values", b"a: [" + b"1," * 2_000_000 + b"]", "list is too long"),
    ("many_unknown_fields", b"".join(b"a%d: 1\n" % n for n in range(9_000)), "more problems are not listed"),
    (
        "references_that_lead_nowhere",
        b"delegations: [{key: A, blocs: [%s]}]" % b", ".join(b"b%d" % n for n in range(2_000)),
        "At least 1",
    ),
    ("json_of_another_kind", b'{"name": "x", "version": 2}', "'name' is not a field of the case"),
    ("csv", b"key,name\na,b\n", "The case is 'key,name a,b'"),
    ("html", b"<html><body>x</body></html>", "The case is '<html>"),
    ("only_schema", b"schema: 1", "'issues' is missing from the case"),
    (
        "many_delegations",
        b"delegations: [" + b"{key: A, name: B, kind: academia}," * 1_001 + b"]",
        "delegations has 1001 entries",
    ),
    (
        "every_part_of_the_wrong_type",
        b"schema: []\nissues: 1\ndocument: []\ndelegations: x\nblocs: {}\nchair: []\nevents: 3\nforum: 1\nsources: []",
        "issues is 1",
    ),
    (
        "every_entry_of_the_wrong_type",
        (
            b"issues: [1, {options: [2, {key: [], kind: [], position: []}]}]\n"
            b"document: {sections: [3, {clauses: [4, {wordings: 5}]}]}\nblocs: [8]\n"
            b"delegations: [6, {key: [], mandate: {Q: 7}}]\nevents: [9]\nchair: {ideal: {Q1: x}}"
        ),
        "entry 1 of issues is 1",
    ),
]


@pytest.mark.parametrize(("content", "phrase"), [file[1:] for file in FILES], ids=[file[0] for file in FILES])
def test_a_file_that_is_no_case_is_refused_in_words(write: Write, content: bytes, phrase: str) -> None:
    path = write("case.yaml", content)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert phrase in str(caught.value)
    assert all(line.startswith(str(path)) for line in str(caught.value).splitlines())


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no such file"):
        load_scenario(tmp_path / "none.yaml")
    with pytest.raises(ScenarioError, match="This is a folder"):
        load_scenario(tmp_path)
    with pytest.raises(ScenarioError, match="no such file"):
        load_scenario("some/where.yaml")
