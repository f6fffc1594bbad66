"""What a shell is offered for the values of options."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.cli import app

type Invoke = Callable[..., Result]


def offered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str) -> list[str]:
    """Return what bash is told when a line is to be completed at its end."""
    monkeypatch.setenv("_DELEGATION_SIM_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
    with pytest.raises(SystemExit):
        app.main()
    return capsys.readouterr().out.split()


@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("run wtpf13 --rule sim", ["simple_majority"]),
        ("run wtpf13 --protocol comp", ["compromise"]),
        ("compare first_hour --lever sess", ["sessions="]),
        ("compare first_hour --lever right", ["rights."]),
        ("forecast first_hour --model comp", ["compromise"]),
        ("play first_hour --seat SA", ["SAB"]),
        ("show first_hour --delegation SA", ["SAB"]),
        ("why-not first_hour --issue sup", ["support"]),
        ("ensemble first_hour --outcome gain.SA", ["gain.SAB"]),
        ("schema pa", ["pack"]),
        ("sweep first_hour --over sess", ["sessions="]),
        ("sensitivity first_hour --over rights.SA", ["rights.SAB="]),
        ("sensitivity first_hour --method so", ["sobol"]),
        ("study wtpf13-rules --when adop", ["adopted"]),
        ("tournament first_hour --seats SAB,NO", ["SAB,NOR"]),
        ("outcome first_hour groups.yaml --signed SAB,TA", ["SAB,TAM"]),
        ("outcome first_hour groups.yaml --clause supp", ["support="]),
        ("run first_hour --holder SA", ["SAB="]),
        ("run first_hour --parameters d", ["drawn"]),
        ("run first_hour --instance 9", ["9"]),
        ("run worked_clock --instance 9", []),
        ("vote unga_cyber --on dr", ["draft"]),
        ("vote first_hour --on pac", ["pace="]),
        ("vote first_hour --on pace=no", ["pace=none"]),
        ("vote first_hour --on pace=none,sup", ["pace=none,support="]),
        ("vote first_hour --on pace=none,pac", []),
        ("facts --only F1 --family ba", ["base"]),
        ("facts --only F2", ["F2", "F20"]),
        ("facts --only F", [f"F{number}" for number in range(1, 21)]),
        ("calibrate --parameter signal.i", ["signal.isolation"]),
        ("play first_hour --coach q", ["question"]),
        ("play first_hour --skill h", ["hard"]),
        ("class first_hour --deal c", ["chosen"]),
        ("class wtpf13 --names a", ["archetypes"]),
        ("class first_hour --homework ta", ["talks="]),
        ("pack first_hour --for tr", ["trainer"]),
        ("import x.csv --format k", ["ktab"]),
        ("import x.csv --salience p", ["percent"]),
        ("import nowhere.csv --column Cou", []),
        ("validate first", ["first_hour"]),
        ("run wtpf13 --language f", ["fr"]),
    ],
)
def test_values_are_completed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, some: list[str]
) -> None:
    assert offered(monkeypatch, capsys, f"delegation-sim {line}") == some


def test_a_case_that_cannot_be_read_completes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert offered(monkeypatch, capsys, "delegation-sim play nowhere.yaml --seat S") == []


def test_words_of_a_lever_and_columns_of_a_table_are_completed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text("Country,Pos,Sal\nA,0.1,50\nB,0.9,50\n", encoding="utf-8")
    told = "delegation-sim compare first_hour --lever rule=simple"
    assert offered(monkeypatch, capsys, told) == ["rule=simple_majority"]
    assert offered(monkeypatch, capsys, "delegation-sim import t.csv --column Cou") == ["Country="]
    shown = offered(monkeypatch, capsys, "delegation-sim import t.csv --column Country=a")
    assert shown == ["Country=actor", "Country=aside"]


def test_what_a_run_has_is_completed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], invoke: Invoke
) -> None:
    invoke("run", "worked_package", "--out", "one", "--quiet")
    invoke("run", "worked_assembly", "--out", "house", "--quiet")
    assert offered(monkeypatch, capsys, "delegation-sim explain one --delegation OP") == ["OPEN"]
    assert offered(monkeypatch, capsys, "delegation-sim explain one --text ") == []
    assert offered(monkeypatch, capsys, "delegation-sim explain house --delegation ") == []
    assert offered(monkeypatch, capsys, "delegation-sim explain house --text ")
    assert offered(monkeypatch, capsys, "delegation-sim explain house --member ")


def test_former_names_of_options_are_not_offered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert offered(monkeypatch, capsys, "delegation-sim play first_hour --s") == [
        *("--seat", "--seed", "--skill", "--survey", "--save")
    ]
    assert offered(monkeypatch, capsys, "delegation-sim play first_hour --le") == []
