"""The version that a backup names is the one that is released."""

import tomllib
from pathlib import Path

import sekretariat


def test_the_package_and_its_metadata_name_one_version():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]

    assert sekretariat.__version__ == project["version"]
