"""Pure rules of meetings."""

from .rights import can_add_meeting as can_add_meeting
from .rights import can_keep_meeting as can_keep_meeting
from .rights import can_read_minutes as can_read_minutes
from .rights import can_read_paper as can_read_paper
from .rights import can_see_restricted as can_see_restricted
from .rights import invited_as as invited_as
from .rights import is_of_office as is_of_office
