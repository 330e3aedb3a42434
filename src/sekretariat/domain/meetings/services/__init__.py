"""All that changes meetings."""

from .agenda import ItemSaid as ItemSaid
from .agenda import add_item as add_item
from .agenda import edit_item as edit_item
from .agenda import move_item as move_item
from .agenda import remove_item as remove_item
from .agenda import set_item_state as set_item_state
from .attending import Came as Came
from .attending import PresenceRefused as PresenceRefused
from .attending import PresenceSaid as PresenceSaid
from .attending import hold_meeting as hold_meeting
from .attending import record_presence as record_presence
from .invitation_mails import Sent as Sent
from .invitation_mails import send_invitations as send_invitations
from .inviting import PlaceSaid as PlaceSaid
from .inviting import ReplySaid as ReplySaid
from .inviting import add_place as add_place
from .inviting import call_meeting as call_meeting
from .inviting import remove_place as remove_place
from .inviting import reply_to_invitation as reply_to_invitation
from .meetings import MeetingSaid as MeetingSaid
from .meetings import cancel_meeting as cancel_meeting
from .meetings import edit_meeting as edit_meeting
from .meetings import plan_meeting as plan_meeting
