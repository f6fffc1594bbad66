"""The events of classes in a database: SQLite in a file, or any server that SQLAlchemy reaches by its URL."""

import json
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from simulation.classroom.errors import ClassroomError, UnknownClassError
from simulation.classroom.events import Event, as_json
from simulation.extras import EXTRAS, adding
from simulation.words import reason

__all__ = ["Draft", "Kept", "Store", "Writing", "shown_database"]

_FORMAT: Final = 1
_BUSY: Final = 10.0
"""Seconds that a writer waits for another one."""
_IN_A_FILE: Final = "sqlite:///FILE"
_ON_A_SERVER: Final = "postgresql+psycopg://USER@HOST/NAME"
_MOST_DRAFTS: Final = 20
"""Of one person."""
_META: Final = sa.MetaData()
_FORMATS: Final = sa.Table("delegation_sim_format", _META, sa.Column("format", sa.Integer, primary_key=True))
_CLASSES: Final = sa.Table(
    "classes",
    _META,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("code", sa.String(16), unique=True, nullable=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("touched", sa.Double, nullable=False),
    sa.Column("keep_days", sa.Integer, nullable=False),
)
_EVENTS: Final = sa.Table(
    "events",
    _META,
    sa.Column("class_id", sa.String(32), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Double, nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("author", sa.String(32), nullable=False),
    sa.Column("table_key", sa.String(32), nullable=False),
    sa.Column("key", sa.String(80), nullable=True),
    sa.Column("data", sa.Text, nullable=False),
    sa.UniqueConstraint("class_id", "author", "key"),
)
_DRAFTS: Final = sa.Table(
    "drafts",
    _META,
    sa.Column("class_id", sa.String(32), primary_key=True),
    sa.Column("person", sa.String(32), primary_key=True),
    sa.Column("place", sa.String(40), primary_key=True),
    sa.Column("at", sa.Double, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

_OLD: Final = sa.Table(
    "old",
    _META,
    sa.Column("class_id", sa.String(32), primary_key=True),
    sa.Column("since", sa.Double, nullable=False),
)
"""Classes that have been quiet for as long as they are kept, and since when this is known."""
_DAY: Final = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A class as the database lists it."""

    id: str
    code: str
    """Empty: it is over."""
    number: int
    touched: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody was typing, and where."""

    place: str
    text: str
    at: float


class Writing:
    """One transaction on one class: nobody else writes to it meanwhile."""

    def __init__(self, connection: Connection, room: str) -> None:
        self._connection, self._room = connection, room

    def after(self, number: int) -> list[Event]:
        """Return the events after one."""
        return _events_after(self._connection, self._room, number)

    def add(self, event: Event) -> None:
        """Write an event."""
        row = {
            "class_id": self._room,
            "number": event.number,
            "at": event.at,
            "kind": event.kind,
            "author": event.author,
            "table_key": event.table,
            "key": event.key or None,
            "data": as_json(dict(event.data)),
        }
        self._connection.execute(sa.insert(_EVENTS).values(row))
        this = _CLASSES.c.id == self._room
        self._connection.execute(
            sa.update(_CLASSES).where(this).values(number=event.number, touched=event.at)
        )

    def free_code(self) -> None:
        """Let the join code of the class be used by another one."""
        self._connection.execute(sa.update(_CLASSES).where(_CLASSES.c.id == self._room).values(code=None))


class Store:
    """The database.

    Args:
        url: Of SQLAlchemy, such as `sqlite:///classes.db` or `postgresql+psycopg://...`.

    Raises:
        ClassroomError: if it cannot be opened, or a newer version of delegation-sim made it.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        try:
            with _told_errors():
                _META.create_all(self._engine)
            self._check_format()
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def _check_format(self) -> None:
        with suppress(IntegrityError), self._immediate() as connection:
            if connection.scalar(sa.select(_FORMATS.c.format)) is None:
                connection.execute(sa.insert(_FORMATS).values(format=_FORMAT))
        with self._reading() as connection:
            found = connection.scalar(sa.select(_FORMATS.c.format))
        if found != _FORMAT:
            raise ClassroomError("classroom.database.format", found=found, ours=_FORMAT)

    def create(self, room: str, code: str, keep_days: int, event: Event) -> bool:
        """Write a new class with its first event; False: its code is taken."""
        row = {"id": room, "code": code, "number": 0, "touched": event.at, "keep_days": keep_days}
        try:
            with self._immediate() as connection:
                connection.execute(sa.insert(_CLASSES).values(row))
                Writing(connection, room).add(event)
        except IntegrityError:
            return False
        return True

    @contextmanager
    def writing(self, room: str) -> Iterator[Writing | None]:
        """Open a transaction that is committed at the end, unless an error leaves it; None: there is no such class."""
        with self._immediate() as connection:
            yield Writing(connection, room) if _locked(connection, room) else None

    def after(
        self, room: str, number: int, *, without: Collection[str] = (), last: int | None = None
    ) -> list[Event]:
        """Return the events of a class after one.

        Args:
            room: Id of the class.
            number: Of that event; 0: all.
            without: Kinds that are left out.
            last: At most so many, the last; None: all.
        """
        with self._reading() as connection:
            return _events_after(connection, room, number, without=without, last=last)

    def last(self, room: str) -> int | None:
        """Return the number of the last event of a class; None: there is no such class."""
        with self._reading() as connection:
            return connection.scalar(sa.select(_CLASSES.c.number).where(_CLASSES.c.id == room))

    def listed(self, *, code: str | None = None) -> list[Kept]:
        """Return the classes that are kept, the last touched first, or the one with a code."""
        asked = sa.select(_CLASSES).order_by(_CLASSES.c.touched.desc())
        if code is not None:
            asked = asked.where(_CLASSES.c.code == code)
        with self._reading() as connection:
            return [
                Kept(id=row.id, code=row.code or "", number=row.number, touched=row.touched)
                for row in connection.execute(asked)
            ]

    def delete(self, rooms: Iterable[str]) -> None:
        """Delete classes with all that belongs to them, and let go of the space."""
        for room in rooms:
            with (
                self._immediate() as connection
            ):  # the class first: whoever writes to it ends before, or finds none
                connection.execute(sa.delete(_CLASSES).where(_CLASSES.c.id == room))
                for table in (_DRAFTS, _EVENTS, _OLD):
                    connection.execute(sa.delete(table).where(table.c.class_id == room))
        if (
            self._engine.dialect.name == "sqlite"
        ):  # what was deleted stands in the log until it is written over
            with self._engine.connect() as connection, closing(connection.connection.cursor()) as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def outlived(self, now: float) -> list[str]:
        """Return the classes that are to be deleted: quiet for as long as they are kept, as was known a day ago.

        A clock that was set ahead once deletes nothing: what it makes old is noted, and forgotten once it is set back.
        """
        asked = sa.select(_CLASSES.c.id).where(_CLASSES.c.touched + _CLASSES.c.keep_days * _DAY < now)
        with self._reading() as connection:
            old = set(connection.scalars(asked))
            noted = {row.class_id: row.since for row in connection.execute(sa.select(_OLD))}
        wrong = [room for room, since in noted.items() if room not in old or since > now]
        if new := sorted(old - (noted.keys() - set(wrong))):
            wrong += new
        if wrong:
            with suppress(IntegrityError), self._immediate() as connection:  # another process may note it too
                connection.execute(sa.delete(_OLD).where(_OLD.c.class_id.in_(wrong)))
                if new:
                    connection.execute(sa.insert(_OLD), [{"class_id": room, "since": now} for room in new])
        return [room for room, since in noted.items() if room not in wrong and since + _DAY <= now]

    def keep_draft(self, room: str, person: str, draft: Draft) -> None:
        """Keep what somebody is typing, over what they typed there before; an empty text takes it away.

        Raises:
            UnknownClassError: if the class is deleted.
            ClassroomError: if they type in too many places.
        """
        theirs = (_DRAFTS.c.class_id == room) & (_DRAFTS.c.person == person)
        with self._immediate() as connection:
            if not _locked(connection, room):
                raise UnknownClassError("classroom.no_class")
            connection.execute(sa.delete(_DRAFTS).where(theirs, _DRAFTS.c.place == draft.place))
            kept = connection.scalar(sa.select(sa.func.count()).select_from(_DRAFTS).where(theirs)) or 0
            if draft.text and kept >= _MOST_DRAFTS:
                raise ClassroomError("classroom.draft.many", most=_MOST_DRAFTS)
            if draft.text:
                row = {"class_id": room, "person": person, "place": draft.place}
                connection.execute(sa.insert(_DRAFTS).values(**row, at=draft.at, text=draft.text))

    def drafts(self, room: str, person: str) -> list[Draft]:
        """Return what somebody was typing, the latest first."""
        asked = (
            sa.select(_DRAFTS)
            .where(_DRAFTS.c.class_id == room, _DRAFTS.c.person == person)
            .order_by(_DRAFTS.c.at.desc(), _DRAFTS.c.place)
        )
        with self._reading() as connection:
            return [Draft(place=row.place, text=row.text, at=row.at) for row in connection.execute(asked)]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _told_errors(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _immediate(self) -> Iterator[Connection]:
        with (
            _told_errors(),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection


def _events_after(
    connection: Connection, room: str, number: int, *, without: Collection[str] = (), last: int | None = None
) -> list[Event]:
    asked = (
        sa.select(_EVENTS)
        .where(_EVENTS.c.class_id == room, _EVENTS.c.number > number, _EVENTS.c.kind.not_in(list(without)))
        .order_by(_EVENTS.c.number.desc())
        .limit(last)
    )
    found = [
        Event(
            number=row.number,
            at=row.at,
            kind=row.kind,
            author=row.author,
            table=row.table_key,
            key=row.key or "",
            data=json.loads(row.data),
        )
        for row in connection.execute(asked)
    ]
    return found[::-1]


def _locked(connection: Connection, room: str) -> bool:
    """Let nobody else write to a class until this transaction ends; return whether there is such a class."""
    asked = sa.select(_CLASSES.c.id).where(_CLASSES.c.id == room).with_for_update()
    return connection.scalar(asked) is not None


def shown_database(url: str) -> str:
    """Return the name of a database for messages: its address without the password, or the path of its file."""
    place = make_url(url)
    is_file = place.get_backend_name() == "sqlite" and place.database
    return str(place.database) if is_file else place.render_as_string(hide_password=True)


def _engine(url: str) -> Engine:
    try:
        place = make_url(url)
        if place.get_backend_name() == "sqlite":
            return _sqlite(place)
        return sa.create_engine(place, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise ClassroomError(
            "classroom.database.driver", driver=error.name, how=_adding(error.name or "")
        ) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise ClassroomError("classroom.database.url", valid=f"{_IN_A_FILE}, {_ON_A_SERVER}") from error


def _adding(driver: str) -> str:
    return adding(driver) if driver in EXTRAS else f"pip install {driver}"


def _sqlite(place: URL) -> Engine:
    file = place.database
    if not file or file == ":memory:":
        raise ClassroomError("classroom.database.memory", valid=_IN_A_FILE)
    try:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, stat.S_IRUSR | stat.S_IWUSR))
    except OSError as error:
        raise ClassroomError("classroom.database", why=reason(error)) from error
    engine = sa.create_engine(place, connect_args={"timeout": _BUSY})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: ConnectionPoolEntry) -> None:  # noqa: ANN401 - of the driver
    """Have each commit on the disk before it is acknowledged, and let others read meanwhile."""
    connection.isolation_level = None  # transactions are begun below, not by the driver's guess
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA secure_delete=ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told_errors() -> Iterator[None]:
    """Say in a sentence what the database cannot do: it is full, locked, read-only, not reached, or none."""
    try:
        yield
    except DatabaseError as error:
        if type(error) not in (OperationalError, DatabaseError):  # the others are mistakes of ours
            raise
        raise ClassroomError("classroom.database", why=_why(error)) from error


def _why(error: DatabaseError) -> str:
    return str(error.orig).strip().splitlines()[0] if error.orig is not None else "?"
