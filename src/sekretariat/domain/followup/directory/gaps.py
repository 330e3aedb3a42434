"""Who is missing: institutions that nobody leads, that named no coordinator, that no mail reaches."""

import datetime

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.institutions.models import InstitutionQuerySet
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Role


class Gap(models.TextChoices):
    HEAD = "head", _("head or mayor")
    COORDINATOR = "coordinator", _("coordinator")
    EMAIL = "email", _("person with an e-mail")
    MAILBOX = "mailbox", _("official e-mail")

    @property
    def column(self) -> str:
        """The name under which `with_gaps` says of an institution whether this is missing."""
        return f"lacks_{self.value}"


def with_gaps(institutions: InstitutionQuerySet, *, on: datetime.date) -> InstitutionQuerySet:
    """The institutions of the day, each with `lacks_head`, `lacks_coordinator`, `lacks_email`, `lacks_mailbox`."""
    acts = Mandate.objects.giving_rights(on=on).filter(institution=OuterRef("pk"))
    lacks = {
        Gap.HEAD: ~Exists(acts.filter(role=Role.HEAD)),
        Gap.COORDINATOR: ~Exists(acts.filter(role=Role.COORDINATOR)),
        Gap.EMAIL: ~Exists(acts.exclude(person__email="")),
        Gap.MAILBOX: Q(email=""),
    }
    return institutions.in_force(on=on).annotate(**{gap.column: lacks[gap] for gap in Gap})


def missing(institutions: QuerySet, gap: Gap | None) -> QuerySet:
    """Of institutions `with_gaps`, those that lack this; with no gap named, those that lack any."""
    condition = Q(pk__in=[])
    for one in [gap] if gap else Gap:
        condition |= Q(**{one.column: True})
    return institutions.filter(condition)


def count_gaps(institutions: QuerySet) -> dict[Gap, int]:
    """How many of the institutions `with_gaps` lack each: one query."""
    found = institutions.order_by().aggregate(**{gap.value: Count("pk", filter=Q(**{gap.column: True})) for gap in Gap})
    return {gap: found[gap.value] for gap in Gap}
