"""Notes and minutes as papers: what stands in them, what the public edition leaves out, both languages."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from sekretariat.domain.bodies.enums import BodyKind
from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.letters.models import Enclosure
from sekretariat.domain.meetings.enums import ItemKind, MeetingKind, MinutesKind, PaperKind, Presence, StatementKind
from sekretariat.domain.meetings.exporters import notes_document
from sekretariat.domain.meetings.exporters.saying import annex_range, annexes_of, in_capitals
from sekretariat.domain.meetings.models import ActionPointObligation, Meeting
from sekretariat.domain.meetings.queries import record_of
from sekretariat.domain.plans.models import Validation
from tests.domain.letters.making import drafted, sent
from tests.factories import (
    ActionPointFactory,
    AgendaItemFactory,
    AttendanceFactory,
    BodyDecisionFactory,
    BodyFactory,
    InstitutionFactory,
    MeetingFactory,
    MeetingPaperFactory,
    MinutesFactory,
    NodeFactory,
    NodePartyFactory,
    ObligationFactory,
    OfficeFactory,
    PersonFactory,
    PlanEntryFactory,
    PlanFactory,
    StatementFactory,
    SubordinationFactory,
)
from tests.officefiles.noted_papers import footnotes, lines
from tests.officefiles.test_pdf import text_of

CREATED = datetime.datetime(2021, 3, 11, 9, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """A regular meeting of the Consultative Council, of which minutes are kept."""
    office = OfficeFactory(
        paper_book=True,
        unit=InstitutionFactory(
            name_sq="Agjencia për Mbështetjen e Vetëqeverisjes Vendore", name_en="Agency for Local Self-Government"
        ),
    )
    body = BodyFactory(kind=BodyKind.COUNCIL, name_sq="Këshilli Konsultativ", name_en="Consultative Council")
    return MeetingFactory(
        office=office,
        body=body,
        number=4,
        on=datetime.date(2021, 3, 10),
        title_sq="",
        title_en="",
        place_en="Hall of trial",
        held=True,
    )


def body(meeting, language: str = "sq", *, is_public: bool = False) -> bytes:
    meeting = Meeting.objects.get(pk=meeting.pk)
    document = notes_document(meeting, form="docx", language=language, is_public=is_public, created=CREATED)
    return document.body


def said(meeting, language: str = "sq", *, is_public: bool = False) -> list[str]:
    return lines(body(meeting, language, is_public=is_public))


def test_minutes_tell_number_hours_quorum_and_who_was_there(meeting):
    Meeting.objects.update(quorum_said="9 nga 14 vende: ka kuorum.", chair=PersonFactory(name="Arta Duka"))
    mayor = {"meeting": meeting, "institution_name": "Bashkia Shkodër", "position": 1}
    AttendanceFactory(**mayor, name="Voltana Ademi", function="Kryetare", presence=Presence.PRESENT)
    AttendanceFactory(
        meeting=meeting,
        institution_name="Ministria e Brendshme",
        name="Ministri",
        presence=Presence.REPRESENTED,
        substitute_name="Genc Basha",
        substitute_function="Zëvendësministër",
    )
    AttendanceFactory(meeting=meeting, institution_name="Bashkia Kukës", name="Safet Gjici", presence=Presence.ABSENT)
    AttendanceFactory(meeting=meeting, institution_name="Nuk erdhi", name="I paftuar", is_invited=False)

    paper = said(meeting)

    assert paper[:9] == [
        "REPUBLIKA E SHQIPËRISË",
        "AGJENCIA PËR MBËSHTETJEN E VETËQEVERISJES VENDORE",
        "KËSHILLI KONSULTATIV",
        "PROCESVERBAL",
        "Numri: 4/2021",
        "Vendi: Salla e provës",
        "Data: 10 Mars 2021, ora 10:00 – 12:00",
        "Drejtuar nga: Arta Duka",
        "Kuorumi: 9 nga 14 vende: ka kuorum.",
    ]
    table = [line for line in paper if "\t" in line]
    assert table[1:4] == [
        "Ministria e Brendshme\tGenc Basha, Zëvendësministër (në vend të: Ministri)\tI përfaqësuar",
        "Bashkia Shkodër\tVoltana Ademi, Kryetare\tI pranishëm",
        "Bashkia Kukës\tSafet Gjici\tMungon",
    ]
    assert not any("I paftuar" in line for line in paper)
    assert paper[-3:] == [
        "Drejtuesi i mbledhjes",
        "Arta Duka\tSekretariat teknik",
        "Agjencia për Mbështetjen e Vetëqeverisjes Vendore",
    ]


def test_minutes_go_item_by_item_with_speakers_and_numbered_decisions(meeting):
    first = AgendaItemFactory(meeting=meeting, title_sq="Projektligji", presenter=PersonFactory(name="Genc Basha"))
    AgendaItemFactory(meeting=meeting, title_sq="Të ndryshme")
    place = AttendanceFactory(meeting=meeting, name="Voltana Ademi", institution_name="Bashkia Shkodër")
    StatementFactory(meeting=meeting, item=first, kind=StatementKind.SAID, speaker=place, text_sq="Kërkoi afat.")
    StatementFactory(meeting=meeting, item=first, kind=StatementKind.SAID, speaker_name="I ftuari", text_sq="U pajtua.")
    BodyDecisionFactory(meeting=meeting, item=first, number=7, verb="approved", text_sq="Projektligji.")

    paper = said(meeting)

    start = paper.index("Rendi i ditës")
    assert paper[start : start + 9] == [
        "Rendi i ditës",
        "1.\tProjektligji",
        "2.\tTë ndryshme",
        "1. Projektligji",
        "Referoi: Genc Basha",
        "Voltana Ademi, Bashkia Shkodër: Kërkoi afat.",
        "I ftuari: U pajtua.",
        "Vendimi nr. 7/2021 (u miratua): Projektligji.",
        "2. Të ndryshme",
    ]


def test_a_decision_tells_the_measures_it_validated_and_returned(meeting):
    decision = BodyDecisionFactory(meeting=meeting, verb="validated", text_sq="Masat e komponentit 4.")
    for code, outcome, reason in (("4.1", "validated", ""), ("4.2", "returned", "Nuk ka kosto.")):
        entry = PlanEntryFactory(code=code, measure__title_sq=f"Masa {code}")
        decision.validations.add(
            Validation.objects.create(
                entry=entry, outcome=outcome, reason=reason, body_sq="GT", decided_on=meeting.on, number="1"
            )
        )

    paper = said(meeting)

    assert "4.1 Masa 4.1: e validuar" in paper
    assert "4.2 Masa 4.2: e kthyer — Nuk ka kosto." in paper


def test_action_points_say_by_when_and_minutes_say_who(meeting):
    dated = ActionPointFactory(meeting=meeting, text_sq="Të dërgohet lista.", due_on=datetime.date(2021, 4, 1))
    for name in ("MB", "MFE"):
        duty = ObligationFactory(institution=InstitutionFactory(short_name=name))
        ActionPointObligation.objects.create(action_point=dated, obligation=duty)
    ActionPointFactory(
        meeting=meeting, text_sq="Të përgatitet plani", due_on=datetime.date(2021, 6, 30), due_precision="month"
    )
    ActionPointFactory(meeting=meeting, text_sq="Të ndiqet zbatimi")

    assert [line for line in said(meeting) if line.startswith("Të ")] == [
        "Të dërgohet lista brenda datës 01.04.2021 (MB, MFE).",
        "Të përgatitet plani deri në qershor 2021.",
        "Të ndiqet zbatimi.",
    ]
    MinutesFactory(meeting=meeting, kind=MinutesKind.NOTES)
    assert "Të dërgohet lista brenda datës 01.04.2021." in said(meeting)


def test_duties_with_different_days_give_an_action_point_no_day(meeting):
    point = ActionPointFactory(meeting=meeting, text_sq="Të dërgohen listat")
    for day in (1, 2):
        duty = ObligationFactory(due_on=datetime.date(2021, 4, day), term_days=None)
        ActionPointObligation.objects.create(action_point=point, obligation=duty)

    assert any(line.startswith("Të dërgohen listat (") for line in said(meeting))


def restricted_and_open(meeting) -> None:
    """Of everything one that everybody may read and one that is restricted, by itself or by what it belongs to."""
    open_item = AgendaItemFactory(meeting=meeting, position=1, title_sq="Pika për të gjithë")
    closed = AgendaItemFactory(meeting=meeting, position=0, title_sq="Fshehur: pika", is_restricted=True)
    StatementFactory(meeting=meeting, item=open_item, text_sq="Thënie për të gjithë.")
    StatementFactory(meeting=meeting, item=open_item, text_sq="Fshehur: thënie", is_restricted=True)
    StatementFactory(meeting=meeting, item=closed, text_sq="Fshehur: thënie e pikës", kind=StatementKind.CRITERION)
    BodyDecisionFactory(meeting=meeting, item=open_item, text_sq="Vendim për të gjithë.")
    hidden = BodyDecisionFactory(meeting=meeting, text_sq="Fshehur: vendim", is_restricted=True)
    BodyDecisionFactory(meeting=meeting, item=closed, text_sq="Fshehur: vendim i pikës")
    ActionPointFactory(meeting=meeting, text_sq="Detyrë për të gjithë")
    ActionPointFactory(meeting=meeting, text_sq="Fshehur: detyrë", is_restricted=True)
    ActionPointFactory(meeting=meeting, item=closed, text_sq="Fshehur: detyrë e pikës")
    ActionPointFactory(meeting=meeting, decision=hidden, text_sq="Fshehur: detyrë e vendimit")
    MeetingPaperFactory(meeting=meeting, title_sq="Dokument për të gjithë")
    MeetingPaperFactory(meeting=meeting, title_sq="Fshehur: dokument", access="restricted")
    MeetingPaperFactory(meeting=meeting, item=closed, title_sq="Fshehur: dokument i pikës")


@pytest.mark.parametrize(("is_public", "is_said"), [(True, True), (False, False)])
def test_each_page_of_the_public_edition_says_what_it_is(meeting, is_public, is_said):
    document = notes_document(meeting, form="pdf", language="sq", is_public=is_public, created=CREATED)

    assert ("10.03.2021 — botim publik" in text_of(document.body)) == is_said


def test_the_public_edition_leaves_out_what_is_restricted_and_what_belongs_to_it(meeting):
    restricted_and_open(meeting)

    inside, outside = said(meeting), said(meeting, is_public=True)

    assert sum("Fshehur" in line for line in inside) == 11  # the item twice: in the agenda and as its heading
    assert not any("Fshehur" in line for line in outside)
    assert sum("për të gjithë" in line for line in outside) == sum("për të gjithë" in line for line in inside) == 6
    assert "2.\tPika për të gjithë" in outside  # as in the whole minutes


def test_letters_of_what_is_left_out_are_not_cited_to_the_public(meeting):
    letter = sent(meeting.office, number="15", subject="E fshehtë")
    statement = StatementFactory(meeting=meeting, kind=StatementKind.STEP_TAKEN, is_restricted=True)
    statement.letters.add(letter)

    assert footnotes(body(meeting)) == ["Shkresë 15 prot, datë 21.05.2018, lëndë “E fshehtë”"]
    assert footnotes(body(meeting, is_public=True)) == []


def test_a_footnote_stands_at_the_end_where_the_sentence_names_no_letter(meeting):
    MinutesFactory(meeting=meeting, kind=MinutesKind.NOTES)
    statement = StatementFactory(meeting=meeting, kind=StatementKind.STEP_TAKEN, text_sq="U kërkuan të dhëna.")
    statement.letters.add(sent(meeting.office, number="15"))

    document = body(meeting)

    assert footnotes(document) == ["Shkresë 15 prot, datë 21.05.2018, lëndë “Për një provë”"]
    assert "Deri tani janë ndërmarrë hapat e mëposhtëm:" in said(meeting)


def test_letters_are_cited_in_english_too_and_drafts_say_that_they_have_no_number(meeting):
    statement = StatementFactory(meeting=meeting, kind=StatementKind.STEP_TAKEN, text_en="An official letter went out.")
    statement.letters.set([sent(meeting.office, number="15"), drafted(meeting.office, subject="E papërfunduar")])

    [note] = footnotes(body(meeting, "en"))

    assert set(note.split("; ")) == {
        "Letter 15 prot, dated 21.05.2018, subject “Për një provë”",
        "Letter without a number, subject “E papërfunduar”",
    }


def test_minutes_in_english_and_what_has_no_english_is_marked(meeting):
    first = AgendaItemFactory(meeting=meeting, title_sq="Projektligji", title_en="The draft law")
    StatementFactory(meeting=meeting, item=first, text_sq="U diskutua.", text_en="It was discussed.")
    BodyDecisionFactory(meeting=meeting, item=first, number=7, text_sq="Projektligji.")

    with override("sq"):
        paper = said(meeting, "en")

    assert paper[:6] == [
        "REPUBLIC OF ALBANIA",
        "AGENCY FOR LOCAL SELF-GOVERNMENT",
        "CONSULTATIVE COUNCIL",
        "MINUTES",
        "Number: 4/2021",
        "Place: Hall of trial",
    ]
    assert "It was discussed." in paper
    assert "Decision no. 7/2021 (was approved): Projektligji. [sq]" in paper


def test_a_written_procedure_has_no_place_and_tells_who_answered(meeting):
    Meeting.objects.update(kind=MeetingKind.WRITTEN)
    AttendanceFactory(meeting=meeting, institution_name="MB", name="A", presence=Presence.PRESENT)
    AttendanceFactory(meeting=meeting, institution_name="MFE", name="B")

    paper = said(meeting)

    assert "Mënyra: Procedurë me shkrim" in paper
    assert "Përgjigje deri më: 10 Mars 2021" in paper
    assert not any(line.startswith("Vendi:") for line in paper)
    assert "MB\tA\tU përgjigj" in paper
    assert "MFE\tB\tNuk u përgjigj" in paper


def test_an_online_meeting_says_so_without_its_link(meeting):
    Meeting.objects.update(place_sq="", place_en="", link="https://takim.example/fshehtë")

    paper = said(meeting)

    assert "Vendi: në internet" in paper
    assert not any("https" in line for line in paper)


def test_who_directed_is_told_with_what_it_stood_under_on_the_day(meeting):
    top = InstitutionFactory(name_sq="Kryeministria", kind=InstitutionKind.PM_OFFICE)
    unit = InstitutionFactory(name_sq="Njësia", part_of=top)
    old = InstitutionFactory(name_sq="Ministria e mëparshme")
    SubordinationFactory(institution=unit, superior=old, valid_to=datetime.date(2020, 12, 31))
    Meeting.objects.update(led_by=unit)

    assert "Drejtuar nga: Njësia, Kryeministria" in said(meeting)
    Meeting.objects.update(on=datetime.date(2020, 3, 10), year=2020)
    assert "Drejtuar nga: Njësia, Ministria e mëparshme" in said(meeting)


def test_leads_are_told_only_where_the_item_is_about_them(meeting):
    plan = PlanFactory(short_name="PV")
    NodeFactory(plan=plan, code="1")
    NodePartyFactory(node=NodeFactory(plan=plan, code="2"), institution__name_sq="Ministria e Provës")
    item = AgendaItemFactory(meeting=meeting, kind=ItemKind.PRESENTATION, plan=plan)

    told = [line for line in said(meeting) if line.startswith("Komponenti")]
    item.kind = ItemKind.VALIDATION
    item.save()

    assert told == [
        "Komponenti 1 nuk ka ende institucion drejtues",
        "Komponenti 2 drejtohet nga Ministria e Provës",
    ]
    assert not any(line.startswith("Komponenti") for line in said(meeting))


def test_letters_that_no_footnote_cites_are_named_among_the_papers(meeting):
    cited, other = (sent(meeting.office, number=number) for number in ("15", "16"))
    StatementFactory(meeting=meeting, kind=StatementKind.STEP_TAKEN).letters.add(cited)
    for letter in (cited, other):
        MeetingPaperFactory(meeting=meeting, kind=PaperKind.LETTERS, letter=letter)

    assert "Shkresat zyrtare (16 prot, 21.05.2018)" in said(meeting)


def test_annexes_are_counted_once_and_their_numbers_are_read_in_both_ways():
    titles = ["Shtojca 1: hartimi", "Aneksi II – kuadri", "Shtojca 1: hartimi", "Relacioni", "Annex 4"]

    annexes = annexes_of([Enclosure(title=title) for title in titles])

    assert annexes == {1: "hartimi", 2: "kuadri", 4: ""}
    assert annex_range(annexes) == ""
    with override("sq"):
        assert annex_range({1: "a", 2: "b"}) == "Shtojca 1 – 2"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("të workshopit me koordinatorët e OGP-së", "TË WORKSHOPIT ME KOORDINATORËT E OGP-së"),
        ("Këshilli (KK-ja)", "KËSHILLI (KK-ja)"),
        ("Council [sq]", "COUNCIL [sq]"),
    ],
)
def test_capitals_keep_the_endings_of_abbreviations(text, shown):
    assert in_capitals(text) == shown


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_same_rows_and_moment_give_the_same_bytes(meeting, form):
    restricted_and_open(meeting)

    first, second = (
        notes_document(meeting, form=form, language="sq", is_public=True, created=CREATED) for _ in range(2)
    )

    assert first == second
    assert first.name == f"procesverbal-keshilli-konsultativ-4-2021-sq-public.{form}"


def fill(meeting, count: int) -> None:
    plan = PlanFactory()
    for _ in range(count):
        NodePartyFactory(node__plan=plan, body=BodyFactory(parent=BodyFactory()))
        item = AgendaItemFactory(meeting=meeting, kind=ItemKind.PRESENTATION, plan=plan, presenter=PersonFactory())
        place = AttendanceFactory(meeting=meeting)
        said_so = {"meeting": meeting, "item": item, "kind": StatementKind.SAID, "speaker": place}
        letter = sent(meeting.office, number=str(100 + item.pk))
        StatementFactory(**said_so).letters.add(letter)
        decision = BodyDecisionFactory(meeting=meeting, item=item)
        decision.validations.add(
            Validation.objects.create(
                entry=PlanEntryFactory(plan=plan), outcome="validated", body_sq="GT", decided_on=meeting.on
            )
        )
        point = ActionPointFactory(meeting=meeting, item=item)
        ActionPointObligation.objects.create(action_point=point, obligation=ObligationFactory())
        MeetingPaperFactory(meeting=meeting, kind=PaperKind.LETTERS, letter=letter)
        MeetingPaperFactory(meeting=meeting, kind=PaperKind.FRAMEWORK)


def test_the_queries_do_not_grow_with_what_was_said(meeting):
    counts = []
    for count in (1, 3):
        other = MeetingFactory(office=meeting.office, body=meeting.body, held=True)
        fill(other, count)
        with CaptureQueriesContext(connection) as queries:
            notes_document(
                Meeting.objects.get(pk=other.pk), form="docx", language="sq", is_public=False, created=CREATED
            )
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_kind_is_as_the_record_says_else_as_the_meeting_is(meeting):
    assert record_of(meeting, is_public=False).kind == MinutesKind.MINUTES
    meeting.kind = MeetingKind.WORKSHOP
    assert record_of(meeting, is_public=False).kind == MinutesKind.NOTES
    MinutesFactory(meeting=meeting, kind=MinutesKind.MINUTES)
    assert record_of(meeting, is_public=False).kind == MinutesKind.MINUTES
