"""All that changes meetings."""

from .agenda import ItemSaid as ItemSaid
from .agenda import add_item as add_item
from .agenda import edit_item as edit_item
from .agenda import move_item as move_item
from .agenda import remove_item as remove_item
from .agenda import set_item_state as set_item_state
from .body_rules import RuleSaid as RuleSaid
from .body_rules import remove_rule as remove_rule
from .body_rules import set_rule as set_rule
from .deciding import DecisionSaid as DecisionSaid
from .deciding import EditionSaid as EditionSaid
from .deciding import edit_decision as edit_decision
from .deciding import remove_decision as remove_decision
from .deciding import take_decision as take_decision
from .matters import add_matters as add_matters
from .meetings import MeetingSaid as MeetingSaid
from .meetings import cancel_meeting as cancel_meeting
from .meetings import edit_meeting as edit_meeting
from .meetings import plan_meeting as plan_meeting
