"""Definitions of the facts are frozen: whoever changes one has to say so on purpose, and to draw the table again."""

from dataclasses import replace

import pytest

from simulation.evidence.facts.battery import find_facts
from simulation.evidence.facts.frozen import code_digest, fact_digest, frozen, now

FREEZE = "python -m simulation.evidence.facts.frozen"

CODE = '''
"""Facts."""

WAY: Final = 0.5

def share(rooms):
    """Return a share."""
    return rooms.mean() < WAY  # of all

F1: Final = Fact(number=1, name="Many", trap="None.", claims=(compare("a", share, margin=0.1),))
'''


def test_the_definitions_are_those_that_were_frozen() -> None:
    differing = frozen().differing(now())
    assert not differing, f"changed: {', '.join(differing)}; freeze ({FREEZE}), then draw the table again"
    assert frozen().digest == now().digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  # of all", ""),
        ('"""Return a share."""', '"""Return which part."""'),
        ('"""Facts."""', ""),
        ('name="Many"', 'name="A few", amended="First it was other."'),
        ('trap="None."', 'trap="Some."'),
        (", name=", ",\n    name="),
    ],
)
def test_words_about_a_fact_are_free_to_change(old: str, new: str) -> None:
    assert old in CODE
    assert code_digest(CODE.replace(old, new)) == code_digest(CODE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0.5", "0.4"),
        ("<", "<="),
        ("mean()", "max()"),
        ("margin=0.1", "margin=0.2"),
        ('"a"', '"b"'),
        ("number=1", "number=2"),
    ],
)
def test_what_is_measured_is_not(old: str, new: str) -> None:
    assert old in CODE
    assert code_digest(CODE.replace(old, new)) != code_digest(CODE)


def test_a_fact_is_another_with_other_rooms_claims_or_pairs_and_the_same_with_other_words() -> None:
    (fact,) = find_facts(["F18"])
    name, spec = next(iter(fact.variants.items()))
    first, *others = fact.claims
    for other in (
        replace(fact, variants={**fact.variants, name: spec.but(sessions=19)}),
        replace(fact, claims=(replace(first, margin=0.01), *others)),
        replace(fact, claims=(replace(first, role="note"), *others)),
        replace(fact, times=fact.times + 1),
        replace(fact, keeps={"delegations": "so that they stay"}),
    ):
        assert fact_digest(other) != fact_digest(fact)
    assert fact_digest(replace(fact, trap="Other words.", mechanism="")) == fact_digest(fact)
