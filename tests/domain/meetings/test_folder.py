"""The folder of a meeting: what is in it for whom, kept apart by access, the same bytes for the same documents."""

import hashlib
import io
import shutil
import subprocess

import docx
import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from sekretariat.domain.letters.services import enclose
from sekretariat.domain.meetings.errors import FolderTooLarge
from sekretariat.domain.meetings.exporters import folder
from sekretariat.domain.meetings.exporters.folder import write_pdf, write_zip
from sekretariat.domain.meetings.exporters.folder_parts import folder_parts, public_parts
from sekretariat.domain.meetings.exporters.plain_paper import safe_name
from sekretariat.domain.meetings.services import PaperSaid, add_paper, approve_minutes
from sekretariat.officefiles import joining, office, paper
from sekretariat.officefiles.paper import Paragraph
from tests.domain.letters.making import drafted, registered, sent
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    InstitutionFactory,
    StatementFactory,
    coordinator,
    officer,
)

from .record_making import (
    HELD,
    NEXT,
    SENT,
    a_held_meeting,
    a_pdf,
    circulated,
    names_in,
    read_in,
    the_next_meeting,
    uploaded,
    words_of_pdf,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db):
    return a_held_meeting(title_sq="Workshopi i koordinatorëve")


def added(meeting, title_sq, data=None, name="a.pdf", **said):
    if data is not None:
        said["file"] = uploaded(meeting.office, name, data)
    by = officer(meeting.office)
    return add_paper(meeting=meeting, said=PaperSaid(title_sq=title_sq, **said), by=by, on=SENT)


def zip_of(meeting, *, actor=None, public=False) -> bytes:
    parts = folder_parts(meeting, actor=actor or officer(meeting.office))
    target = io.BytesIO()
    write_zip(meeting, public_parts(parts) if public else parts, target=target)
    return target.getvalue()


def pdf_of(meeting, *, actor=None, public=False) -> bytes:
    parts = folder_parts(meeting, actor=actor or officer(meeting.office))
    target = io.BytesIO()
    write_pdf(meeting, public_parts(parts) if public else parts, target=target)
    return target.getvalue()


def named(minutes, also="") -> str:
    """How a file of the minutes is called."""
    with override("sq"):
        return safe_name(f"{minutes.get_kind_display()} ({str(minutes.get_state_display()).lower()}){also}")


def cells_of_contents(packed: bytes) -> list[list[str]]:
    table = docx.Document(io.BytesIO(read_in(packed, "00-permbajtja.docx"))).tables[-1]
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def test_the_office_has_everything_in_three_folders(meeting):
    added(meeting, "Prezantimi i procesit të OGP-së", a_pdf(), access="public")
    added(meeting, "Kuadri metodologjik", a_pdf(2), access="internal")
    added(meeting, "Pozicioni negociues", a_pdf(3), access="restricted")

    notes = named(meeting.record)
    assert names_in(zip_of(meeting)) == [
        "00-permbajtja.docx",
        "publike/01-agjenda.docx",
        "publike/02-agjenda.pdf",
        "publike/03-prezantimi-i-procesit-te-ogp-se.pdf",
        "te-brendshme/04-liste-prezence.docx",
        "te-brendshme/05-liste-prezence.pdf",
        "te-brendshme/06-kuadri-metodologjik.pdf",
        f"te-brendshme/07-{notes}.docx",
        f"te-brendshme/08-{notes}.pdf",
        "te-kufizuara/09-pozicioni-negociues.pdf",
        f"te-kufizuara/10-{named(meeting.record, ', me pjesët e kufizuara')}.docx",
        f"te-kufizuara/11-{named(meeting.record, ', me pjesët e kufizuara')}.pdf",
    ]


def test_the_contents_name_each_document_where_from_and_its_fingerprint(meeting):
    file = added(meeting, "Prezantimi", a_pdf(), access="public").file
    added(meeting, "Broshura", access="public")

    packed = zip_of(meeting, public=True)

    rows = cells_of_contents(packed)
    assert [(row[0], row[1]) for row in rows] == [
        ("01", "Agjenda"),
        ("02", "Agjenda"),
        ("03", "Prezantimi"),
        ("04", "Broshura"),
    ]
    for row in rows[:3]:
        assert row[4] == hashlib.sha256(read_in(packed, row[3])).hexdigest()
    entered = f"skedar i futur më {timezone.localdate(file.uploaded_at):%d.%m.%Y}"
    assert (rows[2][2], rows[3][2:]) == (entered, ["në letër", "nuk gjendet", ""])


def test_the_public_part_tells_nothing_of_the_rest(meeting):
    added(meeting, "Prezantimi", a_pdf(), access="public")
    added(meeting, "Pozicioni negociues", a_pdf(), access="restricted")
    secret = AgendaItemFactory(meeting=meeting, position=2, title_sq="Pika e mbyllur", is_restricted=True)
    added(meeting, "Dokument i pikës së mbyllur", a_pdf(), access="public", item=secret)

    packed = zip_of(meeting, public=True)

    assert {name.partition("/")[0] for name in names_in(packed)} == {"00-permbajtja.docx", "publike"}
    agenda = docx.Document(io.BytesIO(read_in(packed, "publike/01-agjenda.docx")))
    told = [cell.text for table in agenda.tables for row in table.rows for cell in row.cells]
    assert "Kalendarët" in told
    assert "Pika e mbyllur" not in told
    words = " ".join(text for row in cells_of_contents(packed) for text in row) + words_of_pdf(
        pdf_of(meeting, public=True)
    )
    assert "Pozicioni" not in words
    assert "mbyllur" not in words


def test_a_guest_has_no_restricted_part_and_no_draft_and_a_member_has(meeting):
    added(meeting, "Pozicioni negociues", a_pdf(), access="restricted")
    guest, member = InstitutionFactory(), InstitutionFactory()
    AttendanceFactory(meeting=meeting, institution=guest, is_member=False)
    AttendanceFactory(meeting=meeting, institution=member)

    for_guest = names_in(zip_of(meeting, actor=coordinator(guest)))
    for_member = names_in(zip_of(meeting, actor=coordinator(member)))

    assert {name.partition("/")[0] for name in for_guest} == {"00-permbajtja.docx", "publike", "te-brendshme"}
    assert [name for name in for_member if name.startswith("te-kufizuara")] == [
        "te-kufizuara/05-pozicioni-negociues.pdf"
    ]
    assert not [name for name in for_guest + for_member if named(meeting.record) in name]


def test_minutes_are_public_once_they_are_approved_and_as_they_were_frozen(meeting):
    minutes = circulated(meeting)
    assert len(names_in(zip_of(meeting, public=True))) == 3  # the list, and the agenda in both forms

    by = officer(meeting.office)
    approved = approve_minutes(minutes=minutes, at=the_next_meeting(meeting), by=by, on=NEXT)

    packed = zip_of(meeting, public=True)
    [name] = [name for name in names_in(packed) if named(approved) in name and name.endswith(".docx")]
    frozen = minutes.papers.get(state="approved", format="docx", is_public=True)
    assert hashlib.sha256(read_in(packed, name)).hexdigest() == frozen.file.sha256
    assert [name for name in names_in(zip_of(meeting)) if name.startswith("te-kufizuara")]


def test_letters_come_with_what_they_enclose_the_scan_before_the_document(meeting):
    by = officer(meeting.office)
    cited = registered(meeting.office, subject="Për caktimin e koordinatorit")
    enclose(letter=cited, file=uploaded(meeting.office, "shtojca.pdf", a_pdf()), title="Shtojca 1", by=by, on=SENT)
    among = sent(meeting.office, subject="Përcjellja e paketës")
    among.scan = uploaded(meeting.office, "skanimi.pdf", a_pdf())
    among.save()
    statement = StatementFactory(meeting=meeting)
    statement.letters.add(cited, among, drafted(meeting.office))
    added(meeting, "Shkresa", letter=among, access="public")

    names = [name for name in names_in(zip_of(meeting)) if "shkresa" in name or "shtojca" in name]

    number, other = cited.number_label, among.number_label
    assert names == [
        f"publike/03-shkresa-{other}-prot-21-05-2018-percjellja-e-paketes.pdf",
        f"te-brendshme/06-shkresa-{number}-prot-21-05-2018-per-caktimin-e-koordinatorit.docx",
        f"te-brendshme/07-shkresa-{number}-prot-21-05-2018-per-caktimin-e-koordinatorit.pdf",
        "te-brendshme/08-shtojca-1.pdf",
    ]


def test_the_same_documents_give_the_same_bytes(meeting):
    added(meeting, "Prezantimi", a_pdf(), access="public")
    added(meeting, "Tabela", b"a;b\n1;2\n", name="tabela.csv")

    assert zip_of(meeting) == zip_of(meeting)
    assert pdf_of(meeting) == pdf_of(meeting)


def test_the_pdf_has_a_list_and_then_every_document_with_its_page(meeting, tmp_path):
    added(meeting, "Prezantimi", a_pdf(3), access="public")

    made = pdf_of(meeting, public=True)

    path = tmp_path / "dosja.pdf"
    path.write_bytes(made)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "Pages:           5" in told
    words = words_of_pdf(made)
    assert "Dosja e mbledhjes" in words
    assert "Agjenda" in words
    outline = joining.PdfReader(io.BytesIO(made)).outline
    assert [one.title for one in outline] == ["Përmbajtja", "Agjenda", "Prezantimi"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "Dokumenti është i dëmtuar"),
        (a_pdf(password="fshehtë"), "Dokumenti është i kyçur me fjalëkalim"),
    ],
    ids=["broken", "encrypted"],
)
def test_a_pdf_that_cannot_be_joined_is_named_on_a_page(meeting, data, reason):
    added(meeting, "Prezantimi", a_pdf(), access="public")
    paper = added(meeting, "E prishur", a_pdf(), access="public")
    _put(paper.file, data)

    words = words_of_pdf(pdf_of(meeting, public=True))

    assert reason in words
    assert "publike/04-e-prishur.pdf" in words


def _put(file, data: bytes) -> None:
    """What was judged sound when it came is not for ever: older files, and libraries that read less."""
    file.sha256, file.size = folder.store.put(io.BytesIO(data))
    file.save()


def test_other_kinds_and_what_is_on_paper_have_a_page_that_says_so(meeting):
    added(meeting, "Tabela", b"a;b\n1;2\n", name="tabela.csv", access="public")
    added(meeting, "Broshura", access="public")

    words = words_of_pdf(pdf_of(meeting, public=True))

    assert "publike/03-tabela.csv" in words
    assert "Dokumenti gjendet vetëm në letër" in words


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_word_file_becomes_pages(meeting):
    made = paper.document(
        [Paragraph(text="Fjala e workshopit")], title="A", language="sq-AL", created=meeting.created_at
    )
    added(meeting, "Fjala", made, name="fjala.docx", access="public")

    assert "Fjala e workshopit" in words_of_pdf(pdf_of(meeting, public=True))


def test_without_libreoffice_a_word_file_is_named_on_a_page(meeting, monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)
    made = paper.document(
        [Paragraph(text="Fjala e workshopit")], title="A", language="sq-AL", created=meeting.created_at
    )
    added(meeting, "Fjala", made, name="fjala.docx", access="public")

    words = words_of_pdf(pdf_of(meeting, public=True))

    assert "LibreOffice" in words
    assert "Fjala e workshopit" not in words


def test_a_content_that_is_gone_is_named_and_nothing_fails(meeting):
    gone = added(meeting, "Prezantimi", a_pdf(7), access="public").file
    path = settings.FILES_ROOT / gone.sha256[:2] / gone.sha256[2:4] / gone.sha256
    path.unlink()

    packed = zip_of(meeting, public=True)

    assert [name for name in names_in(packed) if "prezantimi" in name] == []
    assert cells_of_contents(packed)[2][3] == "nuk gjendet"
    assert "mungon" in words_of_pdf(pdf_of(meeting, public=True))


def test_a_folder_beyond_its_size_is_refused_and_the_largest_document_named(meeting, monkeypatch):
    added(meeting, "Prezantimi", a_pdf(30), access="public")
    monkeypatch.setattr(folder, "MAX_BYTES", 1000)

    with pytest.raises(FolderTooLarge, match="Prezantimi"):
        zip_of(meeting)


def test_the_agenda_on_the_day_names_who_presents(meeting):
    item = meeting.items.get()
    item.presenter_institution, item.minutes = InstitutionFactory(short_name="AKSHI"), 15
    item.save()

    words = words_of_pdf(read_in(zip_of(meeting), "publike/02-agjenda.pdf"))

    assert all(part in words for part in ("Workshopi i koordinatorëve", "AKSHI", "15 minuta", f"{HELD:%d.%m.%Y}"))
