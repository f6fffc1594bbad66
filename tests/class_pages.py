"""A live page of a class as a browser without a script takes it: its forms, filled in and sent by a button."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.class_served import Answered, Browser

__all__ = ["Form", "Seen", "press", "seen"]


@dataclass
class Form:
    """A form, with the values that stand in it."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, value and label."""
    choices: dict[str, list[str]] = field(default_factory=dict)
    """Values of a list or of radio buttons, by name."""

    def moves(self) -> list[str]:
        return [value for name, value, _ in self.buttons if name == "move"]


@dataclass
class Seen:
    """A page."""

    text: str
    forms: dict[str, Form]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self._form: Form | None = None
        self._name = ""
        self._button: tuple[str, str] | None = None
        self._label = ""
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = self.forms.setdefault(
                given.get("id", f"form{len(self.forms)}"), Form(given["action"])
            )
        if self._form is None:
            return
        name = given.get("name", "")
        if tag == "input":
            self._input(name, given)
        elif tag == "select":
            self._name = name
            self._form.choices[name] = []
        elif tag == "option":
            self._form.choices[self._name].append(given["value"])
            if "selected" in given or self._name not in self._form.fields:
                self._form.fields[self._name] = given["value"]
        elif tag == "textarea":
            self._area, self._form.fields[name] = name, ""
        elif tag == "button":
            self._button, self._label = (name, given.get("value", "")), ""

    def _input(self, name: str, given: dict[str, str]) -> None:
        assert self._form is not None
        if given.get("type") != "radio":
            self._form.fields[name] = given.get("value", "")
            return
        self._form.choices.setdefault(name, []).append(given["value"])
        if "checked" in given:
            self._form.fields[name] = given["value"]

    def handle_data(self, data: str) -> None:
        self._label += data
        if self._area is not None and self._form is not None:
            self._form.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if self._form is None:
            return
        if tag == "button" and self._button is not None:
            self._form.buttons.append((*self._button, self._label.strip()))
            self._button = None
        elif tag == "textarea":
            self._area = None
        elif tag == "form":
            self._form = None


def seen(browser: Browser, path: str = "/class/seat") -> Seen:
    """Return a page as it is now."""
    answer = browser.ask(path)
    assert answer.status == 200, answer.text
    return read(answer.text)


def read(text: str) -> Seen:
    reader = _Reader()
    reader.feed(text)
    return Seen(text, reader.forms)


def press(browser: Browser, form: Form, button: str = "", **fields: str) -> Answered:
    """Fill a form in and press a button of it, by its value or label; the first if none is named."""
    name, value, _ = next(one for one in form.buttons if button in ("", one[1], one[2]))
    typed = {key.replace("__", "."): text for key, text in fields.items()}
    sent = {**form.fields, **typed, **({name: value} if name else {})}
    return browser.form(form.action, sent)
