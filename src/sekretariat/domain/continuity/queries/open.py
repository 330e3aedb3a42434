"""What lies with a mandate on a day: open, due next, promised, written and answered. What a folder tells."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from sekretariat.domain.bodies.queries import body_with_sub_bodies
from sekretariat.domain.followup.models import ContactNote
from sekretariat.domain.letters.models import Letter, LetterQuerySet
from sekretariat.domain.letters.queries import concerning, in_hands_of
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.models import Answer, Obligation, ObligationQuerySet, ObligationSource
from sekretariat.domain.obligations.queries import standings, with_parts
from sekretariat.domain.obligations.rules import Stands
from sekretariat.domain.offices.models import Office
from sekretariat.ground.files.models import File

from ..rules import OF_OFFICE

YEAR = datetime.timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Open:
    """As far as the office has to do with it: what is owed to others is theirs to tell."""

    duties: Sequence[Obligation]
    stands: Mapping[int, Stands]
    in_hand: Sequence[Letter]
    promises: Sequence[ContactNote]
    letters: Sequence[Letter]
    answers: Sequence[Answer]
    files: Sequence[File]

    @property
    def late(self) -> Sequence[Obligation]:
        return [duty for duty in self.duties if self.stands[duty.pk].is_late]

    @property
    def next_due(self) -> Sequence[Obligation]:
        """With a deadline to come, the nearest first."""
        return [duty for duty in self.duties if duty.due_on and not self.stands[duty.pk].is_late]


def open_with(mandate: Mandate, *, office: Office, on: datetime.date) -> Open:
    """Some ten queries, however much there is."""
    duties = list(with_parts(_duties(mandate, office)).order_by(F("due_on").asc(nulls_last=True), "pk"))
    written = _letters(mandate, office)
    # Of the last year, and whatever asks what is still open.
    told = Q(on__gt=on - YEAR, on__lte=on) | Q(pk__in=Letter.objects.filter(addressees__obligations__in=duties))
    letters = list(_with_files(written.filter(told)).order_by("on", "number", "fraction", "pk"))
    answers = list(_answers(mandate, office).filter(received_on__gt=on - YEAR, received_on__lte=on))
    in_hand = in_hands_of(mandate.person, office=office) if mandate.role in OF_OFFICE else Letter.objects.none()
    return Open(
        duties=duties,
        stands=standings(duties, on=on),
        in_hand=list(in_hand.select_related("sender").order_by("on", "pk")),
        promises=list(_promises(mandate, office)),
        letters=letters,
        answers=answers,
        files=_files(letters, answers),
    )


def _duties(mandate: Mandate, office: Office) -> ObligationQuerySet:
    """What the institution owes within the mandate; of an officer, what the letters they drafted ask."""
    owed = Obligation.objects.still_owed().filter(office=office)
    if mandate.role in OF_OFFICE:
        drafted = Letter.objects.filter(office=office, drafter=mandate.person_id).values_list("pk", flat=True)
        asked = ObligationSource.objects.filter(source__in=[f"letter:{pk}" for pk in drafted])
        return owed.filter(pk__in=asked.values("obligation"))
    return _within(owed.filter(institution=mandate.institution_id), mandate)


def _within(rows: Any, mandate: Mandate, field: str = "body") -> Any:
    if mandate.body_id is None:
        return rows
    return rows.filter(**{f"{field}__in": body_with_sub_bodies(mandate.body_id)})


def _letters(mandate: Mandate, office: Office) -> LetterQuerySet:
    own = Letter.objects.filter(office=office)
    if mandate.role in OF_OFFICE:
        return own.filter(Q(drafter=mandate.person_id) | Q(assigned_to=mandate.person_id))
    asked = Letter.objects.filter(addressees__obligations__institution=mandate.institution_id).values("pk")
    to_or_from = concerning(own, mandate.institution).values("pk")
    return _within(own.filter(Q(pk__in=to_or_from) | Q(pk__in=asked)), mandate)


def _with_files(letters: LetterQuerySet) -> LetterQuerySet:
    return letters.select_related("scan", "sender").prefetch_related("enclosures__file")


def _answers(mandate: Mandate, office: Office) -> QuerySet[Answer]:
    if mandate.role in OF_OFFICE:
        return Answer.objects.none()
    answers = Answer.objects.filter(institution=mandate.institution_id, obligations__office=office)
    parts = _within(answers, mandate, "obligations__body").select_related("person").prefetch_related("files")
    return parts.order_by("received_on", "pk").distinct()


def _promises(mandate: Mandate, office: Office) -> QuerySet[ContactNote]:
    """Promises that are not kept yet, as far as it is known."""
    notes = ContactNote.objects.filter(office=office, promised_on__isnull=False)
    of_whom = Q(noted_by=mandate.person_id) if mandate.role in OF_OFFICE else Q(institution=mandate.institution_id)
    still_owed = Q(obligation=None) | Q(obligation__in=Obligation.objects.still_owed())
    parts = notes.filter(of_whom, still_owed).select_related("institution", "person", "obligation")
    return parts.order_by("promised_on", "pk")


def _files(letters: Sequence[Letter], answers: Sequence[Answer]) -> list[File]:
    """Each content once, in the order of the papers."""
    found: dict[str, File] = {}
    for letter in letters:
        enclosed = [enclosure.file for enclosure in letter.enclosures.all()]
        for file in [*([letter.scan] if letter.scan else []), *enclosed]:
            found.setdefault(file.sha256, file)
    for answer in answers:
        for file in answer.files.all():
            found.setdefault(file.sha256, file)
    return list(found.values())
