"""The command class: it opens a class or goes on with those that are kept, and says how everybody comes in."""

import json
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest
import segno
from typer.testing import Result

from dashboard.classroom import host_key
from dashboard.command.class_keys import database_in, key_of, keys_in, write_key
from dashboard.command.class_options import spans
from dashboard.command.class_page import blocks
from simulation import load_scenario
from simulation.classroom import ClassService, Plan
from simulation.scenario.pack import load_pack
from tests.class_served import Browser
from tests.classes import meeting

type Invoke = Callable[..., Result]

COMMAND = Path(sys.executable).parent / "delegation-sim"


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Start the command with its classes in a folder; whatever happens, it is over afterwards."""
    process = subprocess.Popen(
        [COMMAND, "class", "--no-browser", "--folder", str(folder), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def said(process: subprocess.Popen[str]) -> str:
    """Return what it says until it serves."""
    assert process.stdout is not None
    lines = list[str]()
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Ctrl-C"):
            return "".join(lines)
    raise AssertionError("".join(lines))


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, text
    return match[1]


FOUR_SESSIONS = (
    "4 sessions of 2 phases of 5 minutes: at most 40 minutes, then the adoption and the debriefing."
)


def test_a_class_is_opened_ended_and_gone_on_with(tmp_path: Path) -> None:
    with started(tmp_path, "first_hour", "--students", "40", "--sessions", "4", "--port", "0") as process:
        text = said(process)
        assert "3 tables of 6 seats, up to 3 in a seat." in text
        assert FOUR_SESSIONS in " ".join(text.split())
        assert "Only this machine reaches it. To let the network in" in text
        code = found(r"Code of the class +([A-Z2-9]{6})\n", text)
        port = int(found(r"http://127\.0\.0\.1:(\d+)/class/host#", text))
        (file,) = keys_in(tmp_path).values()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert found(r"/class/host#(\S+)\n", text) == key_of(file)
        ada, host = Browser(port), Browser(port)
        assert ada.join(code, "Ada").status == 200
        assert host.form("/class/host", {"key": key_of(file)}).status == 303
        assert [table["clock"]["sessions"] for table in host.see("host")["tables"]] == [4, 4, 4]
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=120)
    assert rest.startswith("\nThe server has ended; the class is kept. To go on:\n")
    assert f"class --again --port {port} --folder {tmp_path}" in rest
    assert process.returncode == 0
    with started(tmp_path, "--again", "--port", "0") as process:
        text = said(process)
        assert text.startswith("The class goes on\n")
        assert f"{code}  A first hour: four clauses, six seats\n  People in it: 1. Tables: 3.\n" in text
        again = int(found(r"http://127\.0\.0\.1:(\d+)/class/host#", text))
        ada.port = host.port = again
        assert ada.see("seat")["nickname"] == "Ada"
        assert host.run("Start").status == 200
        assert f"127.0.0.1:{again}/class<" in host.ask("/class/console").text
        assert "Only this machine reaches the class." in host.ask("/class/console").text
        assert host.run("EndClass").status == 200


@pytest.mark.thorough  # the test above goes on with one, and reads what is printed
def test_a_class_that_goes_on_is_told_as_json_too_and_one_that_is_over_is_told_as_such(
    tmp_path: Path,
) -> None:
    with meeting(database_in(tmp_path)) as here:
        file = write_key(tmp_path, here.code, here.room, host_key(here.room, here.token))
    with started(tmp_path, "--again", "--port", "0", "--json") as process:
        assert process.stdout is not None
        (told,) = json.loads(process.stdout.readline())["classes"]
        assert (told["code"], told["key_file"]) == (here.code, str(file))
        assert told["host"].endswith(f"/class/host#{key_of(file)}")
        host = Browser(int(found(r":(\d+)/class/host#", told["host"])))
        assert host.form("/class/host", {"key": key_of(file)}).status == 303
        assert host.run("EndClass").status == 200
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=120)[0] == ""
    with started(tmp_path, "--again", "--port", "0") as process:
        assert "It is over; its console and debriefing can be read." in said(process)


@pytest.mark.thorough  # test_class_export.py tells of a key that cannot be read
def test_one_key_that_cannot_be_read_keeps_no_other_class_from_going_on(tmp_path: Path) -> None:
    with meeting(database_in(tmp_path)) as here:
        bad = write_key(tmp_path, here.code, here.room, host_key(here.room, here.token))
        other = here.service.open(here.service.case(here.host), Plan(seed=2))
        good = write_key(tmp_path, other.code, other.room, host_key(other.room, other.token))
    bad.write_bytes(b"\xff\xfe\x00")
    with started(tmp_path, "--again", "--port", "0") as process:
        text = " ".join(said(process).split())
    assert "Its key cannot be read: it is no text. Let yourself read the file, or open" in text
    assert f"The file with its key {bad} " in text
    assert f"/class/host#{key_of(good)} " in text
    assert text.count("/class/host#") == 1
    assert (here.code in text, other.code in text) == (True, True)


@pytest.mark.thorough  # tests/unit/test_injects.py: in an instance they are of the instance
def test_a_class_has_what_is_prepared_for_its_instance(tmp_path: Path) -> None:
    with started(tmp_path, "first_hour", "--instance", "2", "--port", "0") as process:
        said(process)
    (file,) = keys_in(tmp_path).values()
    room, _, token = key_of(file).partition(".")
    with ClassService(database_in(tmp_path)) as service:
        case = service.case(service.enter(room, token))
    pack = load_pack("first_hour", scenario=load_scenario("first_hour", overrides={"instance": 2}))
    assert pack is not None
    assert case.injects == pack.injects != ()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            (),
            "CASE is missing: name a case, such as first_hour, or go on with delegation-sim class --again.",
        ),
        (("first_hour", "--again"), "leave one of them out."),
        (("first_hour", "--network", "--address", "127.0.0.1"), "leave one of them out."),
        (("first_hour", "--minutes", "3", "--homework", "2d"), "leave one of them out."),
        (("first_hour", "--minutes", "lunch=3"), "'lunch=3' names no phase. Valid: talks, floor, package, "),
        (
            ("first_hour", "--minutes", "0"),
            "'0' is not a length of time. Valid: 10 for all phases, or talks=10.",
        ),
        (("first_hour", "--homework", "2w"), "'2w' is not a length of time. Valid: 48h for all phases"),
        (("first_hour", "--deal", "best"), "'best'. Valid: random, chosen."),
        (("first_hour", "--lang", "de"), "'de'. Valid: en (English), fr (Français)."),
        (("first_hour", "--skill", "genius"), "This class is not possible: level (easy, standard, hard)."),
        (("first_hour", "--students", "200", "--tables", "2"), "200 students do not fit: tables 2, seats at"),
        (
            ("first_hour", "--names", "archetypes"),
            "The delegations of first_hour are invented: there is no real",
        ),
        (("wtpf13", "--names", "both"), "'both'. Valid: real, archetypes."),
        (("worked_assembly",), "worked_assembly is an assembly"),
        (("first_hour", "--host", "http://a"), "'http://a' is not the name of a host."),
        (("first_hour", "--proxy", "a"), "'a' is not the address of a proxy."),
        (("first_hour", "--address", "192.0.2.1"), "'192.0.2.1' is no address of this machine."),
        (("--again",), "No class is kept in "),
    ],
)
def test_what_cannot_be_is_refused_and_no_class_is_opened(
    invoke: Invoke, tmp_path: Path, arguments: Sequence[str], message: str
) -> None:
    folder = tmp_path / "kept"
    result = invoke("class", "--no-browser", "--port", "0", "--folder", str(folder), *arguments)
    assert result.exit_code in (1, 2)
    assert message in " ".join(result.stderr.replace("\u2502", " ").split())
    assert not keys_in(folder)


def test_words_near_to_a_real_name_are_said_before_a_class_with_archetypes_opens(
    invoke: Invoke, tmp_path: Path
) -> None:
    text = Path(str(files("scenarios") / "unga_cyber.yaml")).read_text("utf-8")
    for name in ("delegations", "mandates"):
        table = f"unga_cyber_{name}.csv"
        shutil.copy(str(files("scenarios") / table), tmp_path / table)
    case = tmp_path / "unga_cyber.yaml"
    case.write_text(text.replace("Which format,", "The Brazilian paper. Which format,"), "utf-8")
    asked = ["--names", "archetypes", "--folder", str(tmp_path), "--no-browser"]
    result = invoke("class", str(case), "--students", "500", "--tables", "1", *asked)
    said = " ".join(result.stderr.split())
    stays = said.index("These words stay in the texts and are near to a real name: Brazilian (Brazil).")
    assert stays < said.index("500 students do not fit"), "nothing was opened"


def test_where_the_port_is_taken_no_class_is_opened(invoke: Invoke, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = invoke("class", "first_hour", "--no-browser", "--port", port, "--folder", str(tmp_path))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Port {port} is taken")
    assert not keys_in(tmp_path)
    with ClassService(database_in(tmp_path)) as service:
        assert service.listed() == []


def test_minutes_and_homework_are_of_all_phases_or_of_one() -> None:
    assert spans([], []) == {}
    assert spans(["7.5", "talks=12"], []) == dict.fromkeys(PHASES, 7.5) | {"talks": 12.0}
    assert spans(["floor=3"], []) == {"floor": 3.0}
    assert spans([], ["48h"]) == dict.fromkeys(PHASES, 2880.0)
    assert spans([], ["talks=3d"]) == dict.fromkeys(PHASES, 1440.0) | {"talks": 4320.0}


PHASES = ("talks", "floor", "package", "adoption", "signing")


def test_a_qr_code_on_the_terminal_holds_the_modules_of_the_code() -> None:
    address = "http://192.0.2.7:8600/class/join/K7P4QX"
    drawn = [["\u2588\u2580".find(sign) >= 0 for sign in line] for line in blocks(address)]
    below = [["\u2588\u2584".find(sign) >= 0 for sign in line] for line in blocks(address)]
    rows = [row for pair in zip(drawn, below, strict=True) for row in pair]
    matrix = segno.make(address, error="m", micro=False).matrix
    assert [[bool(module) for module in row] for row in matrix] == [
        row[4 : 4 + len(matrix)] for row in rows[4 : 4 + len(matrix)]
    ]
    assert not any(any(row) for row in (*rows[:4], *rows[4 + len(matrix) :]))


def test_a_rehearsal_belongs_to_a_class_of_its_own(invoke: Invoke) -> None:
    for arguments, message in (
        (("--again", "--rehearse", "8"), "--rehearse plays a class of its own"),
        (("first_hour", "--rehearse", "1"), "Valid: a number from 2 to 300."),
    ):
        result = invoke("class", *arguments)
        assert result.exit_code == 2
        assert message in " ".join(result.stderr.split()), result.stderr


@pytest.mark.thorough
def test_a_rehearsal_prints_its_figures_and_keeps_nothing(tmp_path: Path) -> None:
    command = [str(COMMAND), "class", "wtpf13_training", "--rehearse", "6", "--seed", "5", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told.items() >= {"lost": 0, "doubled": 0, "problems": {}, "seed": 5, "is_sound": True}.items()
    assert "the server is killed" in done.stderr
    assert list(tmp_path.iterdir()) == []
