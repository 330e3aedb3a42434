"""What a post is for, told by its title."""

import pytest

from sekretariat.domain.institutions.enums import InstitutionKind, PostKind
from sekretariat.domain.institutions.rules import post_kind

MUNICIPALITY, COUNTY = InstitutionKind.MUNICIPALITY, InstitutionKind.COUNTY
MINISTRY, AGENCY = InstitutionKind.MINISTRY, InstitutionKind.AGENCY


@pytest.mark.parametrize(
    ("title", "of", "kind"),
    [
        ("Kryetar", MUNICIPALITY, PostKind.MAYOR),
        ("Kryetare e Bashkisë", MUNICIPALITY, PostKind.MAYOR),
        ("KRYETAR BASHKIE", MUNICIPALITY, PostKind.MAYOR),
        ("Kryetar i Këshillit Bashkiak", MUNICIPALITY, PostKind.OFFICER),
        ("Zv. Kryetar", MUNICIPALITY, PostKind.OFFICER),
        ("Zëvendëskryetar", MUNICIPALITY, PostKind.OFFICER),
        ("Kryetar i Këshillit të Qarkut", COUNTY, PostKind.HEAD),
        ("Ministër", MINISTRY, PostKind.HEAD),
        ("Ministrja e Drejtësisë", MINISTRY, PostKind.HEAD),
        ("Zëvendësministër", MINISTRY, PostKind.OFFICER),
        ("Sekretar i Përgjithshëm", MINISTRY, PostKind.SECRETARY_GENERAL),
        ("Sekretare e Pergjithshme", MINISTRY, PostKind.SECRETARY_GENERAL),
        ("Drejtor i Përgjithshëm", MINISTRY, PostKind.DIRECTOR),
        ("Drejtor i Përgjithshëm", AGENCY, PostKind.HEAD),
        ("Drejtoreshë Ekzekutive", AGENCY, PostKind.HEAD),
        ("Drejtor", AGENCY, PostKind.HEAD),
        ("Drejtor i Financës", AGENCY, PostKind.DIRECTOR),
        ("Kryetar i KLSH-së", InstitutionKind.INDEPENDENT, PostKind.HEAD),
        ("Përgjegjës i zyrës së protokollit", MINISTRY, PostKind.PROTOCOL),
        ("Koordinator për integrimin europian", MUNICIPALITY, PostKind.EU_UNIT),
        ("Specialist", MUNICIPALITY, PostKind.OFFICER),
        ("", MUNICIPALITY, PostKind.OFFICER),
    ],
)
def test_a_title_tells_the_kind_of_post_in_its_institution(title, of, kind):
    assert post_kind(title, of=of) == kind
