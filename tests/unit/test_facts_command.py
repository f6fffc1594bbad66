"""The command that tests the model against stylised facts, as it prints."""

import json
import re
from dataclasses import replace

import pytest
import typer
from typer.testing import CliRunner

from simulation.cli.facts import facts, print_run
from simulation.evidence.facts.frozen import now
from simulation.evidence.facts.published_facts import published

app = typer.Typer()
app.command()(facts)
RUN = ("--only", "F19", "--replications", "3", "--workers", "1")


def told(*words: str) -> str:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return re.sub(r"\s+", " ", result.stdout)


def test_a_fact_is_printed_with_effect_and_interval_and_in_a_rehearsal_without_a_verdict() -> None:
    page = told(*RUN, "--seed", "4")
    assert "F19 rehearsal" in page
    assert re.search(
        r"[+-]\d\.\d{3} \[[+-]\d\.\d{3}, [+-]\d\.\d{3}\] [<>] 0 3 adopted: vote above 70 % less no vote", page
    )
    assert f"seed 4, definitions {now().digest}, delegation-sim" in page
    assert "too few for a verdict" in page


def test_json_is_one_document_with_everything() -> None:
    data = json.loads(told(*RUN, "--json"))
    assert data["controls"] == []
    assert data["definitions"] == now().digest
    (fact,) = data["facts"]
    assert (fact["fact"], fact["seed"], fact["replications"], fact["level"]) == ("F19", 1, 3, 0.95)
    assert {"value", "low", "high", "n", "holds", "words"} <= fact["claims"][0].keys()


def test_markdown_is_a_section_of_the_page_on_validation() -> None:
    assert told(*RUN, "--markdown").startswith("## Stylised facts ")


def test_what_holds_in_which_family_is_a_table_that_fits_eighty_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_run(replace(published(), controls=()))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    (head,) = (number for number, line in enumerate(lines) if line.startswith("  fact  base"))
    assert lines[head].split() == ["fact", "base", "middle", "dear", "wide", "large", "unlike", "holds", "in"]
    rows = lines[head + 1 : head + 21]
    assert [row.split()[0] for row in rows] == [result.fact.key for result in published().facts]
    for row, result in zip(rows, published().facts, strict=True):
        assert row.endswith(f"{result.held} of 6, {result.verdict}")


def test_json_and_markdown_exclude_each_other() -> None:
    assert CliRunner().invoke(app, [*RUN, "--json", "--markdown"]).exit_code == 2
