"""Who is missing: without a head, a coordinator, an e-mail, an official mailbox."""

import datetime

import pytest

from sekretariat.domain.followup.directory.gaps import Gap, count_gaps, missing, with_gaps
from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Role
from tests.factories import InstitutionFactory, MandateFactory, PersonFactory

ON = datetime.date(2026, 11, 21)
YESTERDAY = ON - datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


def lacking(gap: Gap | None) -> set[Institution]:
    return set(missing(with_gaps(Institution.objects.all(), on=ON), gap))


@pytest.mark.parametrize(("gap", "role"), [(Gap.HEAD, Role.HEAD), (Gap.COORDINATOR, Role.COORDINATOR)])
def test_an_institution_lacks_who_nobody_is_today(gap, role):
    led, left, stopped, other = InstitutionFactory.create_batch(4)
    MandateFactory(institution=led, role=role)
    MandateFactory(institution=left, role=role, valid_to=YESTERDAY)
    MandateFactory(institution=stopped, role=role, is_stopped=True)
    MandateFactory(institution=other, role=Role.STAFF)
    InstitutionFactory(valid_to=YESTERDAY)

    assert lacking(gap) == {left, stopped, other}


def test_an_institution_is_without_an_address_unless_somebody_with_one_acts_for_it():
    reachable, gone, silent, alone = InstitutionFactory.create_batch(4)
    MandateFactory(institution=reachable)
    MandateFactory(institution=gone, valid_to=YESTERDAY)
    MandateFactory(institution=silent, person=PersonFactory(email=""))
    InstitutionFactory(valid_to=YESTERDAY)

    assert lacking(Gap.EMAIL) == {gone, silent, alone}


def test_what_is_counted_is_what_is_listed():
    whole = InstitutionFactory(email="zyra@a.al")
    for role in (Role.HEAD, Role.COORDINATOR):
        MandateFactory(institution=whole, role=role)
    MandateFactory(institution=InstitutionFactory(email="zyra@b.al"), role=Role.HEAD)
    InstitutionFactory()

    counts = count_gaps(with_gaps(Institution.objects.all(), on=ON))

    assert counts == {gap: len(lacking(gap)) for gap in Gap}
    assert counts == {Gap.HEAD: 1, Gap.COORDINATOR: 2, Gap.EMAIL: 1, Gap.MAILBOX: 1}
    assert lacking(None) == set(Institution.objects.exclude(pk=whole.pk))
