"""Offices, and clients that read English."""

from tests.web.letters.conftest import english, office, paper_office

__all__ = ["english", "office", "paper_office"]
