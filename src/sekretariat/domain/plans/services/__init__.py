"""Keeping plans and measures."""

from .asking import (
    Asking,
    draft_asking,
)
from .calendars import (
    CalendarRefused,
    expect_calendar,
    join_calendar,
    return_calendar,
    set_frame,
    take_calendar,
)
from .commitments import (
    CommitmentSaid,
    take_commitments,
)
from .criteria import (
    Assessment,
    Weights,
    assess,
    close_sheet,
    make_sheet,
    run_sheet,
)
from .editions import (
    EditionDecision,
    make_edition,
    make_paper,
    media_type_of,
    papers_of,
)
from .grid import (
    GridRow,
    GridSaved,
    RowsRefused,
    Seen,
    save_grid,
)
from .indicators import (
    Decision,
    add_indicator,
    edit_indicator,
    remove_indicator,
    set_targets,
)
from .measures import (
    add_measure,
    edit_entry,
    edit_measure,
    link_measure,
    take_out,
)
from .moving import (
    HolidayTold,
    Moving,
    cancel_holiday,
    declare_holiday,
    move_step,
)
from .nodes import (
    NodePartyOf,
    add_node,
    edit_node,
    remove_node,
    set_node_parties,
)
from .parts import (
    AlignmentOf,
    CostOf,
    MilestoneOf,
    PartyOf,
    RowRefused,
    set_alignments,
    set_cost_lines,
    set_milestones,
    set_parties,
)
from .passing_on import (
    pass_on_measures,
)
from .plans import (
    add_plan,
    adopt_plan,
    close_plan,
    edit_plan,
)
from .totals import (
    keep_totals,
    recount_totals,
)
from .validating import (
    BodyDecision,
    Verdict,
    validate_entries,
)

__all__ = [
    "AlignmentOf",
    "Asking",
    "Assessment",
    "BodyDecision",
    "CalendarRefused",
    "CommitmentSaid",
    "CostOf",
    "Decision",
    "EditionDecision",
    "GridRow",
    "GridSaved",
    "HolidayTold",
    "MilestoneOf",
    "Moving",
    "NodePartyOf",
    "PartyOf",
    "RowRefused",
    "RowsRefused",
    "Seen",
    "Verdict",
    "Weights",
    "add_indicator",
    "add_measure",
    "add_node",
    "add_plan",
    "adopt_plan",
    "assess",
    "cancel_holiday",
    "close_plan",
    "close_sheet",
    "declare_holiday",
    "draft_asking",
    "edit_entry",
    "edit_indicator",
    "edit_measure",
    "edit_node",
    "edit_plan",
    "expect_calendar",
    "join_calendar",
    "keep_totals",
    "link_measure",
    "make_edition",
    "make_paper",
    "make_sheet",
    "media_type_of",
    "move_step",
    "papers_of",
    "pass_on_measures",
    "recount_totals",
    "remove_indicator",
    "remove_node",
    "return_calendar",
    "run_sheet",
    "save_grid",
    "set_alignments",
    "set_cost_lines",
    "set_frame",
    "set_milestones",
    "set_node_parties",
    "set_parties",
    "set_targets",
    "take_calendar",
    "take_commitments",
    "take_out",
    "validate_entries",
]
