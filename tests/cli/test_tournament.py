"""The command tournament: its table, its folder, its JSON, and what is told of what cannot be played."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from simulation.storage.tournament_folder import GAMES, LEAGUE, TournamentFolder
from simulation.tournament import tournament_of
from tests.cli.conftest import Invoke

SMALL = ("tournament", "first_hour", "-n", "2", "--seats", "SAB", "--workers", "1")
AGENT = """\
from simulation.abm import DelegationAgent
from simulation.live import SeatMove


class Stubborn(DelegationAgent):
    def __init__(self, model, row):
        super().__init__(model, row)
        print("seated")

    def act(self, view):
        print("asked")
        asked = view.request.asked
        return [SeatMove(seat=self.key, move="object_formally", issue=i, option=o) for i, o in asked]


class Broken(DelegationAgent):
    def act(self, view):
        return view.nothing
"""


@pytest.fixture
def agents(tmp_path: Path) -> Path:
    file = tmp_path / "agents.py"
    file.write_text(AGENT, encoding="utf-8")
    return file


@pytest.mark.usefixtures("agents")
def test_own_entrants_stand_in_the_table_beside_the_references(invoke: Invoke) -> None:
    page = invoke(*SMALL, "--entrant", "agents.py:Stubborn").stdout
    for name in ("Stubborn", "nothing", "always oppose", "honest", "reciprocal"):
        assert sum(line.strip().startswith(name) for line in page.splitlines()) == 1
    assert "2 games of each in 1 seat, alone among built-in agents (standard)." in page
    assert "--out FOLDER" in page


@pytest.mark.usefixtures("agents")
def test_a_folder_holds_the_same_bytes_whether_it_was_played_at_once_or_gone_on_with(
    invoke: Invoke, tmp_path: Path
) -> None:
    own = ("--entrant", "agents.py:Stubborn")
    played = invoke(*SMALL, *own, "--json", "--out", "whole")
    assert {"seated", "asked"} <= set(
        played.stderr.splitlines()
    )  # what an entrant prints is no part of the result
    whole = json.loads(played.stdout)
    games = (tmp_path / "whole" / "games.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    assert len(games) == 18
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "manifest.json").write_bytes((tmp_path / "whole" / "manifest.json").read_bytes())
    (tmp_path / "part" / "games.jsonl").write_text("".join(games[9:3:-1]) + games[0][:30], encoding="utf-8")
    again = json.loads(invoke(*SMALL, *own, "--json", "--out", "part", "--resume").stdout)
    assert again == whole
    for name in ("games.jsonl", "league.json", "report.html"):
        first, second = ((tmp_path / folder / name).read_bytes() for folder in ("whole", "part"))
        assert first == second
    assert whole["standings"] == json.loads((tmp_path / "whole" / "league.json").read_text())["standings"]
    stubborn = next(one for one in whole["standings"] if one["entrant"] == "Stubborn")
    assert (stubborn["file"], len(stubborn["sha256"])) == ("agents.py:Stubborn", 64)
    assert (whole["seed"], whole["level"], whole["skill"]) == (1, 0.95, "standard")


@pytest.mark.usefixtures("agents")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--seats", "SAP"), "SAP: No delegation is called 'SAP'. Did you mean 'SAB'?"),
        (("--entrant", "nowhere.py:Stubborn"), "nowhere.py: "),
        (("--entrant", "agents.py:Stuborn"), "Did you mean 'Stubborn'?"),
        (("--entrant", "agents.py"), "agents.py:Stubborn"),
        (("--skill", "mad"), "No skill is called 'mad'. Valid: easy, hard, standard."),
        (("--resume",), "name it with --out FOLDER"),
        (("--entrant", "agents.py:Broken"), "agents.py:Broken, seed 1, replication 0: "),
    ],
)
def test_what_cannot_be_played_is_told_in_words(invoke: Invoke, words: tuple[str, ...], told: str) -> None:
    result = invoke(*SMALL, *words)
    assert result.exit_code == 1
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert not result.stdout


def test_a_damaged_game_is_told_in_words(invoke: Invoke, tmp_path: Path) -> None:
    plan = tournament_of("first_hour", replications=2, seats=["SAB"])
    with TournamentFolder.opened(tmp_path / "cup", plan.manifest()):
        pass
    (tmp_path / "cup" / "games.jsonl").write_text('{"entrant": 3}\n', encoding="utf-8")
    result = invoke(*SMALL, "--out", "cup", "--resume")
    assert result.exit_code == 1
    assert "games.jsonl:1: This is no game: it lacks seat, " in result.stderr


def test_the_page_says_how_to_repeat_it(invoke: Invoke, tmp_path: Path) -> None:
    invoke(*SMALL, "--out", "cup", "--skill", "hard")
    page = (tmp_path / "cup" / "report.html").read_text(encoding="utf-8")
    assert "replications 0 to 1" in page
    # All seats together, over doing nothing, one seat; each for page and phone.
    assert page.count("<svg") == 6
    assert "<script" not in page
    assert "://" not in page


def test_a_folder_is_exported_as_a_workbook_of_its_games_and_standings(
    invoke: Invoke, tmp_path: Path
) -> None:
    invoke(*SMALL, "--out", "cup")
    rows = [json.loads(line) for line in (tmp_path / "cup" / GAMES).read_text(encoding="utf-8").splitlines()]
    told = invoke("export", "cup", "--out", "cup.xlsx").stdout
    assert told == "The tables of cup are in cup.xlsx: 2 sheets.\n"
    book = load_workbook(tmp_path / "cup.xlsx")
    assert book.sheetnames == ["games", "standings"]
    heads, *games = book["games"].values
    assert [dict(zip(heads, game, strict=True)) for game in games] == [pytest.approx(row) for row in rows]
    names, first, *_ = book["standings"].values
    league = json.loads((tmp_path / "cup" / LEAGUE).read_text(encoding="utf-8"))
    best, total = league["standings"][0]["entrant"], league["standings"][0]["total"]
    shown = dict(zip(names, first, strict=True))
    assert (shown["entrant"], shown["seat"]) == (best, None)
    ends = (total["place"]["value"], total["place"]["high"])
    assert (shown["place"], shown["place_high"]) == pytest.approx(ends)
    (tmp_path / "cup" / LEAGUE).unlink()
    assert invoke("export", "cup", "--out", "part.xlsx").stdout.endswith(": 1 sheet.\n")
    (tmp_path / "cup" / GAMES).write_text("{}\n", encoding="utf-8")
    assert "games.jsonl:1: This is no game: it lacks" in invoke("export", "cup", "--out", "bad.xlsx").stderr
    (tmp_path / "cup" / GAMES).write_text("", encoding="utf-8")
    (tmp_path / "cup" / LEAGUE).write_text('{"standings": [1]}', encoding="utf-8")
    assert "league.json cannot be read" in invoke("export", "cup", "--out", "bad.xlsx").stderr
