"""How the server of the dashboard is set up: the one place that says so.

`.streamlit/config.toml` says the same for whoever runs `streamlit run dashboard/app.py` in a checkout.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from simulation.drawing import DARK, LIGHT, SLOTS

__all__ = ["ADDRESS", "HOSTS", "MESSAGE", "STAYS", "Option", "as_toml", "options"]

type Option = str | int | bool | list[str] | list[int]

ADDRESS: Final = "127.0.0.1"
"""This machine only; whoever hosts it for others says so on purpose."""
HOSTS: Final = ("127.0.0.1", "localhost", "::1")
"""Names of this machine that only itself knows; nobody else may send a browser here under another name."""
_MEGABYTES: Final = 5
MESSAGE: Final = _MEGABYTES * 1_000_000
"""Bytes of one message of a browser: what it keeps of a visitor's work comes back as one, 3 MB and what JSON adds."""
STAYS: Final = 300
"""Seconds that the server remembers a page that lost its connection; the work itself is kept by browser and disk."""

_SERVER: Final[Mapping[str, Option]] = {
    "server.address": ADDRESS,
    "server.allowedHosts": list(HOSTS),
    "server.showEmailPrompt": False,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 1,
    "server.maxMessageSize": 32,
    "server.maxWidgetStateSize": _MEGABYTES,
    "server.disconnectedSessionTTL": STAYS,
    "server.enableAgentApi": False,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "runner.postScriptGC": False,
}
_LOOK: Final[Mapping[str, Option]] = {
    "theme.font": "sans-serif",
    "theme.headingFont": "serif",
    "theme.baseFontSize": 15,
    "theme.headingFontSizes": ["27px", "21px", "16.5px", "15px", "15px", "15px"],
    "theme.headingFontWeights": [600, 600, 650, 650, 650, 650],
    "theme.baseRadius": "6px",
    "theme.linkUnderline": True,
    "theme.showWidgetBorder": True,
}
_TOKENS: Final[Mapping[str, str]] = {
    "primaryColor": "ink",
    "backgroundColor": "page",
    "secondaryBackgroundColor": "soft",
    "textColor": "ink",
    "borderColor": "line",
    "linkColor": "ink",
    "codeTextColor": "ink",
    "codeBackgroundColor": "soft",
    # Colour belongs to coalitions: what Streamlit would show in red, yellow, blue or green is a note or plain.
    "redColor": "noteink",
    "redTextColor": "noteink",
    "redBackgroundColor": "note",
    "yellowColor": "noteink",
    "yellowTextColor": "noteink",
    "yellowBackgroundColor": "note",
    "blueColor": "ink2",
    "blueTextColor": "ink",
    "blueBackgroundColor": "soft",
    "greenColor": "ink2",
    "greenTextColor": "ink",
    "greenBackgroundColor": "soft",
    "grayColor": "ink2",
    "grayTextColor": "ink2",
    "grayBackgroundColor": "soft",
}
_SIDEBAR: Final[Mapping[str, str]] = {
    "backgroundColor": "soft",
    "secondaryBackgroundColor": "raise",
    "borderColor": "line",
}


def options() -> dict[str, Option]:
    """Return every option of Streamlit that is set, by its dotted name."""
    return dict(_all())


def _all() -> Iterator[tuple[str, Option]]:
    yield from _SERVER.items()
    yield from _LOOK.items()
    for name, tokens in (("light", LIGHT), ("dark", DARK)):
        for option, token in _TOKENS.items():
            yield f"theme.{name}.{option}", tokens[token]
        yield f"theme.{name}.chartCategoricalColors", [tokens[f"c{slot}"] for slot in range(SLOTS)]
        for option, token in _SIDEBAR.items():
            yield f"theme.{name}.sidebar.{option}", tokens[token]


def as_toml() -> str:
    """Return the options as the text of `.streamlit/config.toml`."""
    lines = ["# Written by `python -m dashboard.frame.settings` from dashboard/frame/settings.py."]
    section = ""
    for name, value in options().items():
        here, _, option = name.rpartition(".")
        if here != section:
            section = here
            lines += ["", f"[{section}]"]
        lines.append(f"{option} = {_literal(value)}")
    return "\n".join([*lines, ""])


def _literal(value: Option) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


if __name__ == "__main__":
    import sys

    sys.stdout.write(as_toml())
