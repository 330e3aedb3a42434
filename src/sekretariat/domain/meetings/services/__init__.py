"""All that changes meetings."""

from .action_points import ActionPointSaid as ActionPointSaid
from .action_points import edit_action_point as edit_action_point
from .action_points import move_action_point as move_action_point
from .action_points import remove_action_point as remove_action_point
from .action_points import source_of as source_of
from .action_points import write_action_point as write_action_point
from .agenda import ItemSaid as ItemSaid
from .agenda import add_item as add_item
from .agenda import edit_item as edit_item
from .agenda import move_item as move_item
from .agenda import remove_item as remove_item
from .agenda import set_item_state as set_item_state
from .meetings import MeetingSaid as MeetingSaid
from .meetings import cancel_meeting as cancel_meeting
from .meetings import edit_meeting as edit_meeting
from .meetings import plan_meeting as plan_meeting
from .table import StatementSaid as StatementSaid
from .table import edit_statement as edit_statement
from .table import move_statement as move_statement
from .table import remove_statement as remove_statement
from .table import write_statement as write_statement
