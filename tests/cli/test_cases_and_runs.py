"""The commands list, show, schema, report, explain, and what all commands have in common."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import Result

from simulation.protocols.registry import PROTOCOLS
from simulation.rules.decision import RULES
from simulation.scenario.forums import forum_presets
from simulation.scenario.load import shipped_scenarios
from simulation.strategies.builtin import STRATEGIES
from simulation.version import version
from tests.spoken_for import BY_CASE

type Invoke = Callable[..., Result]


def test_the_version_is_that_of_the_distribution(invoke: Invoke) -> None:
    assert invoke("--version").stdout == f"delegation-sim {version()}\n"


def test_help_names_every_command_in_one_whole_line_each(invoke: Invoke) -> None:
    stdout = invoke("--help", columns=80).stdout
    for name in ("run", "list", "show", "validate", "schema", "report", "explain"):
        assert re.search(rf"^  {name} +\S.*\.$", stdout, re.MULTILINE)
    assert "..." not in stdout.partition("Commands:")[2]


def test_without_a_command_the_help_is_shown(invoke: Invoke) -> None:
    result = invoke()
    assert result.exit_code == 2
    assert "Commands:" in result.stdout + result.stderr


def test_list_names_every_shipped_case(invoke: Invoke) -> None:
    stdout = invoke("list").stdout
    assert [name for name in shipped_scenarios() if not re.search(rf"^{name}  ", stdout, re.MULTILINE)] == []
    said = "real, 53 delegations, 46 of them negotiate, 9 issues, 15 clauses, 20 sessions,"
    assert said in " ".join(stdout.split())


def test_list_names_every_component(invoke: Invoke) -> None:
    stdout = invoke("list", "--components").stdout
    keys = [*PROTOCOLS.keys(), *RULES.keys(), *STRATEGIES.keys(), *forum_presets()]
    assert [key for key in keys if not re.search(rf"^  {key} ", stdout, re.MULTILINE)] == []


@pytest.mark.parametrize("name", BY_CASE)
def test_show_prints_the_whole_case(invoke: Invoke, name: str) -> None:
    result = invoke("show", name)
    assert result.exit_code == 0
    for heading in ("Rules of the room", "Issues", "Delegations (", "What it rests on"):
        assert f"\n\n{heading}" in result.stdout


def test_show_says_what_is_judgement_and_where_the_rest_comes_from(invoke: Invoke) -> None:
    stdout = invoke("show", "wtpf13").stdout
    assert re.search(r"477 positions: \d+ inferred, \d+ by judgement, \d+ documented\.", stdout)
    assert re.search(r"^  TUNIS +Tunis Agenda", stdout, re.MULTILINE)


def test_show_says_that_a_drafting_group_may_write_more_and_lists_nothing_that_nobody_has_written(
    invoke: Invoke,
) -> None:
    page, closed = (
        " ".join(invoke("show", "first_hour", *more).stdout.split())
        for more in ((), ("--set", "drafting=false"))
    )
    said = "a drafting group may bring back one more wording halfway between two neighbours"
    assert said in page
    assert said not in closed
    assert "Middle way" not in page + closed
    assert "In general terms:" not in page + closed


def test_show_names_who_tabled_a_draft_and_that_they_do_not_agree_to_strike_it(invoke: Invoke) -> None:
    page = " ".join(invoke("show", "wtpf13").stdout.split())
    assert page.count("Tabled by") == 1
    said = "A sponsor does not agree to strike it, unless its mandate allows that. Q9"
    assert f"Tabled by Brazil. {said}" in page


def test_show_counts_the_wordings_that_cross_nobodys_red_line_clause_by_clause(invoke: Invoke) -> None:
    page = " ".join(invoke("show", "wtpf13").stdout.split())
    assert "No mandate of those who decide gives a red line, and none is assumed." in page
    assert "Q3 5 of 5 Venue: noting b), d)" in page
    narrow = " ".join(invoke("show", "wtpf13", "--set", "protocol.values.red_line_base=0.35").stdout.split())
    assert "The model assumes them all" in narrow
    assert "Q3 5 of 5 1 of 5 Venue: noting b), d)" in narrow
    given = " ".join(invoke("show", "worked_isolation").stdout.split())
    assert "Every mandate gives its red line" in given
    assert re.search(r"cross no given line clauses [a-z_]+ 3 of 5 [A-Z]", given)


def test_show_gives_no_confidential_brief_and_no_notes_for_trainers_away(invoke: Invoke) -> None:
    from simulation.engine.simulate import load_scenario
    from simulation.scenario.pack import load_pack

    case, pack = load_scenario("wtpf13_training"), load_pack("wtpf13_training")
    assert pack is not None
    hidden = [
        pack.best_package.logic,
        pack.realism,
        *(delegation.brief.confidential for delegation in case.delegations),
    ]
    shown = " ".join(invoke("show", "wtpf13_training").stdout.split())
    assert all(hidden)
    assert [text for text in hidden if " ".join(text.split())[:60] in shown] == []


def test_show_takes_what_was_set(invoke: Invoke) -> None:
    assert re.search(r"Sessions +7\.", invoke("show", "worked_clock", "--set", "sessions=7").stdout)


def test_show_lines_up_wide_characters_too(invoke: Invoke, small_case: str) -> None:
    wide = small_case.replace("name: First", "name: 中华人民共和国").replace("name: Second", "name: 日本国")
    Path("wide.yaml").write_text(wide, encoding="utf-8")
    lines = invoke("show", "wide.yaml").stdout.splitlines()
    rows = [line for line in lines if line.startswith(("  AAA", "  BBB", "  CCC"))]
    assert len(rows) == 3
    assert len({cell_len(row[: row.index("speak")]) for row in rows}) == 1


@pytest.mark.parametrize("columns", [60, 100])
def test_words_without_spaces_are_cut_at_the_width_of_the_screen(
    invoke: Invoke, small_case: str, columns: int
) -> None:
    summary = "谈判" * 60
    Path("wide.yaml").write_text(small_case.replace("One issue, three delegations.", summary), "utf-8")
    lines = invoke("show", "wide.yaml", columns=columns).stdout.splitlines()
    said = [line for line in lines if "谈" in line]
    assert max(map(cell_len, said)) <= columns
    assert "".join(said) == summary


def test_show_names_a_right_to_persuade_only_where_it_is_of_use(invoke: Invoke, small_case: str) -> None:
    advises = small_case.replace("name: Third, kind: government", "name: Third, kind: academia")
    Path("advised.yaml").write_text(advises, encoding="utf-8")
    government = "{speak: true, propose: true, object: true, persuade: true}"
    rights = f"{{government: {government}, academia: {{speak: true, persuade: true}}}}"
    stdout = invoke("show", "advised.yaml", "--set", f"forum.rights={rights}").stdout
    assert re.search(r"AAA .* speak propose object +linear", stdout)
    assert re.search(r"CCC .* speak persuade +hold", stdout)


def test_an_explanation_of_a_mean_says_first_that_nobody_was_asked(invoke: Invoke) -> None:
    invoke("run", "wtpf13_training", "--protocol", "compromise", "--out", "mean", "--quiet")
    said = invoke("explain", "mean", "--delegation", "ALT").stdout
    assert said.startswith("The method (weighted mean) asks no delegation: ")
    assert "was persuaded" not in said


def test_schema_prints_the_schema_that_is_shipped(invoke: Invoke) -> None:
    shipped = Path(__file__).parents[2] / "scenarios/schema.json"
    assert json.loads(invoke("schema").stdout) == json.loads(shipped.read_text(encoding="utf-8"))


def test_who_names_no_delegation_to_explain_is_told_whom_there_are(invoke: Invoke) -> None:
    invoke("run", "worked_package", "--out", "one")
    refused = invoke("explain", "one")
    assert refused.exit_code == 2
    assert "Usage: " in refused.stderr
    assert "Valid: OPEN, STATE. Name one of them with --delegation KEY." in " ".join(refused.stderr.split())


def test_a_kept_run_is_explained_by_key_or_by_name(invoke: Invoke) -> None:
    invoke("run", "worked_package", "--out", "one", "--quiet")
    by_key = invoke("explain", "one", "--delegation", "OPEN")
    assert by_key.exit_code == 0
    assert by_key.stdout.startswith("Openland ")
    assert invoke("explain", "one", "--delegation", "openland").stdout == by_key.stdout
    one_session = invoke("explain", "one", "--delegation", "OPEN", "--session", "1")
    assert one_session.exit_code == 0
    assert one_session.stdout != by_key.stdout


def test_a_kept_run_is_reported_beside_itself_or_where_asked(invoke: Invoke) -> None:
    invoke("run", "worked_package", "--out", "one", "--quiet")
    assert invoke("report", "one").stdout == f"The report is in {Path('one/report.html')}.\n"
    assert Path("one/report.html").is_file()
    assert invoke("report", "one", "--out", "elsewhere.html").exit_code == 0
    assert Path("elsewhere.html").is_file()


def test_where_there_is_no_document_it_is_told_who_kept_brackets_to_the_end(invoke: Invoke) -> None:
    short = ("run", "ai_oversight", "--seed", "5", "--set", "sessions=4", "--out", "short")
    assert "Venue; brackets kept by Meridor." in " ".join(invoke(*short).stdout.split())
    told = "There is no document. Brackets were kept to the end on Venue by Meridor."
    for session in ((), ("--session", "4")):
        assert told in " ".join(invoke("explain", "short", "--delegation", "VEN", *session).stdout.split())
    first = invoke("explain", "short", "--delegation", "VEN", "--session", "1")
    assert "no document" not in first.stdout
    invoke("run", "ai_oversight", "--seed", "1", "--out", "whole")
    assert "There is no document." not in invoke("explain", "whole", "--delegation", "VEN").stdout


def test_what_was_turned_down_is_told_of_a_session_and_help_promises_it_there_only(invoke: Invoke) -> None:
    invoke("run", "wtpf13", "--seed", "1", "--out", "one")
    ask = ("explain", "one", "--delegation", "IND")
    turned_down = re.compile("It turned down “|It would rather have “")
    assert turned_down.search(invoke(*ask, "--session", "12").stdout)
    assert not turned_down.search(invoke(*ask).stdout)
    promised = " ".join(invoke("explain", "--help").stdout.split())
    assert (
        "With --session, also the wording that it would rather have had or turned down for another"
        in promised
    )
