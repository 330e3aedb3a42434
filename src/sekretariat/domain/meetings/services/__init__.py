"""All that changes meetings."""

from .agenda import ItemSaid as ItemSaid
from .agenda import add_item as add_item
from .agenda import edit_item as edit_item
from .agenda import move_item as move_item
from .agenda import remove_item as remove_item
from .agenda import set_item_state as set_item_state
from .extracting import draft_extract as draft_extract
from .meetings import MeetingSaid as MeetingSaid
from .meetings import cancel_meeting as cancel_meeting
from .meetings import edit_meeting as edit_meeting
from .meetings import plan_meeting as plan_meeting
from .minutes import RemarkSaid as RemarkSaid
from .minutes import approve_minutes as approve_minutes
from .minutes import circulate_minutes as circulate_minutes
from .minutes import respond_to_remark as respond_to_remark
from .minutes import take_remark as take_remark
from .papers import PaperSaid as PaperSaid
from .papers import add_paper as add_paper
from .papers import remove_paper as remove_paper
