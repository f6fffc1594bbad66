"""The command outcome: groups are entered one by one into a file, and debriefed on a terminal, in JSON, on a page."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.report.projector import script
from tests.html_pages import Page

type Invoke = Callable[..., Result]

HOSTILE = "<script>alert(1)</script> [bold]x[/bold] =1+1"


@pytest.fixture
def entered(invoke: Invoke, small_case_file: Path) -> str:
    """Return the file of a case of which two groups are entered in groups.yaml."""
    case = str(small_case_file)
    one = ("--clause", "rec_a=b", "--signed", "AAA,BBB,CCC")
    assert invoke("outcome", case, "groups.yaml", "-n", "0", "--group", "One", *one).exit_code == 0
    two = ("--clause", "rec_a=a", "--signed", "BBB", "--objected", "AAA", "--dissociated", "CCC")
    assert invoke("outcome", case, "groups.yaml", "-n", "0", "--group", HOSTILE, *two).exit_code == 0
    return case


def test_a_group_that_is_entered_is_kept_with_the_others_and_debriefed(invoke: Invoke, entered: str) -> None:
    done = invoke("outcome", entered, "groups.yaml", "-n", "20")
    assert done.exit_code == 0
    for said in (
        "One: ",
        f"{HOSTILE}: no text, First objected",
        "The groups side by side",
        "Beside 20 runs with agents in every seat (seed 1)",
    ):
        assert said in done.stdout
    again = invoke("outcome", entered, "groups.yaml", "-n", "20")
    assert again.stdout == done.stdout


@pytest.mark.parametrize("character", ["\x1b[31m", "\u202e"])
def test_a_name_that_no_file_could_hold_is_refused_and_nothing_is_written(
    invoke: Invoke, entered: str, character: str
) -> None:
    before = Path("groups.yaml").read_bytes()
    done = invoke("outcome", entered, "groups.yaml", "-n", "0", "--group", f"Table{character} 3")
    assert done.exit_code == 1
    assert "control character" in done.stderr or "U+202E" in done.stderr
    assert Path("groups.yaml").read_bytes() == before


def test_a_group_is_corrected_by_its_name(invoke: Invoke, entered: str) -> None:
    done = invoke("outcome", entered, "groups.yaml", "-n", "0", "--group", "one", "--clause", "rec_a=none")
    assert "which holds 2 groups" in done.stdout
    data = json.loads(invoke("outcome", entered, "groups.yaml", "-n", "0", "--json").stdout)
    assert [group["name"] for group in data["groups"]] == ["one", HOSTILE]
    assert data["groups"][0]["text"] == {"Q1": None}


def test_one_json_document_holds_what_the_terminal_says(invoke: Invoke, entered: str) -> None:
    data = json.loads(invoke("outcome", entered, "groups.yaml", "-n", "20", "--json").stdout)
    assert data["format"] == "delegation-sim outcome 1"
    one, two = data["groups"]
    assert (one["passed"], two["passed"], two["blocked_by"]) == (True, False, ["AAA"])
    assert [seat["stand"] for seat in two["seats"]] == ["objected", "signed", "dissociated"]
    assert data["agents"]["runs"] == 20
    assert sum(data["agents"]["wordings"]["Q1"].values()) == 20
    for row in range(3):
        assert sum(one["beside_agents"][side][row] for side in ("less", "same", "more")) == 20


def test_the_page_runs_only_our_script_asks_nobody_and_keeps_names_as_text(
    invoke: Invoke, entered: str
) -> None:
    assert invoke("outcome", entered, "groups.yaml", "-n", "10", "--html", "page.html").exit_code == 0
    text = Path("page.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == []
    assert len(page.all("script")) == 1
    assert str(script()) in text
    assert "<script>alert" not in text
    assert html.escape("<script>alert(1)</script>") in text
    (policy,) = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv") is not None]
    assert re.fullmatch(r"default-src 'none';.*script-src 'sha256-[A-Za-z0-9+/]{43}='", policy or "")
    assert not re.search(r"url\(|@import|https?://", text)


def test_everything_wrong_with_what_was_typed_is_told_at_once_and_nothing_is_written(
    invoke: Invoke, small_case_file: Path
) -> None:
    wrong = ("--clause", "rec_a=z", "--clause", "no=a", "--signed", "AAA,ZZZ", "--objected", "AAA")
    done = invoke("outcome", str(small_case_file), "groups.yaml", "--group", "One", *wrong)
    assert done.exit_code == 1
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == [
        "--clause no=a",
        "--clause rec_a=z",
        "--objected AAA",
        "--signed ZZZ",
    ]
    assert not Path("groups.yaml").exists()


def test_everything_wrong_with_a_file_is_told_with_line_and_column(invoke: Invoke, entered: str) -> None:
    file = Path("groups.yaml")
    text = file.read_text(encoding="utf-8").replace("rec_a: b", "rec_a: z").replace("- CCC", "- ZZZ")
    file.write_text(text, encoding="utf-8")
    done = invoke("outcome", entered, "groups.yaml")
    assert done.exit_code == 1
    assert all(re.match(r"groups\.yaml:\d+:\d+: ", line) for line in done.stderr.splitlines())
    assert len(done.stderr.splitlines()) == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--clause", "rec_a=a"), "is needed beside --clause"),
        (("--group", "One", "--clause", "rec_a"), "is not of the form CLAUSE=WORDING"),
        (("--group", "One", "--clause", "rec_a=a", "--clause", "rec_a=b"), "rec_a is given twice"),
        ((), "There is no such file"),
        (("--group", " "), "shows nothing"),
    ],
)
def test_what_is_missing_is_said(
    invoke: Invoke, small_case_file: Path, given: tuple[str, ...], said: str
) -> None:
    done = invoke("outcome", str(small_case_file), "groups.yaml", *given)
    assert done.exit_code in (1, 2)
    assert said in re.sub(r"[│\s]+", " ", done.stderr)


def test_a_form_is_written_filled_in_and_read(invoke: Invoke, small_case_file: Path) -> None:
    case = str(small_case_file)
    assert invoke("outcome", case, "form.yaml", "--form").exit_code == 0
    refused = invoke("outcome", case, "form.yaml", "--form")
    assert (refused.exit_code, "is there already" in refused.stderr) == (1, True)
    assert "No group has been entered yet." in invoke("outcome", case, "form.yaml", "-n", "0").stdout
    form = Path("form.yaml").read_text(encoding="utf-8")
    filled = form.replace("rec_a: none", "rec_a: b").replace('name: ""', "name: Table 1")
    Path("form.yaml").write_text(filled, encoding="utf-8")
    data = json.loads(invoke("outcome", case, "form.yaml", "-n", "0", "--json").stdout)
    assert data["groups"][0]["text"] == {"Q1": "b"}
    assert data["agents"] is None
