"""What is found out of the classes of a server: worked out piece by piece by its workers, while pages go on."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import partial
from typing import Final
from weakref import WeakKeyDictionary

from markupsafe import Markup

from dashboard.work.jobs import Job
from dashboard.work.of_server import workers
from simulation.classroom import Caller, ClassService, Once
from simulation.classroom.debrief import Findings, Gathered, Key, Piece, findings_of
from simulation.errors import DelegationSimError
from simulation.report.classroom import class_fragment

__all__ = ["Working", "Works", "works_of"]

_KEPT: Final = 16
"""Classes of which findings are kept in memory."""
_LOOKED: Final = 30.0
"""Seconds after which is looked again which classes were deleted."""
_TRIES: Final = 2
"""Of a piece whose worker was lost."""
_LOG: Final = logging.getLogger(__name__)


class Working(Job):
    """The findings of one class: each worker has one piece of it at a time, so that others get their turn.

    Pieces that the whole class waits for, and seats of people who look, take turns; the seats of others come last.

    Args:
        findings: With nothing worked out yet.
        executor: Does the work.
    """

    def __init__(self, findings: Findings, executor: Executor) -> None:
        super().__init__()
        self._findings, self._executor = findings, executor
        self._left = findings.pieces()
        self._asked = list[Piece]()
        """Seats of people who look."""
        self._is_turn = False
        """A seat of somebody who looks comes next."""
        self._most = max(1, getattr(executor, "slabs_out", 1) // 2)
        """Pieces that are worked on at a time: as many as there are workers."""
        self._lock = threading.Lock()
        self._at = dict[Key, Piece]()
        """What is worked on."""
        self._lost = dict[Key, int]()
        """How often a piece has failed."""
        self._drawn = dict[str, tuple[object, Markup]]()
        """By language, how things stood, and what was drawn then."""
        self.asked = len(self._left)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        with self._lock:
            return not (self._left or self._asked or self._at)

    @property
    def done(self) -> int:
        """Pieces that are worked out, or cannot be."""
        return self._findings.done

    @property
    def has_failed(self) -> bool:
        """Never: of a piece that cannot be worked out it is told why, in its place."""
        return False

    @property
    def problem(self) -> str:
        """Nothing: see `has_failed`."""
        return ""

    def found(self, gathered: Gathered) -> Findings:
        """Return what is found so far, for whom the class was gathered."""
        with self._lock:
            seen = self._findings
            answers, problems = dict(seen.answers), dict(seen.problems)
        return replace(seen, gathered=gathered, answers=answers, problems=problems)

    def fragment(self, findings: Findings, code: str) -> Markup:
        """Return what is told of the class in a language: of tables and not of people, so it is drawn once for all.

        Args:
            findings: As `found` returned them.
            code: Language that is told in.
        """
        gathered = findings.gathered
        stands = (findings.done, gathered.predictions, bool(gathered.real_names))
        known = self._drawn.get(code)
        if known is None or known[0] != stands:
            known = self._drawn[code] = stands, class_fragment(findings)
        return known[1]

    def first(self, table: str, seat: str, code: str) -> None:
        """Have the debriefing of a seat worked out next, in a language."""
        with self._lock:
            key: Key = ("seat", table, seat, code)
            log = self._findings.gathered.table(table)
            if (
                log is None
                or not log.is_over
                or key in self._findings.answers
                or key in self._findings.problems
            ):
                return
            if key in self._at or any(one.key == key for one in self._asked) or seat not in log.seats:
                return
            here = next((one for one in self._left if one.key == key), None)
            if here is None:
                self.asked += 1
            else:
                self._left.remove(here)
            self._asked.append(here or self._findings.seat_piece(log, seat, code))
        self.go_on()

    def go_on(self) -> None:
        """Hand out pieces, until every worker has one."""
        while (piece := self._next()) is not None:
            try:
                future = self._executor.submit(piece.do)
            except RuntimeError:  # the server ends
                self._back(piece)
                return
            future.add_done_callback(partial(self._ended, piece))

    def _next(self) -> Piece | None:
        with self._lock:
            if len(self._at) >= self._most or not (self._left or self._asked):
                return None
            is_asked = bool(self._asked) and (self._is_turn or not self._left)
            self._is_turn = not is_asked
            piece = (self._asked if is_asked else self._left).pop(0)
            self._at[piece.key] = piece
            return piece

    def _back(self, piece: Piece) -> None:
        with self._lock:
            self._at.pop(piece.key, None)
            self._left.insert(0, piece)

    def _ended(self, piece: Piece, ended: Future[object]) -> None:
        if ended.cancelled():
            self._back(piece)
            return
        error = ended.exception()
        with self._lock:
            self._at.pop(piece.key, None)
            if error is None:
                self._findings.answers[piece.key] = ended.result()
            else:
                self._fail(piece, error)
        self.go_on()

    def _fail(self, piece: Piece, error: BaseException) -> None:
        self._lost[piece.key] = self._lost.get(piece.key, 0) + 1
        if self._lost[piece.key] < _TRIES:
            self._left.insert(0, piece)
        elif isinstance(error, DelegationSimError):
            self._findings.problems[piece.key] = str(error)
        else:
            _LOG.error("A piece of a debriefing could not be worked out: %s.", piece.key, exc_info=error)
            self._findings.problems[piece.key] = type(error).__name__


class Works:
    """The findings of all classes of a service, each worked out once, and forgotten with its class.

    Args:
        executor: Returns who does the work, when there is some.
    """

    def __init__(self, executor: Callable[[], Executor] = workers) -> None:
        self._executor = executor
        self._known = Once[Working](_KEPT)
        self._lock = threading.Lock()
        self._looked = time.monotonic()

    def of(self, service: ClassService, caller: Caller, gathered: Gathered) -> Working:
        """Return the findings of a class under way; they are begun if nobody asked before.

        Args:
            service: Keeps the class.
            caller: Who asks, and may.
            gathered: The class.
        """
        self._forget(service)
        working = self._known.get(
            gathered.room,
            gathered.key,
            lambda: Working(findings_of(gathered, service.records(caller)), self._executor()),
        )
        working.go_on()
        return working

    def _forget(self, service: ClassService) -> None:
        now = time.monotonic()
        with self._lock:
            if now - self._looked < _LOOKED:
                return
            self._looked = now
        self._known.forget_all_but({one.id for one in service.listed()})


_ALL: Final = WeakKeyDictionary[ClassService, Works]()
_FIRST: Final = threading.Lock()


def works_of(service: ClassService) -> Works:
    """Return the findings of all classes of a service."""
    with _FIRST:
        found = _ALL.get(service)
        if found is None:
            found = _ALL[service] = Works()
        return found
