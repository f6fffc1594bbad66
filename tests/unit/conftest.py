"""A small valid case that tests change to see what is said about it."""

from collections.abc import Callable
from pathlib import Path

import pytest

SMALL_CASE = """\
schema: 1
key: small
title: A small case
summary: Two issues, three delegations.
nature: illustrative
sources: {REC: The record}
forum: {preset: itu_wtpf, decision: {rule: consensus}}
sessions: 5
issues:
  - key: Q1
    name: roles
    dimension: authority
    status_quo: b
    draft: a
    options:
      - {key: a, label: Governments first, position: 1.0}
      - {key: b, label: Each in its role, position: 0.4, kind: agreed_language}
      - {key: none, label: Nothing, position: 0.0, kind: delete}
  - key: Q2
    name: venue
    dimension: venue
    status_quo: 0.2
    draft: itu
    options:
      - {key: itu, label: At the ITU, position: 0.9}
      - {key: igf, label: At the IGF, position: 0.1}
document:
  title: A draft
  instrument: opinion
  sections:
    - kind: recognizing
      heading: recognizing
      force: preambular
      clauses:
        - key: rec_a
          label: a
          title: Roles
          issue: Q1
          wordings: {a: governments lead, b: each in its role}
        - key: rec_b
          label: b
          title: Venue
          issue: Q2
          wordings: {itu: the ITU, igf: the IGF}
          depends_on: [rec_a]
delegations:
  - key: AAA
    name: First
    kind: government
    blocs: [EU]
    mandate:
      Q1: {position: 0.3, red_line: [0.0, 0.5], fallbacks: [b]}
      Q2: {position: 0.2}
  - key: BBB
    name: Second
    kind: government
    salience: {low: 0.2, mode: 0.3, high: 0.9}
    mandate:
      Q1: {position: {mean: 0.8, sd: 0.1}, source: REC}
      Q2: {position: 0.9}
  - key: CCC
    name: Third
    kind: civil_society
    strategy: {key: hold}
blocs:
  - {key: EU, name: European Union, spokesperson: AAA, line: {Q1: {position: 0.3}}}
chair:
  name: The Chair
  ideal: {Q1: 0.5}
events:
  - {session: 2, kind: instruction, note: New orders, delegation: BBB, issue: Q1, position: 0.6}
"""


@pytest.fixture
def small_case() -> str:
    """Return the text of a case without a mistake."""
    return SMALL_CASE


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Return a function that writes a file into an empty folder and returns its path."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file
