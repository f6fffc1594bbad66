"""A small table of decisions of our own making: nothing in it ever happened."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.evidence.backtest.decision_tables import read_decisions
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.backtest.run_backtest import Backtest, run_backtest

INVENTED = Path(__file__).with_name("invented_decisions.csv")
"""Twelve invented proposals with 18 issues, two institutions and four states that do not exist; GDP is invented too."""

type Write = Callable[[str], Path]

HEAD = (
    "prnrnmc",
    "isnrnmc",
    "prnr",
    "prname",
    "isnr",
    "type",
    "council",
    "proc",
    "counvte",
    "proccde",
    "issues",
)
"""The first columns of DEU III as its authors publish it; intro and finact, positions, saliences, rp and out follow."""


@pytest.fixture(scope="session")
def invented() -> Decisions:
    """Return the decisions of the invented table."""
    return read_decisions(INVENTED)


NOTED: list[tuple[int, int]] = []
"""What was told while the one back-test that all tests share was run."""


@pytest.fixture(scope="session")
def ran(invented: Decisions) -> Backtest:
    """Return the back-test of the invented table, run once for all tests."""
    return run_backtest(invented, seed=1, progress=lambda done, total: NOTED.append((done, total)))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a table and returns its file."""

    def put(text: str) -> Path:
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return put


def as_published(decisions: Decisions, *, separator: str = ";", capability: bool = False) -> str:
    """Return decisions in the columns in which DEU III is published, with `separator` between cells."""
    codes = [code.lower() for code in decisions.delegations]
    header = [*HEAD, "intro", "finact", *(f"p{code}" for code in codes), *(f"s{code}" for code in codes)]
    rows = [[*header, "rp", "out"]]
    if capability:
        figures = [f"{4 * value:g}" for value in decisions.capability["gdp"].max(axis=0)]
        rows.append([*[""] * 13, *figures, *[""] * len(codes), "", ""])
    for row, issue in enumerate(decisions.issue):
        here = decisions.takes_part[row]
        place, salience = (
            [f"{value:g}" if there else "" for value, there in zip(table[row], here, strict=True)]
            for table in (decisions.position, 100 * decisions.salience)
        )
        about = ["1", "1", decisions.proposal[row], "An invented proposal", issue, "Reg", "General"]
        about += [decisions.procedure[row], "QMV", "", "", "01-01-10", "01-06-11"]
        rows.append([*about, *place, *salience, "0", f"{decisions.outcome[row]:g}"])
    return "".join(f"{separator.join(row)}\n" for row in rows)
