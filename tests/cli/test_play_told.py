"""What a person at the terminal is told: hand-overs, undo, questions half answered, capital, recesses, files."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from typer.testing import Result

from simulation import load_scenario
from simulation.cli.seat.room_page import print_told
from simulation.cli.terminal import Page
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.live.request import Answer, Told
from simulation.protocols.result import SIGNALS
from simulation.storage.live_log import load_log
from simulation.training.notes import notes_of
from tests.kept_cases import SIX_SEATS
from tests.played_seats import flat

type Invoke = Callable[..., Result]


@pytest.mark.thorough  # test_play.py: a seat can be handed over and taken back
def test_a_seat_can_be_handed_over_to_the_end(typing: Invoke) -> None:
    for typed in ("skip\nhand-over end\n", "skip\nhand-over\n\nhand-over end\n"):
        shown = typing(typed, "first_hour", "--seat", "SAB", "--seed", "5").stdout
        assert "How it ended" in shown
        assert re.search(r"you wanted “[^”]+” \([^)]+ points?\); no agreement", flat(shown))
        assert "An agent sits in your seat: Enter" not in flat(shown.rpartition("hand-over end\n")[2])


def test_a_play_that_is_not_over_says_that_nothing_was_written(typing: Invoke) -> None:
    shown = typing(
        "skip\nquit\n", "first_hour", "--seat", "SAB", "--out", "kept", "--debrief", "d.html"
    ).stdout
    assert "It is not over yet: nothing is written to kept and d.html." in flat(shown)
    assert not Path("kept").exists()
    assert not Path("d.html").exists()
    assert "not over yet" not in typing("skip\nquit\n", "first_hour", "--seat", "SAB").stdout


def test_undo_says_what_it_took_back(typing: Invoke) -> None:
    shown = typing(
        "skip\ntalk tam\npropose pace into_operation\nyes\nundo\nundo\n", "first_hour", "--seat", "SAB"
    ).stdout
    assert "Taken back: propose pace into_operation" in shown
    assert "Taken back: talk TAM" in shown


def test_a_line_in_place_of_a_yes_is_not_made_either_and_says_so(typing: Invoke) -> None:
    typed = "skip\nlive participation governments_only\ntalk tam\n"
    shown = typing(typed, "first_hour", "--seat", "SAB").stdout
    assert "“live participation governments_only” waited for yes or no, and was not made." in flat(shown)
    assert load_log("runs/first_hour-SAB-1.live.json").entries == []


def test_questions_before_the_first_session_can_be_left_and_helped_with(typing: Invoke) -> None:
    shown = flat(typing("help\nme\n1\nquit\n", "first_hour", "--seat", "SAB").stdout)
    assert (
        "A number answers. Enter or pass leaves a question out, skip leaves out all that are left; me shows your "
        "brief, quit leaves." in shown
    )
    assert shown.count("Confidential instructions") == 2
    assert shown.count("How will it end?") == 3
    assert "session 1. To go on" in shown
    assert "SAB 1 talks>" not in shown


@pytest.mark.parametrize(("typed", "recorded"), [("", "support"), ("5\n", "formal_object")])
def test_what_was_said_in_the_talks_stands_on_the_floor(typing: Invoke, typed: str, recorded: str) -> None:
    lines = f"skip\nsupport pace at_once\nyes\ndone\n{typed}done\nquit\n"
    floor = flat(typing(lines, "first_hour", "--seat", "LUM").stdout.partition("wordings on the floor")[2])
    asked = floor.partition("1 support")[0]
    assert "You said before: support. It stands unless you answer otherwise." in asked
    assert "Take care." in asked
    assert "Your instructions:" not in asked
    log = load_log("runs/first_hour-LUM-1.live.json")
    live = LiveNegotiation.from_log(log, load_scenario("first_hour")).live
    at = live.issue("pace")
    code = live.recorder.sheets["signal"][0][live.row("LUM"), at, live.option(at, "at_once")]
    assert SIGNALS[int(code)] == recorded


def test_what_capital_answered_is_told_in_the_next_session(typing: Invoke) -> None:
    shown = flat(typing("skip\ncapital\ndone\ndone\nquit\n", "wtpf13_training", "--seat", "ALT").stdout)
    told = re.findall(
        r"Capital has answered: you may now go (\d+)% of the way to your limits; before, (\d+)%", shown
    )
    assert [int(now) > int(before) for now, before in told] == [True]
    again = flat(typing("me\nquit\n", "--resume", "runs/wtpf13_training-ALT-1.live.json").stdout)
    assert f"let you go {told[0][0]}% of the way" in again
    assert "On an easy clause they may let you go farther as soon as it is called." in again
    assert "Capital has answered" in again
    quiet = typing("skip\ndone\ndone\nquit\n", "wtpf13_training", "--seat", "ALT").stdout
    assert "Capital has answered" not in quiet


def moves_in(file: str) -> list[str]:
    return [entry.move for entry in load_log(file).entries if isinstance(entry, SeatMove)]


def test_a_recess_says_that_there_is_no_floor_and_asks_where_something_was_tabled(typing: Invoke) -> None:
    alone = flat(typing("skip\nrecess\nquit\n", "first_hour", "--seat", "SAB").stdout)
    assert "A recess ends today’s session, and nothing is put on the floor." in alone
    assert "yes or no" not in alone
    tabled = "skip\npropose pace into_operation\nyes\nrecess\n"
    asked = flat(typing(f"{tabled}no\nquit\n", "first_hour", "--seat", "SAB", "--save", "a.json").stdout)
    assert "Your wordings of today are not put to the room" in asked
    assert moves_in("a.json") == ["propose_option"]
    typing(f"{tabled}yes\nquit\n", "first_hour", "--seat", "SAB", "--save", "b.json")
    assert moves_in("b.json") == ["propose_option", "ask_for_recess"]


def test_what_a_delegation_told_names_issues_and_wordings_and_no_keys(invoke: Invoke) -> None:
    Path("moves.txt").write_text("talk TAM roles\ntalk NOR\nroom TAM\nroom NOR\n", encoding="utf-8")
    shown = flat(invoke("play", "wtpf13_training", "--seat", "LUM", "--moves", "moves.txt").stdout)
    assert "TAM: “We could live with ‘Paragraphs 35 and 37 of the Tunis Agenda, 35 in full’ (R" in shown  # noqa: RUF001
    assert "NOR: “Of what is open, Participation matters most to us.”" in shown
    wording = "“Paragraphs 35 and 37 of the Tunis Agenda, 35 in full”"
    assert f"Told you Session 1: it could live with {wording} (Roles" in shown
    assert "Told you Session 1: what matters most to it is Participation." in shown


def test_a_talk_asks_what_was_typed_and_what_is_no_question_says_what_is(typing: Invoke) -> None:
    lines = (
        "skip\ntalk NOR\ntalk TAM pace\ntalk VEL pace once\ntalk VEL pace at_once now\ntalk VEL pace\nquit\n"
    )
    shown = flat(typing(lines, "wtpf13_training", "--seat", "LUM", "--save", "a.json").stdout)
    assert "Type: talk SEAT [ISSUE [OPTION]]" in shown
    assert "No wording of pace is called “once”" in shown
    made = json.loads(Path("a.json").read_text(encoding="utf-8"))["entries"]
    assert made == [
        {"seat": "LUM", "move": "consult_bilaterally", "to": "NOR"},
        {"seat": "LUM", "move": "consult_bilaterally", "issue": "pace", "to": "TAM"},
    ]


@pytest.mark.parametrize(("closed", "is_headed"), [("venue", True), ("pace", False)])
def test_what_you_were_told_is_headed_only_where_something_open_was_told(
    closed: str, is_headed: object, capsys: pytest.CaptureFixture[str]
) -> None:
    view = view_of(LiveNegotiation("first_hour", seats=("LUM",)), "LUM")
    answer = Answer(issue="pace", option="at_once", says="yes", session=1)
    others = tuple(
        replace(one, told=Told(by="TAM", answers=(answer,)) if one.key == "TAM" else None)
        for one in view.others
    )
    issues = tuple(replace(one, is_open=one.key != closed) for one in view.issues)
    print_told(Page(), replace(view, others=others, issues=issues, sought_by=()))
    assert ("What you were told" in capsys.readouterr().out) == is_headed


def test_who_called_no_talk_is_told_with_whom_its_colleagues_spoke(
    capsys: pytest.CaptureFixture[str],
) -> None:
    view = view_of(LiveNegotiation("first_hour", seats=("LUM",)), "LUM")
    print_told(Page(), replace(view, talked_for=("TAM", "SAB")))
    told = "You called no talk in the last session: your colleagues spoke in your name with TAM, SAB."
    assert told in flat(capsys.readouterr().out)


def test_a_person_is_told_which_clauses_are_called_and_sees_no_wording_before_it_is_written(
    typing: Invoke,
) -> None:
    case = yaml.safe_load(Path(SIX_SEATS).read_text(encoding="utf-8"))
    case["drafting"] = True
    Path("forms.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    asks = "propose support trai\npropose support training_fund\n"
    typed = "\n" * 5 + "done\n" * 2 + asks + "done\n" * 4 + "said\nquit\n"
    shown = flat(typing(typed, "forms.yaml", "--seat", "TAM").stdout)
    asked, _, rest = shown.partition("Session 1 of 6")
    before, third = re.split(r"Session 3 of 6", rest, maxsplit=1)
    second = before.partition("Session 2 of 6")[2]
    assert "Middle way" not in asked
    assert (
        "Not called for decision yet. Nobody holds it in brackets now. If others do, they keep their brackets until"
        " the Chair calls it, even on wordings that they promised each other in trades. Their promises to you bind"
        " them at once." in second
    )
    assert "until the Chair calls it, the others keep their brackets" not in second
    assert "Middle way" not in second.partition("On the agenda")[2].partition("Time for")[0]
    assert "may be the option" not in second
    assert "is nowhere in the text yet: a drafting group may write it when the clause is stuck." in second
    assert "Called for decision." not in before
    assert "The Chair calls for decision: Support." in third
    assert "Called for decision." in third
    assert "A drafting group on Support brings back a new wording, training_fund: “Middle way: " in third
    assert "I call Support for decision." in third


def test_pass_and_nothing_leave_a_question_out(typing: Invoke) -> None:
    shown = flat(typing("pass\n\nPass\n2\nskip\nquit\n", "first_hour", "--seat", "SAB").stdout)
    assert "Type a number" not in shown
    notes = notes_of(load_log("runs/first_hour-SAB-1.live.json"), "SAB")
    assert notes.prediction is not None
    assert (notes.prediction.outcome_class, notes.prediction.options) == (
        "",
        {"participation": "written_input"},
    )


def test_a_wording_can_be_named_by_how_it_begins_and_an_ending_by_its_name(typing: Invoke) -> None:
    typed = "skip\npredict pace put\npredict outcome no outcome\npredict outcome won\npropose pace put\nyes\nquit\n"
    shown = flat(typing(typed, "first_hour", "--seat", "SAB").stdout)
    log = load_log("runs/first_hour-SAB-1.live.json")
    notes = notes_of(log, "SAB")
    assert notes.prediction is not None
    assert (notes.prediction.outcome_class, notes.prediction.options) == (
        "no_outcome",
        {"pace": "into_operation"},
    )
    assert "No such ending: “won”. Valid: consensus_clean “clean consensus”" in shown
    assert [entry.option for entry in log.entries if isinstance(entry, SeatMove)] == ["into_operation"]


def prediction_in(file: str) -> tuple[str, dict[str, str]]:
    """Return ending and wordings that somebody predicted in a game."""
    prediction = notes_of(load_log(file), "SAB").prediction
    assert prediction is not None
    return prediction.outcome_class, dict(prediction.options)


def test_a_prediction_is_typed_where_it_is_asked_for_as_help_shows_it(typing: Invoke) -> None:
    typed = "help predict\npredict pace put\npredict outcome partial\npredict pace zzz\n\nskip\nquit\n"
    shown = flat(typing(typed, "first_hour", "--seat", "SAB").stdout)
    assert "predict ISSUE OPTION, predict outcome CLASS: predict the end" in shown
    assert "Type a number" not in shown
    assert "No wording of pace is called “zzz”" in shown
    assert prediction_in("runs/first_hour-SAB-1.live.json") == ("partial", {"pace": "into_operation"})
    assert shown.count("How will it end?") == 3
    assert "Start: which wording will stand?" not in shown


@pytest.mark.parametrize("move", ["done", "hand-over", "hand over"])
def test_a_move_in_place_of_a_prediction_leaves_out_what_is_left(typing: Invoke, move: str) -> None:
    typed = f"4\n{move}\nquit\n"
    shown = flat(typing(typed, "first_hour", "--seat", "SAB").stdout)
    assert "Type a number" not in shown
    assert prediction_in("runs/first_hour-SAB-1.live.json")[1] == {}
    entries = load_log("runs/first_hour-SAB-1.live.json").entries
    assert [entry.move for entry in entries if isinstance(entry, SeatMove)] == [
        "done" if move == "done" else "hand_over"
    ]


@pytest.mark.parametrize("move", ["talk zzz", "accept 3", "talk", "hand-over zzz"])
def test_a_move_that_cannot_be_made_in_place_of_a_prediction_leaves_out_nothing(
    typing: Invoke, move: str
) -> None:
    typing(f"{move}\n4\nskip\nquit\n", "first_hour", "--seat", "SAB")
    assert prediction_in("runs/first_hour-SAB-1.live.json")[0]
    assert not [
        entry for entry in load_log("runs/first_hour-SAB-1.live.json").entries if isinstance(entry, SeatMove)
    ]


def test_a_word_that_is_neither_answer_nor_command_is_no_prediction(typing: Invoke) -> None:
    shown = flat(typing("zzz\nno\nquit\n", "first_hour", "--seat", "SAB").stdout)
    assert shown.count("Type a number from 1 to 8") == 2


def test_hand_over_in_two_words_is_the_same_with_its_end(typing: Invoke) -> None:
    assert "How it ended" in typing("skip\nhand over end\n", "first_hour", "--seat", "SAB").stdout


@pytest.mark.parametrize(
    ("code", "told"), [("en", "No move waits for yes or no"), ("fr", "Aucune action n’attend")]
)
def test_a_yes_or_a_no_for_which_nothing_waits_is_told_and_does_nothing(
    typing: Invoke, code: str, told: str
) -> None:
    typed = "skip\nyes\ntalk tam\nno\nquit\n"
    shown = flat(typing(typed, "first_hour", "--seat", "SAB", "--language", code).stdout)
    assert shown.count(told) == 2
    entries = load_log("runs/first_hour-SAB-1.live.json").entries
    assert [entry.to for entry in entries if isinstance(entry, SeatMove)] == ["TAM"]


@pytest.mark.parametrize(("code", "told"), [("en", "Wording {} of 6."), ("fr", "Libellé {} sur 6.")])
def test_a_wording_on_the_floor_says_which_of_how_many_it_is(typing: Invoke, code: str, told: str) -> None:
    typed = "skip\npropose pace into_operation\nyes\ndone\n\n\nquit\n"
    shown = flat(typing(typed, "first_hour", "--seat", "SAB", "--language", code).stdout)
    assert told.format(1) in shown
    assert told.format(2) in shown
    assert shown.index(told.format(1)) < shown.index(told.format(2))


def test_the_coach_goes_on_to_the_next_wording_after_an_empty_line_on_the_floor(typing: Invoke) -> None:
    shown = flat(typing("skip\ndone\nhint move\n\nhint move\nquit\n", "first_hour", "--seat", "TAM").stdout)
    first, second = (part.partition("TAM 1")[0] for part in shown.split("Type: ")[1:3])
    assert first != second


def test_who_supports_a_wording_of_no_coalition_is_not_denied(typing: Invoke) -> None:
    floor = "\n" * 6  # five wordings, and the end of them
    typed = f"skip\nsupport pace at_once\ndone\n{floor}text\nagenda pace\nsaid 1\nquit\n"
    shown = flat(typing(typed, "first_hour", "--seat", "TAM").stdout)
    assert "you We support" in shown
    text = shown.partition("After session 1.")[2]
    assert "first of January;] — on the table; no coalition stands for it [that the work" in text
    assert "38 points for you; you said: support]" in text
    assert "its coalition: ALT, NOR, LUM, SAB, ONA; said for you: object formally]" in text


def test_a_prediction_is_said_to_be_made_when_it_can_be(typing: Invoke) -> None:
    typed = "skip\nhelp\ndone\npredict pace at_once\nquit\n"
    shown = flat(typing(typed, "first_hour", "--seat", "TAM").stdout)
    assert "predict the end, in the talks of the first session" in shown
    assert "floor> predict pace at_once A prediction is made in the talks of the first session." in shown


def test_a_wording_keeps_its_number_when_a_later_one_is_answered_first(typing: Invoke) -> None:
    typed = "skip\ndone\n\n\nlive mechanism options_for_body\n\n\nquit\n"
    shown = typing(typed, "first_hour", "--seat", "TAM").stdout
    assert re.findall(r"Wording (\d) of 5", shown) == ["1", "2", "3", "3", "5"]
