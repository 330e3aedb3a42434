"""Bringing an installation up to date before anything else touches it."""

from django.core.management import call_command


def prepare_database() -> None:
    """Apply what is missing of the tables, and the table of the shared cache."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
