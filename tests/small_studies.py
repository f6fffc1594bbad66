"""Studies small enough to be played many times, and what their folders hold."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from simulation.scenario.schema import Scenario
from simulation.storage.study_folder import StudyFolder
from simulation.study.pool import InProcess
from simulation.study.run_study import Progress
from simulation.study.study import BASE, Change, Study, Variant
from simulation.study.study_running import conduct, study_folder
from simulation.study.study_summary import StudySummary
from simulation.words import Said
from tests.small_cases import Data, data, delegation


def study(*cases: Scenario, replications: int = 130, seed: int = 1) -> Study:
    """Return an ensemble of one case, or a comparison of several."""
    variants = tuple(
        Variant(
            key=f"v{place}" if place else BASE,
            words=Said.verbatim(f"variant {place}"),
            changes=(Change(lever="sessions", value=str(scenario.sessions)),) if place else (),
            scenario=scenario,
        )
        for place, scenario in enumerate(cases)
    )
    return Study(
        kind="compare" if len(cases) > 1 else "ensemble",
        case=cases[0].key,
        title=cases[0].title,
        variants=variants,
        replications=replications,
        seed=seed,
    )


def begun(asked: Study, folder: Path, *, resume: bool = False, overwrite: bool = False) -> StudyFolder:
    """Return the folder of a study of which nothing new is played yet."""
    with study_folder(asked, folder, command="a test", resume=resume, overwrite=overwrite) as place:
        return place


def conducted(
    asked: Study,
    folder: Path,
    executor: Executor | None = None,
    *,
    resume: bool = False,
    watch: Callable[[Progress], None] | None = None,
) -> StudySummary:
    """Conduct a study into a folder, in this process unless an executor is given."""
    return conduct(asked, begun(asked, folder, resume=resume), executor or InProcess(), watch=watch)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a study folder, hidden ones too; of manifests all lines but that of the command."""
    found = {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    manifest = found["manifest.json"].splitlines(keepends=True)
    found["manifest.json"] = b"".join(line for line in manifest if not line.startswith(b' "command": '))
    return found


def hinge() -> Data:
    """Return a case as plain data in which one draw decides: the text is adopted where d1 lies above 0.67 or so.

    What d2 wishes is drawn too and changes nothing.
    """
    seated = [
        delegation("d0", 1.0, red_line=0.2),
        delegation("d1", {"low": 0.0, "high": 1.0}),
        delegation("d2", {"low": 0.9, "high": 1.0}),
    ]
    return data(seated, sessions=6)
