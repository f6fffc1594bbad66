"""Tells what it would have taken to bring a clause into the text: one teller for the terminal, JSON and the replay."""

from simulation.scenario.schema import Scenario
from simulation.scenario.translations.telling import in_language
from simulation.stats.unanimous import is_unanimous
from simulation.storage.kept_translations import texts_told
from simulation.study.change_phrase import phrase_of_changes
from simulation.study.figures import share_told
from simulation.study.why_not.change_found import MOST, Tried, WhyNot
from simulation.version import short_hash
from simulation.words import NOTHING, Said, language, said

__all__ = ["basis_told", "change_words", "fates_told", "limits_told", "row_told", "why_not_told"]


def why_not_told(found: WhyNot) -> Said:
    """Return the answer in one sentence or two, the texts of the case in the language of the reader."""
    answer, name = found.answer, Said.verbatim(found.issue_name)
    if found.is_in_anyway:
        way = "always" if is_unanimous(found.base) or found.base.value == 1 else "anyway"
        told = said(f"why_not.{way}", name=name, base=share_told(found.base))
    elif answer is not None:
        way = _doubt(answer) or ("sure" if answer is not found.enough[0] else "")
        told = said(
            f"why_not.found.{way}" if way else "why_not.found",
            name=name,
            change=_phrase(answer),
            share=share_told(answer.in_text),
            base=share_told(found.base),
        )
    elif not found.is_over:
        told = said("why_not.looking", name=name, base=share_told(found.base), n=found.tried)
    else:
        key = "why_not.nothing.above" if found.base.value > MOST else "why_not.nothing"
        told = said(key, name=name, n=found.tried, base=share_told(found.base))
        if found.nearest and found.nearest[0].in_text.value > found.base.value:
            best = found.nearest[0]
            nearest = said("why_not.nearest", change=_phrase(best), share=share_told(best.in_text))
            told = Said.joined(told, nearest)
    return _in_words_of(found.scenario, told)


def basis_told(found: WhyNot) -> Said:
    """Return the basis of the answer: runs, seed, version, case, and the order of changes by size."""
    return said(
        "why_not.basis",
        case=found.case,
        n=found.replications,
        seed=found.seed,
        version=found.version,
        hash=short_hash(found.scenario_hash),
        level=f"{100 * found.level:g}",
        tried=found.tried,
        parameters=Said(f"why_not.parameters.{'drawn' if found.parameters else 'median'}"),
    )


def limits_told(found: WhyNot) -> Said:
    """Return which changes count as smaller, and which could not be tried."""
    if not found.tried:
        return NOTHING
    some = () if found.has_red_lines else (Said("why_not.no_red_lines"),)
    return Said.joined(*some, Said("why_not.smaller"))


def row_told(found: WhyNot, tried: Tried) -> tuple[Said, Said]:
    """Return how often a clause is in the text with a change, and the change."""
    return share_told(tried.in_text), change_words(found, tried)


def fates_told(found: WhyNot) -> list[tuple[Said, Said]]:
    """Return what becomes of the clause as the case stands: in which share of runs what, in the text first."""
    ends = [(found.base, Said("why_not.fate.in_text"))]
    ends += [(share, Said(f"why_not.fate.{fate}")) for fate, share in found.instead.items() if share.value]
    return [(share_told(share), words) for share, words in ends]


def change_words(found: WhyNot, tried: Tried) -> Said:
    """Return the words for a change, in the reader's language."""
    return _in_words_of(found.scenario, tried.words)


def _doubt(answer: Tried) -> str:
    """Return what more runs would have to show of an answer: that it is most of them, that it is a gain, or both."""
    if answer.is_sure:
        return ""
    if answer.in_text.low > MOST:
        return "gain"
    return "unsure" if answer.gain.low > 0 else "both"


def _phrase(tried: Tried) -> Said:
    return phrase_of_changes([str(change) for change in tried.changes], tried.words)


def _in_words_of(case: Scenario, told: Said) -> Said:
    here = in_language(case, language())
    return told.with_texts(texts_told(here)) if here.told_language else told
