"""A scene as for the pages of duties, and links to its duties."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.queries import Recipient
from sekretariat.domain.followup.services import make_link
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.models import Obligation
from tests.factories import officer
from tests.web.duties.making import Scene, a_scene


@pytest.fixture
def scene(db) -> Scene:
    return a_scene()


@pytest.fixture
def linked() -> Callable[..., Link]:
    """A link to the duty, of its official mailbox or of the mandate given."""

    def make(duty: Obligation, mandate: Mandate | None = None) -> Link:
        recipient = Recipient(email="zyra@financa.al", name="Zyra", mandate=mandate)
        return make_link(obligation=duty, recipient=recipient, by=officer(duty.office), on=timezone.localdate())

    return make
