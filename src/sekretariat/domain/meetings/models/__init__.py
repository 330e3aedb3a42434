"""Tables of meetings."""

from .agenda import AgendaEntry as AgendaEntry
from .agenda import AgendaItem as AgendaItem
from .agenda import MeetingPaper as MeetingPaper
from .attendance import Attendance as Attendance
from .attendance import Invitation as Invitation
from .meeting import BodyRule as BodyRule
from .meeting import Meeting as Meeting
from .meeting import MeetingQuerySet as MeetingQuerySet
from .minutes import Minutes as Minutes
from .minutes import MinutesPaper as MinutesPaper
from .minutes import MinutesRemark as MinutesRemark
from .table import ActionPoint as ActionPoint
from .table import ActionPointObligation as ActionPointObligation
from .table import BodyDecision as BodyDecision
from .table import Statement as Statement
