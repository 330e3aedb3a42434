"""Pages of duties are looked at by the people of one small scene."""

import pytest

from .making import Scene, a_scene


@pytest.fixture
def scene(db) -> Scene:
    return a_scene()
