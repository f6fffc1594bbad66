"""What somebody sent and what is asked about it: kept with their drafts, so that a reload shows it again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from pydantic import BaseModel, ValidationError

from simulation.classroom import Caller, ClassService, MySeat

__all__ = ["Asked"]

_PLACE: Final = "asked"
_MOST: Final = 3_900
"""Characters that are kept; what is longer stays with the browser alone."""


class _Kept(BaseModel):
    form: str
    fields: dict[str, str]
    warnings: list[str]
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A form that was sent and not done yet: its brief speaks against it, or it was refused."""

    form: str = ""
    """Its id; empty: there is none."""
    fields: Mapping[str, str] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    """What speaks against it; none: it was refused, and what was typed is kept."""

    @classmethod
    def of(cls, mine: MySeat) -> Self:
        """Return what is kept for somebody, if it still belongs to what is asked of them."""
        text = next((draft.text for draft in mine.drafts if draft.place == _PLACE), "")
        try:
            kept = _Kept.model_validate_json(text)
        except ValidationError:
            return cls()  # there is none, or the draft in this place is not ours
        is_now = kept.since == mine.since
        return cls(form=kept.form, fields=kept.fields, warnings=kept.warnings if is_now else ())

    def keep(self, service: ClassService, caller: Caller, mine: MySeat) -> None:
        """Keep it over what was kept before."""
        kept = _Kept(form=self.form, fields=dict(self.fields), warnings=list(self.warnings), since=mine.since)
        text = json.dumps(kept.model_dump())
        service.keep_draft(caller, _PLACE, text if len(text) <= _MOST else "")

    @staticmethod
    def forget(service: ClassService, caller: Caller) -> None:
        """Keep it no more."""
        service.keep_draft(caller, _PLACE, "")

    def value(self, form: str, name: str, default: str = "") -> str:
        """Return what stands in a field of a form: what was sent and not done, else its usual value."""
        return self.fields.get(name, default) if form == self.form else default

    def asks(self, form: str) -> bool:
        """Return whether a form is asked about."""
        return bool(self.warnings) and form == self.form
