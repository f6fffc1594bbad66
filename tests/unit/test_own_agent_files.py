"""Agents of the user's own, read from their files: what is found there, what is refused, and how they travel."""

import hashlib
import multiprocessing
import pickle
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from simulation.abm import AgentFileError, NegotiationModel, OwnAgent, read_agent
from simulation.live import HolderError
from simulation.scenario.load import load_scenario
from tests.own_agents import Stubborn, ends, played

AGENTS = '''"""Agents of a user."""
from dataclasses import dataclass

from simulation.abm import DelegationAgent
from simulation.live import SeatMove


class Stubborn(DelegationAgent):
    """Objects to every wording."""

    def act(self, view):
        return [SeatMove(seat=self.key, move="object_formally", issue=i, option=o) for i, o in view.request.asked]


class Idle(DelegationAgent):
    """Has forgotten its act."""


@dataclass
class Plan:
    """Is no agent."""

    patience: int = 3


def made(model, row):
    return Stubborn(model, row)


LINE = 3
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("agents.py").write_text(AGENTS, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["Stubborn", "made"])
@pytest.mark.usefixtures("folder")
def test_a_class_or_a_function_of_a_file_plays_as_one_that_was_imported(name: str) -> None:
    case = load_scenario("first_hour")
    agent = read_agent(f"agents.py:{name}")
    assert str(agent) == f"agents.py:{name}"
    assert agent.sha256 == hashlib.sha256(AGENTS.encode()).hexdigest()
    assert ends(played(case, TAM=agent)) == ends(played(case, TAM=Stubborn))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("agents.py", r"agents\.py: Which class of it\? Valid: agents\.py:Idle, agents\.py:Stubborn\."),
        ("agents.py:", r"Which class of it\?"),
        ("agents.py:Stuborn", r"It has no Stuborn\. Did you mean 'Stubborn'\? Valid: agents\.py:Idle, "),
        ("agent.py:Stubborn", r"agent\.py: .*agents\.py.* Valid: a Python file and a class in it"),
        ("Stubborn", r"Valid: a Python file and a class in it, such as agents\.py:Stubborn\."),
        (".:Stubborn", r"\.: It cannot be read: .*directory"),
        ("/dev/null:Stubborn", r"^/dev/null: It is not an ordinary file\. Valid: a Python file"),
        ("agents.py:Plan", r"Plan is no subclass of DelegationAgent\. Write class Plan\(DelegationAgent\)"),
        ("agents.py:LINE", r"LINE is 3, not a class"),
        ("agents.py:Idle", r"Idle has no act of its own, .* Write def act\(self, view\)"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_names_no_agent_is_refused_with_what_would(text: str, told: str) -> None:
    with pytest.raises(AgentFileError, match=told):
        read_agent(text)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("x = 1\nclass A(:\n", r"^bad\.py:2:9: This is not Python: invalid syntax\. Fix the line\.$"),
        (
            "x = 1\n\nx / 0\n",
            r"^bad\.py:3: The file could not be executed: ZeroDivisionError: division by zero\.",
        ),
        ("import json\njson.loads('{')\n", r"^bad\.py:2: The file could not be executed: JSONDecodeError"),
        ("import beside\n", r"^bad\.py:1: .*No module named 'beside'.*no other file beside it\.$"),
        ("raise SystemExit(4)\n", r"^bad\.py:1: The file could not be executed: SystemExit: 4\."),
        ("x = 1\n", r"^bad\.py: It has no A\. It holds no agent\. Write class A\(DelegationAgent\)"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_file_that_cannot_be_executed_is_told_with_its_line(source: str, told: str) -> None:
    Path("bad.py").write_text(source, encoding="utf-8")
    Path("beside.py").write_text("", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(AgentFileError, match=told):
            read_agent("bad.py:A")


@pytest.mark.usefixtures("folder")
def test_what_a_file_prints_while_it_is_read_goes_to_the_error_stream(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("agents.py").write_text(f"print('here I am')\n{AGENTS}", encoding="utf-8")
    read_agent("agents.py:Stubborn")
    assert capsys.readouterr() == ("", "here I am\n")


def test_reading_an_agent_leaves_nothing_beside_its_file(folder: Path) -> None:
    read_agent("agents.py:Stubborn")
    assert [path.name for path in folder.iterdir()] == ["agents.py"]


@pytest.mark.usefixtures("folder")
def test_a_file_that_was_changed_is_read_anew_and_plays_under_another_hash() -> None:
    before = read_agent("agents.py:Stubborn")
    Path("agents.py").write_text(AGENTS.replace("[SeatMove", "[] and [SeatMove"), encoding="utf-8")
    after = read_agent("agents.py:Stubborn")
    assert before.sha256 != after.sha256
    case = load_scenario("first_hour")
    assert ends(played(case, TAM=after)) == ends(played(case))
    assert ends(played(case, TAM=before)) == ends(played(case, TAM=Stubborn))


@pytest.mark.usefixtures("folder")
def test_an_agent_of_a_file_that_fails_as_it_takes_its_seat_is_told_with_its_line() -> None:
    broken = "class Broken(Stubborn):\n    def __init__(self, model, row):\n        raise ValueError(row)\n"
    source = f"{AGENTS}\n\n{broken}"
    Path("agents.py").write_text(source, encoding="utf-8")
    line = source.count("\n")
    with pytest.raises(HolderError, match=rf"seat of SAB: ValueError: \d \(agents\.py, line {line}\)\.$"):
        NegotiationModel("first_hour", seats={"SAB": read_agent("agents.py:Broken")})


@pytest.mark.usefixtures("folder")
def test_an_agent_goes_along_with_a_fork() -> None:
    model = NegotiationModel("first_hour", seed=3, seats={"TAM": read_agent("agents.py:Stubborn")})
    model.run_for(2)
    assert ends(model.fork().run()) == ends(model.run())


def ends_of(agent: OwnAgent) -> tuple[str, list[int]]:
    return ends(played(load_scenario("first_hour"), TAM=agent))


def test_an_agent_that_travelled_plays_the_file_as_it_was_read(folder: Path) -> None:
    agent = read_agent("agents.py:Stubborn")
    (folder / "agents.py").unlink()
    for name in [name for name in sys.modules if name.startswith("agents_of_ones_own")]:
        del sys.modules[name]
    travelled = pickle.loads(pickle.dumps(agent))  # noqa: S301 - our own
    assert ends_of(travelled) == ends(played(load_scenario("first_hour"), TAM=Stubborn))


@pytest.mark.thorough
def test_a_process_that_starts_from_nothing_plays_the_file_as_it_was_read(folder: Path) -> None:
    agent = read_agent("agents.py:Stubborn")
    (folder / "agents.py").unlink()
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(ends_of, agent).result() == ends_of(agent)


@pytest.mark.usefixtures("folder")
def test_an_agent_is_told_apart_by_file_name_and_text() -> None:
    agent = read_agent("agents.py:Stubborn")
    assert pickle.loads(pickle.dumps(agent)) == agent  # noqa: S301 - our own
    assert agent != OwnAgent(file="agents.py", name="made", source=agent.source)
