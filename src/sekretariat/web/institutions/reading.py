"""What the page of one institution says on a day, to one reader."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.continuity.rules import can_hand_over
from sekretariat.domain.followup.directory.contacts import with_parts_of_note
from sekretariat.domain.followup.models import ContactNote, ContactNoteQuerySet
from sekretariat.domain.followup.queries import Recipient, recipients_by_body
from sekretariat.domain.institutions.models import Institution, Post, Subordination
from sekretariat.domain.institutions.queries import (
    Story,
    Under,
    story_of,
    subordinates_of,
    superiors_on,
    units_under,
)
from sekretariat.domain.letters.models import Addressee, Letter, LetterQuerySet
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import earlier_people_of, people_of, posts_of
from sekretariat.domain.mandates.rules import can_edit_mandates
from sekretariat.domain.obligations.models import Obligation, ObligationQuerySet
from sekretariat.domain.obligations.queries import ReplyRate, reply_rate
from sekretariat.ground.actors import Actor, Permission, Role

from ..papers import paper_of

MOST_EARLIER = 50
ROLES = [role.value for role in Role]


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """Somebody who acts for the institution or for one of its units, on what paper, and whether one may end it."""

    mandate: Mandate
    paper: str
    can_end: bool
    can_hand_over: bool = False


@dataclass(frozen=True, kw_only=True)
class PostRow:
    """A post with who holds it and who held it."""

    post: Post
    is_over: bool
    holders: Sequence[PersonRow]
    earlier: Sequence[PersonRow]


@dataclass(frozen=True, kw_only=True)
class Part:
    word: str
    label: str | Promise
    count: int
    is_late: bool = False


class InstitutionReading:
    """Duties and letters are those the reader may see."""

    def __init__(self, institution: Institution, *, actor: Actor, on: datetime.date) -> None:
        self.institution, self.actor, self.on = institution, actor, on

    @cached_property
    def units(self) -> list[tuple[Institution, int]]:
        return units_under(self.institution, on=self.on)

    @cached_property
    def people(self) -> list[PersonRow]:
        """Its own people first, then those of its units; in the order of the roles, then by name."""
        mandates = people_of([self.institution.pk, *(unit.pk for unit, _depth in self.units)], on=self.on)
        return [self._row(mandate) for mandate in sorted(mandates, key=self._place)]

    def _place(self, mandate: Mandate) -> tuple[bool, int]:
        return mandate.institution_id != self.institution.pk, ROLES.index(mandate.role)

    @cached_property
    def earlier(self) -> list[PersonRow]:
        return [self._row(mandate) for mandate in earlier_people_of(self.institution.pk, on=self.on)[:MOST_EARLIER]]

    def _row(self, mandate: Mandate) -> PersonRow:
        may_end = can_edit_mandates(self.actor, role=mandate.role, institution_id=mandate.institution_id)
        return PersonRow(
            mandate=mandate,
            paper=paper_of(mandate),
            can_end=may_end and not mandate.is_stopped,
            can_hand_over=can_hand_over(self.actor, mandate),
        )

    @cached_property
    def posts(self) -> list[PostRow]:
        return [
            PostRow(
                post=held.post,
                is_over=held.is_over,
                holders=[self._row(mandate) for mandate in held.holders],
                earlier=[self._row(mandate) for mandate in held.earlier],
            )
            for held in posts_of(self.institution, on=self.on)
        ]

    @cached_property
    def vacant_posts(self) -> list[Post]:
        return [row.post for row in self.posts if not row.holders and not row.is_over]

    @cached_property
    def story(self) -> Story:
        return story_of(self.institution)

    @cached_property
    def superiors(self) -> list[Under]:
        return superiors_on(self.institution, on=self.on)

    @cached_property
    def subordinates(self) -> list[Subordination]:
        return subordinates_of(self.institution, on=self.on)

    @cached_property
    def chains(self) -> list[tuple[Body | None, list[Recipient]]]:
        return recipients_by_body(self.institution, on=self.on)

    @property
    def duties(self) -> ObligationQuerySet:
        return Obligation.objects.visible_to(self.actor).filter(institution=self.institution)

    @cached_property
    def rate(self) -> ReplyRate:
        return reply_rate(self.duties, on=self.on)

    @property
    def letters(self) -> LetterQuerySet:
        """Letters to it and from it."""
        to_it = Addressee.objects.filter(institution=self.institution).values("letter")
        letters = Letter.objects.visible_to(self.actor)
        return letters.filter(pk__in=to_it) | letters.filter(sender=self.institution)

    @cached_property
    def notes(self) -> ContactNoteQuerySet:
        """What one's office noted of contacts with it."""
        notes = ContactNote.objects.visible_to(self.actor).filter(institution=self.institution)
        return with_parts_of_note(notes)

    @cached_property
    def parts(self) -> Sequence[Part]:
        may_note = self.actor.may_anywhere(Permission.CONTACTS_NOTE)
        contacts = Part(word="contacts", label=_("Contacts"), count=self.notes.count()) if may_note else None
        return (
            Part(word="people", label=_("People"), count=len(self.people)),
            Part(word="duties", label=_("Duties"), count=self.rate.missing, is_late=self.rate.late > 0),
            Part(word="letters", label=_("Letters"), count=self.letters.count()),
            Part(word="posts", label=_("Posts"), count=self.institution.posts.exclude(valid_to__lt=self.on).count()),
            Part(word="units", label=_("Units and superiors"), count=len(self.units)),
            *([contacts] if contacts else []),
        )

    def part(self, asked: str | None) -> str:
        return asked if asked in {part.word for part in self.parts} else "people"
