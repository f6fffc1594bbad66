"""Votes, signatures, positions and countries of our own making: no state of these names exists, and nobody voted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.arrays import FloatArray
from simulation.evidence.ballots import earlier_votes, signatures, vote_tables
from simulation.evidence.ballots.earlier_votes import Body, body_of
from simulation.evidence.ballots.folds import evidence, models_of
from simulation.evidence.ballots.forms import LINES, lines_of
from simulation.evidence.ballots.signatures import SignatureBacktest, backtest_signatures

N_STATES = 24
STATES = [f"SA{chr(ord('A') + number)}" for number in range(N_STATES)]
METHODS = (earlier_votes.D1, earlier_votes.D2, signatures.RIGHTS)
CALLS = {
    # key: day, title, who tabled it, from which place on the texts of its side are voted against
    "R/1": ("2001-12-01", "Security of imagined networks", "SAX", -9),
    "R/2": ("2002-12-01", "Security of imagined networks", "SAX", -9),
    "R/3": ("2003-12-01", "Security of imagined networks", "SAX", 5),
    "R/4": ("2004-12-01", "Crime in imagined networks", "SAX", 9),
    "R/5": ("2004-12-08", "Conduct in imagined networks", "SAA", 18),
    "R/6": ("2005-12-01", "Conduct in imagined networks", "SAA", 19),
    "R/7": ("2005-12-01", "Security of imagined networks", "SAX", 6),
}

type Write = Callable[..., dict[str, Path]]


def cast(call: str, state: int) -> str:
    """Return the vote of a state, whose place is its number: two camps, and those at the edge of theirs abstain."""
    *_, sponsor, edge = CALLS[call]
    short = edge - state if sponsor == "SAX" else state - edge
    if (state + len(call) + int(call[-1])) % 11 == 0:
        return "X"
    return "Y" if short < 0 else "A" if short < 2 else "N"


def _rows(head: str, rows: list[tuple[object, ...]]) -> str:
    return "\n".join([head, *(",".join(map(str, row)) for row in rows)]) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes the four tables, with other votes if so asked, and tells where."""

    def written(
        votes: Callable[[str, int], str] = cast, signed: Callable[[int], int] | None = None
    ) -> dict[str, Path]:
        day = {call: values[0] for call, values in CALLS.items()}
        title = {call: values[1] for call, values in CALLS.items()}
        found = {
            "votes": _rows(
                "resolution,date,title,iso3,vote",
                [(c, day[c], title[c], s, votes(c, k)) for c in CALLS for k, s in enumerate(STATES)],
            ),
            "rollcalls": _rows("resolution,lead_sponsor", [(c, values[2]) for c, values in CALLS.items()]),
            "positions": _rows(
                "iso3,window,date_from,date_to,method,estimate",
                [
                    (s, w, f"{w}-01-01", f"{w}-12-31", m, (23 - 2 * k + (k * n * 7) % 5) / 10)
                    for w in (1999, 2003)
                    for n, m in enumerate(METHODS)
                    for k, s in enumerate(STATES)
                ],
            ),
            "countries": _rows(
                f"iso3,{','.join(dict.fromkeys((*signatures.REGIONS, *LINES)))},oecd_2013",
                [
                    (s, *(int(k % 6 == n) for n in range(6)), int(k in (0, 2, 4, 6)), int(k < 8))
                    for k, s in enumerate(STATES)
                ],
            ),
            "signatures": _rows(
                "iso3,attended,signed",
                [(s, int(k != 5), (signed or (lambda k: int(k > 9)))(k)) for k, s in enumerate(STATES)],
            ),
        }
        paths = {name: tmp_path / f"{name}.csv" for name in found}
        for name, text in found.items():
            paths[name].write_text(text, encoding="utf-8")
        return paths

    return written


def body_from(paths: dict[str, Path]) -> tuple[Body, FloatArray]:
    """Return the voting body that was written, and who is held to a line in it."""
    calls = vote_tables.read_roll_calls(paths["votes"], paths["rollcalls"])
    positions = vote_tables.read_positions(paths["positions"], (earlier_votes.D1, earlier_votes.D2))
    groups = vote_tables.read_groups(paths["countries"], LINES)
    return body_of(calls, positions), lines_of(groups, calls.members)


def chances_of(paths: dict[str, Path], regime: str, call: str) -> dict[str, FloatArray]:
    """Return what every model says of one roll call."""
    body, line = body_from(paths)
    place = body.calls.key.index(call)
    known = evidence(regime, body, place)
    return {key: model(place, *known) for key, model in models_of(body, line).items()}


def signatures_of(paths: dict[str, Path]) -> SignatureBacktest:
    """Return the test on the signatures that were written."""
    return backtest_signatures(
        vote_tables.read_signatures(paths["signatures"]),
        vote_tables.read_positions(paths["positions"], METHODS),
        vote_tables.read_groups(paths["countries"], (*signatures.REGIONS, *LINES), signatures.COUNTRY),
        day="2004-06-01",
        seed=1,
    )
