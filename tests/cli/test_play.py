"""The command play: a person at the terminal, a file of moves, a process that is killed and goes on."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import Result

from simulation import load_scenario
from simulation.cli.seat.typed import move_of, read_line, typed_as
from simulation.errors import DelegationSimError
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.scenario.forums import resolve_forum
from simulation.scenario.load import shipped_scenarios
from simulation.state.instructions import has_say
from simulation.storage.live_log import load_live, load_log
from simulation.training.coach import hint
from simulation.training.notes import notes_of
from tests.extent import at_a_desk
from tests.played_seats import OPENING, SAVED, at_table, flat

FEW = ("first_hour", "worked_package")
"""Played at a desk."""

type Invoke = Callable[..., Result]


def first_seat(name: str) -> str:
    case = load_scenario(name)
    return next(seat.key for seat in case.delegations if has_say(resolve_forum(case), seat))


@pytest.mark.parametrize("name", at_a_desk(FEW, shipped_scenarios()))
def test_every_shipped_case_can_be_played_on_the_terminal_to_its_end(name: str, typing: Invoke) -> None:
    typed = "skip\n" + "hint move\ndone\n" * 90
    result = typing(typed, name, "--seat", first_seat(name), "--seed", "3")
    assert result.exit_code == 0
    assert "\nHow it ended\n" in result.stdout
    assert "No command" not in result.stdout
    log = load_log(Path(f"runs/{name}-{first_seat(name)}-3.live.json"))
    assert load_live(f"runs/{name}-{first_seat(name)}-3.live.json").log.to_text() == log.to_text()


@pytest.mark.thorough  # each shipped case is played so
def test_a_bot_that_types_what_the_coach_says_comes_to_the_end() -> None:
    table = at_table("wtpf13_training", "SAB")
    table.begin(asks=False)
    made = 0
    while not table.is_over:
        found = hint(table.view, "move", given=table.notes.hints)
        if found.move is None or found.move.move == "done" or made % 5 == 4:
            line = "done"
        else:
            line = typed_as(found.move, table.view.offers)
            assert move_of(read_line(line), table.view) == found.move
        table.take("hint move")
        table.take(line)
        if table.is_unsure:
            table.take("yes")
        made += 1
    assert made > 24
    assert table.live.record.outcome.outcome_class


def test_the_brief_comes_first_then_the_room_then_what_is_asked(typing: Invoke) -> None:
    shown = typing("skip\ndone\n", "wtpf13_training", "--seat", "LUM").stdout
    order = ["Rules of the room", "Confidential instructions", "What you want", "How will it end?"]
    order += ["Session 1 of 12", "On the agenda", "Offers to you", "Session 1: the wordings on the floor"]
    places = [shown.index(text) for text in order]
    assert places == sorted(places)
    assert "never governments_decide, equals" in shown
    assert "is worth −18 points to you" in shown
    assert "1 support   2 can live with it   3 keep silent" in flat(shown).replace(" 2", "   2").replace(
        " 3", "   3"
    )
    assert "\x1b" not in shown


def test_a_session_is_told_in_three_sentences(typing: Invoke) -> None:
    shown = flat(typing("skip\ndone\ndone\n", "wtpf13_training", "--seat", "LUM").stdout)
    assert re.search(
        r"Session 2 of 12 Agreed: Boundary on “Paragraph 69 whole[^”]+”; 7 issues are open\. Brackets stand on Roles "
        r"of stakeholders alone, held by .+?\. Wordings were tabled by .+?\. On the agenda",
        shown,
    )


@pytest.mark.thorough  # tests/training/test_debrief.py holds a prediction against the outcome
def test_the_prediction_is_kept_and_held_against_the_outcome(typing: Invoke) -> None:
    typed = "1\n2\nnonsense\n\nskip\nhint\nhint\n" + "done\n" * 60
    shown = typing(typed, "wtpf13_training", "--seat", "LUM").stdout
    assert "Type a number from 1 to 5, pass or nothing to leave this question out, or skip" in flat(shown)
    notes = notes_of(load_log(SAVED), "LUM")
    assert notes.prediction is not None
    assert (notes.prediction.outcome_class, notes.prediction.options) == (
        "consensus_clean",
        {"roles": "tunis_35_37"},
    )
    assert [one.level for one in notes.hints] == ["question", "concept"]
    assert "How you went about it" in shown
    assert flat(shown).count("2 hints") == 1
    assert re.search(
        r"Roles of stakeholders: you wanted “All[^”]+” \(\d+ points\); it ended [^;]+ \(−?\d+ points?\); "
        r"you predicted “Par",
        flat(shown),
    )


def test_it_is_saved_after_every_move_and_goes_on_where_it_was_left(typing: Invoke) -> None:
    left = typing("skip\n" + OPENING, "wtpf13_training", "--seat", "LUM")
    assert left.exit_code == 0
    assert f"delegation-sim play wtpf13_training --resume {SAVED}" in left.stdout
    before = Path(SAVED).read_bytes()
    back = typing("quit\n", "wtpf13_training", "--resume", SAVED)
    assert "Session 2 of 12" in back.stdout
    assert "Confidential instructions" not in back.stdout
    assert Path(SAVED).read_bytes() == before


def test_a_file_without_a_seal_is_gone_on_with_and_told_and_a_changed_one_is_not(typing: Invoke) -> None:
    typing("skip\n", "wtpf13_training", "--seat", "LUM")
    assert "has no seal" not in typing("quit\n", "wtpf13_training", "--resume", SAVED).stdout
    data = json.loads(Path(SAVED).read_text("utf-8")) | {"seed": 77}
    Path(SAVED).write_text(json.dumps(data), encoding="utf-8")
    refused = typing("quit\n", "wtpf13_training", "--resume", SAVED)
    assert refused.exit_code == 1
    assert "was changed or damaged since it was saved" in refused.stderr
    del data["seal"]
    Path(SAVED).write_text(json.dumps(data), encoding="utf-8")
    assert "has no seal" in flat(typing("quit\n", "wtpf13_training", "--resume", SAVED).stdout)


@pytest.mark.thorough  # tests/live/test_live_is_its_log.py says so of any game
def test_a_play_in_two_parts_is_the_play_in_one(typing: Invoke) -> None:
    rest = "talk alt\ndone\n\n\ndone\n" + "done\n" * 60
    whole = typing("skip\n" + OPENING + rest, "wtpf13_training", "--seat", "LUM", "--save", "whole.json")
    typing("skip\n" + OPENING, "wtpf13_training", "--seat", "LUM", "--save", "part.json")
    parts = typing(rest, "--resume", "part.json")
    assert Path("part.json").read_bytes() == Path("whole.json").read_bytes()
    end = whole.stdout[whole.stdout.index("How it ended") : whole.stdout.index("\nNext")]
    assert end in parts.stdout


@pytest.mark.thorough  # a play in two parts is the play in one, above; CI keeps it
def test_a_play_that_is_over_can_be_kept_as_a_run_afterwards(typing: Invoke, invoke: Invoke) -> None:
    typing("skip\n" + OPENING + "done\n" * 60, "wtpf13_training", "--seat", "LUM")
    done = typing("", "--resume", SAVED, "--out", "run")
    assert done.exit_code == 0
    assert "The run is in run." in done.stdout
    assert invoke("report", "run").stdout == "The report is in run/report.html.\n"
    explained = invoke("explain", "run", "--delegation", "LUM")
    assert explained.exit_code == 0
    assert "A person sat in this seat; only that person knows what moved it." in flat(explained.stdout)
    manifest = json.loads(Path("run/manifest.json").read_text("utf-8"))
    words = "play wtpf13_training --seat LUM --seed 1 --skill standard --parameters median --resume"
    assert manifest["command"] == ["delegation-sim", *words.split(), SAVED]


def test_the_debriefing_of_a_play_is_written_as_one_page(typing: Invoke) -> None:
    Path("moves.txt").write_text("talk tam\nhand-over\n", encoding="utf-8")
    done = typing(
        "",
        "first_hour",
        "--seat",
        "LUM",
        "--moves",
        "moves.txt",
        "--save",
        "a.json",
        "--debrief",
        "page.html",
    )
    assert done.exit_code == 0, done.stderr
    assert "The debriefing is in page.html." in done.stdout
    page = Path("page.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "delegation-sim live" in page
    assert done.stderr == ""


def test_a_play_is_never_written_over_another(typing: Invoke) -> None:
    for _ in range(2):
        typing("skip\nquit\n", "wtpf13_training", "--seat", "LUM")
    assert Path("runs/wtpf13_training-LUM-1-2.live.json").is_file()
    refused = typing("", "wtpf13_training", "--seat", "LUM", "--save", SAVED)
    assert refused.exit_code == 1
    assert f"{SAVED} is there already. Go on with it with --resume {SAVED}" in refused.stderr
    shown = typing(
        f"skip\nsave {SAVED}\nsave elsewhere.json\nquit\n", "wtpf13_training", "--seat", "TAM"
    ).stdout
    assert f"{SAVED} is there already." in shown
    assert "--resume elsewhere.json" in shown


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("fly", "No command is called “fly”. Type help"),
        ("s roles tunis", "“s” may be text"),
        ("talk", "“talk” has too few words or too many. Type: talk SEAT"),
        ("talk xyz", "No delegation is called “xyz”."),
        ("propose roles", "Type: propose ISSUE OPTION"),
        ("propose d up", "“d” may be the issue diagnosis, development. Type one letter more."),
        (
            "propose roles xyz",
            "No wording of roles is called “xyz”. There are sovereign_first “Policy is for States",
        ),
        ("trade tam give pace immediate", "Type: trade SEAT give ISSUE OPTION get ISSUE OPTION"),
        ("accept 9", "Which offer? Nothing is offered to you; type offers to see them."),
        ("propose mechanism report", "Mechanism is not on the agenda of session 1."),
        ("group roles", "Roles of stakeholders has not been read yet"),
        ("sign", "Not now: “sign” is possible when the document is signed."),
        ("7", "There is nothing to choose by a number now."),
        ("said", "No session has been held yet."),
        ("talk lum", "No delegation is called “lum”."),
        ("undo", "There is no move to take back."),
        ("hint loud", "No hint is called “loud”. Valid: question, concept, move."),
        ("take-over", "A person sits in the seat of Lumera already."),
    ],
)
def test_what_cannot_be_done_is_answered_with_why_and_what_can(typed: str, says: str, typing: Invoke) -> None:
    result = typing(f"skip\n{typed}\n", "wtpf13_training", "--seat", "LUM")
    assert result.exit_code == 0
    shown = flat(result.stdout)
    if says.startswith("“s” may be"):
        says = "“s” may be "
    assert says in shown
    assert load_log(SAVED).entries == []


def test_an_illegal_move_says_what_is_possible_instead(typing: Invoke) -> None:
    shown = flat(typing("skip\nsign\n", "wtpf13_training", "--seat", "LUM").stdout)
    assert "Possible now: talk, join, cosign, capital, trade, propose" in shown


def test_the_brief_is_heard_before_a_move_that_crosses_a_red_line_counts(typing: Invoke) -> None:
    shown = typing(
        "skip\nlive venue existing\nno\nlive venue existing\nyes\n", "wtpf13_training", "--seat", "LUM"
    ).stdout
    assert "crosses a red line of your brief. Make the move all the same, yes or no?" in flat(shown)
    entries = load_log(SAVED).entries
    assert [entry.move for entry in entries if isinstance(entry, SeatMove)] == ["can_live_with"]


def test_what_is_shown_on_request_is_shown(typing: Invoke) -> None:
    typed = (
        "skip\ntext\nroom\nroom tam\nme\noffers\nagenda pace\nhelp\nhelp trade\ndone\ndone\nsaid\nsaid 1\n"
    )
    shown = typing(typed, "wtpf13_training", "--seat", "LUM").stdout
    for text in (
        "Draft Opinion on the operation of enhanced cooperation",
        "The room",
        "TAM, Tamarat (enhanced-cooperation champion",
        "pace  Pace: How strongly, and how soon",
        "trade SEAT give ISSUE OPTION get ISSUE OPTION: offer a trade",
        "We take up Roles of stakeholders.",
    ):
        assert text in flat(shown).replace("pace Pace:", "pace  Pace:")


def test_commands_and_names_can_be_cut_short_as_long_as_they_are_clear() -> None:
    view = view_of(LiveNegotiation("wtpf13_training", seats=("LUM",)), "LUM")
    cut, full = (
        "tra tam gi pa put ge me rep",
        "trade TAM give pace put_into_operation get mechanism report_views",
    )
    assert move_of(read_line(full), view).to == "TAM"
    assert move_of(
        read_line(cut.replace(" gi ", " give ").replace(" ge ", " get ").replace("pa ", "pac ")), view
    ) == (move_of(read_line(full), view))
    assert move_of(read_line("talk tamarat"), view).to == "TAM"
    assert move_of(read_line("prop ROLES Tunis -- A bridge?"), view) == SeatMove(
        seat="LUM", move="propose_option", issue="roles", option="tunis_35_37", text="A bridge?"
    )


def test_undo_takes_back_a_move_even_after_the_room_went_on(typing: Invoke) -> None:
    typing("skip\ntalk tam\ndone\nundo\n", "wtpf13_training", "--seat", "LUM")
    moves = [entry for entry in load_log(SAVED).entries if isinstance(entry, SeatMove)]
    assert [move.move for move in moves] == ["consult_bilaterally"]


def test_a_seat_can_be_handed_over_and_taken_back(typing: Invoke) -> None:
    typed = "skip\nhand-over\n\ntake-over\ndone\nquit\n"
    shown = typing(typed, "wtpf13_training", "--seat", "LUM").stdout
    assert "Enter goes on session by session, hand-over end plays to the end" in flat(shown)
    assert "The seat is yours." in shown
    assert "session 2. To go on" in shown


def test_a_coach_that_is_off_says_nothing_and_one_of_questions_no_more(typing: Invoke) -> None:
    off = typing("skip\nhint\n", "wtpf13_training", "--seat", "LUM", "--coach", "off").stdout
    assert "There is no coach in this game" in off
    typing("skip\nhint\nhint\nhint move\n", "wtpf13_training", "--seat", "TAM", "--coach", "question")
    hints = notes_of(load_log("runs/wtpf13_training-TAM-1.live.json"), "TAM").hints
    assert [one.level for one in hints] == ["question", "question"]


def test_the_coach_asks_what_the_pack_of_the_case_has_to_ask(typing: Invoke) -> None:
    typed = "skip\n" + "hint question\n" * 4
    shown = typing(typed, "first_hour", "--seat", "LUM").stdout
    assert "What on the table costs you nearly nothing and is worth much to somebody else?" in flat(shown)
    assert "bracket" not in flat(shown).partition("LUM talks>")[2]  # none is there yet


def test_every_third_hint_is_a_move_also_where_the_pack_has_questions(typing: Invoke) -> None:
    shown = typing("skip\n" + "hint\n" * 9, "first_hour", "--seat", "LUM").stdout
    assert shown.count("Type: ") == 3


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("wtpf13_training",), 1, "Whose seat do you take? Name it with --seat KEY: VEL Veldoria, TAM"),
        (("wtpf13_training", "--seat", "XX"), 1, "No delegation is called 'XX'."),
        (("wtpf13_training", "--seat", "OST"), 1, "OST has a seat and no rights: it only watches."),
        (("wtpf13_training", "--seat", "LUM", "--skill", "mad"), 1, "No skill is called 'mad'."),
        (("wtpf13_training", "--seat", "LUM", "--level", "wild"), 1, "No skill is called 'wild'."),
        (("wtpf13_training", "--seat", "LUM", "--coach", "mad"), 1, "No depth of the coach is called 'mad'."),
        (("--seat", "LUM"), 2, "name a case, or go on with --resume FILE"),
        (("--resume", "none.json"), 1, "none.json does not exist."),
        (("worked_package", "--resume", "here.json"), 1, "another one, or it has changed since"),
        (("--resume", "here.json", "--seat", "TAM"), 1, "A person sits in the seat LUM."),
        (("--resume", "bad.json"), 1, "bad.json: This is not a log of a live negotiation"),
        (
            ("wtpf13_training", "--seat", "LUM", "--moves", "none.txt"),
            1,
            "none.txt: There is no such file in this folder.",
        ),
    ],
)
def test_what_cannot_be_started_says_why(
    arguments: tuple[str, ...], code: int, says: str, typing: Invoke
) -> None:
    typing("skip\nquit\n", "wtpf13_training", "--seat", "LUM", "--save", "here.json")
    Path("bad.json").write_text("{}", encoding="utf-8")
    result = typing("", *arguments)
    assert (result.exit_code, flat(result.stdout)) == (code, "")
    assert says in flat(result.stderr)


@settings(max_examples=20)
@given(
    line=st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [
                    "talk",
                    "trade",
                    "tam",
                    "give",
                    "get",
                    "roles",
                    "tunis_35_37",
                    "accept",
                    "1",
                    "--",
                    "hint",
                    "package",
                    "said",
                    "join",
                    "predict",
                    "outcome",
                    "room",
                    "help",
                    "object",
                    "undo",
                    "sign",
                    "\x1b[31m",
                    "0",
                ]
            )
        ).map(" ".join),
    )
)
def test_whatever_is_typed_gets_an_answer_and_no_traceback(line: str) -> None:
    table = at_table("wtpf13_training", "LUM")
    for phase in ("talks", "floor"):
        assert table.live.phase == phase
        with suppress(DelegationSimError):
            table.take(line)
        table = at_table("wtpf13_training", "LUM")
        table.take("done")
