"""What people type and paste about plans, read into what the services take."""

from .calendar_rows import COLUMNS, Problem, ReadSteps, cells_of, kind_of, pasted_cells, read_steps

__all__ = ["COLUMNS", "Problem", "ReadSteps", "cells_of", "kind_of", "pasted_cells", "read_steps"]
