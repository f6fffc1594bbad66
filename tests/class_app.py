"""The dashboard with a class: `python -m tests.class_app FOLDER PORT`; it prints the code and the key of the host."""

import sys
from pathlib import Path

from dashboard.classroom import Desk, host_key
from dashboard.launch import launch
from simulation.classroom import ClassService, Plan
from tests.classes import six_seats, url_in


def main(folder: Path, port: int) -> None:
    with ClassService(url_in(folder)) as service:
        opened = service.open(six_seats(), Plan(minutes={"talks": 30}, seed=1))
        print(opened.code, host_key(opened.room, opened.token), flush=True)  # noqa: T201 - whoever starts it reads it
        launch(
            None,
            address="127.0.0.1",
            port=port,
            runs=folder / "runs",
            opens_browser=False,
            tell=print,
            desk=Desk(service),
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
