"""Fixtures of the whole suite."""

from hypothesis import settings

pytest_plugins = ["tests.installation"]

# How long an example takes tells of the machine, not of the code.
settings.register_profile("sekretariat", deadline=None)
settings.load_profile("sekretariat")
