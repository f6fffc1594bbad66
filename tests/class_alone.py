"""A class that is served by itself: `python -m tests.class_alone FOLDER [PORT]`; says code, key and address."""

import sys
from functools import partial
from pathlib import Path

from dashboard.classroom import Desk, host_key
from dashboard.classroom.serve import serve
from simulation.classroom import ClassService, Plan
from tests.classes import six_seats, url_in


def main(folder: Path, port: int = 0) -> None:
    tell = partial(print, flush=True)
    with ClassService(url_in(folder)) as service:
        opened = service.open(six_seats(), Plan(minutes={"talks": 30}, seed=1))
        tell(opened.code)
        tell(host_key(opened.room, opened.token))
        serve(Desk(service), "127.0.0.1", port, tell)
        tell("ended")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
