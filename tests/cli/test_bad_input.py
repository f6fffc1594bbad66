"""What is wrong is said in a sentence; nothing that a user can type or write ends in a traceback."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

type Invoke = Callable[..., Result]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "wtpf31"), "Did you mean 'wtpf13'?"),
        (("show", "wtpf31"), "Did you mean 'wtpf13'?"),
        (("run", "no/such.yaml"), "no/such.yaml"),
        (("run", "."), "."),
        (("run", "worked_clock", "--protocol", "compromize"), "Did you mean 'compromise'?"),
        (("run", "worked_clock", "--rule", "concensus"), "Did you mean 'consensus'?"),
        (("run", "worked_clock", "--rule", "a: b"), "No decision rule is called 'a: b'."),
        (("run", "worked_clock", "--set", "sesions=3"), "Did you mean 'sessions'?"),
        (("run", "worked_clock", "--set", "sessions=many"), "--set sessions=many: "),
        (("run", "worked_clock", "--set", "protocol.clock.flor=1"), "Did you mean 'floor'?"),
        (("run", "worked_clock", "--set", "protocol.clock.floor=0"), "greater than or equal to 1"),
        (("run", "worked_clock", "--set", "delegations={"), "--set delegations={"),
        (("run", "worked_clock", "--set", "forum.decision={rule: veto, holders: [XX]}"), "'XX'"),
        (("run", "worked_clock", "--out", "/dev/null"), "/dev/null is not a folder but"),
        (("report", "nowhere"), "There is no run folder nowhere."),
        (("report", "."), "is not a run folder"),
        (("explain", "nowhere", "--delegation", "X"), "There is no run folder nowhere."),
    ],
)
def test_bad_input_is_said_on_the_error_stream_with_exit_code_1(
    invoke: Invoke, arguments: tuple[str, ...], said: str
) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("rum",),
        ("run",),
        ("run", "worked_clock", "--sed", "1"),
        ("run", "worked_clock", "--seed", "x"),
        ("run", "worked_clock", "--seed", "-1"),
        ("run", "worked_clock", "--seed", str(2**63)),
        ("run", "worked_clock", "--replication", "-1"),
        ("run", "worked_clock", "--replication", "99999999999999999999999999"),
        ("run", "worked_clock", "--sessions", "0"),
        ("run", "worked_clock", "--set", "sessions"),
        ("run", "worked_clock", "--set", "=3"),
        ("run", "worked_clock", "worked_package"),
        ("validate",),
        ("explain", "somewhere", "--delegation", "X", "--session", "0"),
    ],
)
def test_wrong_usage_ends_with_exit_code_2_and_a_hint(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr
    assert "Traceback" not in result.stderr


HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)),
    "not utf-8": "schema: 1\ntitle: Übersicht\n".encode("latin-1"),
    "a list": b"- 1\n- 2\n",
    "a bomb": b"a: &a [x, x]\n"
    + b"".join(b"%c: &%c [*%c, *%c]\n" % (c, c, c - 1, c - 1) for c in range(98, 123)),
    "deep": b"[" * 5000 + b"]" * 5000,
    "a tag": b"schema: !!python/object/apply:os.system [echo hello]\n",
    "a huge number": b"schema: 1" + b"0" * 5000 + b"\n",
    "twice": b"schema: 1\nschema: 1\n",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_with_its_name(invoke: Invoke, content: bytes) -> None:
    Path("bad.yaml").write_bytes(content)
    for command in ("run", "show", "validate"):
        result = invoke(command, "bad.yaml")
        assert result.exit_code == 1
        assert (result.stdout if command == "validate" else result.stderr).startswith("bad.yaml:")


def test_text_of_a_case_cannot_steer_the_terminal(invoke: Invoke, small_case: str) -> None:
    Path("coloured.yaml").write_text(
        small_case.replace("title: A small case", r'title: "A \e[31mred\e]0;x\a [bold]case[/bold]"'),
        encoding="utf-8",
    )
    shown = invoke("show", "coloured.yaml")
    spoken = shown.stdout + shown.stderr
    assert "\x1b" not in spoken
    assert "\x07" not in spoken


def test_square_brackets_in_a_case_are_printed_as_they_are(invoke: Invoke, small_case: str) -> None:
    Path("plain.yaml").write_text(small_case.replace("A small case", "A [bold]small[/bold] [case]"), "utf-8")
    assert invoke("show", "plain.yaml").stdout.startswith("A [bold]small[/bold] [case]\n")


def test_validate_prints_every_problem_with_its_place(invoke: Invoke, small_case: str) -> None:
    wrong = small_case.replace("strategy: {key: hold}", "strategy: {key: hodl}").replace(
        "itu_wtpf, decision: {rule: consensus}",
        "itu_wtpf, decision: {rule: qualified_majority, threshold: 2}",
    )
    Path("wrong.yaml").write_text(wrong, encoding="utf-8")
    result = invoke("validate", "wrong.yaml")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) == 2
    line, column = place(wrong, "threshold: 2", len("threshold: "))
    assert lines[0] == (
        f"wrong.yaml:{line}:{column}: 'threshold' is 2. Valid: less than or equal to 1. Correct it."
    )
    line, column = place(wrong, "key: hodl", len("key: "))
    assert lines[1].startswith(
        f"wrong.yaml:{line}:{column}: No strategy is called 'hodl'. Did you mean 'hold'?"
    )


def place(text: str, words: str, further: int) -> tuple[int, int]:
    before, _, _ = text.partition(words)
    return before.count("\n") + 1, len(before) - before.rfind("\n") + further


def test_validate_judges_every_file_and_fails_if_one_does(invoke: Invoke, small_case: str) -> None:
    Path("good.yaml").write_text(small_case, encoding="utf-8")
    Path("bad.yaml").write_text("schema: 1\n", encoding="utf-8")
    result = invoke("validate", "good.yaml", "bad.yaml", "wtpf13_training")
    assert result.exit_code == 1
    assert "good.yaml: no problem.\n" in result.stdout
    assert re.search(r"^bad\.yaml:\d+:\d+: ", result.stdout, re.MULTILINE)
    assert "wtpf13_training: no problem.\n" in result.stdout
    assert invoke("validate", "good.yaml").exit_code == 0


def test_a_case_in_which_nobody_decides_is_refused(invoke: Invoke) -> None:
    result = invoke("run", "worked_clock", "--set", "forum.rights={government: {speak: true, propose: true}}")
    assert result.exit_code == 1
    assert "No delegation may object or vote" in result.stderr


def test_a_case_in_which_nobody_proposes_is_refused(invoke: Invoke) -> None:
    result = invoke("run", "worked_clock", "--set", "forum.rights={government: {object: true}}")
    assert result.exit_code == 1
    assert "No delegation may propose" in result.stderr


def test_explain_refuses_unknown_delegations_and_sessions(invoke: Invoke) -> None:
    assert invoke("run", "worked_package", "--out", "one", "--quiet").exit_code == 0
    nobody = invoke("explain", "one", "--delegation", "nobody")
    assert nobody.exit_code == 1
    assert "No delegation is called 'nobody'." in nobody.stderr
    late = invoke("explain", "one", "--delegation", "open", "--session", "99")
    assert late.exit_code == 1
    assert "Session 99 was not held." in late.stderr


@pytest.mark.parametrize("command", [("report", "one"), ("explain", "one", "--delegation", "OPEN")])
def test_a_run_with_a_changed_manifest_is_refused(invoke: Invoke, command: tuple[str, ...]) -> None:
    assert invoke("run", "worked_package", "--out", "one", "--quiet").exit_code == 0
    path = Path("one/manifest.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**data, "outcome": {}}), encoding="utf-8")
    result = invoke(*command)
    assert result.exit_code == 1
    assert "manifest.json was changed after the run was written." in result.stderr


@pytest.mark.parametrize(
    ("line", "hidden"), [(("dashboard", "--clas"), "--class"), (("list", "--lan"), "--lang")]
)
def test_an_option_that_help_does_not_show_is_not_suggested(
    invoke: Invoke, line: tuple[str, ...], hidden: str
) -> None:
    told = invoke(*line)
    assert told.exit_code == 2
    assert "No such option" in told.stderr
    assert f"'{hidden}'" not in told.stderr


def test_an_option_that_help_shows_is_suggested(invoke: Invoke) -> None:
    assert "Did you mean '--language'?" in invoke("list", "--langage").stderr
