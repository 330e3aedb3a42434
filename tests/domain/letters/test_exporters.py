"""The letter as a document: what it says, in Word and as PDF, and that other programs open it."""

import datetime
import shutil
import subprocess
from pathlib import Path

import pytest
from django.utils import translation

from sekretariat.domain.letters.exporters import FIELDS, HERE, Document, letter_docx, letter_pdf, letter_values
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import with_parts_of_letter
from sekretariat.domain.letters.services import DemandOf
from sekretariat.domain.obligations.enums import Clock
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.words.enums import Precision
from sekretariat.officefiles import docx
from tests.factories import InstitutionFactory, OfficeFactory

from .making import asks, drafted, registered, sent

pytestmark = pytest.mark.django_db

AWKWARD = ('Për "caktimin" & <ndryshimin> e çështjes {{ së }} #hapur $ë$ ' + "ëëëë çççç " * 50)[:499] + "ë"


@pytest.fixture
def office():
    unit = InstitutionFactory(name_sq="Departamenti i Zhvillimit dhe Mirëqeverisjes")
    return OfficeFactory(unit=unit, registers_at=InstitutionFactory(name_sq="Këshilli i Çështjeve"))


def read(letter: Letter) -> Letter:
    return with_parts_of_letter(Letter.objects.all()).get(pk=letter.pk)


def words_of(document: Document) -> str:
    """The words as the reader of the PDF finds them."""
    reader = shutil.which("pdftotext")
    if not reader:
        pytest.skip("pdftotext is not installed")
    made = subprocess.run([reader, "-", "-"], input=document.body, check=True, capture_output=True)
    return " ".join(made.stdout.decode().split())


def in_libreoffice(documents: list[Document], folder: Path) -> list[str]:
    """The words of each document as LibreOffice opens it."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    names = [f"{place}.docx" for place in range(len(documents))]
    for name, document in zip(names, documents, strict=True):
        (folder / name).write_bytes(document.body)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    order = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *names]
    subprocess.run(order, cwd=folder, check=True, capture_output=True, timeout=120)
    pdfs = [Document(name=name, body=(folder / name).with_suffix(".pdf").read_bytes()) for name in names]
    return [words_of(document) for document in pdfs]


def test_the_template_asks_only_for_values_we_give(office):
    template = (HERE / "letter.docx").read_bytes()

    assert docx.field_names(template) <= set(FIELDS)
    assert set(letter_values(read(drafted(office)))) == set(FIELDS)


def test_the_number_stands_open_until_the_letter_is_registered(office):
    draft, numbered = read(drafted(office)), read(registered(office))

    assert letter_values(draft)["number_line"] == "Nr. ____ Prot."
    assert letter_values(draft)["date_line"] == "Tiranë, më __.__.20__"
    assert letter_values(numbered)["number_line"] == "Nr. 1 Prot."
    assert letter_values(numbered)["date_line"] == "Tiranë, më 21.05.2018"


def test_the_letter_is_written_in_albanian_whatever_the_reader_speaks(office):
    demands = [DemandOf(demand=asks(term_days=10))]
    letter = read(drafted(office, demands=demands))

    with translation.override("en"):
        english = letter_values(letter)
    with translation.override("sq"):
        albanian = letter_values(letter)

    assert english == albanian


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ({"term_days": 10}, "Dërgoni kalendarin, brenda 10 ditëve të punës nga data e kësaj shkrese."),
        ({"term_days": 1}, "Dërgoni kalendarin, brenda 1 dite pune nga data e kësaj shkrese."),
        (
            {"term_days": 30, "term_calendar": Calendar.CALENDAR, "clock": Clock.RECEIPT},
            "Dërgoni kalendarin, brenda 30 ditëve nga marrja.",
        ),
        ({"term_days": None, "due_on": datetime.date(2018, 7, 3)}, "Dërgoni kalendarin, brenda datës 03.07.2018."),
        (
            {"term_days": None, "due_on": datetime.date(2019, 9, 30), "due_precision": Precision.QUARTER},
            "Dërgoni kalendarin, brenda datës T3 2019.",
        ),
        ({"term_days": None}, "Dërgoni kalendarin."),
    ],
)
def test_what_is_asked_is_said_with_its_term(office, term, said):
    letter = read(drafted(office, demands=[DemandOf(demand=asks(**term))]))

    assert letter_values(letter)["demands"] == [said]


def test_several_demands_are_numbered_and_say_whom_they_ask(office):
    one, other = InstitutionFactory(short_name="MFE"), InstitutionFactory(short_name="MD")
    demands = [
        DemandOf(demand=asks(term_days=None), institution=one),
        DemandOf(demand=asks(term_days=None, ask_sq="Konfirmoni marrjen")),
    ]

    letter = read(drafted(office, to=[one, other], demands=demands))

    assert letter_values(letter)["demands"] == ["1. MFE: Dërgoni kalendarin.", "2. Konfirmoni marrjen."]


def test_one_letter_per_addressee_names_that_addressee_alone_and_what_it_is_asked(office):
    to = [InstitutionFactory(short_name="A/B", name_sq="Agjencia"), InstitutionFactory(short_name="MD")]
    copied = InstitutionFactory(name_sq="Kryeministria")
    demands = [DemandOf(demand=asks(term_days=None, ask_sq="Vetëm agjencia"), institution=to[0])]

    letter = read(sent(office, to=to, for_information=[copied], demands=demands, one_per_addressee=True))

    words = {document.name: docx.text(document.body) for document in letter_docx(letter)}
    assert set(words) == {"1-A-B.docx", "1-MD.docx"}
    assert "Agjencia" in words["1-A-B.docx"]
    assert to[1].name_sq not in words["1-A-B.docx"]
    assert "Vetëm agjencia." in words["1-A-B.docx"]
    assert "Vetëm agjencia" not in words["1-MD.docx"]
    assert all("Kryeministria" in text for text in words.values())


def test_empty_lists_leave_nothing_behind_in_the_document(office):
    [document] = letter_docx(read(drafted(office, demands=[], text="")))

    text = docx.text(document.body)
    assert not any(word in text for word in ("Ju lutemi", "Bashkëlidhur", "Për dijeni", "{", "None"))


def test_the_same_letter_gives_the_same_bytes(office):
    letter = read(registered(office))

    assert [d.body for d in letter_docx(letter)] == [d.body for d in letter_docx(letter)]
    assert [d.body for d in letter_pdf(letter)] == [d.body for d in letter_pdf(letter)]


def test_an_office_without_a_template_of_its_own_writes_in_the_one_that_comes_along(office):
    letter = read(registered(office))
    assert letter.office.letter_template is None

    [document] = letter_docx(letter)

    assert document.name == "1.docx"
    assert "REPUBLIKA E SHQIPËRISË" in docx.text(document.body)


@pytest.mark.office
def test_every_letter_opens_in_libreoffice_with_its_words_whole(office, tmp_path):
    letters = [
        read(drafted(office, subject=AWKWARD, text="Rreshti i parë ë ç Ë Ç\n\nRreshti i dytë <b>&amp;</b>")),
        read(registered(office, subject="E shkurtër", to=InstitutionFactory.create_batch(61))),
    ]

    awkward, long = in_libreoffice([document for letter in letters for document in letter_docx(letter)], tmp_path)

    assert "Nr. ____ Prot." in awkward
    assert "KËSHILLI I ÇËSHTJEVE Departamenti i Zhvillimit dhe Mirëqeverisjes" in awkward
    assert AWKWARD.replace(" ", "") in awkward.replace(" ", "")
    assert "Rreshti i parë ë ç Ë Ç Rreshti i dytë <b>&amp;</b>" in awkward
    assert "Nr. 1 Prot." in long
    assert long.count("Ministria e Provës") == 61


def test_the_pdf_says_the_same_with_its_words_whole(office):
    [document] = letter_pdf(read(drafted(office, subject=AWKWARD, text="Rreshti *ë* ç\n#read")))

    words = words_of(document)

    assert document.name.startswith("draft-")
    assert "Nr. ____ Prot." in words
    assert AWKWARD.replace(" ", "") in words.replace(" ", "")
    assert "Rreshti *ë* ç #read" in words


def test_the_pdf_comes_once_for_each_addressee_too(office):
    to = InstitutionFactory.create_batch(2)

    documents = list(letter_pdf(read(sent(office, to=to, one_per_addressee=True))))

    assert [document.name for document in documents] == [f"1-{i.short_name}.pdf" for i in to]
    assert to[1].name_sq not in words_of(documents[0])
