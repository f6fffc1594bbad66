"""The console says where wrong codes keep people out, and its button lets them try again."""

import re
import time
from pathlib import Path

import pytest

from tests.class_console import done, sent, shown
from tests.class_served import Browser, Lesson, lesson


def tried(here: Lesson, times: int) -> int:
    """Try wrong codes for Ada, and return the last status."""
    fields = {"code": here.opened.code, "nickname": "Ada", "own": "AAAA9999"}
    return [Browser(here.port).form("/class/reclaim", fields).status for _ in range(times)][-1]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        pytest.param(
            "en",
            "Wrong own codes for Ada came from one address (127.0.0.1); Ada cannot come back from there for",
            marks=pytest.mark.thorough,
        ),
        ("fr", "De faux codes personnels pour Ada sont venus d’une adresse (127.0.0.1)"),
    ],
)
def test_the_console_says_who_is_kept_out_and_lets_them_try(tmp_path: Path, language: str, told: str) -> None:
    with lesson(tmp_path) as here:
        here.student("Ada")
        assert tried(here, 8) == 403
        page = shown(here, f"?lang={language}")
        assert told in page
        part = page[page.index('id="barred-1"') :]
        assert re.search(r'data-clock="barred-1"[^>]* data-deadline="\d+"', part) is not None
        kind, who = re.findall(r'name="(?:kind|who)" value="([^"]*)"', part)[:2]
        assert tried(here, 1) == 429
        assert "barred-1" not in done(here, "let_try", kind=kind, who=who)
        assert tried(here, 1) == 403
        assert sent(here, {"do": "let_try", "kind": "all", "who": who}).status == 400


def test_the_host_is_told_as_soon_as_it_is_so_and_no_address_is_pushed(tmp_path: Path) -> None:
    with lesson(tmp_path) as here:
        ada = here.student("Ada")
        host, seat = here.listen(here.host, "host"), here.listen(ada, "seat")
        assert host.next().data["barred"] == []
        first = seat.next()
        tried(here, 8)
        news = host.next()
        ((way, until, is_shut),) = news.data["barred"]
        assert (way.split()[0], is_shut) == ("caller", True)
        assert 0 < until - time.time() <= 61
        assert "127.0.0.1" not in str(news)
        assert "barred" not in first.data
