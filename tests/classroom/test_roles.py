"""What a role may do in a class, and how a refusal is told."""

from pathlib import Path

import pytest

from simulation.classroom import NotAllowedError, actions
from simulation.words import told_in
from tests.classes import meeting, url_in


def test_students_and_hosts_do_their_own_things_only(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        joined = here.join()
        with pytest.raises(NotAllowedError, match="Only the host"):
            here.act(joined, actions.Start())
        with pytest.raises(NotAllowedError, match="not the host"):
            here.act(here.host, actions.TakePen())
        with pytest.raises(NotAllowedError, match="Only the host"):
            here.service.host_view(joined.caller)
        with pytest.raises(NotAllowedError, match="Only the host"):
            here.service.look(joined.caller, "1", "LUM")
        with pytest.raises(NotAllowedError, match="Only the host"):
            here.service.events(here.room, joined.token)


def test_a_refusal_is_told_in_the_language_of_whoever_reads_it(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        joined = here.join()
        with pytest.raises(NotAllowedError) as refused:
            here.act(joined, actions.Start())
        with told_in("fr"):
            assert str(refused.value) == "Seul l’animateur peut faire cela."
