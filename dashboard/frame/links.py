"""Links that show somebody else what one sees: case, changes, seed, session, delegation, view and language.

The page is the path of the address, the rest its query. Nothing in it is trusted: values that cannot be are left out
and named. A case that was uploaded does not travel in a link, only its hash does; the link says so, and whoever opens
it uploads the same file.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from dashboard.frame.begun_with import opening
from dashboard.frame.session_state import memory, usual_language, words
from dashboard.library.cases import DEFAULT_CASE, UPLOAD, is_here
from simulation.scenario import shipped_scenarios
from simulation.words import ENGLISH, LANGUAGES

__all__ = [
    "MAX_CHANGES",
    "MAX_SEED",
    "UPLOAD",
    "Arrival",
    "Link",
    "address",
    "arrival",
    "arrive",
    "come_back",
    "decode",
    "encode",
    "fingerprint",
    "give_up_waiting",
    "here",
    "is_waiting",
    "keep_language",
]

MAX_CHANGES: Final = 40
MAX_LENGTH: Final = 400
"""Characters of one change."""
MAX_SEED: Final = 2**53 - 1
"""Above it a browser does not hold every whole number."""
MAX_SESSION: Final = 500

_ARRIVAL: Final = "arrival"
_OF_A_CASE: Final = frozenset({"replay", "lab", "models"})
"""Pages that show the case at hand and nothing without it; from these links are made."""
_PAGE: Final = re.compile(r"[a-z]{1,20}")
_HASH: Final = re.compile(r"upload:[0-9a-f]{8,64}")
_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")
_WORD: Final = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_CHANGE: Final = re.compile(
    r"[A-Za-z][^\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069=]*=[^\x00-\x1f\x7f-\x9f]+"
)
_NUMBER: Final = re.compile(r"[0-9]{1,19}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a link restores. What is left at its default, but for the language, does not stand in the address."""

    page: str = "start"
    case: str = DEFAULT_CASE
    """Key of a shipped case, or `upload:` and a hash."""
    changes: tuple[str, ...] = ()
    """Changes of the case as the command line writes them: `LEVER=VALUE`, or `PATH=VALUE`; in their order."""
    seed: int = 1
    session: int | None = None
    selected: str | None = None
    """Key of a delegation."""
    view: str = ""
    """What the page shows of it, in one word that is its own: a second issue, a tab."""
    language: str = ENGLISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A link that was opened."""

    link: Link
    ignored: tuple[str, ...] = ()
    """Names of the parameters whose values cannot be."""
    needs_file: bool = False
    """Whether it waits for its case, which was uploaded elsewhere and is not here."""
    meanwhile: str = ""
    """Key of the case at hand as long as it waits."""


def encode(link: Link) -> dict[str, str | list[str]]:
    """Return the query of a link, a text a parameter, or several for `change`.

    >>> encode(Link(case="worked_clock", seed=3, session=2))
    {'case': 'worked_clock', 'seed': '3', 'session': '2', 'lang': 'en'}
    """
    plain = Link()
    given: dict[str, str | list[str]] = {}
    if link.case != plain.case:
        given["case"] = link.case
    if link.changes:
        given["change"] = list(link.changes)
    if link.seed != plain.seed:
        given["seed"] = str(link.seed)
    if link.session is not None:
        given["session"] = str(link.session)
    if link.selected is not None:
        given["who"] = link.selected
    if link.view:
        given["view"] = link.view
    # Always: without it a browser would choose its own.
    given["lang"] = link.language
    return given


def decode(page: str, query: Mapping[str, Sequence[str]], *, uploads: Sequence[str] = ()) -> Arrival:
    """Return what an address asks for; values that cannot be count as not given, and are named once.

    Args:
        page: The path.
        query: The values of each parameter. Unknown parameters are not looked at.
        uploads: Keys of the uploaded cases that are here.
    """
    ignored: list[str] = []

    def one(name: str, pattern: re.Pattern[str]) -> str | None:
        values = query.get(name, ())
        if not values:
            return None
        if len(values) == 1 and pattern.fullmatch(values[0]):
            return values[0]
        ignored.append(name)
        return None

    def number(name: str, most: int) -> int | None:
        text = one(name, _NUMBER)
        if text is not None and int(text) > most:
            ignored.append(name)
            return None
        return None if text is None else int(text)

    case, needs_file = _case(query.get("case", ()), uploads, ignored)
    changes = tuple(query.get("change", ()))
    if len(changes) > MAX_CHANGES or not all(map(_is_change, changes)):
        ignored.append("change")
        changes = ()
    language = one("lang", _WORD)
    if language is not None and language not in LANGUAGES:
        ignored.append("lang")
        language = None
    link = Link(
        page=page if _PAGE.fullmatch(page) else Link().page,
        case=case,
        changes=changes,
        seed=_or(number("seed", MAX_SEED), Link().seed),
        session=number("session", MAX_SESSION),
        selected=one("who", _KEY),
        view=one("view", _WORD) or "",
        language=language or ENGLISH,
    )
    return Arrival(link=link, ignored=tuple(ignored), needs_file=needs_file)


def _or(found: int | None, default: int) -> int:
    return default if found is None else found


def _is_change(text: str) -> bool:
    return len(text) <= MAX_LENGTH and _CHANGE.fullmatch(text) is not None


def _case(values: Sequence[str], uploads: Sequence[str], ignored: list[str]) -> tuple[str, bool]:
    """Return the case that is asked for, and whether its file is missing here."""
    if not values:
        return Link().case, False
    asked = values[0]
    if len(values) == 1 and (asked in shipped_scenarios() or asked in uploads):
        return asked, False
    if len(values) == 1 and _HASH.fullmatch(asked):
        return asked, True
    ignored.append("case")
    return Link().case, False


def address(base: str, link: Link) -> str:
    """Return the address of a link, for a dashboard that answers at `base`, whatever page of it that is.

    >>> address("http://127.0.0.1:8501/lab?seed=2", Link(page="replay", session=4))
    'http://127.0.0.1:8501/replay?session=4&lang=en'
    """
    parts = urlsplit(base)
    path = "/" if link.page == Link().page else f"/{link.page}"
    query = urlencode(encode(link), doseq=True)
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def here(link: Link) -> str:
    """Return the address of a link in the dashboard that is open, in the language of this session."""
    return address(st.context.url or "", replace(link, language=memory().language))


def arrive(page: str) -> Arrival:
    """Take over what the address says, once in a session; as long as its page is shown, say if some of it cannot be.

    The shell calls it before any page is shown. From then on case, seed, session and delegation are those of
    `memory()`; what belongs to one page, its changes and its view, it finds in `arrival()`. A link to a case that is
    not here waits for it, and nothing of it holds until then; choosing another case ends that.
    """
    kept = memory()
    found: Arrival | None = kept.pages.get(_ARRIVAL)
    if found is None:
        found = kept.pages[_ARRIVAL] = _opened(page)
    if found.ignored and page != found.link.page:
        found = kept.pages[_ARRIVAL] = replace(found, ignored=())
    if found.ignored:
        key = "links.ignored.case" if "case" in found.ignored else "links.ignored"
        st.info(words().say(key, names=words().listed(found.ignored)))
    if found.needs_file:
        link = found.link
        if page == link.page and kept.case == link.case and link.case in kept.uploads:
            give_up_waiting()
            _take(link)
        elif kept.case not in (found.meanwhile, link.case):
            give_up_waiting()
        elif not is_waiting(page) and link.case not in kept.uploads:
            st.info(words().say("links.needs_file", hash=fingerprint(link)))
    return arrival()


def _opened(page: str) -> Arrival:
    """Return the link by which this session is opened, and take it over unless it has to wait."""
    kept, given = memory(), opening()
    if given.text is not None:
        kept.uploads.setdefault(given.case, given.text)
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    found = decode(page, query, uploads=tuple(kept.uploads))
    kept.case = given.case
    if found.needs_file:
        return replace(found, meanwhile=given.case)
    is_asked = "case" in query and "case" not in found.ignored
    _take(found.link if is_asked else replace(found.link, case=given.case))
    return found


def _take(link: Link) -> None:
    kept = memory()
    kept.case, kept.seed, kept.session, kept.selected = link.case, link.seed, link.session, link.selected
    kept.pages.pop("saved_run", None)


def come_back(case: object) -> None:
    """Take up the case that was at hand before a reload, unless the address asks for one; called before any page.

    Args:
        case: key of a case, or anything: it comes from a browser.
    """
    kept, found = memory(), arrival()
    if found.needs_file:
        if found.link.case in kept.uploads:
            kept.case = found.link.case
    elif "case" not in st.query_params and isinstance(case, str) and is_here(case, kept.uploads):
        kept.case = case


def is_waiting(page: str) -> bool:
    """Return whether a page would show another case than the link is about, which is not here yet."""
    found = arrival()
    return found.needs_file and page in _OF_A_CASE and found.link.case not in memory().uploads


def give_up_waiting() -> None:
    """Wait no longer for the case of the link: it is there, or the visitor goes on without it."""
    memory().pages[_ARRIVAL] = replace(arrival(), needs_file=False)


def fingerprint(link: Link) -> str:
    """Return what is shown of the hash of an uploaded case."""
    return link.case.removeprefix(UPLOAD)[:12]


def keep_language() -> None:
    """Keep a chosen language in the address, which a step to another page clears, so that a reload finds it."""
    language = memory().language
    if language != usual_language() and st.query_params.get("lang") != language:
        st.query_params["lang"] = language


def arrival() -> Arrival:
    """Return the link by which this session was opened."""
    found: Arrival = memory().pages.get(_ARRIVAL) or Arrival(link=Link())
    return found
