"""All tables of the domain, so that Django finds them; each lives in its own room."""

from .acts.models import Act as Act
from .acts.models import Issuer as Issuer
from .bodies.models import Body as Body
from .bodies.models import LegalBasis as LegalBasis
from .bodies.models import Seat as Seat
from .followup.models import Link as Link
from .institutions.models import Institution as Institution
from .institutions.models import Person as Person
from .institutions.models import Post as Post
from .institutions.models import Territory as Territory
from .letters.models import Addressee as Addressee
from .letters.models import Enclosure as Enclosure
from .letters.models import Letter as Letter
from .letters.models import LetterDemand as LetterDemand
from .letters.models import Matter as Matter
from .letters.models import Register as Register
from .mandates.models import Mandate as Mandate
from .obligations.models import Answer as Answer
from .obligations.models import AnswerFile as AnswerFile
from .obligations.models import Obligation as Obligation
from .obligations.models import ObligationSource as ObligationSource
from .offices.models import Office as Office
