"""The clock runs on: over New Year, 29 February, both nights of the changed clock, moving holidays, and UTC's midnight.

The journeys go through pages and services under a shifted clock; what is counted alone is tested with its room.
"""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sekretariat.domain.followup.errors import LinkEnded
from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.queries import Recipient, open_link
from sekretariat.domain.followup.services import make_link, withdraw_links
from sekretariat.domain.followup.tokens import token_of
from sekretariat.domain.letters.models import Letter, Register
from sekretariat.domain.letters.queries import report_of
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.queries import how_due_was_counted
from sekretariat.domain.obligations.services import cancel_holiday, declare_holiday, fill_years_ahead
from sekretariat.domain.obligations.tasks import keep_holidays_ahead
from sekretariat.domain.offices.tasks import seal_finished_days
from sekretariat.ground.actors import Role, system_actor
from sekretariat.ground.audit.models import Event, Seal
from sekretariat.ground.audit.queries import events_of
from sekretariat.ground.audit.seals import verify
from sekretariat.ground.audit.services import record
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.days.services import fill_holidays
from tests.domain.letters.making import registered, sent, signed
from tests.domain.obligations.making import asked, day
from tests.factories import InstitutionFactory, OfficeFactory, administrator, officer
from tests.web.duties.making import a_scene, person_in
from tests.web.duties.test_detail import FILLED
from tests.web.links.making import address_of

pytestmark = pytest.mark.django_db


def at(moment: str) -> time_machine.travel:
    """The clock stands at the moment as Tirana's clocks show it ("+01:00" or "+02:00"), or as UTC's do ("Z")."""
    return time_machine.travel(datetime.datetime.fromisoformat(moment), tick=False)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


# --- New Year


@pytest.fixture
def offices():
    """Two offices: one keeps its register here, the other numbers by its paper book."""
    return OfficeFactory(), OfficeFactory(paper_book=True)


LAST_MINUTE, FIRST_MINUTE = "2018-12-31T23:59:00+01:00", "2019-01-01T00:01:00+01:00"


def citations(office) -> list[str]:
    return [letter.citation for letter in Letter.objects.filter(office=office).order_by("pk")]


def test_numbers_begin_anew_at_midnight_in_both_kinds_of_register(offices):
    kept, paper = offices
    with at("2018-12-28T10:00:00+01:00"):
        registered(kept, on=timezone.localdate())
        registered(paper, number="3499", on=timezone.localdate())
    with at(LAST_MINUTE):
        registered(kept, on=timezone.localdate())
        registered(paper, number="3500", on=timezone.localdate())
    with at(FIRST_MINUTE):
        registered(kept, on=timezone.localdate())
        registered(paper, number="1", on=timezone.localdate())

    assert citations(kept) == ["1 prot, 28.12.2018", "2 prot, 31.12.2018", "1 prot, 01.01.2019"]
    assert citations(paper) == ["3499 prot, 28.12.2018", "3500 prot, 31.12.2018", "1 prot, 01.01.2019"]
    assert [register.year for register in Register.objects.filter(institution=kept.unit).order_by("pk")] == [2018, 2019]


def test_the_old_book_can_be_finished_in_the_new_year_without_gaps(offices):
    kept, _paper = offices
    with at(LAST_MINUTE):
        first = registered(kept, on=timezone.localdate())
        waiting = signed(kept, on=timezone.localdate())
    with at(FIRST_MINUTE):
        new = registered(kept, on=timezone.localdate())
        client = signed_in(person_in(Role.OFFICER, kept.unit))
        client.post(reverse("letters:register", args=[waiting.pk]), {"on": "31.12.2018", "number": ""})

    waiting.refresh_from_db()
    assert [letter.citation for letter in (first, waiting, new)] == [
        "1 prot, 31.12.2018",
        "2 prot, 31.12.2018",
        "1 prot, 01.01.2019",
    ]
    for register in Register.objects.filter(institution=kept.unit):
        report = report_of(register)
        assert (list(report.gaps), list(report.doubles)) == ([], [])


def test_what_follows_a_matter_of_the_old_year_opens_a_number_of_the_new(offices):
    kept, _paper = offices
    with at(LAST_MINUTE):
        first = sent(kept, on=timezone.localdate())
    with at(FIRST_MINUTE):
        follower = registered(kept, on=timezone.localdate(), follows=first)

    assert (follower.citation, follower.follows) == ("1 prot, 01.01.2019", first)


def test_the_list_of_letters_keeps_the_order_of_the_days_where_numbers_begin_anew(offices):
    kept, _paper = offices
    for moment in ("2018-12-31T23:58:00+01:00", LAST_MINUTE, FIRST_MINUTE):
        with at(moment):
            registered(kept, on=timezone.localdate(), subject=f"Shkresa e {moment[11:16]}")
    with at("2019-01-01T00:02:00+01:00"):
        page = signed_in(person_in(Role.OFFICER, kept.unit)).get(reverse("letters:list")).content.decode()

    assert re.findall(r"Shkresa e (\d\d:\d\d)", page.partition("<tbody>")[2]) == ["00:01", "23:59", "23:58"]


def test_the_page_that_registers_proposes_the_day_of_tirana_not_of_utc(offices):
    kept, _paper = offices
    letter = signed(kept, on=day("31.12.2018"))
    client = signed_in(person_in(Role.OFFICER, kept.unit))
    with at("2018-12-31T23:30:00Z"):
        page = client.get(reverse("letters:register", args=[letter.pk])).content.decode()
        client.post(reverse("letters:register", args=[letter.pk]), {"on": "01.01.2019", "number": ""})

    letter.refresh_from_db()
    assert 'value="01.01.2019"' in page
    assert letter.citation == "1 prot, 01.01.2019"


def test_a_term_runs_over_new_year_and_its_holidays():
    fill_holidays(years=[2018, 2019])
    duty = asked(on=day("28.12.2018"), term_days=2)

    assert duty.due_on == day("03.01.2019")  # the 1st and 2nd of January are no working days
    assert how_due_was_counted(duty).explain("sq") == "2 ditë pune nga 28.12.2018, 2 festa → 03.01.2019"


def test_the_holidays_of_the_coming_years_are_there_before_a_term_reaches_them():
    """An installation is set up once and then runs for years."""
    fill_holidays(years=range(2018, 2021))

    with at("2020-12-31T10:00:00+01:00"):
        keep_holidays_ahead(timezone.now())

    assert asked(on=day("31.12.2020"), term_days=1).due_on == day("05.01.2021")
    assert {one.year for one in Holiday.objects.values_list("on", flat=True)} == set(range(2018, 2023))


def test_holidays_that_come_late_move_the_terms_that_run_over_them():
    duty = asked(on=day("31.12.2020"), term_days=1)
    assert duty.due_on == day("01.01.2021")  # nobody knew better

    added = fill_years_ahead(by=system_actor(), on=day("31.12.2020"))

    duty.refresh_from_db()
    assert (added, duty.due_on) == (Holiday.objects.count(), day("05.01.2021"))
    assert fill_years_ahead(by=system_actor(), on=day("31.12.2020")) == 0


# --- 29 February


@pytest.mark.parametrize(
    ("asked_on", "term", "calendar", "due"),
    [
        ("21.02.2020", 10, Calendar.WORKING, "06.03.2020"),
        ("21.02.2019", 10, Calendar.WORKING, "07.03.2019"),
        ("28.02.2020", 1, Calendar.CALENDAR, "29.02.2020"),
        ("28.02.2019", 1, Calendar.CALENDAR, "01.03.2019"),
        ("29.02.2020", 366, Calendar.CALENDAR, "01.03.2021"),
        ("27.02.2020", 1, Calendar.WORKING, "28.02.2020"),
        ("28.02.2020", 1, Calendar.WORKING, "02.03.2020"),  # the 29th is a Saturday
    ],
)
def test_terms_run_over_the_end_of_february(asked_on, term, calendar, due):
    fill_holidays(years=[2019, 2020, 2021])

    assert asked(on=day(asked_on), term_days=term, term_calendar=calendar).due_on == day(due)


def test_a_letter_of_29_february_is_registered_cited_and_found(offices):
    kept, _paper = offices
    with at("2020-02-29T12:00:00+01:00"):
        letter = registered(kept, on=timezone.localdate())
        page = signed_in(person_in(Role.OFFICER, kept.unit)).get(reverse("letters:list"), {"year": 2020})

    assert letter.citation == "1 prot, 29.02.2020"
    assert "29.02.2020" in page.content.decode()


# --- the nights of the changed clock: 25.03.2018 has no 02:30, 28.10.2018 has it twice

HALF_PAST_TWO = ("2018-10-28T02:30:00+02:00", "2018-10-28T02:30:00+01:00")


def test_what_happened_at_half_past_two_twice_keeps_its_order_and_its_day():
    duty = asked(on=day("22.10.2018"))
    moments = ("2018-10-28T01:59:59+02:00", *HALF_PAST_TWO, "2018-10-28T03:00:00+01:00")
    for number, moment in enumerate(moments):
        with at(moment):
            record("obligation.asked_again", by=officer(duty.office), target=duty, source=str(number))

    told = list(events_of("obligation", duty.pk).exclude(what="obligation.asked"))
    assert [event.data["source"] for event in told] == ["3", "2", "1", "0"]
    assert [event.recorded_at for event in told] == sorted((event.recorded_at for event in told), reverse=True)
    assert {event.counts_from for event in told} == {day("28.10.2018")}
    page = signed_in(person_in(Role.OFFICER, duty.office.unit)).get(reverse("trail:row", args=["obligation", duty.pk]))
    shown = re.findall(r"28\.10\.2018\s(\d\d:\d\d)", page.content.decode().replace("\xa0", " "))
    assert shown[:4] == ["03:00", "02:30", "02:30", "01:59"]


def test_the_day_of_25_hours_is_sealed_whole_and_holds():
    office = OfficeFactory()
    hours = [
        datetime.datetime(2018, 10, 27, 22, tzinfo=datetime.UTC) + datetime.timedelta(hours=hour)
        for hour in range(-1, 26)
    ]
    for hour in hours:
        with time_machine.travel(hour, tick=False):
            record("office.edited", by=officer(office), target=office)
            seal_finished_days(timezone.now())

    sealed = {seal.day: seal.events for seal in Seal.objects.all()}
    assert sealed == {day("27.10.2018"): 1}  # the 28th is not well over yet
    with at("2018-10-29T01:00:00+01:00"):
        seal_finished_days(timezone.now())
    assert {seal.day: seal.events for seal in Seal.objects.all()} == {day("27.10.2018"): 1, day("28.10.2018"): 25}
    assert verify() == []
    # Two o'clock came twice: taking the second one away is found.
    Event.objects.get(recorded_at=datetime.datetime.fromisoformat("2018-10-28T02:00:00+01:00")).delete()
    assert [broken.day for broken in verify()] == [day("28.10.2018")]


def test_the_day_of_23_hours_is_sealed_whole():
    office = OfficeFactory()
    first = datetime.datetime(2018, 3, 24, 23, tzinfo=datetime.UTC)
    for hour in range(24):
        with time_machine.travel(first + datetime.timedelta(hours=hour), tick=False):
            record("office.edited", by=officer(office), target=office)
    with at("2018-03-27T12:00:00+02:00"):
        seal_finished_days(timezone.now())

    assert [(seal.day, seal.events) for seal in Seal.objects.order_by("day")] == [
        (day("25.03.2018"), 23),
        (day("26.03.2018"), 1),
    ]


@pytest.mark.parametrize(
    ("due", "last_moment", "first_late_moment"),
    [
        ("28.10.2018", "2018-10-28T23:30:00+01:00", "2018-10-29T00:10:00+01:00"),
        ("25.03.2018", "2018-03-25T23:30:00+02:00", "2018-03-26T00:10:00+02:00"),
        ("04.06.2018", "2018-06-04T21:30:00Z", "2018-06-04T22:10:00Z"),
        ("31.12.2018", "2018-12-31T22:30:00Z", "2018-12-31T23:10:00Z"),
    ],
)
def test_a_duty_is_late_from_midnight_in_tirana_on(due, last_moment, first_late_moment):
    scene = a_scene()
    Obligation.objects.update(issued_on=day("01.03.2018"), clock_starts_on=day("01.03.2018"), due_on=day(due))
    client = signed_in(scene.coordinator)

    def late() -> str:
        page = client.get("/", headers={"Accept-Language": "en"}).content.decode()
        return re.search(r'show=late">([^<]+)', page)[1]

    with at(last_moment):
        assert late() == "0 me vonesë"
    with at(first_late_moment):
        assert late() == "1 me vonesë"


@pytest.mark.parametrize(
    ("asked_on", "due"),
    [
        ("23.03.2018", "26.03.2018"),
        ("26.10.2018", "29.10.2018"),
        ("24.03.2018", "26.03.2018"),
        ("28.10.2018", "29.10.2018"),
    ],
)
def test_a_working_day_is_counted_once_over_the_weekend_of_the_changed_clock(asked_on, due):
    assert asked(on=day(asked_on), term_days=1).due_on == day(due)


def test_an_answer_counts_from_the_day_of_tirana():
    answers = []
    for moment in ("2018-06-04T21:59:00Z", "2018-06-04T22:01:00Z"):
        scene = a_scene(names=(f"A{moment[14:16]}", f"B{moment[14:16]}"))
        duty = scene.duty_of(scene.institutions[0])
        with at(moment):
            signed_in(scene.coordinator).post(reverse("duties:detail", args=[duty.pk]), FILLED)
        answers.append(Answer.objects.order_by("pk").last())

    assert [answer.received_on for answer in answers] == [day("04.06.2018"), day("05.06.2018")]


# --- personal links


def linked(duty: Obligation) -> Link:
    recipient = Recipient(email="zyra@shembull.al", name="Zyra")
    return make_link(obligation=duty, recipient=recipient, by=officer(duty.office), on=timezone.localdate())


@pytest.mark.parametrize(
    ("made", "before", "after"),
    [
        ("2018-03-20T09:00:00+01:00", "2018-04-19T08:59:00+02:00", "2018-04-19T09:00:00+02:00"),
        ("2018-10-20T09:00:00+02:00", "2018-11-19T08:59:00+01:00", "2018-11-19T09:00:00+01:00"),
        ("2018-12-15T23:59:00+01:00", "2019-01-14T23:58:00+01:00", "2019-01-14T23:59:00+01:00"),
        ("2020-02-15T09:00:00+01:00", "2020-03-16T08:59:00+01:00", "2020-03-16T09:00:00+01:00"),
        # Thirty days later there is no half past two: it ends when the clock is moved on.
        ("2018-02-23T02:30:00+01:00", "2018-03-25T01:59:00+01:00", "2018-03-25T03:30:00+02:00"),
    ],
)
def test_a_link_of_thirty_days_ends_at_the_same_time_by_the_clock_on_the_wall(made, before, after):
    with at(made):
        duty = asked(on=timezone.localdate())
        link = linked(duty)

    with at(before):
        assert Client().get(address_of(link)).status_code == 200
        assert open_link(token_of(link.nonce), obligation_id=duty.pk, language="sq", now=timezone.now())
    with at(after):
        assert Client().get(address_of(link)).status_code == 410
        with pytest.raises(LinkEnded):
            open_link(token_of(link.nonce), obligation_id=duty.pk, language="sq", now=timezone.now())
        assert withdraw_links(obligation=duty, by=officer(duty.office), on=timezone.localdate()) == 0


# --- a holiday that moves


def test_a_bajram_that_moves_by_a_day_moves_the_running_terms_there_and_back():
    fill_holidays(years=[2018])
    bajram = Holiday.objects.get(on=day("15.06.2018"))
    office = OfficeFactory()
    by = administrator(office)
    duties = {
        "before it": asked(office=office, on=day("04.06.2018"), term_days=8),  # ends on Thursday the 14th
        "on it": asked(office=office, on=day("05.06.2018"), term_days=8),
        "over it": asked(office=office, on=day("08.06.2018"), term_days=10),
        "by calendar": asked(office=office, on=day("08.06.2018"), term_days=7, term_calendar=Calendar.CALENDAR),
        "after it": asked(office=office, on=day("15.06.2018"), term_days=1),
    }

    def dues() -> dict[str, str]:
        for duty in duties.values():
            duty.refresh_from_db()
        return {name: f"{duty.due_on:%d.%m}" for name, duty in duties.items()}

    stood = {"before it": "14.06", "on it": "18.06", "over it": "25.06", "by calendar": "15.06", "after it": "18.06"}
    assert dues() == stood

    day_before = {"on_day": day("14.06.2018"), "name_sq": "Fitër Bajrami", "name_en": "Eid al-Fitr"}
    declare_holiday(office=office, by=by, on=day("13.06.2018"), **day_before)
    assert dues() == stood | {"before it": "18.06", "on it": "19.06", "over it": "26.06"}

    cancel_holiday(office=office, holiday=bajram, by=administrator(office), on=day("13.06.2018"))
    assert dues() == stood | {"before it": "15.06"}
    assert how_due_was_counted(duties["over it"]).explain("sq") == "10 ditë pune nga 08.06.2018, 1 festë → 25.06.2018"

    moved = Holiday.objects.get(on=day("14.06.2018"))
    cancel_holiday(office=office, holiday=moved, by=administrator(office), on=day("13.06.2018"))
    declare_holiday(
        office=office,
        by=administrator(office),
        on=day("13.06.2018"),
        on_day=day("15.06.2018"),
        name_sq="Fitër Bajrami",
        name_en="Eid al-Fitr",
    )
    assert dues() == stood
    told = Event.objects.filter(what="obligation.recounted", target_key=str(duties["over it"].pk)).order_by("pk")
    assert [(one.data["before"][5:], one.data["due"][5:]) for one in told] == [
        ("06-25", "06-26"),
        ("06-26", "06-25"),
        ("06-25", "06-22"),
        ("06-22", "06-25"),
    ]


def test_a_day_of_mourning_on_the_last_day_gives_one_more():
    office = OfficeFactory()
    duty = asked(office=office, institution=InstitutionFactory(), on=day("21.05.2018"))

    declare_holiday(
        office=office, on_day=duty.due_on, name_sq="Zi", name_en="Mourning", by=administrator(office), on=duty.due_on
    )

    duty.refresh_from_db()
    assert duty.due_on == day("05.06.2018")
