"""What is found out of the classes of a server: worked out piece by piece by its workers, while pages go on."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Final
from weakref import WeakKeyDictionary

from markupsafe import Markup

from dashboard.lab.served import workers
from simulation.classroom import Caller, ClassService
from simulation.classroom.debrief import Findings, Gathered, Piece, findings_of
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


class Working:
    """The findings of one class: one piece is worked on at a time, so that others get their turn.

    Args:
        findings: With nothing worked out yet.
        executor: Does the work.
    """

    def __init__(self, findings: Findings, executor: Executor) -> None:
        self._findings, self._executor = findings, executor
        self._left = findings.pieces()
        self._lock = threading.Lock()
        self._at: Piece | None = None
        """What is worked on."""
        self._lost = 0
        self._drawn = dict[str, tuple[object, Markup]]()
        """By language, how things stood, and what was drawn then."""
        self.total = len(self._left)
        """Pieces in all."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing more will come."""
        with self._lock:
            return not self._left and self._at is None

    @property
    def done(self) -> int:
        """Pieces that are worked out, or cannot be."""
        return self._findings.done

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
        stands = (findings.done, findings.gathered.predictions)
        known = self._drawn.get(code)
        if known is None or known[0] != stands:
            known = self._drawn[code] = stands, class_fragment(findings)
        return known[1]

    def first(self, table: str, seat: str, code: str) -> None:
        """Have the debriefing of a seat worked out next, in a language."""
        with self._lock:
            key = ("seat", table, seat, code)
            log = self._findings.gathered.table(table)
            if (
                log is None
                or not log.is_over
                or key in self._findings.answers
                or key in self._findings.problems
            ):
                return
            here = next((one for one in self._left if one.key == key), None)
            if here is not None:
                self._left.remove(here)
            elif (self._at is not None and self._at.key == key) or seat not in log.seats:
                return
            else:
                self.total += 1
            self._left.insert(0, here or self._findings.seat_piece(log, seat, code))
        self.go_on()

    def go_on(self) -> None:
        """Hand out the next piece, if none is worked on."""
        with self._lock:
            if self._at is not None or not self._left:
                return
            piece = self._at = self._left.pop(0)
        try:
            future = self._executor.submit(piece.do)
        except RuntimeError:  # the server ends
            with self._lock:
                self._left.insert(0, piece)
                self._at = None
            return
        future.add_done_callback(lambda ended: self._ended(piece, ended))

    def _ended(self, piece: Piece, ended: Future[object]) -> None:
        with self._lock:
            self._at = None
            if ended.cancelled():
                self._left.insert(0, piece)
                return
            error = ended.exception()
            if error is None:
                self._findings.answers[piece.key] = ended.result()
            else:
                self._fail(piece, error)
        self.go_on()

    def _fail(self, piece: Piece, error: BaseException) -> None:
        self._lost += 1
        if isinstance(error, DelegationSimError) and self._lost >= _TRIES:
            self._findings.problems[piece.key] = str(error)
        elif self._lost >= _TRIES:
            _LOG.error("A piece of a debriefing could not be worked out: %s.", piece.key, exc_info=error)
            self._findings.problems[piece.key] = type(error).__name__
        else:
            self._left.insert(0, piece)
            return
        self._lost = 0


class Works:
    """The findings of all classes of a service, each worked out once, and forgotten with its class.

    Args:
        executor: Returns who does the work, when there is some.
    """

    def __init__(self, executor: Callable[[], Executor] = workers) -> None:
        self._executor = executor
        self._known = OrderedDict[str, Working]()
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
        with self._lock:
            working = self._known.get(gathered.key)
            if working is not None:
                self._known.move_to_end(gathered.key)
                return working
        fresh = Working(findings_of(gathered, service.records(caller)), self._executor())
        with self._lock:
            working = self._known.setdefault(gathered.key, fresh)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        working.go_on()
        return working

    def _forget(self, service: ClassService) -> None:
        """Forget classes that were deleted."""
        now = time.monotonic()
        with self._lock:
            if now - self._looked < _LOOKED:
                return
            self._looked = now
        there = {one.id for one in service.listed()}
        with self._lock:
            for key in [one for one in self._known if one.partition(":")[0] not in there]:
                del self._known[key]


_ALL: Final = WeakKeyDictionary[ClassService, Works]()
_FIRST: Final = threading.Lock()


def works_of(service: ClassService) -> Works:
    """Return the findings of all classes of a service."""
    with _FIRST:
        found = _ALL.get(service)
        if found is None:
            found = _ALL[service] = Works()
        return found
