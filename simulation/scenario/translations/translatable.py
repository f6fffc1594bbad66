"""What a case and its pack have in common: texts that may carry translations."""

from collections.abc import Mapping
from typing import Final, Literal, Self, get_args

from pydantic import PrivateAttr

from simulation.scenario.model_base import CasePart

__all__ = ["CODES", "Language", "Translatable", "Translations"]

type Language = Literal["ar", "de", "en", "es", "fr", "it", "pt", "ru", "zh"]
CODES: Final[tuple[str, ...]] = get_args(Language.__value__)
"""The languages in which texts of a case may stand."""

type Translations = Mapping[str, Mapping[str, str]]
"""By language, what each text of a case says in it; by the text as its author wrote it."""


class Translatable(CasePart):
    """A file of texts that may carry translations: a case, or the pack of one.

    They are no field: what is hashed and kept is what its author wrote, in one language.
    """

    _translations: Translations = PrivateAttr(default_factory=dict)
    _told_language: str = PrivateAttr(default="")

    @property
    def translations(self) -> Translations:
        """What its texts say in other languages."""
        return self._translations

    @property
    def told_language(self) -> str:
        """The language in which its texts stand here; empty: that of its author."""
        return self._told_language

    def with_translations(self, translations: Translations, told_language: str | None = None) -> Self:
        """Return it with other translations.

        Args:
            translations: What its texts say, by language.
            told_language: The language in which its texts stand in it; None: as before.
        """
        made = self.model_copy()
        made._translations = {code: dict(texts) for code, texts in translations.items() if texts}  # noqa: SLF001 - its own
        made._told_language = self._told_language if told_language is None else told_language  # noqa: SLF001
        return made
