"""Who brings a list of people, and a municipality it speaks of."""

import pytest

from sekretariat.domain.institutions.enums import InstitutionKind
from tests.factories import InstitutionFactory, OfficeFactory, officer


@pytest.fixture
def by():
    return officer(OfficeFactory())


@pytest.fixture
def shkoder():
    return InstitutionFactory(kind=InstitutionKind.MUNICIPALITY, name_sq="Bashkia Shkodër", short_name="")
