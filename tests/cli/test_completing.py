"""What a shell is offered for the values of options."""

import pytest

from simulation.cli import app


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
