"""What people type and paste about plans, read into what the services take."""

from .calendar_rows import COLUMNS, Problem, ReadSteps, cells_of, kind_of, pasted_cells, read_steps
from .pasted_measures import GRID_COLUMNS, PastedMeasures, read_pasted

__all__ = [
    "COLUMNS",
    "GRID_COLUMNS",
    "PastedMeasures",
    "Problem",
    "ReadSteps",
    "cells_of",
    "kind_of",
    "pasted_cells",
    "read_pasted",
    "read_steps",
]
