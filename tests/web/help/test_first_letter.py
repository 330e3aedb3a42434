"""A newcomer who follows the first chapter of the officer's manual gets from the first letter to its first answer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from sekretariat.domain.letters.enums import LetterState
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Role
from sekretariat.ground.mail.models import Outbox
from tests.factories import InstitutionFactory, MandateFactory, OfficeFactory, PersonFactory
from tests.web.help.reading import LANGUAGES, chapters
from tests.web.help.walking import Walker

WAY = (
    "letters:list letters:new letters:detail letters:docx letters:sign letters:detail letters:register letters:detail "
    "letters:scan letters:detail letters:send letters:detail letters:mail letters:detail "
    "duties:record duties:detail duties:decide duties:detail"
).split()
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def client(client_of, db):
    person = PersonFactory(signs_in=True)
    MandateFactory(person=person, role=Role.OFFICER, institution=OfficeFactory().unit)
    return client_of(person)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_chapter_of_the_officer_is_the_order_of_the_pages(client, language):
    client.cookies["language"] = language
    for name in ("Ministria e Parë", "Ministria e Dytë"):
        InstitutionFactory(name_sq=name, short_name="", email="zyra@shembull.al")
    chapter = next(one for one in chapters("officer", language) if one.name == "first-letter")
    typed = {
        "subject": "Për kalendarin e punës",
        "to": "Ministria e Parë\nMinistria e Dytë",
        "kind": "free_answer",
        "ask_sq": "Dërgoni kalendarin",
        "term_days": "10",
        "text": "Sa më poshtë.",
        "signatory": "Drejtori",
        "file": SimpleUploadedFile("skanim.pdf", PDF),
        "letter_number": "17",
    }
    walker = Walker(client, reverse("letters:list"), typed)

    for label in chapter.labels:
        walker.follow(label)

    assert walker.routes == WAY
    letter = Letter.objects.get()
    assert letter.state == LetterState.SENT
    assert letter.scan is not None
    assert letter.sent_on == timezone.localdate()
    assert Outbox.objects.count() == 2
    assert sorted(Obligation.objects.values_list("state", flat=True)) == [
        ObligationState.ACCEPTED,
        ObligationState.OPEN,
    ]
