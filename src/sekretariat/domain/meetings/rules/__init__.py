"""Pure rules of meetings."""

from .inviting import can_answer_invitation as can_answer_invitation
from .inviting import refused_to_call as refused_to_call
from .inviting import takes_answers as takes_answers
from .quorum import Quorum as Quorum
from .quorum import SideCount as SideCount
from .quorum import count_quorum as count_quorum
from .quorum import quorum_in_words as quorum_in_words
from .rights import can_add_meeting as can_add_meeting
from .rights import can_keep_meeting as can_keep_meeting
from .rights import can_read_minutes as can_read_minutes
from .rights import can_read_paper as can_read_paper
from .rights import can_see_restricted as can_see_restricted
from .rights import invited_as as invited_as
from .rights import is_of_office as is_of_office
