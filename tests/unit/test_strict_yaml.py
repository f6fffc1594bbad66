"""YAML means what it says, keeps its places, and stays small."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.scenario.problems import Mark, Problems
from simulation.scenario.strict_yaml import (
    MAX_DEPTH,
    MAX_TEXT,
    UnreadableError,
    is_ordinary,
    parse_yaml,
    read_text,
)

AT_ONCE = 1.5
"""Seconds of work, whoever else needs the machine."""

type Write = Callable[[str, str | bytes], Path]


def parse(text: str) -> object:
    problems = Problems()
    value, _ = parse_yaml(text, "x.yaml", problems)
    assert not problems.sorted()
    return value


def refuse(text: str) -> str:
    problems = Problems()
    with pytest.raises(UnreadableError):
        parse_yaml(text, "x.yaml", problems)
    (problem,) = problems.sorted()
    return str(problem)


def complain(text: str) -> str:
    problems = Problems()
    parse_yaml(text, "x.yaml", problems)
    (problem,) = problems.sorted()
    return str(problem)


@pytest.mark.parametrize("word", ["NO", "no", "yes", "on", "off", "True", "y", "Null", ".inf", ".nan"])
def test_words_that_yaml_1_1_reads_as_something_else_stay_text(word: str) -> None:
    assert parse(f"a: {word}") == {"a": word}


@pytest.mark.parametrize("word", ["12:30", "2013-05-14", "012", "0x1f", "0o17", "1_000", "1.2.3", "+"])
def test_dates_times_and_odd_numbers_stay_text(word: str) -> None:
    assert parse(f"a: {word}") == {"a": word}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("7", 7),
        ("-7", -7),
        ("0.5", 0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e-3", 0.001),
        ("0", 0),
    ],
)
def test_truth_values_numbers_and_nothing_are_read_as_such(text: str, value: object) -> None:
    read = parse(f"- {text}")
    assert read == [value]
    assert isinstance(read, list)
    assert type(read[0]) is type(value)


def test_quoted_words_are_text() -> None:
    assert parse('["true", \'1\', ""]') == ["true", "1", ""]


def test_long_text_keeps_its_lines() -> None:
    assert parse("a: |\n  one\n  two\nb: >-\n  one\n  two\n") == {"a": "one\ntwo\n", "b": "one two"}


def test_every_value_and_key_knows_where_it_stands() -> None:
    _, source = parse_yaml("a: 1\nb:\n  - c: {d: x}\n", "x.yaml", Problems())
    assert source.nearest(("b", 0, "c", "d")).mark == Mark("x.yaml", 3, 12)
    assert source.key_mark_of(("b", 0, "c", "d")) == Mark("x.yaml", 3, 9)
    assert source.mark_of(("b",)) == Mark("x.yaml", 2, 1)


def test_the_nearest_part_that_was_written_stands_for_one_that_was_not() -> None:
    _, source = parse_yaml("a: 1\nb: {c: 2}\n", "x.yaml", Problems())
    assert source.mark_of(("b", "missing", 3)) == Mark("x.yaml", 2, 1)


def test_an_alias_repeats_what_its_anchor_holds() -> None:
    assert parse("a: &x {p: [1]}\nb: *x") == {"a": {"p": [1]}, "b": {"p": [1]}}


def test_an_alias_stands_where_it_is_used() -> None:
    _, source = parse_yaml("a: &x {p: 1}\nb: *x", "x.yaml", Problems())
    assert source.mark_of(("b",)).line == 2


def test_the_second_of_two_equal_keys_is_refused_and_names_the_first() -> None:
    assert complain("a: 1\nb: 2\na: 3").startswith(
        "x.yaml:3:1: The key 'a' stands here a second time (first on line 1)."
    )


def test_the_first_of_two_equal_keys_is_kept() -> None:
    value, _ = parse_yaml("a: 1\na: 2", "x.yaml", Problems())
    assert value == {"a": 1}


@pytest.mark.parametrize("key", ["1", "true", "~", "[a]", "{a: b}"])
def test_a_key_that_is_not_text_is_refused(key: str) -> None:
    assert "x.yaml:1:3: The key" in complain(f"? {key}\n: 2")


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!str", "!mine", "!!binary", "!"])
def test_tags_are_refused(tag: str) -> None:
    assert complain(f"a: {tag} x").startswith("x.yaml:1:4: The tag '!")


def test_several_mistakes_are_reported_together() -> None:
    problems = Problems()
    parse_yaml("a: !x 1\na: 2\n3: 4", "x.yaml", problems)
    assert [problem.line for problem in problems.sorted()] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "line", "phrase"),
    [
        ("a: 1\n\tb: 2", 2, "Replace every tab by spaces"),
        ("a:\n  b: 1\n\tc: 2", 3, "Replace every tab by spaces"),
        ("a: b: c", 1, "This line has a second ': '"),
        ("a: 'x", 1, "never closed"),
        ("a: [1, 2", 1, "not closed"),
        ("a: {b: 1", 1, "not closed"),
        ("a: @x", 1, "cannot start a value"),
        ("a: 1\n b: 2", 2, "wrong indentation"),
        ("- a\nb: 1", 2, "does not fit"),
        ("a: *x", 1, "repeats nothing"),
        ("a: &x [*x]", 1, "stands inside what it repeats"),
        ("a: 1\n---\nb: 2", 2, "second document"),
    ],
)
def test_a_mistake_of_syntax_is_put_into_words(text: str, line: int, phrase: str) -> None:
    said = refuse(text)
    assert said.startswith(f"x.yaml:{line}:"), said
    assert phrase in said


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    start = time.thread_time()
    assert "holds too much" in refuse("\n".join(lines))
    assert time.thread_time() - start < AT_ONCE


def test_a_bomb_of_aliases_to_long_text_is_refused_at_once() -> None:
    text = f"a: &a {'x' * MAX_TEXT}\nb: &b [{', '.join(['*a'] * 9_000)}]\nc: [{', '.join(['*b'] * 20)}]"
    start = time.thread_time()
    assert "holds too much text" in refuse(text)
    assert time.thread_time() - start < AT_ONCE


def test_keys_that_aliases_repeat_count_as_text() -> None:
    held = "\n".join(f"  k{n}: *a" for n in range(600))
    assert "holds too much text" in refuse(f"a: &a {{? {'x' * MAX_TEXT} : 1}}\nb:\n{held}")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_levels_are_limited_however_deep_it_goes(opening: str) -> None:
    start = time.thread_time()
    assert f"at most {MAX_DEPTH}" in refuse(opening * 100_000)
    assert time.thread_time() - start < AT_ONCE


def test_levels_that_aliases_add_are_counted() -> None:
    lines = ["a0: &a0 [[[[[[x]]]]]]", "a1: &a1 [[[[[[*a0]]]]]]", "a2: [[[[[[[[[*a1]]]]]]]]]"]
    assert f"at most {MAX_DEPTH}" in refuse("\n".join(lines))


def test_lists_texts_and_numbers_are_limited() -> None:
    assert "list is too long" in refuse("[" + "1," * 10_001 + "]")
    assert "text is too long" in refuse("a: " + "x" * (MAX_TEXT + 1))
    assert "number is too large" in complain("a: " + "9" * 400)


def test_too_many_values_are_refused() -> None:
    assert "holds too much" in refuse(f"a: &a [{'1,' * 9_999}]\n" + "\n".join(f"k{n}: *a" for n in range(20)))


@pytest.mark.parametrize(
    ("content", "phrase"),
    [
        (b"", "The file is empty"),
        (b" \n\n", "The file is empty"),
        (b"a: \x00\x01", "binary file"),
        (b"a: \xe9", ":1:4: The file is not in UTF-8 (byte 0xe9)"),
        ("a: x".encode("utf-16"), "not in UTF-8"),
        (b"a: 1\nb: \x07", ":2:4: The control character U+0007"),
        (b"a: " + b"x" * 5_000_001, "too large"),
    ],
)
def test_a_file_that_is_not_text_is_refused_in_one_sentence(
    write: Write, content: bytes, phrase: str
) -> None:
    problems = Problems()
    with pytest.raises(UnreadableError):
        read_text(write("x.yaml", content), problems)
    (problem,) = problems.sorted()
    assert phrase in str(problem)


def test_a_byte_order_mark_is_not_part_of_the_text(write: Write) -> None:
    assert read_text(write("x.yaml", b"\xef\xbb\xbfa: 1"), Problems()) == "a: 1"


def test_a_named_pipe_and_a_device_are_no_ordinary_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    places = (tmp_path / "file", tmp_path, tmp_path / "pipe", Path("/dev/null"))
    assert [is_ordinary(place) for place in places] == [True, True, False, False]


def test_files_that_cannot_be_opened_are_told_apart(tmp_path: Path) -> None:
    for path, phrase in [
        (tmp_path / "none.yaml", "no such file"),
        (tmp_path, "is a folder"),
        (Path("/dev/null"), "not an ordinary file"),
        (Path("a\0b"), "cannot be read"),
    ]:
        problems = Problems()
        with pytest.raises(UnreadableError):
            read_text(path, problems)
        (problem,) = problems.sorted()
        assert phrase in str(problem)
