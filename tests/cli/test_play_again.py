"""The command play, twice: a survey before and after, own words, and a second round that remembers the first."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from simulation.cli.app import app
from simulation.storage.live_log import load_log
from simulation.training.notes import notes_of
from simulation.training.second import suggested
from simulation.training.survey import ITEMS, Survey
from simulation.words import say
from tests.other_version import OTHER, play_of_another
from tests.played_seats import flat

type Invoke = Callable[..., Result]

FIRST = "runs/first_hour-TAM-1.live.json"
COMMAND = Path(sys.executable).parent / "delegation-sim"
HOSTILE = "=1+1 \x1b[2J\u202e<script>**x**"
KEPT = "=1+1 \ufffd[2J\ufffd<script>**x**"
MOVES = "talk NOR\ndone\ndone\nhand-over\n"


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    """Play a first game that is answered throughout: four ratings before, six after, and hostile words."""
    folder = tmp_path_factory.mktemp("first")
    with chdir(folder):
        Path("moves.txt").write_text(MOVES, encoding="utf-8")
        answers = "1\n2\n\n9\n3\n4\nskip\n" + "5\n" * 6 + f"{HOSTILE}\n{HOSTILE}\nno\n"
        arguments = ("first_hour", "--seat", "TAM", "--moves", "moves.txt", "--survey")
        return again(*arguments, typed=answers), folder


@pytest.fixture
def first(answered: tuple[Result, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Result:
    """Return what that game said, in a folder with all that it wrote."""
    said, folder = answered
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return said


def again(*arguments: str, typed: str = "") -> Result:
    result = CliRunner(env={"COLUMNS": "100"}).invoke(app, ["play", *arguments], input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_survey_is_asked_before_and_after_and_kept_with_the_play(first: Result) -> None:
    assert first.exit_code == 0
    notes = notes_of(load_log(Path(FIRST)), "TAM")
    assert notes.before == Survey(ratings={"ask": 1, "wording": 2, "package": 3, "refuse": 4})
    assert notes.after == Survey(ratings=dict.fromkeys(ITEMS, 5), remark=KEPT)
    assert notes.principle == KEPT
    shown = flat(first.stdout)
    order = [
        "A first hour: four clauses, six seats",
        "1. In a short talk",
        "Rules of the room",
        "TAM 1 talks>",
        "How it ended",
        "What do you take away?",
        "How you rated yourself",
    ]
    places = [shown.index(text) for text in order]
    assert places == sorted(places)
    assert places[3] < shown.rindex("6. I understand why") < places[4]  # before any number is told
    assert "Type a number" not in shown
    assert "A number from 1 to 5 answers" in shown


def test_hostile_words_steer_no_terminal(first: Result) -> None:
    second = again("--after", FIRST, typed="skip\nhand-over end\n")
    shown = [first.stdout, again("--resume", FIRST).stdout, second.stdout]
    shown.append(CliRunner(env={"COLUMNS": "100"}).invoke(app, ["show", FIRST]).stdout)
    assert not {"\x1b", "\u202e"} & set("".join(shown))
    assert flat(shown[-1]).count(flat(KEPT)) == 2


def test_a_file_of_moves_is_asked_nothing_and_neither_is_input_through_a_pipe(typing: Invoke) -> None:
    Path("moves.txt").write_text(MOVES, encoding="utf-8")
    scripted = typing("", "first_hour", "--seat", "TAM", "--moves", "moves.txt")
    piped = typing("skip\nhand-over end\n", "first_hour", "--seat", "TAM", "--save", "piped.live.json")
    for result in (scripted, piped):
        assert result.exit_code == 0
        assert "survey>" not in result.stdout
        assert "words>" not in result.stdout
        assert "yes or no>" not in result.stdout
        assert say("survey.title") not in result.stdout


def test_all_of_the_survey_can_be_skipped(typing: Invoke) -> None:
    result = typing(
        "skip\nskip\nhand-over end\nskip\n\n\n", "first_hour", "--seat", "TAM", "--survey", "--skill", "easy"
    )
    assert result.exit_code == 0
    notes = notes_of(load_log(Path(FIRST)), "TAM")
    assert (notes.before, notes.after, notes.principle) == (Survey(), Survey(), "")
    assert "How you rated yourself" not in result.stdout


def test_where_the_input_ends_nothing_more_is_asked(typing: Invoke) -> None:
    Path("moves.txt").write_text(MOVES, encoding="utf-8")
    result = typing("2\n", "first_hour", "--seat", "TAM", "--moves", "moves.txt", "--survey")
    assert result.exit_code == 0
    assert notes_of(load_log(Path(FIRST)), "TAM").before == Survey(ratings={"ask": 2})


def test_the_second_round_is_offered_and_begins_with_what_was_learned(first: Result) -> None:
    offer = suggested("first_hour", "TAM")
    assert f"in {offer.case}, seat {offer.seat}, without the coach" in flat(first.stdout)
    fixed = "--seed 1 --skill standard --parameters median"
    assert f"play --after {FIRST} {fixed}" in flat(first.stdout)
    assert f"play first_hour --after {FIRST} {fixed}" in flat(first.stdout)
    second = again("--after", FIRST, typed="skip\nhint\nquit\n")
    shown = flat(second.stdout)
    assert shown.startswith(say("rounds.principle"))
    assert flat(KEPT) in shown[: shown.index("Rules of the room")]
    assert "A second round has no coach." in shown
    log = load_log(Path(f"runs/{offer.case}-{offer.seat}-1.live.json"))
    kept = notes_of(log, offer.seat).first
    assert (log.case, log.seats) == (offer.case, (offer.seat,))
    assert kept is not None
    assert (kept.case, kept.seat, kept.principle) == ("first_hour", "TAM", KEPT)
    assert kept.measures["sat"] == 1
    on = again("--resume", f"runs/{offer.case}-{offer.seat}-1.live.json", typed="hint\nquit\n")
    assert "A second round has no coach." in flat(on.stdout)


@pytest.mark.usefixtures("first")
def test_the_two_profiles_stand_side_by_side_at_the_end_with_the_words_of_the_first() -> None:
    Path("moves2.txt").write_text("talk ALT\nhint\nundo\ntalk ALT\ndone\ndone\nhand-over\n", encoding="utf-8")
    arguments = [
        "first_hour",
        "--seat",
        "NOR",
        "--after",
        FIRST,
        "--coach",
        "question",
        "--moves",
        "moves2.txt",
    ]
    second = again(*arguments, "--survey", "--profile", "both.csv", typed="4\nskip\nCount.\n")
    assert second.exit_code == 0, second.stdout
    shown = second.stdout
    part = flat(shown[shown.index(say("rounds.title")) :])
    assert "0 1 +1 Hints asked of the coach" in part
    assert "0 1 +1 Moves taken back" in part
    assert say("rounds.chance") in part
    assert flat(KEPT) in part
    assert "1 5 4 In a short talk I find out what matters most to the other side." in part
    assert "--after" not in part
    rows = list(csv.DictReader(Path("both.csv").read_text(encoding="utf-8").splitlines()))
    words = {row["round"]: row["value"] for row in rows if row["part"] == "own words"}
    assert words == {"1": f"'{KEPT}", "2": "Count."}
    again("--resume", "runs/first_hour-1-NOR-1.live.json", "--profile", "both.json")
    data = json.loads(Path("both.json").read_text(encoding="utf-8"))
    assert [game["seat"] for game in data["rounds"]] == ["TAM", "NOR"]
    assert data["rounds"][0]["after"]["remark"] == KEPT


def test_a_second_round_is_played_at_once_if_one_wants_to(typing: Invoke) -> None:
    Path("moves.txt").write_text(MOVES, encoding="utf-8")
    typed = "skip\nskip\nAsk first.\nmaybe\nyes\nskip\nquit\n"
    result = typing(typed, "first_hour", "--seat", "TAM", "--moves", "moves.txt", "--survey")
    assert result.exit_code == 0
    offer = suggested("first_hour", "TAM")
    assert "Type yes or no." in result.stdout
    assert f"{offer.seat} 1 talks>" in result.stdout
    kept = notes_of(load_log(Path(f"runs/{offer.case}-{offer.seat}-1.live.json")), offer.seat).first
    assert kept is not None
    assert kept.principle == "Ask first."


def test_a_play_that_cannot_come_first_is_refused_with_what_to_do(typing: Invoke) -> None:
    typing("skip\nquit\n", "first_hour", "--seat", "TAM")
    unfinished = again("--after", FIRST)
    assert unfinished.exit_code == 1
    assert "not over: it is in session 1" in flat(unfinished.stderr)
    both = again("--after", FIRST, "--resume", FIRST)
    assert both.exit_code == 2
    assert "leave one of them out" in flat(both.stderr)
    old = again("--after", str(play_of_another(Path(FIRST))))
    assert old.exit_code == 1
    assert OTHER in old.stderr
    assert "To read it: " in old.stderr


@pytest.mark.usefixtures("first")
def test_the_same_case_comes_second_in_another_instance() -> None:
    assert again("first_hour", "--after", FIRST, typed="skip\nquit\n").exit_code == 0
    assert again("first_hour", "--after", FIRST, "--instance", "3", typed="skip\nquit\n").exit_code == 0
    found = [load_log(file) for file in sorted(Path("runs").glob("*.live.json")) if file != Path(FIRST)]
    assert sorted((log.case, log.seats, log.instance) for log in found) == [
        ("first_hour", ("TAM",), 1),
        ("first_hour", ("TAM",), 3),
    ]


@pytest.mark.usefixtures("first")
def test_a_play_from_before_there_were_surveys_goes_on_and_can_come_first() -> None:
    log = load_log(Path(FIRST))
    log.notes["TAM"] = {"prediction": None, "hints": [], "taken_back": [], "answers": {}, "principle": "Ask."}
    Path("before.live.json").write_text(log.to_text(), encoding="utf-8")
    assert again("--resume", "before.live.json").exit_code == 0
    assert "Ask." in again("--after", "before.live.json", typed="skip\nquit\n").stdout


def test_a_profile_that_cannot_be_written_is_refused_before_an_hour_is_played(typing: Invoke) -> None:
    for name, says in (("profile.txt", "ends in .csv"), ("nowhere/profile.csv", "a folder that exists")):
        result = typing("skip\n", "first_hour", "--seat", "TAM", "--profile", name)
        assert result.exit_code == 1
        assert says in flat(result.stderr)
        assert not Path("runs").exists()


@pytest.mark.usefixtures("first")
def test_what_was_answered_is_not_asked_again() -> None:
    result = again("--resume", FIRST, "--survey", typed="no\n")
    assert "survey>" not in result.stdout
    assert "words>" not in result.stdout


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no such terminals here")
def test_where_somebody_types_at_a_terminal_the_survey_is_asked(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command: list[str | Path] = [COMMAND, "play", "first_hour", "--seat", "TAM", "--save", "play.live.json"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        for prompt, line in ((b"survey> ", b"4\n"), (b"survey> ", b"skip\n"), (b"prediction> ", b"quit\n")):
            shown = until(ours, prompt)
            os.write(ours, line)
        shown += until(ours, b"To go on:")
        process.wait(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    assert notes_of(load_log(tmp_path / "play.live.json"), "TAM").before == Survey(ratings={"ask": 4})


def until(terminal: int, prompt: bytes) -> bytes:
    """Return what a terminal shows until something stands on it."""
    shown = b""
    while prompt not in shown:
        shown += os.read(terminal, 4096)
    return shown


def write_own(*, has_instances: bool = False) -> None:
    case = yaml.safe_load(Path(str(files("scenarios") / "first_hour.yaml")).read_text(encoding="utf-8"))
    case["key"] = "our_own"
    if not has_instances:
        del case["instances"]
    Path("own.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def own(typing: Invoke) -> str:
    """Play a first game on a case of one's own, without other instances; return the file that it is kept in."""
    write_own()
    played = typing("skip\nhand-over end\n", "own.yaml", "--seat", "TAM")
    assert played.exit_code == 0
    kept = "runs/our_own-TAM-1.live.json"
    assert f"play own.yaml --after {kept} --seed 2 --skill standard --parameters median" in flat(
        played.stdout
    )
    return kept


def test_a_second_round_is_offered_with_the_skill_and_the_parameters_of_the_first(
    typing: Invoke,
) -> None:
    fixed = "--seed 1 --skill hard --parameters drawn"
    played = typing("skip\nhand-over end\n", "first_hour", "--seat", "TAM", *fixed.split())
    offered = f"--after {FIRST} {fixed}"
    assert f"play {offered}" in flat(played.stdout)
    assert typing("skip\nquit\n", *offered.split(), "--save", "second.live.json").exit_code == 0
    second = load_log(Path("second.live.json"))
    assert (second.level, second.drawn and second.drawn.source) == ("hard", "drawn")


def test_an_own_case_comes_second_after_itself_in_the_same_seat(own: str) -> None:
    second = again("own.yaml", "--after", own, "--seed", "2", typed="skip\nhand-over end\n")
    assert second.exit_code == 0
    assert "first second change" in flat(second.stdout)
    log = load_log(Path("runs/our_own-TAM-2.live.json"))
    assert log.seats == ("TAM",)
    kept = notes_of(log, "TAM").first
    assert kept is not None
    assert (kept.case, kept.seat) == ("our_own", "TAM")


@pytest.mark.usefixtures("first")
def test_an_own_case_comes_second_after_a_shipped_one_in_the_same_seat(own: str) -> None:
    assert (
        again("own.yaml", "--after", FIRST, "--save", "second.live.json", typed="skip\nquit\n").exit_code == 0
    )
    kept = notes_of(load_log(Path("second.live.json")), "TAM").first
    assert kept is not None
    assert (kept.case, kept.seat) == ("first_hour", "TAM")
    assert Path(own).is_file()


@pytest.mark.parametrize("case", [(), ("first_hour",)])
def test_another_case_after_an_own_one_is_refused_with_what_to_do(own: str, case: tuple[str, ...]) -> None:
    refused = again(*case, "--after", own)
    assert refused.exit_code == 1
    assert "our_own, which does not come with the program" in flat(refused.stderr)
    assert "give its file as CASE" in flat(refused.stderr)


def test_the_second_round_on_an_own_case_begins_at_once_where_it_is_wanted(typing: Invoke) -> None:
    write_own(has_instances=True)
    result = typing(
        "skip\nskip\nhand-over end\nskip\n\nyes\nskip\nquit\n", "own.yaml", "--seat", "TAM", "--survey"
    )
    assert result.exit_code == 0
    log = load_log(Path("runs/our_own-1-TAM-1.live.json"))
    assert (log.instance, log.seats) == (1, ("TAM",))
    assert notes_of(log, "TAM").first is not None
