"""The command play with a file of moves: tried out first, played as if it were typed."""

from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

from simulation.storage.live_log import load_live
from tests.played_seats import OPENING, SAVED

type Invoke = Callable[..., Result]


def script(text: str) -> str:
    Path("moves.txt").write_text(text, encoding="utf-8")
    return "moves.txt"


PLAY = ("wtpf13_training", "--seat", "LUM", "--moves", "moves.txt")


def test_a_file_of_moves_plays_as_if_it_were_typed(typing: Invoke) -> None:
    script("# The opening\n\npredict roles tunis\n" + OPENING + "hand-over\n")
    result = typing("", *PLAY)
    assert result.exit_code == 0
    assert "LUM 1 talks> talk tam" in result.stdout
    assert "prediction>" not in result.stdout
    assert "How it ended" in result.stdout
    assert load_live(SAVED).phase == "over"


def test_the_same_file_of_moves_gives_the_same_bytes(typing: Invoke) -> None:
    script(OPENING)
    first = typing("", *PLAY, "--save", "a.json").stdout
    second = typing("", *PLAY, "--save", "b.json").stdout
    assert first.replace("a.json", "b.json") == second
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()


def test_every_problem_of_a_file_of_moves_is_reported_at_once_and_nothing_is_kept(typing: Invoke) -> None:
    script("talk tam\nfly\n# fine\npropose mechanism report\nlive roles equal\nsupport roles each_in\ndone\n")
    result = typing("", *PLAY)
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert [line.split(": ", 2)[:2] for line in lines] == [
        ["moves.txt:2", "fly"],
        ["moves.txt:4", "propose mechanism report"],
        ["moves.txt:5", "live roles equal"],
    ]
    assert "On the agenda: Roles of stakeholders, Boundary." in lines[1]
    assert "goes further than your instructions do today" in lines[2]
    assert lines[2].endswith("Write yes in the line after it to make it all the same, or take it out.")
    assert not Path("runs").exists()


def test_a_file_of_moves_that_goes_on_after_the_end_is_a_problem(typing: Invoke) -> None:
    script("hand-over\n" + "done\n" * 40)
    result = typing("", *PLAY)
    assert result.exit_code == 1
    assert "The negotiation is over by then." in result.stderr


def test_a_file_of_moves_that_is_no_text_is_refused(typing: Invoke) -> None:
    Path("moves.txt").write_bytes(b"\xff\xfe")
    result = typing("", *PLAY)
    assert (result.exit_code, "not in UTF-8" in result.stderr) == (1, True)


def test_a_stray_yes_in_a_file_of_moves_is_told_and_one_after_a_wrong_line_is_not(typing: Invoke) -> None:
    script("talk tam\nyes\nfly\nyes\nno\ndone\n")
    result = typing("", *PLAY)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert [line.split(": ", 2)[:2] for line in lines] == [
        ["moves.txt:2", "yes"],
        ["moves.txt:3", "fly"],
        ["moves.txt:5", "no"],
    ]
    assert "No move waits for yes or no" in lines[0]
    assert not Path("runs").exists()


def test_each_stray_yes_or_no_is_told_by_itself(typing: Invoke) -> None:
    script("yes\nno\ndone\n")
    lines = typing("", *PLAY).stderr.splitlines()
    assert [line.split(": ", 1)[0] for line in lines] == ["moves.txt:1", "moves.txt:2"]


def test_what_leaves_out_the_questions_of_the_beginning_is_passed_over_in_a_file(typing: Invoke) -> None:
    script("pass\npredict outcome clean\nskip\ntalk tam\ndone\n")
    result = typing("", *PLAY)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "talks> skip" not in result.stdout
    assert load_live(SAVED).phase == "floor"


def test_to_skip_something_later_in_a_file_is_a_problem(typing: Invoke) -> None:
    script("skip\ntalk tam\nskip\ndone\n")
    result = typing("", *PLAY)
    assert result.exit_code == 1
    assert result.stderr.startswith("moves.txt:3: skip: No command is called “skip”.")


def test_pass_among_the_moves_is_told_what_passes_and_an_agent_to_the_end_is_not_taken_back(
    typing: Invoke,
) -> None:
    result = typing("skip\npass\nhand-over end\n", "first_hour", "--seat", "SAB")
    shown = " ".join(f"{result.stdout} {result.stderr}".split())
    assert "Enter passes over the wording that is asked, and done ends your part" in shown
    assert "An agent sits in the seat now and plays on to the end." in shown
    assert "You can take it back" not in shown
