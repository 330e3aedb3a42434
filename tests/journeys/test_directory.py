"""Seventeen people of the municipalities: pasted or sent as a file, corrected, sent again, exported, written to."""

import datetime
import io

import pytest
from django.utils import timezone

from sekretariat.domain.followup.directory.choosing import Choice, chosen_group
from sekretariat.domain.followup.directory.gaps import Gap, count_gaps, with_gaps
from sekretariat.domain.followup.enums import Fate
from sekretariat.domain.followup.exporters import directory_xlsx
from sekretariat.domain.followup.importers import (
    DirectoryRefused,
    check_rows,
    read_directory,
    rows_of_file,
    take_directory,
    take_rows,
)
from sekretariat.domain.followup.services import GroupText, note_contact, send_group_mail
from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Institution, Person, Post
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.mail.models import Outbox
from tests.domain.followup.lists import HEADINGS, MOMENT, people
from tests.factories import InstitutionFactory, OfficeFactory, officer

ON = datetime.date(2026, 11, 21)
NAMES = ("Shkodër", "Pukë", "Lezhë", "Kukës", "Dibër", "Durrës", "Tiranë", "Elbasan", "Berat")
PLACES = [f"Bashkia {name}" for name in NAMES]

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return officer(OfficeFactory())


@pytest.fixture(autouse=True)
def municipalities():
    return [
        InstitutionFactory(kind=InstitutionKind.MUNICIPALITY, name_sq=name, short_name="", email="") for name in PLACES
    ]


def seventeen() -> list[list[str]]:
    """A mayor and, in all but the last, a coordinator of each municipality, as a spreadsheet holds them."""
    rows = []
    for place, name in enumerate(PLACES):
        rows.append([name, f"Kryetare {place}", "Kryetare e Bashkisë", f"kryetare{place}@bashkia.al", "0692000001"])
        rows.append(["", f"Koordinator {place}", "Koordinator për integrimin", f"koord{place}@bashkia.al", ""])
    return rows[:17]


def pasted(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in [list(HEADINGS), *rows])


class Pasted:
    """The list on its way through the box into which it is pasted."""

    def faults(self, rows):
        return [(p.row, p.column) for row in read_directory(pasted(rows), on=ON) for p in row.problems]

    def take(self, rows, by):
        return [row.fate for row in take_directory(text=pasted(rows), by=by, on=ON)]


class AsFile:
    """The same list as an .xlsx."""

    def _read(self, rows):
        return rows_of_file(stream=people(*rows), name="lista.xlsx").rows

    def faults(self, rows):
        checked = check_rows(self._read(rows), on=ON)
        return [(p.row, p.column) for row in checked for p in row.problems if p.sheet == "Lista"]

    def take(self, rows, by):
        return [row.fate for row in take_rows(rows=self._read(rows), by=by, on=ON)]


@pytest.mark.parametrize("way", [Pasted(), AsFile()], ids=["pasted", "as a file"])
def test_seventeen_rows_corrected_and_sent_again_make_no_doubles_and_faults_have_their_place(way, by):
    rows = seventeen()
    rows[4][0], rows[7][3] = "Bashkia Lezha", "koord3@"

    # The wrong institution of row 6 stands for the empty one below it too.
    assert way.faults(rows) == [(6, "institution"), (7, "institution"), (9, "email")]
    with pytest.raises(DirectoryRefused):
        way.take(rows, by)
    assert not Mandate.objects.exists()

    rows = seventeen()
    assert way.take(rows, by) == [Fate.NEW] * 17
    before = [model.objects.count() for model in (Person, Post, Mandate)]

    # Corrected: a name, an e-mail, a telephone that was missing.
    rows[0][1], rows[2][3], rows[1][4] = "Kryetarja 0", "kryetarja1@bashkia.al", "069 1"
    fates = way.take(rows, by)

    assert [fates[0], fates[1], fates[2]] == [Fate.CORRECTED, Fate.COMPLETED, Fate.CORRECTED]
    assert set(fates[3:]) == {Fate.SAME}
    assert way.take(rows, by) == [Fate.SAME] * 17
    assert [model.objects.count() for model in (Person, Post, Mandate)] == before


def test_from_the_list_to_the_mail_that_reaches_everybody(by):
    gaps = count_gaps(with_gaps(Institution.objects.filter(kind=InstitutionKind.MUNICIPALITY), on=ON))
    assert gaps == {Gap.HEAD: 9, Gap.COORDINATOR: 9, Gap.EMAIL: 9, Gap.MAILBOX: 9}
    rows = seventeen()
    rows[16][3] = ""  # the mayor of Berat has no e-mail
    AsFile().take(rows, by)

    gaps = count_gaps(with_gaps(Institution.objects.filter(kind=InstitutionKind.MUNICIPALITY), on=ON))
    assert (gaps[Gap.HEAD], gaps[Gap.EMAIL]) == (0, 1)

    # Out to Excel and back without a change.
    persons = Person.objects.filter(mandates__institution__kind=InstitutionKind.MUNICIPALITY).order_by("pk")
    document = directory_xlsx(persons, on=ON, created=MOMENT)
    back = rows_of_file(stream=io.BytesIO(document.body), name=document.name)
    assert {row.planned.fate for row in check_rows(back.rows, on=ON)} == {Fate.SAME}

    # A call to the one whom no mail reaches, and a mail to all mayors.
    [office_id] = {capacity.institution_id for capacity in by.capacities}
    office = Institution.objects.get(pk=office_id).office
    group = chosen_group(Choice(kind="municipality", role="head"), actor=by, on=ON)
    assert (len(group.reachable), [one.person.name for one in group.without_email]) == (8, ["Kryetare 8"])
    today = timezone.localdate()
    [silent] = group.without_email
    note_contact(office=office, institution=silent.institutions[0], person=silent.person, way="phone", by=by, on=today)
    text = GroupText(subject="Takim", text="I/e nderuar {emri}, {institucioni}")
    sent = send_group_mail(
        office=office,
        to=group.reachable,
        text=text,
        chosen="Kryetarët e bashkive",
        token="0b5e2a0e-0000-4000-8000-000000000001",
        by=by,
        on=ON,
    )

    assert sent.recipient_count == 8
    assert Outbox.objects.count() == len(set(Outbox.objects.values_list("to_address"))) == 8
    assert Outbox.objects.get(to_address="kryetare0@bashkia.al").text == "I/e nderuar Kryetare 0, Bashkia Shkodër"
