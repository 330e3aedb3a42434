"""All tables of the ground floor, so that Django finds them; each lives in its own room."""

from .audit.models import Event as Event
from .audit.models import Name as Name
from .audit.models import Seal as Seal
from .days.models import Holiday as Holiday
from .files.models import File as File
from .jobs.models import Job as Job
from .jobs.models import Tick as Tick
from .mail.models import Attachment as Attachment
from .mail.models import Outbox as Outbox
from .search.models import Entry as Entry
