"""Institutions: the list, one of them with its people and duties, entering and correcting."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from sekretariat.domain.institutions.enums import InstitutionKind, PostKind, TerritoryKind
from sekretariat.domain.institutions.models import Institution, Territory
from sekretariat.domain.mandates.enums import Basis
from sekretariat.ground.actors import Role
from sekretariat.ground.audit.models import Event
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    ObligationFactory,
    OfficeFactory,
    PersonFactory,
    PostFactory,
)
from tests.web.duties.making import Scene, a_scene, person_in
from tests.web.html import faults_of
from tests.web.queries import queries_of

LIST = "/institutions/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.fixture
def officer(scene, client_of):
    return client_of(scene.officer)


@pytest.fixture
def coordinator(scene, client_of):
    return client_of(scene.coordinator)


def page(client, url: str, **query) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def detail(client, institution, **query) -> str:
    return page(client, reverse("institutions:detail", args=[institution.pk]), **query)


def names_in(text: str, *names: str) -> list[str]:
    """Those of the names that the table holds, in its order."""
    table = text.partition("<table")[2]
    return sorted((name for name in names if name in table), key=table.index)


def row_of(text: str, name: str) -> str:
    return " ".join(text.partition("<table")[2].partition(name)[2].partition("</tr>")[0].split())


def test_the_list_stands_in_the_albanian_order(officer):
    for name in ("Shijak", "Zharrëz", "Skrapar", "Çorovodë"):
        InstitutionFactory(name_sq=f"Bashkia {name}")

    assert names_in(page(officer, LIST), "Shijak", "Zharrëz", "Skrapar", "Çorovodë") == [
        "Çorovodë",
        "Skrapar",
        "Shijak",
        "Zharrëz",
    ]
    assert names_in(page(officer, LIST, sort="-name"), "Shijak", "Skrapar") == ["Shijak", "Skrapar"]


def test_the_list_tells_what_each_owes_the_office_now(officer, scene):
    first = scene.institutions[0]
    ObligationFactory(office=scene.office, institution=first, due_on=timezone.localdate() + datetime.timedelta(days=9))
    ObligationFactory(institution=first)  # owed to another office

    text = page(officer, LIST)

    cells = row_of(text, "Ministria MFE")
    assert ">2</a>" in cells
    assert "1</span></span>" in cells.replace(" ", "")
    assert names_in(page(officer, LIST, owes="late"), "Ministria MFE", "Ministria MK", "Ministria MD") == [
        "Ministria MD",
        "Ministria MFE",
        "Ministria MK",
    ]
    assert names_in(page(officer, LIST, sort="-owed"), "Ministria MD", "Ministria MFE")[0] == "Ministria MFE"


def test_who_does_not_follow_answers_is_not_told_what_others_owe(coordinator):
    text = page(coordinator, LIST, owes="late", sort="-owed")

    assert names_in(text, "Ministria MD", "Ministria MFE") == ["Ministria MD", "Ministria MFE"]
    assert 'name="owes"' not in text
    assert "sort=owed" not in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"words": "DREJTESIA"}, []),
        ({"words": "drejtesise"}, ["Ministria e Drejtësisë"]),
        ({"words": "justice"}, ["Ministria e Drejtësisë"]),
        ({"kind": "municipality"}, ["Bashkia Pukë"]),
        ({"kind": "s'ka"}, ["Bashkia Pukë", "Ministria e Drejtësisë"]),
        ({"county": "0"}, ["Bashkia Pukë", "Ministria e Drejtësisë"]),
    ],
    ids=str,
)
def test_the_list_is_narrowed(officer, query, shown):
    InstitutionFactory(name_sq="Ministria e Drejtësisë", name_en="Ministry of Justice")
    InstitutionFactory(name_sq="Bashkia Pukë", kind=InstitutionKind.MUNICIPALITY, name_en="")

    assert names_in(page(officer, LIST, **query), "Bashkia Pukë", "Ministria e Drejtësisë") == shown


def test_a_county_holds_its_council_and_its_municipalities(officer):
    county = Territory.objects.create(kind=TerritoryKind.COUNTY, name_sq="Shkodër")
    inside = Territory.objects.create(kind=TerritoryKind.MUNICIPALITY, name_sq="Pukë", part_of=county)
    InstitutionFactory(name_sq="Këshilli i Qarkut", territory=county)
    InstitutionFactory(name_sq="Bashkia Pukë", territory=inside)

    text = page(officer, LIST, county=county.pk)

    assert names_in(text, "Këshilli i Qarkut", "Bashkia Pukë", "Ministria MFE") == ["Bashkia Pukë", "Këshilli i Qarkut"]


def test_an_institution_that_ended_is_not_listed_and_keeps_its_page(officer):
    ended = InstitutionFactory(name_sq="Ministria e Vjetër", valid_to=datetime.date(2017, 9, 13))

    assert "Ministria e Vjetër" not in page(officer, LIST)
    assert "13.09.2017" in detail(officer, ended)


def test_the_list_pages_and_takes_the_same_queries_for_one_row_and_for_three(officer, scene):
    def add() -> None:
        above = Territory.objects.create(kind=TerritoryKind.COUNTY, name_sq=f"Qarku {Territory.objects.count()}")
        institution = InstitutionFactory(part_of=InstitutionFactory(), territory=above)
        ObligationFactory(office=scene.office, institution=institution)

    add()
    for_one = queries_of(officer, LIST)
    add()
    add()
    assert queries_of(officer, LIST) == for_one <= 10

    InstitutionFactory.create_batch(60)
    assert page(officer, LIST).count("<tr>") == 51
    assert page(officer, LIST, page=2).count("<tr>") < 51


def test_the_page_tells_who_acts_and_who_is_written_to(officer, scene):
    institution, network = scene.institutions[0], scene.letter.body
    institution.email = "zyra@financa.al"
    institution.save()
    coordinator = scene.coordinator
    head = PersonFactory(name="Titullari", email="titullari@financa.al")
    post = PostFactory(institution=institution, title_sq="Ministër")
    MandateFactory(person=head, role=Role.HEAD, institution=institution, post=post)
    PostFactory(institution=institution, kind=PostKind.PROTOCOL, title_sq="Zyra e protokollit")

    text = detail(officer, institution)

    assert names_in(text, "Titullari", coordinator.name) == [coordinator.name, "Titullari"]
    chains = text.partition('id="written-to"')[2]
    general, _, in_network = chains.partition(network.label)
    assert [general.index(email) for email in ("titullari@financa.al", "zyra@financa.al")]
    assert coordinator.email not in general
    assert in_network.index(coordinator.email) < in_network.index("titullari@financa.al")
    assert in_network.index("titullari@financa.al") < in_network.index("zyra@financa.al")
    assert "Zyra e protokollit" in text
    assert faults_of(text) == []


def test_addresses_of_persons_are_for_the_office_alone(coordinator, officer, scene):
    institution = scene.institutions[1]
    MandateFactory(institution=institution, person=PersonFactory(name="Ana Çela", email="ana@mk.al", phone="069 77"))

    theirs = detail(coordinator, institution)
    assert "Ana Çela" in theirs
    assert "ana@mk.al" not in theirs
    assert "069 77" not in theirs
    assert "ana@mk.al" in detail(officer, institution)


def test_an_institution_nobody_can_be_written_to_says_so(officer):
    assert 'class="notice soon"' in detail(officer, InstitutionFactory(email=""))


def test_who_acted_earlier_stays_with_the_reason(officer):
    institution = InstitutionFactory()
    MandateFactory(
        institution=institution,
        person=PersonFactory(name="Ish-koordinatori"),
        valid_to=datetime.date(2018, 3, 1),
        is_stopped=True,
        end_reason="U largua",
        basis=Basis.LETTER,
        letter_number="12 prot",
    )

    earlier = detail(officer, institution).partition("<details")[2]

    assert "Ish-koordinatori" in earlier
    assert "01.03.2018" in earlier
    assert "12 prot" in earlier
    assert "U largua" in earlier


def test_units_stand_as_a_tree_and_their_people_after_the_institutions_own(officer):
    above = InstitutionFactory(name_sq="Kryeministria")
    unit = InstitutionFactory(name_sq="Departamenti", short_name="DZHM", kind=InstitutionKind.UNIT, part_of=above)
    InstitutionFactory(name_sq="Drejtoria", kind=InstitutionKind.UNIT, part_of=unit)
    MandateFactory(institution=unit, person=PersonFactory(name="Ana"), role=Role.COORDINATOR)
    MandateFactory(institution=above, person=PersonFactory(name="Ben"), role=Role.STAFF)

    assert names_in(detail(officer, above, part="units"), "Drejtoria", "Departamenti") == ["Departamenti", "Drejtoria"]
    text = detail(officer, above)
    assert names_in(text, "Ana", "Ben") == ["Ben", "Ana"]
    assert "DZHM" in row_of(text, "Ana")


def test_duties_and_letters_are_those_one_may_see(officer, coordinator, client_of, scene):
    institution = scene.institutions[0]

    for client in (officer, coordinator):
        assert "Caktoni koordinatorin" in detail(client, institution, part="duties")
        assert scene.letter.subject in detail(client, institution, part="letters")
    stranger = client_of(person_in(Role.COORDINATOR, InstitutionFactory()))
    assert "Caktoni koordinatorin" not in detail(stranger, institution, part="duties")
    assert scene.letter.subject not in detail(stranger, institution, part="letters")


@pytest.mark.parametrize("part", ["people", "duties", "letters", "units"])
def test_a_page_takes_the_same_queries_for_one_row_and_for_three(officer, scene, part):
    institution = scene.institutions[0]
    url = f"{reverse('institutions:detail', args=[institution.pk])}?part={part}"

    def add() -> None:
        unit = InstitutionFactory(kind=InstitutionKind.UNIT, part_of=institution)
        MandateFactory(institution=unit)
        MandateFactory(institution=institution, body=BodyFactory())
        MandateFactory(institution=institution, role=Role.HEAD, post=PostFactory(institution=unit))
        MandateFactory(institution=institution, valid_to=datetime.date(2018, 3, 1))
        ObligationFactory(office=scene.office, institution=institution)

    add()
    for_one = queries_of(officer, url)
    add()
    add()

    assert queries_of(officer, url) == for_one <= 22


def test_an_institution_is_entered(officer):
    county = Territory.objects.create(kind=TerritoryKind.COUNTY, name_sq="Shkodër")
    above = InstitutionFactory(name_sq="Kryeministria")

    response = officer.post(
        "/institutions/new/",
        {
            "kind": "unit",
            "name_sq": "Departamenti <b>",
            "short_name": "DX",
            "part_of": "kryeministria",
            "territory": "Shkodër (qark)",
            "email": "dx@shembull.al",
            "valid_from": "1 shtator 2017",
        },
        follow=True,
    )

    entered = Institution.objects.get(short_name="DX")
    assert (entered.part_of, entered.territory, entered.email) == (above, county, "dx@shembull.al")
    assert entered.valid_from == datetime.date(2017, 9, 1)
    assert response.redirect_chain == [(f"/institutions/{entered.pk}/", 302)]
    assert "Departamenti &lt;b&gt;" in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "ministry"},
        {"kind": "unit", "name_sq": "Drejtoria"},
        {"kind": "ministry", "name_sq": "Ministria MFE"},
        {"kind": "ministry", "name_sq": "Ministria", "email": "x"},
        {"kind": "ministry", "name_sq": "Ministria", "part_of": "s'ka"},
        {"kind": "s'ka", "name_sq": "Ministria"},
    ],
    ids=str,
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(officer, typed):
    before = Institution.objects.count()

    response = officer.post("/institutions/new/", typed | {"address": "Rruga e Durrësit"})

    text = response.content.decode()
    assert response.status_code == 200
    assert "form-errors" in text
    assert 'value="Rruga e Durrësit"' in text
    assert Institution.objects.count() == before
    assert faults_of(text) == []


def edit(client, institution, **values):
    row = {"name_sq": institution.name_sq, "short_name": institution.short_name, "revision": institution.revision}
    return client.post(reverse("institutions:edit", args=[institution.pk]), row | values)


def test_a_correction_is_saved(officer, scene):
    institution = scene.institutions[0]

    response = edit(officer, institution, email="zyra@financa.al")

    institution.refresh_from_db()
    assert response.status_code == 302
    assert (institution.email, institution.revision) == ("zyra@financa.al", 1)
    assert Event.objects.get(what="institution.edited").data["after"]["email"] == "zyra@financa.al"


def test_a_stale_correction_shows_the_other_ones_and_keeps_what_was_typed(officer, scene):
    institution = scene.institutions[0]
    seen = Institution.objects.get(pk=institution.pk)
    edit(officer, seen, email="e-para@financa.al", address="Bulevardi")

    stale = edit(officer, seen, email="e-dyta@financa.al", address="Bulevardi")

    text = stale.content.decode()
    institution.refresh_from_db()
    assert institution.email == "e-para@financa.al"
    notice = text.partition('class="notice soon"')[2].partition("</section>")[0]
    assert scene.officer.name in notice
    assert "e-para@financa.al" in notice
    assert "e-dyta@financa.al" in notice
    assert "Bulevardi" not in notice
    assert 'value="e-dyta@financa.al"' in text
    # Saved once more, knowing it, it replaces what the other one wrote.
    again = edit(officer, institution, email="e-dyta@financa.al")
    assert again.status_code == 302
    assert f'name="revision" value="{institution.revision}"' in text


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999"])
def test_a_revision_that_was_tampered_with_saves_nothing(officer, scene, revision):
    institution = scene.institutions[0]

    response = edit(officer, institution, email="zyra@financa.al", revision=revision)

    institution.refresh_from_db()
    assert response.status_code == 200
    assert institution.email == ""


def test_two_offices_see_their_own_sums(scene, client_of):
    other = client_of(person_in(Role.OFFICER, OfficeFactory().unit))

    assert names_in(page(other, LIST, owes="owed"), "Ministria MFE", "Ministria MK") == []
