"""What the commands about cases and runs print is French where French was asked for, in every line."""

import json
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import pytest
import yaml
from typer.testing import CliRunner, Result

from simulation.cli.app import app
from simulation.scenario.assembly_case import load_assembly
from simulation.scenario.forums import forum_presets
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.study.study_file import load_study, shipped_studies
from tests.cli.test_told_in_french import english
from tests.extent import at_a_desk
from tests.unit.test_reports_in_french import visible

type Invoke = Callable[..., Result]

ASSEMBLY: Final = "worked_assembly"
TABLE: Final = """\
actor,issue,position,salience,capability
Alba,Q1,0,80,1
Brod,Q1,100,50,2
Brod,Q2,40,50,2
Cora,Q2,9,5,1
"""
COMMANDS: Final = {
    "gist": ("run", "first_hour"),
    "outcome": ("run", "wtpf13_training", "--quiet"),
    "every session": ("run", "first_hour", "--full"),
    "another rule": ("run", "worked_package", "--rule", "rough_consensus", "--full"),
    "drawn": ("run", "wtpf13", "--codings", "--parameters", "drawn", "--replication", "5"),
    "forecast": ("run", "first_hour", "--protocol", "exchange", "--full"),
    "assembly": ("run", ASSEMBLY),
    "assembly in short": ("run", ASSEMBLY, "--quiet"),
    "case": ("show", "first_hour"),
    "real case": ("show", "wtpf13"),
    "assembly shown": ("show", ASSEMBLY),
    "cases": ("list",),
    "components": ("list", "--components"),
    "levers": ("list", "--levers"),
    "checked": ("validate", "first_hour"),
    "counted": ("validate", "--training", "first_hour"),
    "table": ("export", "unga_cyber"),
}
AT_A_DESK: Final = ("gist", "outcome", "assembly in short", "case", "components", "checked")
"""Of these each kind of what is printed; that no sentence stands in code, test_no_english_in_code.py says."""
REFUSED: Final = {
    "no conference": ("vote", ASSEMBLY),
    "no text": ("explain", "assembly", "--text", "zz"),
    "no member": ("explain", "assembly", "--member", "zz"),
    "neither": ("explain", "assembly"),
    "whose": ("explain", "run"),
    "never held": ("explain", "run", "--delegation", "LUM", "--session", "99"),
    "assembly for trainings": ("validate", "--training", ASSEMBLY),
    "confidential": ("show", "first_hour", "--confidential"),
    "format": ("import", "table.csv", "--format", "xml"),
    "file that is there": ("import", "table.csv", "--out", "table.csv"),
    "forms": ("run", "first_hour", "--full", "--json"),
}
KEPT: Final = {
    "report": ("report", "run"),
    "account": ("explain", "run", "--delegation", "LUM"),
    "account of a session": ("explain", "run", "--delegation", "LUM", "--session", "3"),
    "text": ("explain", "assembly", "--text", "A1"),
    "member": ("explain", "assembly", "--member", "ABA"),
    "report of an assembly": ("report", "assembly"),
    "import": ("import", "table.csv", "--out", "case.yaml"),
}
IN_FRENCH: Final = ("--language", "fr")
NOT_IN_FRENCH: Final = "Les noms, titres et libellés de ce cas sont en anglais."


@cache
def own() -> str:
    """Return what cases, forums and studies say themselves."""
    cases = (load_scenario(name).model_dump_json() for name in shipped_scenarios())
    studies = (load_study(name).title for name in shipped_studies())
    forums = (json.dumps([rules.name, rules.source]) for rules in forum_presets().values())
    return "\n".join([*cases, *studies, *forums, load_assembly(ASSEMBLY).model_dump_json()])


def in_english(text: str) -> set[str]:
    """Return what of a text only English templates say, two words or more; what a case says is left out."""
    flat = re.sub(r"\s+", " ", text)
    there = (piece for piece in english() if piece in flat and piece not in own())
    return {piece for piece in there if re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", flat)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a run and a run of an assembly in English, once."""
    folder = tmp_path_factory.mktemp("made")
    for case, name in (("first_hour", "run"), (ASSEMBLY, "assembly")):
        asked = ["run", case, "--out", str(folder / name), "--quiet"]
        assert CliRunner().invoke(app, asked).exit_code == 0
    return folder


@pytest.fixture
def kept(made: Path, tmp_path: Path) -> Path:
    """Return a folder with a run and a run of an assembly in English, and a table of another tool."""
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(command, id=name, marks=[] if name in AT_A_DESK else pytest.mark.thorough)
        for name, command in COMMANDS.items()
    ],
)
def test_nothing_that_is_printed_of_a_case_or_run_is_an_english_template(
    command: tuple[str, ...], invoke: Invoke
) -> None:
    done = invoke(*command, *IN_FRENCH)
    assert done.exit_code == 0
    assert in_english(done.stdout + done.stderr) == set()
    plain = invoke(*command)
    assert in_english(plain.stdout + plain.stderr)
    assert not re.search(r"(?m)^\s*[;:!?%»]", done.stdout)  # no line begins with what belongs to the last one


@pytest.mark.parametrize("command", KEPT.values(), ids=KEPT)
def test_what_was_made_in_english_is_read_in_french(
    command: tuple[str, ...], invoke: Invoke, kept: Path
) -> None:
    done = invoke(*command, *IN_FRENCH)
    assert done.exit_code == 0
    pages = [visible(page.read_text(encoding="utf-8")) for page in kept.rglob("report.html")]
    assert in_english("\n".join([done.stdout, done.stderr, *pages])) == set()
    assert len(pages) == (command[0] == "report")


@pytest.mark.parametrize("command", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_refused_in_french(command: tuple[str, ...], invoke: Invoke, kept: Path) -> None:
    refused = invoke(*command, *IN_FRENCH)
    assert refused.exit_code in (1, 2)
    assert in_english(refused.stdout + refused.stderr) == set()
    assert in_english(invoke(*command).stderr)
    assert kept.is_dir()


def test_the_prose_of_a_document_is_french(invoke: Invoke) -> None:
    document = json.loads(invoke("run", "first_hour", "--json", *IN_FRENCH).stdout)
    told = [document["outcome"]["sentence"], document["rule"]["summary"], *document["stability"]["sentences"]]
    told += [document["forum"]["name"], *(session["sentence"] for session in document["story"])]
    told += [mover["reason"] for mover in document["movers"]]
    told += [bracket["reason"] for clause in document["text"]["clauses"] for bracket in clause["brackets"]]
    assert in_english("\n".join(told)) == set()


def flat(text: str) -> str:
    """Return a text in one line."""
    return re.sub(r"[ \n]+", " ", text)


def test_the_list_says_once_that_what_has_an_english_title_is_not_translated(invoke: Invoke) -> None:
    note = "ne sont pas traduits"
    assert load_scenario("unga_cyber").title in flat(french := invoke("list", *IN_FRENCH).stdout)
    assert flat(french).count(note) == 1
    assert "no translation" not in flat(invoke("list").stdout)


@pytest.mark.parametrize("command", ["run", "show"])
def test_an_assembly_says_that_its_texts_are_english(command: str, invoke: Invoke) -> None:
    note = "Les noms, titres et textes de cette assemblée sont en anglais."
    assert flat(invoke(command, ASSEMBLY, *IN_FRENCH).stdout).count(note) == 1
    assert "are in English" not in flat(invoke(command, ASSEMBLY).stdout)


@pytest.mark.parametrize("command", ["run", "play", "explain"])
@pytest.mark.parametrize(("case", "seat", "times"), [("worked_clock", "OPEN", 1), ("first_hour", "SAB", 0)])
def test_a_case_without_french_says_so_once(
    command: str, case: str, seat: str, times: int, invoke: Invoke
) -> None:
    asked = {
        "run": ("run", case),
        "play": ("play", case, "--seat", seat),
        "explain": ("explain", "kept", "--delegation", seat),
    }
    if command == "explain":
        invoke("run", case, "--out", "kept")
    found = invoke(*asked[command], *IN_FRENCH)
    assert found.exit_code == 0
    assert flat(found.stdout).count(NOT_IN_FRENCH) == times
    assert "are in English" not in flat(invoke(*asked[command]).stdout)


STUDIES: Final = {
    "ensemble": ("ensemble", "CASE", "-n", "2"),
    "compare": ("compare", "CASE", "--lever", "sessions=4", "-n", "2"),
    "sweep": ("sweep", "CASE", "--over", "sessions=3,5", "-n", "2"),
    "sensitivity": ("sensitivity", "CASE", "--over", "sessions=3..5", "-n", "2", "--size", "2"),
    "forecast": ("forecast", "CASE", "-n", "2"),
    "power": ("power", "CASE"),
    "vote": ("vote", "CASE", "-n", "2"),
    "why-not": ("why-not", "CASE", "--issue", "ISSUE", "-n", "2"),
    "tournament": ("tournament", "CASE", "--seats", "SEAT", "-n", "2"),
}
"""Each takes a case, and prints its title or the names in it."""
ON_A_PAGE: Final = ("compare", "forecast", "tournament")
"""Each is written as a page, too."""
HELD: Final = {
    "worked_clock": ("seats", "OPEN", 1),
    "first_hour": ("pace", "SAB", 0),
}
"""An issue, a seat, and how often it is said."""
EITHER: Final = ["worked_clock", pytest.param("first_hour", marks=pytest.mark.thorough)]
"""That a case in French has no such line, `run` says more quickly."""


@pytest.mark.parametrize("case", EITHER)
@pytest.mark.parametrize("command", at_a_desk([one for one in STUDIES if one not in ON_A_PAGE], STUDIES))
def test_what_is_asked_of_a_case_without_french_says_so_once(command: str, case: str, invoke: Invoke) -> None:
    issue, seat, times = HELD[case]
    own = {"CASE": case, "ISSUE": issue, "SEAT": seat}
    asked = [own.get(word, word) for word in STUDIES[command]]
    if command not in ("power", "vote"):
        asked += ["--workers", "1"]
    found = invoke(*asked, *IN_FRENCH)
    assert found.exit_code == 0, found.stderr
    assert flat(found.stdout).count(NOT_IN_FRENCH) == times


@pytest.mark.parametrize("command", ON_A_PAGE)
@pytest.mark.parametrize("case", EITHER)
def test_a_page_about_a_case_without_french_says_so_once(
    command: str, case: str, invoke: Invoke, tmp_path: Path
) -> None:
    own = {"CASE": case, "SEAT": HELD[case][1]}
    asked = [own.get(word, word) for word in STUDIES[command]]
    out = tmp_path / ("page.html" if command == "forecast" else "kept")
    done = invoke(*asked, "--workers", "1", "--out", str(out), *IN_FRENCH)
    assert done.exit_code == 0
    assert flat(done.stdout).count(NOT_IN_FRENCH) == HELD[case][2]
    if command == "compare":
        assert invoke("report", str(out), *IN_FRENCH).exit_code == 0
    page = out if command == "forecast" else out / "report.html"
    told = flat(visible(page.read_text(encoding="utf-8")))
    assert told.count(NOT_IN_FRENCH) == HELD[case][2]


def test_a_tournament_is_told_in_french_as_its_case_is_and_kept_as_the_author_wrote_it(
    invoke: Invoke,
) -> None:
    line = ("tournament", "first_hour", "--seats", "SAB", "-n", "2", "--workers", "1", "--out")
    french = invoke(*line, "here", *IN_FRENCH)
    assert "Une première heure" in flat(french.stdout)
    assert invoke(*line, "there").exit_code == 0
    assert "Une première heure" in Path("here", "report.html").read_text(encoding="utf-8")
    assert Path("here", "league.json").read_bytes() == Path("there", "league.json").read_bytes()


def test_the_day_of_a_case_is_written_as_the_language_writes_it(invoke: Invoke, tmp_path: Path) -> None:
    data = load_scenario("worked_clock").model_dump(mode="json", by_alias=True, exclude_defaults=True)
    case = tmp_path / "dated.yaml"
    dated = data | {"schema": 1, "key": "dated", "as_of": "2013-05-14"}
    case.write_text(yaml.safe_dump(dated, allow_unicode=True), encoding="utf-8")
    kept = ("run", "unga_cyber", "--set", "as_of=2013-05-14", "--out", str(tmp_path / "run"))
    assert invoke(*kept).exit_code == 0
    for language, day in (("en", "14 May 2013"), ("fr", "14 mai 2013")):
        assert day in " ".join(invoke("show", str(case), "--language", language).stdout.split())
        page = tmp_path / f"{language}.html"
        told = invoke("report", str(tmp_path / "run"), "--out", str(page), "--language", language)
        assert told.exit_code == 0
        assert day in visible(page.read_text(encoding="utf-8"))
