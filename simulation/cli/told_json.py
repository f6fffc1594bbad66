"""What explain and story tell, and show of a play, as JSON documents: sentences with the data behind them."""

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from simulation.cli.json_document import case_in, print_document, told
from simulation.engine import AssemblyRecord
from simulation.live import LiveLog, as_plain
from simulation.reasons import Line, Move, Scene
from simulation.scenario import Scenario, assembly_hash
from simulation.storage import Run
from simulation.training import tell_log
from simulation.words import Said

__all__ = ["print_assembly_explanation", "print_explanation", "print_log_as_json", "print_story"]


def print_explanation(
    run: Run, folder: Path, delegation: str, session: int | None, lines: Iterable[Line]
) -> None:
    """Print what a delegation did and why: the sentences, and its moves, in one session or in all."""
    print_document(
        "explanation",
        **_of_run(run),
        folder=str(folder),
        delegation=delegation,
        session=session,
        lines=_lines(lines),
        moves=[_move(move) for move in run.log.by(delegation, session)],
    )


def print_assembly_explanation(
    record: AssemblyRecord, folder: Path, *, text: str, member: str, lines: Iterable[Line]
) -> None:
    """Print why a text passed or fell, or what a member signed and why."""
    case = record.house.case
    print_document(
        "assembly-explanation",
        case={"key": case.key, "title": case.title, "hash": assembly_hash(case)},
        seed=record.seed,
        replication=record.replication,
        folder=str(folder),
        text=text or None,
        member=member or None,
        lines=_lines(lines),
    )


def print_story(run: Run) -> None:
    """Print the scenes of a run: what is told of each session, the clause that changed in it and who spoke."""
    print_document("story", **_of_run(run), scenes=[_scene(scene) for scene in run.scenes])


def print_log_as_json(log: LiveLog, case: Scenario | None, file: str) -> None:
    """Print a play that was saved: its moves, and what is told of it."""
    found = tell_log(log, case)
    print_document(
        "play",
        file=file,
        case={"key": log.case, "hash": log.case_hash},
        instance=log.instance,
        seed=log.seed,
        replication=log.replication,
        played_with=log.version,
        skill=log.level,
        seats=list(log.seats),
        is_sealed=log.is_sealed,
        reached=dict(log.reached),
        moves=[{"move": one} if isinstance(one, str) else as_plain(one) for one in log.entries],
        notes=dict(log.notes),
        told={
            "about": _sentences(found.about),
            "result": _sentences(found.result),
            "sessions": [
                {**told(session=session), "moves": _sentences(moves)} for session, moves in found.sessions
            ],
            "notes": _sentences(found.notes),
        },
    )


def _of_run(run: Run) -> dict[str, Any]:
    manifest = run.manifest
    case = {**case_in(run.scenario), "hash": manifest.scenario_hash}
    return {
        "case": case,
        "seed": manifest.seed,
        "replication": manifest.replication,
        "command": shlex.join(manifest.command),
        **told(outcome=manifest.sentence),
    }


def _lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [{"depth": line.depth, **told(sentence=line.text)} for line in lines]


def _sentences(sentences: Sequence[Said]) -> list[dict[str, Any]]:
    return [told(sentence=sentence) for sentence in sentences]


def _move(move: Move) -> dict[str, Any]:
    return {
        "session": move.session,
        "delegation": move.delegation or None,
        "move": move.move,
        "issue": move.issue or None,
        "option": move.option or None,
        "others": list(move.others),
        "cause": move.cause or None,
        "refused": move.refused or None,
        "amount": move.amount,
        **told(public_reason=move.public_reason, private_reason=move.private_reason),
    }


def _scene(scene: Scene) -> dict[str, Any]:
    turn = scene.clause
    return {
        "session": scene.session,
        **told(sentence=scene.sentence),
        "clause": None
        if turn is None
        else {
            "key": turn.after.key,
            "issue": turn.after.issue,
            "before": turn.before.status,
            "after": turn.after.status,
            "words": [{"kind": piece.kind, "text": piece.text} for piece in turn.pieces],
        },
        "quotation": None if scene.quotation is None else _move(scene.quotation),
    }
