"""Databases of both kinds, each empty."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.classes import url_in
from tests.servers import NO_SERVER, programs, server

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    folder = programs()
    if folder is None:
        pytest.skip(NO_SERVER)
    with server(folder) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return url_in(tmp_path)
    url: str = request.getfixturevalue("postgresql")
    name = f"class_{next(NUMBERS)}"
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.replace("/postgres", f"/{name}")
