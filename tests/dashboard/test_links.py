"""Links restore what they say, and believe nothing."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.frame.links import (
    MAX_CHANGES,
    MAX_LENGTH,
    MAX_SEED,
    MAX_SESSION,
    UPLOAD,
    Link,
    address,
    decode,
    encode,
)
from dashboard.library.cases import as_yaml, key_of
from simulation.engine.simulate import load_scenario
from simulation.scenario.load import shipped_scenarios
from simulation.words import LANGUAGES
from tests.extent import at_a_desk

type Opened = Callable[..., AppTest]

KEY = st.from_regex(r"[A-Za-z][A-Za-z0-9_.-]{0,39}", fullmatch=True)
TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs"), exclude_characters="="), min_size=1, max_size=60
)
CHANGE = st.builds("{}={}".format, KEY, TEXT)
UPLOADS = ("upload:0123456789abcdef",)
LINKS = st.builds(
    Link,
    page=st.sampled_from(["start", "replay", "lab", "models"]),
    case=st.sampled_from([*shipped_scenarios(), *UPLOADS]),
    changes=st.lists(CHANGE, max_size=MAX_CHANGES).map(tuple),
    seed=st.integers(0, MAX_SEED),
    session=st.none() | st.integers(0, 500),
    selected=st.none() | KEY,
    view=st.just("") | KEY,
    language=st.sampled_from(list(LANGUAGES)),
)
NAMES = ("case", "change", "seed", "session", "who", "view", "lang")


def followed(where: str, uploads: tuple[str, ...] = ()) -> tuple[Link, tuple[str, ...], bool]:
    """Return what a browser would hand over at this address."""
    parts = urlsplit(where)
    found = decode(
        parts.path.removeprefix("/") or "start",
        parse_qs(parts.query, keep_blank_values=True),
        uploads=uploads,
    )
    return found.link, found.ignored, found.needs_file


@given(link=LINKS)
def test_an_address_brings_back_the_link_that_it_was_made_from(link: Link) -> None:
    where = address("http://127.0.0.1:8501/method?lang=fr#facts", link)
    assert followed(where, UPLOADS) == (link, (), False)


@pytest.mark.parametrize("page", ["start", "replay", "lab", "models", "editor", "library", "method"])
@pytest.mark.parametrize("seed", at_a_desk([MAX_SEED], [0, MAX_SEED]))
def test_every_page_opens_at_the_extremes_of_what_a_link_may_say(
    opened: Opened, page: str, seed: int
) -> None:
    link = Link(
        page=page,
        case="worked_clock",
        changes=tuple(f"{letter}: {'x' * (MAX_LENGTH - 5)}=1" for letter in "ABCD" * 10),
        seed=seed,
        session=MAX_SESSION if seed else 0,
        selected="x" * 40,
        view="x" * 40,
        language="fr",
    )
    app = opened(page, encode(link))
    assert app.session_state["memory"].seed == seed
    assert [info.value for info in app.info] == []
    assert not app.exception


@pytest.mark.parametrize("page", ["replay", "lab"])
def test_a_seed_that_no_browser_holds_is_shown_and_not_cut(opened: Opened, page: str) -> None:
    app = opened("method", {"case": "worked_clock"})
    app.session_state["memory"].seed = 2**62
    app._page_hash = calc_hash(page)  # noqa: SLF001 - as `opened` does
    app.run()
    assert not app.exception
    (field,) = [one for one in app.number_input if one.key and one.key.startswith(f"{page}.seed")]
    assert (field.value, field.placeholder) == (None, str(2**62))
    assert app.session_state["memory"].seed == 2**62


@given(link=LINKS)
def test_what_is_left_at_its_default_is_not_in_the_address_but_the_language_is(link: Link) -> None:
    plain = Link()
    same = sum(
        getattr(link, name) == getattr(plain, name)
        for name in ("case", "changes", "seed", "session", "selected", "view")
    )
    assert len(encode(link)) + same == len(NAMES)
    assert encode(link)["lang"] == link.language


@given(
    query=st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=500), max_size=50)),
    page=st.text(),
)
def test_whatever_stands_in_an_address_gives_a_link_that_can_be_shown(
    query: dict[str, list[str]], page: str
) -> None:
    found = decode(page, query)
    assert 0 <= found.link.seed < 2**53
    assert found.link.session is None or 0 <= found.link.session <= 500
    assert found.needs_file or found.link.case in shipped_scenarios()
    assert len(found.link.changes) <= MAX_CHANGES
    assert all("=" in change and len(change) <= MAX_LENGTH for change in found.link.changes)
    assert len(set(found.ignored)) == len(found.ignored)
    assert (
        decode(found.link.page, parse_qs(urlsplit(address("http://x/", found.link)).query)).link == found.link
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("case", "../../etc/passwd"),
        ("case", "upload:zz"),
        ("seed", "-1"),
        ("seed", "9" * 19),
        ("seed", "9007199254740992"),
        ("seed", "٣"),
        ("session", "501"),
        ("who", "<script>"),
        ("view", "a b"),
        ("lang", "de"),
        ("change", "no equals sign"),
        ("change", "a=\x1b[31m"),
        ("change", "a=" + "b" * MAX_LENGTH),
    ],
)
def test_a_value_that_cannot_be_is_named_and_left_out(name: str, value: str) -> None:
    found = decode("replay", {name: [value]})
    assert found.ignored == (name,)
    assert found.link == Link(page="replay")


def test_a_value_given_twice_is_left_out() -> None:
    assert decode("replay", {"seed": ["1", "2"]}).ignored == ("seed",)


def test_too_many_changes_are_left_out_together() -> None:
    found = decode("lab", {"change": ["a=1"] * (MAX_CHANGES + 1)})
    assert (found.link.changes, found.ignored) == ((), ("change",))


def test_an_uploaded_case_is_named_by_its_hash_and_its_file_is_asked_for() -> None:
    found = decode("replay", {"case": [UPLOADS[0]]})
    assert (found.link.case, found.needs_file, found.ignored) == (UPLOADS[0], True, ())


def test_session_and_delegation_of_a_link_outlive_the_way_through_the_library(opened: Opened) -> None:
    text = as_yaml(load_scenario("worked_clock"))
    key = key_of(text)
    app = opened("replay", {"case": key, "seed": "3", "session": "2", "who": "OPEN"})
    kept = app.session_state["memory"]
    assert (kept.case, kept.seed, kept.session, kept.selected) == ("wtpf13", 1, None, None)
    app._page_hash = calc_hash("library")  # noqa: SLF001 - as `opened` does
    app.run()
    assert key.removeprefix(UPLOAD)[:12] in app.info[0].value
    app.file_uploader(key="library.upload").set_value(("x.yaml", text.encode(), "application/yaml")).run()
    assert kept.case == key
    app._page_hash = calc_hash("replay")  # noqa: SLF001 - as `opened` does
    app.run()
    assert not app.exception
    assert (kept.case, kept.seed, kept.session, kept.selected) == (key, 3, 2, "OPEN")


def test_choosing_another_case_ends_the_waiting_for_that_of_the_link(opened: Opened) -> None:
    app = opened("replay", {"case": UPLOADS[0], "seed": "3"})
    app.session_state["memory"].case = "worked_clock"
    app.run()
    assert not app.exception
    assert [info.value for info in app.info] == []
    assert app.session_state["memory"].seed == 1
