"""What the projector and the record tell of one table: sentence, drawings, counts, text, twin; all of it was heard."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.classroom.room_drawing import Picture, Size, draw_braid_so_far, draw_map, draw_strip
from dashboard.classroom.screens import Sight
from dashboard.classroom.table_text import ClauseShown, clauses_of
from dashboard.frame.language import Words
from simulation.classroom import Clock, Published
from simulation.report import Person

__all__ = ["Group", "Row", "TableShown", "table_shown"]

WIDE_MAP, WIDE_BRAID = Size(width=480, height=372), Size(width=480, height=372)
NARROW_MAP = Size(width=358, height=330, is_narrow=True)
NARROW_BRAID = Size(width=358, height=260, is_narrow=True)
LOW_BRAID = Size(width=420, height=150, is_narrow=True, names=76)
HIGH_BRAID = Size(width=420, height=290, is_narrow=True, names=76)
STRIP = Size(width=300, height=72, is_narrow=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A coalition, and who is in it."""

    name: str
    text: str
    """The wording it stands for; empty: none."""
    tone: str
    members: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A delegation in the table that says what the drawings show."""

    name: str
    group: str
    holds: int
    main: str
    second: str


@dataclass(frozen=True, kw_only=True)
class TableShown:
    """One table."""

    key: str
    clock: Clock
    published: Published
    picture: Picture
    words: Words
    own: str = ""
    """Key of the seat of whoever looks; empty: they have none at this table."""

    @property
    def held(self) -> int:
        """Sessions held."""
        return self.picture.so_far.held

    @property
    def sentence(self) -> str:
        """What happened in the last session; before the first, that it has not closed."""
        told = self.picture.so_far.sentences
        return self.words.told(told[-1].head) if told else self.words.say("class.projector.opening")

    @property
    def sentences(self) -> list[str]:
        """What happened, by session."""
        return [self.words.told(one.head) for one in self.picture.so_far.sentences]

    @property
    def alt(self) -> str:
        """The state of the room in a sentence."""
        return self.picture.alt

    @property
    def brackets(self) -> int:
        """Clauses in brackets after the last session, as the drawings have it; see `open_now`."""
        return self.picture.so_far.brackets[-1]

    @property
    def holders(self) -> int:
        """Delegations that hold one after the last session."""
        return int((self.picture.so_far.holds[-1] > 0).sum())

    @property
    def open_now(self) -> tuple[int, int]:
        """Clauses in brackets in the text as it stands in this phase, and delegations that hold one."""
        document = self.published.document
        holders = {one.owner for clause in document.clauses for one in clause.brackets}
        return document.count("bracketed"), len(holders)

    @property
    def people(self) -> Mapping[str, Person]:
        """The delegations by key."""
        return self.picture.people

    @property
    def groups(self) -> list[Group]:
        """The coalitions after the last session."""
        keys = [seat.key for seat in self.picture.so_far.seats]
        return [
            Group(
                name=self.picture.named(group),
                text=group.text,
                tone=self.picture.tone(group),
                members=tuple(self.people[keys[row]] for row in rows.tolist()),
            )
            for _, group, rows in self.picture.groups
        ]

    @property
    def alone(self) -> list[Person]:
        """Who is in none."""
        keys = [seat.key for seat in self.picture.so_far.seats]
        return [self.people[keys[row]] for row in self.picture.alone]

    @property
    def clauses(self) -> tuple[ClauseShown, ...]:
        """The text."""
        return clauses_of(self.published.document, self.people, self.words)

    @property
    def rows(self) -> list[Row]:
        """Where each delegation seems to stand, as a table."""
        so_far, label = self.picture.so_far, self.picture.label[-1]
        second, issue = self.picture.second
        return [
            Row(
                name=seat.name,
                group="–" if label[row] < 0 else self.picture.named(so_far.history.coalitions[label[row]]),
                holds=int(so_far.holds[-1, row]),
                main=self._figure(float(self.picture.main[-1, row])),
                second="" if issue is None else self._figure(float(second[-1, row])),
            )
            for row, seat in enumerate(so_far.seats)
        ]

    @property
    def second_name(self) -> str:
        """Name of the issue that goes up; empty: there is none."""
        _, issue = self.picture.second
        return "" if issue is None else issue.name

    def stood(self, asked: str) -> list[tuple[str, list[Person]]]:
        """Return how everybody stood to the text at the end: `joins` or `signs`, in words."""
        found = self.picture.so_far.joined if asked == "joins" else self.picture.so_far.signed
        return [
            (self.words.say(f"class.projector.{asked}.{word}"), [self.people[key] for key in keys])
            for word, keys in found.items()
        ]

    def map(self, *, narrow: bool = False) -> Markup:
        """Return the coalition map."""
        size = NARROW_MAP if narrow else WIDE_MAP
        return draw_map(f"map-{self.key}-{narrow:d}", self.picture, size, self.own)

    def braid(self, *, narrow: bool = False) -> Markup:
        """Return the braid so far."""
        size = NARROW_BRAID if narrow else WIDE_BRAID
        return draw_braid_so_far(f"braid-{self.key}-{narrow:d}", self.picture, size)

    def small(self, *, high: bool = False) -> Markup:
        """Return the braid as it stands beside those of other tables; `high` in one row of them."""
        return draw_braid_so_far(f"small-{self.key}", self.picture, HIGH_BRAID if high else LOW_BRAID)

    def strip(self) -> Markup:
        """Return the brackets after each session."""
        return draw_strip(f"strip-{self.key}", self.picture, STRIP)

    def _figure(self, share: float) -> str:
        return self.words.number(share, ".2f")


def table_shown(sight: Sight, *, clock: Clock, published: Published) -> TableShown:
    """Return what to tell of a table to whoever looks."""
    service, caller, words = sight.service, sight.caller, sight.words
    so_far = service.so_far(caller.room, clock.table)
    table, seat = service.place_of(caller)
    return TableShown(
        key=clock.table,
        clock=clock,
        published=published,
        picture=Picture(so_far=so_far, words=words, sessions=clock.sessions),
        words=words,
        own=seat if table == clock.table else "",
    )
