"""How quickly the dashboard answers: `python -m benchmarks.dashboard`.

Servers on 127.0.0.1, started as users start them and ended here; a Chromium for what is seen, plain connections for a
crowd. Takes about three minutes and prints one row a target. `--seconds` makes the crowd stay longer, `--players`
looks at the players only.
"""

import argparse
import asyncio
import os
import statistics
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, Page

from benchmarks._cases import plenary
from benchmarks._looks import Clicks, browser, first_loads, moved, recomputed, scrubbed
from benchmarks._sessions import Load, Visitor, crowd, seated
from benchmarks._timing import versions
from simulation.study.written_values import yaml_text
from tests.browser.serving import Server, serving

__all__ = ["main"]

DELEGATIONS: Final = 200
SESSIONS: Final = 40
STEPS: Final = 120
TURNS: Final = 40
LOADS: Final = 7
TABS: Final = 40
STUDIES: Final = 2
PACE: Final = 2.0
PLAYERS: Final = (40, 80, 100)
MEANT: Final = 80
"""Players for whom there is a target."""
PAGES: Final = ("start", "seat", "replay", "lab", "models", "editor", "library", "method")
STUDY: Final = "Run 1,000"
WIDE: Final = {"width": 1440, "height": 900}
PHONE: Final = {"width": 390, "height": 844}

type Row = tuple[str, str, str]
"""What is measured, its target, and what was found."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--seconds", type=float, default=20.0, help="how long the crowd is measured, each way"
    )
    parser.add_argument("--players", action="store_true", help="players in seats, nothing else")
    asked = parser.parse_args(arguments)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # workers may still be ending
        rows = [] if asked.players else _all_but_players(folder, asked.seconds)
        with serving(None, Path(folder)) as server:
            rows += _played(server, asked.seconds)
    print(f"{versions()}\n")
    print("| what | target | found |\n| --- | --- | --- |")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def _all_but_players(folder: str, seconds: float) -> list[Row]:
    """Measure what a reader sees and what a crowd of readers meets."""
    case = Path(folder) / "plenary.yaml"
    scenario = plenary(delegations=DELEGATIONS, issues=9, sessions=SESSIONS)
    case.write_text(yaml_text(scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)), "utf-8")
    with serving(None, Path(folder), case) as server:
        rows = _seen(server)
    with serving(None, Path(folder)) as server:
        return [*rows, *_crowded(server, seconds)]


def _seen(server: Server) -> list[Row]:
    """Measure what a reader with a browser sees."""
    with browser() as found:
        if found is None:
            return [("what is seen in a browser", "", "left out: no Chromium on PATH")]
        return [*_pictures(found, server), _jumps(found, server), *_clicks(found, server)]


def _open(found: Browser, window: dict[str, int] = WIDE) -> Page:
    context = found.new_context(viewport=window, reduced_motion="reduce")  # type: ignore[arg-type] # two whole numbers
    context.set_default_timeout(60_000)
    return context.new_page()


def _pictures(found: Browser, server: Server) -> list[Row]:
    times, sent, sessions = scrubbed(_open(found), server.url, STEPS)
    turns = recomputed(_open(found), server.url, TURNS)
    loads = first_loads(lambda: _open(found), server.url, LOADS)
    return [
        (
            f"scrub to picture, {DELEGATIONS} delegations, {sessions + 1} moments",
            "p95 at most 40 ms, 0 bytes sent",
            f"{_two(times)}, {sent} bytes sent",
        ),
        ("a widget that recomputes on the server", "p95 at most 250 ms", _two(turns)),
        (
            "warm first load to first interaction",
            "at most 2.5 s",
            f"{statistics.median(loads):.1f} s, at most {max(loads):.1f} s of {len(loads)}",
        ),
    ]


def _jumps(found: Browser, server: Server) -> Row:
    """Measure how much of each page moves by itself while it comes, on a wide window and on a phone."""
    shares = {
        f"{name}, {window['width']} wide": moved(_open(found, window), f"{server.url}/{name}")
        for window in (WIDE, PHONE)
        for name in PAGES
    }
    most = max(shares, key=shares.__getitem__)
    return (
        f"layout shift of {len(PAGES)} pages while they come, 1440 and 390 wide",
        "at most 0.1 each",
        f"at most {shares[most]:.3f} ({most}), median {statistics.median(shares.values()):.3f}",
    )


def _clicks(found: Browser, server: Server) -> list[Row]:
    """Count clicks from the first page to a moving picture, and to an own result."""
    page = _open(found)
    page.goto(server.url)
    page.locator(".cinema[data-ready='2']").wait_for()
    page.get_by_role("button", name="Play the film").wait_for()
    own = Clicks(page)
    own.on("Open the lab")
    for name in ("Add this change", "Run 200"):
        own.on(name)
    page.get_by_text("Results match these inputs.").wait_for()
    row = "clicks from Start to a moving picture / to an own what-if result"
    return [(row, "0 / 4", f"0 / {own.n}")]


def _crowded(server: Server, seconds: float) -> list[Row]:
    """Measure what many visitors meet, and what they cost."""
    studies = [
        Visitor(server.url, "lab", f"case=wtpf13&change=rule%3Dsimple_majority&seed={seed}")
        for seed in range(2, 2 + STUDIES)
    ]
    load: Load = asyncio.run(
        crowd(
            server.url,
            watching=TABS - STUDIES,
            studies=studies,
            press=STUDY,
            seconds=seconds,
            pace=PACE,
            weigh=lambda: _memory(server),
        )
    )
    held = "" if load.during else "; the studies were over before the end"
    return [
        (
            f"{TABS} sessions open on Replay, {STUDIES} of them running studies: others",
            "p95 at most 100 ms",
            f"{_two(load.busy)} of {len(load.busy)} (quiet: {_two(load.quiet)}){held}",
        ),
        (
            f"{TABS - STUDIES} sessions that open at once",
            "",
            f"all stand after {max(load.arrival):.1f} s, {load.weight / 1_024:.0f} KiB each",
        ),
        (
            f"memory, {TABS} sessions",
            "at most 350 MiB",
            f"{load.held:.0f} MiB ({_memory(server):.0f} MiB after {STUDIES} studies of 1,000 runs)",
        ),
    ]


def _played(server: Server, seconds: float) -> list[Row]:
    """Measure what players meet, each with a seat in a game of its own."""
    found = asyncio.run(seated(server.url, PLAYERS, seconds=seconds, pace=PACE, spent=lambda: _spent(server)))
    return [
        (
            f"{one.players} players, each looks at another clause every {PACE:g} s",
            "p95 at most 500 ms" if one.players == MEANT else "",
            _two(one.runs)
            + f" of {len(one.runs)}, {1_000 * one.cost:.0f} ms of the processor each; "
            + f"{len(one.joined)} join at once: {_two(one.joined)}",
        )
        for one in found
    ]


def _spent(server: Server) -> float:
    """Return the seconds that the server's processor worked, without its workers; 0 on a system that does not say."""
    status = Path(f"/proc/{server.pid}/stat")
    if not status.exists():
        return 0.0
    fields = status.read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _two(seconds: Sequence[float]) -> str:
    """Return the median and the 95th of 100."""
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"p50 {1_000 * statistics.median(ordered):.0f} ms, p95 {1_000 * p95:.0f} ms"


def _memory(server: Server) -> float:
    """Return the MiB that the server holds, without its workers; 0 on a system that does not say."""
    status = Path(f"/proc/{server.pid}/status")
    if not status.exists():
        return 0.0
    fields = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
    return int(fields["VmRSS"].split()[0]) / 1_024


if __name__ == "__main__":
    main()
