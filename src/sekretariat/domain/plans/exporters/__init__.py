"""The plan as .docx, .pdf, .xlsx, .csv and .json, and what changed, in words and as .docx."""

from .changes import ChangeInWords, ChangesOfOne, changes_docx, changes_in_words, standing_in_words
from .documents import FROZEN_FORMATS, csv_stream, edition_paper, file_stem, plan_document
from .wording import Wording

__all__ = [
    "FROZEN_FORMATS",
    "ChangeInWords",
    "ChangesOfOne",
    "Wording",
    "changes_docx",
    "changes_in_words",
    "csv_stream",
    "edition_paper",
    "file_stem",
    "plan_document",
    "standing_in_words",
]
