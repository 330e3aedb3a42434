"""A scene as for the pages of duties, on a day on which its duties are still in time."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.web.duties.making import Scene, a_scene


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel("2018-05-28 10:00:00+02:00", tick=False):
        yield


@pytest.fixture
def scene(db) -> Scene:
    return a_scene()
