"""Reads an agent of the user's own from `FILE.py:Class`, so that it can be seated here and in any worker.

Such a file is executed, with all that its user may do. So it is named on the command line or in Python alone; nothing
that comes from others (a case, an upload, the dashboard) may lead here.
"""

import hashlib
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

from simulation.abm.agent import DelegationAgent
from simulation.abm.seating import Seat
from simulation.errors import DelegationSimError
from simulation.scenario.missing import no_such_file
from simulation.scenario.strict_yaml import is_ordinary
from simulation.words import listed, meant, reason, say

if TYPE_CHECKING:
    from simulation.abm.model import NegotiationModel

__all__ = ["AgentFileError", "OwnAgent", "read_agent", "why_no_agent"]


class AgentFileError(DelegationSimError):
    """A file of agents cannot be used; the text names file and line, and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAgent:
    """An agent in a user's own file: a seat for `NegotiationModel(seats=...)`, which makes one for a model and a row.

    What is sent to a worker is the text of the file as it was read: every worker plays the same, whatever happens to
    the file meanwhile, and needs no file.
    """

    file: str
    """As its user named it."""
    name: str
    """Of the class, or of the function of a model and a row that makes an agent."""
    source: bytes = field(repr=False)
    """What stands in the file."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the agent's file, 64 hexadecimal digits: it proves later which code played."""
        return hashlib.sha256(self.source).hexdigest()

    def __str__(self) -> str:
        return f"{self.file}:{self.name}"

    def __call__(self, model: "NegotiationModel", row: int) -> DelegationAgent:
        """Return a new agent for a model and a row."""
        return self.seat(model, row)

    @property
    def seat(self) -> Seat:
        """The class or function itself; the file is executed the first time in each process.

        Raises:
            AgentFileError: if the file cannot be executed, or holds no such agent.
        """
        found: object = getattr(_executed(self), self.name, None)
        if found is None:
            raise AgentFileError(_no_such_agent(self))
        if isinstance(found, type):
            if told := why_no_agent(found):
                raise AgentFileError(f"{self.file}: {told}")
        elif not callable(found):
            raise AgentFileError(
                say(
                    "agent.no_class",
                    file=self.file,
                    name=self.name,
                    found=repr(found)[:80],
                    valid=say("agent.valid"),
                )
            )
        return cast("Seat", found)


def why_no_agent(found: type) -> str:
    """Return why a class is none of agents of the user's own, and what to do; empty: it is."""
    name = found.__name__
    if not issubclass(found, DelegationAgent):
        return say("agent.no_subclass", name=name, advice=say("agent.subclass", name=name))
    if not found.has_own_moves():
        return say("agent.no_moves", name=name)
    return ""


def read_agent(text: str) -> OwnAgent:
    """Return the agent that `FILE.py:Class` names; the file is executed once, to see that the agent is there.

    A file stands alone: it may import what is installed, and no other file beside it. So its hash says what played.

    Raises:
        AgentFileError: if there is no such file or class, if it is no agent, or if the file cannot be executed.
    """
    file, colon, name = text.rpartition(":")
    if not colon or not file or "/" in name or "\\" in name:
        file, name = text.rstrip(":"), ""
    path = Path(file)
    try:
        if not is_ordinary(path):
            raise AgentFileError(say("agent.not_ordinary", file=file, valid=say("agent.valid")))
        source = path.read_bytes()
    except FileNotFoundError:
        raise AgentFileError(f"{file}: {no_such_file(path, file)} {say('agent.valid')}") from None
    except (OSError, ValueError) as error:
        told = say("agent.unread", file=file, why=reason(error), valid=say("agent.valid"))
        raise AgentFileError(told) from error
    agent = OwnAgent(file=file, name=name, source=source)
    _ = agent.seat
    return agent


def _executed(agent: OwnAgent) -> ModuleType:
    """Return the module of a file, executed unless this process has done so; what it prints is no result."""
    # Of the name too: two files with the same text are told apart in what they raise.
    of_both = hashlib.sha256(agent.file.encode() + b"\0" + agent.source).hexdigest()
    module_name = f"agents_of_ones_own_{of_both[:16]}"
    if module_name in sys.modules:
        return sys.modules[module_name]
    module = ModuleType(module_name)
    module.__file__ = agent.file
    sys.modules[module_name] = module  # dataclasses in the file look their module up here
    try:
        # Not by an import: that leaves bytecode beside the file, and may take what lies there for what stands here.
        code = compile(agent.source, agent.file, "exec", dont_inherit=True)
        with redirect_stdout(sys.stderr):  # the other stream is for results
            exec(code, vars(module))  # noqa: S102 - the user's own code, named by the user
    except (Exception, SystemExit) as error:
        del sys.modules[module_name]
        raise AgentFileError(_what_went_wrong(agent, error)) from error
    except BaseException:
        del sys.modules[module_name]
        raise
    return module


def _what_went_wrong(agent: OwnAgent, error: BaseException) -> str:
    """Return where in the file it went wrong, what, and what to do."""
    if isinstance(error, SyntaxError) and error.filename == agent.file:
        place = f"{agent.file}:{error.lineno or 1}:{error.offset or 1}"
        return say("agent.no_python", place=place, why=error.msg)
    lines, trace = [1], error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == agent.file:
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    told = say("agent.failed", place=f"{agent.file}:{lines[-1]}", why=f"{type(error).__name__}: {error}")
    if isinstance(error, ModuleNotFoundError):
        return say("agent.alone", told=told)
    return say("agent.more", told=told, file=agent.file)


def _no_such_agent(agent: OwnAgent) -> str:
    module = _executed(agent)
    there = sorted(
        name
        for name, found in vars(module).items()
        if isinstance(found, type)
        and issubclass(found, DelegationAgent)
        and found.__module__ == module.__name__
    )
    wanted = say("agent.which")
    if agent.name:
        wanted = say("agent.lacks", name=agent.name, near=meant(agent.name, there))
    if there:
        valid = listed(f"{agent.file}:{name}" for name in there)
        return say("agent.choose", file=agent.file, wanted=wanted, valid=valid)
    advice = say("agent.subclass", name=agent.name or "Stubborn")
    return say("agent.nobody", file=agent.file, wanted=wanted, advice=advice)
