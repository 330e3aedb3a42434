"""The plan as .docx, .pdf, .xlsx, .csv and .json, and what changed as .docx."""

from .documents import FROZEN_FORMATS, edition_paper, file_stem, plan_document

__all__ = ["FROZEN_FORMATS", "edition_paper", "file_stem", "plan_document"]
