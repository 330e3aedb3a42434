"""Papers of meetings."""

from .notes import notes_document as notes_document
