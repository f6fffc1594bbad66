"""What every part of a case is built from: the base of the models, and the kinds of text and number in them."""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

__all__ = ["ONE_LINE", "CasePart", "Key", "Line", "OptionKind", "Prose", "Share", "is_nothing"]

type OptionKind = Literal["text", "agreed_language", "vague", "delete", "refer"]

ONE_LINE: Final = r"^[^\t\n\r\x85\u2028\u2029]*$"
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,39}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=ONE_LINE)]
Prose = Annotated[str, StringConstraints(max_length=4000)]
Share = Annotated[float, Field(ge=0, le=1)]


def is_nothing(value: object) -> bool:
    """Return whether to leave a field out of what is hashed: cases older than it keep their hash."""
    return value in (None, (), 0)


class CasePart(BaseModel):
    """Base of every part of a case: frozen, and a key it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
