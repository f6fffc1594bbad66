"""What a decision rule is called and what it does, in the current language."""

from simulation.rules.decision import RULES
from simulation.words import Said, called

__all__ = ["rule_inside", "rule_named", "rule_summed_up"]


def rule_named(key: str) -> str:
    """Return the name of a rule, with a capital.

    >>> rule_named("rough_consensus")
    'Rough consensus'
    """
    return str(Said.begun(rule_inside(key)))


def rule_inside(key: str) -> Said:
    """Return the name of a rule for the middle of a sentence.

    >>> str(rule_inside("rough_consensus"))
    'rough consensus'
    """
    return Said.called("rule", key, RULES.get(key).info.label)


def rule_summed_up(key: str) -> str:
    """Return a sentence that sums up a rule.

    >>> rule_summed_up("consensus")
    'Adopted unless somebody formally objects.'
    """
    return called("report.rule_summary", key, RULES.get(key).info.summary)
