"""Every link of the pages leads to a page and a heading that are there; addresses outside are few and well formed."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin

ROOT = Path(__file__).parents[2]
DEEPEST = 3
"""Headings that have an anchor, as in `docs/conf.py`."""
GENERATED = ROOT / "docs/reference/library"
COPIES = ROOT / "docs/tutorials/notebooks"
PAGES = sorted(
    [
        *(page for page in (ROOT / "docs").rglob("*.md") if not page.is_relative_to(ROOT / "docs/_build")),
        *(
            ROOT / f"{name}.md"
            for name in ("README", "CONTRIBUTING", "SECURITY", "CODE_OF_CONDUCT", "CHANGELOG")
        ),
        *(ROOT / "examples").glob("*.ipynb"),
    ]
)
HOSTS = {
    *("arrow.apache.org", "distributed.dask.org", "docs.astral.sh", "htmx.org", "mesa.readthedocs.io"),
    *("keepachangelog.com", "semver.org"),
}
"""Whom the pages point to outside: projects that we use, and formats that we keep to."""


def text_of(page: Path) -> str:
    """Return a page, or the texts of a notebook one below the other, in the language of pages."""
    text = page.read_text("utf-8")
    if page.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


@cache
def tokens_of(page: Path) -> list[Token]:
    return MarkdownIt().enable("table").use(anchors_plugin, max_level=DEEPEST).parse(text_of(page))


@cache
def anchors_of(page: Path) -> set[str]:
    ids = (token.attrGet("id") for token in tokens_of(page) if token.type == "heading_open")
    return {str(name) for name in ids if name}


def links_of(page: Path) -> Iterator[str]:
    for token in tokens_of(page):
        for part in token.children or ():
            address = part.attrGet("href" if part.type == "link_open" else "src")
            if part.type in {"link_open", "image"} and address:
                yield str(address)


def wrong(page: Path, address: str) -> str:
    """Return what is wrong with a link; nothing if it leads somewhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        is_known = (
            parts.scheme == "https" and parts.hostname in HOSTS and not parts.username and not parts.port
        )
        return "" if is_known else "no https address of a host that the pages may point to"
    home = COPIES if page.suffix == ".ipynb" else page.parent
    target = (home / parts.path).resolve() if parts.path else page
    if target.is_relative_to(COPIES):
        target = ROOT / "examples" / target.name
    if not target.exists():
        return "" if target.is_relative_to(GENERATED) and not parts.fragment else "there is no such file"
    if parts.fragment and target.suffix in {".md", ".ipynb"} and parts.fragment not in anchors_of(target):
        return f"there is no such heading; there are {sorted(anchors_of(target))}"
    return ""


def found_in(page: Path) -> list[str]:
    found = ((address, wrong(page, address)) for address in links_of(page))
    return [f"{page.relative_to(ROOT)}: {address}: {why}" for address, why in found if why]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert found_in(page) == []


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://docs.astral.sh/uv/",
            "https://example.org",
            "https://me@semver.org",
            "//semver.org/x",
            "nothing.md",
        ),
        *("install.md#nowhere", "#nowhere", "../../../outside.md"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(address: str) -> None:
    assert wrong(ROOT / "docs/how-to/index.md", address)


def test_links_are_found_at_all() -> None:
    assert sum(1 for page in PAGES for _ in links_of(page)) > 200
