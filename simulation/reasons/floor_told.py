"""What happens on the floor: wordings tabled, signals given, brackets put and lifted."""

from collections.abc import Iterator

import numpy as np

from simulation.arrays import ATOL
from simulation.engine.score_sheet import POINTS
from simulation.reasons.limits import beyond, is_sponsored, red_line
from simulation.reasons.moves_logged import Move, OwnPart
from simulation.reasons.order_of_work import calls, waits_for_call
from simulation.reasons.passed_over import passed_over
from simulation.reasons.record_reading import Reading
from simulation.state.tableau import OPTION_KINDS
from simulation.words import NOTHING, Said, said

__all__ = ["bracket_moves", "proposals", "signals"]

SUPPORT, CAN_LIVE_WITH, SILENT, STATEMENT, FORMAL_OBJECT = range(5)
_LEAST_TOLD = 1
"""A shortfall that would round to nothing is told as less than this, in points."""
SIGNAL_MOVES = ("support", "can_live_with", "keep_silent", "make_statement", "object_formally")


def proposals(reading: Reading, session: int) -> Iterator[Move]:
    """Yield what was tabled by speakers in a session, counted from 0."""
    record = reading.record
    for issue, place in np.argwhere(record.speaker[session] >= 0).tolist():
        row = int(record.speaker[session, issue, place])
        option = int(record.speaker_option[session, issue, place])
        label = reading.labels[issue][option]
        at = (session, row, issue, option)
        kind = OPTION_KINDS[record.tableau.option_kind[issue, option]]
        public = f"public.propose_option.{kind}" if kind in ("agreed_language", "delete", "refer") else ""
        yield Move(
            **reading.place(*at),
            move="propose_option",
            public_reason=said(public or "public.propose_option", option=label),
            **({} if reading.in_public else _why_it_proposed(reading, at)),
        )


def _why_it_proposed(reading: Reading, at: tuple[int, int, int, int]) -> OwnPart:
    record, (session, row, issue, option) = reading.record, at
    believed = float(record.believed[at])
    if not record.could[at]:
        bridges = record.tableau.strategy[row][0] == "bridge_builder"
        cause = "bridge" if bridges else "show"
    else:
        cause = "best" if option == reading.favourite[session, row, issue] else "support"
    refused, because = _turned_down(reading, session, row, issue, option)
    told = said(f"private.propose.{cause}", share=Said.percent(believed))
    return {
        "private_reason": reading.favours.added(told, at),
        "cause": cause,
        "refused": refused,
        "refused_because": because,
        "amount": believed,
    }


def _turned_down(reading: Reading, session: int, row: int, issue: int, option: int) -> tuple[str, Said]:
    """Return the wording that it would rather have had, else the one that more of the room could accept."""
    record = reading.record
    options = record.scenario.issues[issue].options
    believed = record.believed[session, row, issue]
    preferred = passed_over(reading, session, row, issue, option)
    if preferred[0]:
        return preferred
    popular = int(np.argmax(np.where(reading.admissible[session, issue], believed, -1.0)))
    if popular == option or believed[popular] <= believed[option] + ATOL:
        return "", NOTHING
    if record.is_red[session, row, issue, popular]:
        return options[popular].key, said(f"refused.{_ruled_out(reading, (session, row, issue, popular))}")
    could = reading.record.could[session, row, issue, popular]
    return options[popular].key, said("refused.less" if could else "refused.short")


def signals(reading: Reading, session: int) -> Iterator[Move]:
    """Yield every signal given in a session to every wording on the floor."""
    record = reading.record
    issues, options = np.nonzero(record.on_floor[session])
    for issue, option in zip(issues.tolist(), options.tolist(), strict=True):
        yield from _signals_to(reading, session, issue, option)


def _signals_to(reading: Reading, session: int, issue: int, option: int) -> Iterator[Move]:
    record = reading.record
    on_table = option == _table_when_asked(reading, session, issue)
    public = _public(reading.labels[issue][option], on_table=on_table)
    for row, signal in enumerate(record.signal[session, :, issue, option].tolist()):
        if signal < 0:
            continue
        at = (session, row, issue, option)
        yield Move(
            **reading.place(*at),
            move=SIGNAL_MOVES[signal],
            public_reason=public[signal],
            **({} if reading.in_public else _why_it_signalled(reading, at, signal)),
        )


def _why_it_signalled(reading: Reading, at: tuple[int, int, int, int], signal: int) -> OwnPart:
    session, row, issue, option = at
    options = reading.record.scenario.issues[issue].options
    cause, private = _why(reading, *at)
    favourite = int(reading.favourite[session, row, issue])
    refused, because = "", NOTHING
    if signal == FORMAL_OBJECT:
        refused, because = options[option].key, said(f"refused.{_ruled_out(reading, at)}")
    elif favourite not in (option, -1):
        refused = options[favourite].key
        because = _out_of_reach(reading, (session, issue, favourite), signal, cause)
    return {
        "private_reason": private,
        "cause": cause,
        "refused": refused,
        "refused_because": because,
        "red_line": red_line(reading, at) if cause == "red_line" else NOTHING,
        "amount": float(reading.record.margin[at]),
    }


def _ruled_out(reading: Reading, at: tuple[int, int, int, int]) -> str:
    """Return what keeps a delegation from a wording that it objects to."""
    if not reading.record.is_red[at]:
        return "short"
    return "sponsor" if is_sponsored(reading, at) else "red"


def _out_of_reach(reading: Reading, favourite: tuple[int, int, int], signal: int, cause: str) -> Said:
    if signal in (SILENT, STATEMENT):
        return said("refused.isolated")
    on_floor = reading.record.on_floor[favourite]
    if on_floor and cause == "coalition":
        return said("refused.coalition")
    return said("refused.on_floor" if on_floor else "refused.off_floor")


def _table_when_asked(reading: Reading, session: int, issue: int) -> int:
    chair = int(reading.record.chair_text[session, issue])
    return chair if chair >= 0 else int(reading.record.table[session, issue])


def _public(label: str, *, on_table: bool) -> tuple[Said, ...]:
    objection = "table" if on_table else "amendment"
    return (
        said("public.support", option=label),
        said("public.can_live_with", option=label),
        NOTHING,
        said("public.make_statement", option=label),
        said(f"public.object_formally.{objection}", option=label),
    )


def _why(reading: Reading, session: int, row: int, issue: int, option: int) -> tuple[str, Said]:
    """Return the cause of a signal and its private reason."""
    at = (session, row, issue, option)
    signal = int(reading.record.signal[at])
    if signal == FORMAL_OBJECT:
        cause = _why_it_objected(reading, at)
        key = f"private.object.{cause}"
        if cause == "bloc" and reading.record.platform[session, row, issue] == option:
            key += "_coalition"
        elif cause == "red_line" and is_sponsored(reading, at):
            key = "private.object.sponsor"
    elif signal in (SILENT, STATEMENT):
        cause, key = "isolation", f"private.{SIGNAL_MOVES[signal]}"
    else:
        return _why_willing(reading, at)
    short = _shortfall(float(reading.record.margin[at]) / len(reading.issues))
    if cause == "uncalled" and (called := waits_for_call(reading, session, issue)):
        return cause, said(f"{key}.until", short=short, s=called)
    willing = Said.percent(float(reading.willing[session, issue, option]))
    told = said(key, short=short, willing=willing)
    if not reading.record.is_red[at] and reading.favours.hindered(at):
        return ("goodwill" if signal == FORMAL_OBJECT else cause), Said.joined(
            told, reading.favours.tipped(at)
        )
    return cause, told


def _shortfall(margin: float) -> Said:
    """Return in points how far a wording falls short of what is asked; what rounds to nothing is still missing.

    `margin` is in lengths of the axis, as the clause counts in the mean over the issues.
    """
    short = Said.decimal(POINTS * max(0.0, -margin), ".0f")
    if short["n"]:
        return said("number.points", n=short)
    return said("number.under", n=said("number.points", n=Said.decimal(_LEAST_TOLD, ".0f")))


def _why_willing(reading: Reading, at: tuple[int, int, int, int]) -> tuple[str, Said]:
    """Return the cause of a signal of one who goes along, and its private reason."""
    cause = _why_it_was_willing(reading, at)
    if cause == "goodwill":
        return cause, reading.favours.tipped(at)
    exempt = "" if cause in ("bloc", "account", "own") else beyond(reading, *at)
    if exempt:
        return "exempt", said(f"private.willing.exempt.{exempt}")
    session, row, issue, option = at
    if cause == "own":
        return cause, said(f"private.willing.own.{'tabled' if reading.tabled(at) else 'best'}")
    together = cause == "bloc" and reading.record.platform[session, row, issue] == option
    return cause, said(f"private.willing.{cause}_coalition" if together else f"private.willing.{cause}")


def _why_it_objected(reading: Reading, at: tuple[int, int, int, int]) -> str:
    session, _, issue, option = at
    if reading.record.is_red[at]:
        return "red_line"
    if reading.record.own_margin[at] >= -ATOL or reading.stands_by(at):
        return "bloc"
    if not reading.record.called[session, issue]:
        return "uncalled"
    return "shortfall" if reading.record.protected[session, issue, option] else "free"


def _why_it_was_willing(reading: Reading, at: tuple[int, int, int, int]) -> str:
    session, row, issue, option = at
    if reading.record.own_margin[at] < -ATOL:
        return "own" if reading.stands_by(at) else "bloc"
    if reading.favours.helped(at):
        return "goodwill"
    if _needs_its_account(reading, at):
        return "account"
    if reading.record.platform[session, row, issue] == option:
        return "coalition"
    return "favourite" if reading.record.signal[at] == SUPPORT else "mandate"


def _needs_its_account(reading: Reading, at: tuple[int, int, int, int]) -> bool:
    """Return whether one could accept a wording for what it gained elsewhere only: that counts on called clauses."""
    session, row, issue, _ = at
    own, account = reading.record.own_margin[at], reading.account(session)[row, issue]
    return bool(own >= -ATOL and own - account < -ATOL)


def bracket_moves(reading: Reading, session: int) -> Iterator[Move]:
    """Yield brackets put and lifted in a session."""
    record = reading.record
    now = record.objects[session]
    before = record.objects[session - 1] if session else np.zeros_like(now)
    for row, issue in np.argwhere(now & ~before).tolist():
        yield _bracket(reading, session, row, issue, "request_brackets")
    for row, issue in np.argwhere(before & ~now).tolist():
        yield _bracket(reading, session, row, issue, "lift_brackets")


def _why_it_can_lift(reading: Reading, at: tuple[int, int, int, int]) -> tuple[str, Said]:
    """Return the cause of brackets lifted by one who goes along with the table, and its private reason."""
    session, _, issue, _ = at
    if reading.record.own_margin[at] < -ATOL:
        own = reading.stands_by(at)
        return ("own", said("private.lift.own")) if own else ("bloc", said("private.lift.bloc"))
    called = ".called" if issue in calls(reading, session) else ""
    if reading.favours.helped(at):
        tipped = reading.favours.tipped(at)
        return "goodwill", Said.joined(said("private.goodwill.called"), tipped) if called else tipped
    if _needs_its_account(reading, at):
        return "account", said(f"private.lift.account{called}")
    if exempt := beyond(reading, *at):
        return "exempt", said(f"private.lift.exempt.{exempt}")
    return "mandate", said(f"private.lift.willing{called}")


def _bracket(reading: Reading, session: int, row: int, issue: int, move: str) -> Move:
    at = (session, row, issue, int(reading.record.table[session + 1, issue]))
    return Move(
        **reading.place(*at),
        move=move,
        public_reason=said(f"public.{move}", issue=reading.issues[issue]),
        **({} if reading.in_public else _why_bracketed(reading, at, move)),
    )


def _why_bracketed(reading: Reading, at: tuple[int, int, int, int], move: str) -> OwnPart:
    record, (session, row, issue, option) = reading.record, at
    if move == "request_brackets":
        cause, private = _why(reading, session, row, issue, option)
    elif record.closed_by[session, issue] > 0:
        cause, private = "package", said("private.lift.package")
    elif record.margin[at] >= -ATOL and not record.is_red[at]:
        cause, private = _why_it_can_lift(reading, at)
    else:
        cause, private = "isolation", said("private.lift.isolation")
    line = red_line(reading, at) if cause == "red_line" else NOTHING
    return {"private_reason": private, "cause": cause, "red_line": line}
