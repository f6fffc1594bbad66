"""A case told in another language than its author's: the same case, with the same hash, whose texts read otherwise."""

import re
from typing import Final

from simulation.scenario.drafting import with_drafts, without_drafts
from simulation.scenario.pack_schema import Pack
from simulation.scenario.schema import Scenario
from simulation.scenario.translations.case_texts import pairs_of_texts, texts_of, with_texts
from simulation.scenario.translations.translatable import Translatable, Translations
from simulation.words import (
    LANGUAGES,
    USUAL_POLES,
    Translated,
    called,
    catalogue,
    country_name,
    language,
    numbered,
    own_text,
    say,
)
from simulation.words.catalogue import ENGLISH

__all__ = [
    "in_language",
    "language_of_texts",
    "language_told",
    "own_case",
    "pack_in_language",
    "texts_in",
    "untranslated",
    "used",
]

_CHAIR: Final = "who.chair"
_WORD: Final = re.compile(r"[^\W\d_]{2}")


def in_language(case: Scenario, code: str) -> Scenario:
    """Return a case whose texts stand in a language, those that have no translation as their author wrote them.

    Keys and numbers stay, and so does its hash. Countries are called as that language calls them; what drafting groups
    may write is named in it too.
    """
    written = own_case(case)
    if code == case.language:
        return written
    texts = texts_in(written, code)
    bare = without_drafts(written)
    told = _told(bare, texts, code)
    if bare is written:
        return told
    drafts = pairs_of_texts(written, with_drafts(told))
    return _told(written, {**drafts, **texts}, code)


def pack_in_language(pack: Pack, case: Scenario, code: str) -> Pack:
    """Return the pack of a case whose texts stand in a language; as for `in_language`."""
    written = with_texts(pack, own_text).with_translations(pack.translations, "")
    if code == case.language:
        return written
    return _told(written, {**texts_in(case, code), **pack.translations.get(code, {})}, code)


def own_case(case: Scenario) -> Scenario:
    """Return a case in the language of its author, whatever the current language."""
    if not case.told_language:
        return case
    return with_texts(case, own_text).with_translations(case.translations, "")


def texts_in(case: Scenario, code: str) -> dict[str, str]:
    """Return what the texts of a case say in a language, the names of countries among them."""
    names: dict[str, str] = {}
    if case.language == ENGLISH and code in LANGUAGES:
        names[catalogue(ENGLISH)[_CHAIR]] = catalogue(code)[_CHAIR]
        for seat in case.delegations:
            for name in filter(None, map(own_text, (seat.name, seat.short or ""))):
                names[name] = country_name(seat.key, name, code)
    return {**names, **case.translations.get(code, {})}


def untranslated(case: Scenario, code: str) -> tuple[str, ...]:
    """Return which texts of a case people would read in another language than this, each once.

    Names of delegations, keys of sources and labels such as `a)` are the same in every language, and the usual poles
    have a name in each; what drafting groups may write is made in each.
    """
    if code == case.language:
        return ()
    written = without_drafts(own_case(case))
    same = {name for seat in written.delegations for name in (seat.name, seat.short, *seat.adjectives)}
    same |= {*texts_in(written, code), *USUAL_POLES}
    found = dict.fromkeys(text for text in texts_of(written) if text not in same)
    return tuple(text for text in found if _WORD.search(text) and not _cites(text, written))


def language_of_texts(case: Scenario) -> str:
    """Return the language in which the texts of a case stand here, as far as they are translated."""
    told = case.told_language
    return told if told and case.translations.get(told) else case.language


def language_told(case: Scenario) -> str:
    """Return the note that a case, or part of it, is not in the current language; empty otherwise.

    >>> from simulation.scenario.load import load_scenario
    >>> from simulation.words import told_in
    >>> with told_in("fr"):
    ...     print(language_told(load_scenario("worked_clock")))
    Les noms, titres et libellés de ce cas sont en anglais.
    """
    stands = language_of_texts(case)
    if stands != language():
        return say("case.language", language=called("language", stands))
    left = untranslated(case, stands)
    written = called("language", case.language)
    return numbered("case.language.partly", len(left), language=written) if left else ""


def _cites(text: str, case: Scenario) -> bool:
    """Return whether a text names sources by their keys, and nothing else."""
    return all(key in case.sources for key in re.split(r"\s*[,;]\s*", text))


def used(part: Translatable) -> Translations:
    """Return the translations of those texts only that stand in a case or pack: others may be secret by now."""
    there = {own_text(text) for text in texts_of(part)}
    return {
        code: {own: text for own, text in texts.items() if own in there}
        for code, texts in part.translations.items()
    }


def _told[P: Translatable](part: P, texts: dict[str, str], code: str) -> P:
    def other(text: str) -> str:
        found = texts.get(text)
        return text if found is None else Translated(found, own=text)

    return with_texts(part, other).with_translations(part.translations, code)
